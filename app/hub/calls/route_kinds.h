// The two kinds of call that most lines of a routing table are: one that looks and one that changes.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// GET for whoever is signed in, on a reading connection.
[[nodiscard]] Route reading(std::string_view pattern, Handler handler);
/// For whoever is signed in, on the writer, with an Idempotency-Key. `method`: PUT, PATCH, POST or DELETE.
/// Both texts are kept as views: literals.
[[nodiscard]] Route writing(std::string_view method, std::string_view pattern, Handler handler);

/// The same call, which reads a few rows by their keys. Where the database is a file of this process, such a
/// call takes less time than handing it to another thread and back, so it is served by the thread that it
/// comes on.
[[nodiscard]] Route runInline(Route route);

/// The same call with what it will ask the database first.
[[nodiscard]] Route prefetching(Prefetch prefetch, Route route);

} // namespace hub
