#include "use_cases/conflict_use_cases.h"

#include "use_cases/outbox_use_cases.h"
#include "use_cases/view_rows.h"

#include "sync/member_conflicts.h"
#include "wire/act_json.h"
#include "wire/problem.h"
#include "wire/records_json.h"

#include <algorithm>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;
using domain::RecordKind;
using storage::Operation;
using storage::OperationState;

bool isEdit(const Operation &operation) {
    return domain::editsRecord(operation.act) && operation.errorCode == "version-conflict" &&
           !operation.base.empty() && !operation.current.empty();
}

bool isTakenTime(const Operation &operation) {
    return std::holds_alternative<domain::SlotBatch>(operation.command) &&
           operation.errorCode == "slot-overlap";
}

domain::Result<std::vector<ConflictPart>> partsOf(const Operation &operation) {
    std::vector<ConflictPart> parts;
    if (isTakenTime(operation)) {
        const auto standing = wire::standingSlotsFromJson(operation.current);
        for (const domain::Slot &slot : std::get<domain::SlotBatch>(operation.command).slots) {
            if (const auto found = standing.find(slot.id.text()); found != standing.end()) {
                parts.push_back({.pointer = found->first,
                                 .base = {},
                                 .mine = {},
                                 .theirs = {},
                                 .overlap = std::pair(slot, found->second)});
            }
        }
        return parts;
    }
    const auto clashes =
        syncing::memberConflictsOf(operation.base, wire::patchOf(operation.command), operation.current);
    if (!clashes) {
        return domain::passOn(clashes);
    }
    for (const syncing::MemberConflict &clash : *clashes) {
        parts.push_back(
            {.pointer = clash.pointer, .base = clash.base, .mine = clash.mine, .theirs = clash.theirs});
    }
    return parts;
}

domain::Result<Operation> conflicting(const UseCaseContext &context, domain::OperationId id) {
    const auto found = context.store.operation(id);
    if (!found) {
        return domain::passOn(found);
    }
    if (!*found || !isSettleable(**found)) {
        return fail(ErrorKind::NotFound, "not-a-conflict");
    }
    return **found;
}

bool isMine(const std::map<std::string, Side> &choices, const std::string &pointer) {
    const auto choice = choices.find(pointer);
    return choice != choices.end() && choice->second == Side::Mine;
}

std::string overlapText(const domain::Slot &slot) {
    return domain::textOf(slot.date) + ' ' + domain::textOf(slot.start) + '-' + domain::textOf(slot.end);
}

domain::ConflictDecision decisionOf(const UseCaseContext &context, const std::vector<ConflictPart> &parts,
                                    const std::map<std::string, Side> &choices) {
    domain::ConflictDecision decision{.by = context.user ? context.user->name : std::string(), .choices = {}};
    for (const ConflictPart &part : parts) {
        decision.choices.push_back({.pointer = part.pointer,
                                    .mine = part.overlap ? overlapText(part.overlap->first) : part.mine,
                                    .theirs = part.overlap ? overlapText(part.overlap->second) : part.theirs,
                                    .keptMine = isMine(choices, part.pointer)});
    }
    return decision;
}

/// The operation that carries out the decision, with what shall be shown meanwhile; empty where nothing of
/// the user's act is left.
struct Anew {
    std::optional<Operation> operation;
    storage::Store::Effects effects;
};

domain::Result<Anew> editAnew(const UseCaseContext &context, const Operation &old,
                              const std::map<std::string, Side> &choices) {
    std::set<std::string> mine;
    for (const auto &[pointer, side] : choices) {
        if (side == Side::Mine) {
            mine.insert(pointer);
        }
    }
    const auto patch = syncing::patchFor(old.base, wire::patchOf(old.command), old.current, mine);
    if (!patch) {
        return domain::passOn(patch);
    }
    Anew anew;
    if (*patch == "{}") {
        return anew;
    }
    const auto shown = wire::mergePatch(old.current, *patch);
    if (!shown) {
        return domain::passOn(shown);
    }
    Operation next = context.operation(domain::withChanges(old.command, *patch));
    next.base = old.current;
    if (old.kind == RecordKind::Slot) {
        const auto slot = wire::slotFromJson(*shown, wire::Source::Hub);
        if (!slot) {
            return domain::passOn(slot);
        }
        next.baseVersion = slot->meta.version;
        anew.effects.slots = {*slot};
    } else {
        const auto facility = wire::facilityFromJson(*shown, wire::Source::Hub);
        if (!facility) {
            return domain::passOn(facility);
        }
        next.baseVersion = facility->meta.version;
        anew.effects.facilities = {*facility};
    }
    anew.operation = std::move(next);
    return anew;
}

/// Without the slots whose time is taken, except those that shall stand beside the other.
domain::Result<Anew> batchAnew(const UseCaseContext &context, const Operation &old,
                               const std::map<std::string, Side> &choices) {
    domain::SlotBatch batch = std::get<domain::SlotBatch>(old.command);
    const auto standing = wire::standingSlotsFromJson(old.current);
    std::erase_if(batch.slots, [&](const domain::Slot &slot) {
        const std::string id = slot.id.text();
        return standing.contains(id) && !isMine(choices, id);
    });
    batch.allowOverlap = batch.allowOverlap || std::ranges::any_of(choices, [](const auto &choice) {
                             return choice.second == Side::Mine;
                         });
    Anew anew;
    if (batch.slots.empty()) {
        return anew;
    }
    anew.effects.slots = batch.slots;
    if (batch.series) {
        anew.effects.series = {*batch.series};
    }
    anew.operation = context.operation(std::move(batch));
    return anew;
}

} // namespace

bool isSettleable(const Operation &operation) {
    const bool record = operation.kind == RecordKind::Slot || operation.kind == RecordKind::Facility;
    return operation.state == OperationState::Conflict &&
           ((record && isEdit(operation)) || isTakenTime(operation));
}

domain::Result<Conflict> conflictOf(const UseCaseContext &context, domain::OperationId id) {
    const auto operation = conflicting(context, id);
    if (!operation) {
        return domain::passOn(operation);
    }
    return partsOf(*operation).map([&](const std::vector<ConflictPart> &parts) {
        OutboxItem item = itemOf(*operation);
        item.subject = subjectOf(context, *operation);
        return Conflict{.item = std::move(item), .parts = parts};
    });
}

domain::Result<void> settleConflict(const UseCaseContext &context, domain::OperationId id,
                                    const std::map<std::string, Side> &choices) {
    const auto old = conflicting(context, id);
    if (!old) {
        return domain::passOn(old);
    }
    const auto parts = partsOf(*old);
    if (!parts) {
        return domain::passOn(parts);
    }
    const auto anew =
        isTakenTime(*old) ? batchAnew(context, *old, choices) : editAnew(context, *old, choices);
    if (!anew) {
        return domain::passOn(anew);
    }
    // First the new act, then the end of the old one: whatever happens in between, nothing is lost.
    if (anew->operation) {
        if (auto kept = context.keep(*anew->operation, anew->effects); !kept) {
            return domain::passOn(kept);
        }
    }
    Operation settled = *old;
    settled.decision = decisionOf(context, *parts, choices);
    return context.supersede(settled).map([&] { context.outboxTouched({{old->kind, old->recordId}}); });
}

domain::Result<std::vector<PastDecision>> pastDecisions(const UseCaseContext &context) {
    const auto operations = context.store.operations({OperationState::Superseded});
    if (!operations) {
        return domain::passOn(operations);
    }
    std::vector<PastDecision> decisions;
    for (auto operation = operations->rbegin(); operation != operations->rend(); ++operation) {
        if (!operation->decision) {
            continue;
        }
        PastDecision decision{.item = itemOf(*operation),
                              .at = operation->finishedAt.value_or(operation->createdAt),
                              .by = QString::fromStdString(operation->decision->by),
                              .choices = {}};
        decision.item.subject = subjectOf(context, *operation);
        for (const auto &choice : operation->decision->choices) {
            decision.choices.push_back(
                {choice.pointer, choice.mine, choice.theirs, choice.keptMine ? Side::Mine : Side::Theirs});
        }
        decisions.push_back(std::move(decision));
    }
    return decisions;
}

} // namespace services
