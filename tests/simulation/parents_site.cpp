#include "parents_site.h"

#include "wire/problem.h"
#include "wire/records_json.h"

#include <algorithm>

namespace simulation {

using State = SystemAct::State;

struct ParentsSite::Call {
    std::size_t act = 0; ///< in the ledger
    std::string method;
    std::string path;
    std::string body{};
    std::string key{}; ///< Idempotency-Key; empty for reading
    std::int64_t version = 0;
    int tries = 0;
};

ParentsSite::ParentsSite(Loop &loop, Network &network, HubMachine &hub, Ledger &ledger, Town::Site setting,
                         std::uint64_t seed)
    : m_loop(loop), m_network(network), m_hub(hub), m_ledger(ledger), m_setting(std::move(setting)),
      m_line(seed), m_random(domain::seededRandom(seed + 1)) {}

void ParentsSite::book(const domain::SlotId &slot, domain::LocalDate date, const std::string &zone) {
    domain::Reservation wanted;
    wanted.id = domain::ReservationId::make(m_hub.clock(), *m_random);
    wanted.slotId = slot;
    wanted.channel = m_setting.id;
    domain::ReservationPersonal personal;
    personal.guardian = {.name = "架空 " + zone + m_setting.id + "q " + m_ledger.newMark(),
                         .kana = "カクウ",
                         .phone = "090-" + std::to_string(1000 + m_ledger.calls.size() % 9000) + "-" +
                                  std::to_string(1000 + m_random->below(9000))};
    personal.children = {
        {.name = "架空 はな", .kana = "カクウ ハナ", .birthDate = domain::addDays(date, -500)}};
    wanted.personal = personal;
    m_ledger.calls.push_back(
        {.system = m_setting.id, .reservation = wanted.id.text(), .season = m_ledger.season});
    begin({.act = m_ledger.calls.size() - 1,
           .method = "PUT",
           .path = "/v1/reservations/" + wanted.id.text(),
           .body = wire::writableJson(wanted),
           .key = domain::Uuid::make(m_hub.clock(), *m_random).text()});
}

bool ParentsSite::takeBack(std::uint64_t dice) {
    std::vector<std::string> booked;
    for (const SystemAct &act : m_ledger.calls) {
        if (act.system == m_setting.id && act.isBooking && act.state == State::Done && !act.mayBeLost) {
            booked.push_back(act.reservation);
        }
    }
    if (booked.empty()) {
        return false;
    }
    const std::string id = booked[dice % booked.size()];
    m_ledger.calls.push_back({.system = m_setting.id, .reservation = id, .isBooking = false});
    begin({.act = m_ledger.calls.size() - 1, .method = "GET", .path = "/v1/reservations/" + id});
    return true;
}

void ParentsSite::begin(Call call) {
    ++m_underway;
    send(std::make_shared<Call>(std::move(call)));
}

void ParentsSite::send(const std::shared_ptr<Call> &call) {
    if (m_token.empty()) {
        m_token = systemToken(m_hub, m_setting.id).value_or("");
    }
    ++call->tries;
    hub::Request request;
    request.method = call->method;
    request.path = call->path;
    request.body = call->body;
    request.headers["authorization"] = "Bearer " + m_token;
    if (!call->body.empty()) {
        request.headers["content-type"] = "application/json";
    }
    if (!call->key.empty()) {
        request.headers["idempotency-key"] = call->key;
    }
    if (call->method == "PUT") {
        request.headers["if-none-match"] = "*";
    }
    if (call->version > 0) {
        request.headers["if-match"] = "\"" + std::to_string(call->version) + "\"";
    }
    constexpr Ms patience = 20'000;
    m_network.send(m_line, std::move(request), patience,
                   [this, call](const Answer &answer) { onAnswer(call, answer); });
}

void ParentsSite::onAnswer(const std::shared_ptr<Call> &call, const Answer &answer) {
    const bool problem = answer && answer->contentType.startsWith("application/problem+json");
    if (answer && answer->status == 401 && problem) {
        m_token.clear();
        return again(call);
    }
    const bool hubs = problem || (answer && answer->contentType.startsWith("application/json") &&
                                  wire::mergePatch(answer->body.toStdString(), "{}"));
    if (!hubs || answer->status >= 500 || answer->status == 429) {
        return again(call);
    }
    settle(*call, *answer);
}

void ParentsSite::again(const std::shared_ptr<Call> &call) {
    const Ms wait = 500 + static_cast<Ms>(m_random->below(2'000)) * std::min(call->tries, 10);
    m_loop.after(wait, [this, call] { send(call); });
}

void ParentsSite::settle(const Call &call, const net::ApiResponse &response) {
    --m_underway;
    SystemAct &act = m_ledger.calls[call.act];
    if (call.method != "GET" || response.status != 200) {
        act.state = response.status / 100 == 2 ? State::Done : State::Refused;
        return;
    }
    const auto record = wire::reservationFromJson(response.body.toStdString(), wire::Source::Hub);
    begin({.act = call.act,
           .method = "POST",
           .path = call.path + "/withdraw",
           .body = "{}",
           .key = domain::Uuid::make(m_hub.clock(), *m_random).text(),
           .version = record ? record->meta.version : 1});
}

} // namespace simulation
