// Simulated parents: one thread that acts through the hub's own calls.
#include "domain/calendar.h"
#include "hub/cli/sample_people.h"
#include "training/trainee_file.h"
#include "wire/auth_json.h"
#include "wire/records_json.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <rapidjson/document.h>
#include <thread>

namespace training {
namespace {

using namespace std::chrono_literals;
using domain::Result;

constexpr std::size_t rememberedBookings = 200;
/// The shortest pause between two automatic acts.
constexpr std::chrono::seconds shortestPause = 30s;
constexpr std::uint64_t pauseSpread = 31;

struct OpenSlot {
    domain::SlotId id;
    domain::LocalDate date{};
    domain::AgeClasses ages;
};

/// The bookable slots in an answer of the availability call.
std::vector<OpenSlot> bookableIn(std::string_view json) {
    std::vector<OpenSlot> slots;
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document.HasParseError() || !document.IsObject() || !document.HasMember("slots") ||
        !document["slots"].IsArray()) {
        return slots;
    }
    for (const rapidjson::Value &each : document["slots"].GetArray()) {
        const auto text = [&each](const char *name) {
            return each.IsObject() && each.HasMember(name) && each[name].IsString() ? each[name].GetString()
                                                                                    : "";
        };
        const auto id = domain::SlotId::parse(text("id"));
        const auto date = domain::parseDate(text("date"));
        const bool bookable = id && date && each.HasMember("bookable") && each["bookable"].IsTrue();
        if (!bookable) {
            continue;
        }
        OpenSlot slot{*id, *date, {}};
        if (each.HasMember("accepted_ages") && each["accepted_ages"].IsArray()) {
            for (const rapidjson::Value &age : each["accepted_ages"].GetArray()) {
                if (age.IsInt() && age.GetInt() >= 0 && age.GetInt() < domain::ageClassCount) {
                    slot.ages.set(static_cast<std::size_t>(age.GetInt()));
                }
            }
        }
        if (slot.ages.any()) {
            slots.push_back(slot);
        }
    }
    return slots;
}

} // namespace

class Parents::Impl {
public:
    Impl(const domain::Clock &clock, domain::Random &random) : m_clock(clock), m_random(random) {}

    Result<void> start(hub::Service &service, const std::filesystem::path &directory);
    void stop();
    void actNow(ParentAct act);
    void setPaused(bool paused);
    void waitUntilIdle();
    bool paused() const { return m_paused; }
    int done() const { return m_done; }

private:
    void run();
    std::optional<ParentAct> nextAct(std::unique_lock<std::mutex> &lock);
    ParentAct somethingUsual();
    bool act(ParentAct act);
    bool book(bool asks);
    bool cancel();
    hub::Response call(const std::string &method, const std::string &path, std::string body,
                       std::map<std::string, std::string> headers = {});
    hub::Response callOnce(const std::string &method, const std::string &path, const std::string &body,
                           std::map<std::string, std::string> headers);
    void signIn();

    const domain::Clock &m_clock;
    domain::Random &m_random;
    hub::Service *m_service = nullptr;
    TraineeFile m_file;
    std::string m_token;                          ///< used only by the thread
    std::deque<domain::ReservationId> m_bookings; ///< used only by the thread
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    bool m_acting = false;
    bool m_onRequest = false; ///< the current act was requested; used only by the thread
    std::deque<ParentAct> m_wanted;
    bool m_stopping = false;
    std::atomic<bool> m_paused{false};
    std::atomic<int> m_done{0};
    std::chrono::sys_time<std::chrono::milliseconds> m_next{};
    std::thread m_thread;
};

Result<void> Parents::Impl::start(hub::Service &service, const std::filesystem::path &directory) {
    auto file = readTraineeFile(directory);
    if (!file) {
        return domain::passOn(file);
    }
    m_file = std::move(*file);
    m_service = &service;
    m_next = m_clock.nowMs() + shortestPause;
    m_stopping = false;
    m_thread = std::thread([this] { run(); });
    return {};
}

void Parents::Impl::stop() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_idle.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Parents::Impl::actNow(ParentAct act) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_wanted.size() < rememberedBookings) {
            m_wanted.push_back(act);
        }
    }
    m_wake.notify_all();
}

void Parents::Impl::setPaused(bool paused) {
    m_paused = paused;
    m_wake.notify_all();
}

void Parents::Impl::waitUntilIdle() {
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_stopping || (m_wanted.empty() && !m_acting); });
}

void Parents::Impl::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        const std::optional<ParentAct> next = nextAct(lock);
        if (!next) {
            continue;
        }
        m_acting = true;
        lock.unlock();
        if (act(*next)) {
            ++m_done;
        }
        lock.lock();
        m_acting = false;
        m_idle.notify_all();
    }
}

/// Waits for the next act. Empty if the caller must check again.
std::optional<ParentAct> Parents::Impl::nextAct(std::unique_lock<std::mutex> &lock) {
    const auto now = m_clock.nowMs();
    if (!m_wanted.empty()) {
        const ParentAct act = m_wanted.front();
        m_wanted.pop_front();
        m_onRequest = true;
        return act;
    }
    if (now >= m_next) {
        m_next = now + shortestPause + std::chrono::seconds(m_random.below(pauseSpread));
        m_onRequest = false;
        if (!m_paused) {
            return somethingUsual();
        }
    }
    // The clock may be set by hand, so the thread checks at least twice a second.
    m_wake.wait_for(lock, std::min<std::chrono::milliseconds>(m_next - now, 500ms));
    return std::nullopt;
}

ParentAct Parents::Impl::somethingUsual() {
    const std::uint64_t dice = m_random.below(10);
    if (dice < 6) {
        return ParentAct::Book;
    }
    return dice < 8 ? ParentAct::Ask : ParentAct::Cancel;
}

bool Parents::Impl::act(ParentAct act) {
    switch (act) {
    case ParentAct::Book:
        return book(false);
    case ParentAct::Ask:
        return book(true);
    case ParentAct::Cancel:
        return cancel();
    }
    return false;
}

bool Parents::Impl::book(bool asks) {
    // Most parents choose the first facility, where the trainee works. A requested booking always does, so
    // that the trainee sees it.
    const std::size_t where = m_onRequest || hub::sample_people::chance(m_random, 70)
                                  ? 0
                                  : m_random.below(m_file.facilities.size());
    const auto open = bookableIn(
        call("GET", "/v1/facilities/" + m_file.facilities[where].text() + "/availability", {}).text());
    if (open.empty()) {
        return false;
    }
    const OpenSlot &slot = open[m_random.below(open.size())];
    domain::Reservation wish;
    wish.id = domain::ReservationId::make(m_clock, m_random);
    wish.slotId = slot.id;
    wish.channel = m_file.clientId;
    wish.visitors = 1 + static_cast<int>(m_random.below(3));
    wish.personal = hub::sample_people::family(m_random, slot.date, slot.ages);
    if (asks) {
        wish.personal->question = hub::sample_people::question(m_random);
    }
    const hub::Response answer =
        call("PUT", "/v1/reservations/" + wish.id.text(), wire::writableJson(wish), {{"if-none-match", "*"}});
    if (answer.status >= 300) {
        return false;
    }
    m_bookings.push_back(wish.id);
    if (m_bookings.size() > rememberedBookings) {
        m_bookings.pop_front();
    }
    return true;
}

/// Withdraws one of the parents' own bookings. If there is none, it books one first.
bool Parents::Impl::cancel() {
    if (m_bookings.empty() && !book(false)) {
        return false;
    }
    const std::size_t which = m_random.below(m_bookings.size());
    const std::string path = "/v1/reservations/" + m_bookings[which].text();
    m_bookings.erase(m_bookings.begin() + static_cast<std::ptrdiff_t>(which));
    const hub::Response seen = call("GET", path, {});
    const auto etag = seen.headers.find("ETag");
    if (etag == seen.headers.end()) {
        return false;
    }
    return call("POST", path + "/withdraw", "{}", {{"if-match", etag->second}}).status < 300;
}

/// Signs in again once if the token has expired.
hub::Response Parents::Impl::call(const std::string &method, const std::string &path, std::string body,
                                  std::map<std::string, std::string> headers) {
    if (method != "GET") {
        headers["idempotency-key"] = domain::Uuid::make(m_clock, m_random).text();
    }
    hub::Response answer = callOnce(method, path, body, headers);
    if (answer.status != 401) {
        return answer;
    }
    signIn();
    return callOnce(method, path, body, std::move(headers));
}

hub::Response Parents::Impl::callOnce(const std::string &method, const std::string &path,
                                      const std::string &body, std::map<std::string, std::string> headers) {
    hub::Request request{.method = method, .path = path, .body = body};
    request.headers = std::move(headers);
    request.headers["content-type"] = "application/json";
    request.headers["authorization"] = "Bearer " + m_token;
    request.remoteAddress = "127.0.0.1";
    request.requestId = domain::Uuid::make(m_clock, m_random).text();
    return m_service->handle(request);
}

void Parents::Impl::signIn() {
    const hub::Response answer =
        callOnce("POST", "/v1/oauth/token",
                 R"({"grant_type":"client_credentials","client_id":")" + m_file.clientId +
                     R"(","client_secret":")" + m_file.clientSecret + R"("})",
                 {});
    m_token = wire::stringMember(answer.text(), "access_token").value_or(std::string());
}

Parents::Parents(const domain::Clock &clock, domain::Random &random)
    : m_impl(std::make_unique<Impl>(clock, random)) {}
Parents::~Parents() {
    stop();
}
Result<void> Parents::start(hub::Service &service, const std::filesystem::path &dataDirectory) {
    return m_impl->start(service, dataDirectory);
}
void Parents::stop() {
    m_impl->stop();
}
void Parents::actNow(ParentAct act) {
    m_impl->actNow(act);
}
void Parents::setPaused(bool paused) {
    m_impl->setPaused(paused);
}
void Parents::waitUntilIdle() {
    m_impl->waitUntilIdle();
}
bool Parents::paused() const {
    return m_impl->paused();
}
int Parents::actsDone() const {
    return m_impl->done();
}

} // namespace training
