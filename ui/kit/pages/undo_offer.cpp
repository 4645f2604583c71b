#include "kit/pages/undo_offer.h"

#include "kit/pages/when_done.h"
#include "kit/widgets/banner.h"

#include <algorithm>
#include <chrono>

namespace ui {
namespace {

/// The status changes with every act that goes out; a thousand of them need not be looked up a thousand
/// times.
constexpr std::chrono::milliseconds atMostEvery{100};

} // namespace

UndoOffer::UndoOffer(services::SyncStatus &status, Banner &banner, QObject *parent)
    : QObject(parent), m_status(status), m_banner(banner) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(atMostEvery);
    connect(&m_soon, &QTimer::timeout, this, &UndoOffer::look);
    m_second.setInterval(std::chrono::milliseconds(250)); // no second is seen late by more
    connect(&m_second, &QTimer::timeout, this, &UndoOffer::offer);
    connect(&status, &services::SyncStatus::changed, this, [this] {
        if (!m_watched.empty() && !m_soon.isActive()) {
            m_soon.start();
        }
    });
}

void UndoOffer::forget() {
    if (!m_offered.empty() && !m_heldUntil.hasExpired()) {
        m_earlier.push_back({m_offered, m_heldUntil});
    }
    begin();
}

void UndoOffer::begin() {
    m_watched.clear();
    m_offered.clear();
    m_count = 0;
    m_said.clear();
    m_soon.stop();
    m_second.stop();
    m_heldUntil = QDeadlineTimer(0);
    ++m_question; // an answer that is on its way speaks of the offer before
}

int UndoOffer::add(const services::ActReceipt &ticket) {
    m_offered.push_back(ticket.operation);
    m_watched.insert(ticket.operation);
    m_records[ticket.operation] = ticket.recordId;
    m_heldUntil = QDeadlineTimer(ticket.undoTime);
    return ++m_count;
}

void UndoOffer::offer() {
    if (m_offered.empty() || m_banner.text() != m_said) {
        m_second.stop();
        return;
    }
    const auto left = std::chrono::ceil<std::chrono::seconds>(
        std::chrono::milliseconds(std::max<qint64>(m_heldUntil.remainingTime(), 0)));
    if (left.count() == 0) { // it waits for something else, for example the network
        m_second.stop();
        m_banner.setAction(tr("Undo (Ctrl+Z)"));
        return;
    }
    m_banner.setAction(tr("Undo (Ctrl+Z), %1").arg(left.count()));
    m_second.start();
}

void UndoOffer::say(const QString &saved, const QString &sent) {
    m_said = saved;
    m_sent = sent;
    m_banner.say(Tone::Success, saved);
    offer();
    m_soon.start();
}

std::vector<UndoOffer::Act> UndoOffer::take() {
    std::vector<Act> acts;
    for (const auto operation : m_offered) {
        acts.push_back({operation, m_records[operation]});
    }
    begin();
    return acts;
}

void UndoOffer::sayTakenBack(const QString &text) {
    m_banner.say(Tone::Info, text);
    std::erase_if(m_earlier, [](const Earlier &one) { return one.heldUntil.hasExpired(); });
    if (!m_offered.empty()) { // of several that were taken back together this is not the first
        m_said = text;
        m_sent = text;
        offer();
        return;
    }
    if (m_earlier.empty()) {
        return;
    }
    const Earlier next = m_earlier.back();
    m_earlier.pop_back();
    begin();
    m_offered = next.operations;
    m_watched.insert(next.operations.begin(), next.operations.end());
    m_heldUntil = next.heldUntil;
    m_said = text;
    m_sent = text;
    offer();
    m_soon.start();
}

void UndoOffer::look() {
    const int question = ++m_question;
    whenDone(
        m_status.outbox(), this,
        [this, question](const std::vector<services::OutboxItem> &outbox) {
            if (question == m_question) {
                judge(outbox);
            }
        },
        [](const domain::Error &) {}); // taking it back says what is wrong
}

void UndoOffer::judge(const std::vector<services::OutboxItem> &outbox) {
    m_offered.clear();
    bool onItsWay = false;
    bool refused = false;
    for (const services::OutboxItem &item : outbox) {
        if (!m_watched.contains(item.operation)) {
            continue;
        }
        if (item.state == services::Pending::NeedsYou) {
            refused = true;
        } else if (item.mayBeWithdrawn) {
            m_offered.push_back(item.operation);
        } else {
            onItsWay = true;
        }
    }
    if (!m_offered.empty()) {
        return;
    }
    if (onItsWay) {
        m_second.stop();
        if (m_banner.text() == m_said) {
            m_banner.setAction({});
        }
        return;
    }
    conclude(refused);
}

/// A refusal is told at its record and counted at the top of the window.
void UndoOffer::conclude(bool refused) {
    m_second.stop();
    m_watched.clear();
    if (m_said.isEmpty() || m_banner.text() != m_said) {
        return;
    }
    if (refused) {
        m_banner.dismiss();
    } else if (m_sent == m_said) {
        m_banner.setAction({});
    } else {
        m_banner.say(Tone::Success, m_sent);
    }
}

} // namespace ui
