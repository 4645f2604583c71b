// From a press to the answer that a family gets: what needs no reason goes out at once, for the rest a form
// opens, and what is typed there is never lost.
#pragma once

#include "kit/flows/act_flow.h"

#include <QHash>
#include <QJsonObject>

namespace ui {

class DecisionForm;
class DraftKeeper;

class DecisionFlow : public QObject {
    Q_OBJECT
public:
    using Rows = ActFlow::Rows;

    /// Belongs to the page of `acts`. `list` is where a draft's family is looked for.
    DecisionFlow(const UiContext &context, ActFlow &acts, DecisionForm &form, ChosenRow &list);
    /// `drafts` names the page among those that keep what is typed. For another facility the form closes.
    void setFacility(domain::FacilityId facility, const QString &drafts);
    /// For all that are marked in the list. One press, one act: until it is saved no other one begins.
    void call(domain::ReservationCall call, ChosenRow &list);
    void act(domain::ReservationCall call, const Rows &rows, ChosenRow &list);
    /// The form is about somebody.
    [[nodiscard]] bool isOpen() const { return !m_deciding.empty(); }
    /// The form closes; what is typed waits for who begins the same answer again.
    void putAside();
    /// Where nothing is typed it gives way to what is chosen now.
    void closeIfUntouched();
    void retranslate();

Q_SIGNALS:
    /// The form is about somebody now: the page shows it.
    void opened();
    void closed();

private:
    void begin(domain::ReservationCall call, const Rows &rows, ChosenRow &list);
    void say();
    void decide();
    void decided(domain::ReservationId id);
    void leave();
    void close();
    [[nodiscard]] QString about() const;
    [[nodiscard]] QJsonObject draft() const;
    void takeDraft(const QJsonObject &draft);

    UiContext m_context;
    ActFlow &m_acts;
    DecisionForm &m_form;
    ChosenRow *m_list;
    DraftKeeper *m_draft;
    domain::FacilityId m_facility;
    QString m_facilityName;
    domain::ReservationCall m_call = domain::ReservationCall::Decline;
    Rows m_deciding;                     ///< whom the form is about, until each has gone out
    QHash<QString, QJsonObject> m_aside; ///< reasons that were begun and left, by what they are about
};

} // namespace ui
