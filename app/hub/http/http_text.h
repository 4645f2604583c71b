// Reading and writing the text of HTTP, without sockets.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/result.h"
#include "hub/http/http_message.h"

#include <map>
#include <string>
#include <string_view>

namespace hub {

/// Splits and decodes a request target into `request.path` and `request.query`. Malformed "malformed" for an
/// invalid escape, an escaped slash or NUL, text that is not UTF-8, or a parameter that occurs twice. "+" is
/// not decoded to a blank.
[[nodiscard]] domain::Result<void> readTarget(std::string_view target, Request &request);

/// Whether a Host field is valid: a host with or without a port, or empty (RFC 9112, 3.2).
[[nodiscard]] bool isHostField(std::string_view value);

/// The client's request id if it is short and harmless in a log, otherwise a new one.
[[nodiscard]] std::string requestIdOf(std::string_view given, domain::Random &random);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string httpDate(domain::Instant instant);

enum class Persistence : bool { Close, KeepAlive };
/// The status line and the header fields, ready to be sent.
[[nodiscard]] std::string responseHead(const Response &response, std::string_view requestId,
                                       domain::Instant now, Persistence persistence);

[[nodiscard]] bool acceptsGzip(std::string_view acceptEncoding);
/// Compresses the body if that saves enough.
void gzipWhereUseful(Response &response);

} // namespace hub
