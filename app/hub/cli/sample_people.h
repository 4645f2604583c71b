// Makes sample municipalities, nurseries and families for practice, measurements and tests. All randomness
// comes from the given generator, so the same seed gives the same data. Phone numbers are in ranges that are
// assigned to nobody.
#pragma once

#include "domain/random.h"
#include "domain/records.h"

namespace hub::sample_people {

/// The index-th sample municipality, 0..89. Its code is 1391xx or above, which no real municipality has, with
/// a valid check digit.
[[nodiscard]] domain::Municipality municipality(int index);
/// A nursery with a complete profile. `number` makes its standard id and its name unique. It has no record
/// id.
[[nodiscard]] domain::Facility facility(domain::Random &random, int number,
                                        const std::string &municipalityCode,
                                        const std::string &municipalityName);
/// A guardian with one child, sometimes two, whose classes on the slot's date are accepted.
[[nodiscard]] domain::ReservationPersonal family(domain::Random &random, domain::LocalDate slotDate,
                                                 const domain::AgeClasses &accepted);
[[nodiscard]] std::string question(domain::Random &random);
/// A reason for which a nursery might decline.
[[nodiscard]] std::string reason(domain::Random &random);
/// The name of a staff member.
[[nodiscard]] std::string staffName(domain::Random &random);

/// True with a probability of `percent`.
[[nodiscard]] inline bool chance(domain::Random &random, std::uint64_t percent) {
    return random.below(100) < percent;
}

} // namespace hub::sample_people
