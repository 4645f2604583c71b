// Makes any amount of sample data, the same for the same seed, for measurements and tests.
#pragma once

#include "hub/cli/local_hub.h"

#include <functional>

namespace hub::cli {

struct SampleDataPlan {
    int municipalities = 1;
    int facilities = 1;       ///< spread evenly over the municipalities
    int reservations = 0;     ///< spread evenly over the facilities
    domain::LocalDate from{}; ///< the first day that has slots
    /// The pretended current day, at 9:00: earlier visits are over, later ones are waiting or answered.
    domain::LocalDate today{};
    std::uint64_t seed = 1;
};

struct SampleData {
    std::vector<std::string> municipalities;
    std::vector<domain::FacilityId> facilities;
    int slots = 0;
    int reservations = 0;
};

/// Commits in portions of a few thousand reservations. Conflict "refused" if the directory already contains
/// sample data. `progress` is called after each portion.
[[nodiscard]] domain::Result<SampleData>
makeSampleData(LocalHub &local, const SampleDataPlan &plan,
               const std::function<void(int reservations)> &progress);

/// An account with which measurements and tests sign in.
struct SampleAccount {
    std::string loginId;
    std::string password;
    std::string totpSecret; ///< base32
};
struct SampleAccounts {
    SampleAccount staff;     ///< a manager of the first municipality's facilities
    SampleAccount municipal; ///< of the first municipality
    std::string clientId;    ///< a connected system that may book for the whole municipality
    std::string clientSecret;
};
[[nodiscard]] domain::Result<SampleAccounts> makeSampleAccounts(LocalHub &local, const SampleData &sample);

} // namespace hub::cli
