#include "service_support.h"
#include "hub/service/open_service.h"

#include "test_database.h"

#include "hub/db/meta.h"

#include <stdexcept>

namespace hub::test {
namespace {

constexpr std::string_view counterName = "test-count";

Response textResponse(std::string text) {
    Response response;
    response.setBody(std::move(text), "application/json");
    return response;
}

Route route(std::string_view method, std::string_view pattern, Work work, Handler handler,
            Idempotency idempotency = Idempotency::None, SignIn signIn = SignIn::None) {
    return {.method = method,
            .pattern = pattern,
            .work = work,
            .signIn = signIn,
            .idempotency = idempotency,
            .handler = std::move(handler),
            .authHandler = {}};
}

HandlerResult add(const Request &, Context &context) {
    if (auto added = addOne(context.db); !added) {
        return domain::passOn(added);
    }
    context.changedScopes.insert({"M", "F"});
    Response response = textResponse(counterText(context.db));
    response.headers["ETag"] = "\"1\"";
    return response;
}

/// Writes first and refuses then: nothing of it may stay.
HandlerResult refuse(const Request &, Context &context) {
    if (auto added = addOne(context.db); !added) {
        return domain::passOn(added);
    }
    return domain::fail(domain::ErrorKind::Conflict, "slot-full");
}

HandlerResult held(const Request &, Context &context) {
    context.longPoll = LongPoll{.scope = {{"M", "F"}}, .wait = std::chrono::seconds(10)};
    if (const std::string now = counterText(context.db); now != "0") {
        context.longPoll.reset();
        return textResponse(now);
    }
    return textResponse("nothing yet");
}

std::vector<Route> testRoutes() {
    std::vector<Route> routes;
    routes.push_back(
        route("GET", "/count", Work::Read, [](const Request &, Context &context) -> HandlerResult {
            return textResponse(counterText(context.db));
        }));
    routes.push_back(route("GET", "/held", Work::Read, held));
    routes.push_back(route("POST", "/add", Work::Write, add));
    routes.push_back(route("POST", "/once", Work::Write, add, Idempotency::Required, SignIn::Required));
    routes.push_back(route("POST", "/refuse", Work::Write, refuse, Idempotency::Required, SignIn::Required));
    routes.push_back(route("POST", "/v1/municipalities/M/add", Work::Write, add));
    routes.push_back(route("POST", "/v1/municipalities/M/full", Work::Write,
                           [](const Request &, Context &) -> HandlerResult {
                               return domain::fail(domain::ErrorKind::StorageFull, "unavailable");
                           }));
    routes.push_back(
        route("POST", "/throw", Work::Write, [](const Request &, Context &context) -> HandlerResult {
            static_cast<void>(addOne(context.db));
            throw std::runtime_error("planted");
        }));
    return routes;
}

} // namespace

domain::Result<Caller> callerOfTest(std::string_view header, Connection &, const HubSettings &,
                                    domain::Instant) {
    if (!header.starts_with("Bearer ")) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    const auto id =
        domain::Uuid::parse("00000000-0000-7000-8000-00000000000" + std::string(header.substr(7)));
    if (!id) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    Caller caller;
    caller.user.id = domain::UserId(*id);
    caller.session = domain::SessionId(*id);
    return caller;
}

std::string counterText(Connection &db) {
    const auto value = metaValue(db, counterName);
    return value && *value ? **value : "0";
}

domain::Result<void> addOne(Connection &db) {
    return setMetaValue(db, counterName, std::to_string(std::stoi(counterText(db)) + 1));
}

Request request(std::string method, std::string path, std::string body) {
    Request made;
    made.method = std::move(method);
    made.path = std::move(path);
    made.body = std::move(body);
    if (!made.body.empty()) {
        made.headers["content-type"] = "application/json; charset=utf-8";
    }
    made.headers["accept-language"] = "en";
    made.remoteAddress = "192.0.2.1";
    made.requestId = "test";
    return made;
}

Request operation(std::string path, int key, std::string body) {
    Request made = request("POST", std::move(path), std::move(body));
    made.headers["authorization"] = "Bearer 1";
    made.headers["idempotency-key"] = "00000000-0000-7000-8000-" + std::to_string(100'000'000'000 + key);
    return made;
}

void ServiceTest::start(std::vector<Route> more, ServiceConfig config) {
    ServiceParts parts;
    auto database = Database::open(freshDatabase((m_folder.path() / "hub.sqlite").string()));
    ASSERT_TRUE(database);
    parts.database = std::make_unique<FaultyDatabase>(std::move(*database), m_faults);
    parts.routes = testRoutes();
    parts.routes.insert(parts.routes.end(), more.begin(), more.end());
    parts.callerOf = callerOfTest;
    parts.dueWork = [this](Context &context) -> domain::Result<std::set<ChangedScope>> {
        ++m_dueWork;
        if (auto added = addOne(context.db); !added) {
            return domain::passOn(added);
        }
        return std::set<ChangedScope>{{"M", ""}};
    };
    auto service = startService(config, std::move(parts), m_clock, *m_random);
    ASSERT_TRUE(service);
    m_service = std::move(*service);
}

} // namespace hub::test
