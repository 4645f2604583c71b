#include "screens/reservations/booking_form.h"

#include "domain/age_class.h"
#include "domain/text.h"
#include "domain/validate.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/choice_box.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/side_by_side.h"
#include "kit/widgets/value_boxes.h"

#include <QComboBox>
#include <QJsonArray>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace ui {
namespace {

constexpr std::size_t mostChildren = 4; ///< at one call; the hub takes ten
constexpr std::array<const char *, 2> channels{"phone", "counter"};

std::string childPointer(std::size_t index, const char *member) {
    return "/children/" + std::to_string(index) + '/' + member;
}

/// As callers and calendars say it: 2024/4/1, ２０２５。５。３, 20250503, R7.5.3, 令和6年4月1日.
std::optional<domain::LocalDate> dayTyped(const std::string &text) {
    constexpr std::size_t serialNumber = 5; // of a spreadsheet; by hand it is a date with a digit missing
    std::string plain = domain::toHalfWidthAscii(text);
    std::erase(plain, ' ');
    const auto repaired = plain.size() == serialNumber ? std::nullopt : domain::repairedDate(plain);
    if (!repaired) {
        return std::nullopt;
    }
    const auto day = domain::parseDate(*repaired);
    return day ? std::optional(*day) : std::nullopt;
}

/// A month in the same ways, or any day of it.
std::optional<domain::LocalMonth> monthTyped(std::string text) {
    auto day = dayTyped(text);
    for (const std::string_view rest : {"1日", "-1", "01"}) {
        day = day ? day : dayTyped(text + std::string(rest));
    }
    return day ? std::optional(day->year() / day->month()) : std::nullopt;
}

} // namespace

BookingForm::BookingForm(QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(this)), m_channel(new QComboBox(this)),
      m_slot(new ChoiceBox(this)), m_visitors(new NumberBox(this)), m_question(new QPlainTextEdit(this)),
      m_channelRow(new FieldRow(m_channel, this)), m_slotRow(new FieldRow(m_slot, this)),
      m_visitorsRow(new FieldRow(m_visitors, this)), m_questionRow(new FieldRow(m_question, this)),
      m_familyTitle(new SectionTitle(this)), m_childTitle(new SectionTitle(this)),
      m_childColumn(new QVBoxLayout), m_class(new MutedLabel(this)), m_moreChildren(new QPushButton(this)),
      m_fewerChildren(new QPushButton(this)), m_book(new QPushButton(this)), m_close(new QPushButton(this)) {
    build();
    retranslate();
}

void BookingForm::build() {
    const std::initializer_list<std::pair<QWidget *, const char16_t *>> names = {
        {m_channel, u"bookingChannel"},   {m_slot, u"bookingSlot"},
        {m_visitors, u"bookingVisitors"}, {m_question, u"bookingQuestion"},
        {m_class, u"bookingClass"},       {m_moreChildren, u"bookingMoreChildren"},
        {m_book, u"bookingSave"},         {m_fewerChildren, u"bookingFewerChildren"},
        {m_close, u"bookingClose"}};
    for (const auto &[widget, name] : names) {
        widget->setObjectName(QString::fromUtf16(name));
    }
    m_channel->addItems({{}, {}});
    m_visitors->setRange(1, 50);
    m_question->setTabChangesFocus(true);
    m_question->setFixedHeight(lineHeights(3.5));
    m_questionRow->setNeed(FieldRow::Need::Optional);
    m_slotRow->setNeed(FieldRow::Need::Required);
    setButtonKind(m_book, ButtonKind::Primary);
    for (auto *button : {m_close, m_moreChildren, m_fewerChildren}) {
        setButtonKind(button, ButtonKind::Quiet);
    }
    layOut();
    addChild();
    connect(m_channel, &QComboBox::activated, this, &BookingForm::onEdited);
    connect(m_slot, &QComboBox::activated, this, &BookingForm::onEdited);
    connect(m_visitors, &QSpinBox::valueChanged, this, &BookingForm::onEdited);
    connect(m_question, &QPlainTextEdit::textChanged, this, &BookingForm::onEdited);
    connect(m_moreChildren, &QPushButton::clicked, this, &BookingForm::addSibling);
    connect(m_fewerChildren, &QPushButton::clicked, this, &BookingForm::removeChild);
    connect(m_book, &QPushButton::clicked, this, &BookingForm::bookWanted);
    connect(m_close, &QPushButton::clicked, this, &BookingForm::closeWanted);
}

void BookingForm::layOut() {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addLayout(sideBySide({m_channelRow, m_visitorsRow}));
    column->addWidget(m_slotRow);
    column->addWidget(m_familyTitle);
    addLine(u"bookingGuardian", "/guardian/name");
    addLine(u"bookingKana", "/guardian/kana");
    addLine(u"bookingPhone", "/guardian/phone");
    addLine(u"bookingMail", "/guardian/email");
    for (const Field &one : m_fields) {
        column->addWidget(one.row);
    }
    column->addWidget(m_childTitle);
    column->addLayout(m_childColumn);
    column->addWidget(m_class);
    auto *children = new FlowLayout;
    children->addWidget(m_moreChildren);
    children->addWidget(m_fewerChildren);
    column->addLayout(children);
    column->addWidget(m_questionRow);
    column->addLayout(sideBySide({m_book, m_close}));
    column->addStretch(1);
}

LineEdit *BookingForm::addLine(const char16_t *name, const char *pointer) {
    auto *edit = new LineEdit(this);
    edit->setObjectName(QString::fromUtf16(name));
    connect(edit, &QLineEdit::textEdited, this, &BookingForm::onEdited);
    m_fields.push_back({pointer, edit, new FieldRow(edit, this)});
    return edit;
}

void BookingForm::addChildFields(std::size_t index) {
    const std::initializer_list<std::pair<const char *, const char *>> members = {
        {"name", "Name"}, {"kana", "Kana"}, {"birth_date", "Birth"}, {"wished_month", "Month"}};
    for (const auto &[member, name] : members) {
        auto *edit = new LineEdit(this);
        edit->setObjectName(QStringLiteral("bookingChild%1%2").arg(index).arg(QString::fromLatin1(name)));
        connect(edit, &QLineEdit::textEdited, this, &BookingForm::onEdited);
        connect(edit, &QLineEdit::editingFinished, this, &BookingForm::showClass);
        m_fields.push_back({childPointer(index, member), edit, new FieldRow(edit, this)});
        m_childColumn->addWidget(m_fields.back().row);
    }
}

void BookingForm::addChild() {
    if (m_children < mostChildren) {
        addChildFields(m_children++);
        retranslate();
    }
}

void BookingForm::addSibling() {
    const std::size_t before = m_children;
    addChild();
    if (m_children > before) {
        field(childPointer(before, "name")).edit->setFocus();
    }
}

void BookingForm::removeChild() {
    if (m_children <= 1) {
        return;
    }
    const std::string gone = "/children/" + std::to_string(--m_children) + '/';
    std::erase_if(m_fields, [&](const Field &one) {
        const bool goes = one.pointer.rfind(gone, 0) == 0;
        if (goes) {
            one.row->hide();
            one.row->deleteLater();
        }
        return goes;
    });
    retranslate();
    onEdited();
}

const BookingForm::Field &BookingForm::field(std::string_view pointer) const {
    return *std::ranges::find(m_fields, pointer, &Field::pointer);
}

std::string BookingForm::typed(std::string_view pointer) const {
    return domain::trimmed(field(pointer).edit->text().toStdString());
}

void BookingForm::begin(const std::vector<services::SlotRow> &slotRows, domain::SlotId preferred) {
    m_filling = true;
    while (m_children > 1) {
        removeChild();
    }
    for (const Field &one : m_fields) {
        one.edit->clear();
    }
    m_channel->setCurrentIndex(0);
    m_visitors->setValue(1);
    m_question->clear();
    m_slots = slotRows;
    fillSlots(preferred);
    m_filling = false;
    m_dirty = false;
    showErrors({});
    showClass();
}

void BookingForm::setSlots(const std::vector<services::SlotRow> &slotRows) {
    const auto *chosen = chosenSlot();
    const domain::SlotId kept = chosen != nullptr ? chosen->slot.id : domain::SlotId{};
    m_slots = slotRows;
    fillSlots(kept);
}

void BookingForm::fillSlots(domain::SlotId chosen) {
    m_slot->clear();
    int index = 0;
    for (const services::SlotRow &row : m_slots) {
        const int left = std::max(0, row.slot.seats - row.seatsTaken);
        m_slot->addItem(dateText(row.slot.date) + u' ' + timeText(row.slot.start) + u'–' +
                        timeText(row.slot.end) + u'　' + tr("%n free", nullptr, left));
        index = row.slot.id == chosen ? m_slot->count() - 1 : index;
    }
    m_slot->setCurrentIndex(m_slots.empty() ? -1 : index);
}

const services::SlotRow *BookingForm::chosenSlot() const {
    const int index = m_slot->currentIndex();
    return index < 0 ? nullptr : &m_slots[static_cast<std::size_t>(index)];
}

std::vector<domain::Child> BookingForm::children() const {
    const auto *slot = chosenSlot();
    std::vector<domain::Child> children;
    for (std::size_t i = 0; i < m_children; ++i) {
        domain::Child child;
        child.name = typed(childPointer(i, "name"));
        child.kana = domain::toFullWidthKatakana(typed(childPointer(i, "kana")));
        if (const auto birth = dayTyped(typed(childPointer(i, "birth_date")))) {
            // A day to come can only be the day on which the child is expected.
            const bool expected = m_today == domain::LocalDate{} ? slot != nullptr && *birth > slot->slot.date
                                                                 : *birth > m_today;
            (expected ? child.dueDate : child.birthDate) = *birth;
        }
        if (const auto wished = monthTyped(typed(childPointer(i, "wished_month")))) {
            child.wishedMonth = *wished;
        }
        children.push_back(std::move(child));
    }
    return children;
}

domain::Reservation BookingForm::reservation() const {
    domain::Reservation reservation;
    if (const auto *slot = chosenSlot()) {
        reservation.slotId = slot->slot.id;
        reservation.facilityId = slot->slot.facilityId;
    }
    reservation.channel = channels[static_cast<std::size_t>(std::max(0, m_channel->currentIndex()))];
    reservation.visitors = m_visitors->value();
    domain::ReservationPersonal personal;
    personal.guardian.name = typed("/guardian/name");
    personal.guardian.kana = domain::toFullWidthKatakana(typed("/guardian/kana"));
    personal.guardian.phone = domain::repairedPhone(typed("/guardian/phone"));
    personal.guardian.email = domain::toHalfWidthAscii(typed("/guardian/email"));
    personal.children = children();
    personal.question = domain::trimmed(m_question->toPlainText().toStdString());
    reservation.personal = std::move(personal);
    return reservation;
}

/// Typed, but no date: that must not be taken for an empty field.
std::vector<domain::FieldError> BookingForm::unreadableDates() const {
    std::vector<domain::FieldError> errors;
    const auto children = this->children();
    for (std::size_t i = 0; i < m_children; ++i) {
        const std::string birth = childPointer(i, "birth_date");
        if (!typed(birth).empty() && !children[i].birthDate && !children[i].dueDate) {
            errors.push_back({.pointer = birth, .code = "not-a-date", .params = {}});
        }
        const std::string month = childPointer(i, "wished_month");
        if (!typed(month).empty() && !children[i].wishedMonth) {
            errors.push_back({.pointer = month, .code = "not-a-month", .params = {}});
        }
    }
    return errors;
}

bool BookingForm::check() {
    auto errors = unreadableDates();
    for (const domain::FieldError &error : domain::validate(reservation())) {
        const bool known =
            std::ranges::any_of(errors, [&](const auto &other) { return other.pointer == error.pointer; });
        if (!known) {
            errors.push_back(error);
        }
    }
    showErrors(errors);
    return errors.empty();
}

std::vector<domain::FieldError> BookingForm::showErrors(const std::vector<domain::FieldError> &errors) {
    std::vector<std::pair<std::string, FieldRow *>> rows{{"/slot_id", m_slotRow},
                                                         {"/visitors", m_visitorsRow},
                                                         {"/channel", m_channelRow},
                                                         {"/question", m_questionRow}};
    for (const Field &one : m_fields) {
        rows.emplace_back(one.pointer, one.row);
    }
    for (const auto &[pointer, row] : rows) {
        row->clearError();
    }
    std::vector<domain::FieldError> left;
    bool focused = false;
    for (const domain::FieldError &error : errors) {
        const auto found = std::ranges::find(rows, error.pointer, &std::pair<std::string, FieldRow *>::first);
        if (found == rows.end()) {
            left.push_back(error);
            continue;
        }
        found->second->setError(fieldText(error));
        if (!focused) {
            found->second->field()->setFocus();
            focused = true;
        }
    }
    return left;
}

void BookingForm::onEdited() {
    if (!m_filling) {
        m_dirty = true;
        showClass();
        Q_EMIT edited();
    }
}

/// The hub computes the class; here the user sees in time that a child does not fit into the slot.
void BookingForm::showClass() {
    const auto *slot = chosenSlot();
    const auto children = this->children();
    const bool anyBirth =
        std::ranges::any_of(children, [](const auto &child) { return child.birthDate || child.dueDate; });
    if (slot == nullptr || !anyBirth) {
        m_class->clear();
        m_class->hide();
        return;
    }
    const auto classes = domain::ageClasses(children, slot->slot.date);
    QString text = tr("Class: %1").arg(ageClassesText(classes));
    if ((classes & ~slot->slot.acceptedAges).any()) {
        text += u' ' + tr("This slot accepts only %1.").arg(ageClassesText(slot->slot.acceptedAges));
    } else if (classes.none()) {
        text = tr("By the birth date the child is in no class of that school year.");
    }
    m_class->setText((text + u' ' + expectedText(children)).trimmed());
    m_class->show();
}

/// A mistyped year must not become a child that is not born, without a word.
QString BookingForm::expectedText(const std::vector<domain::Child> &children) const {
    for (const domain::Child &child : children) {
        if (child.dueDate) {
            return tr("%1 is still to come: it is taken as the day on which the child is expected.")
                .arg(longDateText(*child.dueDate));
        }
    }
    return {};
}

void BookingForm::setAsking(bool isAsking) {
    m_isAsking = isAsking;
    retranslate();
}

void BookingForm::focusFirst() {
    m_channel->setFocus();
}

QJsonObject BookingForm::draft() const {
    if (!m_dirty) {
        return {};
    }
    QJsonObject lines;
    for (const Field &one : m_fields) {
        if (!one.edit->text().isEmpty()) {
            lines.insert(toQString(one.pointer), one.edit->text());
        }
    }
    const auto *slot = chosenSlot();
    return {{QStringLiteral("lines"), lines},
            {QStringLiteral("children"), static_cast<int>(m_children)},
            {QStringLiteral("channel"), m_channel->currentIndex()},
            {QStringLiteral("slot"), slot != nullptr ? toQString(slot->slot.id.text()) : QString()},
            {QStringLiteral("visitors"), m_visitors->value()},
            {QStringLiteral("question"), m_question->toPlainText()}};
}

void BookingForm::takeDraft(const QJsonObject &draft) {
    m_filling = true;
    while (m_children < std::min<std::size_t>(mostChildren, static_cast<std::size_t>(
                                                                std::max(1, draft[u"children"].toInt())))) {
        addChild();
    }
    const QJsonObject lines = draft[u"lines"].toObject();
    for (const Field &one : m_fields) {
        one.edit->setText(lines[toQString(one.pointer)].toString());
    }
    m_channel->setCurrentIndex(draft[u"channel"].toInt());
    m_visitors->setValue(draft[u"visitors"].toInt());
    m_question->setPlainText(draft[u"question"].toString());
    if (const auto slot = domain::SlotId::parse(draft[u"slot"].toString().toStdString())) {
        fillSlots(*slot);
    }
    m_filling = false;
    m_dirty = true;
    showClass();
}

BookingForm::Texts BookingForm::textsOf(const std::string &pointer) {
    constexpr std::size_t numberAt = std::string_view("/children/").size();
    const auto ends = [&](std::string_view tail) { return std::string_view(pointer).ends_with(tail); };
    if (pointer == "/guardian/name") {
        return {tr("Guardian's name"), {}, true};
    }
    if (pointer == "/guardian/kana") {
        return {tr("Guardian's name in kana"), tr("Hiragana is converted."), false};
    }
    if (ends("/phone")) {
        return {tr("Phone"), tr("Phone or mail is needed."), false};
    }
    if (ends("/email")) {
        return {tr("Mail"), {}, false};
    }
    const QString number =
        pointer[numberAt] == '0' ? QString() : tr(" (child %1)").arg(pointer[numberAt] - '0' + 1);
    if (ends("/name")) {
        return {tr("Child's name") + number, {}, false};
    }
    if (ends("/kana")) {
        return {tr("Child's name in kana") + number, {}, false};
    }
    if (ends("/birth_date")) {
        return {tr("Date of birth") + number, tr("For example 2024-04-15"), true};
    }
    return {tr("Wished month of entry") + number, tr("For example 2027-04; empty: the month of the tour"),
            false};
}

void BookingForm::retranslate() {
    m_title->setText(tr("Booking by phone or at the counter"));
    m_channelRow->setTexts(tr("How it came"));
    for (std::size_t i = 0; i < channels.size(); ++i) {
        m_channel->setItemText(static_cast<int>(i), channelText(channels[i]));
    }
    m_slotRow->setTexts(tr("Tour slot"), tr("Only slots that can be booked."));
    m_visitorsRow->setTexts(tr("Visitors"), tr("Persons, with the children"));
    m_questionRow->setTexts(tr("Question or remark"));
    m_familyTitle->setText(tr("Family"));
    m_childTitle->setText(tr("Child"));
    for (const Field &one : m_fields) {
        const Texts texts = textsOf(one.pointer);
        one.row->setTexts(texts.label, texts.support);
        one.row->setNeed(texts.required ? FieldRow::Need::Required : FieldRow::Need::Optional);
    }
    m_moreChildren->setText(tr("Add a sibling"));
    m_moreChildren->setVisible(m_children < mostChildren);
    m_fewerChildren->setText(tr("Remove the last sibling"));
    m_fewerChildren->setVisible(m_children > 1);
    m_book->setText(m_isAsking ? tr("Asking the hub for the seat…") : tr("Book this slot (Ctrl+Enter)"));
    m_close->setText(tr("Discard"));
    showClass();
}

} // namespace ui
