#include "hub/records/record_store.h"

#include "hub/db/read.h"
#include "hub/http/problem_response.h"
#include "hub/records/audit_chain.h"
#include "hub/records/feed_scope.h"
#include "hub/records/webhook_rows.h"

namespace hub {

using domain::Result;

namespace {

constexpr std::string_view recordSql =
    "SELECT " HUB_RECORD_COLUMNS " FROM record r WHERE r.id = $1 AND r.kind = $2";
constexpr std::string_view counterSql =
    "SELECT change_no, audit_no, audit_hash, audit_seal FROM counter WHERE municipality = $1";

} // namespace

void prefetchRecord(Connection &db, domain::RecordKind kind, std::string_view id) {
    db.prefetch(recordSql, {id, domain::nameOf(kind)});
}

StoredRecord recordRow(const Rows &row) {
    return {std::string(row.text(0)),
            std::string(row.text(1)),
            row.integer(2),
            row.integer(3) != 0,
            std::string(row.text(4)),
            RecordText(domain::recordKind(row.text(5)),
                       {std::string(row.text(6)), std::string(row.text(7)), row.integer(8) != 0})};
}

Result<std::optional<StoredRecord>> findRecord(Connection &db, domain::RecordKind kind, std::string_view id) {
    return firstRow(db, recordSql, {id, domain::nameOf(kind)}, recordRow);
}

Result<void> prepareHubItself(Connection &db) {
    auto named = run(db,
                     "INSERT INTO municipality (code, name, version) VALUES ($1, '', 1) "
                     "ON CONFLICT (code) DO NOTHING",
                     {hubItself});
    if (!named) {
        return named;
    }
    return run(db, "INSERT INTO counter (municipality) VALUES ($1) ON CONFLICT (municipality) DO NOTHING",
               {hubItself});
}

ChangeSet::ChangeSet(Context &context, std::string municipality)
    : m_context(context), m_municipality(std::move(municipality)) {}

void ChangeSet::put(RecordEntry entry) {
    const auto [place, fresh] = m_places.emplace(placeOf(entry.kind, entry.id), m_records.size());
    if (fresh) {
        m_records.push_back(std::move(entry));
    } else {
        m_records[place->second] = std::move(entry);
    }
}

void ChangeSet::note(const AuditEntry &entry) {
    const bool said = !entry.content.empty();
    m_lines.push_back({entry, said ? contentHash(entry.content, m_context.settings.key) : std::string(),
                       !m_context.caller});
    m_lines.back().entry.content = {};
}

void prefetchCounter(Connection &db, std::string_view municipality) {
    db.prefetch(counterSql, {municipality});
}

Result<ChangeSet::Counter> ChangeSet::readCounter() {
    auto counter = firstRow(m_context.db, counterSql, {m_municipality}, [](const Rows &row) {
        return Counter{row.integer(0), row.integer(1), std::string(row.text(2)), std::string(row.text(3))};
    });
    if (!counter) {
        return domain::passOn(counter);
    }
    if (*counter) {
        checkSeal(**counter);
    }
    return *counter ? Result<Counter>(std::move(**counter))
                    : domain::fail(domain::ErrorKind::Bug, "no-counter");
}

std::string ChangeSet::placeOf(domain::RecordKind kind, const std::string &id) {
    return id + static_cast<char>('a' + static_cast<int>(kind));
}

/// The hash for an audit line without content of its own: a hash of the record that is being written.
std::string ChangeSet::hashFor(const Line &line) const {
    if (!line.contentHash.empty()) {
        return line.contentHash;
    }
    const auto place = m_places.find(placeOf(line.entry.kind, line.entry.objectId));
    const RecordEntry *const record = place == m_places.end() ? nullptr : &m_records[place->second];
    return contentHash(record == nullptr || record->deleted ? std::string_view() : record->text.asAudited(),
                       m_context.settings.key);
}

/// A broken seal is logged and does not refuse the change, so that somebody who tampers with the audit cannot
/// stop the nurseries too. Log and backups contain earlier heads, which show what is missing (verify
/// --anchors).
void ChangeSet::checkSeal(const Counter &counter) const {
    if (counter.auditSeal.empty() ||
        counter.auditSeal ==
            auditSeal({m_municipality, counter.auditNo, counter.auditHash}, m_context.settings.key)) {
        return;
    }
    logFault("the audit's head is not the one that the hub wrote: run hokatsu-hub verify --anchors",
             {.kind = domain::ErrorKind::StorageCorrupt, .code = "audit-head-changed"}, {});
}

/// The database refuses the update if another transaction has changed the counter since it was read.
Result<void> ChangeSet::writeCounter(const Counter &read, const Counter &written) {
    return run(
        m_context.db,
        "UPDATE counter SET change_no = CASE WHEN change_no = $1 AND audit_no = $2 THEN change_no + $3 END, "
        "audit_no = $4, audit_hash = $5, audit_seal = $6 WHERE municipality = $7",
        {read.changeNo, read.auditNo, written.changeNo - read.changeNo, written.auditNo, written.auditHash,
         written.auditSeal, m_municipality});
}

Result<void> ChangeSet::writeRecord(const RecordEntry &entry, std::int64_t changeNo) {
    const wire::RecordTexts &texts = entry.text.m_texts;
    const Value body = entry.deleted ? Value() : Value(texts.whole);
    return m_context.db.post(
        "INSERT INTO record (id, kind, municipality, facility_id, version, change_no, deleted, made_by, "
        "body, public_body, inside) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        // Another hub's newer version stays: whoever read the old one begins again.
        "ON CONFLICT (id, kind) DO UPDATE SET "
        "version = CASE WHEN record.version <= excluded.version THEN excluded.version END, "
        "change_no = excluded.change_no, deleted = excluded.deleted, body = excluded.body, "
        "public_body = excluded.public_body, inside = excluded.inside",
        {entry.id, domain::nameOf(entry.kind), m_municipality, entry.facility, entry.version, changeNo,
         entry.deleted ? 1 : 0, entry.madeBy, body,
         Value::orNull(entry.deleted ? std::string_view() : std::string_view(texts.withoutPersonal)),
         texts.hasInside ? 1 : 0});
}

/// The column is written separately, so that reservations and slots cost no more: their audience is
/// everybody.
Result<void> ChangeSet::writeAudience(const RecordEntry &entry) {
    if (!feedRulesOf(entry.kind).hasAudience) {
        return {};
    }
    return run(m_context.db, "UPDATE record SET audience = $1 WHERE id = $2 AND kind = $3",
               {entry.audience, entry.id, domain::nameOf(entry.kind)});
}

Result<void> ChangeSet::writeEntry(const RecordEntry &entry, std::int64_t changeNo) {
    if (auto written = writeRecord(entry, changeNo); !written) {
        return written;
    }
    if (auto kept = writeAudience(entry); !kept) {
        return kept;
    }
    return tellOfChange(m_context, entry);
}

Result<void> ChangeSet::writeLine(const Line &line, Counter &counter) {
    const Caller *const caller = line.byHub || !m_context.caller ? nullptr : &*m_context.caller;
    AuditRow row{.number = ++counter.auditNo,
                 .at = m_context.now().time_since_epoch().count(),
                 .action = line.entry.action,
                 .kind = std::string(domain::nameOf(line.entry.kind)),
                 .objectId = line.entry.objectId,
                 .facility = line.entry.facility,
                 .role = caller != nullptr ? std::string(domain::nameOf(caller->user.role)) : "hub",
                 .actor = caller != nullptr ? caller->user.id.text() : "",
                 .session = caller != nullptr ? caller->session.text() : "",
                 .members = line.entry.members,
                 .contentHash = hashFor(line),
                 .previousHash = counter.auditHash};
    if (caller != nullptr && !caller->systemId.empty()) {
        row.actor = caller->systemId;
    }
    counter.auditHash = chainHash(row);
    return run(
        m_context.db,
        "INSERT INTO audit (municipality, number, at, action, kind, object_id, facility_id, role, actor, "
        "session, members, content_hash, previous_hash, hash) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        {m_municipality, row.number, row.at, row.action, row.kind, row.objectId, row.facility, row.role,
         row.actor, row.session, row.members, row.contentHash, row.previousHash, counter.auditHash});
}

void ChangeSet::touch() {
    for (const RecordEntry &entry : m_records) {
        m_context.changedScopes.insert({m_municipality, entry.facility});
    }
}

Result<void> ChangeSet::write() {
    if (auto claimed = m_context.db.claim(m_municipality); !claimed) {
        return claimed;
    }
    const auto read = readCounter();
    if (!read) {
        return domain::passOn(read);
    }
    Counter counter = *read;
    for (const RecordEntry &entry : m_records) {
        if (auto written = writeEntry(entry, ++counter.changeNo); !written) {
            return written;
        }
    }
    for (const Line &line : m_lines) {
        if (auto written = writeLine(line, counter); !written) {
            return written;
        }
    }
    if (counter.auditNo > 0) {
        counter.auditSeal =
            auditSeal({m_municipality, counter.auditNo, counter.auditHash}, m_context.settings.key);
    }
    if (auto counted = writeCounter(*read, counter); !counted) {
        return counted;
    }
    touch();
    return {};
}

Result<bool> auditChainHolds(Connection &db, std::string_view municipality) {
    bool whole = true;
    std::int64_t number = 0;
    std::string previous;
    auto read =
        eachRow(db,
                "SELECT number, at, action, kind, object_id, facility_id, role, actor, session, members, "
                "content_hash, previous_hash, hash FROM audit WHERE municipality = $1 ORDER BY number",
                {municipality}, [&](const Rows &row) {
                    const auto text = [&row](int column) { return std::string(row.text(column)); };
                    const AuditRow line{row.integer(0), row.integer(1), text(2), text(3), text(4),  text(5),
                                        text(6),        text(7),        text(8), text(9), text(10), text(11)};
                    whole = whole && line.number == ++number && line.previousHash == previous &&
                            chainHash(line) == row.text(12);
                    previous = row.text(12);
                });
    if (!read) {
        return domain::passOn(read);
    }
    auto last =
        firstRow(db, "SELECT audit_no, audit_hash FROM counter WHERE municipality = $1", {municipality},
                 [&](const Rows &row) { return row.integer(0) == number && row.text(1) == previous; });
    if (!last) {
        return domain::passOn(last);
    }
    return whole && last->value_or(false);
}

} // namespace hub
