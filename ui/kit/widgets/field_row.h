// A field with its label above, what helps to fill it in, and what is wrong with it below.
#pragma once

#include <QWidget>

class QLabel;

namespace ui {

/// Keeps the accessible name (label and ※必須/※任意) and description (support text, error) of the field in
/// step.
class FieldRow : public QWidget {
    Q_OBJECT
public:
    enum class Need { Unmarked, Required, Optional };

    /// Takes over `field`, any input widget; a composite one should have a focus proxy, which then carries
    /// the name.
    explicit FieldRow(QWidget *field, QWidget *parent = nullptr);

    void setTexts(const QString &label, const QString &support = {});
    void setNeed(Need need);
    /// Shown under the field with a mark; an empty text takes the error away.
    void setError(const QString &text);
    void clearError() { setError({}); }
    [[nodiscard]] bool hasError() const;
    [[nodiscard]] QString error() const;
    [[nodiscard]] QWidget *field() const { return m_field; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QWidget *m_field;
    QLabel *m_label;
    QLabel *m_support;
    QWidget *m_errorLine;
    QLabel *m_error;
    QString m_labelText;
    Need m_need = Need::Unmarked;
};

} // namespace ui
