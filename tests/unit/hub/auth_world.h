// A hub's sign-in without sockets and threads: the calls of authRoutes() with a database in memory and a
// clock that stands still.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/auth/accounts.h"
#include "hub/auth/totp.h"
#include "hub/calls/router.h"
#include "wire/auth_json.h"
#include "wire/problem.h"

#include <memory>
#include <string>

/// The result of one call.
struct Answer {
    int status = 0;
    std::string body;
    domain::Error error; ///< set for a refusal
};

/// What a person has after the first sign-in.
struct Enrolled {
    std::string secret; ///< raw
    wire::Tokens tokens;
};

class AuthWorld {
public:
    AuthWorld();
    ~AuthWorld();

    Answer call(const std::string &method, const std::string &path, const std::string &body,
                const std::string &accessToken = {}, const std::string &query = {});
    Answer post(const std::string &path, const std::string &body, const std::string &accessToken = {}) {
        return call("POST", path, body, accessToken);
    }

    /// Runs `work` in its own transaction.
    void inTransaction(const std::function<domain::Result<void>(hub::Context &)> &work);
    /// Creates an account whose activation code is `code` (with hyphens, as typed).
    domain::UserId addAccount(const std::string &loginId, const std::string &code,
                              domain::Role role = domain::Role::Municipal);
    Answer login(const std::string &loginId, const std::string &password, const std::string &device = "pc-1");
    /// The mfa token of a login that must succeed.
    std::string mfaToken(const std::string &loginId, const std::string &password,
                         const std::string &device = "pc-1");
    /// Activation, choice of a password, and enrolment.
    Enrolled enrol(const std::string &loginId, const std::string &activation, const std::string &password,
                   const std::string &device = "pc-1");
    Answer codeCall(const std::string &mfaToken, const std::string &code, const std::string &method = "totp");
    [[nodiscard]] std::string codeOf(const std::string &secret) const;
    domain::Result<hub::Caller> caller(const std::string &accessToken);
    /// The number of audit lines with this action.
    std::int64_t audited(const std::string &action);

    domain::ManualClock clock;
    std::unique_ptr<domain::Random> random;
    hub::HubSettings settings;

private:
    class Transactions;
    hub::Context context();
    std::unique_ptr<hub::Database> m_database;
    std::unique_ptr<hub::Link> m_link;
};

inline constexpr auto goodPassword = "yellow kettle on the roof";
