// Stores the newest version of every record, which is also the change feed, and the audit chain.
#pragma once

#include "hub/calls/context.h"
#include "hub/records/record_text.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace hub {

/// A record as it is stored.
struct StoredRecord {
    std::string municipality;
    std::string facility; ///< empty for a record of the municipality itself
    std::int64_t version = 0;
    bool deleted = false;
    std::string madeBy; ///< the connected system that made it, otherwise empty
    RecordText text;
};

/// The columns of StoredRecord for statements that name the table `r`; recordRow() reads them from column 0.
#define HUB_RECORD_COLUMNS                                                                                   \
    "r.municipality, r.facility_id, r.version, r.deleted, r.made_by, r.kind, r.body, r.public_body, "        \
    "r.inside"
inline constexpr int recordColumnCount = 9;
[[nodiscard]] StoredRecord recordRow(const Rows &row);
[[nodiscard]] domain::Result<std::optional<StoredRecord>> findRecord(Connection &db, domain::RecordKind kind,
                                                                     std::string_view id);
/// Prefetches what findRecord() will ask (Connection::prefetch).
void prefetchRecord(Connection &db, domain::RecordKind kind, std::string_view id);
/// Prefetches the municipality's counter, for a call that will change something there.
void prefetchCounter(Connection &db, std::string_view municipality);

/// One new version (or the tombstone) of a record.
struct RecordEntry {
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string id;
    std::string facility;
    std::int64_t version = 0;
    RecordText text{};
    std::string madeBy{};
    bool deleted = false;
    /// Who in the scope may see it: empty (everybody), "nurseries", "municipal", "systems", or "inside"
    /// (everybody except connected systems).
    std::string audience{};
};

/// The code for records and audit lines of the hub itself (its operators' notices and accounts). They are
/// stored like a municipality's, and every feed includes them. No real municipality can have the code,
/// because its check digit is wrong.
inline constexpr std::string_view hubItself = "000000";
/// Creates the hub's own rows if they do not exist. Call it before the first change in a ChangeSet of
/// `hubItself`.
[[nodiscard]] domain::Result<void> prepareHubItself(Connection &db);

/// One line of the audit: ids, names of members and a keyed hash of the content, never personal values.
struct AuditEntry {
    std::string action; ///< "reservation.approve"
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string objectId;
    std::string facility;
    std::string members; ///< names, joined by commas
    /// Hashed with the hub's key; must live until note() returns. Where it is empty and the same ChangeSet
    /// writes the object's record, that record's text.
    std::string_view content;
};

/// The writes of one call in one municipality. It collects records and audit lines and writes them at the end
/// with numbers from the municipality's counter row. The transaction that holds this row commits next, so a
/// reader of the feed cannot miss a smaller number that becomes visible later.
class ChangeSet {
public:
    ChangeSet(Context &context, std::string municipality);

    /// A later entry for the same record replaces an earlier one.
    void put(RecordEntry entry);
    void note(const AuditEntry &entry);
    /// Writes everything. Call it once, at the end.
    [[nodiscard]] domain::Result<void> write();
    [[nodiscard]] const std::string &municipality() const { return m_municipality; }

private:
    struct Line {
        AuditEntry entry;
        std::string contentHash; ///< empty until the record's hash is known
        bool byHub = false;      ///< written without a caller (an automatic decision within a booking)
    };
    struct Counter {
        std::int64_t changeNo = 0;
        std::int64_t auditNo = 0;
        std::string auditHash;
        std::string auditSeal;
    };
    [[nodiscard]] domain::Result<Counter> readCounter();
    [[nodiscard]] domain::Result<void> writeCounter(const Counter &read, const Counter &written);
    [[nodiscard]] domain::Result<void> writeEntry(const RecordEntry &entry, std::int64_t changeNo);
    [[nodiscard]] domain::Result<void> writeRecord(const RecordEntry &entry, std::int64_t changeNo);
    [[nodiscard]] domain::Result<void> writeAudience(const RecordEntry &entry);
    [[nodiscard]] domain::Result<void> writeLine(const Line &line, Counter &counter);
    [[nodiscard]] std::string hashFor(const Line &line) const;
    [[nodiscard]] static std::string placeOf(domain::RecordKind kind, const std::string &id);
    void checkSeal(const Counter &counter) const;
    void touch();

    Context &m_context;
    std::string m_municipality;
    std::vector<RecordEntry> m_records;
    std::unordered_map<std::string, std::size_t> m_places; ///< index of a record in m_records
    std::vector<Line> m_lines;
};

/// True if a municipality's chain is complete: the numbers have no gaps, each hash covers its row and the
/// hash before, and the last one matches the counter row.
[[nodiscard]] domain::Result<bool> auditChainHolds(Connection &db, std::string_view municipality);

} // namespace hub
