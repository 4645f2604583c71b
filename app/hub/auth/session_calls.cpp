// Session calls of their owner: refreshing, listing, ending, unlocking.
#include "hub/auth/auth_calls.h"
#include "hub/calls/answers.h"
#include "wire/auth_json.h"

#include <algorithm>

namespace hub::auth {
namespace {

domain::Result<Account> accountOf(Context &context, const SessionRow &session) {
    const auto id = domain::UserId::parse(session.accountId);
    if (!id) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    auto account = accountById(context.db, *id);
    if (!account) {
        return domain::passOn(account);
    }
    if (!*account || (*account)->status == AccountStatus::Disabled) {
        return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
    }
    return std::move(**account);
}

HandlerResult reuseFound(const Request &request, Context &context, const Account &account) {
    if (auto noted = auditAccount(context, account, "session.token-reuse"); !noted) {
        return domain::passOn(noted);
    }
    return refusal({.kind = domain::ErrorKind::SignedOut, .code = "session-ended"}, request);
}

bool contains(const std::vector<domain::FacilityId> &all, const domain::FacilityId &one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// A person may end their own sessions. A manager may also end those of accounts that work only in the
/// manager's facilities.
domain::Result<bool> mayEnd(Context &context, const SessionRow &session, const Account &owner) {
    const domain::User &caller = context.caller->user;
    if (session.accountId == caller.id.text()) {
        return true;
    }
    const auto user = userOf(context.db, owner);
    if (!user) {
        return domain::passOn(user);
    }
    const bool staff = user->role == domain::Role::Staff || user->role == domain::Role::Manager;
    return caller.role == domain::Role::Manager && staff && !user->facilities.empty() &&
           std::all_of(user->facilities.begin(), user->facilities.end(),
                       [&](const domain::FacilityId &id) { return contains(caller.facilities, id); });
}

domain::Result<std::pair<SessionRow, Account>> sessionToEnd(Context &context) {
    const auto id = domain::SessionId::parse(context.param(0));
    if (!id) {
        return notFound();
    }
    auto session = sessionById(context.db, *id);
    if (!session) {
        return domain::passOn(session);
    }
    if (!*session || (*session)->accountId.empty()) {
        return notFound();
    }
    auto owner = accountOf(context, **session);
    if (!owner) {
        return notFound();
    }
    const auto allowed = mayEnd(context, **session, *owner);
    if (!allowed) {
        return domain::passOn(allowed);
    }
    if (!*allowed) {
        return notFound();
    }
    return std::pair(std::move(**session), std::move(*owner));
}

} // namespace

HandlerResult refresh(const Request &request, Context &context) {
    const auto token = wire::stringMember(request.body, "refresh_token");
    if (!token) {
        return domain::passOn(token);
    }
    const auto refreshed = refreshSession(context, *token);
    if (!refreshed) {
        return domain::passOn(refreshed);
    }
    const auto account = accountOf(context, refreshed->session);
    if (!account) {
        return domain::passOn(account);
    }
    if (refreshed->reused) {
        return reuseFound(request, context, *account);
    }
    return tokensAnswer(context, *account, refreshed->tokens);
}

HandlerResult logout(const Request &, Context &context) {
    if (auto ended = endSession(context.db, context.caller->session, EndReason::Logout, context.now());
        !ended) {
        return domain::passOn(ended);
    }
    return emptyAnswer();
}

HandlerResult listSessions(const Request &, Context &context) {
    const auto account = callersAccount(context);
    if (!account) {
        return domain::passOn(account);
    }
    const auto sessions = sessionsOf(context.db, account->id);
    if (!sessions) {
        return domain::passOn(sessions);
    }
    std::vector<wire::SessionInfo> infos;
    for (const SessionRow &session : *sessions) {
        infos.push_back({.id = session.id.text(),
                         .deviceName = session.deviceName,
                         .createdAt = session.createdAt,
                         .lastUsedAt = session.lastUsedAt,
                         .current = session.id == context.caller->session});
    }
    return jsonAnswer(200, wire::toJson(infos));
}

HandlerResult deleteSession(const Request &request, Context &context) {
    const auto found = request.query.find("wipe");
    const std::string wipe = found == request.query.end() ? "false" : found->second;
    if (wipe != "true" && wipe != "false") {
        return invalidField("/wipe", "not-allowed");
    }
    const auto target = sessionToEnd(context);
    if (!target) {
        return domain::passOn(target);
    }
    const bool wiped = wipe == "true";
    if (auto ended = endSession(context.db, target->first.id, wiped ? EndReason::Wiped : EndReason::Ended,
                                context.now());
        !ended) {
        return domain::passOn(ended);
    }
    if (auto noted = auditAccount(context, target->second, wiped ? "session.wipe" : "session.end"); !noted) {
        return domain::passOn(noted);
    }
    // The answer tells the person who orders the wipe that unsent changes on that PC are lost with its store.
    return jsonAnswer(200, R"({"id":")" + target->first.id.text() + R"(","wipe":)" + wipe +
                               R"(,"unsent_work_destroyed":)" + wipe + "}");
}

HandlerResult unlock(const Request &request, Context &context) {
    const auto code = wire::stringMember(request.body, "code");
    if (!code) {
        return domain::passOn(code);
    }
    const auto account = callersAccount(context);
    if (!account) {
        return domain::passOn(account);
    }
    auto refused = demandCode(context, *account, *code, request);
    if (!refused) {
        return domain::passOn(refused);
    }
    return *refused ? std::move(**refused) : emptyAnswer();
}

} // namespace hub::auth
