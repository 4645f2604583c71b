// Declining (and cancelling): a reason is compulsory, templates fill it in, a message to the family may go
// with it.
#pragma once

#include "domain/records.h"
#include "services/types.h"

#include <QJsonObject>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace ui {

class FieldRow;
class LineEdit;
class SectionTitle;

class DecisionForm : public QWidget {
    Q_OBJECT
public:
    explicit DecisionForm(QWidget *parent = nullptr);

    void begin(const std::vector<services::ReservationRow> &rows, const QString &facilityName,
               const QStringList &templates);
    /// What will be done, after begin() and after a change of language.
    void setWords(const QString &heading, const QString &action);
    /// With the placeholders of the templates filled in for this family.
    [[nodiscard]] QString reasonFor(const services::ReservationRow &row) const;
    [[nodiscard]] QString messageFor(const services::ReservationRow &row) const;
    /// Something is typed that would be lost.
    [[nodiscard]] bool hasText() const;
    void clear();
    /// Reason and message as typed, and back.
    [[nodiscard]] QJsonObject typed() const;
    void setTyped(const QJsonObject &typed);
    void showReasonMissing();
    /// Sends what is typed, after its checks; nothing while an input method still holds text.
    void submit();
    void focusFirst();
    void retranslate();

Q_SIGNALS:
    void accepted();
    void abandoned();
    void edited();

private:
    void useTemplate(int index);
    void showNames();
    [[nodiscard]] QString filled(const QString &text, const services::ReservationRow &row) const;

    std::vector<services::ReservationRow> m_rows;
    QString m_facilityName;
    SectionTitle *m_title;
    QLabel *m_names; ///< of several families
    QComboBox *m_templates;
    LineEdit *m_reason;
    QPlainTextEdit *m_message;
    FieldRow *m_templatesRow;
    FieldRow *m_reasonRow;
    FieldRow *m_messageRow;
    QPushButton *m_do;
    QPushButton *m_back;
};

} // namespace ui
