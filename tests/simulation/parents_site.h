// A parents' site: books for families and takes bookings back; the same call again until it knows what came
// of it.
#pragma once

#include "ledger.h"
#include "network.h"
#include "town.h"

namespace simulation {

class ParentsSite {
public:
    ParentsSite(Loop &loop, Network &network, HubMachine &hub, Ledger &ledger, Town::Site setting,
                std::uint64_t seed);

    [[nodiscard]] const Town::Site &setting() const { return m_setting; }
    [[nodiscard]] Line &line() { return m_line; }
    /// True while nothing waits for an answer.
    [[nodiscard]] bool isIdle() const { return m_underway == 0; }
    /// A family wants this slot; `zone` is its facility's.
    void book(const domain::SlotId &slot, domain::LocalDate date, const std::string &zone);
    /// One of the families that have been booked takes it back; false where there is none.
    bool takeBack(std::uint64_t dice);

private:
    struct Call;
    void begin(Call call);
    void send(const std::shared_ptr<Call> &call);
    void onAnswer(const std::shared_ptr<Call> &call, const Answer &answer);
    void again(const std::shared_ptr<Call> &call);
    void settle(const Call &call, const net::ApiResponse &response);

    Loop &m_loop;
    Network &m_network;
    HubMachine &m_hub;
    Ledger &m_ledger;
    Town::Site m_setting;
    Line m_line;
    std::unique_ptr<domain::Random> m_random;
    std::string m_token;
    int m_underway = 0;
};

} // namespace simulation
