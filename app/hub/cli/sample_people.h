// Invented municipalities, nurseries and families: for practice, for measuring and for tests. Everything
// comes from the given generator, so that the same seed invents the same. Phone numbers lie in ranges that
// are given to nobody.
#pragma once

#include "domain/random.h"
#include "domain/records.h"

namespace hub::sample_people {

/// The index-th invented municipality; codes 1391xx on, which no municipality has, with a right check digit.
/// 0..89.
[[nodiscard]] domain::Municipality municipality(int index);
/// A nursery with a filled-in profile; `number` makes its standard id and its name its own. Without an id.
[[nodiscard]] domain::Facility facility(domain::Random &random, int number,
                                        const std::string &municipalityCode,
                                        const std::string &municipalityName);
/// A guardian with one child, sometimes two, whose classes on the slot's date are accepted ones.
[[nodiscard]] domain::ReservationPersonal family(domain::Random &random, domain::LocalDate slotDate,
                                                 const domain::AgeClasses &accepted);
[[nodiscard]] std::string question(domain::Random &random);
/// A reason that a nursery might give for declining.
[[nodiscard]] std::string reason(domain::Random &random);
/// The name of somebody on the staff.
[[nodiscard]] std::string staffName(domain::Random &random);

/// True `percent` times out of a hundred.
[[nodiscard]] inline bool chance(domain::Random &random, std::uint64_t percent) {
    return random.below(100) < percent;
}

} // namespace hub::sample_people
