// The table of reservations: which columns there are and how wide, and the keys that answer from it.
#pragma once

#include "domain/transitions.h"

#include <QTableView>

namespace ui {

class ReservationListModel;

class ReservationTable : public QTableView {
    Q_OBJECT
public:
    explicit ReservationTable(ReservationListModel &model, QWidget *parent = nullptr);
    /// Also when the text size or the language changes while the program runs.
    void fitSizes();
    void retranslate();

Q_SIGNALS:
    /// A approves, D declines. Letters elsewhere are text.
    void callWanted(domain::ReservationCall call);
    /// Any key: the person goes on alone.
    void keyPressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
};

} // namespace ui
