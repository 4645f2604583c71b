// One reservation beside the list: who comes, when, with which child, what was asked, what happened, what can
// be done.
#pragma once

#include "domain/transitions.h"
#include "services/types.h"

#include <QWidget>

#include <map>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class Banner;
class SectionTitle;
class StatusChip;

class ReservationDetails : public QWidget {
    Q_OBJECT
public:
    explicit ReservationDetails(QWidget *parent = nullptr);
    void show(const services::ReservationRow &row, domain::Instant now);
    /// Nobody is chosen: says why, and offers nothing to act with.
    void showNobody(const QString &why);
    [[nodiscard]] bool hasRow() const { return m_has; }
    [[nodiscard]] const services::ReservationRow &row() const { return m_row; }
    void retranslate();

Q_SIGNALS:
    void callWanted(domain::ReservationCall call);
    /// Take the waiting act back.
    void withdrawWanted();
    /// "I have seen it": the refused act leaves the list.
    void dismissWanted();
    void slotWanted();

private:
    void build();
    void refresh();
    void refreshButtons();
    void showParts(bool visible);
    [[nodiscard]] QString aboutText() const;
    [[nodiscard]] QString familyText() const;
    [[nodiscard]] QString historyText() const;

    services::ReservationRow m_row;
    domain::Instant m_now{};
    bool m_has = false;
    SectionTitle *m_title;
    StatusChip *m_state;
    StatusChip *m_pending;
    StatusChip *m_remaining;
    Banner *m_banner;
    QLabel *m_about;
    QLabel *m_question;
    SectionTitle *m_familyTitle;
    QLabel *m_family;
    SectionTitle *m_historyTitle;
    QLabel *m_history;
    std::map<domain::ReservationCall, QPushButton *> m_calls;
    QPushButton *m_withdraw;
    QPushButton *m_slot;
};

} // namespace ui
