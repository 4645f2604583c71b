// Refusals as HTTP answers.
#pragma once

#include "domain/result.h"
#include "hub/http/http_message.h"
#include "wire/problem.h"

#include <exception>
#include <string_view>

namespace hub {

/// The problem document of an error. Storage faults become `unavailable` (503, retryable); codes that the
/// contract doesn't know are answered by their kind, at worst as 500 without detail.
[[nodiscard]] Response problemResponse(domain::Error error, wire::Language language);

/// Refusals of HTTP itself that come before any rule and have no code in the contract: 405, 408, 431.
[[nodiscard]] Response httpProblem(int status, std::string_view code, std::string_view title);

/// 503 `unavailable`: the hub stops or its storage doesn't answer.
[[nodiscard]] Response unavailableResponse(wire::Language language);

/// The language that the caller asked for.
[[nodiscard]] wire::Language languageOf(const Request &request);

/// True for faults of storage, after which nothing of a group commit can be trusted.
[[nodiscard]] bool isStorageFault(const domain::Error &error);

/// One line on stderr: what was said to be wrong is so no more.
void logRecovery(std::string_view what);

/// One line on stderr for whoever runs the hub, in words where it is the disk. Never personal data: a code, a
/// status and the request's id.
void logFault(std::string_view what, const domain::Error &error, std::string_view requestId);

/// One line on stderr about what a handler threw: its type, and never its words, which may quote what was
/// read.
void logException(std::string_view what, const std::exception &thrown, std::string_view requestId);

} // namespace hub
