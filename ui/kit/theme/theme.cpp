#include "kit/theme/theme.h"

#include "kit/theme/desk_style.h"

#include <QFontDatabase>
#include <QStyle>

#include <algorithm>

namespace ui {
namespace {

constexpr char kindProperty[] = "buttonKind";

struct Shades {
    QRgb window, base, alternate, text, button, highlight, highlighted, link, disabled, mid, light, dark;
};

constexpr Shades lightShades{0xf2f2f2, 0xffffff, 0xf8f8f8, 0x1a1a1a, 0xffffff, 0x0017c1,
                             0xffffff, 0x0017c1, 0x767676, 0xb3b3b3, 0xffffff, 0x949494};
constexpr Shades darkShades{0x1a1a1a, 0x262626, 0x2b2b2b, 0xf2f2f2, 0x333333, 0x3460fb,
                            0xffffff, 0x9db7f9, 0x949494, 0x4d4d4d, 0x5a5a5a, 0x0d0d0d};
constexpr Shades contrastShades{0x000000, 0x000000, 0x000000, 0xffffff, 0x000000, 0xffd43d,
                                0x000000, 0xffd43d, 0xcccccc, 0xffffff, 0xffffff, 0xffffff};

QPalette paletteOf(const Shades &s) {
    const auto colour = [](QRgb rgb) { return QColor::fromRgb(rgb); };
    QPalette palette(colour(s.text), colour(s.button), colour(s.light), colour(s.dark), colour(s.mid),
                     colour(s.text), colour(s.highlighted), colour(s.base), colour(s.window));
    palette.setColor(QPalette::AlternateBase, colour(s.alternate));
    palette.setColor(QPalette::Highlight, colour(s.highlight));
    palette.setColor(QPalette::HighlightedText, colour(s.highlighted));
    palette.setColor(QPalette::ButtonText, colour(s.text));
    palette.setColor(QPalette::ToolTipBase, colour(s.base));
    palette.setColor(QPalette::ToolTipText, colour(s.text));
    palette.setColor(QPalette::Link, colour(s.link));
    palette.setColor(QPalette::LinkVisited, colour(s.link));
    palette.setColor(QPalette::PlaceholderText, colour(s.disabled));
    palette.setColor(QPalette::Midlight, colour(s.mid));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colour(s.disabled));
    }
    return palette;
}

bool isDark(const QPalette &palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace

QPalette themePalette(const QString &theme, const QPalette &system) {
    if (theme == u"contrast") {
        return paletteOf(contrastShades);
    }
    if (theme == u"dark" || (theme != u"light" && isDark(system))) {
        return paletteOf(darkShades);
    }
    return paletteOf(lightShades);
}

QFont themeFont(int percent) {
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans JP"), QStringLiteral("Noto Sans CJK JP"),
                      QStringLiteral("Yu Gothic UI"), QStringLiteral("Meiryo"),
                      QStringLiteral("sans-serif")});
    font.setPointSizeF(10.5 * std::clamp(percent, 100, 200) / 100.0);
    return font;
}

QFont fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

void applyTheme(QApplication &application, const QString &theme, int percent) {
    QApplication::setPalette(QPalette());
    const QPalette system = QApplication::palette();
    QApplication::setFont(themeFont(percent));
    application.setStyle(new DeskStyle);
    QApplication::setPalette(themePalette(theme, system));
}

void setButtonKind(QAbstractButton *button, ButtonKind kind) {
    button->setProperty(kindProperty, static_cast<int>(kind));
    button->update();
}

ButtonKind buttonKind(const QWidget *button) {
    return button ? static_cast<ButtonKind>(button->property(kindProperty).toInt()) : ButtonKind::Normal;
}

} // namespace ui
