// A state as a word and a shape.
#pragma once

#include "kit/widgets/tone.h"

#include <QAbstractButton>
#include <QWidget>

namespace ui {

/// For delegates: how much room a chip takes and how it looks. Height fits one line of the font.
[[nodiscard]] QSize chipSize(const QFont &font, const QString &text);
void paintChip(QPainter *painter, const QRect &rect, const QFont &font, const Colours &colours, Tone tone,
               const QString &text);

/// Shows a state; takes no keyboard focus.
class StatusChip : public QWidget {
    Q_OBJECT
public:
    explicit StatusChip(QWidget *parent = nullptr);
    void setChip(Tone tone, const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] Tone tone() const { return m_tone; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    QString m_text;
};

/// The same as a button, where a click tells more.
class ChipButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit ChipButton(QWidget *parent = nullptr);
    void setChip(Tone tone, const QString &text);
    [[nodiscard]] Tone tone() const { return m_tone; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
};

} // namespace ui
