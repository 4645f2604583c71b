// Group commit, held calls, sign-in's hashing, and the end of it all.
#include "service_support.h"

#include "hub/service/wait_registry.h"
#include "support/postgres_cluster.h"

#include <thread>

namespace hub::test {
namespace {

using namespace std::chrono_literals;

using WriterTest = ServiceTest;

/// Names the municipality that it writes to: such calls share one queue, also on a database with several.
Request inOnePlace(const std::string &what) {
    return request("POST", "/v1/municipalities/M/" + what, "{}");
}

TEST_F(WriterTest, ManyCallsShareOneCommit) {
    Latch firstCommit;
    Latch goOn;
    std::atomic<bool> first{true};
    m_faults.beforeCommit = [&] {
        if (first.exchange(false)) {
            firstCommit.open();
            EXPECT_TRUE(goOn.wait());
        }
    };
    start();
    std::vector<Answer> answers(41);
    m_service->submit(inOnePlace("add"), answers[0].take());
    ASSERT_TRUE(firstCommit.wait());
    for (std::size_t i = 1; i < answers.size(); ++i) {
        m_service->submit(inOnePlace("add"), answers[i].take());
    }
    goOn.open();
    for (Answer &answer : answers) {
        EXPECT_EQ(answer.get().status, 200);
    }
    EXPECT_EQ(count(), "41");
    EXPECT_LT(m_faults.commits, 10);
    EXPECT_GT(m_faults.commits, 1);
}

TEST_F(WriterTest, ARefusalInAGroupUndoesOnlyItself) {
    Latch firstCommit;
    Latch goOn;
    std::atomic<bool> first{true};
    m_faults.beforeCommit = [&] {
        if (first.exchange(false)) {
            firstCommit.open();
            EXPECT_TRUE(goOn.wait());
        }
    };
    start();
    Answer warmUp, before, refused, thrown, after;
    m_service->submit(request("POST", "/add", "{}"), warmUp.take());
    ASSERT_TRUE(firstCommit.wait());
    m_service->submit(operation("/once", 1), before.take());
    m_service->submit(operation("/refuse", 2), refused.take());
    m_service->submit(request("POST", "/throw", "{}"), thrown.take());
    m_service->submit(operation("/once", 3), after.take());
    goOn.open();
    EXPECT_EQ(warmUp.get().status, 200);
    EXPECT_EQ(before.get().status, 200);
    EXPECT_EQ(refused.get().status, 409);
    EXPECT_EQ(thrown.get().status, 500);
    EXPECT_EQ(after.get().text(), "3");
    EXPECT_EQ(count(), "3");
}

TEST_F(WriterTest, WhenTheCommitFailsNothingHappenedAndAllHear) {
    start();
    m_faults.commitFails = true;
    std::vector<Answer> answers(5);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        m_service->submit(operation("/once", static_cast<int>(i)), answers[i].take());
    }
    for (Answer &answer : answers) {
        EXPECT_EQ(answer.get().status, 503);
        EXPECT_TRUE(answer.get().headers.contains("Retry-After"));
        EXPECT_NE(answer.get().text().find("\"retryable\":true"), std::string_view::npos);
    }
    EXPECT_EQ(count(), "0");
    m_faults.commitFails = false;
    EXPECT_EQ(handle(operation("/once", 0)).text(), "1")
        << "the same operation goes through once the disk has room";
}

TEST_F(WriterTest, AFullDiskInsideACallGivesUpItsGroup) {
    Latch firstCommit;
    Latch goOn;
    std::atomic<bool> first{true};
    m_faults.beforeCommit = [&] {
        if (first.exchange(false)) {
            firstCommit.open();
            EXPECT_TRUE(goOn.wait());
        }
    };
    start();
    Answer warmUp, before, full;
    m_service->submit(inOnePlace("add"), warmUp.take());
    ASSERT_TRUE(firstCommit.wait());
    m_service->submit(inOnePlace("add"), before.take());
    m_service->submit(inOnePlace("full"), full.take());
    goOn.open();
    EXPECT_EQ(warmUp.get().status, 200);
    EXPECT_EQ(before.get().status, 503);
    EXPECT_EQ(full.get().status, 503);
    EXPECT_EQ(count(), "1");
}

TEST_F(WriterTest, ADatabaseThatStaysAwayIsToldAndHoldsUpNoEnd) {
    start();
    m_faults.beginFails = true;
    Answer known, unknown;
    m_service->submit(inOnePlace("add"), known.take());
    m_service->submit(request("POST", "/add", "{}"), unknown.take());
    EXPECT_EQ(known.get().status, 503);
    EXPECT_EQ(unknown.get().status, 503);
    EXPECT_TRUE(known.get().headers.contains("Retry-After"));
    m_faults.beginFails = false;
    EXPECT_EQ(handle(inOnePlace("add")).text(), "1") << "the same call goes through once it is back";
}

using HeldTest = ServiceTest;

TEST_F(HeldTest, AChangeWakesWhoWaitsForIt) {
    start();
    Answer held;
    m_service->submit(request("GET", "/held"), held.take());
    EXPECT_FALSE(held.comesWithin(50ms));
    EXPECT_EQ(handle(request("POST", "/add", "{}")).status, 200);
    EXPECT_EQ(held.get().text(), "1");
    EXPECT_EQ(held.times(), 1);
}

TEST_F(HeldTest, AChangeDuringTheReadIsNotLost) {
    Latch reading;
    Latch written;
    Route slow{.method = "GET", .pattern = "/slow", .work = Work::Read, .signIn = SignIn::None};
    std::atomic<int> reads{0};
    slow.handler = [&](const Request &, Context &context) -> HandlerResult {
        const std::string seen = counterText(context.db);
        if (++reads == 1) {
            reading.open();
            EXPECT_TRUE(written.wait());
        }
        if (seen == "0") {
            context.longPoll = LongPoll{.scope = {{"M", "F"}}, .wait = 30s};
        }
        Response response;
        response.setBody(seen, "text/plain");
        return response;
    };
    start({slow});
    Answer held;
    m_service->submit(request("GET", "/slow"), held.take());
    ASSERT_TRUE(reading.wait());
    EXPECT_EQ(handle(request("POST", "/add", "{}")).status, 200);
    written.open(); // the read saw nothing of it and will want to wait
    EXPECT_EQ(held.get().text(), "1");
    EXPECT_EQ(reads, 2);
}

TEST_F(HeldTest, WhoLeavesIsNotAnswered) {
    start();
    Answer held;
    const auto cancel = m_service->submit(request("GET", "/held"), held.take());
    EXPECT_FALSE(held.comesWithin(50ms));
    cancel();
    cancel();
    EXPECT_EQ(handle(request("POST", "/add", "{}")).status, 200);
    m_service->stop();
    EXPECT_EQ(held.times(), 0);
    m_service.reset();
    cancel();
}

TEST_F(HeldTest, TheTimeEndsWithWhatThereIs) {
    Route brief{.method = "GET", .pattern = "/brief", .work = Work::Read, .signIn = SignIn::None};
    brief.handler = [](const Request &, Context &context) -> HandlerResult {
        context.longPoll = LongPoll{.scope = {{"M", "F"}}, .wait = 1s};
        Response response;
        response.setBody("nothing", "text/plain");
        return response;
    };
    start({brief});
    Answer held;
    m_service->submit(request("GET", "/brief"), held.take());
    EXPECT_EQ(held.get().text(), "nothing");
    EXPECT_EQ(handle(request("GET", "/brief")).text(), "nothing") << "in process nobody waits";
}

TEST_F(HeldTest, StopAnswersWhoWaits) {
    start();
    std::vector<Answer> held(20);
    for (Answer &answer : held) {
        m_service->submit(request("GET", "/held"), answer.take());
    }
    m_service->stop();
    m_service->stop();
    for (Answer &answer : held) {
        EXPECT_EQ(answer.get().text(), "nothing yet");
        EXPECT_EQ(answer.times(), 1);
    }
}

TEST_F(HeldTest, DueWorkWakesTheWholeMunicipality) {
    start();
    Answer held;
    m_service->submit(request("GET", "/held"), held.take());
    EXPECT_FALSE(held.comesWithin(50ms));
    m_service->runDueWork();
    EXPECT_EQ(held.get().text(), "1");
    EXPECT_GE(m_dueWork, 1);
}

TEST_F(HeldTest, AdministeringWakesToo) {
    start();
    Answer held;
    m_service->submit(request("GET", "/held"), held.take());
    const auto done = m_service->administer([](Context &context) -> domain::Result<void> {
        context.changedScopes.insert({"M", "F"});
        return addOne(context.db);
    });
    EXPECT_TRUE(done);
    EXPECT_EQ(held.get().text(), "1");
}

/// A brief read, "/brief", which does `work` before it answers.
Route inlineRead(std::function<void()> work) {
    Route route{
        .method = "GET", .pattern = "/brief", .work = Work::Read, .signIn = SignIn::None, .runsInline = true};
    route.handler = [work = std::move(work)](const Request &, Context &context) -> HandlerResult {
        work();
        Response response;
        response.setBody(counterText(context.db), "text/plain");
        return response;
    };
    return route;
}

using InlineReadTest = ServiceTest;

TEST_F(InlineReadTest, IsAnsweredByTheThreadThatItComesOnWhereTheDatabaseIsAFile) {
    std::thread::id by;
    start({inlineRead([&by] { by = std::this_thread::get_id(); })});
    EXPECT_EQ(handle(request("POST", "/add", "{}")).status, 200);
    Answer answer;
    m_service->submit(request("GET", "/brief"), answer.take());
    EXPECT_EQ(answer.get().text(), "1");
    EXPECT_EQ(by == std::this_thread::get_id(), !::test::wantsPostgres()) << "nobody waits for a server here";
}

TEST_F(InlineReadTest, TakesItsTurnWhereEveryInlineLinkIsTaken) {
    Latch inside;
    Latch goOn;
    std::atomic<int> asked{0};
    start({inlineRead([&] {
              if (++asked == 1) {
                  inside.open();
                  EXPECT_TRUE(goOn.wait());
              }
          })},
          {.readThreads = 1});
    Answer first;
    std::thread other([&] { m_service->submit(request("GET", "/brief"), first.take()); });
    ASSERT_TRUE(inside.wait());
    Answer second;
    m_service->submit(request("GET", "/brief"), second.take()); // comes back
    goOn.open();
    EXPECT_EQ(first.get().text(), "0");
    EXPECT_EQ(second.get().text(), "0");
    other.join();
}

/// Waiters that only have a name.
struct Named final : Waiter {};

class RegistryTest : public ::testing::Test {
protected:
    std::shared_ptr<Named> wait(WaitRegistry::Scope scope) {
        auto waiter = std::make_shared<Named>();
        EXPECT_EQ(m_registry.hold(waiter, std::move(scope), m_registry.sequence(), later),
                  WaitRegistry::Held::Waiting);
        return waiter;
    }
    bool wakes(const std::shared_ptr<Named> &waiter, const WaitRegistry::Scope &touched) {
        for (const auto &woken : m_registry.publish(touched)) {
            if (woken == waiter) {
                return true;
            }
        }
        return false;
    }
    static constexpr WaitRegistry::Time later{std::chrono::hours(1)};
    WaitRegistry m_registry;
};

TEST_F(RegistryTest, NobodyElseWakes) {
    const auto facility = wait({{"131001", "A"}});
    EXPECT_FALSE(wakes(facility, {{"131001", "B"}}));
    EXPECT_FALSE(wakes(facility, {{"131002", "A"}}));
    EXPECT_FALSE(wakes(facility, {{"13100", ""}}));
    EXPECT_TRUE(wakes(facility, {{"131002", ""}, {"131001", "A"}}));
    EXPECT_FALSE(wakes(facility, {{"131001", "A"}})) << "it no longer waits";
    EXPECT_EQ(m_registry.size(), 0u);
}

TEST_F(RegistryTest, WhoCameFirstIsWokenFirst) {
    std::vector<std::shared_ptr<Named>> kept; // so that their places in memory are no order of their coming
    for (int i = 0; i < 64; ++i) {
        kept.push_back(std::make_shared<Named>());
    }
    std::vector<std::shared_ptr<Waiter>> came;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        came.push_back(kept[i * 37 % kept.size()]);
        EXPECT_EQ(m_registry.hold(came.back(), {{"M", i % 2 == 0 ? "A" : "B"}}, m_registry.sequence(), later),
                  WaitRegistry::Held::Waiting);
    }
    EXPECT_EQ(m_registry.publish({{"M", ""}}), came);
}

TEST_F(RegistryTest, AMunicipalityHearsOfItsFacilitiesAndTheyOfIt) {
    EXPECT_TRUE(wakes(wait({{"131001", ""}}), {{"131001", "A"}}));
    EXPECT_TRUE(wakes(wait({{"131001", ""}}), {{"131001", ""}}));
    EXPECT_TRUE(wakes(wait({{"131001", "A"}, {"131001", "B"}}), {{"131001", ""}}));
    EXPECT_FALSE(wakes(wait({{"131001", ""}}), {{"131002", "A"}}));
}

TEST_F(RegistryTest, WhatCameAfterTheReadBeganCounts) {
    const auto since = m_registry.sequence();
    EXPECT_TRUE(m_registry.publish({{"M", "A"}}).empty());
    const auto waiter = std::make_shared<Named>();
    using Held = WaitRegistry::Held;
    EXPECT_EQ(m_registry.hold(waiter, {{"M", "A"}}, since, later), Held::Changed);
    EXPECT_EQ(m_registry.hold(waiter, {{"M", ""}}, since, later), Held::Changed);
    EXPECT_EQ(m_registry.hold(waiter, {{"M", "B"}}, since, later), Held::Waiting);
    EXPECT_TRUE(m_registry.remove(waiter.get()));
    EXPECT_FALSE(m_registry.remove(waiter.get()));
    EXPECT_EQ(m_registry.hold(waiter, {{"M", "A"}}, m_registry.sequence(), later), Held::Waiting);
    EXPECT_EQ(m_registry.close().size(), 1u);
    EXPECT_EQ(m_registry.hold(waiter, {{"M", "A"}}, m_registry.sequence(), later), Held::Closed);
}

TEST_F(RegistryTest, DeadlinesComeInOrder) {
    const auto early = std::make_shared<Named>();
    const auto late = std::make_shared<Named>();
    const WaitRegistry::Time start{};
    static_cast<void>(m_registry.hold(late, {{"M", "A"}}, 0, start + 2s));
    static_cast<void>(m_registry.hold(early, {{"M", "A"}}, 0, start + 1s));
    EXPECT_EQ(m_registry.nextDeadline(later), start + 1s);
    const auto due = m_registry.takeDue(start + 1s);
    ASSERT_EQ(due.size(), 1u);
    EXPECT_EQ(due.front(), early);
    EXPECT_EQ(m_registry.nextDeadline(later), start + 2s);
}

TEST_F(RegistryTest, ACrowdWhoseTimeIsOverLeavesAFewAtATime) {
    const WaitRegistry::Time start{};
    std::vector<std::shared_ptr<Named>> crowd;
    for (int i = 0; i < 5; ++i) {
        crowd.push_back(std::make_shared<Named>());
        static_cast<void>(m_registry.hold(crowd.back(), {{"M", "A"}}, 0, start + 1s));
    }
    EXPECT_EQ(m_registry.takeDue(start + 1s, 3).size(), 3u);
    EXPECT_EQ(m_registry.nextDeadline(later), start + 1s);
    EXPECT_EQ(m_registry.takeDue(start + 1s, 3).size(), 2u);
    EXPECT_EQ(m_registry.size(), 0u);
}

class AuthTest : public ServiceTest {
protected:
    Route blocking(SignIn signIn = SignIn::None, std::string_view pattern = "/auth") {
        Route made{.method = "POST", .pattern = pattern, .work = Work::Auth, .signIn = signIn};
        made.authHandler = [this](const Request &, AuthTransactions &transactions) -> HandlerResult {
            m_working.open();
            EXPECT_TRUE(m_goOn.wait());
            std::string seen;
            const auto read = transactions.read([&seen](Context &context) -> domain::Result<void> {
                seen = counterText(context.db);
                return {};
            });
            if (!read) {
                return domain::passOn(read);
            }
            const auto written = transactions.write(
                [](Context &context) -> domain::Result<void> { return addOne(context.db); });
            if (!written) {
                return domain::passOn(written);
            }
            Response response;
            response.setBody(seen, "text/plain");
            return response;
        };
        return made;
    }
    Latch m_working;
    Latch m_goOn;
};

TEST_F(AuthTest, ALongQueueIsRefusedInsteadOfGrowing) {
    start({blocking()}, {.callsPerMinuteBeforeSignIn = 0});
    std::vector<Answer> answers(66);
    m_service->submit(request("POST", "/auth", "{}"), answers[0].take());
    ASSERT_TRUE(m_working.wait());
    for (std::size_t i = 1; i < answers.size(); ++i) {
        m_service->submit(request("POST", "/auth", "{}"), answers[i].take());
    }
    EXPECT_EQ(answers.back().get().status, 429);
    EXPECT_TRUE(answers.back().get().headers.contains("Retry-After"));
    m_goOn.open();
    answers.pop_back();
    for (Answer &answer : answers) {
        EXPECT_EQ(answer.get().status, 200);
    }
    EXPECT_EQ(count(), "65");
}

TEST_F(AuthTest, AnAddressThatTriesTooOftenWaits) {
    m_goOn.open();
    start({blocking()}, {.callsPerMinuteBeforeSignIn = 4});
    std::vector<int> status;
    for (int i = 0; i < 3; ++i) {
        Answer answer;
        m_service->submit(request("POST", "/auth", "{}"), answer.take());
        status.push_back(answer.get().status);
    }
    EXPECT_EQ(status, (std::vector{200, 200, 429}));
    Request elsewhere = request("POST", "/auth", "{}");
    elsewhere.remoteAddress = "192.0.2.2";
    Answer answer;
    m_service->submit(elsewhere, answer.take());
    EXPECT_EQ(answer.get().status, 200);
}

/// /refuse without a token, a call that reads with a wrong one, a sign-in that writes, and one that hashes:
/// the same few attempts for all of them together.
TEST_F(AuthTest, WhoTriesEveryDoorHasOneLimit) {
    m_goOn.open();
    Route wrongSecret{.method = "POST", .pattern = "/token", .work = Work::Write, .signIn = SignIn::None};
    wrongSecret.handler = [](const Request &what, Context &) -> HandlerResult {
        if (what.body == "\"right\"") {
            return Response();
        }
        return domain::fail(domain::ErrorKind::WrongCredentials, "unauthenticated");
    };
    Route reads{.method = "GET", .pattern = "/mine", .work = Work::Read};
    reads.handler = [](const Request &, Context &) -> HandlerResult { return Response(); };
    start({blocking(), blocking(SignIn::Required, "/hashes"), wrongSecret, reads},
          {.callsPerMinuteBeforeSignIn = 10});
    const auto statusOf = [this](Request what) {
        Answer answer;
        m_service->submit(std::move(what), answer.take());
        return answer.get().status;
    };
    const auto read = [](const char *token) {
        Request made = request("GET", "/mine");
        made.headers["authorization"] = token;
        return made;
    };
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(statusOf(request("POST", "/token", "\"right\"")), 200) << "what succeeds is not counted";
    }
    EXPECT_EQ(statusOf(request("POST", "/token", "\"wrong\"")), 401);
    EXPECT_EQ(statusOf(request("POST", "/refuse", "{}")), 401);
    EXPECT_EQ(statusOf(read("Bearer no-such-thing")), 401);
    EXPECT_EQ(statusOf(request("POST", "/hashes", "{}")), 401);
    EXPECT_EQ(statusOf(request("POST", "/auth", "{}")), 200);
    EXPECT_EQ(statusOf(request("POST", "/token", "\"wrong\"")), 429);
    EXPECT_EQ(statusOf(request("POST", "/token", "\"right\"")), 429);
    EXPECT_EQ(statusOf(request("POST", "/refuse", "{}")), 429);
    EXPECT_EQ(statusOf(request("POST", "/hashes", "{}")), 429);
    EXPECT_EQ(statusOf(request("POST", "/auth", "{}")), 429);
    EXPECT_EQ(statusOf(read("Bearer no-such-thing")), 429);
    EXPECT_EQ(statusOf(read("Bearer 1")), 200) << "who is signed in works on, behind the same exit too";
    EXPECT_EQ(statusOf(request("GET", "/count")), 200) << "and what is open to all stays open";
    Request elsewhere = request("POST", "/token", "\"wrong\"");
    elsewhere.remoteAddress = "192.0.2.2";
    EXPECT_EQ(statusOf(elsewhere), 401);
}

TEST_F(AuthTest, ATransactionSignsInWhereTheRouteAsksForIt) {
    m_goOn.open();
    start({blocking(SignIn::Required)});
    EXPECT_EQ(handle(request("POST", "/auth", "{}")).status, 401);
    Request known = request("POST", "/auth", "{}");
    known.headers["authorization"] = "Bearer 1";
    EXPECT_EQ(handle(known).status, 200);
}

/// A balancer must not send anybody here, and must find the way back by itself.
TEST_F(AuthTest, AHubThatCannotWriteIsNotReadyUntilItCan) {
    Route ready{.method = "GET", .pattern = "/readyz", .work = Work::Read, .signIn = SignIn::None};
    ready.handler = [](const Request &, Context &) -> HandlerResult { return Response(); };
    start({ready});
    EXPECT_EQ(handle(request("GET", "/readyz")).status, 200);
    m_faults.commitFails = true;
    testing::internal::CaptureStderr();
    EXPECT_EQ(handle(request("POST", "/add", "{}")).status, 503);
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("the disk of the database is full"), std::string::npos) << log;
    EXPECT_EQ(handle(request("GET", "/readyz")).status, 503);
    EXPECT_FALSE(m_service->isReady());
    EXPECT_EQ(handle(request("GET", "/count")).status, 200) << "reading goes on";
    m_service->runDueWork();
    EXPECT_EQ(handle(request("GET", "/readyz")).status, 503) << "still full";
    m_faults.commitFails = false;
    EXPECT_TRUE(m_service->administer([](Context &) { return domain::Result<void>(); }));
    EXPECT_EQ(handle(request("GET", "/readyz")).status, 503)
        << "a commit of nothing says nothing of the disk";
    m_service->runDueWork(); // nobody else tries: the balancer sends nobody
    EXPECT_EQ(handle(request("GET", "/readyz")).status, 200);
    EXPECT_TRUE(m_service->isReady());
}

TEST_F(AuthTest, ACallThatIsRefusedOrADatabaseThatIsAwayLeavesItReady) {
    start();
    EXPECT_EQ(handle(request("POST", "/throw", "{}")).status, 500);
    EXPECT_TRUE(m_service->isReady());
    m_faults.beginFails = true;
    EXPECT_EQ(handle(request("POST", "/add", "{}")).status, 503);
    m_faults.beginFails = false;
    EXPECT_TRUE(m_service->isReady());
}

using StopTest = AuthTest;

TEST_F(StopTest, WhatIsQueuedIsFinishedAndNothingNewBegins) {
    start({blocking()});
    Answer signIn;
    m_service->submit(request("POST", "/auth", "{}"), signIn.take());
    ASSERT_TRUE(m_working.wait());
    EXPECT_TRUE(m_service->isReady());
    std::thread stopping([this] { m_service->stop(); });
    while (m_service->isReady()) {
        std::this_thread::yield();
    }
    Answer late;
    m_service->submit(request("GET", "/count"), late.take());
    EXPECT_EQ(late.get().status, 503);
    EXPECT_EQ(handle(request("GET", "/count")).status, 503);
    m_goOn.open();
    stopping.join();
    EXPECT_EQ(signIn.get().status, 200) << "its write went through";
}

TEST_F(StopTest, EveryCallIsAnsweredOnceWhileItStops) {
    start();
    std::atomic<int> answered{0};
    std::atomic<int> asked{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&, i] {
            const char *path = i % 2 == 0 ? "/held" : "/add";
            for (int n = 0; n < 100; ++n) {
                ++asked;
                m_service->submit(request(i % 2 == 0 ? "GET" : "POST", path), [&](Response) { ++answered; });
            }
        });
    }
    m_service->stop();
    for (std::thread &client : clients) {
        client.join();
    }
    EXPECT_EQ(asked, 400);
    EXPECT_EQ(answered, 400);
}

} // namespace
} // namespace hub::test
