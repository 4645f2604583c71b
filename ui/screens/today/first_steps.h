// はじめに: what a nursery does on its first day, with a tick for what is done. Gone once all is done.
#pragma once

#include "kit/pages/page.h"

class QVBoxLayout;

namespace ui {

class Card;
class LineButton;
class SectionTitle;

class FirstSteps : public QWidget {
    Q_OBJECT
public:
    explicit FirstSteps(const UiContext &context);
    void setFacility(domain::FacilityId facility);
    void setSlotCount(int count);
    void retranslate();

Q_SIGNALS:
    void pageWanted(ui::PageId id);

private:
    void loadProfile();
    void showSteps();

    UiContext m_context;
    domain::FacilityId m_facility;
    std::optional<int> m_missing; ///< compulsory items of the profile
    std::optional<int> m_slots;
    Card *m_card;
    SectionTitle *m_title;
    LineButton *m_profile;
    LineButton *m_slot;
    LineButton *m_practice;
};

} // namespace ui
