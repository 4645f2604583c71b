#include "hub/calls/answers.h"
#include "training/training_hub.h"
#include "wire/auth_json.h"
#include "wire/paths.h"

#include <rapidjson/document.h>

namespace training {
namespace {

hub::HandlerResult actNow(const hub::Request &request, Parents &parents) {
    const auto action = wire::stringMember(request.body, "action");
    if (!action) {
        return domain::passOn(action);
    }
    if (*action == "book") {
        parents.actNow(ParentAct::Book);
    } else if (*action == "ask") {
        parents.actNow(ParentAct::Ask);
    } else if (*action == "cancel") {
        parents.actNow(ParentAct::Cancel);
    } else {
        return hub::invalid("/action", "not-allowed");
    }
    // 202, because the parent acts on its own thread after this call.
    return hub::jsonAnswer(202, R"({"accepted":true})");
}

hub::HandlerResult control(const hub::Request &request, Parents &parents) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(request.body.data(), request.body.size());
    if (document.HasParseError() || !document.IsObject()) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed");
    }
    const auto paused = document.FindMember("paused");
    if (paused == document.MemberEnd()) {
        return hub::invalid("/paused", "required");
    }
    if (!paused->value.IsBool()) {
        return hub::invalid("/paused", "wrong-type");
    }
    parents.setPaused(paused->value.GetBool());
    return hub::jsonAnswer(200, parents.paused() ? R"({"paused":true})" : R"({"paused":false})");
}

hub::Route post(std::string_view pattern, hub::Handler handler) {
    return {.method = "POST", .pattern = pattern, .work = hub::Work::Read, .handler = std::move(handler)};
}

} // namespace

std::vector<hub::Route> trainingRoutes(Parents &parents) {
    using namespace wire::paths;
    return {post(practiceParents, [&parents](const hub::Request &request,
                                             hub::Context &) { return actNow(request, parents); }),
            post(practiceControl, [&parents](const hub::Request &request, hub::Context &) {
                return control(request, parents);
            })};
}

} // namespace training
