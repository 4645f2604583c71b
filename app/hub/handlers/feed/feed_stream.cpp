#include "hub/handlers/feed/feed_stream.h"

#include "hub/records/record_text.h"

#include <algorithm>

namespace hub {

using domain::Result;

namespace {

/// If the scope has more facilities, the stream reads the municipality's own index instead.
constexpr std::size_t mostBranches = 16;

struct Column {
    enum : int { ChangeNo, Kind, Id, Version, Deleted, MadeBy, Facility, Body, PublicBody, Audience, Inside };
};

constexpr std::string_view feedOfFacility =
    "SELECT change_no, kind, id, version, deleted, made_by, facility_id, body, public_body, "
    "audience, inside FROM record "
    "WHERE municipality = $1 AND facility_id = $2 AND change_no > $3 ORDER BY change_no";
constexpr std::string_view feedOfMunicipality =
    "SELECT change_no, kind, id, version, deleted, made_by, facility_id, body, public_body, "
    "audience, inside FROM record "
    "WHERE municipality = $1 AND change_no > $2 ORDER BY change_no";

} // namespace

Result<FeedStream> FeedStream::open(Connection &db, const FeedScope &scope,
                                    const FeedMunicipality &municipality, std::int64_t after) {
    FeedStream stream(scope, municipality);
    if (municipality.whole || municipality.facilities.size() > mostBranches) {
        stream.m_filter = !municipality.whole;
        if (auto added = stream.add(db.stream(feedOfMunicipality, {municipality.code, after})); !added) {
            return domain::passOn(added);
        }
        return stream;
    }
    if (auto added = stream.add(db.stream(feedOfFacility, {municipality.code, "", after})); !added) {
        return domain::passOn(added);
    }
    for (const std::string &facility : municipality.facilities) {
        if (auto added = stream.add(db.stream(feedOfFacility, {municipality.code, facility, after}));
            !added) {
            return domain::passOn(added);
        }
    }
    return stream;
}

Result<void> FeedStream::add(Result<std::unique_ptr<Rows>> rows) {
    if (!rows) {
        return domain::passOn(rows);
    }
    m_branches.push_back(std::make_unique<Branch>(Branch{std::move(*rows)}));
    return advance(*m_branches.back());
}

/// Removes a branch that is at its end.
Result<void> FeedStream::advance(Branch &branch) {
    auto more = branch.rows->next();
    if (!more) {
        return domain::passOn(more);
    }
    if (*more) {
        branch.changeNo = branch.rows->integer(Column::ChangeNo);
    } else {
        std::erase_if(m_branches, [&branch](const auto &other) { return other.get() == &branch; });
    }
    return {};
}

Result<bool> FeedStream::next() {
    if (m_current != nullptr) {
        if (auto moved = advance(*m_current); !moved) {
            return domain::passOn(moved);
        }
    }
    const auto least =
        std::min_element(m_branches.begin(), m_branches.end(),
                         [](const auto &a, const auto &b) { return a->changeNo < b->changeNo; });
    m_current = least == m_branches.end() ? nullptr : least->get();
    return m_current != nullptr;
}

bool FeedStream::isForGroup() const {
    const std::string_view audience = m_current->rows->text(Column::Audience);
    const std::string &group = m_scope->group;
    return audience.empty() || group.empty() || audience == group ||
           (audience == "inside" && group != "systems");
}

bool FeedStream::isVisible() const {
    const Rows &row = *m_current->rows;
    if (m_filter) {
        const std::string_view facility = row.text(Column::Facility);
        if (!facility.empty() && !std::binary_search(m_municipality->facilities.begin(),
                                                     m_municipality->facilities.end(), facility)) {
            return false;
        }
    }
    if (!isForGroup()) {
        const FeedRules rules = feedRulesOf(domain::recordKind(row.text(Column::Kind)));
        return rules.mayStopBeingFor && row.integer(Column::Version) > 1;
    }
    if (m_scope->onlyMadeBy.empty()) {
        return true;
    }
    switch (feedRulesOf(domain::recordKind(row.text(Column::Kind))).forSystems) {
    case FeedRules::ForSystems::All:
        return true;
    case FeedRules::ForSystems::Own:
        return row.text(Column::MadeBy) == m_scope->onlyMadeBy;
    case FeedRules::ForSystems::None:
        return false;
    }
    return false;
}

void FeedStream::append(std::string &json) const {
    const Rows &row = *m_current->rows;
    json.append(R"({"kind":")")
        .append(row.text(Column::Kind))
        .append(R"(","id":")")
        .append(row.text(Column::Id));
    json.append(R"(","version":)").append(std::to_string(row.integer(Column::Version)));
    if (row.integer(Column::Deleted) != 0 || !isForGroup()) {
        json.append(R"(,"deleted":true})");
        return;
    }
    json.append(R"(,"deleted":false,"record":)");
    StoredText{.kind = domain::recordKind(row.text(Column::Kind)),
               .whole = row.text(Column::Body),
               .withoutPersonal = row.text(Column::PublicBody),
               .hasInside = row.integer(Column::Inside) != 0}
        .appendTo(json, m_scope->view);
    json.append("}");
}

} // namespace hub
