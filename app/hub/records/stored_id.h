// Ids as the hub itself wrote them into its tables.
#pragma once

#include "domain/result.h"

#include <string_view>

namespace hub {

/// StorageCorrupt where the text is none: the hub writes ids only, so somebody or something else has been at
/// the database. The call fails with that, and nothing is made of a guess.
template <class Id> [[nodiscard]] domain::Result<Id> storedId(std::string_view text) {
    if (const auto id = Id::parse(text)) {
        return *id;
    }
    return domain::fail(domain::ErrorKind::StorageCorrupt, "unavailable");
}

} // namespace hub
