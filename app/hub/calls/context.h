// What a handler receives besides the request: the caller, a transaction, the clock.
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

/// The caller that the access token identifies. Every object is checked against `user.role` and its scope.
struct Caller {
    domain::User user;
    domain::SessionId session;
    std::string deviceName;
    /// For the system role: the id of the connected system. It is also the `channel` of its reservations.
    std::string systemId;
    /// The scopes of the token (hub/auth/scopes.h); empty for people.
    std::string scopes;

    [[nodiscard]] bool isStaff() const {
        return user.role == domain::Role::Staff || user.role == domain::Role::Manager ||
               user.role == domain::Role::OperatorOffice;
    }
    /// Municipal staff and auditors do not get personal members.
    [[nodiscard]] bool seesPersonalData() const { return isStaff() || user.role == domain::Role::System; }
};

/// What a transaction changed: a municipality and a facility (empty for the municipality itself). It selects
/// the waiting clients to wake.
struct ChangedScope {
    std::string municipality;
    std::string facility;
    // NOLINTNEXTLINE(modernize-use-nullptr): the check mistakes the 0 of <=> for a null pointer
    auto operator<=>(const ChangedScope &) const = default;
};

/// Asks the service to run a read handler again when something in `scope` changes, or after `wait` at the
/// latest. The handler's answer is sent when the time is over. An entry with an empty facility stands for the
/// whole municipality. Service::handle() ignores it.
struct LongPoll {
    std::set<ChangedScope> scope;
    std::chrono::seconds wait{0};
};

struct HubSettings {
    bool training = false;
    std::string epoch;
    /// 32 bytes from DIR/hub.key. They sign tokens and encrypt TOTP secrets.
    std::string key;
    bool cheapPasswords = false;
    /// The number of days after the visit until a reservation's personal members are erased; 0 means never.
    int keepPersonalDays = 0;
};

/// One call inside one transaction (a writing transaction for calls that write). Threads do not share it.
struct Context {
    Connection &db;
    const domain::Clock &clock;
    domain::Random &random;
    const HubSettings &settings;
    std::optional<Caller> caller; ///< empty only on routes that need no sign-in
    wire::Language language = wire::Language::Japanese;
    std::set<ChangedScope> changedScopes; ///< filled by writing handlers and published after the commit
    std::optional<LongPoll> longPoll;     ///< set by `changes`
    std::vector<std::string> params;      ///< the values of the path's placeholders, in order

    [[nodiscard]] domain::Instant now() const { return clock.now(); }
    [[nodiscard]] const std::string &param(std::size_t index) const { return params.at(index); }
};

} // namespace hub
