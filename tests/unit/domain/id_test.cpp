#include "domain/calendar.h"
#include "domain/id.h"

#include <gtest/gtest.h>
#include <mutex>
#include <set>
#include <thread>
#include <type_traits>
#include <unordered_set>

using namespace domain;

namespace {

const ManualClock &clockAtNoon() {
    static const ManualClock clock(parseInstant("2026-11-22T03:00:00Z").value());
    return clock;
}

} // namespace

static_assert(!std::is_convertible_v<Uuid, SlotId>, "an id is made on purpose only");
static_assert(!std::is_constructible_v<SlotId, FacilityId>, "a facility's id is no slot's id");

TEST(Id, IsAVersion7UuidThatStartsWithTheTime) {
    const auto random = seededRandom(1);
    const Uuid uuid = Uuid::make(clockAtNoon(), *random);
    const std::string text = uuid.text();
    ASSERT_EQ(text.size(), 36U);
    EXPECT_EQ(text[14], '7');
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
    std::uint64_t ms = 0;
    for (int i = 0; i < 6; ++i) {
        ms = ms << 8 | uuid.bytes[static_cast<std::size_t>(i)];
    }
    EXPECT_EQ(ms, static_cast<std::uint64_t>(clockAtNoon().nowMs().time_since_epoch().count()));
}

TEST(Id, LaterIdsSortAfterEarlierOnes) {
    ManualClock clock(parseInstant("2026-11-22T03:00:00Z").value());
    const auto random = seededRandom(2);
    Uuid before = Uuid::make(clock, *random);
    for (int i = 0; i < 100; ++i) {
        clock.advance(std::chrono::milliseconds(1));
        const Uuid after = Uuid::make(clock, *random);
        EXPECT_LT(before, after);
        EXPECT_LT(before.text(), after.text());
        before = after;
    }
}

TEST(Id, TextGoesThereAndBack) {
    const auto random = seededRandom(3);
    for (int i = 0; i < 200; ++i) {
        const auto id = FacilityId::make(clockAtNoon(), *random);
        const auto back = FacilityId::parse(id.text());
        ASSERT_TRUE(back);
        EXPECT_EQ(*back, id);
    }
}

TEST(Id, ReadsUpperCaseButWritesLowerCase) {
    const auto id = Uuid::parse("018F6F6E-7C4A-7B2D-8E5F-0123456789AB");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->text(), "018f6f6e-7c4a-7b2d-8e5f-0123456789ab");
}

TEST(Id, RefusesEverythingElse) {
    for (const char *text : {"", "018f6f6e7c4a7b2d8e5f0123456789ab", "{018f6f6e-7c4a-7b2d-8e5f-0123456789ab}",
                             "018f6f6e-7c4a-7b2d-8e5f-0123456789a", "018f6f6e-7c4a-7b2d-8e5f-0123456789abc",
                             "018f6f6e-7c4a-7b2d-8e5f-0123456789ag", "018f6f6e-7c4a7-b2d-8e5f-0123456789ab",
                             "018f6f6e_7c4a_7b2d_8e5f_0123456789ab", " 18f6f6e-7c4a-7b2d-8e5f-0123456789ab",
                             "018f6f6e-7c4a-7b2d-8e5f-0123456789\xef\xbc"}) {
        const auto id = Uuid::parse(text);
        ASSERT_FALSE(id) << text;
        EXPECT_EQ(id.error().kind, ErrorKind::Malformed);
        EXPECT_EQ(id.error().code, "not-an-id");
    }
}

TEST(Id, NullMeansNone) {
    EXPECT_TRUE(SlotId().isNull());
    EXPECT_EQ(SlotId().text(), "00000000-0000-0000-0000-000000000000");
    const auto random = seededRandom(4);
    EXPECT_FALSE(SlotId::make(clockAtNoon(), *random).isNull());
}

TEST(Id, HashesSpreadIdsOfOneMillisecond) {
    const auto random = seededRandom(5);
    std::unordered_set<std::size_t> hashes;
    for (int i = 0; i < 1000; ++i) {
        hashes.insert(std::hash<SlotId>{}(SlotId::make(clockAtNoon(), *random)));
    }
    EXPECT_GT(hashes.size(), 995U);
}

TEST(Random, SameSeedSameNumbers) {
    const auto a = seededRandom(42);
    const auto b = seededRandom(42);
    const auto other = seededRandom(43);
    int same = 0;
    for (int i = 0; i < 50; ++i) {
        const std::uint64_t number = a->below(1'000'000);
        EXPECT_EQ(number, b->below(1'000'000));
        same += number == other->below(1'000'000) ? 1 : 0;
    }
    EXPECT_LT(same, 3);
}

TEST(Random, BelowStaysBelowAndReachesAll) {
    const auto random = seededRandom(6);
    std::array<int, 7> counts{};
    for (int i = 0; i < 7000; ++i) {
        ++counts.at(random->below(7));
    }
    for (const int count : counts) {
        EXPECT_NEAR(count, 1000, 150);
    }
    EXPECT_EQ(random->below(1), 0U);
    EXPECT_LT(random->below(~0ULL), ~0ULL);
}

TEST(Random, DrawsAgainWhereANumberWouldBeFavoured) {
    // The first word lies in the uneven rest above the last multiple of the bound.
    struct TopThenFive final : Random {
        int calls = 0;
        void fill(std::span<std::uint8_t> bytes) override {
            for (std::uint8_t &byte : bytes) {
                byte = calls == 0 ? 0xFF : 0;
            }
            if (calls++ > 0) {
                bytes.back() = 5;
            }
        }
    } random;
    EXPECT_EQ(random.below(10), 5U);
    EXPECT_EQ(random.calls, 2);
}

TEST(Random, SystemGeneratorFillsEveryByte) {
    const auto random = systemRandom();
    std::array<std::uint8_t, 1024> together{};
    for (int round = 0; round < 8; ++round) {
        std::array<std::uint8_t, 1024> bytes{};
        random->fill(bytes);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            together[i] = static_cast<std::uint8_t>(together[i] | bytes[i]);
        }
    }
    for (const std::uint8_t byte : together) {
        EXPECT_NE(byte, 0);
    }
}

TEST(Random, ManyThreadsMayDrawAtOnce) {
    const auto random = seededRandom(7);
    std::mutex mutex;
    std::set<std::string> ids;
    const auto draw = [&] {
        for (int i = 0; i < 500; ++i) {
            const std::string text = Uuid::make(clockAtNoon(), *random).text();
            const std::lock_guard lock(mutex);
            ids.insert(text);
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(draw);
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    EXPECT_EQ(ids.size(), 2000U);
}

TEST(ManualClock, StandsStillUntilMoved) {
    ManualClock clock(parseInstant("2026-11-22T03:00:00Z").value());
    EXPECT_EQ(textOf(clock.now()), "2026-11-22T03:00:00Z");
    clock.advance(std::chrono::milliseconds(1999));
    EXPECT_EQ(textOf(clock.now()), "2026-11-22T03:00:01Z");
    clock.set(parseInstant("2020-01-01T00:00:00Z").value());
    EXPECT_EQ(textOf(clock.now()), "2020-01-01T00:00:00Z");
}

TEST(ManualClock, MayBeMovedAndReadFromManyThreads) {
    ManualClock clock(Instant{});
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&clock] {
            for (int step = 0; step < 1000; ++step) {
                clock.advance(std::chrono::milliseconds(1));
            }
        });
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    EXPECT_EQ(clock.nowMs().time_since_epoch().count(), 4000);
}

TEST(SystemClock, RunsForward) {
    const auto clock = systemClock();
    const Instant first = clock->now();
    EXPECT_GE(clock->now(), first);
    EXPECT_GT(first, parseInstant("2024-01-01T00:00:00Z").value());
}
