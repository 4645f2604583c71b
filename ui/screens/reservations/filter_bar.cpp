#include "screens/reservations/filter_bar.h"

#include "kit/text/common_text.h"
#include "kit/theme/metrics.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

namespace {

// In the order of FilterBar::State.
const std::vector<std::vector<domain::ReservationStatus>> &stateSets() {
    using S = domain::ReservationStatus;
    static const std::vector<std::vector<S>> sets = {
        {S::Requested},
        {S::Requested, S::Approved},
        {},
        {S::Declined, S::Withdrawn, S::CancelledByFacility, S::Attended, S::NoShow, S::Expired},
        {}};
    return sets;
}

QLabel *labelFor(QWidget *field, QWidget *parent) {
    auto *label = new MutedLabel(parent);
    label->setBuddy(field);
    return label;
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_state(box(u"filterState")), m_period(box(u"filterPeriod")),
      m_class(box(u"filterClass")), m_channel(box(u"filterChannel")), m_search(new LineEdit(this)),
      m_stateLabel(labelFor(m_state, this)), m_periodLabel(labelFor(m_period, this)),
      m_classLabel(labelFor(m_class, this)), m_channelLabel(labelFor(m_channel, this)),
      m_searchLabel(labelFor(m_search, this)), m_count(new MutedLabel(this)), m_clear(new QPushButton(this)),
      m_typed(new QTimer(this)) {
    m_search->setObjectName(QStringLiteral("filterSearch"));
    m_search->setClearButtonEnabled(true);
    m_count->setObjectName(QStringLiteral("filterCount"));
    m_clear->setObjectName(QStringLiteral("filterClear"));
    m_typed->setSingleShot(true);
    m_typed->setInterval(200);
    m_state->addItems({{}, {}, {}, {}, {}});
    m_period->addItems({{}, {}, {}, {}});
    m_class->addItems({{}, {}, {}, {}, {}, {}, {}});
    m_channel->addItems({{}, {}, {}, {}});
    m_state->setCurrentIndex(Upcoming);
    m_search->setMinimumWidth(charWidths(this, 12));
    auto *line = new FlowLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    const std::initializer_list<std::pair<QLabel *, QWidget *>> fields = {
        {m_stateLabel, m_state},     {m_periodLabel, m_period}, {m_classLabel, m_class},
        {m_channelLabel, m_channel}, {m_searchLabel, m_search}, {m_count, m_clear}};
    for (const auto &[label, field] : fields) {
        label->setWordWrap(false);
        auto *pair = new QWidget(this);
        auto *column = new QVBoxLayout(pair);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(lineHeights(0.1));
        column->addWidget(label);
        column->addWidget(field);
        column->addStretch(1); // the count stands beside the labels, whether or not its button is there
        line->addWidget(pair);
    }
    connect(m_search, &QLineEdit::textChanged, m_typed, qOverload<>(&QTimer::start));
    connect(m_typed, &QTimer::timeout, this, &FilterBar::onEdited);
    connect(m_clear, &QPushButton::clicked, this, &FilterBar::clear);
    retranslate();
}

QComboBox *FilterBar::box(const char16_t *name) {
    auto *made = new QComboBox(this);
    made->setObjectName(QString::fromUtf16(name));
    connect(made, &QComboBox::currentIndexChanged, this, &FilterBar::onEdited);
    return made;
}

void FilterBar::onEdited() {
    if (!m_filling) {
        m_slot.reset();
        Q_EMIT edited();
    }
}

services::ReservationFilter FilterBar::filter(domain::LocalDate today) const {
    services::ReservationFilter filter;
    filter.slot = m_slot;
    if (m_slot) {
        return filter;
    }
    filter.states = stateSets()[static_cast<std::size_t>(m_state->currentIndex())];
    filter.onlyUnsent = m_state->currentIndex() == NeedsYou;
    filter.order = m_state->currentIndex() == Waiting ? services::ReservationFilter::Order::Risk
                                                      : services::ReservationFilter::Order::SlotStart;
    if (m_period->currentIndex() != AnyTime) {
        filter.from = today;
    }
    if (m_period->currentIndex() == Today) {
        filter.to = today;
    } else if (m_period->currentIndex() == ThisWeek) {
        filter.to = domain::addDays(today, 7 - domain::isoWeekday(today));
    }
    if (m_class->currentIndex() > 0) {
        filter.ageClass = m_class->currentIndex() - 1;
    }
    static const std::vector<std::string> channels = {"", "portal", "phone", "counter"};
    filter.channel = channels[static_cast<std::size_t>(m_channel->currentIndex())];
    filter.text = m_search->text().trimmed();
    return filter;
}

void FilterBar::setSlot(domain::SlotId slot) {
    clear();
    m_slot = slot;
    Q_EMIT edited();
}

void FilterBar::showEverything() {
    clear();
    m_state->setCurrentIndex(All);
}

bool FilterBar::isNarrow() const {
    return m_slot || m_state->currentIndex() != Upcoming || m_period->currentIndex() != AnyTime ||
           m_class->currentIndex() > 0 || m_channel->currentIndex() > 0 || !m_search->text().isEmpty();
}

void FilterBar::clear() {
    m_filling = true;
    m_state->setCurrentIndex(Upcoming);
    m_period->setCurrentIndex(AnyTime);
    m_class->setCurrentIndex(0);
    m_channel->setCurrentIndex(0);
    m_search->clear();
    m_typed->stop();
    m_filling = false;
    onEdited();
}

void FilterBar::setCount(int count) {
    m_count->setText(tr("%n reservation(s)", nullptr, count));
    m_clear->setVisible(isNarrow());
}

void FilterBar::focusSearch() {
    m_search->setFocus();
}

void FilterBar::retranslate() {
    m_filling = true;
    m_stateLabel->setText(tr("State"));
    m_periodLabel->setText(tr("Day of the visit"));
    m_classLabel->setText(tr("Class"));
    m_channelLabel->setText(tr("Booked by"));
    m_searchLabel->setText(tr("Name, kana or phone"));
    m_clear->setText(tr("Show all again"));
    for (auto *inside : m_search->findChildren<QAbstractButton *>()) {
        inside->setAccessibleName(tr("Empty the search"));
    }
    const QStringList states = {tr("Awaiting an answer"), tr("Awaiting and approved"),
                                tr("Not sent or to be looked at"), tr("Over"), tr("All")};
    const QStringList periods = {tr("Any day"), tr("Today"), tr("This week"), tr("From today")};
    const QStringList channels = {tr("Any channel"), channelText("portal"), channelText("phone"),
                                  channelText("counter")};
    for (int i = 0; i < states.size(); ++i) {
        m_state->setItemText(i, states[i]);
    }
    for (int i = 0; i < periods.size(); ++i) {
        m_period->setItemText(i, periods[i]);
        m_channel->setItemText(i, channels[i]);
    }
    m_class->setItemText(0, tr("Any class"));
    for (int age = 0; age < domain::ageClassCount; ++age) {
        m_class->setItemText(age + 1, ageClassText(age));
    }
    m_filling = false;
}

} // namespace ui
