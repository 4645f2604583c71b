// A page that scrolls when large text or a small window leaves no room; what gets the keyboard comes into
// view.
#pragma once

#include <QScrollArea>

namespace ui {

class VerticalScroll : public QScrollArea {
    Q_OBJECT
public:
    /// Takes over `content`. The wheel scrolls it wherever the pointer is, see InputHabits.
    explicit VerticalScroll(QWidget *content, QWidget *parent = nullptr);
    ~VerticalScroll() override;

    /// For a wheel over what stands beside it.
    void scrollByWheel(QWheelEvent &event) { wheelEvent(&event); }

private:
    void follow(QWidget *old, QWidget *now);
};

} // namespace ui
