// A hub in memory with a sample municipality, and the actions of others than the desk under test: parents who
// book through a connected system, a colleague at another desk, an operator who creates accounts.
#pragma once

#include "domain/records.h"
#include "hub/calls/service.h"
#include "support/in_process_hub.h"

#include <QTemporaryDir>

namespace test_support {

/// What a person has after the first sign-in.
struct SignedIn {
    std::string accessToken;
    std::string totpSecret; ///< base32
    std::string password;
};

class TestHub {
public:
    struct Place {
        bool training = false;
        QString folder; ///< on disk, to be served by the real program afterwards; empty: in memory
    };
    /// The clock must outlive the hub.
    explicit TestHub(const domain::Clock &clock, const Place &place);
    explicit TestHub(const domain::Clock &clock, bool training = false)
        : TestHub(clock, Place{.training = training, .folder = {}}) {}
    ~TestHub();

    [[nodiscard]] hub::Service &service() { return *m_service; }
    [[nodiscard]] std::shared_ptr<Cable> cable() { return m_cable; }
    [[nodiscard]] domain::Instant now() const { return m_clock.now(); }
    [[nodiscard]] std::unique_ptr<net::HubApi> door();

    // --- what an operator does ---
    inline static const std::string municipalityCode = "131016";
    [[nodiscard]] domain::Facility addFacility(const std::string &name);
    /// Returns the activation code.
    [[nodiscard]] std::string addUser(const std::string &loginId, domain::Role role,
                                      const std::vector<domain::FacilityId> &facilities);

    /// Signs out all devices of the account; with `wipe` they are lost and must destroy their data.
    void endSessionsOf(const std::string &loginId, bool wipe = false);

    // --- what others do ---
    [[nodiscard]] SignedIn firstSignIn(const std::string &loginId, const std::string &activationCode);
    /// As a colleague of this facility at another desk.
    [[nodiscard]] domain::Slot addSlot(const domain::Facility &facility, domain::LocalDate date,
                                       domain::LocalTime start, int seats = 3);
    /// As a parents' site.
    [[nodiscard]] domain::Reservation book(const domain::Slot &slot, const std::string &guardian);
    /// As the same colleague: changes a slot by a merge patch, or removes it if nobody ever booked it.
    void changeSlot(const domain::Slot &slot, const std::string &patch);
    void removeSlot(const domain::Slot &slot);
    /// The parent withdraws the reservation.
    void withdraw(const domain::ReservationId &id);
    /// A colleague approves the reservation.
    void approveElsewhere(const domain::ReservationId &id);
    /// A colleague changes a profile by a merge patch.
    void changeFacility(const domain::FacilityId &id, const std::string &patch);
    [[nodiscard]] domain::Reservation reservation(const domain::ReservationId &id);
    [[nodiscard]] domain::Facility facility(const domain::FacilityId &id);
    /// A municipal officer changes the municipality's record by a merge patch.
    void changeMunicipality(const std::string &patch);
    /// A colleague closes the nursery on that day.
    void close(const domain::FacilityId &facility, domain::LocalDate date);
    /// How often the act occurs in the record's history.
    [[nodiscard]] int stepsOf(const domain::ReservationId &id, const std::string &act);

    struct Call {
        std::string method;
        std::string path;
        std::string body;
        std::string token;
        std::optional<std::int64_t> ifMatch;
        bool creates = false;
    };
    /// Aborts the test program if the hub refuses, because the test's scene is then incomplete.
    hub::Response must(const Call &call);
    hub::Response ask(const Call &call);

private:
    [[nodiscard]] const std::string &systemToken();
    [[nodiscard]] const std::string &colleagueToken(const domain::FacilityId &facility);

    QTemporaryDir m_folder;
    const domain::Clock &m_clock;
    std::unique_ptr<domain::Random> m_random;
    int m_families = 0; ///< families that have booked
    std::unique_ptr<hub::Service> m_service;
    std::shared_ptr<Cable> m_cable = std::make_shared<Cable>();
    std::string m_systemToken;
    std::string m_officerToken;
    std::map<domain::FacilityId, std::string> m_colleagues;
};

} // namespace test_support
