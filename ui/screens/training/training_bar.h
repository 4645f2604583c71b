// 研修: the striped bar that marks every window of the practice mode, with the trainer's switches.
#pragma once

#include "kit/prompt/prompter.h"
#include "services/training.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

class TrainingBar : public QWidget {
    Q_OBJECT
public:
    TrainingBar(services::Training &training, Prompter &prompter, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void follow();
    void showCode();
    void copyCode();
    void askForReset();

    services::Training &m_training;
    Prompter &m_prompter;
    QTimer m_second;
    QLabel *m_mark;
    QLabel *m_state;
    QLabel *m_code;
    QPushButton *m_copy;
    QPushButton *m_book;
    QPushButton *m_pause;
    QPushButton *m_reset;
};

} // namespace ui
