// One slot: its date, times, seats and who may come. Beside the calendar, not in a box.
#pragma once

#include "kit/widgets/field_row.h"
#include "services/types.h"

#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QDateEdit;
class QLabel;
class QPushButton;
class QSpinBox;
class QTimeEdit;

namespace ui {

class AgeBoxes;
class LineEdit;
class PageTitle;
class SectionTitle;

class SlotForm : public QWidget {
    Q_OBJECT
public:
    explicit SlotForm(QWidget *parent = nullptr);

    /// A new slot that starts from these values.
    void begin(const domain::Slot &proposal);
    /// Another time for the new slot; what else is typed stays.
    void moveTo(domain::LocalDate date, domain::LocalTime from, domain::LocalTime to);
    /// A slot that exists.
    void edit(const services::SlotRow &row);
    [[nodiscard]] bool isNew() const { return m_new; }
    /// What the form says now.
    [[nodiscard]] domain::Slot slot() const;
    [[nodiscard]] bool dirty() const { return m_dirty; }
    /// Field errors under their fields; those without a field come back.
    std::vector<domain::FieldError> showErrors(const std::vector<domain::FieldError> &errors);
    void focusFirst();
    /// Empty where nothing is typed.
    [[nodiscard]] QJsonObject draft() const;
    /// What was typed, over the slot that begin() or edit() has shown.
    void takeDraft(const QJsonObject &draft);
    void retranslate();

Q_SIGNALS:
    void edited();
    void saveWanted();
    void cancelSlotWanted();
    void closeWanted();
    void reservationsWanted();

private:
    void build();
    void fill(const domain::Slot &slot);
    void markDirty();
    void setDirty(bool dirty);
    void sayErrors();
    [[nodiscard]] FieldRow *rowFor(const std::string &pointer) const;

    std::vector<domain::FieldError> m_errors; ///< shown under their fields
    domain::Slot m_base;
    services::SlotRow m_row;
    bool m_new = true;
    bool m_dirty = false;
    bool m_filling = false;

    SectionTitle *m_title;
    QLabel *m_summary;
    QDateEdit *m_date;
    QTimeEdit *m_start;
    QTimeEdit *m_end;
    QSpinBox *m_seats;
    QSpinBox *m_visitors;
    AgeBoxes *m_ages;
    LineEdit *m_note;
    QCheckBox *m_closed;
    FieldRow *m_dateRow;
    FieldRow *m_startRow;
    FieldRow *m_endRow;
    FieldRow *m_seatsRow;
    FieldRow *m_visitorsRow;
    FieldRow *m_agesRow;
    FieldRow *m_noteRow;
    QPushButton *m_save;
    QPushButton *m_cancelSlot;
    QPushButton *m_reservations;
    QPushButton *m_close;
};

} // namespace ui
