// Desks that wait for changes, each on a TLS connection of its own, and connections that only stay open.
//
//   bench_hub_desks wait URL CA DESKS CHANGES   desks in long polls, 25 s each, asked again as they end
//   bench_hub_desks idle URL CA PATH COUNT      COUNT connections that have had one answer each
//
// DESKS has a line "token facility" for each desk, CHANGES "token slot facility" for each booking that may be
// made. Prints "waiting ..." when all of them are. Then takes orders, a line each, and answers with a line:
//   fresh 0     lets every poll end, asks anew for all at once, and answers when the hub has taken them in:
//               "fresh S", the seconds until the first one ends
//   change N    makes N bookings, one after the other, and hears who is told
//                    -> "p50-ms N p99-ms N told N missed N strangers N"; strangers: others that were answered
//   the end of input ends it
#include "bench/crowd.h"
#include "bench/feed_login.h"
#include "bench/invented_booking.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto pollTime = 25s;

std::vector<std::vector<std::string>> linesOf(const std::string &path) {
    std::ifstream file(path);
    std::vector<std::vector<std::string>> lines;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        lines.emplace_back();
        for (std::string word; words >> word;) {
            lines.back().push_back(std::move(word));
        }
    }
    if (lines.empty()) {
        throw std::runtime_error("nothing in " + path);
    }
    return lines;
}

/// What one change did; filled by the crowd's thread, read by the one that makes the changes.
class Told {
public:
    void expect(const std::string &facility) {
        const std::scoped_lock lock(m_mutex);
        m_facility = facility;
        m_start = Clock::now();
        m_heard = 0;
    }
    void hear(const std::string &facility, bool hasChanges) {
        const std::scoped_lock lock(m_mutex);
        if (facility != m_facility || !hasChanges) {
            ++m_strangers;
            return;
        }
        ++m_heard;
        m_times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - m_start).count());
    }
    std::size_t heard() {
        const std::scoped_lock lock(m_mutex);
        return m_heard;
    }
    void print(std::size_t expected) {
        const std::scoped_lock lock(m_mutex);
        std::sort(m_times.begin(), m_times.end());
        const double never = 1e9;
        const auto at = [&](std::size_t percent) {
            return m_times.empty() ? never : m_times[m_times.size() * percent / 100];
        };
        std::printf("p50-ms %.2f p99-ms %.2f told %zu missed %zu strangers %zu\n", at(50), at(99),
                    m_times.size(), expected - std::min(expected, m_times.size()), m_strangers);
        std::fflush(stdout);
        m_times.clear();
        m_strangers = 0;
        m_facility.clear();
    }

private:
    std::mutex m_mutex;
    std::string m_facility;
    Clock::time_point m_start;
    std::vector<double> m_times;
    std::size_t m_heard = 0;
    std::size_t m_strangers = 0;
};

class Desks {
public:
    Desks(std::string url, std::string ca, const std::string &desks, const std::string &changes)
        : m_url(std::move(url)), m_ca(std::move(ca)), m_changes(linesOf(changes)) {
        for (auto &line : linesOf(desks)) {
            m_desks.push_back({line.at(0), line.at(1), {}, {}});
            ++m_desksOf[line.at(1)];
        }
    }

    void run() {
        readCursors();
        Crowd crowd(m_url, m_ca, m_desks.size());
        m_crowd = &crowd;
        crowd.connect();
        pollAll();
        std::jthread orders([this] { obey(); });
        crowd.run([this](std::size_t desk, int status, std::string_view body) { hear(desk, status, body); },
                  [this] {
                      lookAround();
                      return m_over.load();
                  });
    }

private:
    using Crowd = bench::Crowd;
    struct Desk {
        std::string token;
        std::string facility;
        std::string cursor;
        Clock::time_point asked;
    };

    /// Desks of one facility see the same: the first one's way through the feed is everybody's.
    void readCursors() {
        const auto [host, port] = bench::hostAndPort(m_url);
        bench::TlsClient client(host, port, m_ca);
        std::map<std::string, std::string> known;
        for (Desk &desk : m_desks) {
            std::string &cursor = known[desk.facility];
            for (bool more = cursor.empty(); more;) {
                const auto page = client.request("GET", "/v1/changes?limit=1000&cursor=" + cursor,
                                                 {{"Authorization", "Bearer " + desk.token}});
                if (page.status != 200) {
                    throw std::runtime_error("feed: " + page.body.substr(0, 300));
                }
                cursor = bench::member(page.body, "cursor");
                more = page.body.ends_with("\"more\":true}");
            }
            desk.cursor = cursor;
        }
    }

    void poll(std::size_t number) {
        Desk &desk = m_desks[number];
        desk.asked = Clock::now();
        m_crowd->send(number, bench::TlsClient::requestText("GET", "127.0.0.1",
                                                            "/v1/changes?wait=25&cursor=" + desk.cursor,
                                                            {{"Authorization", "Bearer " + desk.token}}));
    }

    void hear(std::size_t number, int status, std::string_view body) {
        Desk &desk = m_desks[number];
        if (status != 200) {
            throw std::runtime_error("a desk was answered " + std::to_string(status));
        }
        const bool hasChanges = !body.starts_with(R"({"changes":[],)");
        if (hasChanges || Clock::now() - desk.asked < pollTime - 1s) {
            m_told.hear(desk.facility, hasChanges);
        }
        desk.cursor = bench::member(std::string(body.substr(body.rfind("\"cursor\":"))), "cursor");
        m_heardAt = Clock::now();
        if (m_gathers) {
            ++m_ended;
        } else {
            poll(number);
        }
    }

    void pollAll() {
        for (std::size_t i = 0; i < m_desks.size(); ++i) {
            poll(i);
        }
    }

    /// For who asks when all wait; looked for only where somebody does.
    void lookAround() {
        if (!m_toldOf && m_ended < m_desks.size()) {
            return;
        }
        if (m_ended == m_desks.size()) {
            m_gathers = false;
            m_ended = 0;
            pollAll();
            m_toldOf = "fresh";
        }
        // Two seconds without an answer after the last question: the hub has taken every poll in.
        if (Clock::now() - m_heardAt < 2s || Clock::now() - m_desks.back().asked < 2s) {
            return;
        }
        const auto left = pollTime - (Clock::now() - m_desks.front().asked);
        say(std::exchange(m_toldOf, nullptr), std::chrono::duration_cast<std::chrono::seconds>(left).count());
    }

    static void say(const char *what, std::int64_t count) {
        std::printf("%s %lld\n", what, static_cast<long long>(count));
        std::fflush(stdout);
    }

    void obey() {
        for (std::string order; std::cin >> order;) {
            int number = 0;
            std::cin >> number;
            if (order == "fresh") {
                m_gathers = true;
            } else if (order == "change") {
                change(number);
            }
        }
        m_over = true;
    }

    void change(int count) try {
        const auto [host, port] = bench::hostAndPort(m_url);
        bench::TlsClient client(host, port, m_ca);
        std::size_t expected = 0;
        for (int i = 0; i < count; ++i) {
            const auto &line = m_changes[m_nextChange++ % m_changes.size()];
            const std::size_t listeners = m_desksOf[line.at(2)];
            expected += listeners;
            m_told.expect(line.at(2));
            const auto answer =
                bench::book(client, line.at(0), bench::uuid(), line.at(1), m_nextChange * 7'919);
            if (answer.status != 201) {
                throw std::runtime_error("a change was refused: " + answer.body.substr(0, 300));
            }
            const auto until = Clock::now() + 5s;
            while (m_told.heard() < listeners && Clock::now() < until) {
                std::this_thread::sleep_for(1ms);
            }
            std::this_thread::sleep_for(30ms); // so that a stranger would be heard too
        }
        m_told.print(expected);
    } catch (const std::exception &failure) {
        std::fprintf(stderr, "bench_hub_desks: %s\n", failure.what());
        std::_Exit(1);
    }

    std::string m_url;
    std::string m_ca;
    std::vector<Desk> m_desks;
    std::vector<std::vector<std::string>> m_changes;
    std::map<std::string, std::size_t> m_desksOf;
    std::size_t m_nextChange = 0; ///< of the thread that makes the changes
    Crowd *m_crowd = nullptr;
    Told m_told;
    Clock::time_point m_heardAt;
    const char *m_toldOf = "waiting"; ///< what to say when all wait; null: it was said
    std::size_t m_ended = 0;          ///< polls that ended since they are gathered
    std::atomic<bool> m_gathers{false};
    std::atomic<bool> m_over{false};
};

void idle(const std::string &url, const std::string &ca, const std::string &path, std::size_t count) {
    bench::Crowd crowd(url, ca, count);
    crowd.connect();
    const auto request = bench::TlsClient::requestText("GET", "127.0.0.1", path, {});
    for (std::size_t i = 0; i < count; ++i) {
        crowd.send(i, request);
    }
    std::size_t heard = 0;
    crowd.run([&heard](std::size_t, int status, std::string_view) { heard += status == 200 ? 1 : 0; },
              [&] { return heard == count; });
    std::printf("waiting %zu\n", count);
    std::fflush(stdout);
    for (std::string order; std::getline(std::cin, order);) {
    }
}

} // namespace

int main(int argc, char **argv) try {
    if (argc != 6) {
        return 2;
    }
    if (std::string(argv[1]) == "idle") {
        idle(argv[2], argv[3], argv[4], std::stoul(argv[5]));
    } else {
        Desks(argv[2], argv[3], argv[4], argv[5]).run();
    }
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench_hub_desks: %s\n", failure.what());
    std::_Exit(1);
}
