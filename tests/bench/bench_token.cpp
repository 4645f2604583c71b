// Prints an access token. bench_token URL CA_FILE LOGIN PASSWORD TOTP_SECRET; waits for a fresh code where
// needed.
#include "bench/feed_login.h"

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <thread>

int main(int argc, char **argv) {
    if (argc != 6) {
        return 2;
    }
    for (int attempt = 0; attempt < 4; ++attempt) {
        try {
            const auto [host, port] = bench::hostAndPort(argv[1]);
            bench::TlsClient client(host, port, argv[2]);
            std::puts(bench::signIn(client, {argv[3], argv[4], argv[5]}).c_str());
            return 0;
        } catch (const std::exception &failure) {
            std::fprintf(stderr, "bench_token: %s\n", failure.what());
            std::this_thread::sleep_for(std::chrono::seconds(31)); // a code is good for one use
        }
    }
    return 1;
}
