// Deliberate faults, to prove that the simulation finds such. Each stands at a border that the product has
// anyway: the production code has no switch for any of them.
#pragma once

#include "hub/service/service_parts.h"
#include "net/hub_api.h"
#include "storage/store.h"

#include <optional>
#include <string_view>
#include <vector>

namespace simulation {

enum class Fault {
    None,
    // of the hub
    NoIdempotency,
    AnswersBeforeCommit,
    HubDiskLies,
    CommitErrorsIgnored,
    SeatsUnguarded,
    CounterOutsideTransaction,
    EpochKept,
    RefreshNotRepeated,
    ScopeLeaks,
    PersonalForMunicipality,
    // of the desk
    DeskDiskLies,
    CursorBeforeRows,
    ChangePassedOver,
    InFlightForgotten,
    AppliedWhenSent,
    RefusalsHidden,
    LastWriterWins,
    GoneRowsStay,
    AppliedNotSentAgain,
    NewKeyEachTry,
    NetworkFaultIsFinal,
    TokenKeptLate,
};

struct FaultName {
    Fault fault;
    std::string_view name;  ///< on the command line
    std::string_view words; ///< what is wrong with the product then
};
[[nodiscard]] const std::vector<FaultName> &allFaults();
[[nodiscard]] std::optional<Fault> faultNamed(std::string_view name);

/// Puts a fault of the hub into its parts.
void spoil(hub::ServiceParts &parts, Fault fault);
/// Puts a fault of the desk around its store, or its way to the hub.
[[nodiscard]] std::unique_ptr<storage::Store> spoil(std::unique_ptr<storage::Store> store, Fault fault);
[[nodiscard]] std::unique_ptr<net::HubApi> spoil(std::unique_ptr<net::HubApi> api, Fault fault,
                                                 domain::Random &random);

} // namespace simulation
