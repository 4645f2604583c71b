// An act of the user on its way to the hub.
#pragma once

#include "domain/acts.h"
#include "domain/id.h"
#include "domain/result.h"

#include <optional>
#include <string>
#include <vector>

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
    std::optional<domain::OperationId> sendKey = {};
    domain::Command command = {}; ///< sealed in the file; monostate where it cannot be read
    // Of the command, known without opening it.
    domain::ActKind act = domain::ActKind::Unknown;
    domain::RecordKind kind = domain::RecordKind::Unknown; ///< of the record it acts on
    std::string recordId = {};                             ///< order is kept for each record
    /// The record (JSON) that the user saw while editing, for a three-way merge; empty: none is tried.
    /// Sealed.
    std::string base = {};
    std::int64_t baseVersion = 0; ///< the version that the user saw; 0: none
    OperationState state = OperationState::Pending;
    int tries = 0;
    domain::Instant createdAt{};
    std::optional<domain::Instant> notBefore = {};
    std::optional<domain::Instant> finishedAt = {};
    // The hub's refusal, for the user. All but the code is sealed.
    std::string errorCode = {};
    std::string errorDetail = {}; ///< the hub's sentence
    std::vector<domain::FieldError> errorFields = {};
    std::string current = {}; ///< the hub's copy (JSON), on a conflict
    /// What the user chose once a conflict is settled; kept so that it can be looked up later. Sealed.
    std::optional<domain::ConflictDecision> decision = {};
};

/// A new operation that carries out the command.
[[nodiscard]] Operation operationFor(domain::OperationId id, domain::Command command,
                                     domain::Instant createdAt);

/// What is known of an unfinished operation without opening it.
struct OpenOperation {
    domain::OperationId id;
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string recordId;
    OperationState state = OperationState::Pending;
};

} // namespace storage
