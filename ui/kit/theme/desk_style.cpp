#include "kit/theme/desk_style.h"

#include "kit/theme/colours.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace ui {
namespace {

constexpr double cornerInLines = 0.25;

QPainterPath rounded(const QRectF &rect) {
    QPainterPath path;
    const double radius = lineHeights(cornerInLines);
    path.addRoundedRect(rect, radius, radius);
    return path;
}

/// Outline inside the rectangle, so that neighbours never clip it.
void strokeInside(QPainter *painter, const QRectF &rect, const QColor &colour, double width) {
    painter->setPen(QPen(colour, width));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(rounded(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)));
}

bool enabled(const QStyleOption *option) {
    return option->state.testFlag(QStyle::State_Enabled);
}
bool focused(const QStyleOption *option) {
    return option->state.testFlag(QStyle::State_HasFocus);
}

QColor outline(const QStyleOption *option, const Colours &c) {
    return enabled(option) ? c.border : mixed(c.surface, c.border, 0.5);
}

QColor fillOf(ButtonKind kind, const QStyleOption *option, const Colours &c) {
    const bool down =
        option->state.testFlag(QStyle::State_Sunken) || option->state.testFlag(QStyle::State_On);
    const bool hover = option->state.testFlag(QStyle::State_MouseOver) && enabled(option);
    const double strength = down ? 0.20 : hover ? 0.10 : 0.0;
    if (!enabled(option)) {
        return kind == ButtonKind::Quiet ? QColor(Qt::transparent) : c.neutralSoft;
    }
    if (kind == ButtonKind::Primary) {
        return mixed(c.key, c.onKey, strength);
    }
    if (kind == ButtonKind::Quiet && strength == 0.0) {
        return Qt::transparent;
    }
    return down ? c.keySoft : mixed(c.surface, c.text, strength / 2);
}

QColor inkOf(ButtonKind kind, const QStyleOption *option, const Colours &c) {
    if (!enabled(option)) {
        return option->palette.color(QPalette::Disabled, QPalette::ButtonText);
    }
    switch (kind) {
    case ButtonKind::Primary:
        return c.onKey;
    case ButtonKind::Danger:
        return c.error;
    case ButtonKind::Normal:
    case ButtonKind::Quiet:
        break;
    }
    return kind == ButtonKind::Quiet ? c.key : c.text;
}

/// A groove from end to end and a slider in it: no arrow buttons, which nobody aims at.
QRect scrollBarRect(const QStyleOptionComplex *option, QStyle::SubControl part) {
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar) {
        return {};
    }
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const int shortest = std::min(length, lineHeights(1.5));
    const qint64 whole = range + std::max(1, bar->pageStep);
    const int slider =
        range <= 0 ? length : std::max(shortest, static_cast<int>(qint64(length) * bar->pageStep / whole));
    const int start = QStyle::sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                      length - slider, bar->upsideDown);
    const auto stretch = [&](int from, int size) {
        return horizontal ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                          : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return stretch(0, length);
    case QStyle::SC_ScrollBarSlider:
        return stretch(start, slider);
    case QStyle::SC_ScrollBarSubPage:
        return stretch(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return stretch(start + slider, length - start - slider);
    default:
        return {};
    }
}

} // namespace

DeskStyle::DeskStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void DeskStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const {
    const Colours c = colours(option->palette);
    const ButtonKind kind = buttonKind(widget);
    const QRectF rect(option->rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(rounded(rect.adjusted(0.5, 0.5, -0.5, -0.5)), fillOf(kind, option, c));
    if (kind == ButtonKind::Normal || kind == ButtonKind::Danger || c.highContrast) {
        strokeInside(painter, rect,
                     kind == ButtonKind::Danger && enabled(option) ? c.error : outline(option, c), 1);
    }
    if (focused(option)) {
        strokeInside(painter, rect, kind == ButtonKind::Primary ? c.surface : c.focus, 2 * 2);
        strokeInside(painter, rect, c.focus, 2);
    }
    painter->restore();
}

void DeskStyle::drawFieldFrame(const QStyleOption *option, QPainter *painter) const {
    const Colours c = colours(option->palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    strokeInside(painter, option->rect, focused(option) ? c.focus : outline(option, c),
                 focused(option) ? 2 : 1);
    painter->restore();
}

void DeskStyle::drawCheckBox(const QStyleOption *option, QPainter *painter) const {
    const Colours c = colours(option->palette);
    const bool on = option->state.testFlag(State_On);
    const QRectF box = QRectF(option->rect).adjusted(1, 1, -1, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on && enabled(option) ? c.key : outline(option, c), 1.5));
    painter->setBrush(on ? (enabled(option) ? c.key : c.border) : c.surface);
    painter->drawRoundedRect(box, 3, 3);
    painter->setPen(QPen(c.onKey, box.width() / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    if (on) {
        const QPointF tick[] = {at(0.22, 0.54), at(0.42, 0.73), at(0.78, 0.30)};
        painter->drawPolyline(tick, 3);
    } else if (option->state.testFlag(State_NoChange)) {
        painter->setPen(QPen(c.text, box.width() / 8));
        painter->drawLine(at(0.25, 0.5), at(0.75, 0.5));
    }
    painter->restore();
}

void DeskStyle::drawRadioButton(const QStyleOption *option, QPainter *painter) const {
    const Colours c = colours(option->palette);
    const bool on = option->state.testFlag(State_On);
    const QRectF circle = QRectF(option->rect).adjusted(1, 1, -1, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on && enabled(option) ? c.key : outline(option, c), 1.5));
    painter->setBrush(c.surface);
    painter->drawEllipse(circle);
    if (on) {
        const double inset = circle.width() * 0.27;
        painter->setPen(Qt::NoPen);
        painter->setBrush(enabled(option) ? c.key : c.border);
        painter->drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
    }
    painter->restore();
}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const {
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        return drawButton(option, painter, widget);
    case PE_FrameLineEdit:
        return drawFieldFrame(option, painter);
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->lineWidth <= 0) {
            break;
        }
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const Colours c = colours(option->palette);
        painter->fillPath(rounded(option->rect), enabled(option) ? c.surface : c.neutralSoft);
        painter->restore();
        return drawFieldFrame(option, painter);
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheckBox(option, painter);
    case PE_IndicatorRadioButton:
        return drawRadioButton(option, painter);
    case PE_FrameFocusRect: // of check boxes and radio buttons, as of everything else
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        strokeInside(painter, option->rect, colours(option->palette).focus, 2);
        painter->restore();
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
        painter->save();
        painter->setPen(focused(option) ? colours(option->palette).focus : colours(option->palette).border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const {
    if (element == CE_PushButtonLabel || element == CE_ToolButtonLabel) {
        const QColor ink = inkOf(buttonKind(widget), option, colours(option->palette));
        const auto inked = [&ink](auto copy) {
            copy.palette.setColor(QPalette::ButtonText, ink);
            copy.palette.setColor(QPalette::WindowText, ink);
            return copy;
        };
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const QStyleOptionButton copy = inked(*button);
            return QProxyStyle::drawControl(element, &copy, painter, widget);
        }
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            const QStyleOptionToolButton copy = inked(*tool);
            return QProxyStyle::drawControl(element, &copy, painter, widget);
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void DeskStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter,
                             const QWidget *widget) const {
    const Colours c = colours(option->palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(rounded(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5)),
                      enabled(option) ? c.surface : c.neutralSoft);
    painter->restore();
    drawFieldFrame(option, painter);
    const QRectF arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    const double unit = lineHeights(0.22);
    const QPointF middle = arrow.center();
    const QPointF chevron[] = {middle + QPointF(-unit, -unit / 2), middle + QPointF(0, unit / 2),
                               middle + QPointF(unit, -unit / 2)};
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(enabled(option) ? c.text : c.muted, 1.5));
    painter->drawPolyline(chevron, 3);
    painter->restore();
}

void DeskStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter,
                              const QWidget *widget) const {
    const Colours c = colours(option->palette);
    const QRectF slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const double inset = lineHeights(0.15);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option->rect, c.window);
    const bool grabbed = option->activeSubControls.testFlag(SC_ScrollBarSlider);
    const QRectF bar = slider.adjusted(inset, inset, -inset, -inset);
    const double radius = std::min(bar.width(), bar.height()) / 2;
    painter->setPen(Qt::NoPen);
    painter->setBrush(grabbed ? c.muted : c.border);
    painter->drawRoundedRect(bar, radius, radius);
    painter->restore();
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const {
    if (control == CC_ComboBox) {
        return drawComboBox(option, painter, widget);
    }
    if (control == CC_ScrollBar) {
        return drawScrollBar(option, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox) {
        // Fusion's own outline is too faint in the light theme.
        drawFieldFrame(option, painter);
    }
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        const int padding = frame && frame->lineWidth > 0 ? lineHeights(0.3) : 0;
        return rect.adjusted(padding, 0, -padding, 0);
    }
    return rect;
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                const QWidget *widget) const {
    if (control == CC_ComboBox && (part == SC_ComboBoxArrow || part == SC_ComboBoxEditField)) {
        QRect field = option->rect;
        QRect arrow = field;
        arrow.setLeft(field.right() - lineHeights(1.4) + 1);
        field.adjust(lineHeights(0.3), 2, -arrow.width(), -2);
        return visualRect(option->direction, option->rect, part == SC_ComboBoxArrow ? arrow : field);
    }
    if (control == CC_ScrollBar) {
        return scrollBarRect(option, part);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const {
    switch (metric) {
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return lineHeights(0.6);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return lineHeights(0.4);
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
        return lineHeights(0.9);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return lineHeights(0.85);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return lineHeights(0.35);
    case PM_ScrollBarExtent:
        return lineHeights(0.75);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const {
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        wanted.rwidth() = std::max(wanted.width(), size.width() + lineHeights(1.4));
        [[fallthrough]];
    case CT_LineEdit:
    case CT_SpinBox:
        // 36 px at 100 %, the smallest field height of the design system.
        wanted.setHeight(std::max(wanted.height(), lineHeights(1.75)));
        break;
    case CT_ComboBox:
        wanted.setWidth(std::max(wanted.width(), size.width() + lineHeights(2.0)));
        wanted.setHeight(std::max(wanted.height(), lineHeights(1.75)));
        break;
    case CT_ToolButton:
        wanted += QSize(lineHeights(0.4), lineHeights(0.3));
        break;
    default:
        break;
    }
    return wanted;
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *returned) const {
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ComboBox_Popup:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace ui
