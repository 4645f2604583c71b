// The kinds of meaning that a sign may carry. Each has a colour, a shape and always a word beside it.
#pragma once

#include "kit/theme/colours.h"

#include <QString>

namespace ui {

enum class Tone {
    Neutral, ///< over and done, nothing to do
    Info,
    Waiting, ///< on its way, or somebody's turn
    Success,
    Warning,
    Error
};

[[nodiscard]] QColor inkOf(Tone tone, const Colours &colours);
[[nodiscard]] QColor backgroundOf(Tone tone, const Colours &colours);
/// The shape, as a name for icon() and paintIcon(); a different one for each tone.
[[nodiscard]] QString shapeOf(Tone tone);

} // namespace ui
