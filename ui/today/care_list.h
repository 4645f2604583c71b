// What needs care: few free seats ahead, unsent work, notices of the hub. Each line says what to do and leads
// there.
#pragma once

#include "prompt/page.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace ui {

class SectionTitle;

class CareList : public QWidget {
    Q_OBJECT
public:
    explicit CareList(const UiContext &context, QWidget *parent = nullptr);
    void setFacility(domain::FacilityId facility);
    void reload();
    void retranslate();

private:
    struct Seats {
        int slotCount = 0;
        int free = 0;
    };
    void show();

    UiContext m_context;
    domain::FacilityId m_facility;
    std::optional<Seats> m_seats; ///< of the next four weeks
    SectionTitle *m_title;
    QVBoxLayout *m_lines;
};

} // namespace ui
