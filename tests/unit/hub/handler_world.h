// The hub's handlers with a database in memory, without router, threads and sign-in: the test itself names
// the caller.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "hub/calls/route_table.h"
#include "hub/records/reservation_store.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <memory>
#include <string>

class HandlerWorld {
public:
    /// The answer as a client sees it.
    struct Reply {
        int status = 0;
        std::string body;
        std::string etag;
        rapidjson::Document json;
        [[nodiscard]] std::string code() const { return text("code"); }
        [[nodiscard]] std::string text(const char *member) const;
        [[nodiscard]] std::int64_t number(const char *member) const;
        /// The first field error as "pointer code".
        [[nodiscard]] std::string fault() const;
        [[nodiscard]] bool has(std::string_view part) const { return body.find(part) != std::string::npos; }
    };
    using Headers = std::map<std::string, std::string>;

    /// 20 November 2026, a Friday, 10:00 in Tokyo. There are two facilities in 131016 and one in 131024.
    HandlerWorld();
    ~HandlerWorld();

    Reply call(const hub::Caller &caller, const std::string &method, const std::string &target,
               const std::string &body = {}, const Headers &headers = {});
    Reply get(const hub::Caller &caller, const std::string &target) { return call(caller, "GET", target); }
    Reply create(const hub::Caller &caller, const std::string &path, const std::string &body) {
        return call(caller, "PUT", path, body, {{"if-none-match", "*"}});
    }
    /// A call with If-Match.
    Reply change(const hub::Caller &caller, const std::string &method, const std::string &path,
                 std::int64_t version, const std::string &body = {}) {
        return call(caller, method, path, body, {{"if-match", '"' + std::to_string(version) + '"'}});
    }
    /// Runs `work` in its own writing transaction, without a caller.
    void inTransaction(const std::function<void(hub::Context &)> &work);
    void runDueWork();
    [[nodiscard]] std::int64_t count(std::string_view sql);

    // --- people ---
    [[nodiscard]] hub::Caller staffOf(const std::string &facility) const;
    [[nodiscard]] hub::Caller managerOf(const std::string &facility) const;
    [[nodiscard]] hub::Caller municipal(domain::Role role = domain::Role::Municipal,
                                        const std::string &code = "131016") const;
    [[nodiscard]] hub::Caller system(const std::string &id, const std::string &facility) const;
    [[nodiscard]] hub::Caller operatorOffice() const;
    [[nodiscard]] hub::Caller hubOperator() const;

    // --- things ---
    std::string newId();
    /// Adds a facility of `municipality` and returns its id.
    std::string addFacility(const std::string &municipality, const std::string &name,
                            domain::RepeatPolicy policy = domain::RepeatPolicy::Allow,
                            bool ofOperator = false);
    /// Members of a slot as JSON; `more` begins with a comma.
    [[nodiscard]] std::string slotJson(const std::string &facility, const std::string &date = "2026-12-04",
                                       const std::string &start = "10:00", int seats = 2,
                                       const std::string &more = {}) const;
    /// Makes a slot as the facility's staff and returns its id.
    std::string addSlot(const std::string &facility, const std::string &date = "2026-12-04",
                        const std::string &start = "10:00", int seats = 2, const std::string &more = {});
    /// Uses a family that was never here, unless one is named.
    [[nodiscard]] std::string bookingJson(const std::string &slot, const std::string &channel = "portal",
                                          const std::string &family = {}) const;
    /// Makes a request as `system` and returns its id.
    std::string addRequest(const hub::Caller &system, const std::string &slot,
                           const std::string &family = {});
    [[nodiscard]] int seatsTaken(const std::string &slot);

    domain::ManualClock clock;
    std::unique_ptr<domain::Random> random;
    hub::HubSettings settings;
    std::string hinata;   ///< ひなた園, 131016
    std::string komorebi; ///< こもれび園, 131016, of the operator
    std::string minato;   ///< みなと園, 131024
    domain::OperatorId operatorId;
    std::set<hub::ChangedScope> changedScopes; ///< of the last call
    std::optional<hub::LongPoll> longPoll;     ///< of the last call

private:
    class Transactions;
    hub::HandlerResult throughTransactions(const hub::Route &route, const hub::Request &request,
                                           hub::Context &context);
    hub::HandlerResult inOneTransaction(const hub::Route &route, const hub::Request &request,
                                        hub::Context &context);

    std::unique_ptr<hub::Database> m_database;
    std::unique_ptr<hub::Link> m_writer;
    std::unique_ptr<hub::RouteTable> m_routes;
    mutable int m_families = 0; ///< families without a given name
};
