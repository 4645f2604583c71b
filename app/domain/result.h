// The one way in which a function of this project says that it failed.
//
// Errors carry a kind to decide on and a code with parameters to word; the words themselves are made in `ui`.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace domain {

/// What a caller can decide on. Every kind has its own text in ui (ui/kit/text/error_text.cpp).
enum class ErrorKind : std::uint8_t {
    Offline,             ///< the hub cannot be reached
    Timeout,             ///< no answer in time
    Tls,                 ///< the hub's certificate is not trusted, or TLS failed
    Proxy,               ///< the proxy refused or is unreachable
    SignedOut,           ///< the hub ended the session, or there is none
    WrongCredentials,    ///< login ID or password (which one is never said)
    CodeNeeded,          ///< a second factor is missing or wrong
    Forbidden,           ///< outside what this account may do
    NotFound,            ///< no such record in the caller's scope
    Conflict,            ///< somebody else was first (409, 412); `current` may hold the hub's copy
    Rejected,            ///< the hub (or a rule here) refused the content; `fields` says where
    RateLimited,         ///< too many attempts; wait for `retryAfter`
    HubFault,            ///< the hub answered with a fault of its own, or with nonsense
    HubTooOld,           ///< the hub does not know something that this desk sends
    ClientTooOld,        ///< the hub needs a newer desk
    StorageBusy,         ///< another program holds the local file
    StorageFull,         ///< the disk is full
    StorageReadOnly,     ///< the profile folder cannot be written to
    StorageCorrupt,      ///< the local file is damaged
    StorageTooNew,       ///< the local file was written by a newer version
    KeychainUnavailable, ///< the operating system's keychain does not answer
    Cancelled,           ///< given up on purpose
    Malformed,           ///< text that is not what it should be (a file, a message, an id)
    Bug,                 ///< a state that must not happen
};

using Params = std::map<std::string, std::string>;

/// One fault at one field. `pointer` is a JSON pointer (RFC 6901) into the record, for example
/// "/profile/phone".
struct FieldError {
    std::string pointer;
    std::string code; ///< for example "required", "too-long", "not-a-phone-number"
    Params params;    ///< for example {"max": "40"}
    bool operator==(const FieldError &) const = default;
};

struct Error {
    ErrorKind kind = ErrorKind::Bug;
    /// The hub's problem code or one of ours, stable, never shown raw where a text exists.
    std::string code{};
    Params params{};      ///< what the text needs
    std::string detail{}; ///< the hub's own sentence where it sent one; otherwise empty. Never personal data
    std::vector<FieldError> fields{};
    std::string current{}; ///< the hub's copy of the record as JSON, on a conflict
    std::string requestId{};
    std::optional<std::chrono::seconds> retryAfter{};
};

template <class T> using Result = tl::expected<T, Error>;

/// Shorthand: `return fail(ErrorKind::Rejected, "slot-full");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string code = {}, Params params = {}) {
    return tl::unexpected<Error>(Error{.kind = kind, .code = std::move(code), .params = std::move(params)});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}
/// Hands an error on from one result type to another: `if (!a) return passOn(a);`
template <class T> [[nodiscard]] tl::unexpected<Error> passOn(const Result<T> &result) {
    return tl::unexpected<Error>(result.error());
}

} // namespace domain
