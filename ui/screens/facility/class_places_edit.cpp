#include "screens/facility/class_places_edit.h"

#include "kit/text/common_text.h"
#include "kit/widgets/value_boxes.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

namespace ui {

namespace {

constexpr int noClass = -1; // shown as a word: a class that does not exist is not a class with 0 places

} // namespace

ClassPlacesEdit::ClassPlacesEdit(QWidget *parent) : QWidget(parent), m_total(new QLabel(this)) {
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    for (int age = 0; age < domain::ageClassCount; ++age) {
        auto &line = m_lines[static_cast<std::size_t>(age)];
        line.accepted = new QCheckBox(this);
        line.accepted->setObjectName(QStringLiteral("classAccepted%1").arg(age));
        line.capacity = new NumberBox(this);
        line.capacity->setObjectName(QStringLiteral("classCapacity%1").arg(age));
        line.capacity->setRange(noClass, 500);
        connect(line.accepted, &QCheckBox::clicked, this, &ClassPlacesEdit::onEdited);
        connect(line.capacity, &QSpinBox::valueChanged, this, &ClassPlacesEdit::onEdited);
        grid->addWidget(line.accepted, age, 0);
        grid->addWidget(line.capacity, age, 1);
    }
    grid->addWidget(m_total, domain::ageClassCount, 0, 1, 2);
    grid->setColumnStretch(2, 1);
    setFocusProxy(m_lines.front().accepted);
    retranslate();
}

void ClassPlacesEdit::setClasses(const std::vector<domain::ClassPlaces> &classes) {
    m_filling = true;
    for (auto &line : m_lines) {
        line.accepted->setChecked(false);
        line.capacity->setValue(noClass);
    }
    for (const auto &places : classes) {
        if (places.age >= 0 && places.age < domain::ageClassCount) {
            auto &line = m_lines[static_cast<std::size_t>(places.age)];
            line.accepted->setChecked(places.accepted);
            line.capacity->setValue(places.capacity.value_or(noClass));
        }
    }
    m_filling = false;
    showTotal();
}

std::vector<domain::ClassPlaces> ClassPlacesEdit::classes() const {
    std::vector<domain::ClassPlaces> classes;
    for (std::size_t age = 0; age < m_lines.size(); ++age) {
        const int capacity = m_lines[age].capacity->value();
        if (capacity == noClass && !m_lines[age].accepted->isChecked()) {
            continue;
        }
        classes.push_back({.age = static_cast<int>(age),
                           .capacity = capacity == noClass ? std::nullopt : std::optional(capacity),
                           .accepted = m_lines[age].accepted->isChecked()});
    }
    return classes;
}

// "0:12:1;3::0": age, places, accepted.
std::string ClassPlacesEdit::textOf(const std::vector<domain::ClassPlaces> &classes) {
    std::string text;
    for (const auto &places : classes) {
        text += text.empty() ? "" : ";";
        text += std::to_string(places.age) + ':';
        text += places.capacity ? std::to_string(*places.capacity) : std::string();
        text += places.accepted ? ":1" : ":0";
    }
    return text;
}

std::vector<domain::ClassPlaces> ClassPlacesEdit::fromText(const std::string &text) {
    std::vector<domain::ClassPlaces> classes;
    for (const auto &part : toQString(text).split(u';', Qt::SkipEmptyParts)) {
        const auto fields = part.split(u':');
        bool isAge = false;
        const int age = fields.value(0).toInt(&isAge);
        if (fields.size() == 3 && isAge && age >= 0 && age < domain::ageClassCount) {
            bool isCount = false;
            const int count = fields[1].toInt(&isCount);
            classes.push_back({.age = age,
                               .capacity = isCount ? std::optional(count) : std::nullopt,
                               .accepted = fields[2] == u"1"});
        }
    }
    return classes;
}

void ClassPlacesEdit::onEdited() {
    if (!m_filling) {
        showTotal();
        Q_EMIT edited();
    }
}

void ClassPlacesEdit::showTotal() {
    int total = 0;
    for (const auto &line : m_lines) {
        total += std::max(0, line.capacity->value());
    }
    m_total->setText(tr("Sum of the classes: %n", nullptr, total));
}

void ClassPlacesEdit::retranslate() {
    for (std::size_t age = 0; age < m_lines.size(); ++age) {
        const QString name = ageClassText(static_cast<int>(age));
        m_lines[age].accepted->setText(tr("%1 takes children").arg(name));
        m_lines[age].capacity->setAccessibleName(tr("Places of %1").arg(name));
        m_lines[age].capacity->setSpecialValueText(tr("not stated"));
        m_lines[age].capacity->setSuffix(tr(" places"));
    }
    showTotal();
}

} // namespace ui
