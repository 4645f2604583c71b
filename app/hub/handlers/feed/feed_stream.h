// Reads one municipality's changes in order, for one scope.
#pragma once

#include "hub/records/feed_scope.h"

#include <memory>
#include <vector>

namespace hub {

/// Reads records in the order of their change numbers. For a few facilities it merges their own index
/// entries; for more it reads the municipality's index and skips records outside the scope.
class FeedStream {
public:
    [[nodiscard]] static domain::Result<FeedStream>
    open(Connection &db, const FeedScope &scope, const FeedMunicipality &municipality, std::int64_t after);
    /// Moves to the next record. False at the end.
    [[nodiscard]] domain::Result<bool> next();
    [[nodiscard]] std::int64_t changeNo() const { return m_current->changeNo; }
    /// False if the record is not for this caller. A record that is no longer for the caller is visible as a
    /// tombstone.
    [[nodiscard]] bool isVisible() const;
    /// Appends one line of the feed.
    void append(std::string &json) const;

private:
    struct Branch {
        std::unique_ptr<Rows> rows;
        std::int64_t changeNo = 0;
    };
    FeedStream(const FeedScope &scope, const FeedMunicipality &municipality)
        : m_scope(&scope), m_municipality(&municipality) {}
    [[nodiscard]] domain::Result<void> advance(Branch &branch);
    [[nodiscard]] bool isForGroup() const;
    [[nodiscard]] domain::Result<void> add(domain::Result<std::unique_ptr<Rows>> rows);

    const FeedScope *m_scope;
    const FeedMunicipality *m_municipality;
    bool m_filter = false;
    std::vector<std::unique_ptr<Branch>> m_branches; ///< only branches that are not at their end
    Branch *m_current = nullptr;
};

} // namespace hub
