// Bodies of calls that are no records: signing in, steps of a reservation, batches, families.
#include "fuzz.h"

#include "hub/records/audit_members.h"
#include "wire/auth_json.h"
#include "wire/problem.h"
#include "wire/reservation_calls.h"

namespace {

template <class Read> void roundTrip(std::string_view json, Read read) {
    const auto first = read(json);
    if (!first) {
        return;
    }
    const std::string text = wire::toJson(*first);
    const auto second = read(text);
    fuzz::must(second.has_value() && wire::toJson(*second) == text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    switch (fuzz::firstByte(text) % 9) {
    case 0:
        roundTrip(text, wire::loginRequestFromJson);
        roundTrip(text, wire::loginAnswerFromJson);
        break;
    case 1:
        roundTrip(text, wire::mfaRequestFromJson);
        roundTrip(text, wire::passwordRequestFromJson);
        break;
    case 2:
        roundTrip(text, wire::callBodyFromJson);
        break;
    case 3:
        (void)wire::slotBatchFromJson(text);
        break;
    case 4:
        (void)wire::splitFamilies(text);
        break;
    case 5:
        (void)wire::stringMember(text, "refresh_token");
        (void)hub::memberNames(std::string(text));
        break;
    case 6:
        (void)wire::sessionsFromJson(text);
        roundTrip(text, wire::tokensFromJson);
        break;
    case 7:
        roundTrip(text, wire::delaysFromJson);
        break;
    default:
        roundTrip(text, wire::hubStatusFromJson);
        break;
    }
    return 0;
}
