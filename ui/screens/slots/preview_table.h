// The table in which slots are looked over before they are opened.
#pragma once

class QTableWidget;
class QWidget;

namespace ui {

/// Empty, of three columns, named `objectName`: rows are chosen whole, nothing is typed into it, and it is
/// one Tab stop.
[[nodiscard]] QTableWidget *newPreviewTable(const char16_t *objectName, QWidget *parent);

} // namespace ui
