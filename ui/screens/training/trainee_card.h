// Beside signing in, in the practice mode: who the trainee is, ready to be typed or filled in.
#pragma once

#include "services/training.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

class TraineeCard : public QWidget {
    Q_OBJECT
public:
    /// Shows itself when there is something to show: without its page it would become a window.
    TraineeCard(services::Training &training, QWidget *parent);

Q_SIGNALS:
    void fillInWanted(const QString &loginId, const QString &password);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    services::Training &m_training;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_fill;
    QPushButton *m_other; ///< practise the other side's work
};

} // namespace ui
