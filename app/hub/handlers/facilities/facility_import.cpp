#include "hub/handlers/facilities/facility_import.h"

#include "domain/text.h"
#include "domain/validate.h"
#include "hub/records/facility_store.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace hub {

using domain::Facility;
using domain::Result;
using Outcome = ImportedRow::Outcome;
using Verdict = RowMatch::Verdict;
using Way = ImportAnswers::Way;

namespace {

Result<std::vector<Facility>> facilitiesOf(Connection &db, const std::string &municipality) {
    return readFacilities(
        db,
        "SELECT r.body FROM facility f JOIN record r ON r.id = f.id AND r.kind = 'facility' "
        "WHERE f.municipality = $1 ORDER BY f.id",
        municipality);
}

std::string nameIn(const Facility &facility) {
    const auto found = facility.profile.find("name");
    return found == facility.profile.end() ? std::string() : found->second;
}

ListedFacility listedFacility(const Facility &facility) {
    return {facility.id.text(), facility.standardId, nameIn(facility)};
}

std::string codeOf(Verdict verdict) {
    switch (verdict) {
    case Verdict::Renumbered:
        return "renumbered";
    case Verdict::NumberChanges:
        return "number-changes";
    case Verdict::PerhapsRenamed:
        return "perhaps-renamed";
    case Verdict::Known:
    case Verdict::New:
        break;
    }
    return {};
}

/// What happens to a row.
struct Decision {
    enum class Act : std::uint8_t { Create, Update, Hold };
    Act act = Act::Hold;
    std::size_t facility = 0;
    bool takeNumber = false;
};

Decision decide(const RowMatch &match, const ImportAnswers &answers, int row) {
    if (match.verdict == Verdict::New) {
        return {Decision::Act::Create};
    }
    if (match.verdict == Verdict::Known) {
        return {Decision::Act::Update, *match.facility};
    }
    std::optional<Way> way;
    if (const auto own = answers.rows.find(row); own != answers.rows.end()) {
        way = own->second;
    } else if (match.facility && answers.takeMatches) {
        way = Way::Match;
    } else if (!match.facility && answers.takeNew) {
        way = Way::New;
    }
    if (way == Way::New) {
        return {Decision::Act::Create};
    }
    if (way == Way::Match && match.facility) {
        return {Decision::Act::Update, *match.facility, true};
    }
    if (way == Way::SameNumber && match.numberHolder) {
        return {Decision::Act::Update, *match.numberHolder};
    }
    return {};
}

class Import {
public:
    Import(Context &context, formats::OpenDataFile &file, const ImportOrder &order)
        : m_context(context), m_file(file), m_order(order) {}

    Result<ImportReport> run() {
        if (auto ready = prepare(); !ready) {
            return domain::passOn(ready);
        }
        for (std::size_t i = 0; i < m_file.rows.size(); ++i) {
            if (auto taken = take(m_file.rows[i], m_matches[i]); !taken) {
                return domain::passOn(taken);
            }
        }
        if (auto cleared = clearGivenNumbers(); !cleared) {
            return domain::passOn(cleared);
        }
        flagDoubles();
        dropNeedlessFlags();
        for (std::size_t i = 0; i < m_stored.size(); ++i) {
            if (!m_found.contains(i)) {
                m_report.notInList.push_back(listedFacility(m_stored[i]));
            }
        }
        return std::move(m_report);
    }

private:
    Result<void> prepare() {
        auto stored = facilitiesOf(m_context.db, m_order.municipality);
        auto listed = ListedFacilities::read(m_context.db, m_order.municipality);
        if (!stored || !listed) {
            return stored ? domain::passOn(listed) : domain::passOn(stored);
        }
        m_stored = std::move(*stored);
        m_listed = std::move(*listed);
        std::vector<domain::FacilityKeys> keys;
        std::ranges::transform(m_stored, std::back_inserter(keys), domain::keysOf);
        for (const formats::ImportRow &row : m_file.rows) {
            m_rowKeys.push_back(domain::keysOf(row.facility));
        }
        m_matches = matchRows(keys, m_rowKeys);
        std::size_t known = 0;
        std::size_t moved = 0;
        for (const RowMatch &match : m_matches) {
            if (match.facility) {
                m_found.insert(*match.facility);
            }
            known += match.verdict == Verdict::Known ? 1 : 0;
            moved += match.verdict == Verdict::Renumbered || match.verdict == Verdict::NumberChanges ? 1 : 0;
        }
        m_report.looksRenumbered = moved >= 2 && moved * 4 >= moved + known;
        return {};
    }

    Result<void> take(const formats::ImportRow &row, const RowMatch &match) {
        ImportedRow imported;
        imported.row = row.row;
        imported.name = nameIn(row.facility);
        Decision decision = decide(match, m_order.answers, row.row);
        // Two rows cannot be the same facility, whatever the answers say.
        const bool taken = match.verdict != Verdict::Known && decision.act == Decision::Act::Update &&
                           decision.facility != match.facility && !m_found.insert(decision.facility).second;
        if (decision.act == Decision::Act::Hold || taken) {
            hold(match, imported);
        } else {
            auto stored = decision.act == Decision::Act::Create ? create(row, imported)
                                                                : update(row, decision, imported);
            if (!stored) {
                return stored;
            }
        }
        m_report.rows.push_back(std::move(imported));
        return {};
    }

    void hold(const RowMatch &match, ImportedRow &imported) {
        imported.outcome = Outcome::Held;
        imported.faults = {{"", codeOf(match.verdict), {}}};
        if (match.facility) {
            const Facility &facility = m_stored[*match.facility];
            imported.matchId = facility.id.text();
            imported.matchName = nameIn(facility);
            imported.matchNumber = facility.standardId;
            imported.matchBy = match.by;
        }
        if (match.numberHolder) {
            imported.holderName = nameIn(m_stored[*match.numberHolder]);
        }
    }

    Result<void> create(const formats::ImportRow &row, ImportedRow &imported) {
        imported.faults = domain::validate(row.facility);
        if (!imported.faults.empty()) {
            return {};
        }
        imported.outcome = Outcome::Created;
        if (!row.facility.standardId.empty()) {
            m_givenNumbers.emplace(domain::numberKey(row.facility.standardId), std::string());
        }
        if (m_order.mode == ImportMode::DryRun) {
            return {};
        }
        Facility facility = row.facility;
        facility.id = domain::FacilityId::make(m_context.clock, m_context.random);
        imported.facilityId = facility.id.text();
        Facility listed = facility;
        const auto made = createFacility(m_context, std::move(facility));
        return made ? m_listed.note(m_context, listed) : domain::passOn(made);
    }

    Result<void> update(const formats::ImportRow &row, const Decision &decision, ImportedRow &imported) {
        Facility &stored = m_stored[decision.facility];
        const auto last = m_listed.of(stored);
        if (!last) {
            return domain::passOn(last);
        }
        const auto origins = Origins::read(m_context.db, stored, *last);
        if (!origins) {
            return domain::passOn(origins);
        }
        const ListedRow input{stored,       row.facility,
                              *origins,     *last,
                              m_file.items, m_order.answers.takeList ? KeepEdits::No : KeepEdits::Yes};
        MergedRow merged = mergeRow(input);
        setNumber(row, decision, merged.after);
        imported.facilityId = stored.id.text();
        imported.faults = domain::validate(merged.after);
        if (!imported.faults.empty()) {
            return {};
        }
        m_facilityOfRow[row.row] = decision.facility;
        imported.changes = changesBetween(stored, merged.after);
        imported.kept = std::move(merged.kept);
        imported.emptied = std::move(merged.emptied);
        imported.outcome = imported.changes.empty() ? Outcome::Unchanged : Outcome::Updated;
        const Facility listed = listedSoFar(input);
        return m_order.mode == ImportMode::DryRun ? Result<void>()
                                                  : write(stored, std::move(merged.after), imported, listed);
    }

    Result<void> write(Facility &stored, Facility after, const ImportedRow &imported,
                       const Facility &listed) {
        if (imported.outcome == Outcome::Updated) {
            auto changed = changeFacility(m_context, stored, std::move(after), "facility.import",
                                          changedItems(imported));
            if (!changed) {
                return domain::passOn(changed);
            }
            stored = std::move(*changed);
        }
        return m_listed.note(m_context, listed);
    }

    /// Keeps the stored spelling of a number; a number that the list contains for the first time is taken
    /// over.
    void setNumber(const formats::ImportRow &row, const Decision &decision, Facility &after) {
        const std::string &listed = row.facility.standardId;
        if (listed.empty() || listed == after.standardId) {
            return;
        }
        if (after.standardId.empty() || decision.takeNumber) {
            m_givenNumbers.emplace(domain::numberKey(listed), after.id.text());
            after.standardId = listed;
        } else if (domain::numberKey(listed) == domain::numberKey(after.standardId)) {
            m_file.repairs.push_back({row.row, numberHeading(), listed, after.standardId, "other-spelling"});
        }
    }

    [[nodiscard]] std::string numberHeading() const {
        return m_file.layout == formats::OpenDataLayout::Columns28 ? "NO" : "ID";
    }

    /// A number belongs to one facility only. A facility that loses its number and is not in the list with it
    /// has none from now on.
    Result<void> clearGivenNumbers() {
        for (Facility &stored : m_stored) {
            const auto given = m_givenNumbers.find(domain::numberKey(stored.standardId));
            if (stored.standardId.empty() || given == m_givenNumbers.end() ||
                given->second == stored.id.text()) {
                continue;
            }
            m_report.numberGiven.push_back(listedFacility(stored));
            if (m_order.mode == ImportMode::DryRun) {
                continue;
            }
            Facility after = stored;
            after.standardId.clear();
            auto changed =
                changeFacility(m_context, stored, std::move(after), "facility.import", "standard_id");
            if (!changed) {
                return domain::passOn(changed);
            }
            stored = std::move(*changed);
        }
        return {};
    }

    /// A list may name one nursery under two numbers. Both rows are stored and flagged.
    void flagDoubles() {
        std::unordered_map<std::string, std::size_t> first;
        for (std::size_t i = 0; i < m_rowKeys.size(); ++i) {
            const auto [known, isNew] = first.emplace(m_rowKeys[i].name, i);
            if (!isNew &&
                domain::addressesAlike(m_rowKeys[known->second], m_rowKeys[i]) == domain::Likeness::Same) {
                m_file.flags.push_back({m_file.rows[i].row, numberHeading(),
                                        "row " + std::to_string(m_file.rows[known->second].row),
                                        "looks-like-row"});
            }
        }
    }

    /// Removes the flag of a missing value if the hub has the value.
    void dropNeedlessFlags() {
        std::erase_if(m_file.flags, [this](const formats::ImportFlag &flag) {
            const auto facility = m_facilityOfRow.find(flag.row);
            const domain::ProfileItem *const item = formats::itemOfHeading(flag.column);
            const bool missing = flag.code == "missing" || flag.code == "missing-phone";
            return missing && facility != m_facilityOfRow.end() && item != nullptr &&
                   m_stored[facility->second].profile.contains(std::string(item->key));
        });
    }

    Context &m_context;
    formats::OpenDataFile &m_file;
    const ImportOrder &m_order;
    std::vector<Facility> m_stored;
    ListedFacilities m_listed;
    std::vector<domain::FacilityKeys> m_rowKeys;
    std::vector<RowMatch> m_matches;
    std::set<std::size_t> m_found;                        ///< stored facilities that rows refer to
    std::unordered_map<int, std::size_t> m_facilityOfRow; ///< only rows that were stored
    std::map<std::string, std::string> m_givenNumbers;    ///< number → facility that has it now
    ImportReport m_report;
};

} // namespace

std::string changedItems(const ImportedRow &row) {
    std::string names;
    std::set<std::string> seen;
    for (const ItemChange &change : row.changes) {
        if (seen.insert(change.item).second) {
            names += (names.empty() ? "" : ",") + change.item;
        }
    }
    return names;
}

std::size_t ImportReport::count(Outcome outcome) const {
    return static_cast<std::size_t>(std::ranges::count(rows, outcome, &ImportedRow::outcome));
}

std::size_t ImportReport::keptItems() const {
    std::size_t items = 0;
    for (const ImportedRow &row : rows) {
        items += row.kept.size();
    }
    return items;
}

std::size_t ImportReport::emptiedItems() const {
    std::size_t items = 0;
    for (const ImportedRow &row : rows) {
        items += row.emptied.size();
    }
    return items;
}

Result<ImportReport> importList(Context &context, formats::OpenDataFile &file, const ImportOrder &order) {
    return Import(context, file, order).run();
}

} // namespace hub
