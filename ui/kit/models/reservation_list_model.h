// The list of reservations: the ordered ids of a filter and a window of rows around what is looked at.
//
// Instant at 100,000 stored reservations: rows come by key in pages, changes arrive as exact inserts, moves
// and removes, and after the very first load the model is never reset, so selection and scroll position stay.
#pragma once

#include "kit/models/id_list_model.h"
#include "services/reservations.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ui {

class ReservationListModel : public IdListModel {
    Q_OBJECT
public:
    enum Column { State, Date, Time, Children, Classes, Guardian, Remaining, Channel, ColumnCount };
    enum Role {
        /// The row's services::ReservationRow (registered with QMetaType); invalid while it is being fetched.
        RowRole = Qt::UserRole + 1,
        IdRole, ///< QString
    };

    explicit ReservationListModel(services::Reservations &reservations, QObject *parent = nullptr);

    /// Another question. What fits both stays where it is; the rest comes and goes with exact signals.
    void setFilter(const services::ReservationFilter &filter);
    [[nodiscard]] const services::ReservationFilter &filter() const { return m_filter; }
    /// False until the ids of the present filter have arrived.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// Asleep it only remembers that something changed; awake again it asks once. For pages in the back.
    void setAwake(bool awake);
    /// Awake, and asks at once, for the first rows, too: for a page that is about to be seen. Of a long list
    /// the front comes first and the rest when it stands on the screen.
    void prepare();
    /// How many there are; not known while only the front has come.
    [[nodiscard]] std::optional<int> total() const;
    /// Null while it is being fetched.
    [[nodiscard]] const services::ReservationRow *rowAt(int row) const;
    /// Asks for the ids again; the difference arrives as exact signals. Rows on screen are fetched anew, for
    /// the remaining times.
    void refresh();

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
    void onChanged(const services::ReservationsChanged &what);
    void askSoon();
    [[nodiscard]] std::chrono::milliseconds restLeft() const;
    void askForIds();
    void answered();
    void takeIds(const Ids &ids, quint64 question);
    void takeFront(const Ids &ids, quint64 question);
    void refetchStale();
    void reload(const Ids &ids);
    void want(domain::ReservationId id, int row) const;
    void fetchMissing();
    void takeRows(const std::vector<services::ReservationRow> &rows, const Places &asked);
    void tellRows(std::vector<int> rows);
    void shrinkWindow(const std::vector<services::ReservationRow> &newest);
    [[nodiscard]] QString text(const services::ReservationRow &row, int column) const;

    services::Reservations &m_reservations;
    services::ReservationFilter m_filter;
    std::unordered_map<domain::ReservationId, services::ReservationRow> m_rows; ///< the window
    mutable std::vector<std::pair<domain::ReservationId, int>> m_missing;       ///< wanted, newest wish last
    IdSet m_stale; ///< shown as they were until the new row arrives
    mutable QTimer m_fetch;
    QTimer m_ask;
    quint64 m_question = 0;
    int m_underWay = 0;                  ///< questions without an answer
    bool m_askAgain = false;             ///< something changed meanwhile
    QElapsedTimer m_asked;               ///< since the present question
    QElapsedTimer m_sinceAnswer;         ///< not valid before the first
    std::chrono::milliseconds m_rest{0}; ///< after that answer
    bool m_isFrontOnly = false;
    bool m_everLoaded = false;
    bool m_loaded = false;
    bool m_fetching = false;
    bool m_awake = true;
    bool m_isToBeSeen = false;
    bool m_missedChanges = false;
};

} // namespace ui

Q_DECLARE_METATYPE(services::ReservationRow)
