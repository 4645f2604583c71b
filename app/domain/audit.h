// 監査記録: one line of a municipality's audit as a person reads it.
#pragma once

#include "domain/records.h"

namespace domain {

/// Who did what to which record. Ids and names of ours only: no value, and nothing of a family.
struct AuditLine {
    std::int64_t number = 0;
    Instant at{};
    std::string action;     ///< "reservation.approve"
    std::string kind;       ///< of the record; empty where it is about none
    std::string objectId;   ///< of the record; empty where it is about none
    std::string facilityId; ///< empty: of the municipality itself
    std::string role;
    std::string actor;   ///< an id, never a name
    std::string members; ///< names of the members that were changed or seen
    bool operator==(const AuditLine &) const = default;
};

/// Lines in the order of their numbers.
struct AuditPage {
    std::vector<AuditLine> lines;
    bool more = false; ///< the hub has newer ones: ask again after the last number
    bool operator==(const AuditPage &) const = default;
};

} // namespace domain
