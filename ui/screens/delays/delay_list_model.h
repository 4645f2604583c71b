// Late answers by facility, worst first. A municipality has at most about 1,300 facilities, so all rows are
// held.
#pragma once

#include "services/delays.h"

#include <QAbstractTableModel>

namespace ui {

class DelayListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Phone, Late, NearlyLate, StartsUnanswered, Oldest, Waited, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// Takes the new list with exact signals: rows that stay keep their selection.
    void setRows(const std::vector<services::DelayRow> &rows);
    /// Null outside the list.
    [[nodiscard]] const services::DelayRow *rowAt(int row) const;
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] int find(domain::FacilityId id, int from) const;
    std::vector<services::DelayRow> m_rows;
};

} // namespace ui
