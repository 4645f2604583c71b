// HTTP requests, whole and in pieces: however the bytes come in, the same request (or refusal) comes out.
#include "fuzz.h"

#include "domain/random.h"
#include "hub/http/http_server.h"
#include "hub/http/http_text.h"
#include "hub/http/request_reader.h"

#include <algorithm>

namespace {

struct Outcome {
    bool ended = false;
    int refused = 0;
    hub::Request request;
    std::string rest;
};

/// As a connection reads: feeds, stops after the head, goes on with the body.
Outcome read(std::string_view bytes, std::size_t piece) {
    hub::HttpServerConfig config;
    config.headerLimit = 512;
    config.bodyLimit = 256;
    config.largeBodyLimit = 1024;
    hub::RequestReader reader(config);
    Outcome outcome;
    std::string buffer;
    bool inBody = false;
    while (!outcome.ended && (!bytes.empty() || !buffer.empty())) {
        const std::size_t before = buffer.size();
        buffer.append(bytes.substr(0, piece));
        const bool fed = buffer.size() > before;
        bytes.remove_prefix(std::min(piece, bytes.size()));
        const std::size_t held = buffer.size();
        if (reader.take(buffer) == hub::RequestReader::Step::NeedsMore) {
            if (!fed && buffer.size() == held) {
                break;
            }
            continue;
        }
        if (!inBody && !reader.refusal() && reader.wantsBody()) {
            inBody = true;
            continue;
        }
        outcome.ended = true;
    }
    if (!outcome.ended) {
        return outcome;
    }
    if (const auto refusal = reader.refusal()) {
        outcome.refused = refusal->status;
    }
    outcome.request = reader.request();
    outcome.rest = buffer + std::string(bytes);
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    const std::size_t piece = fuzz::firstByte(text) % 64 + 1;
    const Outcome whole = read(text, text.size() + 1);
    const Outcome pieces = read(text, piece);
    constexpr int headTooLong = 431; // at the very limit, what came in pieces is counted a little differently
    if (whole.refused == 0 && whole.ended && pieces.refused != headTooLong) {
        fuzz::must(pieces.ended && pieces.refused == 0);
        fuzz::must(pieces.request.path == whole.request.path && pieces.request.body == whole.request.body);
        fuzz::must(pieces.request.headers == whole.request.headers && pieces.rest == whole.rest);
        fuzz::must(whole.request.path.find('\0') == std::string::npos);
        fuzz::must(whole.request.body.size() <= 1024);
    }
    const auto random = domain::seededRandom(1);
    fuzz::must(hub::requestIdOf(whole.request.header("x-request-id"), *random).size() <= 128);
    (void)hub::acceptsGzip(whole.request.header("accept-encoding"));
    return 0;
}
