#include "sync/questions.h"

#include "async/completion.h"
#include "sync/answer_outcome.h"

#include <QThread>

#include <algorithm>
#include <cassert>
#include <utility>

namespace syncing {
namespace {

QByteArray keyOf(const net::ApiRequest &request) {
    QByteArray key = request.method + ' ' + request.path.toUtf8();
    for (const auto &[name, value] : request.query) {
        key += '\n' + name.toUtf8() + '=' + value.toUtf8();
    }
    return key + '\n' + request.body;
}

tl::unexpected<domain::Error> cancelled() {
    return domain::fail(domain::ErrorKind::Cancelled, "cancelled");
}

} // namespace

Questions::Questions(Send send, const domain::Clock &clock, QObject *parent)
    : QObject(parent), m_send(std::move(send)), m_clock(clock) {}

Questions::~Questions() {
    forget();
}

QFuture<domain::Result<Told>> Questions::ask(const Question &question) {
    assert(question.read && "an answer needs a reader");
    assert(thread() == QThread::currentThread() && "questions are asked in one thread");
    const QByteArray key = keyOf(question.request);
    auto asked = underWay(key);
    if (!asked) {
        asked = std::make_shared<Asked>();
        asked->key = key;
        asked->question = question;
        asked->giveUp = std::make_shared<net::GiveUp>();
        asked->question.request.giveUp = asked->giveUp;
        m_asked.push_back(asked);
    }
    const Waiting waiting{.number = ++m_numbers, .promise = {}};
    asked->waiting.push_back(waiting);
    async::whenCancelled(waiting.promise.future(), this, [this, number = waiting.number] { giveUp(number); });
    sendNext();
    return waiting.promise.future();
}

std::shared_ptr<Questions::Asked> Questions::underWay(const QByteArray &key) const {
    const auto found = std::ranges::find(m_asked, key, [](const auto &asked) { return asked->key; });
    return found == m_asked.end() ? nullptr : *found;
}

void Questions::giveUp(std::uint64_t number) {
    const auto found = std::ranges::find_if(m_asked, [number](const std::shared_ptr<Asked> &asked) {
        return std::ranges::find(asked->waiting, number, &Waiting::number) != asked->waiting.end();
    });
    if (found == m_asked.end()) {
        return; // answered meanwhile
    }
    const std::shared_ptr<Asked> asked = *found;
    const auto waiting = std::ranges::find(asked->waiting, number, &Waiting::number);
    waiting->promise.give(cancelled());
    asked->waiting.erase(waiting);
    if (asked->waiting.empty()) {
        m_asked.erase(found);
        asked->giveUp->now();
        sendNext();
    }
}

void Questions::sendNext() {
    const auto isSent = [](const std::shared_ptr<Asked> &asked) { return asked->isSent; };
    while (std::ranges::count_if(m_asked, isSent) < mostAtOnce) {
        const auto next = std::ranges::find_if_not(m_asked, isSent);
        if (next == m_asked.end()) {
            return;
        }
        const std::shared_ptr<Asked> asked = *next;
        asked->isSent = true;
        asked->at = m_clock.now();
        async::whenReady(
            m_send(asked->question.request), this,
            [this, asked](const domain::Result<net::ApiResponse> &answer) { onAnswer(asked, answer); });
    }
}

void Questions::onAnswer(const std::shared_ptr<Asked> &asked,
                         const domain::Result<net::ApiResponse> &answer) {
    if (std::erase(m_asked, asked) == 0) {
        return; // given up, or forgotten
    }
    const domain::Result<Told> told = judged(*asked, answer);
    for (const Waiting &waiting : asked->waiting) {
        waiting.promise.give(told);
    }
    sendNext();
}

domain::Result<Told> Questions::judged(const Asked &asked, const domain::Result<net::ApiResponse> &answer) {
    const auto given = net::accepted(answer);
    if (!given) {
        const domain::Error error = answer ? errorOf(*answer) : answer.error();
        const bool isMissed = isTransport(error) && error.kind != domain::ErrorKind::Cancelled;
        return isMissed ? domain::Result<Told>(keptFor(asked.key, error)) : domain::fail(error);
    }
    auto value = asked.question.read(given->body);
    if (!value) {
        return domain::passOn(value);
    }
    const Kept told{.key = asked.key, .value = std::move(*value), .askedAt = asked.at};
    keep(told);
    return Told{.value = told.value, .askedAt = told.askedAt, .missed = {}};
}

Told Questions::keptFor(const QByteArray &key, const domain::Error &missed) const {
    const auto found = std::ranges::find(m_kept, key, &Kept::key);
    return found == m_kept.end() ? Told{.value = {}, .askedAt = {}, .missed = missed}
                                 : Told{.value = found->value, .askedAt = found->askedAt, .missed = missed};
}

void Questions::keep(const Kept &told) {
    std::erase_if(m_kept, [&told](const Kept &kept) { return kept.key == told.key; });
    m_kept.push_back(told);
    if (m_kept.size() > mostKept) {
        m_kept.pop_front();
    }
}

void Questions::forget() {
    m_kept.clear();
    for (const auto &asked : std::exchange(m_asked, {})) {
        asked->giveUp->now();
        for (const Waiting &waiting : asked->waiting) {
            waiting.promise.give(cancelled());
        }
    }
}

} // namespace syncing
