// Cache from access token to caller. It is used only to prefetch, never to authorise.
#pragma once

#include "domain/records.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hub {

/// A token whose session has ended is still in the cache. Its call is refused by the session row, which is
/// read in the same round trip. Thread-safe.
class CallerCache {
public:
    struct Known {
        std::string name; ///< the caller's name in the table of stored answers
        domain::Role role = domain::Role::Staff;
    };
    [[nodiscard]] std::optional<Known> find(std::string_view authorization) const;
    void remember(std::string_view authorization, const Known &who);

private:
    mutable std::mutex m_mutex;
    std::unordered_map<std::size_t, Known> m_names; ///< the key is a hash, so no token is stored
};

} // namespace hub
