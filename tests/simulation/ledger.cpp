#include "ledger.h"

#include <algorithm>
#include <utility>

namespace simulation {

Ledger::Backup Ledger::backup() const {
    Backup backup{.calls = calls.size(), .members = members, .states = {}};
    for (const SystemAct &call : calls) {
        backup.states.push_back(call.state);
    }
    return backup;
}

void Ledger::restore(const Backup &backup) {
    wasRestored = true;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const bool wasDone = i < backup.calls && backup.states[i] == SystemAct::State::Done;
        calls[i].mayBeLost = calls[i].mayBeLost || !wasDone;
    }
    // What desks did since goes out again, in whichever order; only what was there is known.
    for (auto &[name, member] : members) {
        const auto then = backup.members.find(name);
        if (then != backup.members.end()) {
            member.candidates.insert(then->second.candidates.begin(), then->second.candidates.end());
        } else {
            member.candidates.insert(std::string()); // as at the very beginning
        }
        member.underway.clear();
    }
}

void Ledger::arrived(const std::string &record, const std::string &mark) {
    Member &member = members[record];
    member.underway.insert(mark);
    member.candidates.insert(mark);
}

std::optional<std::string> Ledger::answered(const std::string &record, const std::string &mark, bool done) {
    Member &member = members[record];
    if (const auto found = member.underway.find(mark); found != member.underway.end()) {
        member.underway.erase(found);
    }
    if (!done) {
        return std::nullopt;
    }
    member.everDone.insert(mark);
    const auto act = std::ranges::find(acts, mark, &DeskAct::mark);
    std::set<std::string> before = std::exchange(member.candidates, {mark});
    member.candidates.insert(member.underway.begin(), member.underway.end());
    if (act == acts.end() || !act->seen || wasRestored || before.contains(*act->seen)) {
        return std::nullopt;
    }
    if (before == std::set{mark}) { // the same text once more, with a later act: nothing else stood there
        return std::nullopt;
    }
    // What he saw was his own earlier act, which he took back, or which waits for his decision.
    const auto own = std::ranges::find(acts, *act->seen, &DeskAct::mark);
    if (own != acts.end() && own->desk == act->desk && !member.everDone.contains(own->mark)) {
        return std::nullopt;
    }
    const auto kept = perhapsKept.find(*act->seen);
    if (kept != perhapsKept.end() && kept->second == act->desk && !member.everDone.contains(*act->seen)) {
        return std::nullopt;
    }
    return act->act + " of " + record + " went over what its author had not seen (he saw \"" + *act->seen +
           "\")";
}

} // namespace simulation
