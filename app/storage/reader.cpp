#include "storage/reader.h"

#include "storage/reservation_query.h"
#include "storage/schema.h"

#include "domain/text.h"

#include <algorithm>
#include <variant>

using domain::ErrorKind;
using domain::fail;
using domain::passOn;
using domain::Result;

namespace storage {

namespace {

constexpr std::size_t mostTexts = 200'000;

/// The records of a kind as they shall be shown: the newest local effect where there is one, the hub's copy
/// otherwise. `where` names the columns with "t.".
template <class Record> std::string shownSql(const std::string &where) {
    const std::string name(Table<Record>::name);
    const std::string columns = columnList<Record>("t.");
    return "SELECT " + columns + " FROM " + name + " t WHERE " + where +
           " AND NOT EXISTS (SELECT 1 FROM local_" + name + " l WHERE l.id = t.id) UNION ALL SELECT " +
           columns + " FROM local_" + name + " t WHERE " + where +
           " AND t.seq = (SELECT max(l.seq) FROM local_" + name + " l WHERE l.id = t.id)";
}

template <class Record>
constexpr bool isOfFacility = std::ranges::any_of(Table<Record>::columns, [](const Column &column) {
    return column.name == "facility_id";
});

/// Everything that a person may look for, each part on a line of its own so that no match spans two.
std::string searchText(const domain::ReservationPersonal &personal) {
    std::string text;
    const auto append = [&text](const std::string &part) { text += domain::searchKey(part) + '\n'; };
    const domain::Guardian &guardian = personal.guardian;
    for (const std::string *part : {&guardian.name, &guardian.kana, &guardian.phone, &guardian.email}) {
        append(*part);
    }
    std::string digits = domain::toHalfWidthAscii(guardian.phone);
    std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
    append(digits);
    for (const domain::Child &child : personal.children) {
        append(child.name);
        append(child.kana);
    }
    return text;
}

// As they are at the hub and as they are changed here: a slot may have been moved to another day.
constexpr std::string_view idsOfDays =
    "SELECT id FROM slot WHERE facility_id = ? AND date BETWEEN ? AND ? UNION ALL "
    "SELECT id FROM local_slot WHERE facility_id = ? AND date BETWEEN ? AND ?";

} // namespace

/// Which slots are asked about: a question that gives their ids, and its values from left to right.
struct Reader::SlotChoice {
    std::string_view ids;
    std::vector<std::variant<std::string_view, std::int64_t>> values;

    Statement &bind(Statement &statement) const {
        for (const auto &value : values) {
            std::visit([&statement](auto one) { statement.add(one); }, value);
        }
        return statement;
    }
};

template <class Record>
Result<std::vector<Record>> Reader::shown(const std::string &where,
                                          const std::vector<std::string_view> &values) {
    std::vector<Record> records;
    Statement &statement = m_database.prepared(shownSql<Record>(where));
    for (int half = 0; half < 2; ++half) {
        for (const std::string_view value : values) {
            statement.add(value);
        }
    }
    const auto done = statement.each([&](const Statement &present) {
        Row row(present);
        records.push_back(Table<Record>::read(row, m_sealing));
    });
    if (!done) {
        return passOn(done);
    }
    return records;
}

Result<std::vector<domain::ReservationId>> Reader::reservationIds(const ReservationQuery &query) {
    if (query.order == ReservationQuery::Order::Risk) {
        return m_byRisk.ids(query);
    }
    const ReservationSql sql(query);
    std::vector<domain::ReservationId> ids;
    const auto done = sql.bind(m_database.prepared(sql.ids())).each([&ids](const Statement &present) {
        ids.emplace_back(Row(present).id<domain::ReservationId>());
    });
    if (!done) {
        return passOn(done);
    }
    return ids;
}

Result<int> Reader::countReservations(const ReservationQuery &query) {
    const ReservationSql sql(query);
    int count = 0;
    const auto done = sql.bind(m_database.prepared(sql.count())).each([&count](const Statement &present) {
        count = static_cast<int>(present.number(0));
    });
    if (!done) {
        return passOn(done);
    }
    return count;
}

Result<bool> Reader::anythingUnfinished() {
    bool found = false;
    const auto done = m_database.prepared("SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN (0, 1, 3, 4))")
                          .each([&found](const Statement &row) { found = row.number(0) != 0; });
    if (!done) {
        return passOn(done);
    }
    return found;
}

Result<std::optional<ReservationRow>> Reader::reservationRow(domain::ReservationId id, bool withPending) {
    static const std::string sql = "SELECT " + columnList<domain::Reservation>("r.") +
                                   ", s.date, s.start, s.finish FROM reservation r LEFT JOIN slot s ON "
                                   "s.id = r.slot_id WHERE r.id = ?";
    std::optional<ReservationRow> found;
    const auto done = m_database.prepared(sql).add(bytesOf(id.uuid())).each([&](const Statement &present) {
        Row row(present);
        found.emplace();
        found->reservation = Table<domain::Reservation>::read(row, m_sealing);
        found->date = dateOfNumber(row.number());
        found->start = timeOfNumber(row.number());
        found->end = timeOfNumber(row.number());
    });
    if (!done) {
        return passOn(done);
    }
    if (!found || !withPending) {
        return found;
    }
    auto pending = m_outbox.unfinishedOf(bytesOf(id.uuid()));
    if (!pending) {
        return passOn(pending);
    }
    found->pending = std::move(*pending);
    return found;
}

Result<std::vector<ReservationRow>> Reader::reservationRows(const std::vector<domain::ReservationId> &ids) {
    const auto unfinished = anythingUnfinished();
    if (!unfinished) {
        return passOn(unfinished);
    }
    std::vector<ReservationRow> rows;
    rows.reserve(ids.size());
    for (const domain::ReservationId id : ids) {
        auto row = reservationRow(id, *unfinished);
        if (!row) {
            return passOn(row);
        }
        if (*row) {
            rows.push_back(std::move(**row));
        }
    }
    return rows;
}

Result<std::string> Reader::textOf(domain::ReservationId id) {
    const auto known = m_texts.find(id);
    if (known != m_texts.end()) {
        return known->second;
    }
    std::string details;
    const auto done = m_database.prepared("SELECT details FROM reservation WHERE id = ?")
                          .add(bytesOf(id.uuid()))
                          .each([&details](const Statement &row) { details = row.bytes(0); });
    if (!done) {
        return passOn(done);
    }
    const auto personal = personalOf(id, details, m_sealing);
    std::string text = personal ? searchText(*personal) : std::string();
    if (m_texts.size() < mostTexts) {
        m_texts.emplace(id, text);
    }
    return text;
}

Result<std::vector<domain::ReservationId>> Reader::search(const std::vector<domain::ReservationId> &ids,
                                                          const std::string &searchKey) {
    std::vector<domain::ReservationId> found;
    for (const domain::ReservationId id : ids) {
        const auto text = textOf(id);
        if (!text) {
            return passOn(text);
        }
        if (text->find(searchKey) != std::string::npos) {
            found.push_back(id);
        }
    }
    return found;
}

void Reader::forgetTexts(const std::vector<EntityKey> &keys) {
    for (const EntityKey &key : keys) {
        if (key.kind == domain::RecordKind::Slot) {
            m_byRisk.forgetSlots();
        } else if (key.kind == domain::RecordKind::Reservation && !m_texts.empty()) {
            if (const auto id = domain::ReservationId::parse(key.id)) {
                m_texts.erase(*id);
            }
        }
    }
}

// In the SQL below 0 and 1 are Requested and Approved.
static_assert(static_cast<int>(domain::ReservationStatus::Requested) == 0);
static_assert(static_cast<int>(domain::ReservationStatus::Approved) == 1);

/// Two questions with the same text whatever is asked for: what SQLite has prepared is used again.
Result<void> Reader::addCounts(std::vector<SlotRow> &rows, const SlotChoice &choice) {
    if (rows.empty()) {
        return {};
    }
    std::unordered_map<domain::SlotId, SlotRow *> bySlot;
    for (SlotRow &row : rows) {
        bySlot[row.slot.id] = &row;
    }
    return addSeats(bySlot, choice).and_then([&] { return addFamilies(bySlot, choice); });
}

Result<void> Reader::addSeats(const SlotsById &bySlot, const SlotChoice &choice) {
    const auto sql = "SELECT id, seats_taken FROM slot_seats WHERE id IN (" + std::string(choice.ids) + ")";
    return choice.bind(m_database.prepared(sql)).each([&](const Statement &present) {
        Row row(present);
        const auto slot = bySlot.find(row.id<domain::SlotId>());
        if (slot != bySlot.end()) {
            slot->second->seatsTaken = static_cast<int>(row.number());
        }
    });
}

/// Before the first pull has made the index, one look at the whole table for all slots together.
Result<void> Reader::addFamilies(const SlotsById &bySlot, const SlotChoice &choice) {
    const bool indexed = hasReservationIndexes(m_database);
    const std::string ofThese = indexed ? " AND slot_id IN (" + std::string(choice.ids) + ")" : std::string();
    Statement &statement = m_database.prepared("SELECT slot_id, status, count(*) FROM reservation "
                                               "WHERE status IN (0, 1)" +
                                               ofThese + " GROUP BY slot_id, status");
    return (indexed ? choice.bind(statement) : statement).each([&](const Statement &present) {
        Row row(present);
        const auto slot = bySlot.find(row.id<domain::SlotId>());
        if (slot == bySlot.end()) {
            return;
        }
        int &count = row.number() == 0 ? slot->second->waiting : slot->second->approved;
        count = static_cast<int>(row.number());
    });
}

Result<void> Reader::addPending(std::vector<SlotRow> &rows) {
    const auto unfinished = anythingUnfinished();
    if (!unfinished) {
        return passOn(unfinished);
    }
    if (!*unfinished) {
        return {};
    }
    for (SlotRow &row : rows) {
        auto pending = m_outbox.unfinishedOf(bytesOf(row.slot.id.uuid()));
        if (!pending) {
            return passOn(pending);
        }
        row.pending = std::move(*pending);
    }
    return {};
}

Result<std::vector<SlotRow>> Reader::slotRows(domain::FacilityId facility, domain::LocalDate from,
                                              domain::LocalDate to) {
    // 2: SlotStatus::Cancelled
    const std::string where = "t.facility_id = ? AND t.status <> 2 AND t.date BETWEEN " +
                              std::to_string(numberOf(from)) + " AND " + std::to_string(numberOf(to));
    auto found = shown<domain::Slot>(where, {bytesOf(facility.uuid())});
    if (!found) {
        return passOn(found);
    }
    std::sort(found->begin(), found->end(), [](const domain::Slot &a, const domain::Slot &b) {
        return std::tie(a.date, a.start, a.end, a.id) < std::tie(b.date, b.start, b.end, b.id);
    });
    std::vector<SlotRow> rows(found->size());
    for (std::size_t index = 0; index < rows.size(); ++index) {
        rows[index].slot = std::move((*found)[index]);
    }
    const auto id = bytesOf(facility.uuid());
    const auto first = numberOf(from);
    const auto last = numberOf(to);
    const SlotChoice choice{.ids = idsOfDays, .values = {id, first, last, id, first, last}};
    return addCounts(rows, choice).and_then([&] { return addPending(rows); }).map([&] {
        return std::move(rows);
    });
}

Result<SlotRow> Reader::slotRow(domain::SlotId id) {
    auto found = shown<domain::Slot>("t.id = ?", {bytesOf(id.uuid())});
    if (!found) {
        return passOn(found);
    }
    if (found->empty()) {
        return fail(ErrorKind::NotFound, "no-such-slot");
    }
    std::vector<SlotRow> rows(1);
    rows.front().slot = std::move(found->front());
    const SlotChoice choice{.ids = "SELECT ?", .values = {bytesOf(id.uuid())}};
    return addCounts(rows, choice).and_then([&] { return addPending(rows); }).map([&] {
        return std::move(rows.front());
    });
}

Result<std::vector<domain::Facility>> Reader::facilities() {
    return shown<domain::Facility>("1", {});
}

Result<domain::Facility> Reader::facility(domain::FacilityId id) {
    auto found = shown<domain::Facility>("t.id = ?", {bytesOf(id.uuid())});
    if (!found) {
        return passOn(found);
    }
    if (found->empty()) {
        return fail(ErrorKind::NotFound, "no-such-facility");
    }
    return std::move(found->front());
}

Result<std::vector<domain::Closure>> Reader::closures(domain::FacilityId facility) {
    return shown<domain::Closure>("t.facility_id = ?", {bytesOf(facility.uuid())});
}

Result<std::vector<domain::KeptRecords::Variant>> Reader::recordsOf(domain::RecordKind kind,
                                                                    domain::FacilityId facility) {
    std::vector<domain::KeptRecords::Variant> records;
    Result<void> done = fail(ErrorKind::Bug, "no-such-kind");
    domain::KeptRecords::visit(kind, [&]<class Record>() {
        if constexpr (isOfFacility<Record>) {
            const std::string sql = "SELECT " + columnList<Record>() + " FROM " +
                                    std::string(Table<Record>::name) + " WHERE facility_id = ? ORDER BY id";
            done = m_database.prepared(sql).add(bytesOf(facility.uuid())).each([&](const Statement &present) {
                Row row(present);
                records.emplace_back(Table<Record>::read(row, m_sealing));
            });
        }
    });
    if (!done) {
        return passOn(done);
    }
    return records;
}

Result<std::optional<domain::Municipality>> Reader::municipality(const std::string &code) {
    static const std::string sql =
        "SELECT " + columnList<domain::Municipality>() + " FROM municipality WHERE id = ?";
    std::optional<domain::Municipality> found;
    const auto done = m_database.prepared(sql).add(code).each([&](const Statement &present) {
        Row row(present);
        found = Table<domain::Municipality>::read(row, m_sealing);
    });
    if (!done) {
        return passOn(done);
    }
    return found;
}

Result<std::vector<domain::Notice>> Reader::notices() {
    static const std::string sql =
        "SELECT " + columnList<domain::Notice>() + " FROM notice ORDER BY from_at, id";
    std::vector<domain::Notice> found;
    const auto done = m_database.prepared(sql).each([&](const Statement &present) {
        Row row(present);
        found.push_back(Table<domain::Notice>::read(row, m_sealing));
    });
    if (!done) {
        return passOn(done);
    }
    return found;
}

} // namespace storage
