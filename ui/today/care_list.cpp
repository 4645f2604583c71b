#include "today/care_list.h"

#include "prompt/when_done.h"
#include "prompt/words.h"
#include "theme/icons.h"
#include "theme/metrics.h"
#include "widgets/labels.h"
#include "widgets/tone.h"

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

CareList::CareList(const UiContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_title(new SectionTitle(this)), m_lines(new QVBoxLayout) {
    setObjectName(QStringLiteral("careList"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addLayout(m_lines);
    column->addStretch(1);
    connect(&context.desk.syncStatus(), &services::SyncStatus::changed, this, &CareList::show);
    connect(&context.desk.slotBook(), &services::Slots::changed, this, &CareList::reload);
    retranslate();
}

void CareList::setFacility(domain::FacilityId facility) {
    m_facility = facility;
    m_seats.reset();
    reload();
}

void CareList::reload() {
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
            show();
        },
        [](const domain::Error &) {});
}

void CareList::show() {
    while (auto *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto state = m_context.desk.syncStatus().state();
    if (state.needsYou > 0) {
        addCareLine(m_lines, this, Tone::Warning,
                    tr("%n act(s) did not go through: see the status line below.", nullptr, state.needsYou));
    }
    if (state.waiting > 0) {
        addCareLine(m_lines, this, Tone::Waiting, tr("%n act(s) wait to be sent.", nullptr, state.waiting));
    }
    if (m_seats && m_seats->slotCount == 0) {
        addCareLine(m_lines, this, Tone::Warning,
                    tr("No tour slot is open in the next four weeks. Families cannot book."));
    } else if (m_seats && m_seats->free <= fewSeats) {
        addCareLine(m_lines, this, Tone::Warning,
                    tr("Only %n free seat(s) in the next four weeks.", nullptr, m_seats->free));
    } else if (m_seats) {
        addCareLine(m_lines, this, Tone::Success,
                    tr("%n free seat(s) in the next four weeks.", nullptr, m_seats->free));
    }
    if (m_lines->count() == 0) {
        addCareLine(m_lines, this, Tone::Success, tr("Nothing needs your care."));
    }
}

void CareList::retranslate() {
    m_title->setText(tr("Needs care"));
    show();
}

} // namespace ui
