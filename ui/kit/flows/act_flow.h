// What is done to families from a list: one press is one act, the next family is chosen, and for some seconds
// the act can be taken back.
#pragma once

#include "domain/transitions.h"
#include "kit/pages/page.h"
#include "kit/pages/undo_offer.h"

#include <functional>
#include <vector>

namespace ui {

class Banner;
class ChosenRow;

class ActFlow : public QObject {
    Q_OBJECT
public:
    using Rows = std::vector<services::ReservationRow>;
    struct Answer {
        domain::ReservationCall call = domain::ReservationCall::Approve;
        QString reason = {};
        QString message = {};
    };
    using AnswerFor = std::function<Answer(const services::ReservationRow &)>;

    /// Belongs to the page. The banner says what was done and offers to take it back.
    ActFlow(const UiContext &context, Banner &banner, QWidget *page);
    /// Those on which the call is possible now.
    [[nodiscard]] Rows fitting(const Rows &rows, domain::ReservationCall call) const;
    /// An act is being saved: no other one begins.
    [[nodiscard]] bool isSaving() const { return m_saving > 0; }
    /// Several families are asked for first, by name. `list` is where they were chosen.
    void askAndSend(domain::ReservationCall call, const Rows &rows, ChosenRow &list);
    void send(const Rows &rows, const AnswerFor &answer, ChosenRow &list);
    void takeBack(const std::vector<UndoOffer::Act> &acts);
    /// Takes back what the banner speaks of.
    void undo();
    [[nodiscard]] UndoOffer &offer() const { return *m_undo; }
    [[nodiscard]] Banner &banner() const { return m_banner; }
    void failed(const domain::Error &error);

Q_SIGNALS:
    /// It is saved on this PC.
    void acted(domain::ReservationId id);
    /// The next family is chosen where there is one; the keyboard belongs to the list again.
    void wentOn(ui::ChosenRow *list);
    void takenBack(domain::ReservationId id);

private:
    void sendOne(const services::ReservationRow &row, const Answer &answer, ChosenRow &list);
    [[nodiscard]] services::Async<services::ActReceipt> saved(const services::ReservationRow &row,
                                                              const Answer &answer);
    /// Whom the person sees as the next one of this kind; nobody where acts of this kind do not come one
    /// after the other.
    [[nodiscard]] domain::ReservationId nextFor(domain::ReservationCall call, domain::ReservationId id,
                                                const ChosenRow &list) const;
    void say(domain::ReservationCall call, const services::ReservationRow &row, int count);

    UiContext m_context;
    Banner &m_banner;
    QWidget *m_page;
    UndoOffer *m_undo; ///< of the last act, one for each reservation
    int m_saving = 0;
};

} // namespace ui
