// One hub, reached in one of several ways: the same stories must come out the same on all of them.
#pragma once

#include "domain/clock.h"
#include "domain/id.h"
#include "domain/random.h"
#include "domain/records.h"
#include "hub/calls/context.h"

#include <map>
#include <memory>
#include <rapidjson/document.h>
#include <string>
#include <vector>

namespace contract {

/// One call. Writing ones get an Idempotency-Key of their own unless the story gives one.
struct Ask {
    std::string method = "GET";
    std::string target;
    std::string body{};
    std::string token{};
    std::map<std::string, std::string> headers{}; ///< names in lower case; an empty value leaves one out
};

struct Told {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
    rapidjson::Document json; ///< null where the body is none

    /// The text, number or flag at a JSON pointer ("/errors/0/code"); empty, -1, false where there is none.
    [[nodiscard]] std::string text(const char *pointer) const;
    [[nodiscard]] std::int64_t number(const char *pointer) const;
    [[nodiscard]] bool flag(const char *pointer) const;
    [[nodiscard]] bool has(const char *pointer) const;
    [[nodiscard]] std::size_t size(const char *pointer) const;
    [[nodiscard]] std::string header(const std::string &name) const;
    [[nodiscard]] std::string code() const { return text("/code"); }
    /// The first field error as "pointer code".
    [[nodiscard]] std::string fault() const {
        return text("/errors/0/pointer") + " " + text("/errors/0/code");
    }
};

/// How a story's calls reach the hub.
class Way {
public:
    virtual ~Way() = default;
    virtual Told send(const Ask &ask) = 0;
    /// All of them at the same time, each as another client; the answers in the order of the calls.
    virtual std::vector<Told> sendAtOnce(const std::vector<Ask> &asks) = 0;
    /// True where the HTTP server with its limits stands before the handlers.
    [[nodiscard]] virtual bool hasServer() const = 0;
};

/// An account that is there before the stories begin.
struct Account {
    std::string loginId;
    std::string password;
    std::string totpSecret; ///< raw
};

/// A hub of an invented ward (131016) and its neighbour (131024), with accounts of every role, parents'
/// systems, places for the stories, and visits that have already begun. Made once for each way and shared: a
/// story takes a place of its own.
class HubUnderTest {
public:
    /// "process": hub::Service in this process; "program": hokatsu-hub over TLS; "postgresql": the same on a
    /// PostgreSQL cluster of this program's own.
    static HubUnderTest &reachedBy(const std::string &way);
    /// The first two; only the last with HOKATSU_TEST_DATABASE=postgresql.
    static std::vector<std::string> ways();
    /// Ends programs that run.
    static void endAll();
    ~HubUnderTest();

    Told ask(Ask what);
    std::vector<Told> askAtOnce(std::vector<Ask> asks);
    [[nodiscard]] bool hasServer() const { return m_way->hasServer(); }

    // --- who calls: access tokens ---
    enum class Who {
        Staff,
        Manager,
        Office,
        Municipal,
        Auditor,
        Portal,
        OtherPortal,
        StaffElsewhere,
        MunicipalElsewhere
    };
    const std::string &token(Who who);
    /// Signs an account in on a device and gives the answer of the second step.
    Told signIn(const Account &account, const std::string &device);
    /// An account that nobody else uses: password and factor are set.
    Account &spareAccount();
    /// Login ID and activation code of an account that has never signed in.
    Account &newAccount();

    // --- where ---
    /// A facility of the ward in which nothing has happened; staff, manager, operator's office, municipality
    /// and both portals reach it.
    std::string place();
    [[nodiscard]] const std::string &warnedPlace() const { return m_warnedPlace; } ///< repeat_policy warn
    [[nodiscard]] const std::string &refusingPlace() const {
        return m_refusingPlace;
    } ///< repeat_policy refuse
    [[nodiscard]] const std::string &neighboursPlace() const { return m_neighbours; } ///< in 131024
    /// An approved visit (by phone, or made by the portal) whose slot began yesterday.
    std::string begunVisit();
    std::string begunVisitOfPortal();
    /// A request of the portal that nobody answered before its slot began.
    [[nodiscard]] const std::string &expiredRequest() const { return m_expired; }

    // --- what ---
    std::string newId();
    [[nodiscard]] std::string day(int fromToday) const;
    [[nodiscard]] domain::Instant now() const { return m_now; }
    [[nodiscard]] std::string slotJson(const std::string &facility, int dayFromToday = 14,
                                       const std::string &start = "10:00", int seats = 2,
                                       const std::string &more = {}) const;
    [[nodiscard]] std::string bookingJson(const std::string &slot, const std::string &channel = "portal",
                                          const std::string &more = {});
    /// A slot of that place, made by its staff; gives its id.
    std::string slot(const std::string &facility, int dayFromToday = 14, const std::string &start = "10:00",
                     int seats = 2, const std::string &more = {});
    /// A request of the portal; gives its id.
    std::string request(const std::string &slot);
    /// Makes a record with If-None-Match.
    Told make(Who who, const std::string &path, const std::string &body);
    /// Changes one with If-Match.
    Told change(Who who, const std::string &method, const std::string &path, std::int64_t version,
                const std::string &body = {});
    Told get(Who who, const std::string &target) { return ask({.target = target, .token = token(who)}); }
    /// One call of the state table with the version as it stands.
    Told move(Who who, const std::string &reservation, const std::string &call, const std::string &body = {});

private:
    struct Prepared;
    explicit HubUnderTest(const std::string &way);
    /// Adds the fields that every call of its kind has.
    void complete(Ask &what);
    void prepare(const std::string &way);
    void fill(Prepared &prepared);
    domain::Result<void> addPlaces(hub::Context &context, const domain::OperatorId &office);
    domain::Result<void> addPeople(hub::Context &context, const domain::OperatorId &office);
    domain::Result<void> addSpareAccounts(hub::Context &context);
    domain::Result<void> addSystems(hub::Context &context);
    domain::Result<void> addVisits(hub::Context &context);
    domain::Result<void> addVisit(hub::Context &context, const domain::Slot &slot, int index);

    domain::Instant m_now;
    std::unique_ptr<domain::Random> m_random;
    std::unique_ptr<Way> m_way;
    std::map<Who, std::string> m_tokens;
    std::map<Who, Account> m_people;
    std::map<Who, std::pair<std::string, std::string>> m_systems;
    std::vector<Account> m_spare;
    std::vector<Account> m_new;
    std::size_t m_nextSpare = 0;
    std::size_t m_nextNew = 0;
    std::vector<std::string> m_places;
    std::size_t m_nextPlace = 0;
    std::vector<std::string> m_begun;
    std::vector<std::string> m_begunOfPortal;
    std::string m_expired;
    std::string m_warnedPlace;
    std::string m_refusingPlace;
    std::string m_neighbours;
    int m_families = 0;
};

} // namespace contract
