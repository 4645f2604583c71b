#include "bench/hub_load.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace bench {

using Clock = std::chrono::steady_clock;

std::vector<Place> placesIn(const std::string &path) {
    std::ifstream file(path);
    std::vector<Place> places;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        Place place;
        words >> place.token >> place.caller >> place.municipality;
        for (std::string slot; words >> slot;) {
            place.slots.push_back(std::move(slot));
        }
        if (place.slots.empty()) {
            throw std::runtime_error("a line of " + path + " has no slot");
        }
        places.push_back(std::move(place));
    }
    if (places.empty()) {
        throw std::runtime_error("no places in " + path);
    }
    return places;
}

namespace {

void report(std::vector<std::vector<double>> &times, double seconds) {
    std::vector<double> all;
    for (const auto &part : times) {
        all.insert(all.end(), part.begin(), part.end());
    }
    std::sort(all.begin(), all.end());
    std::printf("per-second %.1f p50-ms %.3f p99-ms %.3f\n", static_cast<double>(all.size()) / seconds,
                all[all.size() / 2], all[all.size() * 99 / 100]);
}

} // namespace

void runLoad(int clients, int count, const Prepare &prepare) {
    std::atomic<int> next{0};
    std::vector<std::vector<double>> times(static_cast<std::size_t>(clients));
    std::barrier ready(clients + 1);
    std::vector<std::jthread> threads;
    for (int n = 0; n < clients; ++n) {
        threads.emplace_back([&, n] {
            try {
                const Job job = prepare(n);
                job(); // the first of a connection is not counted: what it prepares is prepared once
                ready.arrive_and_wait();
                while (next.fetch_add(1) < count) {
                    const auto start = Clock::now();
                    job();
                    times[static_cast<std::size_t>(n)].push_back(
                        std::chrono::duration<double, std::milli>(Clock::now() - start).count());
                }
            } catch (const std::exception &failure) {
                std::fprintf(stderr, "client %d: %s\n", n, failure.what());
                std::_Exit(1);
            }
        });
    }
    ready.arrive_and_wait();
    const auto start = Clock::now();
    threads.clear();
    report(times, std::chrono::duration<double>(Clock::now() - start).count());
}

} // namespace bench
