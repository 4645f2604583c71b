// RFC 9457 problem details, the form of every error of the hub. Codes and statuses: the contract's
// Conventions.
#pragma once

#include "domain/records.h"
#include "domain/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wire {

enum class Language : std::uint8_t { Japanese, English };
/// Evaluates Accept-Language (RFC 9110 12.5.4): Japanese unless English is preferred.
[[nodiscard]] Language preferredLanguage(std::string_view acceptLanguage);

/// The HTTP status of a problem code ("slot-full" -> 409); 500 for a code that the contract does not have.
[[nodiscard]] int statusOf(std::string_view code);
/// Whether the same request may succeed later.
[[nodiscard]] bool isRetryable(std::string_view code);

/// The maximum number of field errors in a problem. If there are more, `more_errors` says so. Thus an invalid
/// body does not cause a long answer.
inline constexpr std::size_t mostFaults = 50;

/// The body of a problem. `error.code` is the problem's code, and `fields` become `errors`. `current` is
/// inserted unchanged: an object as `current`, a JSON list as `reservation_ids` (slot-has-reservations) or
/// `items` (slot-overlap, batches).
[[nodiscard]] std::string problemJson(const domain::Error &error, Language language);
/// The desk's error for an answer that is not 2xx, determined by status and code. A body that is not a
/// problem document (a proxy's page) gives HubFault "not-the-hub".
[[nodiscard]] domain::Error errorFromAnswer(int status, std::string_view contentType, std::string_view body,
                                            std::string_view retryAfter, std::string_view requestId);

/// Field errors by themselves, as a problem's `errors` names them, without sentences; empty where there are
/// none.
[[nodiscard]] std::string faultsJson(const std::vector<domain::FieldError> &faults);
[[nodiscard]] std::vector<domain::FieldError> faultsFromJson(std::string_view json);

/// The hub's slots at the times of those that were to be made, by the ids of the latter: `current` of 409
/// "slot-overlap".
[[nodiscard]] std::map<std::string, domain::Slot> standingSlotsFromJson(std::string_view current);

} // namespace wire
