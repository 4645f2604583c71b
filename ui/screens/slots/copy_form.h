// A week of slots once more in another week: every slot with what speaks against it, before anything is made.
#pragma once

#include "services/slots.h"

#include <QJsonObject>
#include <QWidget>

#include <map>

class QDateEdit;
class QLabel;
class QPushButton;
class QTableWidget;

namespace ui {

class FieldRow;
class SectionTitle;

class CopyForm : public QWidget {
    Q_OBJECT
public:
    explicit CopyForm(QWidget *parent = nullptr);
    /// The week that begins on `from`, into the next one at first.
    void begin(domain::LocalDate from);
    [[nodiscard]] domain::LocalDate from() const { return m_from; }
    /// The Monday of the chosen week.
    [[nodiscard]] domain::LocalDate to() const;
    void showPreview(const std::vector<services::WeekCopyDay> &days);
    /// With what the user ticked.
    [[nodiscard]] std::vector<services::WeekCopyDay> days() const { return m_days; }
    /// What was chosen, for a draft, and back; empty where nothing was.
    [[nodiscard]] QJsonObject draft() const;
    void takeDraft(const QJsonObject &draft);
    void focusFirst();
    void retranslate();

Q_SIGNALS:
    void previewWanted();
    void copyWanted();
    void closeWanted();
    void edited();

private:
    void onItemChanged();
    void noteChoices();
    [[nodiscard]] static QString problemText(const std::string &problem);

    domain::LocalDate m_from{};
    std::vector<services::WeekCopyDay> m_days;
    std::map<QString, bool> m_choices; ///< made or left out, by the slot's day and time
    bool m_edited = false;
    bool m_filling = false;
    SectionTitle *m_title;
    QDateEdit *m_to;
    FieldRow *m_toRow;
    QLabel *m_count;
    QTableWidget *m_preview;
    QPushButton *m_copy;
    QPushButton *m_close;
};

} // namespace ui
