// A booking that came by telephone or at the counter, taken against the same seats as all others.
#pragma once

#include "services/types.h"

#include <QJsonObject>
#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace ui {

class FieldRow;
class LineEdit;
class SectionTitle;

class BookingForm : public QWidget {
    Q_OBJECT
public:
    explicit BookingForm(QWidget *parent = nullptr);

    /// A child is not yet born whose day of birth comes after this one.
    void setToday(domain::LocalDate today) { m_today = today; }
    /// Empty, for the slots that can still be booked; `preferred` is chosen where it is among them.
    void begin(const std::vector<services::SlotRow> &slotRows, domain::SlotId preferred);
    /// Other slots or other free seats; what is typed stays.
    void setSlots(const std::vector<services::SlotRow> &slotRows);
    [[nodiscard]] domain::Reservation reservation() const;
    /// Marks what is missing or cannot be read on this PC; true where nothing is.
    [[nodiscard]] bool check();
    /// Those without a field come back.
    std::vector<domain::FieldError> showErrors(const std::vector<domain::FieldError> &errors);
    [[nodiscard]] bool dirty() const { return m_dirty; }
    /// The hub has been asked for the seat; its answer is awaited.
    void setAsking(bool isAsking);
    void focusFirst();
    void retranslate();
    /// Empty where nothing is typed.
    [[nodiscard]] QJsonObject draft() const;
    void takeDraft(const QJsonObject &draft);

Q_SIGNALS:
    void edited();
    void bookWanted();
    void closeWanted();

private:
    struct Field {
        std::string pointer;
        LineEdit *edit = nullptr;
        FieldRow *row = nullptr;
    };
    struct Texts {
        QString label;
        QString support;
        bool required = false;
    };
    [[nodiscard]] static Texts textsOf(const std::string &pointer);
    void build();
    void layOut();
    LineEdit *addLine(const char16_t *name, const char *pointer);
    [[nodiscard]] const Field &field(std::string_view pointer) const;
    [[nodiscard]] std::string typed(std::string_view pointer) const;
    [[nodiscard]] const services::SlotRow *chosenSlot() const;
    void fillSlots(domain::SlotId chosen);
    void addChild();
    void addSibling();
    void removeChild();
    void addChildFields(std::size_t index);
    void onEdited();
    void showClass();
    [[nodiscard]] QString expectedText(const std::vector<domain::Child> &children) const;
    [[nodiscard]] std::vector<domain::Child> children() const;
    [[nodiscard]] std::vector<domain::FieldError> unreadableDates() const;

    domain::LocalDate m_today{};
    std::vector<services::SlotRow> m_slots;
    std::vector<Field> m_fields;
    std::size_t m_children = 0;
    bool m_dirty = false;
    bool m_isAsking = false;
    bool m_filling = false;

    SectionTitle *m_title;
    QComboBox *m_channel;
    QComboBox *m_slot;
    QSpinBox *m_visitors;
    QPlainTextEdit *m_question;
    FieldRow *m_channelRow;
    FieldRow *m_slotRow;
    FieldRow *m_visitorsRow;
    FieldRow *m_questionRow;
    SectionTitle *m_familyTitle;
    SectionTitle *m_childTitle;
    QVBoxLayout *m_childColumn;
    QLabel *m_class;
    QPushButton *m_moreChildren;
    QPushButton *m_fewerChildren;
    QPushButton *m_book;
    QPushButton *m_close;
};

} // namespace ui
