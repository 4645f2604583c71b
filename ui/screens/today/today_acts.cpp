#include "screens/today/today_acts.h"

#include "kit/flows/decision_flow.h"
#include "kit/forms/decision_form.h"
#include "kit/forms/reservation_details.h"
#include "kit/models/chosen_row.h"
#include "kit/models/reservation_list_model.h"
#include "kit/text/common_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/keys.h"
#include "kit/widgets/labels.h"
#include "screens/today/day_list.h"
#include "screens/today/details_side.h"
#include "screens/today/today_layout.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

QPushButton *button(const char16_t *name, ButtonKind kind) {
    auto *made = new QPushButton;
    made->setObjectName(QString::fromUtf16(name));
    setButtonKind(made, kind);
    return made;
}

} // namespace

TodayActs::TodayActs(const UiContext &context, const Parts &parts)
    : QObject(parts.page), m_context(context), m_parts(parts), m_looked(parts.waiting),
      m_acts(new ActFlow(context, *parts.banner, parts.page)),
      m_answers(new DecisionFlow(context, *m_acts, parts.side->form(), parts.waiting->chosen())),
      m_approve(button(u"todayApprove", ButtonKind::Primary)),
      m_decline(button(u"todayDecline", ButtonKind::Normal)),
      m_open(button(u"todayOpen", ButtonKind::Normal)),
      m_attended(button(u"todayAttended", ButtonKind::Primary)),
      m_noShow(button(u"todayNoShow", ButtonKind::Normal)), m_hint(new MutedLabel) {
    m_hint->setObjectName(QStringLiteral("todayHint"));
    m_parts.waiting->setButtons({m_approve, m_decline, m_open});
    m_parts.waiting->foot().addWidget(m_hint);
    m_parts.agenda->setButtons({m_attended, m_noShow});
    connectRows();
    connectFlow();
    connectDetails();
    makeKeys();
}

void TodayActs::setFacility(domain::FacilityId facility) {
    m_answers->setFacility(facility, QStringLiteral("today"));
}

void TodayActs::retranslate() {
    m_approve->setText(tr("Approve (A)"));
    m_decline->setText(tr("Decline… (D)"));
    m_open->setText(tr("Details (Enter)"));
    m_attended->setText(tr("Came (C)"));
    m_noShow->setText(tr("Did not come (N)"));
    m_parts.side->retranslate();
    m_answers->retranslate();
    showHint();
    showDetails();
}

void TodayActs::connectRows() {
    for (auto *list : {m_parts.waiting, m_parts.agenda}) {
        list->view().installEventFilter(this);
        connect(&list->model(), &ReservationListModel::failed, m_acts, &ActFlow::failed);
        connect(list, &DayList::altered, this, [this, list] { onAltered(list); });
        connect(list, &DayList::losesKeyboard, this, [this] { m_parts.page->setFocus(); });
        // Not with the keyboard alone: Tab leads past the lists to the details of the family that is shown.
        connect(&list->chosen(), &ChosenRow::changed, this, [this, list] {
            if (list->view().hasFocus() && list->chosen().isByPerson()) {
                lookAt(list);
            }
        });
        connect(&list->view(), &QListView::clicked, this, [this, list] { lookAt(list); });
        connect(&list->view(), &QListView::doubleClicked, this, [this, list] { open(*list); });
    }
}

void TodayActs::connectFlow() {
    using Call = domain::ReservationCall;
    connect(m_approve, &QPushButton::clicked, this, [this] { call(*m_parts.waiting, Call::Approve); });
    connect(m_decline, &QPushButton::clicked, this, [this] { call(*m_parts.waiting, Call::Decline); });
    connect(m_open, &QPushButton::clicked, this, [this] { open(*m_parts.waiting); });
    connect(m_attended, &QPushButton::clicked, this, [this] { call(*m_parts.agenda, Call::Attend); });
    connect(m_noShow, &QPushButton::clicked, this, [this] { call(*m_parts.agenda, Call::NoShow); });
    connect(m_answers, &DecisionFlow::opened, this, [this] { showForm(true); });
    connect(m_answers, &DecisionFlow::closed, this, [this] { showForm(false); });
    connect(m_acts, &ActFlow::acted, this, [this](domain::ReservationId id) { m_acted = id; });
    connect(m_acts, &ActFlow::wentOn, this, &TodayActs::goOn);
    connect(m_acts, &ActFlow::takenBack, this, &TodayActs::chooseAgain);
    connect(m_parts.banner, &Banner::actionTriggered, m_acts, &ActFlow::undo);
}

void TodayActs::connectDetails() {
    auto *details = &m_parts.side->details();
    connect(details, &ReservationDetails::callWanted, this,
            [this](domain::ReservationCall wanted) { call(*m_looked, wanted); });
    connect(details, &ReservationDetails::withdrawWanted, this, [this, details] {
        const auto &row = details->row();
        m_acts->takeBack({{row.pending.operation, row.reservation.id.text()}});
    });
    connect(details, &ReservationDetails::dismissWanted, this,
            [this, details] { m_context.desk.syncStatus().dismiss(details->row().pending.operation); });
    connect(details, &ReservationDetails::slotWanted, this,
            [this, details] { Q_EMIT m_parts.page->showSlot(details->row().reservation.slotId); });
}

void TodayActs::makeKeys() {
    addShortcut(QKeySequence::Undo, m_parts.page, [this] { m_acts->undo(); });
    for (const auto enter : {Qt::Key_Return, Qt::Key_Enter}) {
        addShortcut(QKeySequence(Qt::CTRL | enter), m_parts.page, [this] { confirmForm(); });
    }
}

bool TodayActs::eventFilter(QObject *watched, QEvent *event) {
    const bool isWaiting = watched == &m_parts.waiting->view();
    DayList &list = isWaiting ? *m_parts.waiting : *m_parts.agenda;
    if (event->type() != QEvent::KeyPress) {
        return QObject::eventFilter(watched, event);
    }
    const auto *key = dynamic_cast<QKeyEvent *>(event);
    const bool isPlain = key->modifiers() == Qt::NoModifier;
    if (isWaiting && answersByKey(*key)) {
        return true;
    }
    if (!isWaiting && isPlain && (key->key() == Qt::Key_C || key->key() == Qt::Key_N)) {
        using Call = domain::ReservationCall;
        call(list, key->key() == Qt::Key_C ? Call::Attend : Call::NoShow);
        return true;
    }
    if (isPlain && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        open(list);
        return true;
    }
    return QObject::eventFilter(watched, event);
}

bool TodayActs::answersByKey(const QKeyEvent &key) {
    if (key.modifiers() != Qt::NoModifier || (key.key() != Qt::Key_A && key.key() != Qt::Key_D)) {
        return false;
    }
    call(*m_parts.waiting,
         key.key() == Qt::Key_A ? domain::ReservationCall::Approve : domain::ReservationCall::Decline);
    return true;
}

bool TodayActs::can(const DayList &list, domain::ReservationCall call) const {
    const auto *row = list.chosen().row();
    return row != nullptr && !list.isPausing() && !m_acts->fitting({*row}, call).empty();
}

/// Never on a row that nobody sees: a key brings it back first.
void TodayActs::call(DayList &list, domain::ReservationCall call) {
    if (can(list, call) && !m_answers->isOpen() && !list.bringBack()) {
        m_answers->call(call, list.chosen());
    }
}

/// Where the details have no column of their own they slide in; else the list of all reservations opens.
void TodayActs::open(DayList &list) {
    lookAt(&list);
    const auto id = list.chosen().id();
    if (id.isNull()) {
        return;
    }
    if (m_parts.layout->hasThree() || m_parts.layout->isSlidIn()) {
        Q_EMIT m_parts.page->showReservation(id);
    } else {
        m_parts.layout->slideDetails(true);
    }
}

void TodayActs::lookAt(DayList *list) {
    if (m_looked != list) {
        m_looked = list;
        showDetails();
    }
}

void TodayActs::onAltered(DayList *list) {
    if (list == m_parts.waiting && m_answers->isOpen() && !m_deciding.isNull()) {
        const auto marked = m_parts.waiting->chosen().id();
        if (!marked.isNull() && marked != m_deciding) {
            m_answers->putAside(); // the person has turned to another family; what is typed waits
        }
    }
    if (list->model().rowCount() > 0 && list == m_parts.waiting && m_parts.page->hasFocus()) {
        list->view().setFocus();
    }
    showButtons();
    if (list == m_looked || m_looked->chosen().row() == nullptr) {
        showDetails();
    }
}

void TodayActs::showButtons() {
    using Call = domain::ReservationCall;
    const bool isFree = !m_answers->isOpen();
    const bool answers = isFree && can(*m_parts.waiting, Call::Approve);
    m_approve->setVisible(answers);
    m_decline->setVisible(answers);
    m_open->setVisible(m_parts.waiting->chosen().row() != nullptr && !m_parts.waiting->isPausing());
    m_attended->setVisible(isFree && can(*m_parts.agenda, Call::Attend));
    m_noShow->setVisible(isFree && can(*m_parts.agenda, Call::NoShow));
    m_parts.waiting->showButtons();
    m_parts.agenda->showButtons();
    showHint();
}

void TodayActs::showHint() {
    const bool isOpenChoice = m_parts.waiting->openCount().value_or(1) > 0 &&
                              m_parts.waiting->model().rowCount() > 0 &&
                              m_parts.waiting->chosen().id().isNull();
    const bool isPausing = m_parts.waiting->isPausing();
    m_hint->setVisible(isOpenChoice || isPausing);
    if (isPausing) {
        m_hint->setText(tr("A more urgent family has come to the top."));
    } else if (isOpenChoice) {
        m_hint->setText(m_parts.waiting->chosen().isTakenAway()
                            ? tr("The chosen family is no longer in this list. Choose whom to answer next.")
                            : tr("Choose the family that is to be answered."));
    }
}

/// The list that was looked at last, and the other one where nobody is marked in it.
void TodayActs::showDetails() {
    auto *other = m_looked == m_parts.waiting ? m_parts.agenda : m_parts.waiting;
    if (m_looked->chosen().row() == nullptr && m_looked->model().rowCount() == m_looked->foldedCount() &&
        other->chosen().row() != nullptr) {
        m_looked = other;
    }
    m_parts.side->showRow(m_looked->chosen().row(), m_context.desk.clock().now(),
                          tr("Choose a family to see its details."));
}

void TodayActs::showForm(bool shows) {
    m_deciding = shows ? m_parts.waiting->chosen().id() : domain::ReservationId();
    m_parts.side->showForm(shows);
    m_parts.layout->slideDetails(shows);
    showButtons();
    if (!shows) {
        m_parts.waiting->view().setFocus();
    }
}

/// The last one of its kind has no next one: nobody stays marked whose answer is given.
void TodayActs::goOn(ChosenRow *chosen) {
    if (chosen == &m_parts.waiting->chosen() && chosen->id() == m_acted) {
        chosen->clear();
    }
    if (!m_answers->isOpen() && !isTyping(m_parts.page->window()->focusWidget())) {
        chosen->takeFocus();
    }
}

/// The family that gets its answer back can be answered rightly.
void TodayActs::chooseAgain(domain::ReservationId id) {
    for (auto *list : {m_parts.waiting, m_parts.agenda}) {
        if (!m_answers->isOpen() && list->chosen().choose(id)) {
            list->view().setFocus();
        }
    }
}

void TodayActs::confirmForm() {
    if (m_answers->isOpen() && m_parts.side->form().isAncestorOf(m_parts.page->window()->focusWidget())) {
        m_parts.side->form().submit();
    }
}

bool TodayActs::stepBack() {
    if (m_answers->isOpen()) {
        m_answers->putAside();
        return true;
    }
    if (m_parts.layout->isSlidIn()) {
        m_parts.layout->slideDetails(false);
        m_looked->view().setFocus();
        return true;
    }
    return false;
}

} // namespace ui
