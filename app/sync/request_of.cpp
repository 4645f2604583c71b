#include "sync/request_of.h"

#include "wire/act_json.h"
#include "wire/paths.h"

namespace syncing {

namespace {

namespace paths = wire::paths;
using storage::Operation;

struct Call {
    QByteArray method;
    std::string path;
};

Call callOf(const Operation &operation) {
    const auto with = [&operation](std::string_view pattern) {
        return paths::pathOf(pattern, operation.recordId);
    };
    if (const auto step = domain::callOf(operation.act)) {
        return {"POST", with(paths::stepOf(*step))};
    }
    switch (operation.act) {
    case domain::ActKind::Book:
        return {"PUT", with(paths::reservation)};
    case domain::ActKind::CreateSlot:
        return {"PUT", with(paths::slot)};
    case domain::ActKind::CreateSlots:
        return {"POST", std::string(paths::slotBatch)};
    case domain::ActKind::EditSlot:
    case domain::ActKind::CancelSlot:
        return {"PATCH", with(paths::slot)};
    case domain::ActKind::EditFacility:
        return {"PATCH", with(paths::facility)};
    default:
        return {};
    }
}

} // namespace

net::ApiRequest requestOf(const Operation &operation) {
    const Call call = callOf(operation);
    const std::string said = wire::actJson(operation.command);
    net::ApiRequest request;
    request.method = call.method;
    request.path = net::asPath(call.path);
    // A step without words needs no body, and Qt fetches each body from the thread that stores answers.
    if (!domain::callOf(operation.act) || said != "{}") {
        request.body = QByteArray::fromStdString(said);
    }
    request.idempotencyKey = QByteArray::fromStdString(operation.sendKey.value_or(operation.id).text());
    if (domain::makesRecord(operation.act)) {
        request.ifNoneMatchAny = call.method == "PUT"; // a batch says for each of its slots that it is new
    } else if (operation.baseVersion > 0) {
        request.ifMatch = operation.baseVersion;
    }
    return request;
}

} // namespace syncing
