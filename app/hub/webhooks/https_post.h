// Sends one HTTPS POST to another party's server, with a limit for everything that can go wrong.
#pragma once

#include "hub/webhooks/outbox.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

namespace hub::webhooks {

struct PostLimits {
    std::chrono::milliseconds connectTime{5'000};
    std::chrono::milliseconds wholeTime{10'000}; ///< from name resolution to the end of the answer
    std::size_t answerBytes = 65'536;            ///< limit for the response body, which is not used
    std::filesystem::path caFile{};              ///< PEM; empty: the system's authorities
};

struct Post {
    std::string url;
    std::string body; ///< JSON
    std::map<std::string, std::string> headers;
    bool mayBePrivate = false;
};

/// Certificate and name are checked, redirects are not followed, and proxies of the environment are not used.
/// The address is checked when the connection is made, so the name cannot resolve to another one in between.
/// Faults: "timeout", "tls", "address" (an internal network), "name", "connection", "answer" (too long or not
/// HTTP). It blocks; any thread may call it.
[[nodiscard]] Attempted post(const Post &what, const PostLimits &limits);

} // namespace hub::webhooks
