#include "screens/today/attention_list.h"

#include "kit/models/lazy_reload.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/widgets/card.h"
#include "kit/widgets/labels.h"
#include "screens/today/line_button.h"

#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int daysAhead = 28;
constexpr int fewSeats = 5;

} // namespace

AttentionList::AttentionList(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_reload(new LazyReload(this, [this] { reload(); })),
      m_card(new Card(this)), m_title(new SectionTitle(m_card)), m_lines(new QVBoxLayout) {
    setObjectName(QStringLiteral("careList"));
    auto *outside = new QVBoxLayout(this);
    outside->setContentsMargins(0, 0, 0, 0);
    outside->addWidget(m_card);
    auto *column = new QVBoxLayout(m_card);
    column->addWidget(m_title);
    column->addLayout(m_lines);
    m_lines->setSpacing(0);
    m_card->hide();
    connect(&context.desk.syncStatus(), &services::SyncStatus::changed, this, &AttentionList::showLines);
    connect(&context.desk.slotBook(), &services::Slots::changed, m_reload, &LazyReload::ask);
    connect(&context.desk.notices(), &services::Notices::changed, this, &AttentionList::loadNotices);
    retranslate();
}

/// Also when the page comes to the front: a notice may have begun or ended meanwhile.
void AttentionList::loadNotices() {
    whenDone(
        m_context.desk.notices().now(), this,
        [this](const std::vector<domain::Notice> &notices) {
            m_notices = notices;
            showLines();
        },
        [](const domain::Error &) {});
}

void AttentionList::setFacility(domain::FacilityId facility) {
    m_facility = facility;
    m_seats.reset();
    m_reload->ask();
}

void AttentionList::reload() {
    if (m_facility.isNull()) {
        return;
    }
    const auto today = domain::dateOf(m_context.desk.clock().now());
    whenDone(
        m_context.desk.slotBook().between(m_facility, domain::addDays(today, 1),
                                          domain::addDays(today, daysAhead)),
        this,
        [this](const std::vector<services::SlotRow> &rows) {
            Seats seats;
            for (const auto &row : rows) {
                if (row.slot.status == domain::SlotStatus::Open) {
                    ++seats.slotCount;
                    seats.free += std::max(0, row.slot.seats - row.seatsTaken);
                }
            }
            m_seats = seats;
            showLines();
            Q_EMIT slotsCounted(seats.slotCount);
        },
        [](const domain::Error &) {});
}

std::vector<AttentionList::Line> AttentionList::lines() const {
    std::vector<Line> lines;
    const auto state = m_context.desk.syncStatus().state();
    if (state.needsYou > 0) {
        lines.push_back({Tone::Error,
                         tr("%n act(s) did not go through. See what happened.", nullptr, state.needsYou),
                         PageId::Outbox});
    }
    for (const domain::Notice &notice : m_notices) {
        const QString text = toQString(notice.text);
        lines.push_back({Tone::Info,
                         notice.to ? tr("From the hub: %1 (until %2)").arg(text, instantText(*notice.to))
                                   : tr("From the hub: %1").arg(text),
                         std::nullopt});
    }
    if (m_seats && m_seats->slotCount == 0) {
        lines.push_back({Tone::Warning,
                         tr("No tour slot in the next four weeks. Families can book once you make one."),
                         PageId::Slots});
    } else if (m_seats && m_seats->free <= fewSeats) {
        lines.push_back(
            {Tone::Warning,
             tr("Only %n free seat(s) in the next four weeks. Make slots.", nullptr, m_seats->free),
             PageId::Slots});
    }
    return lines;
}

// The state of sending is told often; only what differs is built anew.
void AttentionList::showLines() {
    auto wanted = lines();
    if (wanted == m_shown) {
        return;
    }
    m_shown = std::move(wanted);
    while (auto *item = m_lines->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    for (const auto &line : m_shown) {
        auto *button = new LineButton(m_card);
        button->setText(line.text);
        button->setTone(line.tone);
        button->setLeads(line.target.has_value());
        if (line.target) {
            connect(button, &LineButton::clicked, this,
                    [this, target = *line.target] { Q_EMIT pageWanted(target); });
        }
        m_lines->addWidget(button);
    }
    m_card->setVisible(!m_shown.empty());
}

void AttentionList::retranslate() {
    m_title->setText(tr("Needs care"));
    showLines();
}

} // namespace ui
