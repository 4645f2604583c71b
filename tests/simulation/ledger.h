// What people were told, kept apart from all machines: what the rules are checked against.
#pragma once

#include "simulated_time.h"

#include "domain/records.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace simulation {

/// An act of which a desk has said "saved on this PC".
struct DeskAct {
    int desk = 0;
    std::string operation;
    std::string act; ///< "approve", "book", "slot-edit" ...
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string record;
    std::string mark; ///< a text that nothing else has; empty where the call carries none
    /// What the author saw in its place; empty optional: it stands nowhere, or he has decided about it.
    std::optional<std::string> seen;
    Ms at = 0;
    int season = 0; ///< how often 90 days had passed
};

/// A call of a connected system.
struct SystemAct {
    std::string system;
    std::string reservation;
    bool isBooking = true; ///< otherwise the family takes it back
    enum class State { Waiting, Done, Refused, Unknown } state = State::Waiting;
    bool mayBeLost = false; ///< the hub was restored from a copy that is older
    int season = 0;
};

/// A member that people overwrite, with what it may hold now by what the hub has said of it.
struct Member {
    std::set<std::string> candidates{std::string()}; ///< empty: as it was at the beginning
    std::multiset<std::string> underway;             ///< at the hub, and not answered
    std::set<std::string> everDone;
};

class Ledger {
public:
    std::vector<DeskAct> acts;
    std::vector<SystemAct> calls;
    std::map<std::string, Member> members; ///< by record and member
    /// Operations that their user took back, gave up or settled; what was refused gives way to a later act
    /// too.
    std::set<std::string> givenUp;
    /// Marks of acts that could not be saved because the power went, by desk: any of them may have come to
    /// the disk all the same, is shown from then on, and waits for its turn or for a decision.
    std::map<std::string, int> perhapsKept;
    int season = 0;
    bool wasRestored = false;
    Ms hubClockJumpedAt = -1;
    /// What the hub has said since then may be lost with a restore.
    struct Backup {
        std::size_t calls = 0;
        std::map<std::string, Member> members;
        std::vector<SystemAct::State> states;
    };

    [[nodiscard]] std::string newMark() { return "mark" + std::to_string(++m_marks) + "q"; }
    [[nodiscard]] Backup backup() const;
    void restore(const Backup &backup);

    /// A change of this record to `mark` has come to the hub.
    void arrived(const std::string &record, const std::string &mark);
    /// It was answered; `done`: and made just now. Says where it went over what its author had not seen.
    [[nodiscard]] std::optional<std::string> answered(const std::string &record, const std::string &mark,
                                                      bool done);

private:
    int m_marks = 0;
};

/// Breaks of the rules, each with the rule's name first: "lost: ...".
struct Violation {
    std::string rule;
    std::string text;
};
using Violations = std::vector<Violation>;

} // namespace simulation
