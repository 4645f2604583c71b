// Several reservations are marked: how many, who, and what can be done with all of them. In the place of the
// details, which would speak of one.
#pragma once

#include "domain/transitions.h"
#include "services/types.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

class SectionTitle;

class ChosenMany : public QWidget {
    Q_OBJECT
public:
    explicit ChosenMany(QWidget *parent = nullptr);
    /// `known` are those of them that are at hand.
    void show(int count, const std::vector<services::ReservationRow> &known);
    void retranslate();

Q_SIGNALS:
    void callWanted(domain::ReservationCall call);
    void endWanted();

private:
    int m_count = 0;
    std::vector<services::ReservationRow> m_known;
    SectionTitle *m_title;
    QLabel *m_names;
    QPushButton *m_approve;
    QPushButton *m_decline;
    QPushButton *m_end;
};

} // namespace ui
