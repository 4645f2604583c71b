#include "hub/service/wait_registry.h"

#include <algorithm>
#include <utility>

namespace hub {

std::uint64_t WaitRegistry::sequence() const {
    const std::scoped_lock lock(m_mutex);
    return m_sequence;
}

bool WaitRegistry::publishedSince(const ChangedScope &wanted, std::uint64_t since) const {
    if (m_lastOfAll > since) {
        return true;
    }
    if (wanted.facility.empty()) {
        const auto found = m_lastOfMunicipality.find(wanted.municipality);
        return found != m_lastOfMunicipality.end() && found->second > since;
    }
    const auto later = [this, since](const ChangedScope &key) {
        const auto found = m_lastOfKey.find(key);
        return found != m_lastOfKey.end() && found->second > since;
    };
    return later(wanted) || later({wanted.municipality, {}});
}

WaitRegistry::Held WaitRegistry::hold(const std::shared_ptr<Waiter> &waiter, Scope scope, std::uint64_t since,
                                      Time deadline) {
    const std::scoped_lock lock(m_mutex);
    if (m_closed) {
        return Held::Closed;
    }
    for (const ChangedScope &wanted : scope) {
        if (publishedSince(wanted, since)) {
            return Held::Changed;
        }
    }
    const Place place = ++m_lastPlace;
    waiter->m_place = place;
    for (const ChangedScope &wanted : scope) {
        m_byKey.emplace(wanted, place);
    }
    m_byDeadline.emplace(deadline, place);
    m_entries.emplace(place, Entry{waiter, std::move(scope), deadline});
    return Held::Waiting;
}

std::shared_ptr<Waiter> WaitRegistry::takeOut(Place place) {
    const auto found = m_entries.find(place);
    if (found == m_entries.end()) {
        return nullptr;
    }
    Entry entry = std::move(found->second);
    m_entries.erase(found);
    for (const ChangedScope &wanted : entry.scope) {
        m_byKey.erase({wanted, place});
    }
    m_byDeadline.erase({entry.deadline, place});
    return std::move(entry.waiter);
}

bool WaitRegistry::remove(const Waiter *waiter) {
    // Destroyed after the lock is released, because it may own objects of its caller.
    std::shared_ptr<Waiter> taken;
    const std::scoped_lock lock(m_mutex);
    taken = takeOut(waiter->m_place);
    return taken != nullptr;
}

void WaitRegistry::collect(const ChangedScope &touched, std::set<Place> &found) const {
    const auto add = [this, &found](const ChangedScope &key, bool wholeMunicipality) {
        for (auto it = m_byKey.lower_bound({key, 0}); it != m_byKey.end(); ++it) {
            if (wholeMunicipality ? it->first.municipality != key.municipality : it->first != key) {
                break;
            }
            found.insert(it->second);
        }
    };
    add({touched.municipality, {}}, touched.facility.empty());
    if (!touched.facility.empty()) {
        add(touched, false);
    }
}

std::vector<std::shared_ptr<Waiter>> WaitRegistry::publish(const Scope &touched) {
    std::vector<std::shared_ptr<Waiter>> woken;
    const std::scoped_lock lock(m_mutex);
    ++m_sequence;
    std::set<Place> found;
    for (const ChangedScope &key : touched) {
        m_lastOfKey[key] = m_sequence;
        m_lastOfMunicipality[key.municipality] = m_sequence;
        collect(key, found);
    }
    woken.reserve(found.size());
    for (const Place place : found) {
        woken.push_back(takeOut(place));
    }
    return woken;
}

std::vector<std::shared_ptr<Waiter>> WaitRegistry::takeDue(Time now, std::size_t most) {
    std::vector<std::shared_ptr<Waiter>> due;
    const std::scoped_lock lock(m_mutex);
    while (due.size() < most && !m_byDeadline.empty() && m_byDeadline.begin()->first <= now) {
        due.push_back(takeOut(m_byDeadline.begin()->second));
    }
    return due;
}

std::vector<std::shared_ptr<Waiter>> WaitRegistry::takeAll() {
    std::vector<std::shared_ptr<Waiter>> all;
    while (!m_entries.empty()) {
        all.push_back(takeOut(m_entries.begin()->first));
    }
    return all;
}

std::vector<std::shared_ptr<Waiter>> WaitRegistry::publishAll() {
    const std::scoped_lock lock(m_mutex);
    m_lastOfAll = ++m_sequence;
    return takeAll();
}

std::vector<std::shared_ptr<Waiter>> WaitRegistry::close() {
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
    return takeAll();
}

WaitRegistry::Time WaitRegistry::nextDeadline(Time otherwise) const {
    const std::scoped_lock lock(m_mutex);
    return m_byDeadline.empty() ? otherwise : std::min(otherwise, m_byDeadline.begin()->first);
}

std::size_t WaitRegistry::size() const {
    const std::scoped_lock lock(m_mutex);
    return m_entries.size();
}

std::vector<std::string> textsOf(const WaitRegistry::Scope &touched) {
    constexpr std::size_t longEnough = 4000;
    std::vector<std::string> texts;
    for (const ChangedScope &each : touched) {
        if (texts.empty() || texts.back().size() > longEnough) {
            texts.emplace_back();
        }
        texts.back() += each.municipality + '/' + each.facility + '\n';
    }
    return texts;
}

WaitRegistry::Scope touchedIn(std::string_view text) {
    WaitRegistry::Scope touched;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (const std::size_t slash = line.find('/'); slash != std::string_view::npos) {
            touched.insert({std::string(line.substr(0, slash)), std::string(line.substr(slash + 1))});
        }
    }
    return touched;
}

} // namespace hub
