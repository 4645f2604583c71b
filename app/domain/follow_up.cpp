#include "domain/follow_up.h"

#include "domain/text.h"

#include <algorithm>

namespace domain {

namespace {

constexpr std::size_t longestName = 100;
constexpr std::size_t longestText = 2'000;
constexpr std::size_t mostReservations = 100;

void checkText(FieldErrors &faults, const char *pointer, const std::string &text, TextShape shape,
               std::size_t most) {
    if (!isCleanText(text, shape)) {
        faults.push_back({pointer, "not-clean-text", {}});
    } else if (codePoints(text) > most) {
        faults.push_back({pointer, "too-long", {{"max", std::to_string(most)}}});
    }
}

bool isAudience(std::string_view audience) {
    constexpr std::array<std::string_view, 4> all{"everyone", "nurseries", "municipal", "systems"};
    return std::find(all.begin(), all.end(), audience) != all.end();
}

} // namespace

FieldErrors validate(const FollowUp &followUp) {
    FieldErrors faults;
    checkText(faults, "/counterpart", followUp.counterpart, TextShape::OneLine, longestName);
    checkText(faults, "/result", followUp.result, TextShape::Multiline, longestText);
    if (followUp.reservationIds.size() > mostReservations) {
        faults.push_back({"/reservation_ids", "too-big", {{"max", std::to_string(mostReservations)}}});
    }
    if (followUp.nextOn && *followUp.nextOn < dateOf(followUp.at)) {
        faults.push_back({"/next_on", "ends-before-start", {}});
    }
    return faults;
}

FieldErrors validate(const Notice &notice) {
    FieldErrors faults;
    if (trimmed(notice.text).empty()) {
        faults.push_back({"/text", "required", {}});
    } else {
        checkText(faults, "/text", notice.text, TextShape::Multiline, longestText);
    }
    if (!isAudience(notice.audience)) {
        faults.push_back({"/audience", "not-allowed", {}});
    }
    if (notice.from && notice.to && *notice.to <= *notice.from) {
        faults.push_back({"/to", "ends-before-start", {}});
    }
    return faults;
}

std::string_view nameOf(ContactMethod method) {
    switch (method) {
    case ContactMethod::Phone:
        return "phone";
    case ContactMethod::Mail:
        return "mail";
    case ContactMethod::Visit:
        return "visit";
    case ContactMethod::Other:
        return "other";
    }
    return {};
}

std::optional<ContactMethod> contactMethod(std::string_view name) {
    for (const auto method :
         {ContactMethod::Phone, ContactMethod::Mail, ContactMethod::Visit, ContactMethod::Other}) {
        if (nameOf(method) == name) {
            return method;
        }
    }
    return std::nullopt;
}

} // namespace domain
