// What the list of reservations shows: state, period, class, channel, text.
#pragma once

#include "services/reservations.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace ui {

class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    /// What is chosen; dates are taken from `today`.
    [[nodiscard]] services::ReservationFilter filter(domain::LocalDate today) const;
    /// Only the reservations of one slot, until another choice is made.
    void setSlot(domain::SlotId slot);
    void showEverything();
    [[nodiscard]] bool isNarrow() const; ///< anything besides the start is chosen
    void clear();
    void setCount(int count);
    void focusSearch();
    void retranslate();

Q_SIGNALS:
    void edited();

private:
    enum State { Waiting, Upcoming, NeedsYou, Over, All };
    enum Period { AnyTime, Today, ThisWeek, FromToday };
    QComboBox *box(const char16_t *name);
    void onEdited();

    std::optional<domain::SlotId> m_slot;
    bool m_filling = false;
    QComboBox *m_state;
    QComboBox *m_period;
    QComboBox *m_class;
    QComboBox *m_channel;
    QLineEdit *m_search;
    QLabel *m_stateLabel;
    QLabel *m_periodLabel;
    QLabel *m_classLabel;
    QLabel *m_channelLabel;
    QLabel *m_searchLabel;
    QLabel *m_count;
    QPushButton *m_clear;
    QTimer *m_typed;
};

} // namespace ui
