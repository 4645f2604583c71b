#include "kit/forms/age_boxes.h"

#include "kit/text/common_text.h"

#include <QGridLayout>

namespace ui {

AgeBoxes::AgeBoxes(QWidget *parent) : QWidget(parent) {
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    for (int age = 0; age < domain::ageClassCount; ++age) {
        auto *box = new QCheckBox(this);
        box->setObjectName(QStringLiteral("age%1").arg(age));
        connect(box, &QCheckBox::clicked, this, &AgeBoxes::edited);
        grid->addWidget(box, age / 3, age % 3);
        m_boxes[static_cast<std::size_t>(age)] = box;
    }
    setFocusProxy(m_boxes.front());
    retranslate();
}

void AgeBoxes::setClasses(const domain::AgeClasses &classes) {
    for (std::size_t age = 0; age < m_boxes.size(); ++age) {
        m_boxes[age]->setChecked(classes.test(age));
    }
}

domain::AgeClasses AgeBoxes::classes() const {
    domain::AgeClasses classes;
    for (std::size_t age = 0; age < m_boxes.size(); ++age) {
        classes.set(age, m_boxes[age]->isChecked());
    }
    return classes;
}

void AgeBoxes::retranslate() {
    for (std::size_t age = 0; age < m_boxes.size(); ++age) {
        m_boxes[age]->setText(ageClassText(static_cast<int>(age)));
        m_boxes[age]->setAccessibleName(ageClassText(static_cast<int>(age)));
    }
}

} // namespace ui
