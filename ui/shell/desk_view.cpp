#include "shell/desk_view.h"

#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/sync_text.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/keys.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/states.h"
#include "kit/widgets/status_chip.h"
#include "screens/conflict/conflict_page.h"
#include "screens/delays/delays_page.h"
#include "screens/facility/facility_page.h"
#include "screens/outbox/outbox_page.h"
#include "screens/reservations/reservations_page.h"
#include "screens/settings/settings_page.h"
#include "screens/shortcuts/shortcuts_page.h"
#include "screens/slots/slots_page.h"
#include "screens/today/today_page.h"

#include <QComboBox>
#include <QEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {
namespace {

std::vector<PageId> pagesOf(const std::optional<domain::User> &user) {
    const bool municipal =
        user && (user->role == domain::Role::Municipal || user->role == domain::Role::Auditor);
    if (municipal) {
        return {PageId::Delays, PageId::Settings};
    }
    return {PageId::Today, PageId::Reservations, PageId::Slots, PageId::Facility, PageId::Settings};
}

/// Opened from anywhere, with a way back to there.
bool isPassing(PageId id) {
    return id == PageId::Outbox || id == PageId::Shortcuts || id == PageId::Conflict;
}

} // namespace

DeskView::DeskView(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context),
      m_navigation(new Navigation(pagesOf(context.desk.account().user()), this)),
      m_stack(new QStackedWidget(this)), m_head(new QWidget(this)), m_offline(new Banner(this)),
      m_clock(new Banner(this)), m_problem(new Banner(this)), m_firstPull(new BusyLine(this)) {
    makeHead();
    m_offline->setObjectName(QStringLiteral("offlineBanner"));
    m_offline->setClosing(Banner::Closing::ByCause);
    m_clock->setObjectName(QStringLiteral("clockBanner"));
    m_clock->setClosing(Banner::Closing::ByCause);
    m_problem->setObjectName(QStringLiteral("shellProblem"));
    m_firstPull->setObjectName(QStringLiteral("firstPull"));
    auto *messages = new QVBoxLayout;
    messages->setContentsMargins(lineHeights(0.6), 0, lineHeights(0.6), 0);
    for (QWidget *widget : {static_cast<QWidget *>(m_offline), static_cast<QWidget *>(m_clock),
                            static_cast<QWidget *>(m_problem), static_cast<QWidget *>(m_firstPull)}) {
        messages->addWidget(widget);
    }
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_head);
    right->addLayout(messages);
    right->addWidget(m_stack, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_navigation);
    layout->addLayout(right, 1);
    // To count tens of thousands takes a while; the page's own questions come first.
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(100);
    m_facilitiesSoon.setSingleShot(true);
    m_facilitiesSoon.setInterval(30);
    connect(m_navigation, &Navigation::chosen, this, &DeskView::open);
    connect(m_offline, &Banner::actionTriggered, this, [this] { m_context.desk.syncStatus().retryNow(); });
    connect(&m_countSoon, &QTimer::timeout, this, &DeskView::countWaiting);
    connect(&m_facilitiesSoon, &QTimer::timeout, this, &DeskView::loadFacilities);
    connect(&context.desk.syncStatus(), &services::SyncStatus::changed, this, &DeskView::followSync);
    connect(&context.desk.reservations(), &services::Reservations::changed, &m_countSoon,
            qOverload<>(&QTimer::start));
    connect(&context.desk.facilities(), &services::Facilities::changed, this,
            [this](const QList<services::EntityKey> &keys) {
                const bool concerns =
                    std::any_of(keys.begin(), keys.end(), [](const services::EntityKey &key) {
                        return key.kind == domain::RecordKind::Facility;
                    });
                if (concerns) {
                    m_facilitiesSoon.start();
                }
            });
    connect(&context.desk.account(), &services::Account::changed, this, &DeskView::tellProblem);
    makeShortcuts();
    retranslate();
    tellProblem();
    followSync();
    loadFacilities();
    chooseKnown();
    open(m_navigation->pages().front());
    m_stack->hide(); // until it is known whose data are to be shown: a page asks for them when it is seen
    if (auto *today = qobject_cast<TodayPage *>(page(m_current)); today != nullptr && !m_chosen.isNull()) {
        today->prepare(); // while the window is laid out
    }
}

/// Who works at one nursery sees that one: nobody need be asked which.
void DeskView::chooseKnown() {
    const auto user = m_context.desk.account().user();
    if (user && user->facilities.size() == 1) {
        m_chosen = user->facilities.front();
    }
}

void DeskView::showPages() {
    if (!m_stack->isVisibleTo(this)) {
        m_stack->show();
        page(m_current)->focusFirst();
    }
}

/// Seen before its lists are here, the page would be laid out and painted twice, the first time with nothing.
void DeskView::showPagesOnceLoaded() {
    constexpr std::chrono::milliseconds atLatest{100};
    auto *today = qobject_cast<TodayPage *>(page(m_current));
    if (today == nullptr || today->isLoaded()) {
        showPages();
        return;
    }
    today->prepare();
    connect(today, &TodayPage::firstLoaded, this, &DeskView::showPages, Qt::SingleShotConnection);
    QTimer::singleShot(atLatest, this, &DeskView::showPages);
}

void DeskView::makeHead() {
    m_facilityLabel = new SizedLabel(1.0, SizedLabel::Weight::Bold, SizedLabel::Tint::Text, m_head);
    m_facilityLabel->setObjectName(QStringLiteral("facilityName"));
    m_facilityCaption = new MutedLabel(m_head);
    m_facilityCaption->setWordWrap(false);
    m_facility = new QComboBox(m_head);
    m_facilityCaption->setBuddy(m_facility); // Qt tells a reader on Linux no other name of a closed list
    m_facility->setObjectName(QStringLiteral("facilityChooser"));
    m_facility->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_facility->setMinimumContentsLength(12);
    m_facility->hide();
    m_facilityCaption->hide();
    m_chip = new ChipButton(m_head);
    m_chip->setObjectName(QStringLiteral("statusChip"));
    m_attention = new ChipButton(m_head);
    m_attention->setObjectName(QStringLiteral("attentionChip"));
    m_attention->hide();
    m_help = new QPushButton(m_head);
    m_help->setObjectName(QStringLiteral("helpButton"));
    m_help->setIcon(icon(QStringLiteral("question"), Ink::Key));
    m_lock = new QPushButton(m_head);
    m_lock->setObjectName(QStringLiteral("lockButton"));
    m_lock->setIcon(icon(QStringLiteral("lock"), Ink::Key));
    setButtonKind(m_help, ButtonKind::Quiet);
    setButtonKind(m_lock, ButtonKind::Quiet);
    m_headLayout = new QHBoxLayout(m_head);
    m_headLayout->setContentsMargins(lineHeights(0.6), lineHeights(0.3), lineHeights(0.6), lineHeights(0.3));
    m_headLayout->addWidget(m_facilityLabel, 1);
    m_headLayout->addWidget(m_facilityCaption);
    m_headLayout->addWidget(m_facility, 1);
    // Breaks into lines where large text leaves no room.
    m_buttons = new QWidget(m_head);
    auto *flow = new FlowLayout(m_buttons);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->addWidget(m_attention);
    flow->addWidget(m_chip);
    flow->addWidget(m_help);
    flow->addWidget(m_lock);
    m_headLayout->addWidget(m_buttons);
    connect(m_facility, &QComboBox::currentIndexChanged, this, &DeskView::chooseFacility);
    connect(m_chip, &ChipButton::clicked, this, [this] { open(PageId::Outbox); });
    connect(m_attention, &ChipButton::clicked, this, [this] { open(PageId::Outbox); });
    connect(m_help, &QPushButton::clicked, this, [this] { open(PageId::Shortcuts); });
    connect(m_lock, &QPushButton::clicked, this, [this] { m_context.desk.account().lock(); });
}

void DeskView::makeShortcuts() {
    const auto add = [this](const QKeySequence &keys, auto what) { addShortcut(keys, this, what); };
    for (std::size_t i = 0; i < m_navigation->pages().size(); ++i) {
        const PageId id = m_navigation->pages()[i];
        add(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))),
            [this, id] { open(id); });
    }
    add(QKeySequence(Qt::Key_F5), [this] { m_context.desk.syncStatus().retryNow(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_context.desk.account().lock(); });
    add(QKeySequence(Qt::Key_F1), [this] { open(PageId::Shortcuts); });
    auto *esc = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    esc->setAutoRepeat(false);
    connect(esc, &QShortcut::activated, this, &DeskView::stepBack);
}

Page *DeskView::makePage(PageId id) {
    switch (id) {
    case PageId::Today:
        return new TodayPage(m_context, m_stack);
    case PageId::Reservations:
        return new ReservationsPage(m_context, m_stack);
    case PageId::Slots:
        return new SlotsPage(m_context, m_stack);
    case PageId::Facility:
        return new FacilityPage(m_context, m_stack);
    case PageId::Delays:
        return new DelaysPage(m_context, m_stack);
    case PageId::Settings:
        return new SettingsPage(m_context, m_stack);
    case PageId::Outbox: {
        auto *outbox = new OutboxPage(m_context, m_stack);
        connect(outbox, &OutboxPage::closed, this, &DeskView::back);
        connect(outbox, &OutboxPage::settleWanted, this, &DeskView::openConflict);
        connect(outbox, &OutboxPage::showFacility, this, [this] { open(PageId::Facility); });
        return outbox;
    }
    case PageId::Conflict: {
        auto *conflict = new ConflictPage(m_context, m_stack);
        connect(conflict, &ConflictPage::closed, this, [this] { open(PageId::Outbox); });
        return conflict;
    }
    case PageId::Shortcuts: {
        auto *shortcuts = new ShortcutsPage(m_navigation->pages(), &Navigation::nameOf, m_stack);
        connect(shortcuts, &ShortcutsPage::closed, this, &DeskView::back);
        return shortcuts;
    }
    }
    return nullptr;
}

void DeskView::connectPage(Page *made) {
    m_stack->addWidget(made);
    connect(made, &Page::showPage, this, &DeskView::open);
    connect(made, &Page::showReservation, this, &DeskView::openReservation);
    connect(made, &Page::showSlot, this, &DeskView::openSlot);
    connect(made, &Page::showReservationsOf, this, [this](domain::SlotId id) {
        open(PageId::Reservations);
        static_cast<ReservationsPage *>(page(PageId::Reservations))->openSlot(id);
    });
    if (!m_chosen.isNull()) {
        made->setFacility(m_chosen);
    }
}

Page *DeskView::page(PageId id) {
    Page *&known = m_pages[id];
    if (!known) {
        known = makePage(id);
        connectPage(known);
    }
    return known;
}

void DeskView::open(PageId id) {
    remember(id);
    Page *shown = page(id);
    if (id == PageId::Shortcuts && m_current != id) {
        static_cast<ShortcutsPage *>(shown)->setTopic(m_current, page(m_current)->help());
    }
    m_current = id;
    m_stack->setCurrentWidget(shown);
    m_stack->show();
    m_navigation->setCurrent(id);
    Q_EMIT titleChanged();
    shown->activate();
    shown->focusFirst(); // its keys work at once
}

/// Each page once: to go back leads on towards the first one and never in a ring.
void DeskView::remember(PageId next) {
    if (!m_isGoingBack && !isPassing(m_current) && m_current != next && m_pages.contains(m_current)) {
        m_trail.push_back(m_current);
    }
    std::erase(m_trail, next);
}

void DeskView::back() {
    if (m_trail.empty()) {
        return;
    }
    const PageId before = m_trail.back();
    m_isGoingBack = true;
    open(before);
    m_isGoingBack = false;
}

void DeskView::stepBack() {
    if (m_stack->isVisibleTo(this) && !page(m_current)->stepBack()) {
        back();
    }
}

void DeskView::openReservation(domain::ReservationId id) {
    open(PageId::Reservations);
    static_cast<ReservationsPage *>(page(PageId::Reservations))->open(id);
}

void DeskView::openConflict(domain::OperationId operation) {
    open(PageId::Conflict);
    static_cast<ConflictPage *>(page(PageId::Conflict))->show(operation);
}

void DeskView::openSlot(domain::SlotId id) {
    open(PageId::Slots);
    static_cast<SlotsPage *>(page(PageId::Slots))->open(id);
}

void DeskView::loadFacilities() {
    whenDone(
        m_context.desk.facilities().all(), this,
        [this](const std::vector<domain::Facility> &facilities) { showFacilities(facilities); },
        [this](const domain::Error &error) {
            m_problem->say(Tone::Error, errorText(error));
            m_stack->show();
        });
}

void DeskView::showFacilities(const std::vector<domain::Facility> &facilities) {
    const bool first = m_facilityIds.empty() && !facilities.empty();
    const domain::FacilityId before = first ? domain::FacilityId() : m_chosen;
    {
        const QSignalBlocker quiet(m_facility);
        m_facility->clear();
        m_facilityIds.clear();
        for (const domain::Facility &facility : facilities) {
            m_facility->addItem(facilityName(facility));
            m_facilityIds.push_back(facility.id);
        }
        const auto kept = std::find(m_facilityIds.begin(), m_facilityIds.end(), before);
        m_facility->setCurrentIndex(kept == m_facilityIds.end()
                                        ? (m_facilityIds.empty() ? -1 : 0)
                                        : static_cast<int>(kept - m_facilityIds.begin()));
    }
    // Municipal staff see all facilities on every page; a choice would mean nothing there.
    const bool municipal = m_navigation->pages().front() == PageId::Delays;
    m_facility->setVisible(!municipal && m_facilityIds.size() > 1);
    m_facilityCaption->setVisible(m_facility->isVisibleTo(m_head));
    m_facilityLabel->setVisible(!m_facility->isVisibleTo(m_head));
    m_facilityLabel->setText(municipal ? QString() : m_facility->currentText());
    arrangeHead();
    if (!m_facilityIds.empty()) {
        chooseFacility(m_facility->currentIndex());
    }
    if (!m_stack->isVisibleTo(this)) {
        showPagesOnceLoaded();
    } else if (first) {
        page(m_current)->focusFirst();
    }
}

void DeskView::chooseFacility(int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= m_facilityIds.size()) {
        return;
    }
    const domain::FacilityId chosen = m_facilityIds[static_cast<std::size_t>(index)];
    if (chosen != m_chosen) {
        m_chosen = chosen;
        for (const auto &[id, made] : m_pages) {
            made->setFacility(chosen);
        }
    }
    m_countSoon.start();
}

void DeskView::followSync() {
    const services::SyncState state = m_context.desk.syncStatus().state();
    const ChipWords words = chipWords(state);
    m_chip->setChip(words.tone, words.text);
    const QString attention = attentionWords(state);
    m_attention->setChip(Tone::Error, attention);
    m_attention->setVisible(!attention.isEmpty());
    arrangeHead();
    const auto show = [](Banner *banner, const QString &text) {
        if (text.isEmpty()) {
            banner->dismiss();
        } else if (banner->text() != text) {
            banner->say(Tone::Warning, text);
        }
    };
    show(m_offline, offlineWords(state));
    if (state.connection == services::SyncState::Connection::Offline) {
        m_offline->setAction(tr("Try now"));
    }
    show(m_clock, clockWords(state));
    if (state.firstPull && state.connection == services::SyncState::Connection::Online) {
        m_firstPull->start(firstPullWords(state));
        m_firstPull->setProgress(state.received, state.expected);
    } else {
        m_firstPull->stop();
    }
}

/// For example that the sign-in could not be kept; once, until the user closes it.
void DeskView::tellProblem() {
    const services::Account &account = m_context.desk.account();
    const auto problem = account.problem();
    if (account.step() == services::SignInStep::SignedIn && problem) {
        m_problem->say(Tone::Warning, errorText(*problem));
    }
}

void DeskView::countWaiting() {
    if (m_navigation->pages().front() != PageId::Today || m_facilityIds.empty()) {
        return; // of nothing, or not known yet of what
    }
    services::ReservationFilter filter;
    filter.states = {domain::ReservationStatus::Requested};
    filter.facility = m_chosen;
    whenDone(
        m_context.desk.reservations().count(filter), this,
        [this](int count) {
            const QString note = count > 0 ? tr("%n await(s) approval", nullptr, count) : QString();
            m_navigation->setNote(PageId::Today, note);
            m_navigation->setNote(PageId::Reservations, note);
        },
        [this](const domain::Error &error) { m_problem->say(Tone::Error, errorText(error)); });
}

void DeskView::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        arrangeHead();
    }
    QWidget::changeEvent(event);
}

void DeskView::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    arrangeHead();
}

/// The name stands above the buttons where both do not fit into one line.
void DeskView::arrangeHead() {
    if (!m_headLayout) {
        return;
    }
    const int name = m_facility->isVisibleTo(m_head)
                         ? m_facility->sizeHint().width() + m_facilityCaption->sizeHint().width()
                         : m_facilityLabel->fontMetrics().horizontalAdvance(m_facilityLabel->text());
    const int wanted = name + m_buttons->sizeHint().width() + lineHeights(3);
    const int room = width() - m_navigation->sizeHint().width();
    m_headLayout->setDirection(room >= wanted ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void DeskView::retranslate() {
    m_facilityCaption->setText(tr("Nursery"));
    m_facility->setAccessibleName(tr("Nursery"));
    m_chip->setAccessibleDescription(tr("Opens the list of what waits to be sent and what needs attention"));
    m_chip->setToolTip(m_chip->accessibleDescription());
    m_help->setText(tr("Help (F1)"));
    m_lock->setText(tr("Lock"));
    m_lock->setToolTip(tr("Lock (Ctrl+L)"));
    m_offline->dismiss();
    m_clock->dismiss();
    followSync();
    countWaiting();
    Q_EMIT titleChanged();
}

} // namespace ui
