// A store that passes everything on to another one: what stands around it changes a call or two.
#pragma once

#include "storage/store.h"
#include "wire/records_json.h"

namespace simulation {

class PassingStore : public storage::Store {
public:
    explicit PassingStore(std::unique_ptr<storage::Store> inner) : m_inner(std::move(inner)) {}

    domain::Result<std::vector<storage::EntityKey>> applyRemote(const wire::ChangePage &page) override {
        return inner().applyRemote(page);
    }
    domain::Result<std::vector<storage::EntityKey>> applyAgain(const wire::ChangePage &page,
                                                               const std::string &position) override {
        return inner().applyAgain(page, position);
    }
    domain::Result<int> countUnreadable() override { return inner().countUnreadable(); }
    domain::Result<std::vector<std::string>> unreadablePositions() override {
        return inner().unreadablePositions();
    }
    domain::Result<std::string> cursor() override { return inner().cursor(); }
    domain::Result<void> beginShadow() override { return inner().beginShadow(); }
    domain::Result<std::vector<storage::EntityKey>> swapShadow() override { return inner().swapShadow(); }
    domain::Result<bool> inShadow() override { return inner().inShadow(); }
    domain::Result<bool> inFirstPull() override { return inner().inFirstPull(); }
    domain::Result<std::vector<domain::ReservationId>>
    reservationIds(const storage::ReservationQuery &query) override {
        return inner().reservationIds(query);
    }
    domain::Result<std::vector<storage::ReservationRow>>
    reservationRows(const std::vector<domain::ReservationId> &ids) override {
        return inner().reservationRows(ids);
    }
    domain::Result<std::vector<domain::ReservationId>>
    searchReservations(const std::vector<domain::ReservationId> &ids, const std::string &searchKey) override {
        return inner().searchReservations(ids, searchKey);
    }
    domain::Result<int> countReservations(const storage::ReservationQuery &query) override {
        return inner().countReservations(query);
    }
    domain::Result<std::vector<storage::SlotRow>>
    slotRows(domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to) override {
        return inner().slotRows(facility, from, to);
    }
    domain::Result<storage::SlotRow> slotRow(domain::SlotId id) override { return inner().slotRow(id); }
    domain::Result<std::vector<domain::Facility>> facilities() override { return inner().facilities(); }
    domain::Result<domain::Facility> facility(domain::FacilityId id) override { return inner().facility(id); }
    domain::Result<std::vector<domain::Closure>> closures(domain::FacilityId facility) override {
        return inner().closures(facility);
    }
    domain::Result<std::vector<domain::KeptRecords::Variant>>
    recordsOf(domain::RecordKind kind, domain::FacilityId facility) override {
        return inner().recordsOf(kind, facility);
    }
    domain::Result<std::optional<domain::Municipality>> municipality(const std::string &code) override {
        return inner().municipality(code);
    }
    domain::Result<std::vector<domain::Notice>> notices() override { return inner().notices(); }
    domain::Result<void> enqueue(const storage::Operation &operation, const Effects &effects) override {
        return inner().enqueue(operation, effects);
    }
    domain::Result<void> inOneTransaction(const std::function<void()> &work) override {
        return inner().inOneTransaction(work);
    }
    domain::Result<std::vector<storage::OpenOperation>> openOperations() override {
        return inner().openOperations();
    }
    domain::Result<std::optional<storage::Operation>> nextToSend(domain::Instant now) override {
        return inner().nextToSend(now);
    }
    domain::Result<void> hold(domain::OperationId id) override { return inner().hold(id); }
    void release(domain::OperationId id) override { inner().release(id); }
    bool isHeld(domain::OperationId id) override { return inner().isHeld(id); }
    domain::Result<std::optional<domain::Instant>> nextDue(domain::Instant now) override {
        return inner().nextDue(now);
    }
    domain::Result<void> updateOperation(const storage::Operation &operation) override {
        return inner().updateOperation(operation);
    }
    domain::Result<std::vector<storage::EntityKey>> finishApplied(const storage::Operation &operation,
                                                                  const wire::ChangePage &page) override {
        return inner().finishApplied(operation, page);
    }
    domain::Result<void> recoverInFlight() override { return inner().recoverInFlight(); }
    domain::Result<std::vector<storage::Operation>>
    operations(const std::vector<storage::OperationState> &states) override {
        return inner().operations(states);
    }
    domain::Result<std::optional<storage::Operation>> operation(domain::OperationId id) override {
        return inner().operation(id);
    }
    domain::Result<std::optional<storage::OperationState>> stateOf(domain::OperationId id) override {
        return inner().stateOf(id);
    }
    domain::Result<void> withdrawOperation(domain::OperationId id) override {
        return inner().withdrawOperation(id);
    }
    domain::Result<void> forgetAppliedBefore(domain::Instant instant) override {
        return inner().forgetAppliedBefore(instant);
    }
    domain::Result<void> forgetSettledBefore(domain::Instant instant) override {
        return inner().forgetSettledBefore(instant);
    }
    domain::Result<int> sendAppliedAgain() override { return inner().sendAppliedAgain(); }
    domain::Result<void> saveDraft(const std::string &key, const std::string &json) override {
        return inner().saveDraft(key, json);
    }
    domain::Result<std::string> draft(const std::string &key) override { return inner().draft(key); }
    domain::Result<void> setValue(const std::string &key, const std::string &value) override {
        return inner().setValue(key, value);
    }
    domain::Result<std::string> value(const std::string &key) override { return inner().value(key); }
    domain::Result<void> destroy() override { return inner().destroy(); }

protected:
    [[nodiscard]] storage::Store &inner() { return *m_inner; }

private:
    std::unique_ptr<storage::Store> m_inner;
};

} // namespace simulation
