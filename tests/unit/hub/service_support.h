// A service with routes of the test's own: a counter in the table `meta`, and a read that waits for it.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/db/database.h"
#include "hub/service/open_service.h"
#include "hub/service/service_parts.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <mutex>
#include <string>
#include <unistd.h>
#include <vector>

namespace hub::test {

/// A folder of this test's own, gone with it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "hokatsu-test-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Something that happens once, on another thread.
class Latch {
public:
    void open() {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    /// False when it took longer than any honest machine needs.
    bool wait(std::chrono::seconds longest = std::chrono::seconds(60)) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, longest, [this] { return m_open; });
    }
    bool waitBriefly(std::chrono::milliseconds time) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, time, [this] { return m_open; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
};

/// An answer that comes later.
class Answer {
public:
    Service::Done take() {
        return [this](Response response) {
            {
                const std::scoped_lock lock(m_mutex);
                m_response = std::move(response);
                ++m_times;
            }
            m_arrived.open();
        };
    }
    const Response &get() {
        EXPECT_TRUE(m_arrived.wait());
        return m_response;
    }
    bool comesWithin(std::chrono::milliseconds time) { return m_arrived.waitBriefly(time); }
    int times() {
        const std::scoped_lock lock(m_mutex);
        return m_times;
    }

private:
    std::mutex m_mutex;
    Latch m_arrived;
    Response m_response;
    int m_times = 0;
};

/// The real database, with faults where the test wants them.
struct Faults {
    std::atomic<int> commits{0};
    std::atomic<bool> commitFails{false};
    std::atomic<bool> beginFails{false}; ///< as where the server is gone
    std::function<void()> beforeCommit;
};

class FaultyLink final : public Link {
public:
    FaultyLink(std::unique_ptr<Link> link, Faults &faults) : m_link(std::move(link)), m_faults(faults) {}
    domain::Result<std::unique_ptr<Rows>> query(std::string_view sql,
                                                std::initializer_list<Value> values) override {
        return m_link->query(sql, values);
    }
    domain::Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values) override {
        return m_link->execute(sql, values);
    }
    domain::Result<void> post(std::string_view sql, std::initializer_list<Value> values) override {
        return m_link->post(sql, values);
    }
    void prefetch(std::string_view sql, std::initializer_list<Value> values) override {
        m_link->prefetch(sql, values);
    }
    [[nodiscard]] bool prefetches() const override { return m_link->prefetches(); }
    domain::Result<std::unique_ptr<Rows>> stream(std::string_view sql,
                                                 std::initializer_list<Value> values) override {
        return m_link->stream(sql, values);
    }
    domain::Result<void> claim(std::string_view municipality) override { return m_link->claim(municipality); }
    void setClaims(Claims claims) override { m_link->setClaims(claims); }
    domain::Result<void> begin() override {
        if (m_faults.beginFails) {
            return domain::fail(domain::Error{.kind = domain::ErrorKind::StorageBusy,
                                              .code = "unavailable",
                                              .params = {{"again", "connection"}}});
        }
        return m_link->begin();
    }
    domain::Result<void> beginSnapshot() override { return m_link->beginSnapshot(); }
    domain::Result<void> commit() override {
        ++m_faults.commits;
        if (m_faults.beforeCommit) {
            m_faults.beforeCommit();
        }
        if (m_faults.commitFails) {
            return domain::fail(domain::ErrorKind::StorageFull, "unavailable");
        }
        return m_link->commit();
    }
    void rollback() override { m_link->rollback(); }
    domain::Result<void> savepoint() override { return m_link->savepoint(); }
    domain::Result<void> release(Answers answers) override { return m_link->release(answers); }
    void rollbackToSavepoint() override { m_link->rollbackToSavepoint(); }

private:
    std::unique_ptr<Link> m_link;
    Faults &m_faults;
};

class FaultyDatabase final : public Database {
public:
    FaultyDatabase(std::unique_ptr<Database> database, Faults &faults)
        : m_database(std::move(database)), m_faults(faults) {}
    domain::Result<std::unique_ptr<Link>> link(Mode mode) override {
        auto made = m_database->link(mode);
        if (made && mode == Mode::Write) {
            return std::unique_ptr<Link>(std::make_unique<FaultyLink>(std::move(*made), m_faults));
        }
        return made;
    }
    [[nodiscard]] bool isShared() const override { return m_database->isShared(); }
    domain::Result<std::unique_ptr<NotificationChannel>> notificationChannel(Heard heard) override {
        return m_database->notificationChannel(std::move(heard));
    }

private:
    std::unique_ptr<Database> m_database;
    Faults &m_faults;
};

inline const domain::Instant testNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                                     std::chrono::hours(1)};

/// Signs in whoever says "Bearer NAME", where NAME is a UUID's last digit.
domain::Result<Caller> callerOfTest(std::string_view header, Connection &, const HubSettings &,
                                    domain::Instant);

std::string counterText(Connection &db);
domain::Result<void> addOne(Connection &db);

Request request(std::string method, std::string path, std::string body = {});
/// With a caller and an Idempotency-Key whose last digits are `key`.
Request operation(std::string path, int key, std::string body = "{}");

class ServiceTest : public ::testing::Test {
protected:
    /// GET /count, /held (waits for facility F of M, 10 s); POST /add, /refuse, /full, /throw; and `more`.
    void start(std::vector<Route> more = {}, ServiceConfig config = {});
    Response handle(const Request &what) { return m_service->handle(what); }
    std::string count() { return std::string(handle(request("GET", "/count")).text()); }

    TemporaryFolder m_folder;
    domain::ManualClock m_clock{testNow};
    std::unique_ptr<domain::Random> m_random = domain::seededRandom(1);
    Faults m_faults;
    std::atomic<int> m_dueWork{0};
    std::unique_ptr<Service> m_service;
};

} // namespace hub::test
