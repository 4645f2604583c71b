// A page that scrolls when large text or a small window leaves no room; what gets the keyboard comes into
// view.
#pragma once

#include <QScrollArea>

namespace ui {

class VerticalScroll : public QScrollArea {
    Q_OBJECT
public:
    /// Takes over `content`, complete with its fields. The wheel scrolls; only in a field that has the
    /// keyboard does it change a value.
    explicit VerticalScroll(QWidget *content, QWidget *parent = nullptr);
    ~VerticalScroll() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *old, QWidget *now);
};

} // namespace ui
