#include "screens/slots/series_form.h"

#include "kit/forms/age_boxes.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/qt_dates.h"
#include "kit/theme/theme.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/side_by_side.h"
#include "kit/widgets/value_boxes.h"
#include "screens/slots/preview_table.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

template <std::size_t n>
QWidget *boxLine(std::array<QCheckBox *, n> &boxes, const QString &name, QWidget *parent) {
    auto *widget = new QWidget(parent);
    auto *line = new FlowLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    for (std::size_t i = 0; i < n; ++i) {
        boxes[i] = new QCheckBox(widget);
        boxes[i]->setObjectName(name + QString::number(i + 1));
        line->addWidget(boxes[i]);
    }
    widget->setFocusProxy(boxes.front());
    return widget;
}

/// A box alone says "Tue"; heard on its own it needs its group.
template <std::size_t n> void nameBoxes(const std::array<QCheckBox *, n> &boxes, const QString &group) {
    for (auto *box : boxes) {
        box->setAccessibleName(group + u' ' + box->text());
    }
}

} // namespace

SeriesForm::SeriesForm(QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(this)), m_pattern(new QComboBox(this)),
      m_nthBox(boxLine(m_nths, QStringLiteral("seriesNth"), this)),
      m_weekdayBox(boxLine(m_weekdays, QStringLiteral("seriesWeekday"), this)), m_from(new DateBox(this)),
      m_to(new DateBox(this)), m_start(new TimeBox(this)), m_end(new TimeBox(this)),
      m_seats(new NumberBox(this)), m_ages(new AgeBoxes(this)), m_note(new LineEdit(this)),
      m_count(new QLabel(this)), m_preview(newPreviewTable(u"seriesPreview", this)),
      m_create(new QPushButton(this)), m_close(new QPushButton(this)) {
    m_rows = {{{"/pattern", new FieldRow(m_pattern, this)},
               {"/nths", new FieldRow(m_nthBox, this)},
               {"/rule", new FieldRow(m_weekdayBox, this)},
               {"/from", new FieldRow(m_from, this)},
               {"/to", new FieldRow(m_to, this)},
               {"/start", new FieldRow(m_start, this)},
               {"/end", new FieldRow(m_end, this)},
               {"/seats", new FieldRow(m_seats, this)},
               {"/accepted_ages", new FieldRow(m_ages, this)},
               {"/note", new FieldRow(m_note, this)}}};
    build();
    connectFields();
    retranslate();
}

void SeriesForm::build() {
    const std::initializer_list<std::pair<QWidget *, const char16_t *>> names = {
        {m_pattern, u"seriesPattern"}, {m_from, u"seriesFrom"},   {m_to, u"seriesTo"},
        {m_start, u"seriesStart"},     {m_end, u"seriesEnd"},     {m_seats, u"seriesSeats"},
        {m_note, u"seriesNote"},       {m_count, u"seriesCount"}, {m_create, u"seriesCreate"},
        {m_close, u"seriesClose"}};
    for (const auto &[widget, name] : names) {
        widget->setObjectName(QString::fromUtf16(name));
    }
    for (auto *date : {m_from, m_to}) {
        date->setCalendarPopup(true);
        date->setDisplayFormat(QStringLiteral("yyyy/MM/dd"));
    }
    for (auto *time : {m_start, m_end}) {
        time->setDisplayFormat(QStringLiteral("HH:mm"));
    }
    // Wider than the rules allow: a number beyond them is refused with words, never changed while it is
    // typed.
    m_seats->setRange(0, 99'999);
    m_pattern->addItems({{}, {}, {}, {}});
    m_count->setWordWrap(true);
    setButtonKind(m_create, ButtonKind::Primary);
    setButtonKind(m_close, ButtonKind::Quiet);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    buildRuleFields(column);
    column->addWidget(m_count);
    column->addWidget(m_preview, 1);
    column->addLayout(sideBySide({m_create, m_close}));
}

void SeriesForm::buildRuleFields(QVBoxLayout *column) {
    column->addWidget(m_rows[0].second);
    column->addWidget(m_rows[1].second);
    column->addWidget(m_rows[2].second);
    column->addLayout(sideBySide({m_rows[3].second, m_rows[4].second}));
    column->addLayout(sideBySide({m_rows[5].second, m_rows[6].second, m_rows[7].second}));
    column->addWidget(m_rows[8].second);
    column->addWidget(m_rows[9].second);
}

void SeriesForm::connectFields() {
    connect(m_pattern, &QComboBox::currentIndexChanged, this, &SeriesForm::onEdited);
    for (auto *box : m_nths) {
        connect(box, &QCheckBox::clicked, this, &SeriesForm::onEdited);
    }
    for (auto *box : m_weekdays) {
        connect(box, &QCheckBox::clicked, this, &SeriesForm::onEdited);
    }
    connect(m_from, &QDateEdit::dateChanged, this, &SeriesForm::onEdited);
    connect(m_to, &QDateEdit::dateChanged, this, &SeriesForm::onEdited);
    connect(m_start, &QTimeEdit::timeChanged, this, &SeriesForm::onEdited);
    connect(m_end, &QTimeEdit::timeChanged, this, &SeriesForm::onEdited);
    connect(m_seats, &QSpinBox::valueChanged, this, &SeriesForm::onEdited);
    connect(m_ages, &AgeBoxes::edited, this, &SeriesForm::onEdited);
    connect(m_note, &QLineEdit::textEdited, this, [this] {
        m_dirty = true;
        Q_EMIT noted();
    });
    connect(m_preview, &QTableWidget::itemChanged, this, &SeriesForm::onItemChanged);
    connect(m_create, &QPushButton::clicked, this, &SeriesForm::createWanted);
    connect(m_close, &QPushButton::clicked, this, &SeriesForm::closeWanted);
}

void SeriesForm::begin(const domain::Series &proposal) {
    m_base = proposal;
    m_filling = true;
    m_pattern->setCurrentIndex(Every);
    for (std::size_t i = 0; i < m_weekdays.size(); ++i) {
        m_weekdays[i]->setChecked(static_cast<int>(i) + 1 == domain::isoWeekday(proposal.from));
    }
    for (auto *box : m_nths) {
        box->setChecked(false);
    }
    m_nths[0]->setChecked(true);
    m_from->setDate(toQDate(proposal.from));
    m_to->setDate(toQDate(proposal.to));
    m_start->setTime(toQTime(proposal.start));
    m_end->setTime(toQTime(proposal.end));
    m_seats->setValue(proposal.seats);
    m_ages->setClasses(proposal.acceptedAges);
    m_note->setText(toQString(proposal.note));
    m_filling = false;
    onEdited();
    m_dirty = false;
}

std::string SeriesForm::rule() const {
    static constexpr std::array<const char *, 7> names = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    std::string prefix;
    switch (m_pattern->currentIndex()) {
    case EveryOther:
        prefix = "7";
        break;
    case Last:
        prefix = "6";
        break;
    case Nth:
        for (std::size_t i = 0; i < m_nths.size(); ++i) {
            prefix += m_nths[i]->isChecked() ? std::to_string(i + 1) : std::string();
        }
        break;
    default:
        prefix = "0";
    }
    std::string text;
    for (std::size_t i = 0; i < m_weekdays.size() && !prefix.empty(); ++i) {
        text += m_weekdays[i]->isChecked() ? prefix + names[i] : std::string();
    }
    return text;
}

domain::Series SeriesForm::series() const {
    domain::Series series = m_base;
    series.rule = rule();
    series.from = toLocalDate(m_from->date());
    series.to = toLocalDate(m_to->date());
    series.start = toLocalTime(m_start->time());
    series.end = toLocalTime(m_end->time());
    series.seats = m_seats->value();
    series.acceptedAges = m_ages->classes();
    series.note = m_note->text().trimmed().toStdString();
    return series;
}

void SeriesForm::onEdited() {
    if (m_filling) {
        return;
    }
    m_dirty = true;
    m_rows[1].second->setVisible(m_pattern->currentIndex() == Nth);
    Q_EMIT edited();
}

void SeriesForm::showPreview(const std::vector<domain::SeriesDay> &days) {
    m_filling = true;
    m_days = days;
    m_preview->setRowCount(static_cast<int>(days.size()));
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        fillRow(row, days[static_cast<std::size_t>(row)]);
    }
    m_preview->resizeColumnsToContents();
    m_filling = false;
    onItemChanged();
}

void SeriesForm::fillRow(int row, const domain::SeriesDay &day) {
    auto *make = new QTableWidgetItem(longDateText(day.date));
    make->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    make->setCheckState(day.make ? Qt::Checked : Qt::Unchecked);
    m_preview->setItem(row, 0, make);
    m_preview->setItem(row, 1,
                       new QTableWidgetItem(timeText(toLocalTime(m_start->time())) + u'–' +
                                            timeText(toLocalTime(m_end->time()))));
    m_preview->setItem(row, 2, new QTableWidgetItem(problemText(day.problem)));
}

void SeriesForm::onItemChanged() {
    if (m_filling) {
        return;
    }
    int made = 0;
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        auto &day = m_days[static_cast<std::size_t>(row)];
        day.make = m_preview->item(row, 0)->checkState() == Qt::Checked;
        made += day.make ? 1 : 0;
    }
    const int left = static_cast<int>(m_days.size()) - made;
    m_count->setText(m_days.empty() ? tr("No day matches. Choose weekdays and a longer period.")
                                    : tr("%n slot(s) will be opened.", nullptr, made) + u' ' +
                                          (left > 0 ? tr("%n day(s) left out.", nullptr, left) : QString()));
    m_create->setText(tr("Open %n slot(s)", nullptr, made));
    m_create->setVisible(made > 0);
}

std::vector<domain::SeriesDay> SeriesForm::days() const {
    return m_days;
}

void SeriesForm::showErrors(const std::vector<domain::FieldError> &errors) {
    for (const auto &[pointer, row] : m_rows) {
        row->clearError();
    }
    m_count->setVisible(errors.empty()); // counts nothing while a field is wrong
    for (const auto &error : errors) {
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto &entry) {
            return error.pointer.rfind(entry.first, 0) == 0;
        });
        (found == m_rows.end() ? m_rows[0] : *found).second->setError(fieldText(error));
    }
}

QString SeriesForm::problemText(const std::string &problem) const {
    const std::initializer_list<std::pair<const char *, QString>> texts = {
        {"exception", tr("left out")},
        {"closed-day", tr("closed that day")},
        {"holiday", tr("national holiday")},
        {"overlap", tr("overlaps a slot that is there")},
        {"past", tr("is over already")}};
    for (const auto &[code, text] : texts) {
        if (problem == code) {
            return text;
        }
    }
    return problem.empty() ? tr("will be opened") : toQString(problem);
}

QJsonObject SeriesForm::draft() const {
    if (!m_dirty) {
        return {};
    }
    const auto ticked = [](const auto &boxes) {
        int bits = 0;
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            bits |= boxes[i]->isChecked() ? 1 << i : 0;
        }
        return bits;
    };
    return {{QStringLiteral("form"), QStringLiteral("series")},
            {QStringLiteral("pattern"), m_pattern->currentIndex()},
            {QStringLiteral("nths"), ticked(m_nths)},
            {QStringLiteral("weekdays"), ticked(m_weekdays)},
            {QStringLiteral("from"), m_from->date().toString(Qt::ISODate)},
            {QStringLiteral("to"), m_to->date().toString(Qt::ISODate)},
            {QStringLiteral("start"), m_start->time().toString(Qt::ISODate)},
            {QStringLiteral("end"), m_end->time().toString(Qt::ISODate)},
            {QStringLiteral("seats"), m_seats->value()},
            {QStringLiteral("ages"), static_cast<int>(m_ages->classes().to_ulong())},
            {QStringLiteral("note"), m_note->text()}};
}

void SeriesForm::takeDraft(const QJsonObject &draft) {
    const auto tick = [](const auto &boxes, int bits) {
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            boxes[i]->setChecked((bits >> i & 1) != 0);
        }
    };
    m_filling = true;
    m_pattern->setCurrentIndex(draft[u"pattern"].toInt());
    tick(m_nths, draft[u"nths"].toInt());
    tick(m_weekdays, draft[u"weekdays"].toInt());
    m_from->setDate(QDate::fromString(draft[u"from"].toString(), Qt::ISODate));
    m_to->setDate(QDate::fromString(draft[u"to"].toString(), Qt::ISODate));
    m_start->setTime(QTime::fromString(draft[u"start"].toString(), Qt::ISODate));
    m_end->setTime(QTime::fromString(draft[u"end"].toString(), Qt::ISODate));
    m_seats->setValue(draft[u"seats"].toInt(1));
    m_ages->setClasses(domain::AgeClasses(static_cast<unsigned>(draft[u"ages"].toInt())));
    m_note->setText(draft[u"note"].toString());
    m_filling = false;
    onEdited();
}

void SeriesForm::focusFirst() {
    m_pattern->setFocus();
}

void SeriesForm::retranslatePattern() {
    const QStringList patterns = {tr("Every week"), tr("Every other week"),
                                  tr("On the nth weekday of the month"),
                                  tr("On the last weekday of the month")};
    for (int i = 0; i < patterns.size(); ++i) {
        m_pattern->setItemText(i, patterns[i]);
    }
    const std::array<QString, 7> weekdays = {tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"),
                                             tr("Fri"), tr("Sat"), tr("Sun")};
    for (std::size_t i = 0; i < m_weekdays.size(); ++i) {
        m_weekdays[i]->setText(weekdays[i]);
    }
    for (std::size_t i = 0; i < m_nths.size(); ++i) {
        m_nths[i]->setText(tr("No. %1").arg(i + 1));
    }
}

void SeriesForm::retranslate() {
    const bool filling = std::exchange(m_filling, true);
    m_title->setText(tr("Open slots by a rule"));
    retranslatePattern();
    const std::array<QString, 10> labels = {
        tr("How often"),        tr("Which weeks"),    tr("Weekdays"), tr("First day"),
        tr("Last day"),         tr("From"),           tr("Until"),    tr("Seats (families)"),
        tr("Accepted classes"), tr("Note to parents")};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].second->setTexts(labels[i]);
    }
    nameBoxes(m_weekdays, labels[2]);
    nameBoxes(m_nths, labels[1]);
    m_rows[1].second->setVisible(m_pattern->currentIndex() == Nth);
    m_ages->retranslate();
    m_preview->setHorizontalHeaderLabels({tr("Day"), tr("Time"), tr("What happens")});
    m_preview->setAccessibleName(tr("Preview of the slots"));
    m_close->setText(tr("Close"));
    m_filling = filling;
    showPreview(std::vector(m_days));
}

} // namespace ui
