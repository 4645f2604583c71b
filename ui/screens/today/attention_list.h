// What needs care: few free seats ahead, unsent work, notices of the hub. Each line says what to do and leads
// there.
#pragma once

#include "kit/pages/page.h"
#include "kit/widgets/tone.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace ui {

class LazyReload;
class SectionTitle;

class AttentionList : public QWidget {
    Q_OBJECT
public:
    explicit AttentionList(const UiContext &context, QWidget *parent = nullptr);
    void setFacility(domain::FacilityId facility);
    void retranslate();

    void loadNotices();

private:
    void reload();
    struct Seats {
        int slotCount = 0;
        int free = 0;
    };
    struct Line {
        Tone tone = Tone::Info;
        QString text;
        bool operator==(const Line &) const = default;
    };
    [[nodiscard]] std::vector<Line> lines() const;
    void showLines();

    UiContext m_context;
    domain::FacilityId m_facility;
    std::vector<domain::Notice> m_notices; ///< newest first
    std::optional<Seats> m_seats;          ///< of the next four weeks
    LazyReload *m_reload;
    SectionTitle *m_title;
    QVBoxLayout *m_lines;
    std::vector<Line> m_shown;
};

} // namespace ui
