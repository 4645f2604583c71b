// Every record's newest version, which is the change feed at once, and the audit chain beside it.
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
    std::string facility; ///< empty for what belongs to the municipality itself
    std::int64_t version = 0;
    bool deleted = false;
    std::string madeBy; ///< the connected system that made it, otherwise empty
    RecordText text;
};

/// The columns of StoredRecord, for statements that name the table `r`; read by recordRow() from column 0 on.
#define HUB_RECORD_COLUMNS                                                                                   \
    "r.municipality, r.facility_id, r.version, r.deleted, r.made_by, r.kind, r.body, r.public_body, "        \
    "r.inside"
inline constexpr int recordColumnCount = 9;
[[nodiscard]] StoredRecord recordRow(const Rows &row);
[[nodiscard]] domain::Result<std::optional<StoredRecord>> findRecord(Connection &db, domain::RecordKind kind,
                                                                     std::string_view id);
/// That findRecord() will be asked for it soon (Connection::prefetch).
void prefetchRecord(Connection &db, domain::RecordKind kind, std::string_view id);
/// That something will change in the municipality.
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
    /// Who of the scope may see it: empty (all), "nurseries", "municipal", "systems", or "inside" (all but
    /// connected systems).
    std::string audience{};
};

/// Records and audit lines that belong to the hub itself (its operators' notices and accounts), in the form
/// of a municipality: everybody's feed has it. No municipality has this code: its check digit is wrong.
inline constexpr std::string_view hubItself = "000000";
/// Makes its rows where they are not yet there. Before the first change in a ChangeSet of `hubItself`.
[[nodiscard]] domain::Result<void> prepareHubItself(Connection &db);

/// One line of the audit: ids, names of members and a keyed hash of the content; never personal values.
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

/// The writes of one call in one municipality. Collects records and audit lines and writes them at the end,
/// with numbers from the municipality's counter row: whoever holds that row commits next, so no reader of the
/// feed can pass over a number that becomes visible later.
class ChangeSet {
public:
    ChangeSet(Context &context, std::string municipality);

    /// A later entry for the same record replaces an earlier one.
    void put(RecordEntry entry);
    void note(const AuditEntry &entry);
    /// Writes everything; call it once, last.
    [[nodiscard]] domain::Result<void> write();
    [[nodiscard]] const std::string &municipality() const { return m_municipality; }

private:
    struct Line {
        AuditEntry entry;
        std::string contentHash; ///< empty: of the record, once it is known
        bool byHub = false;      ///< noted while nobody called (an automatic decision within a booking)
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
    std::unordered_map<std::string, std::size_t> m_places; ///< of a record in m_records
    std::vector<Line> m_lines;
};

/// True when a municipality's chain is whole: numbers without gaps, each hash over its row and the one
/// before, ending where the counter row says.
[[nodiscard]] domain::Result<bool> auditChainHolds(Connection &db, std::string_view municipality);

} // namespace hub
