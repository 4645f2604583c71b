// A strict HTTP request parser: it refuses ambiguous requests, and it refuses oversized ones early.
#pragma once

#include "hub/http/http_message.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace hub {

struct HttpServerConfig;

/// Reads one request. It stops after the head, so that the caller can accept or refuse the body, and at the
/// end.
class RequestReader {
public:
    explicit RequestReader(const HttpServerConfig &config);
    ~RequestReader();
    RequestReader(const RequestReader &) = delete;
    RequestReader &operator=(const RequestReader &) = delete;

    enum class Step { NeedsMore, Stopped };
    /// Consumes the front of `bytes`. Bytes after the request stay there.
    Step take(std::string &bytes);

    /// After the head: whether a body follows.
    [[nodiscard]] bool wantsBody() const;
    /// Whether the large body limit applies to the path.
    [[nodiscard]] bool isLarge() const;
    [[nodiscard]] bool expectsContinue() const;
    /// The number of body bytes that have arrived.
    [[nodiscard]] std::size_t bodyBytes() const;
    /// Refuses the body with 503 because the body budget has no room now.
    void refuseForNow();

    /// At the end: the response if the request is invalid.
    [[nodiscard]] std::optional<Response> refusal() const;
    [[nodiscard]] bool keepAlive() const;
    /// Moves the request out, or the part of it that could be parsed.
    [[nodiscard]] Request request();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace hub
