#include "kit/models/chosen_row.h"

#include "kit/models/reservation_list_model.h"

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QListView>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace ui {

ChosenRow::ChosenRow(QAbstractItemView &view, ReservationListModel &model)
    : QObject(&view), m_view(view), m_model(model) {
    view.installEventFilter(this);
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &ChosenRow::onSelection);
    connect(view.selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChosenRow::onSelection);
    connect(&model, &ReservationListModel::aboutToAdopt, this, &ChosenRow::beforeAdopt);
    connect(&model, &ReservationListModel::adopted, this, &ChosenRow::afterAdopt);
    connect(&model, &ReservationListModel::loaded, this, &ChosenRow::onLoaded);
}

domain::ReservationId ChosenRow::id() const {
    const QModelIndex current = m_view.currentIndex();
    const bool isMarked = current.isValid() && m_view.selectionModel()->isSelected(current);
    return isMarked && count() == 1 ? m_model.idAt(current.row()) : domain::ReservationId();
}

const services::ReservationRow *ChosenRow::row() const {
    return id().isNull() ? nullptr : m_model.rowAt(m_view.currentIndex().row());
}

std::vector<domain::ReservationId> ChosenRow::all() const {
    std::vector<int> rows;
    for (const auto &range : m_view.selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.push_back(row);
        }
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<domain::ReservationId> ids;
    ids.reserve(rows.size());
    for (const int row : rows) {
        ids.push_back(m_model.idAt(row));
    }
    return ids;
}

int ChosenRow::count() const {
    int count = 0;
    for (const auto &range : m_view.selectionModel()->selection()) {
        count += range.height();
    }
    return count;
}

std::vector<services::ReservationRow> ChosenRow::known() const {
    std::vector<services::ReservationRow> known;
    for (const auto id : all()) {
        if (const auto *row = m_model.rowAt(m_model.rowOf(id))) {
            known.push_back(*row);
        }
    }
    return known;
}

void ChosenRow::takeFocus() {
    m_view.setFocus();
}

QModelIndex ChosenRow::indexOf(int row) const {
    const auto *list = qobject_cast<const QListView *>(&m_view);
    return m_view.model()->index(row, list != nullptr ? list->modelColumn() : 0);
}

bool ChosenRow::suggest(domain::ReservationId id) {
    return mark(id, false);
}

bool ChosenRow::choose(domain::ReservationId id) {
    return mark(id, true); // what is asked for here comes of something that the person did
}

bool ChosenRow::mark(domain::ReservationId id, bool byPerson) {
    const int row = id.isNull() ? -1 : m_model.rowOf(id);
    if (row < 0) {
        return false;
    }
    {
        const QScopedValueRollback ours(m_isOurs, true);
        // Not by the view, which would look at the modifiers that are down at the moment.
        QItemSelectionModel::SelectionFlags marks = QItemSelectionModel::ClearAndSelect;
        if (m_view.selectionBehavior() == QAbstractItemView::SelectRows) {
            marks |= QItemSelectionModel::Rows;
        }
        m_view.selectionModel()->setCurrentIndex(indexOf(row), marks);
        m_view.scrollTo(m_view.currentIndex());
    }
    m_awaitsFirst = false;
    m_takenAway = false;
    m_isByPerson = byPerson;
    Q_EMIT changed();
    return true;
}

void ChosenRow::clear() {
    {
        const QScopedValueRollback ours(m_isOurs, true);
        m_view.selectionModel()->clear();
    }
    m_takenAway = false;
    m_isByPerson = false;
    m_awaitsFirst = false;
    Q_EMIT changed();
}

void ChosenRow::chooseFirstOnceLoaded() {
    clear();
    m_awaitsFirst = true;
}

void ChosenRow::leave() {
    if (count() > 1 || (!m_isByPerson && !m_takenAway)) {
        chooseFirstOnceLoaded();
    }
}

domain::ReservationId ChosenRow::nextAfter(domain::ReservationId id, const Fits &fits) const {
    constexpr int farthest = 500; // rows that nobody has looked at are not at hand anyway
    const int here = m_model.rowOf(id);
    const auto fitting = [&](int row) {
        const auto *at = m_model.rowAt(row);
        return at != nullptr && row != here && fits(*at);
    };
    for (int row = here + 1; row < std::min(m_model.rowCount(), here + farthest); ++row) {
        if (fitting(row)) {
            return m_model.idAt(row);
        }
    }
    for (int row = 0; row < std::min(here, farthest); ++row) {
        if (fitting(row)) {
            return m_model.idAt(row);
        }
    }
    return {};
}

void ChosenRow::onSelection() {
    if (m_isOurs) {
        return;
    }
    if (count() > 0) {
        m_isByPerson = true;
        m_takenAway = false;
        m_awaitsFirst = false;
    }
    Q_EMIT changed();
}

/// Without a current row Qt has nothing to put another row in the place of.
void ChosenRow::beforeAdopt() {
    m_before = {m_view.currentIndex(), count() > 0, isInSight(), m_view.horizontalScrollBar()->value()};
    m_isOurs = true;
    m_view.selectionModel()->clearCurrentIndex();
}

void ChosenRow::afterAdopt() {
    m_view.setAutoScroll(false); // a row that the user has scrolled away from stays away
    if (m_before.current.isValid()) {
        m_view.selectionModel()->setCurrentIndex(m_before.current, QItemSelectionModel::NoUpdate);
    } else if (count() > 0) { // of several that were chosen
        const int row = m_view.selectionModel()->selection().front().top();
        m_view.selectionModel()->setCurrentIndex(indexOf(row), QItemSelectionModel::NoUpdate);
    }
    m_view.setAutoScroll(true);
    m_isOurs = false;
    m_takenAway = m_takenAway || (m_before.hadChoice && count() == 0);
    keepInSight();
    Q_EMIT changed();
}

/// Asking for the place of the row also lays out what has just come, without which nothing could be scrolled
/// to.
bool ChosenRow::isInSight() const {
    const QRect row = m_view.visualRect(m_view.currentIndex());
    return row.isValid() && row.bottom() >= 0 && row.top() < m_view.viewport()->height();
}

void ChosenRow::keepInSight() {
    if (m_before.wasInSight && m_view.currentIndex().isValid() && !isInSight()) {
        m_view.scrollTo(m_view.currentIndex());
    }
    m_view.horizontalScrollBar()->setValue(m_before.across);
}

void ChosenRow::onLoaded() {
    if (!m_awaitsFirst) {
        return;
    }
    m_awaitsFirst = false;
    if (m_model.rowCount() > 0 && count() == 0) {
        suggest(m_model.idAt(0));
    }
}

/// Qt begins at the first row without marking it: the first press of an arrow marks it.
bool ChosenRow::eventFilter(QObject *watched, QEvent *event) {
    if (watched != &m_view || event->type() != QEvent::KeyPress || count() > 0 || m_model.rowCount() == 0) {
        return QObject::eventFilter(watched, event);
    }
    const auto *key = dynamic_cast<const QKeyEvent *>(event);
    const bool fromTop = key->key() == Qt::Key_Down || key->key() == Qt::Key_Home ||
                         key->key() == Qt::Key_PageDown || key->key() == Qt::Key_Space;
    const bool fromBottom = key->key() == Qt::Key_End;
    if (!fromTop && !fromBottom && key->key() != Qt::Key_Up && key->key() != Qt::Key_PageUp) {
        return QObject::eventFilter(watched, event);
    }
    const int top = std::max(0, m_view.indexAt(QPoint(1, 1)).row()); // what is seen, not what lies above it
    choose(m_model.idAt(fromBottom ? m_model.rowCount() - 1 : key->key() == Qt::Key_Home ? 0 : top));
    return true;
}

} // namespace ui
