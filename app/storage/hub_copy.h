// The hub's copy: pages of the feed, the shadow copy, answers to operations.
#pragma once

#include "storage/database.h"
#include "storage/record_sealing.h"
#include "storage/store.h"

#include "wire/records_json.h"

namespace storage {

class HubCopy {
public:
    HubCopy(Database &database, const RecordSealing &sealing) : m_database(database), m_sealing(sealing) {}
    /// Reads where the feed stands. Where the version that wrote the file kept fewer kinds of records than
    /// this one, a full pull begins: the cursor is past what was passed over.
    domain::Result<void> load();

    domain::Result<std::vector<EntityKey>> apply(const wire::ChangePage &page);
    /// A page that was asked for once more from `position`; the cursor stays.
    domain::Result<std::vector<EntityKey>> applyAgain(const wire::ChangePage &page,
                                                      const std::string &position);
    /// Within the caller's transaction; always into the shown tables.
    domain::Result<std::vector<EntityKey>> applyAnswer(const wire::ChangePage &page);
    [[nodiscard]] domain::Result<std::string> cursor();
    domain::Result<void> beginShadow();
    domain::Result<std::vector<EntityKey>> swapShadow();
    [[nodiscard]] bool inShadow() const { return m_shadow; }
    [[nodiscard]] bool inFirstPull() const { return m_firstPull; }
    /// The next pull starts from nothing, over the rows that are here.
    domain::Result<void> forgetCursor();

private:
    enum class From : std::uint8_t { Feed, Answer };
    domain::Result<std::vector<EntityKey>> put(const wire::ChangePage &page, std::string_view prefix,
                                               From from);
    domain::Result<bool> putOne(const wire::Change &change, std::string_view prefix);
    domain::Result<bool> remove(const wire::Change &change, std::string_view prefix);
    domain::Result<bool> isGone(const wire::Change &change);
    domain::Result<void> endFirstPull();
    domain::Result<void> clearShadow();
    domain::Result<void> keepKinds(const std::string &kept);

    Database &m_database;
    const RecordSealing &m_sealing;
    bool m_shadow = false;
    bool m_firstPull = true;
};

/// The names of the kinds of records that this version keeps, with a blank between.
[[nodiscard]] std::string keptKindNames();

/// Whether anything that was made or edited here is shown in place of the hub's copies.
[[nodiscard]] domain::Result<bool> hasEffects(Database &database);

/// Removes effects of applied operations whose records have arrived. Within the caller's transaction.
domain::Result<void> dropArrivedEffects(Database &database);

} // namespace storage
