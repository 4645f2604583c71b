#include "hub/db/meta.h"

#include "domain/id.h"

namespace hub {

using domain::Result;

Result<std::optional<std::string>> metaValue(Connection &db, std::string_view name) {
    auto rows = db.query("SELECT value FROM meta WHERE name = $1", {name});
    if (!rows) {
        return domain::passOn(rows);
    }
    auto found = (*rows)->next();
    if (!found) {
        return domain::passOn(found);
    }
    return *found ? std::optional<std::string>((*rows)->text(0)) : std::nullopt;
}

Result<void> setMetaValue(Connection &db, std::string_view name, std::string_view value) {
    auto done = db.execute("INSERT INTO meta (name, value) VALUES ($1, $2) "
                           "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                           {name, value});
    if (!done) {
        return domain::passOn(done);
    }
    return {};
}

Result<std::string> epochOf(Connection &db, const domain::Clock &clock, domain::Random &random) {
    auto known = metaValue(db, "epoch");
    if (!known) {
        return domain::passOn(known);
    }
    if (*known) {
        return **known;
    }
    std::string made = domain::Uuid::make(clock, random).text();
    if (auto stored = setMetaValue(db, "epoch", made); !stored) {
        return domain::passOn(stored);
    }
    return made;
}

} // namespace hub
