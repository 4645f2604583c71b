// Listing, adding, disabling and resetting accounts.
//
// Adding and resetting hash an activation code, so they do not run on the writer. Their answers contain the
// code, so no answer is stored under an idempotency key. A repeated call does not add an account twice,
// because its login ID is then taken.
#include "hub/auth/auth_calls.h"
#include "hub/auth/password.h"
#include "hub/auth/rows.h"
#include "hub/calls/answers.h"
#include "hub/calls/idempotency.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/municipality/routes.h"
#include "hub/handlers/municipality/users.h"
#include "hub/records/scope.h"
#include "wire/office_json.h"

namespace hub {

namespace {

using domain::Result;
using domain::Role;

constexpr std::size_t longestName = 60;

Result<void> checkManager(const Context &context) {
    const Role role = context.caller->user.role;
    const bool may = role == Role::Manager || role == Role::OperatorOffice || role == Role::Municipal ||
                     role == Role::HubOperator;
    return may ? Result<void>() : forbidden();
}

std::string_view statusText(auth::AccountStatus status) {
    switch (status) {
    case auth::AccountStatus::Active:
        return "active";
    case auth::AccountStatus::Disabled:
        return "disabled";
    case auth::AccountStatus::Locked:
        return "locked";
    }
    return {};
}

std::string accountJson(const ManagedAccount &managed) {
    std::string json = wire::toJson(managed.user);
    json.pop_back();
    json.append(R"(,"status":")").append(statusText(managed.account.status)).append("\"");
    if (managed.account.passwordChange && managed.account.activationExpiresAt) {
        json += R"(,"activation_until":")" + domain::textOf(*managed.account.activationExpiresAt) + "\"";
    }
    if (managed.resetRequestedAt) {
        json += R"(,"reset_requested_at":")" + domain::textOf(*managed.resetRequestedAt) + "\"";
    }
    return json + "}";
}

HandlerResult listUsers(const Request &, Context &context) {
    if (auto may = checkManager(context); !may) {
        return domain::passOn(may);
    }
    const auto accounts = managedAccounts(context);
    if (!accounts) {
        return domain::passOn(accounts);
    }
    std::string list;
    for (const ManagedAccount &account : *accounts) {
        list += (list.empty() ? "" : ",") + accountJson(account);
    }
    return jsonAnswer(200, R"({"users":[)" + list + "]}");
}

struct ActivationCode {
    std::string code;
    std::string hash;
};

ActivationCode newActivationCode(AuthTransactions &transactions) {
    const std::string code = auth::readableCode(16, transactions.random());
    const auto cost = transactions.settings().cheapPasswords ? auth::HashCost::Cheap : auth::HashCost::Normal;
    return {code, auth::passwordHash(auth::normalisedCode(code), cost)};
}

std::string codeMembers(const ActivationCode &code, domain::Instant now) {
    return R"("activation_code":")" + code.code + R"(","activation_until":")" +
           domain::textOf(now + auth::activationLife) + "\"}";
}

/// Checks that each role has the scope that it needs and no other, because an unused scope would mislead.
std::vector<domain::FieldError> faultsOf(const domain::User &user) {
    std::vector<domain::FieldError> faults;
    if (!auth::isLoginId(user.loginId)) {
        faults.push_back({"/login_id", "not-a-login-id", {}});
    }
    if (!auth::isShortText(user.name, longestName)) {
        faults.push_back({"/name", user.name.empty() ? "required" : "not-clean-text", {}});
    }
    const bool ofNursery = user.role == Role::Staff || user.role == Role::Manager;
    const bool isOffice = user.role == Role::Municipal || user.role == Role::Auditor;
    if (ofNursery && user.facilities.empty()) {
        faults.push_back({"/facilities", "required", {}});
    }
    if (isOffice && user.municipalityCode.empty()) {
        faults.push_back({"/municipality_code", "required", {}});
    }
    if (user.role == Role::OperatorOffice && !user.operatorId) {
        faults.push_back({"/operator_id", "required", {}});
    }
    return faults;
}

auth::NewAccount newAccount(const domain::User &user, const ActivationCode &code) {
    const bool ofNursery = user.role == Role::Staff || user.role == Role::Manager;
    const bool isOffice = user.role == Role::Municipal || user.role == Role::Auditor;
    auth::NewAccount wanted{.loginId = user.loginId,
                            .name = user.name,
                            .role = user.role,
                            .facilities = {},
                            .municipality = isOffice ? user.municipalityCode : std::string(),
                            .operatorId = {},
                            .activationHash = code.hash};
    if (ofNursery) {
        wanted.facilities = user.facilities;
    }
    if (user.role == Role::OperatorOffice) {
        wanted.operatorId = user.operatorId;
    }
    return wanted;
}

Result<void> checkMayAdd(Context &context, const domain::User &user) {
    if (auto manager = checkManager(context); !manager) {
        return manager;
    }
    const auto may = mayManage(context, user);
    if (!may) {
        return domain::passOn(may);
    }
    return *may ? Result<void>() : forbidden();
}

/// Stores the account and its audit line.
Result<ManagedAccount> add(Context &context, const domain::User &user, const ActivationCode &code) {
    if (auto may = checkMayAdd(context, user); !may) {
        return domain::passOn(may);
    }
    const auto id = auth::addAccount(context, newAccount(user, code));
    if (!id) {
        const bool taken = id.error().code == "login-id-taken";
        const bool missing = id.error().code == "not-found";
        return taken     ? Result<ManagedAccount>(conflict("id-taken"))
               : missing ? Result<ManagedAccount>(forbidden())
                         : domain::passOn(id);
    }
    const auto account = auth::accountById(context.db, *id);
    if (!account || !*account) {
        return account ? domain::fail(domain::ErrorKind::Bug, "no-account") : domain::passOn(account);
    }
    if (auto noted = auth::auditAccount(context, **account, "account.add", "role,scope"); !noted) {
        return domain::passOn(noted);
    }
    const auto stored = auth::userOf(context.db, **account);
    if (!stored) {
        return domain::passOn(stored);
    }
    return ManagedAccount{**account, *stored, {}};
}

HandlerResult addUser(const Request &request, AuthTransactions &transactions) {
    if (const auto key = operationKey(request, {}); !key) {
        return domain::passOn(key);
    }
    auto user = wire::userFromJson(request.body, wire::Source::Client);
    if (!user) {
        return domain::passOn(user);
    }
    user->loginId = auth::normalisedLoginId(user->loginId);
    if (auto may = transactions.read([&](Context &context) { return checkMayAdd(context, *user); }); !may) {
        return domain::passOn(may);
    }
    if (auto faults = faultsOf(*user); !faults.empty()) {
        return invalid(std::move(faults));
    }
    const ActivationCode code = newActivationCode(transactions);
    std::string json;
    const auto added = transactions.write([&](Context &context) -> Result<void> {
        const auto stored = add(context, *user, code);
        if (!stored) {
            return domain::passOn(stored);
        }
        json = R"({"user":)" + accountJson(*stored) + "," + codeMembers(code, context.now());
        return {};
    });
    if (!added) {
        return domain::passOn(added);
    }
    Response answer = auth::secretAnswer(std::move(json));
    answer.status = 201;
    return answer;
}

/// The account of the path. Nobody may disable or reset their own account.
Result<ManagedAccount> anothersAccount(Context &context) {
    if (auto may = checkManager(context); !may) {
        return domain::passOn(may);
    }
    auto managed = managedAccount(context);
    if (managed && managed->account.id == context.caller->user.id) {
        return forbidden();
    }
    return managed;
}

HandlerResult disableUser(const Request &, Context &context) {
    const auto managed = anothersAccount(context);
    if (!managed) {
        return domain::passOn(managed);
    }
    if (auto disabled = auth::disableAccount(context, managed->account.loginId); !disabled) {
        return domain::passOn(disabled);
    }
    if (auto noted = auth::auditAccount(context, managed->account, "account.disable"); !noted) {
        return domain::passOn(noted);
    }
    return auth::emptyAnswer();
}

/// Who requested the reset, unless the request has expired.
Result<std::string> requesterOf(Context &context, const ManagedAccount &managed) {
    if (!managed.resetRequestedAt) {
        return std::string();
    }
    auto by = firstRow(context.db, "SELECT requested_by FROM account_reset_request WHERE account_id = $1",
                       {managed.account.id.text()}, [](const Rows &row) { return std::string(row.text(0)); });
    if (!by) {
        return domain::passOn(by);
    }
    return by->value_or(std::string());
}

Result<void> askForReset(Context &context, const ManagedAccount &managed) {
    auto asked = run(context.db,
                     "INSERT INTO account_reset_request (account_id, requested_by, requested_at) "
                     "VALUES ($1, $2, $3) ON CONFLICT (account_id) DO UPDATE SET "
                     "requested_by = excluded.requested_by, requested_at = excluded.requested_at",
                     {managed.account.id.text(), context.caller->user.id.text(),
                      context.now().time_since_epoch().count()});
    return asked ? auth::auditAccount(context, managed.account, "account.reset-request") : asked;
}

Result<void> reset(Context &context, const ManagedAccount &managed, const std::string &requester,
                   const ActivationCode &code) {
    auto done = auth::resetAccount(context, managed.account.loginId, code.hash);
    if (done) {
        done = run(context.db, "DELETE FROM account_reset_request WHERE account_id = $1",
                   {managed.account.id.text()});
    }
    return done ? auth::auditAccount(context, managed.account, "account.reset", "requested-by:" + requester)
                : done;
}

/// The two people of a reset must be independent: neither account made the other, and an account that was
/// made over the interface has been in the list that colleagues see for at least a week. (Accounts of the
/// command line were made by neither.)
tl::unexpected<domain::Error> noSecondPerson(const char *code) {
    domain::Error error{.kind = domain::ErrorKind::Forbidden, .code = "forbidden"};
    error.fields.push_back({.pointer = "", .code = code});
    return domain::fail(std::move(error));
}

/// `requester` is empty for the first person.
Result<void> checkPerson(Context &context, const std::string &requester) {
    const std::string id = context.caller->user.id.text();
    const auto own = auth::originOf(context.db, id);
    const auto others = auth::originOf(context.db, requester);
    if (!own || !others) {
        return own ? domain::passOn(others) : domain::passOn(own);
    }
    if (!*own || auth::isNew(**own, context.now())) {
        return noSecondPerson("person-too-new");
    }
    const bool related = (*own)->madeBy == requester || (*others && (*others)->madeBy == id);
    return !requester.empty() && related ? noSecondPerson("person-related") : Result<void>();
}

/// The first person requests the reset (202). A second person who manages the account performs it (200 with
/// the code).
HandlerResult resetUser(const Request &request, AuthTransactions &transactions) {
    if (const auto key = operationKey(request, {}); !key) {
        return domain::passOn(key);
    }
    bool second = false;
    const auto looked = transactions.read([&](Context &context) -> Result<void> {
        const auto managed = anothersAccount(context);
        const auto by = managed ? requesterOf(context, *managed) : Result<std::string>(std::string());
        if (!managed || !by) {
            return managed ? domain::passOn(by) : domain::passOn(managed);
        }
        second = !by->empty() && *by != context.caller->user.id.text();
        return checkPerson(context, second ? *by : std::string());
    });
    if (!looked) {
        return domain::passOn(looked);
    }
    const ActivationCode code = second ? newActivationCode(transactions) : ActivationCode();
    std::string json;
    const auto done = transactions.write([&](Context &context) -> Result<void> {
        const auto managed = anothersAccount(context);
        const auto by = managed ? requesterOf(context, *managed) : Result<std::string>(std::string());
        if (!managed || !by) {
            return managed ? domain::passOn(by) : domain::passOn(managed);
        }
        if (second && (by->empty() || *by == context.caller->user.id.text())) {
            return conflict("illegal-transition"); // somebody else was faster
        }
        if (auto may = checkPerson(context, second ? *by : std::string()); !may) {
            return may;
        }
        json = second ? R"({"state":"reset",)" + codeMembers(code, context.now())
                      : R"({"state":"waiting","until":")" + domain::textOf(context.now() + resetRequestLife) +
                            "\"}";
        return second ? reset(context, *managed, *by, code) : askForReset(context, *managed);
    });
    if (!done) {
        return domain::passOn(done);
    }
    Response answer = auth::secretAnswer(std::move(json));
    answer.status = second ? 200 : 202;
    return answer;
}

Route withPassword(std::string_view pattern, AuthHandler handler) {
    return {.method = "POST", .pattern = pattern, .work = Work::Auth, .authHandler = std::move(handler)};
}

} // namespace

std::vector<Route> userRoutes() {
    return {reading("/v1/users", listUsers), withPassword("/v1/users", addUser),
            writing("POST", "/v1/users/{id}/disable", disableUser),
            withPassword("/v1/users/{id}/reset", resetUser)};
}

} // namespace hub
