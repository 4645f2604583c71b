// What the services do on the data thread: plain functions over the store. They know no thread and no signal,
// so that each rule can be read, and tested, by itself.
#pragma once

#include "domain/random.h"
#include "services/delays.h"
#include "services/facilities.h"
#include "services/reservations.h"
#include "services/slots.h"
#include "services/types.h"
#include "storage/store.h"

#include "use_cases/calendars.h"

#include <functional>

namespace services {

struct Work {
    storage::Store &store;
    Calendars &calendars;
    const domain::Clock &clock;
    domain::Random &random;
    std::optional<domain::User> user;
    /// False where nothing may be kept on this PC: then an act cannot be "saved" either.
    bool mayKeep = true;
    /// For how long an answer to a family can be taken back before it goes out.
    std::chrono::milliseconds undoTime{0};
    /// Keeps what was just enqueued from going out for that long.
    std::function<void(domain::OperationId, std::chrono::milliseconds)> holdBack = {};
    /// Told after something was enqueued, withdrawn or dismissed, with the records that look different now.
    std::function<void(std::vector<storage::EntityKey>)> outboxTouched;

    [[nodiscard]] domain::Instant now() const { return clock.now(); }
    /// A new operation on a record: id, time and act are filled in.
    [[nodiscard]] storage::Operation operation(domain::RecordKind kind, std::string recordId,
                                               std::string act) const;
    /// Saves it with its visible effect; KeychainUnavailable "reading-only" where nothing may be kept.
    [[nodiscard]] domain::Result<OpTicket> keep(const storage::Operation &operation,
                                                const storage::Store::Effects &effects = {}) const;
    /// keep() for what changes a family's plans: it goes out only after undoTime.
    [[nodiscard]] domain::Result<OpTicket> keepHeld(const storage::Operation &operation) const;
    /// The end of `pending` where it was refused, once the act in its place is kept: not before, or a crash
    /// in between would lose both. Gives `kept`, or why the refused one could not be ended.
    [[nodiscard]] domain::Result<OpTicket> inPlaceOf(const std::optional<storage::Operation> &pending,
                                                     domain::Result<OpTicket> kept) const;
    /// A refused operation gives way to a newer act on the same record.
    [[nodiscard]] domain::Result<void> supersede(const storage::Operation &refused) const;
};

[[nodiscard]] domain::Result<void> faultsOf(std::vector<domain::FieldError> fields);
/// Conflict "changed-meanwhile" where the record is newer than what the user saw.
[[nodiscard]] domain::Result<void> unchangedSince(std::int64_t seenVersion, std::int64_t storedVersion,
                                                  const std::string &current);

// reservation_work.cpp
[[nodiscard]] domain::Result<std::vector<domain::ReservationId>>
reservationIds(const Work &work, const ReservationFilter &filter);
[[nodiscard]] domain::Result<std::vector<ReservationRow>>
reservationRows(const Work &work, const std::vector<domain::ReservationId> &ids);
[[nodiscard]] domain::Result<int> countReservations(const Work &work, const ReservationFilter &filter);
struct Decision {
    domain::ReservationCall call = domain::ReservationCall::Approve;
    domain::ReservationId id;
    std::int64_t seenVersion = 0;
    std::string reason;
    std::string message;
};
[[nodiscard]] domain::Result<OpTicket> decide(const Work &work, const Decision &decision);
[[nodiscard]] domain::Result<OpTicket> book(const Work &work, domain::Reservation reservation);
[[nodiscard]] domain::Result<void> withdrawOperation(const Work &work, domain::OperationId id);

// slot_work.cpp
[[nodiscard]] domain::Result<std::vector<SlotRow>> slotsBetween(const Work &work, domain::FacilityId facility,
                                                                domain::LocalDate from, domain::LocalDate to);
[[nodiscard]] domain::Result<SlotRow> oneSlot(const Work &work, domain::SlotId id);
[[nodiscard]] domain::Result<OpTicket> createSlot(const Work &work, domain::Slot slot);
[[nodiscard]] domain::Result<OpTicket> changeSlot(const Work &work, const domain::Slot &slot,
                                                  std::int64_t seenVersion);
[[nodiscard]] domain::Result<OpTicket> cancelSlot(const Work &work, domain::SlotId id,
                                                  std::int64_t seenVersion, bool familiesToo,
                                                  const std::string &message);
[[nodiscard]] domain::Result<std::vector<domain::SeriesDay>> previewSeries(const Work &work,
                                                                           const domain::Series &series);
[[nodiscard]] domain::Result<OpTicket> createSeries(const Work &work, domain::Series series,
                                                    const std::vector<domain::SeriesDay> &days);

// facility_work.cpp
[[nodiscard]] domain::Result<std::vector<domain::Facility>> allFacilities(const Work &work);
[[nodiscard]] domain::Result<FacilityRow> oneFacility(const Work &work, domain::FacilityId id);
[[nodiscard]] domain::Result<OpTicket> saveFacility(const Work &work, const domain::Facility &facility,
                                                    std::int64_t seenVersion);
[[nodiscard]] domain::Result<void> saveFacilityDraft(const Work &work, domain::FacilityId id,
                                                     const domain::Profile &typed);
[[nodiscard]] domain::Result<std::optional<domain::Profile>> facilityDraft(const Work &work,
                                                                           domain::FacilityId id);

// delay_work.cpp
[[nodiscard]] domain::Result<std::vector<DelayRow>> delayList(const Work &work);

// outbox_work.cpp
[[nodiscard]] domain::Result<std::vector<OutboxItem>> outboxItems(const Work &work);
[[nodiscard]] ActSubject subjectOf(const Work &work, const storage::Operation &operation);

// conflict_work.cpp
[[nodiscard]] bool isSettleable(const storage::Operation &operation);
[[nodiscard]] domain::Result<Conflict> conflictOf(const Work &work, domain::OperationId id);
[[nodiscard]] domain::Result<void> settleConflict(const Work &work, domain::OperationId id,
                                                  const std::map<std::string, Side> &choices);
[[nodiscard]] domain::Result<std::vector<PastDecision>> pastDecisions(const Work &work);

// slot_copy_work.cpp
[[nodiscard]] domain::Result<std::vector<WeekCopyDay>>
previewCopy(const Work &work, domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to);
[[nodiscard]] domain::Result<OpTicket> copySlots(const Work &work, const std::vector<WeekCopyDay> &days);

// work.cpp
[[nodiscard]] domain::Result<std::vector<domain::Notice>> noticesNow(const Work &work);
[[nodiscard]] domain::Result<void> dismissOperation(const Work &work, domain::OperationId id);

} // namespace services
