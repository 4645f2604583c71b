// A page that scrolls when large text or a small window leaves no room; what gets the keyboard comes into
// view.
#pragma once

#include <QScrollArea>

namespace ui {

class VerticalScroll : public QScrollArea {
    Q_OBJECT
public:
    /// Takes over `content`.
    explicit VerticalScroll(QWidget *content, QWidget *parent = nullptr);

private:
    void follow(QWidget *old, QWidget *now);
};

} // namespace ui
