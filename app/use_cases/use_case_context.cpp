#include "use_cases/use_case_context.h"

#include "use_cases/view_rows.h"

namespace services {

using domain::ErrorKind;
using domain::fail;
using storage::OperationState;

storage::Operation UseCaseContext::operation(domain::Command command) const {
    return storage::operationFor(domain::OperationId::make(clock, random), std::move(command), now());
}

domain::Result<ActReceipt> UseCaseContext::keep(const storage::Operation &made,
                                                const storage::Store::Effects &effects) const {
    if (!mayKeep) {
        return fail(ErrorKind::KeychainUnavailable, "reading-only");
    }
    if (auto kept = store.enqueue(made, effects); !kept) {
        return domain::passOn(kept);
    }
    std::vector<storage::EntityKey> keys{{made.kind, made.recordId}};
    for (const domain::Slot &slot : effects.slots) {
        keys.push_back({domain::RecordKind::Slot, slot.id.text()});
    }
    outboxTouched(std::move(keys));
    return ActReceipt{.operation = made.id, .recordId = made.recordId};
}

domain::Result<ActReceipt> UseCaseContext::keepHeld(const storage::Operation &made) const {
    auto receipt = keep(made); // who enqueues wakes the outbox only once this turn is over
    if (receipt && holdBack) {
        holdBack(made.id, undoTime);
        receipt->undoTime = undoTime;
    }
    return receipt;
}

domain::Result<ActReceipt> UseCaseContext::inPlaceOf(const std::optional<storage::Operation> &pending,
                                                     domain::Result<ActReceipt> kept) const {
    if (!kept || !pending || !needsYou(pending->state)) {
        return kept;
    }
    return supersede(*pending).and_then([&] { return kept; });
}

domain::Result<void> UseCaseContext::supersede(const storage::Operation &refused) const {
    storage::Operation given = refused;
    given.state = OperationState::Superseded;
    given.finishedAt = now();
    return store.updateOperation(given);
}

domain::Result<void> faultsOf(std::vector<domain::FieldError> fields) {
    if (fields.empty()) {
        return {};
    }
    return fail(
        domain::Error{.kind = ErrorKind::Rejected, .code = "validation", .fields = std::move(fields)});
}

domain::Result<void> unchangedSince(std::int64_t seenVersion, std::int64_t storedVersion,
                                    const std::string &current) {
    if (storedVersion <= seenVersion) {
        return {};
    }
    return fail(domain::Error{.kind = ErrorKind::Conflict, .code = "changed-meanwhile", .current = current});
}

} // namespace services
