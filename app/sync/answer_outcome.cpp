#include "sync/answer_outcome.h"

#include "domain/transitions.h"
#include "sync/merge.h"
#include "wire/act_json.h"
#include "wire/problem.h"

using domain::Error;
using domain::ErrorKind;
using domain::RecordKind;
using domain::ReservationCall;
using domain::ReservationStatus;
using storage::Operation;

namespace syncing {

namespace {

std::string_view viewOf(const QByteArray &bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

template <class Record>
wire::ChangePage pageOf(const Operation &operation, const domain::Result<Record> &record,
                        const std::string &id) {
    wire::ChangePage page;
    if (record && id == operation.recordId) {
        page.changes.push_back({.kind = operation.kind,
                                .id = id,
                                .version = record->meta.version,
                                .deleted = false,
                                .record = *record});
    }
    return page; // otherwise empty: the feed will bring it
}

template <class Record> std::string idOf(const domain::Result<Record> &record) {
    return record ? record->id.text() : std::string();
}

wire::ChangePage recordIn(const Operation &operation, std::string_view json) {
    constexpr auto hub = wire::Source::Hub;
    if (operation.kind == RecordKind::Reservation) {
        const auto record = wire::reservationFromJson(json, hub);
        return pageOf(operation, record, idOf(record));
    }
    if (operation.kind == RecordKind::Slot) {
        const auto record = wire::slotFromJson(json, hub);
        return pageOf(operation, record, idOf(record));
    }
    if (operation.kind == RecordKind::Facility) {
        const auto record = wire::facilityFromJson(json, hub);
        return pageOf(operation, record, idOf(record));
    }
    if (operation.kind == RecordKind::Closure) {
        const auto record = wire::closureFromJson(json, hub);
        return pageOf(operation, record, idOf(record));
    }
    return {};
}

/// The state that the act was to bring about; empty for anything but a decision on a reservation.
std::optional<ReservationStatus> meantStatus(const Operation &operation) {
    const auto call = domain::callOf(operation.act);
    if (!call) {
        return std::nullopt;
    }
    switch (*call) {
    case ReservationCall::Approve:
        return ReservationStatus::Approved;
    case ReservationCall::Decline:
        return ReservationStatus::Declined;
    case ReservationCall::Withdraw:
        return ReservationStatus::Withdrawn;
    case ReservationCall::Cancel:
        return ReservationStatus::CancelledByFacility;
    case ReservationCall::Attend:
        return ReservationStatus::Attended;
    case ReservationCall::NoShow:
        return ReservationStatus::NoShow;
    case ReservationCall::Propose:
    case ReservationCall::Expire:
    case ReservationCall::Reschedule:
    case ReservationCall::Correct:
        break; // what was meant is more than a state
    }
    return std::nullopt;
}

bool isSoAlready(const Operation &operation, const std::string &current) {
    if (current.empty()) {
        return false;
    }
    if (const auto meant = meantStatus(operation)) {
        const auto record = wire::reservationFromJson(current, wire::Source::Hub);
        return record && record->id.text() == operation.recordId && record->status == *meant;
    }
    const std::string patch = wire::patchOf(operation.command);
    return !patch.empty() && saysAlready(current, patch);
}

std::int64_t versionIn(const Operation &operation, const std::string &current) {
    const wire::ChangePage page = recordIn(operation, current);
    return page.changes.empty() ? 0 : page.changes.front().version;
}

AnswerOutcome conflict(const Operation &operation, Error error) {
    AnswerOutcome outcome{.what = AnswerOutcome::What::Conflict, .error = std::move(error)};
    const std::string &current = outcome.error.current;
    if (isSoAlready(operation, current)) {
        outcome.what = AnswerOutcome::What::Applied;
        outcome.page = recordIn(operation, current);
        return outcome;
    }
    const bool stale = outcome.error.code == "version-conflict" && domain::editsRecord(operation.act);
    if (!stale || operation.base.empty()) {
        return outcome;
    }
    const auto merge = mergeEdit(operation.base, wire::patchOf(operation.command), current);
    const std::int64_t version = versionIn(operation, current);
    if (!merge || version <= 0 || merge->outcome == MergeOutcome::MemberConflict) {
        return outcome;
    }
    outcome.what =
        merge->outcome == MergeOutcome::Equal ? AnswerOutcome::What::Applied : AnswerOutcome::What::Merged;
    outcome.page = recordIn(operation, current);
    outcome.patch = merge->patch;
    outcome.version = version;
    return outcome;
}

AnswerOutcome refusal(const Operation &operation, Error error) {
    switch (error.kind) {
    case ErrorKind::Conflict:
        if (wire::isRetryable(error.code)) {
            break; // the same operation is still being worked on
        }
        return conflict(operation, std::move(error));
    case ErrorKind::NotFound:
    case ErrorKind::Rejected:
    case ErrorKind::Forbidden:
    case ErrorKind::Malformed:
    case ErrorKind::HubTooOld:
    case ErrorKind::ClientTooOld:
        return {.what = AnswerOutcome::What::Rejected, .error = std::move(error)};
    default:
        break;
    }
    return {.what = AnswerOutcome::What::Retry, .error = std::move(error)};
}

/// A 2xx that does not come from the hub (a captive portal's page) must not count as done.
bool isHubsWord(const net::ApiResponse &response) {
    if (response.status == 204) {
        return true;
    }
    return wire::mergePatch(viewOf(response.body), "{}").has_value();
}

} // namespace

bool isTransport(const Error &error) {
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
    case ErrorKind::Proxy:
    case ErrorKind::RateLimited:
    case ErrorKind::Cancelled:
        return true;
    default:
        return error.code == "not-the-hub" || error.code == "unavailable" || error.code == "redirected";
    }
}

bool wasNeverSent(const Error &error) {
    return error.kind == ErrorKind::Tls || error.kind == ErrorKind::RateLimited ||
           error.code == "host-not-found" || error.code == "connection-refused" ||
           error.code == "proxy-unreachable";
}

bool endsSession(const Error &error) {
    return error.kind == ErrorKind::SignedOut;
}

Error errorOf(const net::ApiResponse &response) {
    Error error = wire::errorFromAnswer(response.status, viewOf(response.contentType), viewOf(response.body),
                                        viewOf(response.retryAfter), viewOf(response.requestId));
    // The session's own end never arrives as an answer: whoever sends has judged it. What is left is a 401
    // that this version does not know, and a desk that stopped for it would never ask again.
    if (endsSession(error)) {
        error.kind = ErrorKind::HubFault;
    }
    return error;
}

AnswerOutcome classify(const Operation &operation, const Answer &answer) {
    if (!answer) {
        return {.what =
                    endsSession(answer.error()) ? AnswerOutcome::What::SignedOut : AnswerOutcome::What::Retry,
                .error = answer.error()};
    }
    if (answer->status < 200 || answer->status > 299) {
        return refusal(operation, errorOf(*answer));
    }
    if (!isHubsWord(*answer)) {
        return {.what = AnswerOutcome::What::Retry,
                .error = {.kind = ErrorKind::HubFault, .code = "not-the-hub"}};
    }
    return {.what = AnswerOutcome::What::Applied, .page = recordIn(operation, viewOf(answer->body))};
}

} // namespace syncing
