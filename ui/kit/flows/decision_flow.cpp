#include "kit/flows/decision_flow.h"

#include "kit/forms/decision_form.h"
#include "kit/models/chosen_row.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"
#include "kit/widgets/banner.h"

#include <QJsonArray>

namespace ui {

DecisionFlow::DecisionFlow(const UiContext &context, ActFlow &acts, DecisionForm &form, ChosenRow &list)
    : QObject(acts.parent()), m_context(context), m_acts(acts), m_form(form), m_list(&list),
      m_draft(new DraftKeeper(
          context.desk.drafts(), [this] { return draft(); }, acts.parent())) {
    connect(&form, &DecisionForm::accepted, this, &DecisionFlow::decide);
    connect(&form, &DecisionForm::abandoned, this, &DecisionFlow::putAside);
    connect(&form, &DecisionForm::edited, m_draft, &DraftKeeper::touch);
    connect(&acts, &ActFlow::acted, this, &DecisionFlow::decided);
}

void DecisionFlow::setFacility(domain::FacilityId facility, const QString &drafts) {
    const bool isAnother = facility != m_facility;
    m_facility = facility;
    whenDone(
        m_context.desk.facilities().one(facility), this,
        [this](const services::FacilityRow &row) { m_facilityName = facilityName(row.facility); },
        [](const domain::Error &) {}); // without the name a text says the time alone
    if (!isAnother) {
        return;
    }
    m_draft->open(drafts + u'/' + toQString(facility.text()),
                  [this](const QJsonObject &draft) { takeDraft(draft); });
    if (isOpen()) { // what was typed for the other nursery is kept with it
        close();
    }
}

// Rows far from the eye may not be at hand; nobody is left out because of that.
void DecisionFlow::call(domain::ReservationCall call, ChosenRow &list) {
    if (m_acts.isSaving()) {
        return;
    }
    const auto ids = list.all();
    const auto known = list.known();
    if (known.size() == ids.size()) {
        act(call, known, list);
        return;
    }
    whenDone(
        m_context.desk.reservations().rows(ids), this,
        [this, call, &list](const Rows &rows) { act(call, rows, list); },
        [this](const domain::Error &error) { m_acts.failed(error); });
}

void DecisionFlow::act(domain::ReservationCall call, const Rows &rows, ChosenRow &list) {
    using Call = domain::ReservationCall;
    const auto fit = m_acts.fitting(rows, call);
    if (fit.empty()) {
        if (!rows.empty()) {
            m_acts.banner().say(Tone::Info,
                                tr("“%1” is not possible for what is chosen.").arg(callText(call)));
        }
    } else if (call == Call::Decline || call == Call::Cancel) {
        begin(call, fit, list);
        m_form.focusFirst();
    } else {
        m_acts.askAndSend(call, fit, list);
    }
}

void DecisionFlow::begin(domain::ReservationCall call, const Rows &rows, ChosenRow &list) {
    m_call = call;
    m_deciding = rows;
    m_list = &list;
    m_form.begin(rows, m_facilityName, m_context.desk.preferences().declineReasons());
    say();
    m_form.setTyped(m_aside.take(about()));
    Q_EMIT opened();
}

void DecisionFlow::say() {
    if (m_deciding.empty()) {
        return;
    }
    const bool declines = m_call == domain::ReservationCall::Decline;
    const int count = static_cast<int>(m_deciding.size());
    QString heading;
    if (count == 1) { // said by name: the list beside it may move on
        const QString whom = visitText(m_deciding.front()) + u' ' + childrenText(m_deciding.front());
        heading =
            declines ? tr("Decline: %1").arg(whom) : tr("Cancel for the facility's reasons: %1").arg(whom);
    } else {
        heading = declines ? tr("Decline %n reservation(s)", nullptr, count)
                           : tr("Cancel %n reservation(s) for the facility's reasons", nullptr, count);
    }
    m_form.setWords(heading, callText(m_call));
}

void DecisionFlow::retranslate() {
    m_form.retranslate();
    say();
}

void DecisionFlow::decide() {
    if (m_acts.isSaving()) {
        return; // a second click while the first is being saved
    }
    m_acts.send(
        Rows(m_deciding),
        [this](const services::ReservationRow &row) {
            return ActFlow::Answer{m_call, m_form.reasonFor(row), m_form.messageFor(row)};
        },
        *m_list);
}

// The form goes when all have gone out; those that could not be saved keep it, with what was typed.
void DecisionFlow::decided(domain::ReservationId id) {
    const auto gone = std::erase_if(m_deciding, [id](const auto &row) { return row.reservation.id == id; });
    if (gone > 0 && m_deciding.empty()) {
        leave();
    }
}

void DecisionFlow::leave() {
    m_draft->forget();
    close();
}

void DecisionFlow::putAside() {
    if (m_deciding.empty() || !m_form.hasText()) {
        leave();
        return;
    }
    m_draft->keepNow();
    m_aside[about()] = m_form.typed();
    close();
}

void DecisionFlow::closeIfUntouched() {
    if (isOpen() && !m_form.hasText()) {
        leave();
    }
}

void DecisionFlow::close() {
    m_deciding.clear();
    m_form.clear();
    Q_EMIT closed();
}

QString DecisionFlow::about() const {
    QStringList about{QString::fromUtf8(domain::nameOf(m_call).data())};
    for (const auto &row : m_deciding) {
        about << toQString(row.reservation.id.text());
    }
    return about.join(u'/');
}

QJsonObject DecisionFlow::draft() const {
    if (m_deciding.empty() || !m_form.hasText()) {
        return {};
    }
    QJsonArray ids;
    for (const auto &row : m_deciding) {
        ids.append(toQString(row.reservation.id.text()));
    }
    QJsonObject draft = m_form.typed();
    draft.insert(QStringLiteral("ids"), ids);
    draft.insert(QStringLiteral("call"), QString::fromUtf8(domain::nameOf(m_call).data()));
    return draft;
}

/// Only those that can still be answered so come back, and never over another answer. Earlier versions kept
/// one family that was to be declined.
void DecisionFlow::takeDraft(const QJsonObject &draft) {
    std::vector<domain::ReservationId> ids;
    const QJsonArray wanted =
        draft.contains(u"ids") ? draft[u"ids"].toArray() : QJsonArray{draft[u"id"].toString()};
    for (const auto id : wanted) {
        if (const auto parsed = domain::ReservationId::parse(id.toString().toStdString())) {
            ids.push_back(*parsed);
        }
    }
    const auto call =
        domain::reservationCall(draft[u"call"].toString(QStringLiteral("decline")).toStdString());
    if (ids.empty() || !call) {
        return;
    }
    whenDone(
        m_context.desk.reservations().rows(ids), this,
        [this, call = *call, draft](const Rows &rows) {
            const auto fit = m_acts.fitting(rows, call);
            if (fit.empty() || isOpen()) {
                return;
            }
            begin(call, fit, *m_list);
            m_form.setTyped(draft);
            m_acts.banner().say(Tone::Info, tr("The answer that you had begun is here again."));
        },
        [](const domain::Error &) {}); // the draft stays where it is
}

} // namespace ui
