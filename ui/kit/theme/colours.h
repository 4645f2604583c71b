// Semantic colours, computed from the palette in use so that every theme, also a foreign one, stays readable.
//
// Hues come from the Digital Agency's design tokens. Of each ramp the first step is taken that reaches the
// wanted contrast on all backgrounds it may stand on: 4.5:1 for text, 3:1 for the outlines of controls.
#pragma once

#include <QColor>
#include <QPalette>

namespace ui {

struct Colours {
    bool dark = false;
    bool highContrast = false;

    QColor window;   ///< behind everything
    QColor surface;  ///< cards, lists, fields
    QColor text;     ///< on window and surface
    QColor muted;    ///< secondary text, still 4.5:1
    QColor border;   ///< outlines of controls, 3:1
    QColor hairline; ///< lines that only order; never the only sign of anything

    QColor key;     ///< links, primary buttons, the chosen entry
    QColor onKey;   ///< text on `key`
    QColor keySoft; ///< background of a chosen or hovered entry; `text` and `key` are readable on it
    QColor focus;   ///< ring round what has the keyboard

    // Text or shape in the strong colour, readable on window, surface and its own soft background.
    QColor success, successSoft;
    QColor warning, warningSoft;
    QColor error, errorSoft;
    QColor neutralSoft; ///< `text` and `muted` are readable on it

    QColor trainingStripe;     ///< the striped bar of the practice mode
    QColor trainingBackground; ///< between the stripes; `trainingText` is readable on both
    QColor trainingText;
};

[[nodiscard]] Colours colours(const QPalette &palette);

/// Contrast as WCAG 2 defines it, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);
/// `share` of `over` laid on `under`.
[[nodiscard]] QColor mixed(const QColor &under, const QColor &over, double share);

} // namespace ui
