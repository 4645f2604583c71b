#include "auth_world.h"
#include "hub/auth/caller.h"
#include "hub/auth/routes.h"
#include "hub/records/municipality_store.h"

#include "test_database.h"

#include "hub/auth/password.h"
#include "hub/auth/tokens.h"
#include "hub/db/database.h"
#include "hub/db/read.h"
#include "hub/http/problem_response.h"
#include "hub/records/facility_store.h"

#include <gtest/gtest.h>

namespace {

std::vector<std::string_view> segmentsOf(std::string_view path) {
    std::vector<std::string_view> segments;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        segments.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return segments;
}

std::optional<std::vector<std::string>> matching(std::string_view pattern, std::string_view path) {
    const auto wanted = segmentsOf(pattern);
    const auto given = segmentsOf(path);
    if (wanted.size() != given.size()) {
        return std::nullopt;
    }
    std::vector<std::string> params;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{')) {
            params.emplace_back(given[i]);
        } else if (wanted[i] != given[i]) {
            return std::nullopt;
        }
    }
    return params;
}

} // namespace

class AuthWorld::Transactions final : public hub::AuthTransactions {
public:
    explicit Transactions(AuthWorld &world) : m_world(world) {}
    domain::Result<void> write(const std::function<domain::Result<void>(hub::Context &)> &work) override {
        if (auto begun = m_world.m_link->begin(); !begun) {
            return begun;
        }
        hub::Context context = m_world.context();
        auto done = work(context);
        if (!done) {
            m_world.m_link->rollback();
            return done;
        }
        return m_world.m_link->commit();
    }
    domain::Result<void> read(const std::function<domain::Result<void>(hub::Context &)> &work) override {
        return write(work);
    }
    [[nodiscard]] const hub::HubSettings &settings() const override { return m_world.settings; }
    [[nodiscard]] const domain::Clock &clock() const override { return m_world.clock; }
    [[nodiscard]] domain::Random &random() override { return *m_world.random; }

private:
    AuthWorld &m_world;
};

AuthWorld::AuthWorld()
    : clock(domain::parseInstant("2026-11-22T01:00:00Z").value()), random(domain::seededRandom(7)) {
    settings.key = std::string(32, 'k');
    settings.cheapPasswords = true;
    m_database = hub::Database::open(hub::test::freshDatabase()).value();
    m_link = m_database->link(hub::Database::Mode::Write).value();
    inTransaction([](hub::Context &context) -> domain::Result<void> {
        auto made = hub::createMunicipality(context, {.code = "132012", .name = "架空市"});
        if (!made) {
            return domain::passOn(made);
        }
        return {};
    });
}

AuthWorld::~AuthWorld() = default;

hub::Context AuthWorld::context() {
    return hub::Context{.db = *m_link, .clock = clock, .random = *random, .settings = settings};
}

void AuthWorld::inTransaction(const std::function<domain::Result<void>(hub::Context &)> &work) {
    const auto done = Transactions(*this).write(work);
    ASSERT_TRUE(done) << done.error().code;
}

Answer AuthWorld::call(const std::string &method, const std::string &path, const std::string &body,
                       const std::string &accessToken, const std::string &query) {
    hub::Request request{.method = method, .path = path, .body = body};
    if (!accessToken.empty()) {
        request.headers["authorization"] = "Bearer " + accessToken;
    }
    if (const std::size_t mark = query.find('='); mark != std::string::npos) {
        request.query[query.substr(0, mark)] = query.substr(mark + 1);
    }
    Transactions transactions(*this);
    hub::HandlerResult result = domain::fail(domain::ErrorKind::NotFound, "not-found");
    for (const hub::Route &route : hub::authRoutes()) {
        const auto params = matching(route.pattern, path);
        if (route.method != method || !params) {
            continue;
        }
        if (route.work == hub::Work::Auth) {
            result = route.authHandler(request, transactions);
            break;
        }
        const auto kept = transactions.write([&](hub::Context &context) -> domain::Result<void> {
            context.params = *params;
            if (route.signIn == hub::SignIn::Required) {
                auto found =
                    hub::callerOf(request.header("authorization"), context.db, settings, clock.now());
                if (!found) {
                    return domain::passOn(found);
                }
                context.caller = std::move(*found);
            }
            result = route.handler(request, context);
            if (!result) {
                return domain::passOn(result);
            }
            return {};
        });
        if (!kept) {
            result = domain::fail(kept.error());
        }
        break;
    }
    const hub::Response response =
        result ? std::move(*result) : hub::problemResponse(result.error(), wire::Language::Japanese);
    Answer answer{.status = response.status, .body = std::string(response.text())};
    if (answer.status >= 400) {
        const auto after = response.headers.find("Retry-After");
        answer.error = wire::errorFromAnswer(response.status, "application/problem+json", answer.body,
                                             after == response.headers.end() ? "" : after->second, {});
    }
    return answer;
}

domain::UserId AuthWorld::addAccount(const std::string &loginId, const std::string &code, domain::Role role) {
    domain::UserId id;
    const std::string hash =
        hub::auth::passwordHash(hub::auth::normalisedCode(code), hub::auth::HashCost::Cheap);
    inTransaction([&](hub::Context &context) -> domain::Result<void> {
        auto added = hub::auth::addAccount(context, {.loginId = loginId,
                                                     .name = "架空 花子",
                                                     .role = role,
                                                     .municipality = "132012",
                                                     .activationHash = hash});
        if (!added) {
            return domain::passOn(added);
        }
        id = *added;
        return {};
    });
    return id;
}

Answer AuthWorld::login(const std::string &loginId, const std::string &password, const std::string &device) {
    return post("/v1/auth/login", wire::toJson(wire::LoginRequest{loginId, password, device, "職員室のPC"}));
}

std::string AuthWorld::mfaToken(const std::string &loginId, const std::string &password,
                                const std::string &device) {
    const Answer answer = login(loginId, password, device);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto read = wire::loginAnswerFromJson(answer.body);
    return read ? read->mfaToken : std::string();
}

Enrolled AuthWorld::enrol(const std::string &loginId, const std::string &activation,
                          const std::string &password, const std::string &device) {
    const std::string token = mfaToken(loginId, activation, device);
    EXPECT_EQ(post("/v1/auth/password", wire::toJson(wire::PasswordRequest{token, {}, password})).status,
              204);
    const auto uri =
        wire::enrolmentAnswerFromJson(post("/v1/auth/enrolment", wire::mfaTokenJson(token)).body);
    EXPECT_TRUE(uri);
    const std::size_t from = uri->otpauthUri.find("secret=") + 7;
    Enrolled enrolled;
    enrolled.secret =
        hub::auth::fromBase32(uri->otpauthUri.substr(from, uri->otpauthUri.find('&', from) - from)).value();
    const Answer confirmed = post("/v1/auth/enrolment/confirm",
                                  wire::toJson(wire::MfaRequest{token, "totp", codeOf(enrolled.secret)}));
    EXPECT_EQ(confirmed.status, 200) << confirmed.body;
    if (auto tokens = wire::tokensFromJson(confirmed.body)) {
        enrolled.tokens = std::move(*tokens);
    }
    return enrolled;
}

Answer AuthWorld::codeCall(const std::string &token, const std::string &code, const std::string &method) {
    return post("/v1/auth/mfa", wire::toJson(wire::MfaRequest{token, method, code}));
}

std::string AuthWorld::codeOf(const std::string &secret) const {
    return hub::auth::totpCode(secret, hub::auth::totpStep(clock.now()));
}

domain::Result<hub::Caller> AuthWorld::caller(const std::string &accessToken) {
    domain::Result<hub::Caller> found = domain::fail(domain::ErrorKind::Bug);
    inTransaction([&](hub::Context &context) -> domain::Result<void> {
        found = hub::callerOf("Bearer " + accessToken, context.db, settings, clock.now());
        return {};
    });
    return found;
}

std::int64_t AuthWorld::audited(const std::string &action) {
    std::int64_t count = -1;
    inTransaction([&](hub::Context &context) -> domain::Result<void> {
        return hub::eachRow(context.db, "SELECT count(*) FROM audit WHERE action = $1", {action},
                            [&](const hub::Rows &row) { count = row.integer(0); });
    });
    return count;
}
