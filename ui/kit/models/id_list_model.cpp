#include "kit/models/id_list_model.h"

#include <algorithm>

namespace ui {

namespace {

// Beyond this many single steps one relayout is cheaper for the views.
constexpr int singleSteps = 64;

} // namespace

domain::ReservationId IdListModel::idAt(int row) const {
    return row >= 0 && row < static_cast<int>(m_ids.size()) ? m_ids[static_cast<std::size_t>(row)]
                                                            : domain::ReservationId();
}

int IdListModel::rowOf(domain::ReservationId id) const {
    const auto found = places().find(id);
    return found == places().end() ? -1 : found->second;
}

int IdListModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

const IdListModel::Places &IdListModel::places() const {
    if (!m_places) {
        m_places.emplace();
        m_places->reserve(m_ids.size());
        for (std::size_t at = 0; at < m_ids.size(); ++at) {
            m_places->emplace(m_ids[at], static_cast<int>(at));
        }
    }
    return *m_places;
}

void IdListModel::replaceAll(const Ids &ids) {
    beginResetModel();
    m_ids = ids;
    m_places.reset();
    endResetModel();
}

void IdListModel::adopt(const Ids &ids) {
    if (ids == m_ids) {
        return;
    }
    Q_EMIT aboutToAdopt();
    const IdSet wanted(ids.begin(), ids.end());
    if (isFewSteps(ids, wanted)) {
        adoptStepwise(ids, wanted);
    } else {
        adoptAtOnce(ids, wanted);
    }
    m_places.reset();
    Q_EMIT adopted();
}

// Counts removed ranges, new rows and rows that stand elsewhere among those that stay.
bool IdListModel::isFewSteps(const Ids &ids, const IdSet &wanted) const {
    int steps = 0;
    bool before = true;
    Ids kept;
    kept.reserve(m_ids.size());
    for (const auto id : m_ids) {
        const bool stays = wanted.contains(id);
        steps += !stays && before ? 1 : 0;
        before = stays;
        if (stays) {
            kept.push_back(id);
        }
    }
    steps += static_cast<int>(ids.size() - kept.size());
    auto place = kept.begin();
    for (auto id = ids.begin(); id != ids.end() && steps <= singleSteps; ++id) {
        if (place != kept.end() && *place == *id) {
            ++place;
        } else if (places().contains(*id)) {
            ++steps;
        }
    }
    return steps <= singleSteps;
}

void IdListModel::adoptStepwise(const Ids &ids, const IdSet &wanted) {
    removeMissing(wanted);
    for (std::size_t at = 0; at < ids.size(); ++at) {
        if (at < m_ids.size() && m_ids[at] == ids[at]) {
            continue;
        }
        const auto row = static_cast<int>(at);
        const auto found = std::find(m_ids.begin() + row, m_ids.end(), ids[at]);
        if (found == m_ids.end()) {
            beginInsertRows({}, row, row);
            m_ids.insert(m_ids.begin() + row, ids[at]);
            endInsertRows();
        } else {
            const auto from = static_cast<int>(found - m_ids.begin());
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_ids.begin() + row, m_ids.begin() + from, m_ids.begin() + from + 1);
            endMoveRows();
        }
    }
}

void IdListModel::removeMissing(const IdSet &wanted) {
    int last = static_cast<int>(m_ids.size()) - 1;
    while (last >= 0) {
        if (wanted.contains(m_ids[static_cast<std::size_t>(last)])) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !wanted.contains(m_ids[static_cast<std::size_t>(first) - 1])) {
            --first;
        }
        beginRemoveRows({}, first, last);
        m_ids.erase(m_ids.begin() + first, m_ids.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
}

// Many rows at once: what goes moves to the front and goes in one step, what is new comes in one step, and
// one relayout puts all in order. Still no reset; what is selected stays selected. To the front, because a
// view then chooses the first row instead of a chosen one that goes; at the end it would choose the last.
void IdListModel::adoptAtOnce(const Ids &ids, const IdSet &wanted) {
    Ids parted = m_ids;
    const auto stay =
        std::stable_partition(parted.begin(), parted.end(), [&](auto id) { return !wanted.contains(id); });
    const auto gone = static_cast<int>(stay - parted.begin());
    if (gone > 0) {
        reorder(parted);
        beginRemoveRows({}, 0, gone - 1);
        m_ids.erase(m_ids.begin(), m_ids.begin() + gone);
        m_places.reset();
        endRemoveRows();
    }
    const auto kept = rowCount();
    if (const auto more = static_cast<int>(ids.size()) - kept; more > 0) {
        const IdSet have(m_ids.begin(), m_ids.end());
        beginInsertRows({}, kept, kept + more - 1);
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(m_ids),
                     [&](auto id) { return !have.contains(id); });
        m_places.reset();
        endInsertRows();
    }
    reorder(ids);
}

void IdListModel::reorder(const Ids &ids) {
    if (ids == m_ids) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const auto before = persistentIndexList();
    Ids meant;
    for (const auto &index : before) {
        meant.push_back(idAt(index.row()));
    }
    m_ids = ids;
    m_places.reset();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        after.append(index(rowOf(meant[static_cast<std::size_t>(i)]), before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

} // namespace ui
