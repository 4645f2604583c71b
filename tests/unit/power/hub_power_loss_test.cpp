// The power goes at every write of a hub with a database inside: what it answered is there afterwards,
// nothing is there by half, and each call has acted once, however often it is sent again.
#include "support/power_vfs.h"

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/db/meta.h"
#include "hub/service/service_parts.h"

#include <gtest/gtest.h>

namespace {

using test_support::PowerDisk;

constexpr int callsOfADay = 6;
const domain::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours(1)};

int numberOf(hub::Connection &db, std::string_view name) {
    const auto value = hub::metaValue(db, name);
    return value && *value ? std::stoi(**value) : 0;
}

/// Writes in two places, as a booking does: both or none.
hub::HandlerResult addOne(const hub::Request &, hub::Context &context) {
    for (const std::string_view name : {"left", "right"}) {
        const int next = numberOf(context.db, name) + 1;
        if (auto done = hub::setMetaValue(context.db, name, std::to_string(next)); !done) {
            return domain::passOn(done);
        }
    }
    hub::Response response;
    response.setBody(std::to_string(numberOf(context.db, "left")), "application/json");
    return response;
}

domain::Result<hub::Caller> somebody(std::string_view, hub::Connection &, const hub::HubSettings &,
                                     domain::Instant) {
    hub::Caller caller;
    caller.user.id = domain::UserId(*domain::Uuid::parse("00000000-0000-7000-8000-000000000001"));
    caller.session = domain::SessionId(*domain::Uuid::parse("00000000-0000-7000-8000-000000000002"));
    return caller;
}

hub::Request call(int number) {
    hub::Request request;
    request.method = "POST";
    request.path = "/once";
    request.body = "{}";
    request.headers = {
        {"content-type", "application/json"},
        {"authorization", "Bearer invented"},
        {"idempotency-key", "00000000-0000-7000-8000-" + std::to_string(100'000'000'000 + number)}};
    request.remoteAddress = "192.0.2.1";
    return request;
}

class HubPowerLoss : public ::testing::Test {
protected:
    /// Null where the disk does not let it start.
    std::unique_ptr<hub::Service> start(PowerDisk &disk) {
        auto database = hub::Database::open({.path = disk.path("hub.sqlite")});
        if (!database) {
            return nullptr;
        }
        hub::ServiceParts parts;
        parts.database = std::move(*database);
        parts.callerOf = somebody;
        parts.routes = {{.method = "POST",
                         .pattern = "/once",
                         .work = hub::Work::Write,
                         .signIn = hub::SignIn::Required,
                         .idempotency = hub::Idempotency::Required,
                         .handler = addOne,
                         .authHandler = {}}};
        auto service = hub::startService({}, std::move(parts), m_clock, *m_random);
        return service ? std::move(*service) : nullptr;
    }
    /// How many of the day's calls were answered with success before something failed.
    int work(PowerDisk &disk) {
        const auto service = start(disk);
        int answered = 0;
        while (service && answered < callsOfADay && service->handle(call(answered)).status == 200) {
            ++answered;
        }
        if (service) {
            service->stop();
        }
        return answered;
    }
    /// "left right" as they lie there; "damaged" where the file is.
    static std::string found(PowerDisk &disk) {
        auto database = hub::Database::open({.path = disk.path("hub.sqlite")});
        if (!database) {
            return "cannot be opened";
        }
        const auto link = (*database)->link(hub::Database::Mode::Read);
        if (!link) {
            return "cannot be read";
        }
        return std::to_string(numberOf(**link, "left")) + " " + std::to_string(numberOf(**link, "right"));
    }
    static std::string both(int number) { return std::to_string(number) + " " + std::to_string(number); }

    domain::ManualClock m_clock{now};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(1);
};

TEST_F(HubPowerLoss, WhatWasAnsweredIsThereAtEveryWriteAndActsOnce) {
    PowerDisk::Image ready;
    {
        PowerDisk disk("hub");
        ASSERT_TRUE(start(disk));
        ready = disk.image();
    }
    int points = 0;
    for (std::uint64_t n = 1;; ++n, ++points) {
        PowerDisk disk("hub");
        disk.put(ready);
        disk.losePowerAtWrite(n, n * 7919);
        const int answered = work(disk);
        if (!disk.isDown()) {
            break;
        }
        disk.powerOn();
        const std::string there = found(disk);
        // The one whose answer never came may have got through, but whole.
        ASSERT_TRUE(there == both(answered) || there == both(answered + 1))
            << "power lost at write " << n << ": " << answered << " were answered, there is " << there;
        ASSERT_EQ(work(disk), callsOfADay)
            << "after the loss at write " << n; // all once more, under their ids
        ASSERT_EQ(found(disk), both(callsOfADay)) << "after the loss at write " << n;
    }
    EXPECT_GT(points, 10);
}

TEST_F(HubPowerLoss, AHalfMadeDatabaseIsMadeToTheEnd) {
    int points = 0;
    for (std::uint64_t n = 1;; n += 5, ++points) {
        PowerDisk disk("new");
        disk.losePowerAtWrite(n, n * 104'729);
        static_cast<void>(start(disk));
        if (!disk.isDown()) {
            break;
        }
        disk.powerOn();
        ASSERT_EQ(work(disk), callsOfADay) << "after the loss at write " << n;
    }
    EXPECT_GT(points, 3);
}

/// The test itself is put to the test.
TEST_F(HubPowerLoss, ADiskThatLiesIsFoundOut) {
    int broken = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        PowerDisk disk("liar");
        disk.ignoreSyncs(true);
        const int answered = work(disk);
        disk.losePower(seed);
        broken += found(disk) == both(answered) ? 0 : 1;
    }
    EXPECT_GT(broken, 0);
}

} // namespace
