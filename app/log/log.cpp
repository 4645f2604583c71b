#include "log/log.h"

#include "domain/calendar.h"

#include <algorithm>
#include <array>
#include <utility>

namespace logging {
namespace {

using domain::ErrorKind;

constexpr std::size_t longestCode = 60;

constexpr std::array<std::pair<ErrorKind, std::string_view>, 24> kindWords{{
    {ErrorKind::Offline, "offline"},
    {ErrorKind::Timeout, "timeout"},
    {ErrorKind::Tls, "tls"},
    {ErrorKind::Proxy, "proxy"},
    {ErrorKind::SignedOut, "signed-out"},
    {ErrorKind::WrongCredentials, "wrong-credentials"},
    {ErrorKind::CodeNeeded, "code-needed"},
    {ErrorKind::Forbidden, "forbidden"},
    {ErrorKind::NotFound, "not-found"},
    {ErrorKind::Conflict, "conflict"},
    {ErrorKind::Rejected, "rejected"},
    {ErrorKind::RateLimited, "rate-limited"},
    {ErrorKind::HubFault, "hub-fault"},
    {ErrorKind::HubTooOld, "hub-too-old"},
    {ErrorKind::ClientTooOld, "client-too-old"},
    {ErrorKind::StorageBusy, "storage-busy"},
    {ErrorKind::StorageFull, "storage-full"},
    {ErrorKind::StorageReadOnly, "storage-read-only"},
    {ErrorKind::StorageCorrupt, "storage-corrupt"},
    {ErrorKind::StorageTooNew, "storage-too-new"},
    {ErrorKind::KeychainUnavailable, "keychain-unavailable"},
    {ErrorKind::Cancelled, "cancelled"},
    {ErrorKind::Malformed, "malformed"},
    {ErrorKind::Bug, "bug"},
}};

std::string_view wordOf(Level level) {
    switch (level) {
    case Level::Info:
        return "info";
    case Level::Warning:
        return "warning";
    case Level::Fault:
        return "fault";
    }
    return "fault";
}

bool isLower(char c) {
    return c >= 'a' && c <= 'z';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A code begins with a letter and has at most three digits in a row (a status, a limit). A phone number or a
/// date has more digits, an address contains "@", and a Japanese name has other letters.
bool isCode(std::string_view text) {
    int digits = 0;
    for (const char c : text) {
        digits = isDigit(c) ? digits + 1 : 0;
        if (digits > 3 || !(isLower(c) || isDigit(c) || c == '-')) {
            return false;
        }
    }
    return !text.empty() && text.size() <= longestCode && isLower(text.front());
}

bool isVersion(std::string_view text) {
    return !text.empty() && text.size() <= 20 && isDigit(text.front()) &&
           std::ranges::all_of(text, [](char c) { return isDigit(c) || isLower(c) || c == '.' || c == '-'; });
}

} // namespace

std::string_view nameOf(ErrorKind kind) {
    const auto *found = std::ranges::find(kindWords, kind, &std::pair<ErrorKind, std::string_view>::first);
    return found == kindWords.end() ? "bug" : found->second;
}

Line::Line(Level level, std::string_view event) : m_level(level) {
    code("event", event);
}

Line &Line::member(std::string_view name, std::string_view harmless) {
    m_members.append(",\"").append(name).append("\":\"").append(harmless).append("\"");
    return *this;
}

Line &Line::number(std::string_view name, std::int64_t value) {
    m_members.append(",\"").append(name).append("\":").append(std::to_string(value));
    return *this;
}

Line &Line::code(std::string_view name, std::string_view code) {
    return member(name, isCode(code) ? code : "other");
}

Line &Line::version(std::string_view name, std::string_view version) {
    return member(name, isVersion(version) ? version : "other");
}

Line &Line::error(const domain::Error &error) {
    code("kind", nameOf(error.kind));
    if (!error.code.empty()) {
        code("code", error.code);
    }
    if (!error.fields.empty()) {
        number("fields", static_cast<std::int64_t>(error.fields.size()));
    }
    return *this;
}

std::string Line::text(domain::Instant now) const {
    std::string text = "{\"time\":\"" + domain::textOf(now) + "\",\"level\":\"";
    return text.append(wordOf(m_level)).append("\"").append(m_members).append("}");
}

} // namespace logging
