// The import call: a municipality's list of facilities is sent as the file itself.
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/facilities/facility_import.h"
#include "hub/handlers/facilities/import_json.h"
#include "hub/handlers/facilities/routes.h"
#include "hub/records/scope.h"

namespace hub {

namespace {

using domain::Result;

Result<bool> yesOrNo(const Request &request, const std::string &name) {
    const std::string text = textIn(request, name);
    if (!text.empty() && text != "true" && text != "false") {
        return invalid("/query/" + name, "not-allowed");
    }
    return text == "true";
}

Result<formats::ReadingChoices> choicesIn(const Request &request, const std::string &municipality) {
    formats::ReadingChoices choices{.municipality = municipality};
    choices.leaveOut = wordsBetweenCommas(textIn(request, "leave_out"));
    for (const std::string &word : wordsBetweenCommas(textIn(request, "kinds"))) {
        if (!addKind(choices, word)) {
            return invalid("/query/kinds", "not-allowed");
        }
    }
    return choices;
}

Result<ImportOrder> orderIn(const Request &request, const std::string &municipality) {
    const auto dryRun = yesOrNo(request, "dry_run");
    const auto takeList = yesOrNo(request, "take_list");
    if (!dryRun || !takeList) {
        return dryRun ? domain::passOn(takeList) : domain::passOn(dryRun);
    }
    ImportOrder order{.municipality = municipality};
    order.mode = *dryRun ? ImportMode::DryRun : ImportMode::Store;
    order.answers.takeList = *takeList;
    for (const std::string &word : wordsBetweenCommas(textIn(request, "accept"))) {
        if (!order.answers.add(word)) {
            return invalid("/query/accept", "not-allowed");
        }
    }
    return order;
}

HandlerResult postImport(const Request &request, Context &context) {
    if (context.caller->user.role != domain::Role::Municipal) {
        return forbidden();
    }
    const std::string &municipality = context.caller->user.municipalityCode;
    const auto order = orderIn(request, municipality);
    const auto choices = choicesIn(request, municipality);
    if (!order || !choices) {
        return order ? domain::passOn(choices) : domain::passOn(order);
    }
    auto file = formats::readOpenData(request.body, *choices);
    if (!file) {
        return invalid("/file", file.error().code, file.error().params);
    }
    const auto report = importList(context, *file, *order);
    if (!report) {
        return domain::passOn(report);
    }
    return jsonAnswer(200, importJson(*file, *report, order->mode));
}

} // namespace

std::vector<Route> importRoutes() {
    return {writing("POST", "/v1/facilities/import", postImport)};
}

} // namespace hub
