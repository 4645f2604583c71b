// What happens to a file that cannot be used any more: it is put aside, never deleted, and what the user did
// but the hub has not got yet goes into a fresh one.
#pragma once

#include "storage/store.h"

namespace storage {

struct Recovery {
    std::unique_ptr<Store> store; ///< fresh; the next pull fills it
    QString folder;               ///< where the old file lies now, with "unsent.json" beside it
    int carried = 0;              ///< acts of the user that were taken over and go out as if nothing happened
    int lost = 0;                 ///< acts that could not be opened any more
};

/// For a file that Store::open() calls StorageCorrupt, damaged or sealed with another key; it must be closed.
/// Acts, drafts and small values are taken over where they can be read with `options.sealer`. The list
/// "unsent.json" names acts, ids and times only, nothing personal. A crash in the middle is completed by the
/// next Store::open() or repeated by the next call. StorageReadOnly "cannot-set-aside" where the file cannot
/// be moved; the errors of Store::open().
[[nodiscard]] domain::Result<Recovery> recover(const Store::Options &options);

/// Puts a finished fresh file into its place where a crash came between the two steps of recover().
void completeRecovery(const QString &path);

/// A wipe: what was set aside in this profile goes, too. StorageReadOnly "cannot-remove".
domain::Result<void> removeSetAside(const QString &path);

} // namespace storage
