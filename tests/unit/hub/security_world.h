// A hub with two municipalities and an account of every role in the first one, for the tests that hold every
// call of the router against every role.
#pragma once

#include "domain/calendar.h"
#include "domain/clock.h"
#include "hub/calls/router.h"
#include "hub/calls/service.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hub::test {

/// What a call is about, and so what a stranger must hear.
enum class About : std::uint8_t {
    Nobody,  ///< open to all, without personal data
    SignIn,  ///< takes a password or a token of its own instead of a session
    Oneself, ///< the caller's own account or scope: answers, but nothing of others is in it
    Object,  ///< one object: 403 or 404 where it is somebody else's
};

struct Entry {
    About about;
    std::string body; ///< of a foreign object; "{facility}", "{slot}" ... are replaced by ids
    int also = 0;     ///< a refusal of another kind than 403 and 404
};

using Table = std::map<std::string, Entry>;

/// "METHOD pattern" -> what it is about, for every call that there is.
[[nodiscard]] Table securityTable();
/// "METHOD pattern".
[[nodiscard]] std::string callOf(const Route &route);
/// Bodies of things that may be made; "{facility}" stands for an id.
[[nodiscard]] std::string bodyOf(const std::string &kind);
void replaceAll(std::string &text, const std::string &what, const std::string &by);

/// Callers belong to the first municipality; everything in `ids` belongs to the second.
class SecurityWorld : public ::testing::Test {
protected:
    using Ids = std::map<std::string, std::string>;

    SecurityWorld();
    ~SecurityWorld() override { service->stop(); }

    void administer(const std::function<domain::Result<void>(Context &)> &work);
    domain::FacilityId addFacility(const std::string &municipality);
    /// An account with its access token.
    std::pair<std::string, std::string> addPerson(const std::string &login, domain::Role role,
                                                  const std::string &municipality,
                                                  std::vector<domain::FacilityId> facilities);
    std::string addSystem(const std::string &id, const domain::FacilityId &facility);

    /// "{name}" in the body is replaced from `named`.
    Response send(const std::string &method, const std::string &path, std::string body,
                  const std::string &token, const std::map<std::string, std::string> &headers,
                  const Ids &named);
    Response send(const std::string &method, const std::string &path, std::string body,
                  const std::string &token, const std::map<std::string, std::string> &headers = {}) {
        return send(method, path, std::move(body), token, headers, ids);
    }
    Response create(const std::string &path, const std::string &body, const std::string &token) {
        return send("PUT", path, body, token, {{"if-none-match", "*"}});
    }
    static void must(const Response &response) { ASSERT_EQ(response.status, 201) << response.text(); }
    /// The route's path with these ids and that municipality.
    static std::string pathOf(const Route &route, const Ids &named, const std::string &municipality);

    domain::ManualClock clock;
    std::unique_ptr<domain::Random> random;
    std::unique_ptr<Service> service;
    domain::FacilityId own;
    domain::FacilityId foreign;
    Ids ids;                                    ///< of the second municipality, by kind
    std::map<std::string, std::string> callers; ///< tokens by role
    std::map<std::string, std::string> people;  ///< account ids by role, without the connected system

private:
    void addForeignThings();
    void addCallers();
};

} // namespace hub::test
