// What the hub needs for the acts of bench_outbox: as many approvals over as many connections as a desk has
// on its way at a time, sent by clients that do nothing else. floor_outbox URL CA_FILE FLOOR_FILE ->
// "seconds N"
#include "bench/tls_client.h"

#include "domain/clock.h"
#include "domain/id.h"
#include "domain/random.h"

#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int connections = 5; ///< Qt opens six to one hub, and following the feed takes one

struct Act {
    std::string path;
    std::string key;
    std::string version;
};

struct Work {
    std::string token;
    std::vector<Act> acts;
};

Work workOf(const char *file) {
    const auto clock = domain::systemClock();
    const auto random = domain::systemRandom();
    std::ifstream from(file);
    Work work;
    std::string id;
    std::string version;
    std::getline(from, work.token);
    while (from >> id >> version) {
        work.acts.push_back({"/v1/reservations/" + id + "/approve",
                             domain::OperationId::make(*clock, *random).text(), '"' + version + '"'});
    }
    return work;
}

void send(bench::TlsClient &client, const Work &work, std::atomic<std::size_t> &next) {
    for (std::size_t at = next++; at < work.acts.size(); at = next++) {
        const Act &act = work.acts[at];
        const auto answer = client.request("POST", act.path,
                                           {{"Authorization", "Bearer " + work.token},
                                            {"Idempotency-Key", act.key},
                                            {"If-Match", act.version}},
                                           "{}");
        if (answer.status != 200) {
            throw std::runtime_error("an approval was answered with " + std::to_string(answer.status));
        }
    }
}

} // namespace

int main(int argc, char **argv) try {
    if (argc != 4) {
        return 2;
    }
    const auto [host, port] = bench::hostAndPort(argv[1]);
    const Work work = workOf(argv[3]);
    std::atomic<std::size_t> next = 0;
    std::atomic<int> failed = 0;
    std::barrier connected(connections + 1);
    std::vector<std::jthread> clients;
    for (int i = 0; i < connections; ++i) {
        clients.emplace_back([&, host = host, port = port] {
            bench::TlsClient client(host, port, argv[2]);
            const auto attempt = [&failed](const auto &what) {
                try {
                    what();
                } catch (const std::exception &failure) {
                    std::fprintf(stderr, "floor_outbox: %s\n", failure.what());
                    ++failed;
                }
            };
            attempt([&] { client.request("GET", "/v1/status", {}); });
            connected.arrive_and_wait();
            attempt([&] { send(client, work, next); });
        });
    }
    connected.arrive_and_wait();
    const auto start = std::chrono::steady_clock::now();
    clients.clear();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (failed > 0 || work.acts.empty()) {
        return 1;
    }
    std::printf("seconds %.4f\n", took.count());
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "floor_outbox: %s\n", failure.what());
    return 1;
}
