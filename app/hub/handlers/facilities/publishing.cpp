// The calls that publish a facility's profile and list its published versions.
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/facilities/routes.h"
#include "hub/records/edit_preconditions.h"
#include "hub/records/scope.h"
#include "wire/office_json.h"

#include <limits>

namespace hub {

namespace {

using domain::Facility;
using domain::RecordKind;
using domain::Result;

constexpr int usualVersions = 20;
constexpr int mostVersions = 100;

/// Numbers, coordinates and phone numbers may also begin with such a character.
bool isNumberLike(std::string_view text) {
    return text.find_first_not_of("+-.0123456789() ") == std::string_view::npos;
}

/// The items that a spreadsheet would run as a formula. The open-data list contains values unchanged, so the
/// person who publishes them is warned.
std::string flagsOf(const domain::Profile &profile) {
    std::string list;
    for (const auto &[key, value] : profile) {
        const bool mayRun = !value.empty() && std::string_view("=+-@\t\r").find(value.front()) != value.npos;
        if (mayRun && !isNumberLike(value)) {
            list += (list.empty() ? "" : ",") + (R"({"item":")" + key) + R"(","code":"formula"})";
        }
    }
    return list;
}

std::string publishedJson(const Facility &facility) {
    std::string json = wire::toJson(facility);
    if (const std::string flags = flagsOf(facility.profile); !flags.empty()) {
        json.pop_back();
        json += R"(,"flags":[)" + flags + "]}";
    }
    return json;
}

HandlerResult publish(const Request &request, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto stored = editable(request, context, RecordKind::Facility, id->text(), Need::Edit);
    if (!stored) {
        return domain::passOn(stored);
    }
    auto facility = stored->record.text.readBy(wire::facilityFromJson);
    if (!facility) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    const auto published = publishFacility(context, std::move(*facility));
    return published ? HandlerResult(recordAnswer(200, published->meta.version, publishedJson(*published)))
                     : domain::passOn(published);
}

struct PublishedVersion {
    std::int64_t number = 0;
    domain::Instant at{};
    std::string role;
    std::string actor;
    std::string action;
    std::string writable; ///< the members that a client may set, as JSON
};

/// Newest first, with one more than requested, because each version is compared with the one before it.
Result<std::vector<PublishedVersion>> versionsOf(Connection &db, const std::string &facility, int before,
                                                 int count) {
    std::vector<PublishedVersion> all;
    bool readable = true;
    auto read = eachRow(db,
                        "SELECT version, at, role, actor, action, body FROM facility_history "
                        "WHERE facility_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3",
                        {facility, before, count + 1}, [&](const Rows &row) {
                            const auto then = wire::facilityFromJson(row.text(5), wire::Source::Hub);
                            readable = readable && then;
                            all.push_back(
                                {row.integer(0), domain::Instant(std::chrono::seconds(row.integer(1))),
                                 std::string(row.text(2)), std::string(row.text(3)), std::string(row.text(4)),
                                 then ? wire::writableJson(*then) : std::string("{}")});
                        });
    if (!read) {
        return domain::passOn(read);
    }
    if (!readable) {
        return domain::fail(domain::ErrorKind::Bug, "unreadable-record");
    }
    return all;
}

/// "after": the members that this version set (null: removed); "before": their earlier values (null: absent).
Result<std::string> entryJson(const PublishedVersion &version, const PublishedVersion *earlier) {
    const std::string before = earlier != nullptr ? earlier->writable : "{}";
    const auto forth = wire::diffPatch(before, version.writable);
    const auto back = wire::diffPatch(version.writable, before);
    if (!forth || !back) {
        return domain::passOn(forth ? back : forth);
    }
    std::string json =
        R"({"version":)" + std::to_string(version.number) + R"(,"action":)" + wire::jsonText(version.action);
    if (version.at != domain::Instant{}) {
        json += R"(,"at":")" + domain::textOf(version.at) + R"(","role":)" + wire::jsonText(version.role) +
                R"(,"actor":)" + wire::jsonText(version.actor);
    }
    return json + R"(,"after":)" + *forth + R"(,"before":)" + *back + "}";
}

Result<std::int64_t> publishedVersionOf(Connection &db, const std::string &facility) {
    auto version = firstRow(db, "SELECT version FROM facility_publication WHERE facility_id = $1", {facility},
                            [](const Rows &row) { return row.integer(0); });
    if (!version) {
        return domain::passOn(version);
    }
    return version->value_or(0);
}

HandlerResult answerWith(const std::vector<PublishedVersion> &versions, std::size_t limit,
                         std::int64_t published) {
    std::string list;
    for (std::size_t index = 0; index < versions.size() && index < limit; ++index) {
        const auto entry =
            entryJson(versions[index], index + 1 < versions.size() ? &versions[index + 1] : nullptr);
        if (!entry) {
            return domain::passOn(entry);
        }
        list += (list.empty() ? "" : ",") + *entry;
    }
    std::string json = R"({"history":[)" + list + "]";
    if (published > 0) {
        json += R"(,"published_version":)" + std::to_string(published);
    }
    return jsonAnswer(200, json + R"(,"more":)" + (versions.size() > limit ? "true}" : "false}"));
}

HandlerResult getHistory(const Request &request, Context &context) {
    const auto id = idFrom<domain::FacilityId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto facility = facilityInScope(context, id->text(), Need::See);
    if (!facility) {
        return domain::passOn(facility);
    }
    if (context.caller->user.role == domain::Role::System) {
        return forbidden(); // the answer names people
    }
    constexpr int newest = std::numeric_limits<int>::max();
    const auto limit = numberIn(request, "limit", usualVersions, 1, mostVersions);
    const auto before = numberIn(request, "before", newest, 1, newest);
    if (!limit || !before) {
        return domain::passOn(limit ? before : limit);
    }
    const auto versions = versionsOf(context.db, facility->id, *before, *limit);
    const auto published = publishedVersionOf(context.db, facility->id);
    if (!versions || !published) {
        return versions ? domain::passOn(published) : domain::passOn(versions);
    }
    return answerWith(*versions, static_cast<std::size_t>(*limit), *published);
}

} // namespace

std::vector<Route> publishingRoutes() {
    return {writing("POST", "/v1/facilities/{id}/publish", publish),
            reading("/v1/facilities/{id}/history", getHistory)};
}

} // namespace hub
