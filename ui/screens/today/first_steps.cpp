#include "screens/today/first_steps.h"

#include "domain/validate.h"
#include "kit/pages/when_done.h"
#include "kit/widgets/card.h"
#include "kit/widgets/labels.h"
#include "screens/today/line_button.h"

#include <QVBoxLayout>

#include <algorithm>

namespace ui {

FirstSteps::FirstSteps(const UiContext &context)
    : m_context(context), m_card(new Card(this)), m_title(new SectionTitle(m_card)),
      m_profile(new LineButton(m_card)), m_slot(new LineButton(m_card)), m_practice(new LineButton(m_card)) {
    setObjectName(QStringLiteral("firstSteps"));
    m_profile->setObjectName(QStringLiteral("firstStepProfile"));
    m_slot->setObjectName(QStringLiteral("firstStepSlot"));
    m_practice->setObjectName(QStringLiteral("firstStepPractice"));
    auto *outside = new QVBoxLayout(this);
    outside->setContentsMargins(0, 0, 0, 0);
    outside->addWidget(m_card);
    auto *column = new QVBoxLayout(m_card);
    column->setSpacing(0);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_profile, m_slot, m_practice}) {
        column->addWidget(part);
    }
    m_practice->setLeads(false);
    m_card->hide();
    connect(m_profile, &LineButton::clicked, this, [this] { Q_EMIT pageWanted(PageId::Facility); });
    connect(m_slot, &LineButton::clicked, this, [this] { Q_EMIT pageWanted(PageId::Slots); });
    connect(&context.desk.facilities(), &services::Facilities::changed, this, &FirstSteps::loadProfile);
}

void FirstSteps::setFacility(domain::FacilityId facility) {
    if (facility != m_facility) {
        m_facility = facility;
        m_missing.reset();
        m_slots.reset();
        showSteps();
    }
    loadProfile();
}

void FirstSteps::setSlotCount(int count) {
    m_slots = count;
    showSteps();
}

/// The program's own forms need name, reading and telephone; the standard's other items can wait.
void FirstSteps::loadProfile() {
    if (m_facility.isNull()) {
        return;
    }
    whenDone(
        m_context.desk.facilities().one(m_facility), this,
        [this](const services::FacilityRow &row) {
            const auto &profile = row.facility.profile;
            m_missing = static_cast<int>(
                std::ranges::count_if(std::initializer_list<const char *>{"name", "name_kana", "phone"},
                                      [&profile](const char *key) {
                                          const auto item = profile.find(key);
                                          return item == profile.end() || item->second.empty();
                                      }));
            showSteps();
        },
        [](const domain::Error &) {}); // it is asked again with the next change
}

void FirstSteps::showSteps() {
    const bool known = m_missing && m_slots;
    const bool done = known && *m_missing == 0 && *m_slots > 0;
    m_card->setVisible(known && !done);
    const auto mark = [](LineButton *step, bool isDone) {
        step->setTone(isDone ? Tone::Success : Tone::Waiting);
        step->setLeads(!isDone);
    };
    mark(m_profile, m_missing == 0);
    mark(m_slot, m_slots.value_or(0) > 0);
    const bool practises = m_context.desk.training() != nullptr;
    m_practice->setTone(practises ? Tone::Success : Tone::Info);
}

void FirstSteps::retranslate() {
    m_title->setText(tr("First steps"));
    m_profile->setText(tr("Look through the nursery's profile"));
    m_slot->setText(tr("Open a tour slot"));
    m_practice->setText(tr("Try it in the practice mode (in the menu of the PC: Hokatsu Desk, practice)"));
    showSteps();
}

} // namespace ui
