// What an answer means for the operation that was sent. Pure: the table of the outbox.
#pragma once

#include "storage/operation.h"

#include "net/hub_api.h"
#include "wire/records_json.h"

namespace syncing {

using Answer = domain::Result<net::ApiResponse>;

struct AnswerOutcome {
    enum class What : std::uint8_t {
        Applied,   ///< the hub did it, or had it so already; `page` holds the record where it could be read
        Merged,    ///< one-sided changes: goes out again with `patch` on `version`
        Conflict,  ///< somebody else was first
        Rejected,  ///< refused for good
        Retry,     ///< not known, or not now: the same again later
        SignedOut, ///< the session has ended; the operation waits
    } what = What::Retry;
    domain::Error error;
    wire::ChangePage page;
    std::string patch;
    std::int64_t version = 0;
};

[[nodiscard]] AnswerOutcome classify(const storage::Operation &operation, const Answer &answer);

/// The error says that the hub or the way to it is at fault, not this one request.
[[nodiscard]] bool isTransport(const domain::Error &error);
/// The request certainly has not reached the hub.
[[nodiscard]] bool wasNeverSent(const domain::Error &error);
/// The session has ended or there is none: the gate's word, after the hub's.
[[nodiscard]] bool endsSession(const domain::Error &error);
/// The error of an answer that is not 2xx; it never ends the session (that is an error of the transport's
/// user).
[[nodiscard]] domain::Error errorOf(const net::ApiResponse &response);

} // namespace syncing
