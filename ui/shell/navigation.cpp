#include "shell/navigation.h"

#include "kit/theme/colours.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"

#include <QEvent>
#include <QKeySequence>
#include <QPainter>
#include <QVBoxLayout>

namespace ui {
namespace {

struct Looks {
    PageId page;
    const char *icon;
    const char *objectName;
};

constexpr Looks looks[] = {
    {PageId::Today, "today", "navToday"},    {PageId::Reservations, "reservations", "navReservations"},
    {PageId::Slots, "slots", "navSlots"},    {PageId::Facility, "facility", "navFacility"},
    {PageId::Delays, "delays", "navDelays"}, {PageId::Settings, "settings", "navSettings"}};

} // namespace

NavigationButton::NavigationButton(QString iconName, QWidget *parent)
    : QAbstractButton(parent), m_iconName(std::move(iconName)) {
    setCheckable(true);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
}

QFont NavigationButton::noteFont() const {
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

void NavigationButton::setTexts(const QString &name, const QString &keys) {
    setText(name);
    m_keys = keys;
    setToolTip(keys);
    describe();
}

void NavigationButton::setNote(const QString &note) {
    m_note = note;
    describe();
}

void NavigationButton::describe() {
    setAccessibleName(m_note.isEmpty() ? text() : text() + QStringLiteral(", ") + m_note);
    setAccessibleDescription(m_keys);
    updateGeometry();
    update();
}

QSize NavigationButton::sizeHint() const {
    QFont bold = font();
    bold.setBold(true);
    const int line = lineHeights(1);
    const int words = std::max(QFontMetrics(bold).horizontalAdvance(text()),
                               QFontMetrics(noteFont()).horizontalAdvance(m_note));
    return {words + line * 3, m_note.isEmpty() ? lineHeights(2.1) : lineHeights(2.7)};
}

void NavigationButton::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    const Colours c = colours(palette());
    const int line = lineHeights(1);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(line * 0.2, 1, -line * 0.2, -1);
    painter.setPen(Qt::NoPen);
    if (isChecked() || underMouse()) {
        painter.setBrush(isChecked() ? c.keySoft : c.neutralSoft);
        painter.drawRoundedRect(box, line * 0.25, line * 0.25);
    }
    if (isChecked()) {
        painter.fillRect(QRectF(box.left(), box.top() + line * 0.3, line * 0.2, box.height() - line * 0.6),
                         c.key);
    }
    const QColor ink = isChecked() ? c.key : c.text;
    const double side = line * 0.95;
    paintIcon(&painter, m_iconName, QRectF(box.left() + line * 0.5, box.center().y() - side / 2, side, side),
              ink);
    QFont bold = font();
    bold.setBold(isChecked());
    painter.setFont(bold);
    painter.setPen(ink);
    QRectF words = box.adjusted(line * 1.8, 0, -line * 0.3, 0);
    if (m_note.isEmpty()) {
        painter.drawText(words, Qt::AlignVCenter, text());
    } else {
        words.adjust(0, line * 0.2, 0, -line * 0.2);
        painter.drawText(words, Qt::AlignTop, text());
        painter.setFont(noteFont());
        painter.setPen(isChecked() ? c.key : c.muted);
        painter.drawText(words, Qt::AlignBottom, m_note);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.focus, 2));
        painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), line * 0.25, line * 0.25);
    }
}

void NavigationButton::enterEvent(QEnterEvent *event) {
    update();
    QAbstractButton::enterEvent(event);
}

void NavigationButton::leaveEvent(QEvent *event) {
    update();
    QAbstractButton::leaveEvent(event);
}

Navigation::Navigation(const std::vector<PageId> &pages, QWidget *parent) : QWidget(parent), m_pages(pages) {
    setObjectName(QStringLiteral("navigation"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(lineHeights(0.2), lineHeights(0.5), lineHeights(0.2), lineHeights(0.5));
    layout->setSpacing(lineHeights(0.1));
    for (const PageId page : pages) {
        for (const Looks &look : looks) {
            if (look.page == page) {
                auto *button = new NavigationButton(QString::fromLatin1(look.icon), this);
                button->setObjectName(QString::fromLatin1(look.objectName));
                m_buttons[page] = button;
                m_group.addButton(button, static_cast<int>(page));
                layout->addWidget(button);
            }
        }
    }
    layout->addStretch(1);
    connect(&m_group, &QButtonGroup::idClicked, this,
            [this](int id) { Q_EMIT chosen(static_cast<PageId>(id)); });
    retranslate();
}

QString Navigation::nameOf(PageId page) {
    switch (page) {
    case PageId::Today:
        return tr("Today");
    case PageId::Reservations:
        return tr("Reservations");
    case PageId::Slots:
        return tr("Tour slots");
    case PageId::Facility:
        return tr("Facility profile");
    case PageId::Delays:
        return tr("Approval delays");
    case PageId::Settings:
        return tr("Settings");
    case PageId::Outbox:
        return tr("Sending");
    case PageId::Conflict:
        return tr("Changed on two sides");
    case PageId::Shortcuts:
        return tr("Keyboard");
    }
    return {};
}

void Navigation::setCurrent(PageId page) {
    const auto found = m_buttons.find(page);
    m_group.setExclusive(false);
    for (const auto &[id, button] : m_buttons) {
        button->setChecked(found != m_buttons.end() && id == page);
    }
    m_group.setExclusive(found != m_buttons.end());
}

void Navigation::setNote(PageId page, const QString &note) {
    const auto found = m_buttons.find(page);
    if (found != m_buttons.end() && found->second->note() != note) {
        found->second->setNote(note);
    }
}

void Navigation::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void Navigation::paintEvent(QPaintEvent *event) {
    Q_UNUSED(event)
    const Colours c = colours(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.surface);
    painter.setPen(c.hairline);
    painter.drawLine(rect().topRight(), rect().bottomRight());
}

void Navigation::retranslate() {
    setAccessibleName(tr("Pages"));
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)));
        m_buttons.at(m_pages[i])->setTexts(nameOf(m_pages[i]), keys.toString(QKeySequence::NativeText));
    }
}

} // namespace ui
