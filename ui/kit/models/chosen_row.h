// The row that keys and buttons act on: the one that the person chose, marked for everybody to see, or none.
#pragma once

#include "domain/id.h"
#include "services/types.h"

#include <QAbstractItemView>
#include <QObject>
#include <QPersistentModelIndex>

#include <functional>
#include <vector>

namespace ui {

class ReservationListModel;

/// Looks after the choice in a list that others change, too. A chosen family stays chosen wherever its row
/// goes, and in sight where it was in sight. When somebody else takes it out of the list, nobody is chosen
/// until the person chooses again: no key may meet a family that came under it by itself.
class ChosenRow : public QObject {
    Q_OBJECT
public:
    using Fits = std::function<bool(const services::ReservationRow &)>;

    /// Belongs to the view.
    ChosenRow(QAbstractItemView &view, ReservationListModel &model);
    /// The one that is marked; null where none is, or several are.
    [[nodiscard]] domain::ReservationId id() const;
    /// Null also while it is being fetched.
    [[nodiscard]] const services::ReservationRow *row() const;
    /// All that are marked, from top to bottom.
    [[nodiscard]] std::vector<domain::ReservationId> all() const;
    [[nodiscard]] int count() const;
    /// The rows of those that are at hand.
    [[nodiscard]] std::vector<services::ReservationRow> known() const;
    /// The view gets the keyboard.
    void takeFocus();
    /// False where it is not in the list.
    bool choose(domain::ReservationId id);
    /// The same, where nobody has asked for it: the choice is not the person's and gives way to a better one.
    bool suggest(domain::ReservationId id);
    /// The person chose, or it follows from what the person did.
    [[nodiscard]] bool isByPerson() const { return m_isByPerson; }
    /// Nobody, until the person chooses.
    void clear();
    /// The first row, once the list has come; for a list that has just been opened.
    void chooseFirstOnceLoaded();
    /// The list goes out of sight: what the person did not choose, and a choice of several, ends with it.
    void leave();
    [[nodiscard]] bool awaitsFirst() const { return m_awaitsFirst; }
    /// The nearest below `id` that fits, of the rows that are at hand; the first of all where none is below.
    [[nodiscard]] domain::ReservationId nextAfter(domain::ReservationId id, const Fits &fits) const;
    /// The chosen one has left the list by others' doing, and nobody has been chosen since.
    [[nodiscard]] bool isTakenAway() const { return m_takenAway; }

Q_SIGNALS:
    /// Another one is chosen, or none.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool mark(domain::ReservationId id, bool byPerson);
    void onSelection();
    void beforeAdopt();
    void afterAdopt();
    void onLoaded();
    void keepInSight();
    [[nodiscard]] QModelIndex indexOf(int row) const;
    [[nodiscard]] bool isInSight() const;

    QAbstractItemView &m_view;
    ReservationListModel &m_model;
    bool m_awaitsFirst = true;
    bool m_isOurs = false; ///< the choice is being changed here, not by the person
    bool m_isByPerson = false;
    bool m_takenAway = false;
    struct Before {
        QPersistentModelIndex current;
        bool hadChoice = false;
        bool wasInSight = false;
        int across = 0;
    };
    Before m_before; ///< the list changed
};

} // namespace ui
