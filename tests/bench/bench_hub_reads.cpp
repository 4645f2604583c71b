// One GET again and again over keep-alive TLS, with as little work of the client's own as possible.
//
//   bench_hub_reads URL CA PATH TOKEN CLIENTS COUNT -> "per-second N p50-ms N p99-ms N", then one line of the
//   protocol, the cipher and the bytes of the body, which every answer must have
//
// TOKEN "-": none.
#include "bench/tls_client.h"

#include "bench/hub_load.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace {

class Reader {
public:
    Reader(const std::string &url, const std::string &ca, const std::string &path, const std::string &token)
        : m_client(bench::hostAndPort(url).first, bench::hostAndPort(url).second, ca) {
        bench::TlsClient::Headers headers;
        if (token != "-") {
            headers.emplace_back("Authorization", "Bearer " + token);
        }
        const auto first = m_client.request("GET", path, headers);
        if (first.status != 200) {
            throw std::runtime_error(std::to_string(first.status) + " " + first.body.substr(0, 300));
        }
        m_bytes = first.body.size();
        m_request = bench::TlsClient::requestText("GET", bench::hostAndPort(url).first, path, headers);
    }
    void read() {
        if (m_client.repeat(m_request) != m_bytes) {
            throw std::runtime_error("another answer than the first one");
        }
    }
    [[nodiscard]] std::string about() const {
        return m_client.protocol() + " bytes " + std::to_string(m_bytes);
    }

private:
    bench::TlsClient m_client;
    std::string m_request;
    std::size_t m_bytes = 0;
};

} // namespace

int main(int argc, char **argv) try {
    if (argc != 7) {
        return 2;
    }
    std::shared_ptr<Reader> last;
    bench::runLoad(std::stoi(argv[5]), std::stoi(argv[6]), [&](int client) -> bench::Job {
        auto reader = std::make_shared<Reader>(argv[1], argv[2], argv[3], argv[4]);
        if (client == 0) {
            last = reader;
        }
        return [reader] { reader->read(); };
    });
    std::printf("%s\n", last->about().c_str());
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "bench_hub_reads: %s\n", failure.what());
    return 1;
}
