// Errors in the user's words: one sentence on what went wrong and what to do.
#pragma once

#include "domain/result.h"

#include <QString>

namespace ui {

/// For a banner or an inline message. Never shows codes where a text exists.
[[nodiscard]] QString errorText(const domain::Error &error);
/// For the line under a field: code and params of a FieldError.
[[nodiscard]] QString fieldText(const domain::FieldError &error);

} // namespace ui
