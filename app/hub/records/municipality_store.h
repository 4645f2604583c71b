// Municipalities: the typed row beside the record.
#pragma once

#include "hub/records/record_store.h"

namespace hub {

/// Creates a municipality with its counter row and record. Conflict "constraint" if the code is taken.
[[nodiscard]] domain::Result<domain::Municipality> createMunicipality(Context &context,
                                                                      domain::Municipality municipality);
[[nodiscard]] domain::Result<domain::Municipality>
changeMunicipality(Context &context, domain::Municipality municipality, const std::string &members);

} // namespace hub
