// A message in the page, where a box would stop the user for nothing.
#pragma once

#include "kit/widgets/tone.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

/// Hidden until it has something to say. Announced to screen readers when it appears.
class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    /// Shows `text`; an action of an earlier message goes away.
    void say(Tone tone, const QString &text);
    /// One thing that the user can do about it.
    void setAction(const QString &text);
    /// Without a close button the message stays as long as its cause does.
    enum class Closing { ByUser, ByCause };
    void setClosing(Closing closing);
    void dismiss();
    [[nodiscard]] QString text() const;
    [[nodiscard]] Tone tone() const { return m_tone; }

Q_SIGNALS:
    void actionTriggered();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void tell(bool wasShown);

    Tone m_tone = Tone::Info;
    QWidget *m_shape;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace ui
