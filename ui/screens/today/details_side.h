// The marked family beside the lists; where there is no room for a third column it slides over them.
#pragma once

#include "domain/transitions.h"
#include "kit/widgets/card.h"
#include "services/types.h"

class QPushButton;
class QStackedWidget;

namespace ui {

class DecisionForm;
class ReservationDetails;

class DetailsSide : public Card {
    Q_OBJECT
public:
    explicit DetailsSide(QWidget *parent = nullptr);
    [[nodiscard]] ReservationDetails &details() const { return *m_details; }
    [[nodiscard]] DecisionForm &form() const { return *m_form; }
    void showRow(const services::ReservationRow *row, domain::Instant now, const QString &why);
    /// The form stands in place of the details while an answer is typed.
    void showForm(bool shows);
    /// Over the lists: with a way to close it.
    void setOver(bool over);
    [[nodiscard]] bool isOver() const { return m_over; }
    void retranslate();

Q_SIGNALS:
    void closeWanted();

private:
    QStackedWidget *m_stack;
    ReservationDetails *m_details;
    DecisionForm *m_form;
    QPushButton *m_close;
    bool m_over = false;
};

} // namespace ui
