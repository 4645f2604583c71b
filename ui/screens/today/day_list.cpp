#include "screens/today/day_list.h"

#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/states.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace ui {

namespace {

/// Long enough to let go of a key that was meant for the row before.
constexpr std::chrono::milliseconds pauseAfterMoving{1000};

} // namespace

DayList::DayList(services::Reservations &reservations, const Names &names, OpeningRowDelegate *delegate)
    : m_model(new ReservationListModel(reservations, this)), m_view(new RowList(delegate)),
      m_title(new SectionTitle), m_empty(new EmptyState(QString::fromUtf16(names.icon))),
      m_stack(new QStackedWidget), m_foot(new QVBoxLayout) {
    m_model->setAwake(false); // until the page is seen
    m_view->setObjectName(QString::fromUtf16(names.view));
    m_view->setModel(m_model);
    m_view->setModelColumn(ReservationListModel::Children);
    m_chosen = new ChosenRow(*m_view, *m_model);
    m_stack->setMinimumHeight(lineHeights(7)); // below that the page scrolls
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseAfterMoving);
    auto *column = new QVBoxLayout(this);
    const int side = lineHeights(0.5);
    column->setContentsMargins(0, side, 0, side);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(lineHeights(0.8), 0, lineHeights(0.8), 0);
    head->addWidget(m_title, 1);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    m_foot->setContentsMargins(lineHeights(0.8), 0, lineHeights(0.8), 0);
    column->addLayout(m_foot);
    connect(m_model, &ReservationListModel::loaded, this, [this] {
        std::erase_if(m_folded, [this](const auto &id) { return m_model->rowOf(id) < 0; });
        follow();
        showRows();
        Q_EMIT altered();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &top, const QModelIndex &bottom) {
                fold(top.row(), bottom.row());
                Q_EMIT altered();
            });
    connect(m_chosen, &ChosenRow::changed, this, [this] {
        if (m_chosen->isByPerson()) {
            m_pause.stop();
        }
        Q_EMIT altered();
    });
    connect(&m_pause, &QTimer::timeout, this, &DayList::altered);
}

void DayList::setButtons(const std::vector<QPushButton *> &buttons) {
    m_actions = buttons;
    m_buttons = new QWidget;
    auto *line = new QHBoxLayout(m_buttons);
    line->setContentsMargins(0, 0, 0, 0);
    for (auto *button : buttons) {
        line->addWidget(button);
    }
    line->addStretch(1);
    m_view->setRowButtons(m_buttons);
}

void DayList::showButtons() {
    const bool any =
        std::ranges::any_of(m_actions, [](const QPushButton *button) { return !button->isHidden(); });
    const int row = any && m_chosen->row() != nullptr ? m_model->rowOf(m_chosen->id()) : -1;
    m_view->openAt(row < 0 ? QModelIndex() : m_model->index(row, m_view->modelColumn()));
}

std::optional<int> DayList::openCount() const {
    const auto total = m_model->total();
    return total ? std::optional<int>(std::max(0, *total - foldedCount())) : std::nullopt;
}

void DayList::fold(int top, int bottom) {
    if (!m_folds) {
        return;
    }
    const auto before = m_folded.size();
    for (int row = top; row <= bottom; ++row) {
        const auto *known = m_model->rowAt(row);
        if (known == nullptr) {
            continue;
        }
        const bool folds = known->pending.state == services::Pending::Waiting;
        if (m_view->isRowHidden(row) != folds) {
            m_view->setRowHidden(row, folds);
        }
        if (folds) {
            m_folded.insert(known->reservation.id);
        } else {
            m_folded.erase(known->reservation.id);
        }
    }
    if (before != m_folded.size()) {
        showRows();
    }
}

int DayList::firstOpenRow() const {
    int row = 0;
    while (row < m_model->rowCount() && m_folded.contains(m_model->idAt(row))) {
        ++row;
    }
    return row < m_model->rowCount() ? row : -1;
}

void DayList::follow() {
    const int top = firstOpenRow();
    if (m_followsTop && top >= 0 && !m_chosen->isByPerson() && !m_chosen->id().isNull()) {
        moveMark(m_model->idAt(top));
    }
}

void DayList::moveMark(domain::ReservationId id) {
    const bool isAnother = !m_suggested.isNull() && m_suggested != id && m_suggested == m_chosen->id();
    m_suggested = id;
    if (isAnother) {
        m_pause.start(); // before anybody hears of the new row
    }
    if (m_chosen->id() != id) {
        m_chosen->suggest(id);
    }
}

bool DayList::bringBack() {
    const QModelIndex current = m_view->currentIndex();
    const QRect row = m_view->visualRect(current);
    const bool isAway = row.isValid() && !m_view->viewport()->rect().intersects(row);
    if (isAway) {
        m_view->scrollTo(current);
    }
    return isAway;
}

bool DayList::isReady(bool withRows) const {
    const bool hasRows = m_model->rowCount() == 0 || m_model->rowAt(0) != nullptr;
    return m_model->isLoaded() && (hasRows || !withRows);
}

void DayList::showRows() {
    const bool some = m_model->rowCount() > foldedCount();
    if (!some && m_view->hasFocus()) {
        Q_EMIT losesKeyboard();
    }
    m_stack->setCurrentIndex(some ? 0 : 1);
}

} // namespace ui
