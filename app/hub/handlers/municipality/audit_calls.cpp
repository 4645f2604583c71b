#include "hub/handlers/municipality/audit_calls.h"

#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/db/read.h"
#include "hub/records/feed_scope.h"
#include "hub/records/record_store.h"

#include <algorithm>
#include <limits>

namespace hub {

namespace {

using domain::Role;

constexpr int usualLines = 200;
constexpr int mostLines = 1000;

bool mayRead(const Caller &caller) {
    const Role role = caller.user.role;
    return role == Role::Municipal || role == Role::Auditor || role == Role::Manager ||
           role == Role::OperatorOffice;
}

void append(std::string &json, const char *name, std::string_view text) {
    json.append(",\"").append(name).append("\":\"").append(text).append("\"");
}

/// All texts are ids, our own names and hexadecimal digits, so nothing needs escaping.
void appendLine(std::string &list, const Rows &row) {
    list += list.empty() ? "{" : ",{";
    list += "\"number\":" + std::to_string(row.integer(0));
    append(list, "at", domain::textOf(domain::Instant(std::chrono::seconds(row.integer(1)))));
    constexpr const char *names[] = {"action",  "kind",    "object_id",    "facility_id",   "role", "actor",
                                     "session", "members", "content_hash", "previous_hash", "hash"};
    int column = 2;
    for (const char *name : names) {
        append(list, name, row.text(column++));
    }
    list += "}";
}

/// The requested municipality, or the only one of the scope.
domain::Result<const FeedMunicipality *> chosen(const FeedScope &scope, const std::string &code) {
    if (code.empty() && scope.municipalities.size() > 1) {
        return invalid("/query/municipality", "required");
    }
    for (const FeedMunicipality &municipality : scope.municipalities) {
        if (code.empty() || municipality.code == code) {
            return &municipality;
        }
    }
    return notFound();
}

} // namespace

HandlerResult getAudit(const Request &request, Context &context) {
    if (!mayRead(*context.caller)) {
        return forbidden();
    }
    const auto limit = numberIn(request, "limit", usualLines, 1, mostLines);
    const auto after = numberIn(request, "after", 0, 0, std::numeric_limits<int>::max());
    if (!limit || !after) {
        return domain::passOn(limit ? after : limit);
    }
    auto scope = feedScopeOf(context.db, *context.caller);
    if (!scope) {
        return domain::passOn(scope);
    }
    std::erase_if(scope->municipalities, [](const FeedMunicipality &one) { return one.code == hubItself; });
    const auto municipality = chosen(*scope, textIn(request, "municipality"));
    if (!municipality) {
        return domain::passOn(municipality);
    }
    std::string list;
    int count = 0;
    const FeedMunicipality &own = **municipality;
    auto rows =
        context.db.query("SELECT number, at, action, kind, object_id, facility_id, role, actor, session, "
                         "members, content_hash, previous_hash, hash FROM audit "
                         "WHERE municipality = $1 AND number > $2 ORDER BY number",
                         {own.code, *after});
    if (!rows) {
        return domain::passOn(rows);
    }
    while (count <= *limit) {
        const auto more = (*rows)->next();
        if (!more) {
            return domain::passOn(more);
        }
        if (!*more) {
            break;
        }
        const bool visible =
            own.whole || std::binary_search(own.facilities.begin(), own.facilities.end(), (*rows)->text(5));
        if (visible && ++count <= *limit) {
            appendLine(list, **rows);
        }
    }
    return jsonAnswer(200, R"({"audit":[)" + list + R"(],"more":)" + (count > *limit ? "true}" : "false}"));
}

} // namespace hub
