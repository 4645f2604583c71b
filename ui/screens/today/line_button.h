// A line of text that leads somewhere: wraps like text, is pressed like a button.
#pragma once

#include "kit/widgets/tone.h"

#include <QAbstractButton>

#include <optional>

namespace ui {

class LineButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit LineButton(QWidget *parent = nullptr);
    /// A mark before the text.
    void setTone(Tone tone);
    /// Without it the line is there to be read: no arrow, no key.
    void setLeads(bool leads);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QRect textRect(const QRect &whole) const;

    std::optional<Tone> m_tone;
    bool m_leads = true;
};

} // namespace ui
