// Fields that bear Japanese typing.
#pragma once

#include <QLineEdit>
#include <QWidget>

class QPushButton;

namespace ui {

/// Full-width digits to ASCII digits; everything else as it is.
[[nodiscard]] QString halfWidthDigits(const QString &text);

/// Enter while an input method still shows its unfinished text only takes that text; it does not submit the
/// form.
class LineEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit LineEdit(QWidget *parent = nullptr);
    /// The input method holds text that is not yet taken.
    [[nodiscard]] bool composing() const { return m_composing; }

Q_SIGNALS:
    /// Enter, meant as "go on". Use this instead of returnPressed().
    void submitted();

protected:
    void inputMethodEvent(QInputMethodEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool m_composing = false;
};

/// For codes and numbers: full-width digits become half-width as they are typed, blanks at the ends go.
class DigitsEdit : public LineEdit {
    Q_OBJECT
public:
    explicit DigitsEdit(QWidget *parent = nullptr);

private:
    void normalise();
};

/// A password with a button that shows it.
class PasswordEdit : public QWidget {
    Q_OBJECT
public:
    explicit PasswordEdit(QWidget *parent = nullptr);
    [[nodiscard]] QString text() const { return m_edit->text(); }
    void clear() { m_edit->clear(); }
    /// Object name "<this>Edit" and "<this>Reveal" for the two parts.
    void setObjectNames(const QString &name);
    [[nodiscard]] LineEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void submitted();
    void textEdited(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    LineEdit *m_edit;
    QPushButton *m_reveal;
};

} // namespace ui
