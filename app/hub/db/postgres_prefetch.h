// Questions that were sent before they were asked (Connection::prefetch).
#pragma once

#include "hub/db/postgres_values.h"

#include <memory>
#include <string>
#include <vector>

namespace hub {

/// A question on its way, and its answer once it was read.
struct PrefetchedRead {
    std::string sql;
    std::string values; ///< as one text, for comparing
    ResultHandle answer;
};

/// Those of one transaction. An answer is forgotten as soon as what it was read from may have changed.
class PostgresPrefetch {
public:
    using Read = std::shared_ptr<PrefetchedRead>;
    /// A new one; null where the same is under way already.
    [[nodiscard]] Read expect(std::string_view sql, std::initializer_list<Value> values);
    /// The one that was expected, for its one taker; null where there is none.
    [[nodiscard]] Read take(std::string_view sql, std::initializer_list<Value> values);
    /// `sql` runs in the same transaction: forgets the answers that it may make untrue.
    void runs(std::string_view sql);
    void clear() { m_reads.clear(); }

private:
    [[nodiscard]] std::vector<Read>::iterator find(std::string_view sql, std::string_view values);
    std::vector<Read> m_reads;
};

} // namespace hub
