// 最近の動き: what families did last, in two lines that lead to them.
#pragma once

#include "kit/pages/page.h"
#include "kit/widgets/card.h"

class QVBoxLayout;

namespace ui {

class LazyReload;
class SectionTitle;

class RecentList : public Card {
    Q_OBJECT
public:
    explicit RecentList(const UiContext &context);
    void setFacility(domain::FacilityId facility);
    void retranslate();

Q_SIGNALS:
    void familyWanted(domain::ReservationId id);

private:
    void reload();
    void ask(const services::ReservationFilter &filter);
    void take(const std::vector<services::ReservationRow> &rows);
    void showLines();

    /// What a family did.
    struct Event {
        domain::Instant at{};
        services::ReservationRow row;
        bool isWithdrawal = false;
    };
    UiContext m_context;
    domain::FacilityId m_facility;
    LazyReload *m_reload;
    SectionTitle *m_title;
    QVBoxLayout *m_lines;
    std::vector<Event> m_events; ///< newest first
};

} // namespace ui
