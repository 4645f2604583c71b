#include "use_cases/conflict_use_cases.h"

#include "use_cases/outbox_use_cases.h"
#include "use_cases/view_rows.h"

#include "sync/member_conflicts.h"
#include "wire/records_json.h"
#include "wire/reservation_calls.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;
using domain::RecordKind;
using storage::Operation;
using storage::OperationState;

QByteArray bytesOf(const std::string &text) {
    return QByteArray::fromStdString(text);
}

bool isEdit(const Operation &operation) {
    return operation.method == "PATCH" && operation.errorCode == "version-conflict" &&
           !operation.base.empty() && !operation.current.empty();
}

bool isTakenTime(const Operation &operation) {
    return operation.path == "/v1/slots/batch" && operation.errorCode == "slot-overlap";
}

/// The hub's slots at the times of ours, by the id of ours (contract: 409 slot-overlap with `items`).
std::map<std::string, domain::Slot> standingSlots(const Operation &operation) {
    std::map<std::string, domain::Slot> standing;
    for (const auto value : QJsonDocument::fromJson(bytesOf(operation.current)).array()) {
        const QJsonObject item = value.toObject();
        const auto text = QJsonDocument(item[u"current"].toObject()).toJson(QJsonDocument::Compact);
        if (const auto slot = wire::slotFromJson(text.toStdString(), wire::Source::Hub)) {
            standing.emplace(item[u"id"].toString().toStdString(), *slot);
        }
    }
    return standing;
}

domain::Result<std::vector<ConflictPart>> partsOf(const Operation &operation) {
    std::vector<ConflictPart> parts;
    if (isTakenTime(operation)) {
        const auto batch = wire::slotBatchFromJson(operation.body);
        if (!batch) {
            return domain::passOn(batch);
        }
        const auto standing = standingSlots(operation);
        for (const domain::Slot &slot : batch->slots) {
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
    const auto clashes = syncing::memberConflictsOf(operation.base, operation.body, operation.current);
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

std::string decisionJson(const UseCaseContext &context, const std::vector<ConflictPart> &parts,
                         const std::map<std::string, Side> &choices) {
    QJsonArray list;
    for (const ConflictPart &part : parts) {
        const std::string mine = part.overlap ? overlapText(part.overlap->first) : part.mine;
        const std::string theirs = part.overlap ? overlapText(part.overlap->second) : part.theirs;
        list.append(QJsonObject{{QStringLiteral("pointer"), QString::fromStdString(part.pointer)},
                                {QStringLiteral("mine"), QString::fromStdString(mine)},
                                {QStringLiteral("theirs"), QString::fromStdString(theirs)},
                                {QStringLiteral("kept_mine"), isMine(choices, part.pointer)}});
    }
    const QString by = context.user ? QString::fromStdString(context.user->name) : QString();
    return QJsonDocument(QJsonObject{{QStringLiteral("by"), by}, {QStringLiteral("choices"), list}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

/// The operation that carries out the decision, with what shall be shown meanwhile; empty where nothing of
/// the user's act is left.
struct Anew {
    std::optional<Operation> operation;
    storage::Store::Effects effects;
};

Operation successorOf(const UseCaseContext &context, const Operation &old) {
    Operation next = context.operation(old.kind, old.recordId, old.act);
    next.method = old.method;
    next.path = old.path;
    next.creates = old.creates;
    return next;
}

domain::Result<Anew> editAnew(const UseCaseContext &context, const Operation &old,
                              const std::map<std::string, Side> &choices) {
    std::set<std::string> mine;
    for (const auto &[pointer, side] : choices) {
        if (side == Side::Mine) {
            mine.insert(pointer);
        }
    }
    const auto patch = syncing::patchFor(old.base, old.body, old.current, mine);
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
    Operation next = successorOf(context, old);
    next.body = *patch;
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
    auto batch = wire::slotBatchFromJson(old.body);
    if (!batch) {
        return domain::passOn(batch);
    }
    const auto standing = standingSlots(old);
    std::erase_if(batch->slots, [&](const domain::Slot &slot) {
        const std::string id = slot.id.text();
        return standing.contains(id) && !isMine(choices, id);
    });
    batch->allowOverlap = batch->allowOverlap || std::ranges::any_of(choices, [](const auto &choice) {
                              return choice.second == Side::Mine;
                          });
    Anew anew;
    if (batch->slots.empty()) {
        return anew;
    }
    anew.operation = successorOf(context, old);
    anew.operation->body = wire::toJson(*batch);
    anew.effects.slots = batch->slots;
    if (batch->series) {
        anew.effects.series = {*batch->series};
    }
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
    settled.decision = decisionJson(context, *parts, choices);
    return context.supersede(settled).map([&] { context.outboxTouched({{old->kind, old->recordId}}); });
}

domain::Result<std::vector<PastDecision>> pastDecisions(const UseCaseContext &context) {
    const auto operations = context.store.operations({OperationState::Superseded});
    if (!operations) {
        return domain::passOn(operations);
    }
    std::vector<PastDecision> decisions;
    for (auto operation = operations->rbegin(); operation != operations->rend(); ++operation) {
        if (operation->decision.empty()) {
            continue;
        }
        const QJsonObject stored = QJsonDocument::fromJson(bytesOf(operation->decision)).object();
        PastDecision decision{.item = itemOf(*operation),
                              .at = operation->finishedAt.value_or(operation->createdAt),
                              .by = stored[u"by"].toString(),
                              .choices = {}};
        decision.item.subject = subjectOf(context, *operation);
        for (const auto value : stored[u"choices"].toArray()) {
            const QJsonObject choice = value.toObject();
            decision.choices.push_back({choice[u"pointer"].toString().toStdString(),
                                        choice[u"mine"].toString().toStdString(),
                                        choice[u"theirs"].toString().toStdString(),
                                        choice[u"kept_mine"].toBool() ? Side::Mine : Side::Theirs});
        }
        decisions.push_back(std::move(decision));
    }
    return decisions;
}

} // namespace services
