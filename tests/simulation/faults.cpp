#include "faults.h"

#include <algorithm>

namespace simulation {

// Those of the hub, then those of the desk.
const std::vector<FaultName> &allFaults() {
    static const std::vector<FaultName> all{
        {Fault::NoIdempotency, "no-idempotency", "the hub does not know a call that it has answered before"},
        {Fault::AnswersBeforeCommit, "answers-before-commit", "the hub answers, and commits a little later"},
        {Fault::HubDiskLies, "hub-without-fsync", "the hub's commits do not wait for the disk"},
        {Fault::CommitErrorsIgnored, "hub-ignores-commit-errors",
         "a commit that failed is answered as one that worked"},
        {Fault::SeatsUnguarded, "seats-unguarded", "a slot gives seats that it does not have"},
        {Fault::CounterOutsideTransaction, "counter-outside-transaction",
         "a change takes a number of the feed that readers have passed"},
        {Fault::EpochKept, "epoch-kept", "a hub restored from a backup says that it is the same as before"},
        {Fault::RefreshNotRepeated, "refresh-not-repeated",
         "a refresh whose answer was lost counts as theft when it comes again"},
        {Fault::ScopeLeaks, "scope-leaks", "a nursery's staff are also given the next nursery"},
        {Fault::PersonalForMunicipality, "personal-for-municipality", "municipal staff see families' names"},
        {Fault::DeskDiskLies, "desk-without-fsync", "the desk's commits do not wait for the disk"},
        {Fault::CursorBeforeRows, "cursor-before-rows", "the feed's position is kept before its rows"},
        {Fault::ChangePassedOver, "change-passed-over", "the last record of a page is not kept"},
        {Fault::InFlightForgotten, "in-flight-forgotten", "what was on its way at a crash is not sent again"},
        {Fault::AppliedWhenSent, "applied-when-sent", "an act counts as done once it was sent"},
        {Fault::RefusalsHidden, "refusals-hidden", "a refused act disappears"},
        {Fault::LastWriterWins, "last-writer-wins", "an edit goes out on whatever version is newest"},
        {Fault::GoneRowsStay, "gone-rows-stay", "after 410 the feed is read anew on top of the old rows"},
        {Fault::AppliedNotSentAgain, "applied-not-sent-again", "a restored hub is not told what it has lost"},
        {Fault::NewKeyEachTry, "new-key-each-try", "the desk sends an act again under another key"},
        {Fault::NetworkFaultIsFinal, "network-fault-is-final",
         "a connection that breaks counts as the hub's no"},
        {Fault::TokenKeptLate, "token-kept-late", "a refreshed token is used before it is kept"}};
    return all;
}

std::optional<Fault> faultNamed(std::string_view name) {
    const auto found = std::ranges::find(allFaults(), name, &FaultName::name);
    return found == allFaults().end() ? std::nullopt : std::optional(found->fault);
}

} // namespace simulation
