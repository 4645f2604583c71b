#include "kit/theme/colours.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace ui {
namespace {

using Ramp = std::initializer_list<QRgb>;

// From the token that the Digital Agency names for the purpose towards darker steps, and the way back for
// dark themes.
const Ramp blueOnLight = {0x0017c1, 0x00118f, 0x000071};
const Ramp blueOnDark = {0x7096f8, 0x9db7f9, 0xc5d7fb, 0xd9e6ff};
const Ramp greenOnLight = {0x197a4b, 0x115a36, 0x0c472a};
const Ramp greenOnDark = {0x51b883, 0x71c598, 0x9bd4b5, 0xc2e5d1};
const Ramp redOnLight = {0xec0000, 0xce0000, 0xa90000, 0x850000};
const Ramp redOnDark = {0xff7171, 0xff9696, 0xffbbbb, 0xffdada};
const Ramp orangeOnLight = {0xc74700, 0xac3e00, 0x8b3200, 0x6d2700};
const Ramp yellowOnDark = {0xebb700, 0xffc700, 0xffd43d, 0xffe380};
const Ramp greyOnLight = {0x666666, 0x4d4d4d, 0x333333, 0x1a1a1a};
const Ramp greyOnDark = {0x999999, 0xb3b3b3, 0xcccccc, 0xe6e6e6};
const Ramp outlineOnLight = {0x949494, 0x7f7f7f, 0x767676, 0x666666, 0x4d4d4d};
const Ramp outlineOnDark = {0x666666, 0x7f7f7f, 0x949494, 0xb3b3b3, 0xcccccc};

constexpr double forText = 4.5;
constexpr double forControls = 3.0;

double channel(double value) {
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour) {
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) +
           0.0722 * channel(colour.blueF());
}

QColor readable(const Ramp &ramp, std::initializer_list<QColor> backgrounds, double wanted,
                const QColor &otherwise) {
    for (const QRgb step : ramp) {
        const QColor candidate = QColor::fromRgb(step);
        const bool everywhere =
            std::all_of(backgrounds.begin(), backgrounds.end(), [&](const QColor &background) {
                return contrastRatio(candidate, background) >= wanted;
            });
        if (everywhere) {
            return candidate;
        }
    }
    return otherwise;
}

void setSofts(Colours &c) {
    if (c.highContrast) {
        c.keySoft = c.successSoft = c.warningSoft = c.errorSoft = c.neutralSoft = c.surface;
        return;
    }
    const double share = c.dark ? 0.20 : 0.10;
    c.keySoft = mixed(c.surface, QColor::fromRgb(c.dark ? 0x4979f5 : 0x3460fb), share);
    c.successSoft = mixed(c.surface, QColor::fromRgb(0x2cac6e), share);
    c.warningSoft = mixed(c.surface, QColor::fromRgb(0xffc700), c.dark ? 0.16 : 0.18);
    c.errorSoft = mixed(c.surface, QColor::fromRgb(0xff5454), share);
    c.neutralSoft = mixed(c.surface, c.text, 0.07);
}

void setInks(Colours &c) {
    const QColor &fallback = c.text;
    c.muted =
        readable(c.dark ? greyOnDark : greyOnLight, {c.window, c.surface, c.neutralSoft}, forText, fallback);
    c.border =
        readable(c.dark ? outlineOnDark : outlineOnLight, {c.window, c.surface}, forControls, fallback);
    c.hairline = mixed(c.window, c.text, c.highContrast ? 1.0 : 0.16);
    c.key = readable(c.dark ? blueOnDark : blueOnLight, {c.window, c.surface, c.keySoft}, forText, fallback);
    c.success = readable(c.dark ? greenOnDark : greenOnLight, {c.window, c.surface, c.successSoft}, forText,
                         fallback);
    c.warning = readable(c.dark ? yellowOnDark : orangeOnLight, {c.window, c.surface, c.warningSoft}, forText,
                         fallback);
    c.error =
        readable(c.dark ? redOnDark : redOnLight, {c.window, c.surface, c.errorSoft}, forText, fallback);
}

void setTraining(Colours &c) {
    c.trainingText = QColor::fromRgb(0x1a1a1a);
    c.trainingBackground = QColor::fromRgb(0xffd43d);
    c.trainingStripe = c.highContrast ? QColor(Qt::white) : QColor::fromRgb(0xffe380);
}

Colours computed(const QPalette &palette) {
    Colours c;
    c.window = palette.color(QPalette::Active, QPalette::Window);
    c.surface = palette.color(QPalette::Active, QPalette::Base);
    c.text = palette.color(QPalette::Active, QPalette::Text);
    c.dark = luminance(c.surface) < luminance(c.text);
    c.highContrast = contrastRatio(c.window, palette.color(QPalette::Active, QPalette::WindowText)) > 20.5 &&
                     contrastRatio(c.surface, c.text) > 20.5;
    setSofts(c);
    setInks(c);
    if (c.highContrast && c.dark) {
        // In a black and white theme the one accent has to stand out as much as the text does.
        c.key = QColor::fromRgb(0xffd43d);
    }
    c.onKey = contrastRatio(c.key, Qt::white) >= forText ? QColor(Qt::white) : QColor(Qt::black);
    c.focus = c.highContrast
                  ? c.key
                  : readable(c.dark ? yellowOnDark : blueOnLight, {c.window, c.surface}, forControls, c.text);
    setTraining(c);
    return c;
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor mixed(const QColor &under, const QColor &over, double share) {
    const auto mix = [share](int low, int high) {
        return static_cast<int>(std::lround(low + (high - low) * share));
    };
    return QColor(mix(under.red(), over.red()), mix(under.green(), over.green()),
                  mix(under.blue(), over.blue()));
}

Colours colours(const QPalette &palette) {
    // Asked for at every painted row; palettes hardly ever change. Windows live on one thread.
    static qint64 lastKey = -1;
    static Colours last;
    if (palette.cacheKey() != lastKey) {
        last = computed(palette);
        lastKey = palette.cacheKey();
    }
    return last;
}

} // namespace ui
