#include "support/in_process_hub.h"

#include "net/give_up.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace test_support {
namespace {

QByteArray dateHeader(domain::Instant now) {
    const QDateTime time = QDateTime::fromSecsSinceEpoch(now.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(time, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1();
}

QByteArray headerOf(const hub::Response &response, const char *name) {
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? QByteArray{} : QByteArray::fromStdString(found->second);
}

std::string decodedPath(const QString &path) {
    return QUrl::fromPercentEncoding(path.toUtf8()).toStdString();
}

} // namespace

net::ApiResponse apiResponse(const hub::Response &response) {
    net::ApiResponse answer;
    answer.status = response.status;
    answer.contentType = headerOf(response, "Content-Type");
    answer.body = QByteArray(response.text().data(), static_cast<qsizetype>(response.text().size()));
    answer.etag = headerOf(response, "ETag");
    answer.retryAfter = headerOf(response, "Retry-After");
    answer.requestId = headerOf(response, "X-Request-ID");
    answer.replayed = headerOf(response, "Idempotency-Replayed") == "true";
    return answer;
}

void Exchange::finish(domain::Result<net::ApiResponse> result) {
    if (!m_finished.exchange(true)) {
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }
}

void Exchange::setCancel(hub::Service::CancelCallback cancel) {
    const std::lock_guard guard(m_lock);
    m_cancel = std::move(cancel);
}

void Exchange::cancel() {
    hub::Service::CancelCallback cancel;
    {
        const std::lock_guard guard(m_lock);
        cancel = std::exchange(m_cancel, nullptr);
    }
    if (cancel) {
        cancel();
    }
}

void Cable::pull() {
    m_cut = true;
    endAll(domain::ErrorKind::Offline);
}

void Cable::endAll(domain::ErrorKind kind) {
    std::vector<std::weak_ptr<Exchange>> open;
    {
        const std::lock_guard guard(m_lock);
        open.swap(m_open);
    }
    for (const auto &weak : open) {
        if (const auto exchange = weak.lock()) {
            exchange->cancel();
            exchange->finish(domain::fail(kind));
        }
    }
}

bool Cable::losesThis(const std::string &method) {
    if (method == "GET" || m_losing <= 0) {
        return false;
    }
    --m_losing;
    return true;
}

void Cable::setGarbling(Garbling garbling) {
    const std::lock_guard guard(m_lock);
    m_garbling = std::move(garbling);
}

void Cable::garble(QByteArray &body) {
    const std::lock_guard guard(m_lock);
    if (m_garbling) {
        m_garbling(body);
    }
}

void Cable::note(const std::string &method, const std::string &path) {
    const std::lock_guard guard(m_lock);
    m_received.push_back(method + " " + path);
}

std::vector<std::string> Cable::received() const {
    const std::lock_guard guard(m_lock);
    return m_received;
}

int Cable::countOf(const std::string &method, const std::string &partOfPath) const {
    const auto all = received();
    return static_cast<int>(std::ranges::count_if(all, [&](const std::string &line) {
        return line.starts_with(method + " ") && line.find(partOfPath) != std::string::npos;
    }));
}

void Cable::add(const std::shared_ptr<Exchange> &exchange) {
    const std::lock_guard guard(m_lock);
    std::erase_if(m_open, [](const auto &weak) { return weak.expired(); });
    m_open.push_back(exchange);
}

hub::Request hubRequest(const net::ApiRequest &request) {
    hub::Request made;
    made.method = request.method.toStdString();
    made.path = decodedPath(request.path);
    for (const auto &[name, value] : request.query) {
        made.query[name.toStdString()] = value.toStdString();
    }
    made.headers["accept-language"] = "ja";
    if (!request.accessToken.isEmpty()) {
        made.headers["authorization"] = "Bearer " + request.accessToken.toStdString();
    }
    if (!request.body.isEmpty()) {
        made.headers["content-type"] = "application/json";
        made.body = request.body.toStdString();
    }
    if (!request.idempotencyKey.isEmpty()) {
        made.headers["idempotency-key"] = request.idempotencyKey.toStdString();
    }
    if (request.ifMatch) {
        made.headers["if-match"] = "\"" + std::to_string(*request.ifMatch) + "\"";
    }
    if (request.ifNoneMatchAny) {
        made.headers["if-none-match"] = "*";
    }
    made.remoteAddress = "127.0.0.1";
    made.requestId = "in-process";
    return made;
}

QFuture<domain::Result<net::ApiResponse>> InProcessHub::send(const net::ApiRequest &request) {
    const auto exchange = std::make_shared<Exchange>();
    if (request.giveUp && request.giveUp->isGiven()) {
        exchange->finish(domain::fail(domain::ErrorKind::Cancelled));
        return exchange->future();
    }
    if (m_cable->isCut()) {
        exchange->finish(domain::fail(domain::ErrorKind::Offline));
        return exchange->future();
    }
    if (request.giveUp) {
        // Weak: whoever waits for the exchange's answer keeps the request, and with it this connection.
        QObject::connect(request.giveUp.get(), &net::GiveUp::given, request.giveUp.get(),
                         [weak = std::weak_ptr(exchange)] {
                             if (const auto open = weak.lock()) {
                                 open->cancel();
                                 open->finish(domain::fail(domain::ErrorKind::Cancelled));
                             }
                         });
    }
    hub::Request asked = hubRequest(request);
    m_cable->note(asked.method, asked.path);
    const bool lost = m_cable->losesThis(asked.method);
    m_cable->add(exchange);
    m_open.push_back(exchange);
    exchange->setCancel(m_service.submit(
        std::move(asked), [exchange, lost, cable = m_cable, clock = &m_clock](const hub::Response &response) {
            if (lost || cable->isCut()) {
                exchange->finish(domain::fail(domain::ErrorKind::Offline));
            } else {
                net::ApiResponse answer = apiResponse(response);
                answer.date = dateHeader(clock->now());
                cable->garble(answer.body);
                exchange->finish(std::move(answer));
            }
        }));
    return exchange->future();
}

void InProcessHub::cancelAll() {
    for (const auto &weak : std::exchange(m_open, {})) {
        if (const auto exchange = weak.lock()) {
            exchange->cancel();
            exchange->finish(domain::fail(domain::ErrorKind::Cancelled));
        }
    }
}

} // namespace test_support
