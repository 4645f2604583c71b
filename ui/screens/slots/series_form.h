// Many slots by a rule: weekdays, nth weekdays, every other week, with a preview of every day before anything
// is made.
#pragma once

#include "services/types.h"

#include <QJsonObject>
#include <QWidget>

#include <array>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;
class QTimeEdit;
class QVBoxLayout;

namespace ui {

class AgeBoxes;
class FieldRow;
class SectionTitle;

class SeriesForm : public QWidget {
    Q_OBJECT
public:
    explicit SeriesForm(QWidget *parent = nullptr);

    void begin(const domain::Series &proposal);
    /// The rule as it stands; its notation follows GIF DS-441.
    [[nodiscard]] domain::Series series() const;
    void showPreview(const std::vector<domain::SeriesDay> &days);
    /// The preview with what the user ticked.
    [[nodiscard]] std::vector<domain::SeriesDay> days() const;
    void showErrors(const std::vector<domain::FieldError> &errors);
    /// Something was changed since begin().
    [[nodiscard]] bool dirty() const { return m_dirty; }
    void focusFirst();
    /// Empty where nothing is typed.
    [[nodiscard]] QJsonObject draft() const;
    /// After begin().
    void takeDraft(const QJsonObject &draft);
    void retranslate();

Q_SIGNALS:
    /// Something changed: a new preview is wanted.
    void edited();
    void createWanted();
    void closeWanted();
    /// Something that asks for no new preview.
    void noted();

private:
    enum Pattern { Every, EveryOther, Nth, Last };
    void build();
    void buildRuleFields(QVBoxLayout *column);
    void connectFields();
    void onEdited();
    void onItemChanged();
    void fillRow(int row, const domain::SeriesDay &day);
    [[nodiscard]] std::string rule() const;
    [[nodiscard]] QString problemText(const std::string &problem) const;
    void retranslatePattern();

    domain::Series m_base;
    std::vector<domain::SeriesDay> m_days;
    bool m_filling = false;
    bool m_dirty = false;

    SectionTitle *m_title;
    QComboBox *m_pattern;
    std::array<QCheckBox *, 5> m_nths{}; ///< filled while the next member is made
    QWidget *m_nthBox;
    std::array<QCheckBox *, 7> m_weekdays{}; ///< likewise
    QWidget *m_weekdayBox;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QTimeEdit *m_start;
    QTimeEdit *m_end;
    QSpinBox *m_seats;
    AgeBoxes *m_ages;
    QLineEdit *m_note;
    std::array<std::pair<std::string, FieldRow *>, 10> m_rows;
    QLabel *m_count;
    QTableWidget *m_preview;
    QPushButton *m_create;
    QPushButton *m_close;
};

} // namespace ui
