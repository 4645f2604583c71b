// Whether a profile folder holds real work or practice. The two never share a folder: a desk of the other
// kind has no key for what it finds there, and would put it aside or erase it.
#pragma once

#include "desk/profile/profile_folder.h"

#include <optional>

namespace services {

enum class ProfileKind { Real, Training };

[[nodiscard]] constexpr ProfileKind profileKind(bool training) {
    return training ? ProfileKind::Training : ProfileKind::Real;
}

/// As the folder's mark says; in one of an earlier version, which has no mark, as its content shows. Empty
/// for a folder that nobody has worked in yet. Only reads.
[[nodiscard]] std::optional<ProfileKind> kindOf(const ProfileFolder &folder);

/// Forbidden "wrong-profile-kind" where the folder is of the other kind. Only reads.
[[nodiscard]] domain::Result<void> checkKind(const ProfileFolder &folder, ProfileKind wanted);

/// checkKind(), and the mark where there is none yet; for who holds the folder's lock. Errors: as
/// checkKind(), StorageReadOnly "profile-read-only", StorageFull "disk-full".
[[nodiscard]] domain::Result<void> keepKind(const ProfileFolder &folder, ProfileKind wanted);

} // namespace services
