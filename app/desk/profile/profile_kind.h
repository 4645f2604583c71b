// Whether a profile folder contains real work or practice. The two never share a folder: a desk of the other
// kind has no key for the data and would move it away or erase it.
#pragma once

#include "desk/profile/profile_folder.h"

#include <optional>

namespace services {

enum class ProfileKind { Real, Training };

[[nodiscard]] constexpr ProfileKind profileKind(bool training) {
    return training ? ProfileKind::Training : ProfileKind::Real;
}

/// The kind according to the folder's mark, or, for a folder of an earlier version without a mark, according
/// to its content. Empty for an unused folder. It only reads.
[[nodiscard]] std::optional<ProfileKind> kindOf(const ProfileFolder &folder);

/// Forbidden "wrong-profile-kind" if the folder is of the other kind. It only reads.
[[nodiscard]] domain::Result<void> checkKind(const ProfileFolder &folder, ProfileKind wanted);

/// Like checkKind(), and sets the mark if there is none. The caller must hold the folder's lock. Errors:
/// those of checkKind(), StorageReadOnly "profile-read-only", StorageFull "disk-full".
[[nodiscard]] domain::Result<void> keepKind(const ProfileFolder &folder, ProfileKind wanted);

} // namespace services
