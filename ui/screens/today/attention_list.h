// What needs care: few free seats ahead, acts that did not go through, notices of the hub. Each line says
// what to do and leads there; where nothing needs care nothing stands there.
#pragma once

#include "kit/pages/page.h"
#include "kit/widgets/tone.h"

#include <QWidget>

class QVBoxLayout;

namespace ui {

class Card;
class LazyReload;
class SectionTitle;

class AttentionList : public QWidget {
    Q_OBJECT
public:
    explicit AttentionList(const UiContext &context, QWidget *parent = nullptr);
    void setFacility(domain::FacilityId facility);
    void retranslate();

    void loadNotices();

Q_SIGNALS:
    void pageWanted(ui::PageId id);
    /// How many slots are open in the next four weeks.
    void slotsCounted(int count);

private:
    void reload();
    struct Seats {
        int slotCount = 0;
        int free = 0;
    };
    struct Line {
        Tone tone = Tone::Info;
        QString text;
        std::optional<PageId> target; ///< none where there is nothing to do about it
        bool operator==(const Line &) const = default;
    };
    [[nodiscard]] std::vector<Line> lines() const;
    void showLines();

    UiContext m_context;
    domain::FacilityId m_facility;
    std::vector<domain::Notice> m_notices; ///< newest first
    std::optional<Seats> m_seats;          ///< of the next four weeks
    LazyReload *m_reload;
    Card *m_card;
    SectionTitle *m_title;
    QVBoxLayout *m_lines;
    std::vector<Line> m_shown;
};

} // namespace ui
