#include "hub/handlers/reservation_batch.h"

#include "hub/db/read.h"
#include "hub/handlers/answers.h"

#include <rapidjson/document.h>

namespace hub {

using domain::ReservationCall;
using domain::Result;

namespace {

constexpr std::size_t mostItems = 200;

struct Item {
    std::string id;
    std::int64_t version = 0;
};
struct Batch {
    ReservationCall call = ReservationCall::Approve;
    wire::CallBody body;
    std::vector<Item> items;
};

std::string textMember(const rapidjson::Value &object, const char *name) {
    const auto found = object.FindMember(name);
    const bool isText = found != object.MemberEnd() && found->value.IsString();
    return isText ? std::string(found->value.GetString(), found->value.GetStringLength()) : std::string();
}

/// Faults of the body's own shape; the rules for texts are those of the single call.
Result<void> checkMembers(const rapidjson::Value &object) {
    domain::Error unknown{.kind = domain::ErrorKind::Rejected, .code = "unknown-member"};
    for (const auto &member : object.GetObject()) {
        const std::string name(member.name.GetString(), member.name.GetStringLength());
        if (name != "call" && name != "reason" && name != "message" && name != "items") {
            unknown.fields.push_back({"/" + name, "unknown-member", {}});
        } else if (name != "items" && !member.value.IsString()) {
            return invalid("/" + name, "wrong-type");
        }
    }
    return unknown.fields.empty() ? Result<void>() : domain::fail(std::move(unknown));
}

Result<std::vector<Item>> itemsIn(const rapidjson::Value &object) {
    const auto found = object.FindMember("items");
    if (found == object.MemberEnd() || !found->value.IsArray()) {
        return invalid("/items", "required");
    }
    const auto list = found->value.GetArray();
    if (list.Empty() || list.Size() > mostItems) {
        return invalid("/items", "out-of-range", {{"min", "1"}, {"max", std::to_string(mostItems)}});
    }
    std::vector<Item> items;
    for (const rapidjson::Value &one : list) {
        const bool shaped = one.IsObject() && one.HasMember("version") && one["version"].IsInt64();
        const auto id = domain::ReservationId::parse(shaped ? textMember(one, "id") : std::string());
        if (!id) {
            return invalid("/items/" + std::to_string(items.size()), "wrong-type");
        }
        items.push_back({id->text(), one["version"].GetInt64()});
    }
    return items;
}

Result<Batch> batchFrom(const std::string &body) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
    if (document.HasParseError() || !document.IsObject()) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed");
    }
    if (auto shaped = checkMembers(document); !shaped) {
        return domain::passOn(shaped);
    }
    const auto call = domain::reservationCall(textMember(document, "call"));
    const bool single = call == ReservationCall::Reschedule || call == ReservationCall::Propose ||
                        call == ReservationCall::Correct || call == ReservationCall::Expire;
    if (!call || single) {
        return invalid("/call", call ? "not-allowed" : "required");
    }
    auto items = itemsIn(document);
    if (!items) {
        return domain::passOn(items);
    }
    wire::CallBody texts;
    texts.reason = textMember(document, "reason");
    texts.message = textMember(document, "message");
    return Batch{*call, std::move(texts), std::move(*items)};
}

bool isOfStorage(const domain::Error &error) {
    return error.code == "unavailable" || error.kind == domain::ErrorKind::Bug;
}

/// One item in a savepoint of its own: a refusal leaves nothing behind and stops nobody else. Only a fault of
/// the storage ends the whole batch.
Result<std::string> resultOf(Context &context, const Batch &batch, const Item &item) {
    if (auto saved = run(context.db, "SAVEPOINT batch_item", {}); !saved) {
        return domain::passOn(saved);
    }
    const auto moved = moveReservation(context, item.id, item.version, batch.call, batch.body);
    if (!moved && isOfStorage(moved.error())) {
        return domain::passOn(moved);
    }
    if (!moved) {
        if (auto undone = run(context.db, "ROLLBACK TO batch_item", {}); !undone) {
            return domain::passOn(undone);
        }
    }
    if (auto released = run(context.db, "RELEASE batch_item", {}); !released) {
        return domain::passOn(released);
    }
    if (moved) {
        return R"("status":200,"record":)" + bodyFor(*context.caller, *moved);
    }
    return R"("status":)" + std::to_string(wire::statusOf(moved.error().code)) + R"(,"problem":)" +
           wire::problemJson(moved.error(), context.language);
}

} // namespace

Result<StoredReservation> moveReservation(Context &context, const std::string &id, std::int64_t seen,
                                          ReservationCall call, const wire::CallBody &body) {
    auto reservation = visibleReservation(context, id);
    if (!reservation) {
        return reservation;
    }
    if (reservation->value.meta.version != seen) {
        return versionConflict(bodyFor(*context.caller, *reservation));
    }
    ChangeSet changes(context, reservation->municipality);
    if (auto applied = applyStep(context, changes, *reservation, call, body); !applied) {
        return domain::passOn(applied);
    }
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    return reservation;
}

HandlerResult moveManyReservations(const Request &request, Context &context) {
    const auto batch = batchFrom(request.body);
    if (!batch) {
        return domain::passOn(batch);
    }
    std::string results;
    for (const Item &item : batch->items) {
        auto result = resultOf(context, *batch, item);
        if (!result) {
            return domain::passOn(result);
        }
        results += (results.empty() ? R"({"id":")" : R"(,{"id":")") + item.id + "\"," + *result + "}";
    }
    return jsonAnswer(200, R"({"results":[)" + results + "]}");
}

} // namespace hub
