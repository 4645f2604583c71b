#include "sync/merge.h"

#include "wire/records_json.h"

using domain::Result;

namespace syncing {

namespace {

Result<bool> areEqual(std::string_view one, std::string_view other) {
    return wire::diffPatch(one, other).map([](const std::string &difference) { return difference == "{}"; });
}

} // namespace

Result<Merge> mergeEdit(std::string_view base, std::string_view patch, std::string_view theirs) {
    const auto mine = wire::mergePatch(base, patch);
    if (!mine) {
        return domain::passOn(mine);
    }
    const auto myChanges = wire::diffPatch(base, *mine); // without members that the user left as they were
    const auto theirChanges = wire::diffPatch(base, theirs);
    if (!myChanges) {
        return domain::passOn(myChanges);
    }
    if (!theirChanges) {
        return domain::passOn(theirChanges);
    }

    // Both orders lead to the same record exactly where no member was given two different values.
    const auto mineLast = wire::mergePatch(theirs, *myChanges);
    const auto theirsLast = wire::mergePatch(*mine, *theirChanges);
    if (!mineLast) {
        return domain::passOn(mineLast);
    }
    if (!theirsLast) {
        return domain::passOn(theirsLast);
    }
    const auto nothingLeft = areEqual(theirs, *mineLast);
    const auto agree = areEqual(*theirsLast, *mineLast);
    if (!nothingLeft || !agree) {
        return domain::passOn(nothingLeft ? agree : nothingLeft);
    }
    if (*nothingLeft) {
        return Merge{MergeOutcome::Equal, {}};
    }
    if (!*agree) {
        return Merge{MergeOutcome::MemberConflict, {}};
    }
    return Merge{MergeOutcome::Merged, *myChanges};
}

bool saysAlready(std::string_view record, std::string_view patch) {
    const auto patched = wire::mergePatch(record, patch);
    return patched && areEqual(record, *patched).value_or(false);
}

} // namespace syncing
