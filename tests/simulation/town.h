// An invented town, as it stands when a run begins: made once, then copied.
#pragma once

#include "desk_machine.h"

#include <vector>

namespace simulation {

struct Town {
    struct Desk {
        Person person;
        std::string accessToken;
        std::string refreshToken;
        /// What this person's desk shall end up with.
        std::set<std::string> facilities;
        std::set<std::string> municipalities;
        bool wholeMunicipality = false;
    };
    struct Site {
        std::string id;
        std::set<std::size_t> facilities; ///< numbers of those that it may book at
    };
    std::vector<domain::Facility> facilities;
    std::vector<domain::Slot> slots;
    std::vector<Desk> desks;
    std::vector<Site> sites;
    test_support::PowerDisk::Image hub;
    test_support::PowerDisk::Image desk;

    /// Only what families of this facility say holds this text.
    [[nodiscard]] static std::string zone(std::size_t facility) {
        return "zone" + std::to_string(facility) + "family";
    }
};
[[nodiscard]] const Town &town();

/// What signing in gives.
struct Tokens {
    std::string access;
    std::string refresh;
};
[[nodiscard]] std::optional<Tokens> signIn(HubMachine &hub, const domain::User &user, int desk);
[[nodiscard]] std::optional<std::string> systemToken(HubMachine &hub, const std::string &system);

} // namespace simulation
