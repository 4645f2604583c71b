// A list of ids that takes on another order by exact inserts, moves and removals, so that selection and place
// stay.
#pragma once

#include "domain/id.h"

#include <QAbstractTableModel>

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ui {

class IdListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    [[nodiscard]] domain::ReservationId idAt(int row) const;
    /// -1 when it is not in the list.
    [[nodiscard]] int rowOf(domain::ReservationId id) const;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;

Q_SIGNALS:
    /// Rows come, go or move; adopted() follows when all stand in their new places.
    void aboutToAdopt();
    void adopted();

protected:
    using Ids = std::vector<domain::ReservationId>;
    using IdSet = std::unordered_set<domain::ReservationId>;
    using Places = std::unordered_map<domain::ReservationId, int>;

    using QAbstractTableModel::QAbstractTableModel;
    [[nodiscard]] const Ids &ids() const { return m_ids; }
    [[nodiscard]] const Places &places() const;
    /// After the very first load only this: what fits both stays where it is.
    void adopt(const Ids &ids);
    void replaceAll(const Ids &ids);

private:
    [[nodiscard]] bool isFewSteps(const Ids &ids, const IdSet &wanted) const;
    void adoptStepwise(const Ids &ids, const IdSet &wanted);
    void adoptAtOnce(const Ids &ids, const IdSet &wanted);
    void removeMissing(const IdSet &wanted);
    void reorder(const Ids &ids);

    Ids m_ids;
    mutable std::optional<Places> m_places; ///< made when first asked for: it costs more than the ids
};

} // namespace ui
