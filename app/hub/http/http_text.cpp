#include "hub/http/http_text.h"

#include "domain/text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <zlib.h>

namespace hub {
namespace {

/// A smaller answer fits into the first packets anyway, so compressing it would cost both sides more than it
/// saves.
constexpr std::size_t smallestToCompress = 4096;
constexpr std::size_t longestRequestId = 64;

tl::unexpected<domain::Error> malformed() {
    return domain::fail(domain::ErrorKind::Malformed, "malformed");
}

int hexValue(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::optional<std::string> percentDecoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i]);
            continue;
        }
        if (i + 2 >= text.size() || hexValue(text[i + 1]) < 0 || hexValue(text[i + 2]) < 0) {
            return std::nullopt;
        }
        out.push_back(static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
        i += 2;
    }
    if (!domain::isCleanText(out, domain::TextShape::OneLine)) {
        return std::nullopt;
    }
    return out;
}

/// Rejects an escaped slash, because it would make one segment look like two.
bool readPath(std::string_view path, Request &request) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view segment = path.substr(0, path.find('/'));
        path.remove_prefix(segment.size());
        const auto text = percentDecoded(segment);
        if (!text || text->find('/') != std::string::npos) {
            return false;
        }
        request.path += '/' + *text;
    }
    return true;
}

bool readQuery(std::string_view query, Request &request) {
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.empty()) {
            continue;
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = percentDecoded(pair.substr(0, equals));
        const auto value = percentDecoded(pair.substr(std::min(pair.size(), equals + 1)));
        if (!name || !value || !request.query.emplace(*name, *value).second) {
            return false;
        }
    }
    return true;
}

/// Removes scheme and host, because proxies may send the whole URL.
std::string_view withoutOrigin(std::string_view target) {
    if (!target.starts_with("https://")) {
        return target;
    }
    const std::size_t slash = target.find('/', 8);
    return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
}

std::string_view reasonOf(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Unknown";
    }
}

void addField(std::string &head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

/// A line break in a value would start a new header field.
bool isSafeValue(std::string_view value) {
    return value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos;
}

bool hasNoBody(int status) {
    return status == 204 || status == 304 || status < 200;
}

} // namespace

domain::Result<void> readTarget(std::string_view target, Request &request) {
    target = withoutOrigin(target);
    if (!target.starts_with('/') || target.find('#') != std::string_view::npos) {
        return malformed();
    }
    const std::size_t mark = std::min(target.find('?'), target.size());
    if (!readPath(target.substr(0, mark), request)) {
        return malformed();
    }
    if (!readQuery(target.substr(std::min(target.size(), mark + 1)), request)) {
        return malformed();
    }
    return {};
}

bool isHostField(std::string_view value) {
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isNamePart = [&](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("-._~!$&'()*+,;=%").find(c) != std::string_view::npos;
    };
    std::size_t end = std::min(value.find(':'), value.size());
    if (value.starts_with('[')) {
        const std::size_t closing = value.find(']');
        if (closing == std::string_view::npos) {
            return false;
        }
        const std::string_view literal = value.substr(1, closing - 1);
        if (!std::all_of(literal.begin(), literal.end(), [&](char c) { return c == ':' || isNamePart(c); })) {
            return false;
        }
        end = closing + 1;
    } else if (!std::all_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(end), isNamePart)) {
        return false;
    }
    std::string_view port = value.substr(end);
    if (port.empty()) {
        return true;
    }
    port.remove_prefix(1);
    return value[end] == ':' && std::all_of(port.begin(), port.end(), isDigit);
}

std::string requestIdOf(std::string_view given, domain::Random &random) {
    const auto harmless = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_' || c == '.';
    };
    if (!given.empty() && given.size() <= longestRequestId &&
        std::all_of(given.begin(), given.end(), harmless)) {
        return std::string(given);
    }
    std::array<std::uint8_t, 12> bytes{};
    random.fill(bytes);
    std::string id;
    for (const std::uint8_t byte : bytes) {
        id.push_back("0123456789abcdef"[byte >> 4]);
        id.push_back("0123456789abcdef"[byte & 15]);
    }
    return id;
}

std::string httpDate(domain::Instant instant) {
    static constexpr std::array<const char *, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char *, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(instant - day);
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  weekdays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                  months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

std::string responseHead(const Response &response, std::string_view requestId, domain::Instant now,
                         Persistence persistence) {
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    head.append(reasonOf(response.status)).append("\r\n");
    for (const auto &[name, value] : response.headers) {
        if (isSafeValue(value)) {
            addField(head, name, value);
        }
    }
    if (!hasNoBody(response.status)) {
        addField(head, "Content-Length", std::to_string(response.text().size()));
    }
    addField(head, "Date", httpDate(now));
    addField(head, "X-Request-ID", requestId);
    if (!response.headers.contains("Cache-Control")) {
        addField(head, "Cache-Control", "no-store");
    }
    // No answer is meant for a browser, except an answer that brings its own policy.
    if (!response.headers.contains("Content-Security-Policy")) {
        addField(head, "Content-Security-Policy",
                 "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    }
    if (!response.headers.contains("Referrer-Policy")) {
        addField(head, "Referrer-Policy", "no-referrer");
    }
    addField(head, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    addField(head, "X-Content-Type-Options", "nosniff");
    addField(head, "Connection", persistence == Persistence::KeepAlive ? "keep-alive" : "close");
    head += "\r\n";
    return head;
}

bool acceptsGzip(std::string_view acceptEncoding) {
    while (!acceptEncoding.empty()) {
        std::string_view item = acceptEncoding.substr(0, acceptEncoding.find(','));
        acceptEncoding.remove_prefix(std::min(acceptEncoding.size(), item.size() + 1));
        item.remove_prefix(std::min(item.size(), item.find_first_not_of(" \t")));
        if (!item.starts_with("gzip")) {
            continue;
        }
        item.remove_prefix(4);
        const std::size_t quality = item.find("q=");
        if (quality == std::string_view::npos) {
            return item.empty() || item.front() == ';' || item.front() == ' ';
        }
        return item.find_first_of("123456789", quality) != std::string_view::npos;
    }
    return false;
}

void gzipWhereUseful(Response &response) {
    const std::string_view body = response.text();
    if (body.size() <= smallestToCompress || response.headers.contains("Content-Encoding")) {
        return;
    }
    z_stream stream{};
    constexpr int gzipWindow = 15 + 16;
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return;
    }
    std::string packed(deflateBound(&stream, body.size()), '\0');
    // zlib only reads through next_in, but its type is not const.
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END || packed.size() >= body.size()) {
        return;
    }
    packed.shrink_to_fit();
    response.body = std::make_shared<const std::string>(std::move(packed));
    response.headers["Content-Encoding"] = "gzip";
    response.headers["Vary"] = "Accept-Encoding";
}

} // namespace hub
