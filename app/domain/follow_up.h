// 連絡記録: what a municipality did about late answers. Also the check of notices, which have similar texts.
#pragma once

#include "domain/validate.h"

namespace domain {

enum class ContactMethod : std::uint8_t { Phone, Mail, Visit, Other };

/// When, how and with whom a facility was contacted, the result, and the next date.
struct FollowUp {
    FollowUpId id;
    RecordMeta meta;
    FacilityId facilityId;
    std::vector<ReservationId> reservationIds; ///< at most 100
    Instant at{};
    std::string by; ///< display name of the account; set by the hub
    ContactMethod method = ContactMethod::Phone;
    std::string counterpart;
    std::string result;
    std::optional<LocalDate> nextOn;
    bool operator==(const FollowUp &) const = default;
};

[[nodiscard]] FieldErrors validate(const FollowUp &followUp);
/// Text 1 to 2,000 characters, `to` after `from`, audience one of "everyone", "nurseries", "municipal",
/// "systems".
[[nodiscard]] FieldErrors validate(const Notice &notice);

[[nodiscard]] std::string_view nameOf(ContactMethod method); ///< "phone", "mail", "visit", "other"
[[nodiscard]] std::optional<ContactMethod> contactMethod(std::string_view name);

} // namespace domain
