// One POST over HTTPS to somebody else's server, with everything that may go wrong bounded.
#pragma once

#include "hub/webhooks/outbox.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>

namespace hub::webhooks {

struct PostLimits {
    std::chrono::milliseconds connectTime{5'000};
    std::chrono::milliseconds wholeTime{10'000}; ///< from the name's resolution to the answer's end
    std::size_t answerBytes = 65'536;            ///< of the answer's body, which nobody reads
    std::filesystem::path caFile{};              ///< PEM; empty: the machine's authorities
};

struct Post {
    std::string url;
    std::string body; ///< JSON
    std::map<std::string, std::string> headers;
    bool mayBePrivate = false;
};

/// Certificate and name are checked, redirects are not followed, no proxy of the environment is used. The
/// address is looked at when it is connected to, so a name cannot lead elsewhere in between. Faults:
/// "timeout", "tls", "address" (an inner network), "name", "connection", "answer" (too long or no HTTP).
/// Blocks; any thread.
[[nodiscard]] Attempted post(const Post &what, const PostLimits &limits);

} // namespace hub::webhooks
