#include "shell/outbox_page.h"

#include "prompt/error_text.h"
#include "prompt/when_done.h"
#include "prompt/words.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "widgets/banner.h"
#include "widgets/card.h"
#include "widgets/flow_layout.h"
#include "widgets/labels.h"
#include "widgets/scroll.h"
#include "widgets/states.h"
#include "widgets/status_chip.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

/// Nobody reads more at once; the rest comes up as these are dealt with.
constexpr std::size_t mostRows = 100;
constexpr char operationProperty[] = "operation";

} // namespace

OutboxPage::OutboxPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_back(new QPushButton(this)), m_retry(new QPushButton(this)),
      m_title(new PageTitle(this)), m_intro(new MutedLabel(this)), m_problem(new Banner(this)),
      m_empty(new EmptyState(QStringLiteral("success"), this)), m_list(new QWidget) {
    m_back->setObjectName(QStringLiteral("outboxBack"));
    m_back->setIcon(icon(QStringLiteral("left"), Ink::Key));
    setButtonKind(m_back, ButtonKind::Quiet);
    m_retry->setObjectName(QStringLiteral("outboxRetry"));
    m_retry->setIcon(icon(QStringLiteral("refresh")));
    m_rows = new QVBoxLayout(m_list);
    m_rows->setContentsMargins(0, 0, 0, 0);
    auto *head = new QHBoxLayout;
    head->addWidget(m_back);
    head->addStretch(1);
    head->addWidget(m_retry);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(m_title);
    layout->addWidget(m_intro);
    layout->addWidget(m_problem);
    layout->addWidget(m_empty, 1);
    m_empty->hide(); // until it is known that there is nothing
    layout->addWidget(new VerticalScroll(m_list, this), 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &OutboxPage::reload);
    connect(m_back, &QPushButton::clicked, this, &OutboxPage::closed);
    connect(m_retry, &QPushButton::clicked, this, [this] { m_context.desk.syncStatus().retryNow(); });
    connect(&context.desk.syncStatus(), &services::SyncStatus::changed, &m_soon, qOverload<>(&QTimer::start));
    retranslate();
}

void OutboxPage::retranslate() {
    m_back->setText(tr("Back"));
    m_retry->setText(tr("Try now"));
    m_title->setText(tr("Sending"));
    m_intro->setText(tr("What you did is stored on this PC and goes to the hub by itself."));
    m_empty->setTexts(tr("Everything has been sent"), tr("Nothing waits, and the hub refused nothing."));
    m_shown = {{}}; // whatever is shown is in the other language
    reload();
}

void OutboxPage::activate() {
    reload();
}

void OutboxPage::focusFirst() {
    m_back->setFocus();
}

void OutboxPage::reload() {
    whenDone(
        m_context.desk.syncStatus().outbox(), this,
        [this](const std::vector<services::OutboxItem> &items) { showItems(items); },
        [this](const domain::Error &error) { m_problem->say(Tone::Error, errorText(error)); });
}

/// The status changes with every pull; the rows are made anew only when they would differ, or the keyboard
/// and the reader would lose their place.
void OutboxPage::showItems(const std::vector<services::OutboxItem> &items) {
    std::vector<std::pair<domain::OperationId, services::Pending>> now;
    for (const services::OutboxItem &item : items) {
        now.emplace_back(item.operation, item.state);
    }
    if (m_shown == now) {
        return;
    }
    const QWidget *focused = m_list->isAncestorOf(focusWidget()) ? focusWidget() : nullptr;
    const QString name = focused ? focused->objectName() : QString();
    const QString operation = focused ? focused->property(operationProperty).toString() : QString();
    rebuild(items);
    m_shown = std::move(now);
    if (focused) {
        keepFocus(name, operation);
    }
}

void OutboxPage::keepFocus(const QString &name, const QString &operation) {
    for (QPushButton *button : m_list->findChildren<QPushButton *>(name)) {
        if (button->property(operationProperty).toString() == operation) {
            return button->setFocus();
        }
    }
    m_back->setFocus();
}

void OutboxPage::rebuild(const std::vector<services::OutboxItem> &items) {
    while (QLayoutItem *old = m_rows->takeAt(0)) {
        if (QWidget *widget = old->widget()) {
            widget->setParent(nullptr);
            widget->deleteLater();
        }
        delete old;
    }
    m_empty->setVisible(items.empty());
    m_list->setVisible(!items.empty());
    for (std::size_t i = 0; i < std::min(items.size(), mostRows); ++i) {
        m_rows->addWidget(makeRow(items[i]));
    }
    if (items.size() > mostRows) {
        auto *more = new MutedLabel;
        more->setText(tr("and %n more", nullptr, static_cast<int>(items.size() - mostRows)));
        m_rows->addWidget(more);
    }
    m_rows->addStretch(1);
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
    what->setText(actText(item.act));
    auto *when = new MutedLabel;
    when->setWordWrap(false);
    when->setText(instantText(item.createdAt));
    head->addWidget(chip);
    head->addWidget(what, 1);
    head->addWidget(when);
    layout->addLayout(head);
    if (needsYou) {
        auto *why = new QLabel;
        why->setObjectName(QStringLiteral("outboxRefusal"));
        why->setWordWrap(true);
        why->setTextFormat(Qt::PlainText);
        why->setText(tr("The hub says: %1").arg(errorText(item.refusal)));
        layout->addWidget(why);
    }
    auto *buttons = new FlowLayout;
    addButtons(buttons, item);
    layout->addLayout(buttons);
    return card;
}

void OutboxPage::addButtons(QLayout *layout, const services::OutboxItem &item) {
    const QString operation = QString::fromStdString(item.operation.text());
    const auto add = [layout, operation](const QString &objectName, const QString &text,
                                         const QString &about) {
        auto *button = new QPushButton(text);
        button->setObjectName(objectName);
        button->setProperty(operationProperty, operation);
        button->setAccessibleName(text);
        button->setAccessibleDescription(about);
        layout->addWidget(button);
        return button;
    };
    const QString about = actText(item.act);
    if (item.state == services::Pending::NeedsYou) {
        connect(add(QStringLiteral("outboxDismiss"), tr("I have seen it"), about), &QPushButton::clicked,
                this, [this, id = item.operation] { dismiss(id); });
    } else {
        connect(add(QStringLiteral("outboxWithdraw"), tr("Do not send"), about), &QPushButton::clicked, this,
                [this, id = item.operation] { withdraw(id); });
    }
    using domain::RecordKind;
    if (item.kind == RecordKind::Reservation || item.kind == RecordKind::Slot ||
        item.kind == RecordKind::Facility) {
        connect(add(QStringLiteral("outboxOpen"), tr("Show it"), about), &QPushButton::clicked, this,
                [this, item] { open(item); });
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
        m_context.desk.reservations().withdraw(operation), this, [this] { reload(); },
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

} // namespace ui
