#include "screens/outbox/outbox_page.h"

#include "kit/pages/when_done.h"
#include "kit/text/act_text.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/member_text.h"
#include "kit/text/sync_text.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/card.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/states.h"
#include "kit/widgets/status_chip.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

/// Nobody reads more at once; the rest comes up as these are dealt with.
constexpr std::size_t mostRows = 100;
constexpr char operationProperty[] = "operation";

} // namespace

OutboxPage::OutboxPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_back(new QPushButton(this)), m_retry(new QPushButton(this)),
      m_print(new QPushButton(this)), m_title(new PageTitle(this)), m_intro(new MutedLabel(this)),
      m_problem(new Banner(this)), m_empty(new EmptyState(QStringLiteral("success"), this)),
      m_list(new QWidget), m_past(new QWidget), m_pastTitle(new SectionTitle(m_past)) {
    m_back->setObjectName(QStringLiteral("outboxBack"));
    m_back->setIcon(icon(QStringLiteral("left"), Ink::Key));
    setButtonKind(m_back, ButtonKind::Quiet);
    m_retry->setObjectName(QStringLiteral("outboxRetry"));
    m_retry->setIcon(icon(QStringLiteral("refresh")));
    m_intro->setObjectName(QStringLiteral("outboxIntro"));
    m_print->setObjectName(QStringLiteral("outboxPrint"));
    m_print->setIcon(icon(QStringLiteral("print")));
    m_rows = new QVBoxLayout(m_list);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_past->setObjectName(QStringLiteral("pastDecisions"));
    auto *past = new QVBoxLayout(m_past);
    past->setContentsMargins(0, lineHeights(0.6), 0, 0);
    past->addWidget(m_pastTitle);
    m_pastRows = new QVBoxLayout;
    past->addLayout(m_pastRows);
    m_past->hide();
    auto *head = new QHBoxLayout;
    head->addWidget(m_back);
    head->addStretch(1);
    head->addWidget(m_print);
    head->addWidget(m_retry);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty, 1);
    column->addWidget(m_list);
    column->addWidget(m_past);
    column->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(m_title);
    layout->addWidget(m_intro);
    layout->addWidget(m_problem);
    m_empty->hide(); // until it is known that there is nothing
    layout->addWidget(new VerticalScroll(content, this), 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &OutboxPage::reload);
    connect(m_back, &QPushButton::clicked, this, &OutboxPage::closed);
    connect(m_retry, &QPushButton::clicked, this, [this] { m_context.desk.syncStatus().retryNow(); });
    connect(m_print, &QPushButton::clicked, this, &OutboxPage::print);
    connect(&context.desk.syncStatus(), &services::SyncStatus::changed, &m_soon, qOverload<>(&QTimer::start));
    retranslate();
}

void OutboxPage::retranslate() {
    m_back->setText(tr("Back"));
    m_retry->setText(tr("Try now"));
    m_print->setText(tr("Print the list"));
    m_title->setText(tr("Sending"));
    m_empty->setTexts(tr("Everything has been sent"), tr("Nothing waits, and the hub refused nothing."));
    m_pastTitle->setText(tr("Decisions on what was changed on two sides, kept for 180 days"));
    m_shown = {{}}; // whatever is shown is in the other language
    reload();
}

void OutboxPage::activate() {
    reload();
}

void OutboxPage::focusFirst() {
    m_back->setFocus();
}

void OutboxPage::showIntro() {
    QStringList sentences{tr("What you did is stored on this PC and goes to the hub by itself.")};
    sentences << unreadableWords(m_context.desk.syncStatus().state());
    sentences.removeAll(QString());
    m_intro->setText(sentences.join(u'\n'));
}

void OutboxPage::reload() {
    showIntro();
    whenDone(
        m_context.desk.syncStatus().outbox(), this,
        [this](const std::vector<services::OutboxItem> &items) { showItems(items); },
        [this](const domain::Error &error) { m_problem->say(Tone::Error, errorText(error)); });
    whenDone(
        m_context.desk.syncStatus().decisions(), this,
        [this](const std::vector<services::PastDecision> &decisions) { showDecisions(decisions); },
        [](const domain::Error &) {}); // the list above says what is wrong
}

/// The status changes with every pull; the rows are made anew only when they would differ, or the keyboard
/// and the reader would lose their place.
void OutboxPage::showItems(const std::vector<services::OutboxItem> &items) {
    std::vector<QString> now;
    now.reserve(items.size());
    for (const services::OutboxItem &item : items) {
        now.push_back(toQString(item.operation.text()) + QString::number(static_cast<int>(item.state)) +
                      reasonText(item) + QString::number(item.mayBeWithdrawn ? 1 : 0));
    }
    m_items = items;
    if (m_shown == now) {
        return;
    }
    auto *focused =
        m_list->isAncestorOf(focusWidget()) ? qobject_cast<QPushButton *>(focusWidget()) : nullptr;
    const QString name = focused ? focused->objectName() : QString();
    const QString operation = focused ? focused->property(operationProperty).toString() : QString();
    const qsizetype place = m_list->findChildren<QPushButton *>(name).indexOf(focused);
    rebuild(items);
    m_shown = std::move(now);
    if (focused) {
        keepFocus(name, operation, place);
    }
}

/// Why it waits, or why it was not done.
QString OutboxPage::reasonText(const services::OutboxItem &item) const {
    if (item.state != services::Pending::NeedsYou) {
        return waitText(item, m_context.desk.syncStatus().state());
    }
    const QString why = refusalText(item.refusal, item.first, m_context.desk.clock().now());
    return item.first ? why + u' ' + tr("Your act was not done; the hub's state stands.")
                      : tr("The hub says: %1").arg(why);
}

/// Everything about one act, for who wants to know exactly.
QString OutboxPage::detailsText(const services::OutboxItem &item) const {
    QStringList lines{tr("Done here: %1").arg(instantText(item.createdAt))};
    if (!item.subject.facility.isEmpty()) {
        lines << tr("Nursery: %1").arg(item.subject.facility);
    }
    if (!item.subject.reason.isEmpty()) {
        lines << tr("Reason for the family: %1").arg(item.subject.reason);
    }
    QStringList members;
    for (const QString &pointer : item.subject.members) {
        members << memberText(item.kind, pointer.toStdString());
    }
    if (!members.isEmpty()) {
        lines << tr("Changed items: %1").arg(members.join(u'、'));
    }
    if (!item.mayBeWithdrawn && item.state == services::Pending::Waiting) {
        lines << tr("It was on its way once, so it cannot be taken back: the hub may have it.");
    }
    lines << tr("Number for the support desk: %1").arg(toQString(item.operation.text()));
    return lines.join(u'\n');
}

void OutboxPage::print() {
    QStringList lines;
    for (const services::OutboxItem &item : m_items) {
        lines << actText(item.act) + u'　' + subjectText(item.subject) << reasonText(item)
              << detailsText(item) << QString();
    }
    m_context.prompter.print(this, tr("Not yet sent"), lines.join(u'\n'));
}

/// On the same act, or where it is gone on the one that has come to its place.
void OutboxPage::keepFocus(const QString &name, const QString &operation, qsizetype place) {
    const QList<QPushButton *> buttons = m_list->findChildren<QPushButton *>(name);
    QPushButton *next =
        buttons.isEmpty() ? m_back : buttons[std::clamp<qsizetype>(place, 0, buttons.size() - 1)];
    for (QPushButton *button : buttons) {
        if (button->property(operationProperty).toString() == operation) {
            next = button;
        }
    }
    next->setFocus();
}

/// What was refused or clashes stands apart from what only waits: it does not go away by itself.
void OutboxPage::rebuild(const std::vector<services::OutboxItem> &items) {
    clearRows();
    m_empty->setVisible(items.empty());
    m_list->setVisible(!items.empty());
    std::vector<const services::OutboxItem *> attention;
    std::vector<const services::OutboxItem *> waiting;
    for (const services::OutboxItem &item : items) {
        (item.state == services::Pending::NeedsYou ? attention : waiting).push_back(&item);
    }
    addSection(QStringLiteral("outboxAttention"),
               tr("%n act(s) need your decision or a look", nullptr, static_cast<int>(attention.size())),
               attention);
    addSection(QStringLiteral("outboxQueue"),
               tr("%n act(s) wait to be sent", nullptr, static_cast<int>(waiting.size())), waiting);
}

void OutboxPage::addSection(const QString &name, const QString &heading,
                            const std::vector<const services::OutboxItem *> &items) {
    if (items.empty()) {
        return;
    }
    auto *title = new SectionTitle;
    title->setObjectName(name);
    title->setText(heading);
    m_rows->addWidget(title);
    for (std::size_t i = 0; i < std::min(items.size(), mostRows); ++i) {
        m_rows->addWidget(makeRow(*items[i]));
    }
    if (items.size() > mostRows) {
        auto *more = new MutedLabel;
        more->setText(tr("and %n more", nullptr, static_cast<int>(items.size() - mostRows)));
        m_rows->addWidget(more);
    }
}

void OutboxPage::clearRows() {
    while (QLayoutItem *old = m_rows->takeAt(0)) {
        if (QWidget *widget = old->widget()) {
            widget->setParent(nullptr);
            widget->deleteLater();
        }
        delete old;
    }
}

QWidget *OutboxPage::makeRow(const services::OutboxItem &item) {
    const bool needsYou = item.state == services::Pending::NeedsYou;
    auto *card = new Card;
    card->setObjectName(QStringLiteral("outboxRow"));
    auto *layout = new QVBoxLayout(card);
    auto *head = new QHBoxLayout;
    auto *chip = new StatusChip;
    chip->setChip(needsYou ? Tone::Warning : Tone::Waiting,
                  pendingText({item.state, item.operation, item.act, {}}));
    auto *what = new SectionTitle;
    what->setTextFormat(Qt::PlainText);
    what->setText(actText(item.act));
    auto *when = new MutedLabel;
    when->setWordWrap(false);
    when->setText(instantText(item.createdAt));
    head->addWidget(chip);
    head->addWidget(what, 1);
    head->addWidget(when);
    layout->addLayout(head);
    const auto addLine = [layout](const QString &name, const QString &words) {
        auto *line = new QLabel(words);
        line->setObjectName(name);
        line->setWordWrap(true);
        line->setTextFormat(Qt::PlainText);
        layout->addWidget(line);
    };
    if (const QString subject = subjectText(item.subject); !subject.isEmpty()) {
        addLine(QStringLiteral("outboxSubject"), subject);
    }
    addLine(needsYou ? QStringLiteral("outboxRefusal") : QStringLiteral("outboxWaits"), reasonText(item));
    auto *buttons = new FlowLayout;
    addButtons(buttons, item);
    layout->addLayout(buttons);
    addInspect(buttons, layout, item);
    return card;
}

void OutboxPage::addInspect(QLayout *buttons, QVBoxLayout *column, const services::OutboxItem &item) {
    auto *details = new QLabel(detailsText(item));
    details->setObjectName(QStringLiteral("outboxDetails"));
    details->setWordWrap(true);
    details->setTextFormat(Qt::PlainText);
    details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details->setVisible(m_inspected.contains(item.operation));
    column->addWidget(details);
    auto *button = new QPushButton;
    button->setObjectName(QStringLiteral("outboxInspect"));
    button->setProperty(operationProperty, toQString(item.operation.text()));
    button->setText(details->isHidden() ? tr("In detail") : tr("Less"));
    button->setAccessibleName(button->text() + u'、' + actText(item.act) + u' ' + subjectText(item.subject));
    setButtonKind(button, ButtonKind::Quiet);
    buttons->addWidget(button);
    connect(button, &QPushButton::clicked, this,
            [this, id = item.operation, details, button] { inspect(id, details, button); });
}

void OutboxPage::inspect(domain::OperationId operation, QLabel *details, QPushButton *button) {
    const bool show = details->isHidden();
    details->setVisible(show);
    button->setText(show ? tr("Less") : tr("In detail"));
    if (show) {
        m_inspected.insert(operation);
    } else {
        m_inspected.erase(operation);
    }
}

void OutboxPage::showDecisions(const std::vector<services::PastDecision> &decisions) {
    while (QLayoutItem *old = m_pastRows->takeAt(0)) {
        old->widget()->hide();
        old->widget()->deleteLater();
        delete old;
    }
    m_past->setVisible(!decisions.empty());
    for (std::size_t i = 0; i < std::min(decisions.size(), mostRows); ++i) {
        const services::PastDecision &decision = decisions[i];
        QStringList lines{actText(decision.item.act) + u'　' + subjectText(decision.item.subject) + u'　' +
                          instantText(decision.at) + u' ' + decision.by};
        for (const auto &choice : decision.choices) {
            const QString mine = valueText(choice.pointer, choice.mine);
            const QString theirs = valueText(choice.pointer, choice.theirs);
            const bool kept = choice.side == services::Side::Mine;
            lines << (kept ? tr("Taken: %1. The hub's was: %2.").arg(mine, theirs)
                           : tr("Left as at the hub: %1. Mine was: %2.").arg(theirs, mine));
        }
        auto *words = new QLabel(lines.join(u'\n'));
        words->setObjectName(QStringLiteral("pastDecision"));
        words->setWordWrap(true);
        words->setTextFormat(Qt::PlainText);
        m_pastRows->addWidget(words);
    }
}

void OutboxPage::addButtons(QLayout *layout, const services::OutboxItem &item) {
    const QString operation = QString::fromStdString(item.operation.text());
    const auto add = [layout, operation](const QString &objectName, const QString &text,
                                         const QString &about) {
        auto *button = new QPushButton(text);
        button->setObjectName(objectName);
        button->setProperty(operationProperty, operation);
        button->setAccessibleName(text + u'、' + about); // several rows have the same button
        button->setAccessibleDescription(about);
        layout->addWidget(button);
        return button;
    };
    const QString about = actText(item.act) + u' ' + subjectText(item.subject);
    if (item.canBeSettled) {
        auto *settle = add(QStringLiteral("outboxSettle"), tr("Compare and decide"), about);
        setButtonKind(settle, ButtonKind::Primary);
        connect(settle, &QPushButton::clicked, this,
                [this, id = item.operation] { Q_EMIT settleWanted(id); });
    }
    if (item.state == services::Pending::NeedsYou) {
        connect(add(QStringLiteral("outboxDismiss"), tr("I have seen it"), about), &QPushButton::clicked,
                this, [this, id = item.operation] { dismiss(id); });
    } else if (item.mayBeWithdrawn) {
        connect(add(QStringLiteral("outboxWithdraw"), tr("Do not send"), about), &QPushButton::clicked, this,
                [this, id = item.operation] { withdraw(id); });
    }
    using domain::RecordKind;
    if (item.kind == RecordKind::Reservation || item.kind == RecordKind::Slot ||
        item.kind == RecordKind::Facility) {
        const bool isForm = item.act == domain::ActKind::Book && item.state == services::Pending::NeedsYou;
        connect(add(QStringLiteral("outboxOpen"), isForm ? tr("Back to the form") : tr("Show it"), about),
                &QPushButton::clicked, this, [this, item] { open(item); });
    }
}

void OutboxPage::open(const services::OutboxItem &item) {
    if (item.kind == domain::RecordKind::Reservation) {
        if (const auto id = domain::ReservationId::parse(item.recordId)) {
            Q_EMIT showReservation(*id);
        }
    } else if (item.kind == domain::RecordKind::Slot) {
        if (const auto id = domain::SlotId::parse(item.recordId)) {
            Q_EMIT showSlot(*id);
        }
    } else {
        Q_EMIT showFacility();
    }
}

void OutboxPage::withdraw(domain::OperationId operation) {
    whenDone(
        m_context.desk.reservations().withdraw(operation), this,
        [this] {
            m_problem->say(Tone::Info, tr("Taken back. Nothing was sent."));
            reload();
        },
        [this](const domain::Error &error) {
            m_problem->say(Tone::Warning, errorText(error));
            reload();
        });
}

void OutboxPage::dismiss(domain::OperationId operation) {
    whenDone(
        m_context.desk.syncStatus().dismiss(operation), this, [this] { reload(); },
        [this](const domain::Error &error) { m_problem->say(Tone::Warning, errorText(error)); });
}

PageHelp OutboxPage::help() const {
    return {
        .tasks = {{tr("See what still waits"),
                   tr("Each act is stored on this PC and goes out by itself as soon as the hub is reached; "
                      "Try now does not wait. In detail shows everything about it.")},
                  {tr("Take something back"),
                   tr("Do not send works as long as the act has never been on its way.")},
                  {tr("Look at what the hub refused"),
                   tr("The reason stands below the act. Show it leads to where it can be corrected; I have "
                      "seen it takes it off this list.")},
                  {tr("Work on paper"), tr("Print the list, for example before this PC is put away.")}},
        .keys = {}};
}

} // namespace ui
