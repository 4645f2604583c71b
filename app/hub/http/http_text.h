// The text of HTTP, without sockets.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/result.h"
#include "hub/http/http_message.h"

#include <map>
#include <string>
#include <string_view>

namespace hub {

/// Splits and decodes a request target into `request.path` and `request.query`. Malformed "malformed" for bad
/// escapes, an escaped slash or NUL, text that is no UTF-8, or a parameter given twice. "+" stands for
/// itself.
[[nodiscard]] domain::Result<void> readTarget(std::string_view target, Request &request);

/// Whether a Host field names a host, perhaps with a port (RFC 9112, 3.2); an empty one does.
[[nodiscard]] bool isHostField(std::string_view value);

/// The client's id where it is short and harmless in a log, otherwise one of ours.
[[nodiscard]] std::string requestIdOf(std::string_view given, domain::Random &random);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string httpDate(domain::Instant instant);

enum class Persistence : bool { Close, KeepAlive };
/// Status line and fields, ready to be sent.
[[nodiscard]] std::string responseHead(const Response &response, std::string_view requestId,
                                       domain::Instant now, Persistence persistence);

[[nodiscard]] bool acceptsGzip(std::string_view acceptEncoding);
/// Compresses a body that is worth it.
void gzipWhereUseful(Response &response);

} // namespace hub
