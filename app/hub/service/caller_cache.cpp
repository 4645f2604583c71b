#include "hub/service/caller_cache.h"

#include <functional>
#include <utility>

namespace hub {
namespace {

/// About 10 MB. When it is full it is cleared, which costs each caller one more round trip.
constexpr std::size_t mostKnown = 100'000;

} // namespace

std::optional<CallerCache::Known> CallerCache::find(std::string_view authorization) const {
    const std::scoped_lock lock(m_mutex);
    const auto known = m_names.find(std::hash<std::string_view>{}(authorization));
    return known == m_names.end() ? std::nullopt : std::optional(known->second);
}

void CallerCache::remember(std::string_view authorization, const Known &who) {
    const std::scoped_lock lock(m_mutex);
    if (m_names.size() >= mostKnown) {
        m_names.clear();
    }
    m_names.try_emplace(std::hash<std::string_view>{}(authorization), who);
}

} // namespace hub
