#include "hub/calls/clock_guard.h"

#include "hub/db/read.h"
#include "hub/http/problem_response.h"

#include <algorithm>

namespace hub::ops {
namespace {

using domain::Instant;
using domain::Result;

/// How often the believed time is stored. It is rare enough for any disk.
constexpr std::chrono::seconds keptEvery{60};
constexpr std::chrono::hours toldEvery{1};

/// The last use of a database that is older than the stored believed time.
Result<std::optional<Instant>> lastUse(Connection &db) {
    const auto last = firstRow(db,
                               "SELECT coalesce((SELECT max(created_at) FROM idempotency), 0), "
                               "coalesce((SELECT max(last_used_at) FROM session), 0)",
                               {}, [](const Rows &row) { return std::max(row.integer(0), row.integer(1)); });
    if (!last) {
        return domain::passOn(last);
    }
    if (last->value_or(0) == 0) {
        return std::nullopt;
    }
    return Instant(std::chrono::seconds(**last));
}

Result<bool> isUnlikeServer(Connection &db, Instant now) {
    const auto server =
        firstRow(db, "SELECT CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)", {},
                 [](const Rows &row) { return Instant(std::chrono::seconds(row.integer(0))); });
    if (!server) {
        return domain::passOn(server);
    }
    return *server && std::chrono::abs(now - **server) > believedLeap;
}

} // namespace

Result<ClockGuard::Doubt> ClockGuard::doubtAbout(Connection &db, Instant now) {
    auto believed = lastBelievedTime(db);
    if (believed && !*believed) {
        believed = lastUse(db);
        // Stored at once. Otherwise the last use would move on with every call, and the doubt would end
        // without a person's confirmation.
        if (believed && *believed) {
            if (auto kept = believeTime(db, **believed); !kept) {
                return domain::passOn(kept);
            }
        }
    }
    if (!believed) {
        return domain::passOn(believed);
    }
    // This hub or another one on the database has stored a new value: count from there with the monotonic
    // clock.
    if (*believed != m_believed) {
        m_believed = *believed;
        m_seenAt = m_clock.steady();
    }
    if (m_server == Server::HasAClock) {
        const auto unlike = isUnlikeServer(db, now);
        if (!unlike || *unlike) {
            return unlike ? Result<Doubt>(Doubt::UnlikeServer) : domain::passOn(unlike);
        }
    }
    if (!m_believed) {
        return Doubt::None;
    }
    const auto passed = std::chrono::floor<std::chrono::seconds>(m_clock.steady() - m_seenAt);
    return now - (*m_believed + passed) > believedLeap ? Doubt::Leap : Doubt::None;
}

Result<void> ClockGuard::keep(Connection &db, Instant now) {
    if (m_believed && now < *m_believed + keptEvery) {
        return {}; // this includes a clock that went back: the latest committed time stays
    }
    auto kept = believeTime(db, now);
    if (kept) { // if the commit fails, the next call reads another value and counts from there
        m_believed = now;
        m_seenAt = m_clock.steady();
    }
    return kept;
}

void ClockGuard::tell(Doubt doubt) {
    const bool held = doubt != Doubt::None;
    const bool changed = m_held.exchange(held) != held;
    if (!held) {
        if (changed) {
            logRecovery("the clock is believed again: expiring and erasing go on");
        }
        return;
    }
    const auto now = m_clock.steady();
    if (!changed && now - m_toldAt < toldEvery) {
        return;
    }
    m_toldAt = now;
    logFault(doubt == Doubt::Leap
                 ? "the clock is more than a day ahead of the last committed time: expiring and erasing wait "
                   "for: hokatsu-hub clock confirm"
                 : "the clock is more than a day away from the database server's: expiring and erasing wait "
                   "until one of them is set right",
             {.kind = domain::ErrorKind::Rejected,
              .code = doubt == Doubt::Leap ? "clock-ahead" : "clock-unlike-server"},
             {});
}

Result<bool> ClockGuard::judge(Connection &db, Instant now) {
    const auto doubt = doubtAbout(db, now);
    if (!doubt) {
        return domain::passOn(doubt);
    }
    tell(*doubt);
    if (*doubt != Doubt::None) {
        return false;
    }
    if (auto kept = keep(db, now); !kept) {
        return domain::passOn(kept);
    }
    return true;
}

} // namespace hub::ops
