// An act of the user on its way to the hub.
#pragma once

#include "domain/id.h"
#include "domain/records.h"

#include <optional>
#include <string>

namespace storage {

enum class OperationState : std::uint8_t {
    Pending,    ///< 送信待ち
    InFlight,   ///< sent, no answer yet; after a crash it goes out again under the same id
    Applied,    ///< the hub did it
    Conflict,   ///< 要確認: somebody else was first
    Rejected,   ///< 要確認: the hub refuses it for good
    Superseded, ///< withdrawn, dismissed, or replaced by a newer operation
};

struct Operation {
    domain::OperationId id; ///< also the Idempotency-Key
    /// The key after a merge: the hub has stored its refusal under the old one.
    std::optional<domain::OperationId> sendKey;
    domain::RecordKind kind = domain::RecordKind::Unknown; ///< of the record it acts on
    std::string recordId;                                  ///< order is kept for each record
    std::string act;    ///< for words: "approve", "decline", "slots-create", "slot-edit", "slot-cancel",
                        ///< "facility-edit" ...
    std::string method; ///< "POST", "PATCH", "PUT", "DELETE"
    std::string path;   ///< "/v1/reservations/<id>/approve"
    std::string body;   ///< JSON; sealed in the file
    /// The record (JSON) that the user saw while editing, for a three-way merge; empty: none is tried.
    /// Sealed.
    std::string base;
    std::int64_t baseVersion = 0; ///< If-Match; 0: none; creating sends If-None-Match: *
    bool creates = false;
    OperationState state = OperationState::Pending;
    int tries = 0;
    domain::Instant createdAt{};
    std::optional<domain::Instant> notBefore;
    std::optional<domain::Instant> finishedAt;
    // The hub's refusal, for the user.
    std::string errorCode;
    std::string errorDetail; ///< the hub's sentence
    std::string errorFields; ///< JSON array of {pointer, code, params}
    std::string current;     ///< the hub's copy (JSON), on a conflict; sealed
    /// What the user chose, member by member (JSON), once a conflict is settled; kept so that it can be
    /// looked up later. Sealed.
    std::string decision;
};

/// What is known of an unfinished operation without opening it.
struct OpenOperation {
    domain::OperationId id;
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string recordId;
    OperationState state = OperationState::Pending;
};

} // namespace storage
