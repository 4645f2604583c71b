#include "sync/puller.h"

#include "async/completion.h"
#include "wire/paths.h"

using domain::Error;
using domain::ErrorKind;

namespace syncing {

namespace {

/// The hub's time to answer on top of what it was asked to hold.
constexpr std::chrono::seconds answerTime{20};
/// A held call that comes back sooner than this without news was not held.
constexpr std::chrono::milliseconds notHeld{200};

std::string_view bodyOf(const net::ApiResponse &response) {
    return {response.body.constData(), static_cast<std::size_t>(response.body.size())};
}

} // namespace

Puller::Puller(storage::Store &store, Send send, domain::Random &random, const Engine::Options &options,
               QObject *parent)
    : QObject(parent), m_store(store), m_send(std::move(send)), m_options(options),
      m_backoff(random, options.firstRetry, options.longestRetry) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Puller::poll);
}

void Puller::start() {
    if (m_running) {
        return;
    }
    m_running = true;
    m_atEnd = false;
    m_backoff.reset();
    m_progress = {};
    m_noted = 0;
    // Before the first page: what is not read from here on has just been asked for.
    lookAgain();
    poll();
}

void Puller::stop() {
    ++m_generation;
    m_again.clear();
    m_askingAgain = false;
    m_running = false;
    m_listening = false;
    m_timer.stop();
}

void Puller::retryNow() {
    if (m_running && m_atEnd) {
        lookAgain();
        askAgain();
    }
    if (!m_running || m_listening) {
        return;
    }
    m_timer.stop();
    poll();
}

net::ApiRequest Puller::requestFrom(const std::string &cursor, std::chrono::seconds wait) const {
    net::ApiRequest request;
    request.path = net::asPath(wire::paths::changes);
    request.query = {{QStringLiteral("cursor"), QString::fromStdString(cursor)},
                     {QStringLiteral("limit"), QString::number(m_options.pageLimit)},
                     {QStringLiteral("wait"), QString::number(wait.count())}};
    request.timeout = wait + answerTime;
    return request;
}

QFuture<Answer> Puller::ask(const std::string &cursor, std::chrono::seconds wait) {
    m_asked.start();
    m_waited = wait;
    return m_send(requestFrom(cursor, wait));
}

void Puller::poll() {
    if (!m_running || m_listening) {
        return;
    }
    const auto cursor = m_store.cursor();
    const auto firstPull = m_store.inFirstPull();
    const auto shadow = m_store.inShadow();
    if (!cursor || !firstPull || !shadow) {
        return onError(!cursor ? cursor.error() : !firstPull ? firstPull.error() : shadow.error());
    }
    m_progress.firstPull = *firstPull || *shadow;
    listen(ask(*cursor, m_atEnd ? m_options.wait : std::chrono::seconds(0)));
}

void Puller::listen(const QFuture<Answer> &answer) {
    m_listening = true;
    async::whenReady(answer, this, [this, generation = m_generation](const Answer &given) {
        if (generation == m_generation) {
            onAnswer(given);
        }
    });
}

void Puller::onAnswer(const Answer &answer) {
    m_listening = false;
    if (!answer) {
        return onError(answer.error());
    }
    if (answer->status == 200) {
        return onPage(*answer);
    }
    const Error error = errorOf(*answer);
    if (error.code == "cursor-expired") {
        return onExpired();
    }
    onError(error);
}

void Puller::onPage(const net::ApiResponse &response) {
    const auto page = wire::changePageFromJson(bodyOf(response));
    if (!page) {
        return onError(Error{.kind = ErrorKind::HubFault, .code = "unreadable-feed"});
    }
    const auto before = m_store.cursor();
    if (page->more && before && page->cursor == *before) { // would go round for ever
        return onError(Error{.kind = ErrorKind::HubFault, .code = "unreadable-feed"});
    }

    // The next page comes over the line while this one is written to the disk.
    const auto next = page->more ? std::optional(ask(page->cursor, std::chrono::seconds(0))) : std::nullopt;
    const int generation = m_generation;
    if (!store(*page) || generation != m_generation) {
        return;
    }
    if (next) {
        return listen(*next);
    }
    finishRound(*page);
}

bool Puller::store(const wire::ChangePage &page) {
    const auto keys = m_store.applyRemote(page);
    if (!keys) {
        onError(keys.error());
        return false;
    }
    m_backoff.reset();
    m_progress.received += static_cast<std::int64_t>(page.changes.size());
    const int generation = m_generation;
    if (!page.unreadable.empty()) {
        Q_EMIT unreadable(static_cast<std::int64_t>(page.unreadable.size()));
    }
    Q_EMIT reached();
    if (m_progress.firstPull) {
        Q_EMIT progressed(m_progress);
    }
    if (generation == m_generation) {
        note(*keys, !page.more);
    }
    return true;
}

void Puller::finishRound(const wire::ChangePage &page) {
    const auto shadow = m_store.inShadow();
    if (!shadow) {
        return onError(shadow.error());
    }
    if (*shadow) {
        const auto keys = m_store.swapShadow();
        if (!keys) {
            return onError(keys.error());
        }
        note(*keys, true);
        m_again.clear(); // positions in the feed of before
        Q_EMIT pulledAnew();
    }
    if (m_progress.firstPull) {
        m_progress.firstPull = false;
        Q_EMIT progressed(m_progress);
    }
    // A hub, or something before it, that does not hold calls must not be asked without a pause.
    const bool wasHeld = !m_atEnd || m_waited.count() == 0 || !page.changes.empty() ||
                         std::chrono::milliseconds(m_asked.elapsed()) >= notHeld;
    m_atEnd = true;
    const int generation = m_generation;
    Q_EMIT caughtUp();
    if (generation == m_generation && m_running) {
        goOn(wasHeld);
    }
}

void Puller::goOn(bool wasHeld) {
    if (std::chrono::milliseconds(m_lookedAgain.elapsed()) >= m_options.lookAgain) {
        lookAgain();
    }
    askAgain();
    m_timer.start(!wasHeld ? notHeld : m_throttled() ? m_options.whileSending : std::chrono::milliseconds(0));
}

/// A record that could not be read is told again by the page that told it, and only by that. A GET for each
/// kind would do it too; but not every kind has one, and a record that is opened by its id stands in the
/// audit as if a person had looked.
void Puller::lookAgain() {
    m_lookedAgain.start();
    const auto positions = m_store.unreadablePositions();
    if (positions) {
        m_again.assign(positions->begin(), positions->end());
    }
}

/// Beside the call that is held: the feed itself goes on meanwhile.
void Puller::askAgain() {
    if (m_askingAgain || m_again.empty()) {
        return;
    }
    m_askingAgain = true;
    const std::string position = std::move(m_again.front());
    m_again.pop_front();
    async::whenReady(m_send(requestFrom(position, std::chrono::seconds(0))), this,
                     [this, position, generation = m_generation](const Answer &answer) {
                         if (generation == m_generation) {
                             onAgain(answer, position);
                         }
                     });
}

/// Whatever goes wrong here waits for the next time; what is wrong with the way, the feed's own call says.
void Puller::onAgain(const Answer &answer, const std::string &position) {
    m_askingAgain = false;
    const auto shadow = m_store.inShadow();
    if (!shadow || *shadow) {
        return m_again.clear(); // a full pull brings everything
    }
    if (answer && answer->status != 200 && errorOf(*answer).code == "cursor-expired") {
        ++m_generation; // the call that is held belongs to the old rows
        m_listening = false;
        m_again.clear();
        return onExpired();
    }
    const auto page = answer && answer->status == 200
                          ? wire::changePageFromJson(bodyOf(*answer))
                          : domain::Result<wire::ChangePage>(domain::fail(ErrorKind::HubFault));
    if (!page) {
        return m_again.clear();
    }
    const auto keys = m_store.applyAgain(*page, position);
    if (!keys) {
        return m_again.clear();
    }
    const int generation = m_generation;
    note(*keys, true);
    if (generation != m_generation) {
        return;
    }
    askAgain();
    Q_EMIT caughtUp();
}

/// Every list on the screen is asked anew when something changed. While a hundred thousand rows come in that
/// would cost more than the rows, so the changes are told each time that the number of rows has doubled, and
/// at the end.
void Puller::note(std::vector<storage::EntityKey> keys, bool last) {
    if (m_unnoted.empty()) {
        m_unnoted = std::move(keys);
    } else {
        m_unnoted.insert(m_unnoted.end(), std::make_move_iterator(keys.begin()),
                         std::make_move_iterator(keys.end()));
    }
    const auto waiting = static_cast<std::int64_t>(m_unnoted.size());
    if (m_unnoted.empty() || (m_progress.firstPull && !last && waiting < m_noted)) {
        return;
    }
    m_noted += waiting;
    Q_EMIT changed(std::exchange(m_unnoted, {}));
}

void Puller::onExpired() {
    const auto cursor = m_store.cursor();
    if (!cursor) {
        return onError(cursor.error());
    }
    if (cursor->empty()) { // the hub refuses even to start from nothing
        return onError(Error{.kind = ErrorKind::HubFault, .code = "cursor-expired"});
    }
    if (auto begun = m_store.beginShadow(); !begun) {
        return onError(begun.error());
    }
    m_atEnd = false;
    m_progress = {};
    m_noted = 0;
    m_timer.start(std::chrono::milliseconds(0));
}

void Puller::onError(const Error &error) {
    m_atEnd = false;
    if (endsSession(error)) {
        stop();
        Q_EMIT signedOut(error);
        return;
    }
    m_timer.start(m_backoff.next(error.retryAfter));
    if (error.kind != ErrorKind::Cancelled) {
        Q_EMIT failed(error);
    }
}

} // namespace syncing
