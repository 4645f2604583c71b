// お知らせ: notices of the hub's operators about planned work and incidents, to everybody or to a part, and
// notices of a municipality.
#include "hub/handlers/municipality/notices.h"

#include "domain/follow_up.h"
#include "hub/calls/answers.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/municipality/routes.h"
#include "hub/http/preconditions.h"
#include "hub/records/audit_members.h"
#include "hub/records/scope.h"
#include "wire/office_json.h"

namespace hub {

namespace {

using domain::Notice;
using domain::RecordKind;
using domain::Result;

/// The scope whose notices the caller may write: the hub, or the caller's municipality. Empty if there is
/// none.
std::string ownScope(const Caller &caller) {
    if (caller.user.role == domain::Role::HubOperator) {
        return std::string(hubItself);
    }
    return caller.user.role == domain::Role::Municipal ? caller.user.municipalityCode : std::string();
}

Result<void> store(Context &context, const std::string &scope, const Notice &notice, const char *action,
                   const std::string &members) {
    if (scope == hubItself) {
        if (auto prepared = prepareHubItself(context.db); !prepared) {
            return prepared;
        }
    }
    ChangeSet changes(context, scope);
    changes.put({.kind = RecordKind::Notice,
                 .id = notice.id.text(),
                 .version = notice.meta.version,
                 .text = {RecordKind::Notice, wire::textsOf(notice)},
                 .audience = notice.audience == "everyone" ? "" : notice.audience});
    changes.note({action, RecordKind::Notice, notice.id.text(), "", members, {}});
    return changes.write();
}

/// The stored notice, checked against the version that the caller has seen.
Result<Notice> seenNotice(const Request &request, Context &context, const std::string &scope) {
    const auto id = idFrom<domain::NoticeId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto record = findRecord(context.db, RecordKind::Notice, id->text());
    if (!record) {
        return domain::passOn(record);
    }
    if (!*record || (*record)->deleted || (*record)->municipality != scope) {
        return notFound();
    }
    const auto seen = ifMatchVersion(request);
    if (!seen) {
        return domain::passOn(seen);
    }
    if (*seen != (*record)->version) {
        return versionConflict((*record)->text.forCaller(*context.caller));
    }
    return (*record)->text.readBy(wire::noticeFromJson);
}

HandlerResult keep(Context &context, const std::string &scope, const Notice &notice, const char *action,
                   const std::string &members) {
    if (auto faults = domain::validate(notice); !faults.empty()) {
        return invalid(std::move(faults));
    }
    if (auto stored = store(context, scope, notice, action, members); !stored) {
        return domain::passOn(stored);
    }
    return recordAnswer(notice.meta.version == 1 ? 201 : 200, notice.meta.version, wire::toJson(notice));
}

HandlerResult create(const Request &request, Context &context, const std::string &scope) {
    const auto id = idFrom<domain::NoticeId>(context);
    if (!id) {
        return domain::passOn(id);
    }
    const auto known = findRecord(context.db, RecordKind::Notice, id->text());
    if (!known) {
        return domain::passOn(known);
    }
    if (*known) {
        const bool own = (*known)->municipality == scope && !(*known)->deleted;
        return own ? HandlerResult(versionConflict((*known)->text.forCaller(*context.caller)))
                   : conflict("id-taken");
    }
    auto notice = wire::noticeFromJson(request.body, wire::Source::Client);
    if (!notice) {
        return domain::passOn(notice);
    }
    notice->id = *id;
    notice->meta = {1, context.now(), context.now()};
    return keep(context, scope, *notice, "notice.create", "");
}

HandlerResult change(const Request &request, Context &context, const std::string &scope, bool whole) {
    const auto before = seenNotice(request, context, scope);
    if (!before) {
        return domain::passOn(before);
    }
    auto text =
        whole ? Result<std::string>(request.body) : wire::mergePatch(wire::toJson(*before), request.body);
    if (!text) {
        return domain::passOn(text);
    }
    auto notice = wire::noticeFromJson(*text, wire::Source::Client);
    if (!notice) {
        return domain::passOn(notice);
    }
    notice->id = before->id;
    notice->meta = {before->meta.version + 1, before->meta.createdAt, context.now()};
    return keep(context, scope, *notice, "notice.change", memberNames(request.body));
}

HandlerResult putNotice(const Request &request, Context &context) {
    const std::string scope = ownScope(*context.caller);
    if (scope.empty()) {
        return forbidden();
    }
    return wantsCreation(request) ? create(request, context, scope) : change(request, context, scope, true);
}

HandlerResult patchNotice(const Request &request, Context &context) {
    const std::string scope = ownScope(*context.caller);
    return scope.empty() ? HandlerResult(forbidden()) : change(request, context, scope, false);
}

HandlerResult deleteNotice(const Request &request, Context &context) {
    const std::string scope = ownScope(*context.caller);
    if (scope.empty()) {
        return forbidden();
    }
    const auto notice = seenNotice(request, context, scope);
    if (!notice) {
        return domain::passOn(notice);
    }
    ChangeSet changes(context, scope);
    const std::string id = notice->id.text();
    changes.put({.kind = RecordKind::Notice,
                 .id = id,
                 .version = notice->meta.version + 1,
                 .deleted = true,
                 .audience = notice->audience == "everyone" ? "" : notice->audience});
    changes.note({"notice.delete", RecordKind::Notice, id, "", "", {}});
    if (auto written = changes.write(); !written) {
        return domain::passOn(written);
    }
    Response gone;
    gone.status = 204;
    return gone;
}

bool isShown(const Notice &notice, domain::Instant now) {
    return (!notice.from || *notice.from <= now) && (!notice.to || now < *notice.to);
}

} // namespace

Result<std::vector<std::string>> currentNotices(Connection &db, domain::Instant now) {
    std::vector<std::string> texts;
    auto read = eachRow(db,
                        "SELECT body FROM record WHERE municipality = $1 AND kind = 'notice' "
                        "AND deleted = 0 AND audience = '' ORDER BY change_no",
                        {hubItself}, [&](const Rows &row) {
                            const auto notice = wire::noticeFromJson(row.text(0), wire::Source::Hub);
                            if (notice && isShown(*notice, now)) {
                                texts.push_back(notice->text);
                            }
                        });
    if (!read) {
        return domain::passOn(read);
    }
    return texts;
}

std::vector<Route> noticeRoutes() {
    constexpr std::string_view path = "/v1/notices/{id}";
    return {writing("PUT", path, putNotice), writing("PATCH", path, patchNotice),
            writing("DELETE", path, deleteNotice)};
}

} // namespace hub
