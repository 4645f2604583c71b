// Commands for accounts of people.
#include "hub/auth/accounts.h"
#include "hub/auth/password.h"
#include "hub/auth/tokens.h"
#include "hub/cli/commands.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;
using domain::Role;

constexpr std::array<OptionSpec, 6> addOptions = {{
    {"--role", Takes::One, Presence::Required, "ROLE",
     "staff, manager, operator_office, municipal, auditor or hub_operator"},
    {"--login", Takes::One, Presence::Required, "ID", "login ID: 3 to 64 of a-z 0-9 . - _ @"},
    {"--name", Takes::One, Presence::Required, "NAME", "the person's name, as colleagues see it"},
    {"--facility", Takes::Many, Presence::Optional, "ID",
     "staff, manager: facility id, or ID/NO with --municipality"},
    {"--municipality", Takes::One, Presence::Optional, "CODE",
     "municipal, auditor; or where --facility lies"},
    {"--operator", Takes::One, Presence::Optional, "ID", "operator_office: whose facilities"},
}};
constexpr std::array<OptionSpec, 1> loginOption = {
    {{"--login", Takes::One, Presence::Required, "ID", "login ID of the account"}}};
constexpr std::array<OptionSpec, 2> resetOptions = {{
    {"--login", Takes::One, Presence::Required, "ID", "login ID of the account"},
    {"--approved-by", Takes::One, Presence::Required, "ID",
     "login ID of the second person who approved it; recorded in the audit"},
}};

struct ActivationCode {
    std::string code;
    std::string hash;
};

ActivationCode newActivationCode(LocalHub &local) {
    const std::string code = auth::readableCode(16, local.random());
    return {code, auth::passwordHash(auth::normalisedCode(code), auth::HashCost::Normal)};
}

std::string localText(domain::Instant instant) {
    return domain::textOf(domain::dateOf(instant)) + " " + domain::textOf(domain::timeOf(instant)) +
           " (Japan)";
}

void printCode(const std::string &loginId, const ActivationCode &code, const LocalHub &local) {
    std::printf("Login ID:        %s\nActivation code: %s\n", loginId.c_str(), code.code.c_str());
    std::printf("The code is the password of the first sign-in. It works once, until %s.\n",
                localText(local.clock().now() + auth::activationLife).c_str());
}

Result<void> needs(const Arguments &arguments, std::string_view role, std::string_view option) {
    if (!arguments.has(option)) {
        return usage("role " + std::string(role) + " needs " + std::string(option));
    }
    return {};
}

Result<void> checkScopeOptions(const Arguments &arguments, Role role) {
    const std::string name(domain::nameOf(role));
    switch (role) {
    case Role::Staff:
    case Role::Manager:
        return needs(arguments, name, "--facility");
    case Role::OperatorOffice:
        return needs(arguments, name, "--operator");
    case Role::Municipal:
    case Role::Auditor:
        return needs(arguments, name, "--municipality");
    case Role::HubOperator:
        return {};
    case Role::System:
        return usage("connected systems are added by: hokatsu-hub system add");
    }
    return {};
}

Result<auth::NewAccount> accountIn(const Arguments &arguments) {
    const auto role = domain::role(arguments.one("--role"));
    if (!role) {
        return usage("there is no role " + arguments.one("--role"));
    }
    if (auto scope = checkScopeOptions(arguments, *role); !scope) {
        return domain::passOn(scope);
    }
    auto name = nameIn(arguments, "--name");
    if (!name) {
        return domain::passOn(name);
    }
    auth::NewAccount wanted{.loginId = auth::normalisedLoginId(arguments.one("--login")),
                            .name = std::move(*name),
                            .role = *role};
    if (!auth::isLoginId(wanted.loginId)) {
        return usage("--login must be 3 to 64 of a-z 0-9 . - _ @");
    }
    if (arguments.has("--operator")) {
        const auto id = domain::OperatorId::parse(arguments.one("--operator"));
        if (!id) {
            return usage("--operator is not an id");
        }
        wanted.operatorId = *id;
    }
    return wanted;
}

Result<void> addUser(const Arguments &arguments, LocalHub &local) {
    auto wanted = accountIn(arguments);
    if (!wanted) {
        return domain::passOn(wanted);
    }
    auto municipality = municipalityCodeIn(arguments);
    if (!municipality) {
        return domain::passOn(municipality);
    }
    const bool byMunicipality = wanted->role == Role::Municipal || wanted->role == Role::Auditor;
    if (byMunicipality) {
        wanted->municipality = *municipality;
    }
    const ActivationCode code = newActivationCode(local);
    wanted->activationHash = code.hash;
    auto added = local.write([&](Context &context) -> Result<void> {
        auto facilities = facilitiesNamed(context.db, arguments.many("--facility"), *municipality);
        if (!facilities) {
            return domain::passOn(facilities);
        }
        wanted->facilities = std::move(*facilities);
        const auto id = auth::addAccount(context, *wanted);
        if (!id) {
            return domain::passOn(id);
        }
        const auto account = auth::accountById(context.db, *id);
        if (!account || !*account) {
            return account ? domain::fail(domain::ErrorKind::Bug, "no-account") : domain::passOn(account);
        }
        return auth::auditAccount(context, **account, "account.add", "role,scope");
    });
    if (added) {
        printCode(wanted->loginId, code, local);
    }
    return added;
}

Result<auth::Account> accountNamed(Context &context, const std::string &typed) {
    auto account = auth::accountByLogin(context.db, auth::normalisedLoginId(typed));
    if (!account) {
        return domain::passOn(account);
    }
    if (!*account) {
        return domain::fail(domain::ErrorKind::NotFound, "not-found", {{"what", "account " + typed}});
    }
    return std::move(**account);
}

Result<void> disableUser(const Arguments &arguments, LocalHub &local) {
    auto done = local.write([&](Context &context) -> Result<void> {
        const auto account = accountNamed(context, arguments.one("--login"));
        if (!account) {
            return domain::passOn(account);
        }
        if (auto disabled = auth::disableAccount(context, account->loginId); !disabled) {
            return disabled;
        }
        return auth::auditAccount(context, *account, "account.disable");
    });
    if (done) {
        std::printf("%s is disabled and signed out everywhere.\n", arguments.one("--login").c_str());
    }
    return done;
}

Result<void> checkApprover(const auth::Account &approver, const auth::Account &account) {
    const bool may = approver.status == auth::AccountStatus::Active && approver.id != account.id &&
                     approver.role != Role::Staff && approver.role != Role::Auditor &&
                     !approver.passwordChange;
    if (!may) {
        return domain::fail(
            domain::ErrorKind::Forbidden, "refused",
            {{"what", approver.loginId +
                          " cannot approve this: it takes another person's account that is in use and "
                          "is a manager's, an operator's office's, a municipality's or a hub operator's"}});
    }
    return {};
}

/// A recently created account may not be the second person of a reset. Somebody at the machine can change the
/// database anyway; the check prevents mistakes and habits, and the approval is recorded.
Result<void> checkKnownForAWeek(Context &context, const auth::Account &approver) {
    const auto origin = auth::originOf(context.db, approver.id.text());
    if (!origin) {
        return domain::passOn(origin);
    }
    if (*origin && !auth::isNew(**origin, context.now())) {
        return {};
    }
    return domain::fail(
        domain::ErrorKind::Forbidden, "refused",
        {{"what", approver.loginId + " cannot approve this: the account is not yet a week old"}});
}

Result<void> resetUser(const Arguments &arguments, LocalHub &local) {
    const ActivationCode code = newActivationCode(local);
    std::string loginId;
    auto done = local.write([&](Context &context) -> Result<void> {
        const auto account = accountNamed(context, arguments.one("--login"));
        if (!account) {
            return domain::passOn(account);
        }
        const auto approver = accountNamed(context, arguments.one("--approved-by"));
        if (!approver) {
            return domain::passOn(approver);
        }
        if (auto checked = checkApprover(*approver, *account); !checked) {
            return checked;
        }
        if (auto known = checkKnownForAWeek(context, *approver); !known) {
            return known;
        }
        loginId = account->loginId;
        if (auto reset = auth::resetAccount(context, loginId, code.hash); !reset) {
            return reset;
        }
        return auth::auditAccount(context, *account, "account.reset", "approved-by:" + approver->id.text());
    });
    if (done) {
        printCode(loginId, code, local);
    }
    return done;
}

constexpr std::array<Command, 3> userTable = {{
    {"user add",
     "Makes an account and prints its activation code",
     addOptions,
     {},
     Missing::Refuse,
     addUser,
     "The person signs in with login ID and activation code, chooses a password and sets up the second "
     "factor."},
    {"user disable",
     "Shuts an account and ends its sessions",
     loginOption,
     {},
     Missing::Refuse,
     disableUser,
     {}},
    {"user reset",
     "Gives a new activation code instead of password and second factor",
     resetOptions,
     {},
     Missing::Refuse,
     resetUser,
     "Ends all sessions of the account. A locked or disabled account is open again."},
}};

} // namespace

std::span<const Command> userCommands() {
    return userTable;
}

} // namespace hub::cli
