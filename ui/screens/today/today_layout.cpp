#include "screens/today/today_layout.h"

#include "kit/theme/metrics.h"
#include "kit/widgets/adaptive_row.h"
#include "screens/today/details_side.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

// In heights of a line; 20 px each at 100 %.
constexpr double waitingWidth = 17;
constexpr double dayWidth = 14;
constexpr double threeColumns = 50;
constexpr double overWidth = 20;

} // namespace

TodayLayout::TodayLayout(const Parts &parts) : m_row(new AdaptiveRow(30)), m_details(parts.details) {
    parts.waiting->setMinimumWidth(lineHeights(waitingWidth));
    parts.day->setMinimumWidth(lineHeights(dayWidth));
    m_row->add(parts.waiting, 42);
    m_row->add(parts.day, 30);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_row);
    m_details->setParent(this);
    m_details->setOver(true);
    m_details->hide();
}

void TodayLayout::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    arrange();
}

void TodayLayout::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        arrange();
    }
}

void TodayLayout::arrange() {
    const bool three = width() >= lineHeights(threeColumns);
    if (three != m_hasThree) {
        m_hasThree = three;
        m_details->setOver(!three);
        if (three) {
            m_row->add(m_details, 36);
            m_details->show();
        } else {
            m_details->setParent(this); // leaves the row
            m_details->hide();
        }
    }
    placeOver();
}

void TodayLayout::placeOver() {
    if (!m_hasThree) {
        const int wide = std::min(width(), lineHeights(overWidth));
        m_details->setGeometry(width() - wide, 0, wide, height());
        m_details->raise();
    }
}

void TodayLayout::slideDetails(bool in) {
    if (!m_hasThree) {
        placeOver();
        m_details->setVisible(in);
    }
}

bool TodayLayout::isSlidIn() const {
    return !m_hasThree && m_details->isVisibleTo(this);
}

} // namespace ui
