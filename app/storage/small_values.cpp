#include "storage/small_values.h"

using domain::Result;

namespace storage {

Result<std::string> readValue(Database &database, std::string_view table, std::string_view key) {
    std::string value;
    Statement &statement = database.prepared("SELECT value FROM " + std::string(table) + " WHERE key = ?");
    const auto done = statement.add(key).each([&value](const Statement &row) { value = row.bytes(0); });
    if (!done) {
        return domain::passOn(done);
    }
    return value;
}

Result<void> writeValue(Database &database, std::string_view table, std::string_view key,
                        std::string_view value) {
    const std::string name(table);
    Result<int> done;
    if (value.empty()) {
        done = database.prepared("DELETE FROM " + name + " WHERE key = ?").add(key).run();
    } else {
        done = database.prepared("INSERT OR REPLACE INTO " + name + " (key, value) VALUES (?, ?)")
                   .add(key)
                   .add(value)
                   .run();
    }
    return done.map([](int) {});
}

} // namespace storage
