#include "screens/today/attention_list.h"

#include "kit/models/lazy_reload.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/tone.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int daysAhead = 28;
constexpr int fewSeats = 5;

/// The shape of a tone, coloured when painted.
class ToneMark : public QWidget {
public:
    ToneMark(Tone tone, QWidget *parent) : QWidget(parent), m_tone(tone) {
        setFixedSize(lineHeights(1.1), lineHeights(1.1));
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        paintIcon(&painter, shapeOf(m_tone), rect(), inkOf(m_tone, colours(palette())));
    }

private:
    Tone m_tone;
};

void addCareLine(QVBoxLayout *lines, QWidget *parent, Tone tone, const QString &text) {
    auto *widget = new QWidget(parent);
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(text, widget);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    line->addWidget(new ToneMark(tone, widget), 0, Qt::AlignTop);
    line->addWidget(label, 1);
    lines->addWidget(widget);
}

} // namespace

AttentionList::AttentionList(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_reload(new LazyReload(this, [this] { reload(); })),
      m_title(new SectionTitle(this)), m_lines(new QVBoxLayout) {
    setObjectName(QStringLiteral("careList"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addLayout(m_lines);
    column->addStretch(1);
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
        },
        [](const domain::Error &) {});
}

std::vector<AttentionList::Line> AttentionList::lines() const {
    std::vector<Line> lines;
    const auto state = m_context.desk.syncStatus().state();
    if (state.needsYou > 0) {
        lines.push_back({Tone::Warning, tr("%n act(s) did not go through. Open the list at the top right.",
                                           nullptr, state.needsYou)});
    }
    if (state.waiting > 0) {
        lines.push_back({Tone::Waiting, tr("%n act(s) wait to be sent.", nullptr, state.waiting)});
    }
    for (const domain::Notice &notice : m_notices) {
        const QString text = toQString(notice.text);
        lines.push_back(
            {Tone::Info, notice.to ? tr("From the hub: %1 (until %2)").arg(text, instantText(*notice.to))
                                   : tr("From the hub: %1").arg(text)});
    }
    if (m_seats && m_seats->slotCount == 0) {
        lines.push_back(
            {Tone::Warning, tr("No tour slot is open in the next four weeks. Families cannot book.")});
    } else if (m_seats && m_seats->free <= fewSeats) {
        lines.push_back(
            {Tone::Warning, tr("Only %n free seat(s) in the next four weeks.", nullptr, m_seats->free)});
    } else if (m_seats) {
        lines.push_back(
            {Tone::Success, tr("%n free seat(s) in the next four weeks.", nullptr, m_seats->free)});
    }
    if (lines.empty()) {
        lines.push_back({Tone::Success, tr("Nothing needs your care.")});
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
        addCareLine(m_lines, this, line.tone, line.text);
    }
}

void AttentionList::retranslate() {
    m_title->setText(tr("Needs care"));
    showLines();
}

} // namespace ui
