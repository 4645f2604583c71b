#include "kit/forms/reservation_details.h"

#include "kit/text/act_text.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/text/tone_of.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/status_chip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

QLabel *textLabel(const char16_t *name, QWidget *parent) {
    auto *label = new QLabel(parent);
    label->setObjectName(QString::fromUtf16(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // what families typed is never taken for markup
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

ReservationDetails::ReservationDetails(QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(this)), m_state(new StatusChip(this)),
      m_pending(new StatusChip(this)), m_remaining(new StatusChip(this)), m_banner(new Banner(this)),
      m_about(textLabel(u"detailsAbout", this)), m_question(textLabel(u"detailsQuestion", this)),
      m_familyTitle(new SectionTitle(this)), m_family(textLabel(u"detailsFamily", this)),
      m_historyTitle(new SectionTitle(this)), m_history(textLabel(u"detailsHistory", this)),
      m_withdraw(new QPushButton(this)), m_slot(new QPushButton(this)) {
    build();
    connect(m_withdraw, &QPushButton::clicked, this, &ReservationDetails::withdrawWanted);
    connect(m_slot, &QPushButton::clicked, this, &ReservationDetails::slotWanted);
    connect(m_banner, &Banner::actionTriggered, this, &ReservationDetails::dismissWanted);
    retranslate();
}

void ReservationDetails::build() {
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    m_state->setObjectName(QStringLiteral("detailsState"));
    m_pending->setObjectName(QStringLiteral("detailsPending"));
    m_remaining->setObjectName(QStringLiteral("detailsRemaining"));
    m_banner->setObjectName(QStringLiteral("detailsBanner"));
    m_withdraw->setObjectName(QStringLiteral("detailsWithdraw"));
    m_slot->setObjectName(QStringLiteral("detailsSlot"));
    m_banner->setClosing(Banner::Closing::ByCause);
    auto *chips = new FlowLayout;
    for (auto *chip : {m_state, m_pending, m_remaining}) {
        chips->addWidget(chip);
    }
    auto *buttons = new FlowLayout;
    using Call = domain::ReservationCall;
    for (const auto call :
         {Call::Approve, Call::Decline, Call::Attend, Call::NoShow, Call::Cancel, Call::Withdraw}) {
        auto *made = new QPushButton(this);
        made->setObjectName(QStringLiteral("details_") + QString::fromUtf8(domain::nameOf(call).data()));
        setButtonKind(made, call == Call::Approve || call == Call::Attend ? ButtonKind::Primary
                                                                          : ButtonKind::Normal);
        connect(made, &QPushButton::clicked, this, [this, call] { Q_EMIT callWanted(call); });
        buttons->addWidget(made);
        m_calls[call] = made;
    }
    buttons->addWidget(m_withdraw);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addLayout(chips);
    column->addWidget(m_banner);
    column->addLayout(buttons);
    column->addWidget(m_about);
    column->addWidget(m_question);
    column->addWidget(m_familyTitle);
    column->addWidget(m_family);
    column->addWidget(m_slot, 0, Qt::AlignLeft);
    column->addWidget(m_historyTitle);
    column->addWidget(m_history);
    column->addStretch(1);
}

void ReservationDetails::show(const services::ReservationRow &row, domain::Instant now) {
    m_row = row;
    m_now = now;
    m_has = true;
    refresh();
}

void ReservationDetails::showNobody(const QString &why) {
    m_has = false;
    m_row = {};
    m_title->setText(why);
    showParts(false);
}

void ReservationDetails::showParts(bool visible) {
    for (QWidget *part : std::initializer_list<QWidget *>{m_state, m_about, m_familyTitle, m_family,
                                                          m_historyTitle, m_history, m_slot}) {
        part->setVisible(visible);
    }
    if (!visible) {
        for (QWidget *part :
             std::initializer_list<QWidget *>{m_pending, m_remaining, m_banner, m_question, m_withdraw}) {
            part->hide();
        }
        for (const auto &[call, button] : m_calls) {
            button->hide();
        }
    }
}

void ReservationDetails::refresh() {
    if (!m_has) {
        return;
    }
    showParts(true);
    const auto &reservation = m_row.reservation;
    m_title->setText(longDateText(m_row.date) + u' ' + timeText(m_row.start) + u'–' + timeText(m_row.end));
    m_state->setChip(statusTone(reservation.status), statusText(reservation.status));
    m_pending->setVisible(m_row.pending.state != services::Pending::None);
    m_pending->setChip(pendingTone(m_row.pending.state), pendingText(m_row.pending));
    const UrgencyPill urgency = urgencyPill(m_row);
    m_remaining->setVisible(!urgency.text.isEmpty());
    m_remaining->setChip(urgency.tone, urgency.text);
    if (m_row.pending.state == services::Pending::NeedsYou) {
        m_banner->say(Tone::Warning,
                      tr("%1 did not go through. %2")
                          .arg(actText(m_row.pending.act),
                               refusalText(m_row.pending.refusal, m_row.pending.first, m_now)));
        m_banner->setAction(tr("I have seen it"));
    } else {
        m_banner->dismiss();
    }
    m_about->setText(aboutText());
    const bool asked = reservation.personal && !reservation.personal->question.empty();
    m_question->setVisible(asked);
    m_question->setText(asked ? tr("Question: %1").arg(toQString(reservation.personal->question))
                              : QString());
    m_family->setText(familyText());
    m_history->setText(historyText());
    refreshButtons();
}

void ReservationDetails::refreshButtons() {
    const auto &reservation = m_row.reservation;
    const bool waiting = m_row.pending.state == services::Pending::Waiting;
    const bool phoneOrCounter = reservation.channel == "phone" || reservation.channel == "counter";
    const auto possible = domain::callsForStaff(reservation.status, phoneOrCounter, m_now,
                                                domain::toInstant(m_row.date, m_row.start));
    for (const auto &[call, button] : m_calls) {
        button->setVisible(!waiting && std::find(possible.begin(), possible.end(), call) != possible.end());
    }
    m_withdraw->setVisible(waiting);
}

QString ReservationDetails::aboutText() const {
    const auto &reservation = m_row.reservation;
    QStringList lines;
    if (reservation.personal) {
        for (const auto &child : reservation.personal->children) {
            QString line = toQString(child.name) + u'（' + toQString(child.kana) + u'）';
            if (child.birthDate) {
                line += u' ' + tr("born %1").arg(toQString(domain::textOf(*child.birthDate)));
            } else if (child.dueDate) {
                line += u' ' + tr("due %1").arg(toQString(domain::textOf(*child.dueDate)));
            }
            if (child.wishedMonth) {
                line += u' ' + tr("wishes to enter in %1").arg(toQString(domain::textOf(*child.wishedMonth)));
            }
            lines << line;
        }
    }
    lines << tr("Class: %1").arg(ageClassesText(reservation.ageClasses));
    lines << tr("%n visitor(s)", nullptr, reservation.visitors);
    lines << tr("Booked by %1 on %2")
                 .arg(channelText(reservation.channel), instantText(reservation.requestedAt));
    if (reservation.status == domain::ReservationStatus::Requested && reservation.decisionDueAt) {
        lines << tr("Answer due by %1").arg(instantText(*reservation.decisionDueAt));
    }
    return lines.join(u'\n');
}

QString ReservationDetails::familyText() const {
    if (!m_row.reservation.personal) {
        return tr("Names and addresses are not shown to this account.");
    }
    const auto &guardian = m_row.reservation.personal->guardian;
    QStringList lines{toQString(guardian.name) + u'（' + toQString(guardian.kana) + u'）',
                      toQString(guardian.phone), toQString(guardian.email)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString ReservationDetails::historyText() const {
    QStringList lines;
    for (const auto &entry : m_row.reservation.history) {
        QString line = instantText(entry.at) + u' ' + statusText(entry.to);
        if (!entry.actor.empty()) {
            line += u' ' + toQString(entry.actor);
        }
        if (entry.automatic) {
            line += u' ' + tr("(automatically)");
        }
        if (!entry.reason.empty()) {
            line += u'\n' + tr("  Reason: %1").arg(toQString(entry.reason));
        }
        lines << line;
    }
    return lines.join(u'\n');
}

void ReservationDetails::retranslate() {
    m_familyTitle->setText(tr("Family"));
    m_historyTitle->setText(tr("History"));
    for (const auto &[call, button] : m_calls) {
        button->setText(callText(call));
    }
    m_withdraw->setText(tr("Take it back"));
    m_slot->setText(tr("Show the slot"));
    refresh();
}

} // namespace ui
