// Queries that were sent before they are needed (Connection::prefetch).
#pragma once

#include "hub/db/postgres_values.h"

#include <memory>
#include <string>
#include <vector>

namespace hub {

/// A query that was sent, and its answer once it has been read.
struct PrefetchedRead {
    std::string sql;
    std::string values; ///< as one text, for comparison
    ResultHandle answer;
};

/// The prefetched queries of one transaction. An answer is discarded as soon as a statement may have changed
/// the data it was read from.
class PostgresPrefetch {
public:
    using Read = std::shared_ptr<PrefetchedRead>;
    /// Adds a query; null if the same query has already been sent.
    [[nodiscard]] Read expect(std::string_view sql, std::initializer_list<Value> values);
    /// Removes and returns the matching query, which only one caller may use; null if there is none.
    [[nodiscard]] Read take(std::string_view sql, std::initializer_list<Value> values);
    /// `sql` runs in the same transaction: discards the answers that it may make outdated.
    void runs(std::string_view sql);
    void clear() { m_reads.clear(); }

private:
    [[nodiscard]] std::vector<Read>::iterator find(std::string_view sql, std::string_view values);
    std::vector<Read> m_reads;
};

} // namespace hub
