// RFC 9457 problem details, the only shape in which the hub says no. Codes and status: the contract's
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
/// By Accept-Language (RFC 9110 12.5.4): Japanese unless English is preferred.
[[nodiscard]] Language preferredLanguage(std::string_view acceptLanguage);

/// HTTP status of a problem code ("slot-full" -> 409); 500 for a code that is not in the contract.
[[nodiscard]] int statusOf(std::string_view code);
/// Whether sending the same again later may succeed.
[[nodiscard]] bool isRetryable(std::string_view code);

/// A problem names so many faults; where there are more, it says so (`more_errors`). Whoever sends junk gets
/// no long answer for it.
inline constexpr std::size_t mostFaults = 50;

/// The body. `error.code` is the problem's code; `fields` become `errors`, `current` is put in as it is: an
/// object as `current`, a JSON list as `reservation_ids` (slot-has-reservations) or `items` (slot-overlap,
/// batches).
[[nodiscard]] std::string problemJson(const domain::Error &error, Language language);
/// What the desk makes of an answer that is not 2xx. Decides by status and code; a body that is no problem
/// document (a proxy's page) gives HubFault "not-the-hub".
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
