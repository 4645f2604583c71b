// Shortcuts for the two common kinds of route: a call that reads and a call that writes.
#pragma once

#include "hub/calls/router.h"

namespace hub {

/// GET on a reading connection; sign-in is required.
[[nodiscard]] Route reading(std::string_view pattern, Handler handler);
/// A call on the writer; sign-in and an Idempotency-Key are required. `method` is PUT, PATCH, POST or DELETE.
/// Pass literals, because both texts are kept as views.
[[nodiscard]] Route writing(std::string_view method, std::string_view pattern, Handler handler);

/// Marks a call that reads a few rows by their keys. If the database is a file of this process, such a read
/// takes less time than handing it to another thread, so the calling thread serves it.
[[nodiscard]] Route runInline(Route route);

/// Adds the function that prefetches the call's queries.
[[nodiscard]] Route prefetching(Prefetch prefetch, Route route);

} // namespace hub
