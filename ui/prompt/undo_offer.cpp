#include "prompt/undo_offer.h"

#include "prompt/when_done.h"
#include "widgets/banner.h"

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
    connect(&status, &services::SyncStatus::changed, this, [this] {
        if (!m_watched.empty() && !m_soon.isActive()) {
            m_soon.start();
        }
    });
}

void UndoOffer::forget() {
    m_watched.clear();
    m_offered.clear();
    m_count = 0;
    m_said.clear();
    m_soon.stop();
    ++m_question; // an answer that is on its way speaks of the offer before
}

int UndoOffer::add(domain::OperationId operation) {
    m_offered.push_back(operation);
    m_watched.insert(operation);
    return ++m_count;
}

void UndoOffer::say(const QString &saved, const QString &sent) {
    m_said = saved;
    m_sent = sent;
    m_banner.say(Tone::Success, saved);
    m_banner.setAction(tr("Undo"));
    m_soon.start();
}

std::vector<domain::OperationId> UndoOffer::take() {
    auto offered = std::move(m_offered);
    forget();
    return offered;
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
        if (m_banner.text() == m_said) {
            m_banner.setAction({});
        }
        return;
    }
    conclude(refused);
}

/// A refusal is told at its record and counted at the top of the window.
void UndoOffer::conclude(bool refused) {
    m_watched.clear();
    if (m_said.isEmpty() || m_banner.text() != m_said) {
        return;
    }
    if (refused) {
        m_banner.dismiss();
    } else {
        m_banner.say(Tone::Success, m_sent);
    }
}

} // namespace ui
