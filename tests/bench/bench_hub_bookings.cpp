// Bookings over TLS in many municipalities at once.
//
//   bench_hub_bookings URL CA PLACES CLIENTS COUNT ACKNOWLEDGED -> "per-second N p50-ms N p99-ms N"
//
// ACKNOWLEDGED gets the id of each reservation that the hub answered 201 for; any other answer ends the
// program.
#include "bench/hub_load.h"
#include "bench/invented_booking.h"

#include <cstdio>
#include <fstream>
#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>

namespace {

struct Acknowledged {
    std::mutex mutex;
    std::ofstream file;
    void add(const std::string &ids) {
        const std::scoped_lock lock(mutex);
        file << ids;
    }
};

/// One parents' site: a connection, a municipality, slots at random.
class Site {
public:
    Site(const std::string &url, const std::string &ca, bench::Place place, unsigned seed,
         Acknowledged &acknowledged)
        : m_client(bench::hostAndPort(url).first, bench::hostAndPort(url).second, ca),
          m_place(std::move(place)), m_random(seed), m_acknowledged(acknowledged) {}
    ~Site() { m_acknowledged.add(m_ids); }
    Site(const Site &) = delete;
    Site &operator=(const Site &) = delete;

    void book() {
        const std::string id = bench::uuid();
        const auto &slot = m_place.slots[m_random() % m_place.slots.size()];
        const auto answer = bench::book(m_client, m_place.token, id, slot, m_random());
        if (answer.status != 201) {
            throw std::runtime_error(std::to_string(answer.status) + " " + answer.body.substr(0, 300));
        }
        m_ids += id + '\n';
    }

private:
    bench::TlsClient m_client;
    bench::Place m_place;
    std::mt19937_64 m_random;
    std::string m_ids;
    Acknowledged &m_acknowledged;
};

} // namespace

int main(int argc, char **argv) try {
    if (argc != 7) {
        return 2;
    }
    const auto places = bench::placesIn(argv[3]);
    Acknowledged acknowledged{.mutex = {}, .file = std::ofstream(argv[6])};
    bench::runLoad(std::stoi(argv[4]), std::stoi(argv[5]), [&](int client) -> bench::Job {
        const auto index = static_cast<std::size_t>(client);
        auto site = std::make_shared<Site>(argv[1], argv[2], places[index % places.size()],
                                           std::random_device{}(), acknowledged);
        return [site] { site->book(); };
    });
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench_hub_bookings: %s\n", failure.what());
    return 1;
}
