// What the store seals and opens. Every sealed part begins with a byte that says whether it is sealed.
#pragma once

#include "domain/result.h"
#include "storage/sealer.h"

#include <string>
#include <string_view>

namespace storage {

class RecordSealing {
public:
    explicit RecordSealing(const Sealer *sealer) : m_sealer(sealer) {}
    /// False: nothing personal may be stored and nothing sealed can be read.
    [[nodiscard]] bool hasKey() const { return m_sealer != nullptr; }

    /// Sealed where there is a key, plain otherwise: the caller has left out what is personal then.
    [[nodiscard]] std::string seal(std::string_view plain, std::string_view context) const {
        std::string stored(1, m_sealer != nullptr ? sealedMark : plainMark);
        stored += m_sealer != nullptr ? m_sealer->seal(plain, context) : std::string(plain);
        return stored;
    }
    /// StorageCorrupt "cannot-open" where it is sealed with another key, moved, damaged, or there is no key.
    [[nodiscard]] domain::Result<std::string> open(std::string_view stored, std::string_view context) const {
        if (stored.empty()) {
            return std::string();
        }
        const std::string_view rest = stored.substr(1);
        if (stored.front() == plainMark) {
            return std::string(rest);
        }
        if (m_sealer == nullptr || stored.front() != sealedMark) {
            return domain::fail(domain::ErrorKind::StorageCorrupt, "cannot-open");
        }
        return m_sealer->open(rest, context);
    }

private:
    static constexpr char plainMark = 'p';
    static constexpr char sealedMark = 's';
    const Sealer *m_sealer;
};

} // namespace storage
