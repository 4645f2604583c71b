// The two kinds of call that most lines of a routing table are: one that looks and one that changes.
#pragma once

#include "hub/router.h"

namespace hub {

/// GET for whoever is signed in, on a reading connection.
[[nodiscard]] Route reading(std::string_view pattern, Handler handler);
/// For whoever is signed in, on the writer, with an Idempotency-Key. `method`: PUT, PATCH, POST or DELETE.
/// Both texts are kept as views: literals.
[[nodiscard]] Route writing(std::string_view method, std::string_view pattern, Handler handler);

/// The same call with what it will ask the database first.
[[nodiscard]] Route foreseeing(Foresight foresight, Route route);

} // namespace hub
