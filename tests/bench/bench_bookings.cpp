// Bookings over TLS, as a parents' site makes them.
//
//   bench_bookings CONFIG scatter CLIENTS COUNT   -> "per-second N p50-ms N p99-ms N refused N"
//   bench_bookings CONFIG last-seat CLIENTS ROUNDS -> "rounds N won-once N"; exit 1 where a round had not
//   exactly one
//
// CONFIG is a file of lines "name value": url, ca, login, password, totp, facility, client_id, client_secret.
#include "bench/feed_login.h"
#include "bench/invented_booking.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <random>
#include <stdexcept>
#include <thread>

namespace {

using Config = std::map<std::string, std::string>;
using Clock = std::chrono::steady_clock;

Config configFrom(const char *path) {
    Config config;
    std::ifstream file(path);
    for (std::string name, value; file >> name >> value;) {
        config[name] = value;
    }
    return config;
}

bench::TlsClient clientFor(const Config &config) {
    const auto [host, port] = bench::hostAndPort(config.at("url"));
    return {host, port, config.at("ca")};
}

/// `count` slots of `seats` seats each, spread over the days from next month on.
std::vector<std::string> makeSlots(const Config &config, int count, int seats) {
    auto client = clientFor(config);
    const auto token = bench::signIn(client, {config.at("login"), config.at("password"), config.at("totp")});
    const std::time_t start = std::time(nullptr) + 40L * 86'400;
    std::vector<std::string> ids;
    for (int made = 0; made < count;) {
        std::string body = R"({"allow_overlap":true,"slots":[)";
        for (int i = 0; i < 500 && made < count; ++i, ++made) {
            ids.push_back(bench::uuid());
            const std::time_t day = start + (made / 16) * 86'400L;
            std::tm date{};
            gmtime_r(&day, &date);
            char times[128];
            std::snprintf(times, sizeof times,
                          R"("date":"%04d-%02d-%02d","start":"%02d:%02d","end":"%02d:%02d")",
                          date.tm_year + 1900, date.tm_mon + 1, date.tm_mday, 8 + made % 16 / 2,
                          made % 2 * 30, 8 + made % 16 / 2, made % 2 * 30 + 25);
            body += (i > 0 ? "," : "") + std::string(R"({"id":")") + ids.back() + R"(","facility_id":")" +
                    config.at("facility") + R"(",)" + times + R"(,"seats":)" + std::to_string(seats) + "}";
        }
        const auto answer = client.request("POST", "/v1/slots/batch", bench::signedIn(token), body + "]}");
        if (answer.status >= 300) {
            throw std::runtime_error("slots: " + answer.body.substr(0, 500));
        }
    }
    return ids;
}

std::string systemToken(const Config &config) {
    auto client = clientFor(config);
    const auto answer =
        client.request("POST", "/v1/oauth/token", {},
                       R"({"grant_type":"client_credentials","client_id":")" + config.at("client_id") +
                           R"(","client_secret":")" + config.at("client_secret") + R"("})");
    return bench::member(answer.body, "access_token");
}

int scatter(const Config &config, int clients, int count) {
    const auto slotIds = makeSlots(config, 1'000, 500);
    const auto token = systemToken(config);
    std::atomic<int> next{0};
    std::atomic<int> refused{0};
    std::vector<std::vector<double>> times(static_cast<std::size_t>(clients));
    std::barrier ready(clients + 1);
    std::vector<std::jthread> threads;
    for (int n = 0; n < clients; ++n) {
        threads.emplace_back([&, n] {
            auto client = clientFor(config);
            client.request("GET", "/v1/status", {});
            std::mt19937_64 random(static_cast<unsigned>(n) + 1);
            ready.arrive_and_wait();
            while (next.fetch_add(1) < count) {
                const auto start = Clock::now();
                const auto answer =
                    bench::book(client, token, bench::uuid(), slotIds[random() % slotIds.size()], random());
                refused += answer.status >= 300 ? 1 : 0;
                if (answer.status >= 300 && refused == 1) {
                    std::fprintf(stderr, "refused: %d %s\n", answer.status, answer.body.c_str());
                }
                times[static_cast<std::size_t>(n)].push_back(
                    std::chrono::duration<double, std::milli>(Clock::now() - start).count());
            }
        });
    }
    ready.arrive_and_wait();
    const auto start = Clock::now();
    threads.clear();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    std::vector<double> all;
    for (const auto &part : times) {
        all.insert(all.end(), part.begin(), part.end());
    }
    std::sort(all.begin(), all.end());
    std::printf("per-second %.1f p50-ms %.2f p99-ms %.2f refused %d\n",
                static_cast<double>(all.size()) / seconds, all[all.size() / 2], all[all.size() * 99 / 100],
                refused.load());
    return refused > 0 ? 1 : 0;
}

int lastSeat(const Config &config, int clients, int rounds) {
    const auto slotIds = makeSlots(config, rounds, 1);
    const auto token = systemToken(config);
    std::vector<std::atomic<int>> winners(static_cast<std::size_t>(rounds));
    std::atomic<int> strange{0};
    std::barrier together(clients);
    std::vector<std::jthread> threads;
    for (int n = 0; n < clients; ++n) {
        threads.emplace_back([&, n] {
            auto client = clientFor(config);
            client.request("GET", "/v1/status", {});
            for (int round = 0; round < rounds; ++round) {
                together.arrive_and_wait();
                const auto answer =
                    bench::book(client, token, bench::uuid(), slotIds[static_cast<std::size_t>(round)],
                                static_cast<std::uint64_t>(round) * 1'000 + static_cast<std::uint64_t>(n));
                winners[static_cast<std::size_t>(round)] += answer.status < 300 ? 1 : 0;
                strange += answer.status >= 300 && answer.status != 409 ? 1 : 0;
            }
        });
    }
    threads.clear();
    const auto once = std::count_if(winners.begin(), winners.end(), [](const auto &won) { return won == 1; });
    std::printf("rounds %d won-once %td other-answers %d\n", rounds, once, strange.load());
    return once == rounds && strange == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) try {
    if (argc != 5) {
        return 2;
    }
    const auto config = configFrom(argv[1]);
    const std::string mode = argv[2];
    return mode == "scatter" ? scatter(config, std::stoi(argv[3]), std::stoi(argv[4]))
                             : lastSeat(config, std::stoi(argv[3]), std::stoi(argv[4]));
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench_bookings: %s\n", failure.what());
    return 1;
}
