// The list of reservations: the ordered ids of a filter and a window of rows around what is looked at.
//
// Instant at 100,000 stored reservations: rows come by key in pages, changes arrive as exact inserts, moves
// and removes, and after the first load of a filter the model is never reset, so selection and scroll
// position stay.
#pragma once

#include "services/reservations.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QTimer>

#include <unordered_map>
#include <vector>

namespace ui {

class ReservationListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Date, Time, Children, Classes, Guardian, Remaining, Channel, ColumnCount };
    enum Role {
        /// The row's services::ReservationRow (registered with QMetaType); invalid while it is being fetched.
        RowRole = Qt::UserRole + 1,
        IdRole, ///< QString
    };

    explicit ReservationListModel(services::Reservations &reservations, QObject *parent = nullptr);

    /// Another question: the list is loaded anew (one reset when the ids arrive).
    void setFilter(const services::ReservationFilter &filter);
    [[nodiscard]] const services::ReservationFilter &filter() const { return m_filter; }
    /// False until the ids of the present filter have arrived.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] domain::ReservationId idAt(int row) const;
    /// -1 when it is not in the list.
    [[nodiscard]] int rowOf(domain::ReservationId id) const;
    /// Null while it is being fetched.
    [[nodiscard]] const services::ReservationRow *rowAt(int row) const;
    /// Asks for the ids again; the difference arrives as exact signals. Rows on screen are fetched anew, for
    /// the remaining times.
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Sets the headings anew after a change of language.
    void retranslate();

Q_SIGNALS:
    /// The ids of the filter have arrived, for the first time or anew.
    void loaded();
    void failed(const domain::Error &error);

private:
    using Ids = std::vector<domain::ReservationId>;
    void onChanged(const QList<services::EntityKey> &keys);
    void askForIds();
    void takeIds(const Ids &ids, quint64 question);
    void reload(const Ids &ids);
    void adopt(const Ids &ids);
    void removeMissing(const Ids &ids);
    void relayout(const Ids &ids);
    void indexRows();
    void fetchMissing();
    void takeRows(const std::vector<services::ReservationRow> &rows);
    [[nodiscard]] QString text(const services::ReservationRow &row, int column) const;

    services::Reservations &m_reservations;
    services::ReservationFilter m_filter;
    Ids m_ids;
    std::unordered_map<domain::ReservationId, int> m_rowOf;
    std::unordered_map<domain::ReservationId, services::ReservationRow> m_rows; ///< the window
    mutable std::vector<domain::ReservationId> m_missing;
    std::unordered_map<domain::ReservationId, bool> m_stale; ///< shown as they were until the new row arrives
    mutable QTimer m_fetch;
    QTimer m_ask;
    quint64 m_question = 0;
    bool m_loaded = false;
    bool m_fetching = false;
};

} // namespace ui

Q_DECLARE_METATYPE(services::ReservationRow)
