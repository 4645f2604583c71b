// What a handler gets besides the request: the caller, a transaction, the clock.
#pragma once

#include "domain/records.h"
#include "domain/transitions.h"
#include "hub/db/database.h"
#include "hub/http/http_message.h"
#include "wire/problem.h"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hub {

/// Who calls, from the access token. `user.role` with its scope is what every object is checked against.
struct Caller {
    domain::User user;
    domain::SessionId session;
    std::string deviceName;
    /// For the system role: the connected system's id, also the `channel` of what it makes.
    std::string systemId;
    /// What its token may be used for (hub/auth/scopes.h); empty for people.
    std::string scopes;

    [[nodiscard]] bool isStaff() const {
        return user.role == domain::Role::Staff || user.role == domain::Role::Manager ||
               user.role == domain::Role::OperatorOffice;
    }
    /// Personal members are left out for municipal staff and auditors.
    [[nodiscard]] bool seesPersonalData() const { return isStaff() || user.role == domain::Role::System; }
};

/// What changed in a transaction, for waking those who wait: (municipality, facility or empty).
struct ChangedScope {
    std::string municipality;
    std::string facility;
    // NOLINTNEXTLINE(modernize-use-nullptr): the check mistakes the 0 of <=> for a null pointer
    auto operator<=>(const ChangedScope &) const = default;
};

/// A read handler's wish to be asked again once something in `scope` has changed, at the latest after `wait`;
/// the answer that it gives beside it goes out when the time is over. An entry with an empty facility stands
/// for the whole municipality. Ignored by Service::handle().
struct LongPoll {
    std::set<ChangedScope> scope;
    std::chrono::seconds wait{0};
};

struct HubSettings {
    bool training = false;
    std::string epoch;
    /// 32 bytes from DIR/hub.key: signs tokens, seals TOTP secrets.
    std::string key;
    bool cheapPasswords = false;
    /// Days after the visit until a reservation's personal members are erased; 0 = never.
    int keepPersonalDays = 0;
};

/// One call inside one transaction (a writing one for calls that write). Not shared between threads.
struct Context {
    Connection &db;
    const domain::Clock &clock;
    domain::Random &random;
    const HubSettings &settings;
    std::optional<Caller> caller; ///< empty only on routes that need no sign-in
    wire::Language language = wire::Language::Japanese;
    std::set<ChangedScope> changedScopes; ///< filled by writing handlers; published after the commit
    std::optional<LongPoll> longPoll;     ///< set by `changes`
    std::vector<std::string> params;      ///< the path's placeholders, in order

    [[nodiscard]] domain::Instant now() const { return clock.now(); }
    [[nodiscard]] const std::string &param(std::size_t index) const { return params.at(index); }
};

} // namespace hub
