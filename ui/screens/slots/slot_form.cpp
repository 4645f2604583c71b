#include "screens/slots/slot_form.h"

#include "kit/forms/age_boxes.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/qt_dates.h"
#include "kit/theme/theme.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/side_by_side.h"
#include "kit/widgets/value_boxes.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

template <class Widget> Widget *named(Widget *widget, const QString &name) {
    widget->setObjectName(name);
    return widget;
}

} // namespace

SlotForm::SlotForm(QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(this)), m_summary(new QLabel(this)),
      m_date(named(new DateBox(this), QStringLiteral("slotDate"))),
      m_start(named(new TimeBox(this), QStringLiteral("slotStart"))),
      m_end(named(new TimeBox(this), QStringLiteral("slotEnd"))),
      m_seats(named(new NumberBox(this), QStringLiteral("slotSeats"))),
      m_visitors(named(new NumberBox(this), QStringLiteral("slotVisitors"))), m_ages(new AgeBoxes(this)),
      m_note(named(new LineEdit(this), QStringLiteral("slotNote"))),
      m_closed(named(new QCheckBox(this), QStringLiteral("slotClosed"))),
      m_dateRow(new FieldRow(m_date, this)), m_startRow(new FieldRow(m_start, this)),
      m_endRow(new FieldRow(m_end, this)), m_seatsRow(new FieldRow(m_seats, this)),
      m_visitorsRow(new FieldRow(m_visitors, this)), m_agesRow(new FieldRow(m_ages, this)),
      m_noteRow(new FieldRow(m_note, this)), m_save(named(new QPushButton(this), QStringLiteral("slotSave"))),
      m_cancelSlot(named(new QPushButton(this), QStringLiteral("slotCancel"))),
      m_reservations(named(new QPushButton(this), QStringLiteral("slotReservations"))),
      m_close(named(new QPushButton(this), QStringLiteral("slotClose"))) {
    build();
    retranslate();
}

void SlotForm::build() {
    m_summary->setObjectName(QStringLiteral("slotSummary"));
    m_summary->setWordWrap(true);
    m_date->setCalendarPopup(true);
    m_date->setDisplayFormat(QStringLiteral("yyyy/MM/dd"));
    m_start->setDisplayFormat(QStringLiteral("HH:mm"));
    m_end->setDisplayFormat(QStringLiteral("HH:mm"));
    // Wider than the rules allow: a number beyond them is refused with words, never changed while it is
    // typed.
    m_seats->setRange(0, 99'999);
    m_visitors->setRange(0, 99'999);
    for (auto *row : {m_dateRow, m_startRow, m_endRow, m_seatsRow}) {
        row->setNeed(FieldRow::Need::Required);
    }
    m_noteRow->setNeed(FieldRow::Need::Optional);
    setButtonKind(m_save, ButtonKind::Primary);
    setButtonKind(m_cancelSlot, ButtonKind::Danger);
    setButtonKind(m_close, ButtonKind::Quiet);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_summary);
    column->addWidget(m_dateRow);
    column->addLayout(sideBySide({m_startRow, m_endRow}));
    column->addLayout(sideBySide({m_seatsRow, m_visitorsRow}));
    column->addWidget(m_agesRow);
    column->addWidget(m_noteRow);
    column->addWidget(m_closed);
    column->addLayout(sideBySide({m_save, m_close}));
    column->addWidget(m_reservations);
    column->addWidget(m_cancelSlot);
    column->addStretch(1);

    connect(m_date, &QDateEdit::dateChanged, this, &SlotForm::markDirty);
    connect(m_start, &QTimeEdit::timeChanged, this, &SlotForm::markDirty);
    connect(m_end, &QTimeEdit::timeChanged, this, &SlotForm::markDirty);
    connect(m_seats, &QSpinBox::valueChanged, this, &SlotForm::markDirty);
    connect(m_visitors, &QSpinBox::valueChanged, this, &SlotForm::markDirty);
    connect(m_ages, &AgeBoxes::edited, this, &SlotForm::markDirty);
    connect(m_note, &QLineEdit::textEdited, this, &SlotForm::markDirty);
    connect(m_closed, &QCheckBox::clicked, this, &SlotForm::markDirty);
    connect(m_save, &QPushButton::clicked, this, &SlotForm::saveWanted);
    connect(m_cancelSlot, &QPushButton::clicked, this, &SlotForm::cancelSlotWanted);
    connect(m_note, &LineEdit::submitted, this, &SlotForm::saveWanted);
    connect(m_close, &QPushButton::clicked, this, &SlotForm::closeWanted);
    connect(m_reservations, &QPushButton::clicked, this, &SlotForm::reservationsWanted);
}

void SlotForm::begin(const domain::Slot &proposal) {
    m_new = true;
    m_row = services::SlotRow{.slot = proposal};
    fill(proposal);
}

void SlotForm::moveTo(domain::LocalDate date, domain::LocalTime from, domain::LocalTime to) {
    m_date->setDate(toQDate(date));
    m_start->setTime(toQTime(from));
    m_end->setTime(toQTime(to));
    showErrors({});
}

void SlotForm::edit(const services::SlotRow &row) {
    m_new = false;
    m_row = row;
    fill(row.slot);
}

void SlotForm::fill(const domain::Slot &slot) {
    m_base = slot;
    m_filling = true;
    m_date->setDate(toQDate(slot.date));
    m_start->setTime(toQTime(slot.start));
    m_end->setTime(toQTime(slot.end));
    m_seats->setValue(slot.seats);
    m_visitors->setValue(slot.visitorsPerFamily.value_or(0));
    m_ages->setClasses(slot.acceptedAges);
    m_note->setText(toQString(slot.note));
    m_closed->setChecked(slot.status == domain::SlotStatus::Closed);
    m_filling = false;
    setDirty(false);
    showErrors({});
    retranslate();
}

domain::Slot SlotForm::slot() const {
    domain::Slot slot = m_base;
    slot.date = toLocalDate(m_date->date());
    slot.start = toLocalTime(m_start->time());
    slot.end = toLocalTime(m_end->time());
    slot.seats = m_seats->value();
    slot.visitorsPerFamily = m_visitors->value() > 0 ? std::optional(m_visitors->value()) : std::nullopt;
    slot.acceptedAges = m_ages->classes();
    slot.note = m_note->text().trimmed().toStdString();
    slot.status = m_closed->isChecked() ? domain::SlotStatus::Closed : domain::SlotStatus::Open;
    return slot;
}

FieldRow *SlotForm::rowFor(const std::string &pointer) const {
    const std::initializer_list<std::pair<const char *, FieldRow *>> rows = {
        {"/date", m_dateRow},         {"/start", m_startRow}, {"/end", m_endRow},
        {"/seats", m_seatsRow},       {"/note", m_noteRow},   {"/visitors_per_family", m_visitorsRow},
        {"/accepted_ages", m_agesRow}};
    const auto *found = std::find_if(rows.begin(), rows.end(),
                                     [&](const auto &entry) { return pointer.rfind(entry.first, 0) == 0; });
    return found == rows.end() ? nullptr : found->second;
}

std::vector<domain::FieldError> SlotForm::showErrors(const std::vector<domain::FieldError> &errors) {
    m_errors = errors;
    sayErrors();
    const auto homed = std::find_if(errors.begin(), errors.end(),
                                    [this](const auto &error) { return rowFor(error.pointer) != nullptr; });
    if (homed != errors.end()) {
        rowFor(homed->pointer)->field()->setFocus();
    }
    std::vector<domain::FieldError> left;
    std::copy_if(errors.begin(), errors.end(), std::back_inserter(left),
                 [this](const auto &error) { return rowFor(error.pointer) == nullptr; });
    return left;
}

void SlotForm::sayErrors() {
    for (auto *row : {m_dateRow, m_startRow, m_endRow, m_seatsRow, m_visitorsRow, m_agesRow, m_noteRow}) {
        row->clearError();
    }
    for (const auto &error : m_errors) {
        if (auto *row = rowFor(error.pointer)) {
            row->setError(fieldText(error));
        }
    }
}

void SlotForm::markDirty() {
    if (!m_filling) {
        setDirty(true);
        Q_EMIT edited();
    }
}

void SlotForm::setDirty(bool dirty) {
    m_dirty = dirty;
    m_close->setText(dirty ? tr("Discard changes") : tr("Close"));
}

QJsonObject SlotForm::draft() const {
    if (!m_dirty) {
        return {};
    }
    return {{QStringLiteral("form"), QStringLiteral("slot")},
            {QStringLiteral("id"), toQString(m_base.id.text())},
            {QStringLiteral("new"), m_new},
            {QStringLiteral("date"), m_date->date().toString(Qt::ISODate)},
            {QStringLiteral("start"), m_start->time().toString(Qt::ISODate)},
            {QStringLiteral("end"), m_end->time().toString(Qt::ISODate)},
            {QStringLiteral("seats"), m_seats->value()},
            {QStringLiteral("visitors"), m_visitors->value()},
            {QStringLiteral("ages"), static_cast<int>(m_ages->classes().to_ulong())},
            {QStringLiteral("note"), m_note->text()},
            {QStringLiteral("closed"), m_closed->isChecked()}};
}

void SlotForm::takeDraft(const QJsonObject &draft) {
    m_filling = true;
    m_date->setDate(QDate::fromString(draft[u"date"].toString(), Qt::ISODate));
    m_start->setTime(QTime::fromString(draft[u"start"].toString(), Qt::ISODate));
    m_end->setTime(QTime::fromString(draft[u"end"].toString(), Qt::ISODate));
    m_seats->setValue(draft[u"seats"].toInt(1));
    m_visitors->setValue(draft[u"visitors"].toInt());
    m_ages->setClasses(domain::AgeClasses(static_cast<unsigned>(draft[u"ages"].toInt())));
    m_note->setText(draft[u"note"].toString());
    m_closed->setChecked(draft[u"closed"].toBool());
    m_filling = false;
    setDirty(true);
}

void SlotForm::focusFirst() {
    m_date->setFocus();
}

void SlotForm::retranslate() {
    m_title->setText(m_new ? tr("New slot") : tr("Slot on %1").arg(longDateText(m_base.date)));
    m_summary->setVisible(!m_new);
    m_summary->setText(tr("%n family/families approved", nullptr, m_row.approved) + u' ' +
                       tr("%n waiting", nullptr, m_row.waiting) + u' ' +
                       tr("%n free", nullptr, std::max(0, m_row.slot.seats - m_row.seatsTaken)));
    m_dateRow->setTexts(tr("Date"));
    m_startRow->setTexts(tr("From"));
    m_endRow->setTexts(tr("Until"));
    m_seatsRow->setTexts(tr("Seats"), tr("Families"));
    m_visitorsRow->setTexts(tr("Visitors per family"), tr("0: no limit"));
    m_agesRow->setTexts(tr("Accepted classes"));
    m_ages->retranslate();
    m_noteRow->setTexts(tr("Note to parents"));
    m_closed->setText(tr("Take no more reservations"));
    m_save->setText(m_new ? tr("Open this slot") : tr("Save"));
    setDirty(m_dirty);
    m_reservations->setText(tr("Reservations of this slot"));
    m_cancelSlot->setText(tr("Cancel this slot…"));
    m_reservations->setVisible(!m_new);
    m_cancelSlot->setVisible(!m_new);
    sayErrors();
}

} // namespace ui
