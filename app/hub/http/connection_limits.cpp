// How many connections each address may have, and how many bytes bodies may take in total.
#include "hub/http/connection.h"

#include <algorithm>

namespace hub {

bool ConnectionLimits::enter(const std::string &address) {
    const std::scoped_lock lock(m_mutex);
    if (m_count >= m_inAll || !count(address)) {
        return false;
    }
    ++m_count;
    return true;
}

bool ConnectionLimits::count(const std::string &address) {
    const auto known = m_byAddress.find(address);
    const std::size_t ofAddress = known == m_byAddress.end() ? 0 : known->second;
    const bool capped = std::find(m_uncapped.begin(), m_uncapped.end(), address) == m_uncapped.end();
    if (capped && ofAddress >= m_perAddress) {
        return false;
    }
    if (capped && !m_arrivals.take(address, std::chrono::steady_clock::now()).granted) {
        return false;
    }
    ++m_byAddress[address];
    return true;
}

void ConnectionLimits::uncount(const std::string &address) {
    const auto found = m_byAddress.find(address);
    if (found != m_byAddress.end() && --found->second == 0) {
        m_byAddress.erase(found);
    }
}

bool ConnectionLimits::move(const std::string &from, const std::string &to) {
    const std::scoped_lock lock(m_mutex);
    if (!count(to)) {
        return false;
    }
    uncount(from);
    return true;
}

void ConnectionLimits::leave(const std::string &address) {
    const std::scoped_lock lock(m_mutex);
    --m_count;
    uncount(address);
}

std::size_t ConnectionLimits::size() const {
    const std::scoped_lock lock(m_mutex);
    return m_count;
}

bool BodyShare::growTo(std::size_t bytes) {
    const std::size_t counted = bytes > m_config.bodyBytesUncounted ? bytes - m_config.bodyBytesUncounted : 0;
    if (counted <= m_mine) {
        return true;
    }
    m_taken += counted - m_mine;
    m_mine = counted;
    return m_taken <= m_config.bodyBytesAtOnce;
}

} // namespace hub
