// Whose calls came with which token lately: a guess for asking the database before the caller is known.
#pragma once

#include "domain/records.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hub {

/// Nothing is decided by it. A token whose session has ended is still known here, and its call is refused by
/// what the database says of the session in the same round trip. Thread-safe.
class CallerCache {
public:
    struct Known {
        std::string name; ///< as the table of stored answers names callers
        domain::Role role = domain::Role::Staff;
    };
    [[nodiscard]] std::optional<Known> find(std::string_view authorization) const;
    void remember(std::string_view authorization, const Known &who);

private:
    mutable std::mutex m_mutex;
    std::unordered_map<std::size_t, Known> m_names; ///< by a hash: no token is kept
};

} // namespace hub
