// Bytes into a request, strictly: what is ambiguous is refused, what is too much is refused early.
#pragma once

#include "hub/http/http_message.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace hub {

struct HttpServerConfig;

/// Reads one request. Stops twice: after the head, so that the body can be waved through, and at the end.
class RequestReader {
public:
    explicit RequestReader(const HttpServerConfig &config);
    ~RequestReader();
    RequestReader(const RequestReader &) = delete;
    RequestReader &operator=(const RequestReader &) = delete;

    enum class Step { NeedsMore, Stopped };
    /// Uses up the front of `bytes`. What follows the request stays there.
    Step take(std::string &bytes);

    /// After the head: a body follows.
    [[nodiscard]] bool wantsBody() const;
    /// The route takes the large limit.
    [[nodiscard]] bool isLarge() const;
    [[nodiscard]] bool expectsContinue() const;
    /// As many as have come.
    [[nodiscard]] std::size_t bodyBytes() const;
    /// There is no room for it at the moment: 503.
    void refuseForNow();

    /// At the end: the answer where the request cannot be understood.
    [[nodiscard]] std::optional<Response> refusal() const;
    [[nodiscard]] bool keepAlive() const;
    /// Moves the request out; as much of it as was understood.
    [[nodiscard]] Request request();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace hub
