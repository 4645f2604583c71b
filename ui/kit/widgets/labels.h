// Texts of different weight whose size follows the application's.
#pragma once

#include <QLabel>

namespace ui {

/// A label at a share of the application's text size; wraps.
class SizedLabel : public QLabel {
    Q_OBJECT
public:
    enum class Weight { Normal, Bold };
    enum class Tint { Text, Muted, Error };
    SizedLabel(double size, Weight weight, Tint tint = Tint::Text, QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;

private:
    void restyle();

    double m_size;
    Weight m_weight;
    Tint m_tint;
    bool m_restyling = false;
};

/// The heading of a page.
class PageTitle : public SizedLabel {
    Q_OBJECT
public:
    explicit PageTitle(QWidget *parent = nullptr) : SizedLabel(1.5, Weight::Bold, Tint::Text, parent) {}
};

/// The heading of a part of a page.
class SectionTitle : public SizedLabel {
    Q_OBJECT
public:
    explicit SectionTitle(QWidget *parent = nullptr) : SizedLabel(1.15, Weight::Bold, Tint::Text, parent) {}
};

/// Secondary text.
class MutedLabel : public SizedLabel {
    Q_OBJECT
public:
    explicit MutedLabel(QWidget *parent = nullptr) : SizedLabel(0.93, Weight::Normal, Tint::Muted, parent) {}
};

/// "Ctrl+Enter  Approve": keys in a box with what they do.
class KeyHint : public QWidget {
    Q_OBJECT
public:
    explicit KeyHint(QWidget *parent = nullptr);
    void setHint(const QKeySequence &keys, const QString &text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
    QString m_text;
};

} // namespace ui
