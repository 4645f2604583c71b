// Errors as HTTP responses.
#pragma once

#include "domain/result.h"
#include "hub/http/http_message.h"
#include "wire/problem.h"

#include <exception>
#include <string_view>

namespace hub {

/// The problem document of an error. A storage fault becomes `unavailable` (503, retryable). A code that the
/// contract does not have is answered by its kind, in the worst case as 500 without detail.
[[nodiscard]] Response problemResponse(domain::Error error, wire::Language language);

/// Responses for HTTP errors that occur before any rule and have no code in the contract: 405, 408, 431.
[[nodiscard]] Response httpProblem(int status, std::string_view code, std::string_view title);

/// 503 `unavailable`: the hub is stopping or its storage does not answer.
[[nodiscard]] Response unavailableResponse(wire::Language language);

/// The language that the request asks for.
[[nodiscard]] wire::Language languageOf(const Request &request);

/// True for a storage fault. After one, no result of the group commit can be trusted.
[[nodiscard]] bool isStorageFault(const domain::Error &error);

/// Writes one line to stderr: a fault that was logged earlier is over.
void logRecovery(std::string_view what);

/// Writes one line to stderr for the operator, with a readable reason for disk faults. It contains only a
/// code, a status and the request id, never personal data.
void logFault(std::string_view what, const domain::Error &error, std::string_view requestId);

/// Writes one line to stderr about an exception of a handler. It contains the type but not the message,
/// because the message may quote personal data.
void logException(std::string_view what, const std::exception &thrown, std::string_view requestId);

} // namespace hub
