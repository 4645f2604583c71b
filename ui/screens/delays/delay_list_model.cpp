#include "screens/delays/delay_list_model.h"

#include "kit/text/common_text.h"

#include <algorithm>

namespace ui {

void DelayListModel::setRows(const std::vector<services::DelayRow> &rows) {
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto id = m_rows[static_cast<std::size_t>(row)].facility;
        if (std::none_of(rows.begin(), rows.end(), [&](const auto &other) { return other.facility == id; })) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        const auto &wanted = rows[static_cast<std::size_t>(row)];
        const int from = find(wanted.facility, row);
        if (from < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, wanted);
            endInsertRows();
        } else if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_rows.begin() + row, m_rows.begin() + from, m_rows.begin() + from + 1);
            endMoveRows();
        }
        m_rows[static_cast<std::size_t>(row)] = wanted;
    }
    if (!rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int DelayListModel::find(domain::FacilityId id, int from) const {
    for (int row = from; row < rowCount(); ++row) {
        if (m_rows[static_cast<std::size_t>(row)].facility == id) {
            return row;
        }
    }
    return -1;
}

const services::DelayRow *DelayListModel::rowAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

void DelayListModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int DelayListModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DelayListModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DelayListModel::data(const QModelIndex &index, int role) const {
    const auto *row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (row == nullptr) {
        return {};
    }
    const bool number = index.column() >= Late && index.column() <= StartsUnanswered;
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((number ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Name:
        return row->name;
    case Phone:
        return row->phone.isEmpty() ? tr("not known") : row->phone;
    case Late:
        return row->late;
    case NearlyLate:
        return row->nearlyLate;
    case StartsUnanswered:
        return row->startsUnanswered;
    case Oldest:
        return instantText(row->oldestRequestedAt);
    case Waited:
        return tr("%1 h %2 min").arg(row->oldestOpenMinutes / 60).arg(row->oldestOpenMinutes % 60);
    default:
        return {};
    }
}

QVariant DelayListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        const bool number = section >= Late && section <= StartsUnanswered;
        return QVariant::fromValue((number ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles = {tr("Facility"),
                                tr("Phone"),
                                tr("Late"),
                                tr("Nearly late"),
                                tr("Starts unanswered"),
                                tr("Oldest request"),
                                tr("Waited (open hours)")};
    return titles.value(section);
}

} // namespace ui
