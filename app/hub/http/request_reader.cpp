#include "hub/http/request_reader.h"

#include "hub/http/http_server.h"
#include "hub/http/http_text.h"
#include "hub/http/problem_response.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace hub {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

std::string_view viewOf(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char &c : out) {
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return out;
}

} // namespace

class RequestReader::Impl {
public:
    explicit Impl(const HttpServerConfig &config) : m_config(config) {
        m_parser.header_limit(static_cast<std::uint32_t>(config.headerLimit));
        m_parser.body_limit(config.largeBodyLimit);
        m_parser.eager(false);
    }

    Step take(std::string &bytes) {
        if (!m_parser.is_header_done() && !readsOn(bytes)) {
            return m_fault ? stop() : Step::NeedsMore;
        }
        // Beast asserts that a last chunk that arrives in pieces has five bytes; every chunked body ends with
        // as many.
        constexpr std::size_t lastChunk = 5;
        while (!bytes.empty() && !m_fault && !stopped()) {
            if (m_parser.is_header_done() && m_parser.chunked() && bytes.size() < lastChunk) {
                break;
            }
            const std::size_t used = m_parser.put(boost::asio::buffer(bytes), m_fault);
            bytes.erase(0, used);
            if (m_fault == http::error::need_more) {
                m_fault = {};
                if (bytes.size() > m_config.headerLimit) {
                    m_fault = http::error::header_limit; // a chunk header that does not end
                }
                break;
            }
            if (used == 0) {
                break;
            }
        }
        if (!m_fault && m_parser.is_header_done() && !m_headSeen) {
            headDone();
        }
        return m_fault || m_refusal || stopped() ? stop() : Step::NeedsMore;
    }

    [[nodiscard]] bool wantsBody() const { return !m_fault && !m_refusal && !m_parser.is_done(); }
    [[nodiscard]] bool isLarge() const { return m_isLarge; }
    [[nodiscard]] std::size_t bodyBytes() const { return m_parser.get().body().size(); }
    void refuseForNow();
    [[nodiscard]] bool expectsContinue() const {
        return lowered(viewOf(m_parser.get()[http::field::expect])) == "100-continue" &&
               m_parser.get().version() == 11;
    }
    [[nodiscard]] bool keepAlive() const { return m_parser.is_done() && m_parser.keep_alive(); }
    [[nodiscard]] std::optional<Response> refusal() const;

    Request request() {
        m_request.body = std::move(m_parser.get().body());
        return std::move(m_request);
    }

private:
    [[nodiscard]] bool stopped() const {
        return m_parser.is_done() || (m_parser.is_header_done() && !m_bodyAllowed);
    }
    Step stop() {
        m_bodyAllowed = true; // the next take() reads the body
        m_parser.eager(true);
        return Step::Stopped;
    }
    [[nodiscard]] bool readsOn(std::string &bytes);
    [[nodiscard]] bool foldsALine(std::string_view bytes);
    void headDone();
    void readFields();
    [[nodiscard]] bool framingIsSound() const;
    [[nodiscard]] bool isTooLong();
    [[nodiscard]] wire::Language language() const { return languageOf(m_request); }

    const HttpServerConfig &m_config;
    http::request_parser<http::string_body> m_parser;
    error_code m_fault;
    Request m_request;
    std::optional<Response> m_refusal;
    std::size_t m_looked = 0; ///< bytes of the head that have been checked
    bool m_begun = false;     ///< the first byte of the request line has arrived
    bool m_blankSeen = false;
    bool m_headSeen = false;
    bool m_bodyAllowed = false;
    bool m_isLarge = false;
};

/// Beast joins a line that begins with a blank to the line before. RFC 9112, 5.2 requires such a request to
/// be refused, because other software may read the same bytes differently.
bool RequestReader::Impl::foldsALine(std::string_view bytes) {
    for (std::size_t at = bytes.find('\n', m_looked); at != bytes.npos; at = bytes.find('\n', at + 1)) {
        m_looked = at;
        if (at + 1 == bytes.size()) {
            return false;
        }
        const char next = bytes[at + 1];
        if (next == ' ' || next == '\t') {
            return true;
        }
        if (next == '\r' || next == '\n') {
            return false; // end of the head
        }
    }
    return false;
}

/// Runs until the head is complete. It skips one empty line before the request line (RFC 9112, 2.2).
bool RequestReader::Impl::readsOn(std::string &bytes) {
    if (!m_begun && !m_blankSeen && bytes.starts_with("\r\n")) {
        bytes.erase(0, 2);
        m_blankSeen = true;
    }
    if (bytes.empty() || (!m_begun && bytes == "\r")) {
        return false;
    }
    m_begun = true;
    if (!foldsALine(bytes)) {
        return true;
    }
    m_fault = http::error::bad_value;
    return false;
}

void RequestReader::Impl::readFields() {
    m_request.method = std::string(viewOf(m_parser.get().method_string()));
    for (const auto &field : m_parser.get()) {
        std::string &value = m_request.headers[lowered(viewOf(field.name_string()))];
        value += (value.empty() ? "" : ", ");
        value += viewOf(field.value());
    }
}

/// Checks the body's framing strictly: two programs that disagree about a body's length can be made to see
/// different requests.
bool RequestReader::Impl::framingIsSound() const {
    const auto &head = m_parser.get();
    const bool hasCoding = head.count(http::field::transfer_encoding) > 0;
    if (head.count(http::field::content_length) + head.count(http::field::transfer_encoding) > 1) {
        return false;
    }
    const std::string_view length = viewOf(head[http::field::content_length]);
    if (length.find_first_not_of("0123456789") != std::string_view::npos) {
        return false; // a list of lengths is refused even if all are equal
    }
    if (hasCoding && lowered(viewOf(head[http::field::transfer_encoding])) != "chunked") {
        return false;
    }
    if (hasCoding && head.version() != 11) {
        return false;
    }
    if (head.count(http::field::host) > 1 || (head.version() == 11 && head.count(http::field::host) != 1)) {
        return false;
    }
    if (!isHostField(viewOf(head[http::field::host]))) {
        return false;
    }
    return head.count(http::field::content_encoding) == 0 ||
           lowered(viewOf(head[http::field::content_encoding])) == "identity";
}

bool RequestReader::Impl::isTooLong() {
    const auto &large = m_config.largeBodyPaths;
    m_isLarge = std::find(large.begin(), large.end(), m_request.path) != large.end();
    const std::size_t limit = m_isLarge ? m_config.largeBodyLimit : m_config.bodyLimit;
    m_parser.body_limit(limit);
    const auto length = m_parser.content_length();
    return length && *length > limit;
}

void RequestReader::Impl::headDone() {
    m_headSeen = true;
    readFields();
    const bool sound = framingIsSound() && readTarget(viewOf(m_parser.get().target()), m_request).has_value();
    if (!sound) {
        m_refusal = problemResponse({.kind = domain::ErrorKind::Malformed, .code = "malformed"}, language());
    } else if (isTooLong()) {
        m_refusal =
            problemResponse({.kind = domain::ErrorKind::Rejected, .code = "payload-too-large"}, language());
    }
}

void RequestReader::Impl::refuseForNow() {
    m_refusal = problemResponse(
        {.kind = domain::ErrorKind::HubFault, .code = "unavailable", .retryAfter = std::chrono::seconds(5)},
        language());
}

std::optional<Response> RequestReader::Impl::refusal() const {
    if (m_refusal || !m_fault) {
        return m_refusal;
    }
    if (m_fault == http::error::header_limit || m_fault == http::error::buffer_overflow) {
        return httpProblem(431, "header-too-large", "Request Header Fields Too Large");
    }
    if (m_fault == http::error::body_limit) {
        return problemResponse({.kind = domain::ErrorKind::Rejected, .code = "payload-too-large"},
                               language());
    }
    return problemResponse({.kind = domain::ErrorKind::Malformed, .code = "malformed"}, language());
}

RequestReader::RequestReader(const HttpServerConfig &config) : m_impl(std::make_unique<Impl>(config)) {}
RequestReader::~RequestReader() = default;
RequestReader::Step RequestReader::take(std::string &bytes) {
    return m_impl->take(bytes);
}
bool RequestReader::wantsBody() const {
    return m_impl->wantsBody();
}
bool RequestReader::isLarge() const {
    return m_impl->isLarge();
}
std::size_t RequestReader::bodyBytes() const {
    return m_impl->bodyBytes();
}
void RequestReader::refuseForNow() {
    m_impl->refuseForNow();
}
bool RequestReader::expectsContinue() const {
    return m_impl->expectsContinue();
}
std::optional<Response> RequestReader::refusal() const {
    return m_impl->refusal();
}
bool RequestReader::keepAlive() const {
    return m_impl->keepAlive();
}
Request RequestReader::request() {
    return m_impl->request();
}

} // namespace hub
