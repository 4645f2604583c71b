// Converts between JSON and domain records, for both programs. The format is in resources/openapi.yaml.
#pragma once

#include "domain/kept_records.h"

#include <string>
#include <string_view>

namespace wire {

/// Whose eyes a record is written for; the lists of members say which are personal (a reservation's guardian,
/// children, question, message, reason and the texts in its history) and which are for the inside. What is
/// left out is never null.
enum class View : std::uint8_t {
    Whole,           ///< the nursery's own staff, and the hub itself
    WithoutPersonal, ///< the municipality
    WithoutInside,   ///< connected systems
};
/// From the hub: unknown members are ignored, unknown enum values become Unknown. From a client: unknown
/// members give Rejected "unknown-member" with a field error for each, read-only members are ignored, and
/// wrong types give Rejected "validation" with code "wrong-type".
enum class Source : std::uint8_t { Hub, Client };

// Whole records, as the hub stores and returns them.
[[nodiscard]] std::string toJson(const domain::Municipality &record);
[[nodiscard]] std::string toJson(const domain::Facility &record);
[[nodiscard]] std::string toJson(const domain::Slot &record);
[[nodiscard]] std::string toJson(const domain::SlotSeats &record);
[[nodiscard]] std::string toJson(const domain::Series &record);
[[nodiscard]] std::string toJson(const domain::Reservation &record, View view);
[[nodiscard]] std::string toJson(const domain::ReservationPersonal &record);
[[nodiscard]] std::string toJson(const domain::Closure &record);
[[nodiscard]] std::string toJson(const domain::Notice &record);
[[nodiscard]] std::string toJson(const domain::User &record);

/// A record as the hub stores it.
struct RecordTexts {
    std::string whole;
    std::string withoutPersonal; ///< empty where the kind has no personal members
    bool hasInside = true;       ///< false: no member for the inside only is in it
};
/// Of each kind of record.
template <class Record> [[nodiscard]] RecordTexts textsOf(const Record &record);
/// The record `whole` as connected systems get it; what is no record of the kind gives "{}".
[[nodiscard]] std::string withoutInside(domain::RecordKind kind, std::string_view whole);

// Only the writable members: the body of a PUT.
[[nodiscard]] std::string writableJson(const domain::Facility &record);
[[nodiscard]] std::string writableJson(const domain::Slot &record);
[[nodiscard]] std::string writableJson(const domain::Series &record);
[[nodiscard]] std::string writableJson(const domain::Reservation &record);
[[nodiscard]] std::string writableJson(const domain::Closure &record);

// Readers. Malformed "malformed" if the text is no JSON object, deeper than 32, or has a member twice.
[[nodiscard]] domain::Result<domain::Municipality> municipalityFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::Facility> facilityFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::Slot> slotFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::SlotSeats> slotSeatsFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::Series> seriesFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::Reservation> reservationFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::ReservationPersonal> personalFromJson(std::string_view json,
                                                                           Source source);
[[nodiscard]] domain::Result<domain::Closure> closureFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::Notice> noticeFromJson(std::string_view json, Source source);
[[nodiscard]] domain::Result<domain::User> userFromJson(std::string_view json, Source source);

/// One line of the change feed. A tombstone (`deleted`) has no record.
struct Change {
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string id;
    std::int64_t version = 0;
    bool deleted = false;
    domain::KeptRecords::Variant record;
};
/// Identifies a record of the feed that could not be read; it contains none of its content.
struct UnreadableRecord {
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string id;
    std::int64_t version = 0;
    bool operator==(const UnreadableRecord &) const = default;
};
struct ChangePage {
    std::vector<Change> changes; ///< in order; kinds that the desk does not keep are left out
    std::string cursor;
    bool more = false;
    /// Records that could not be read. Such a record must not stop the feed. The store remembers them, so
    /// that the desk shows them and asks for them again.
    std::vector<UnreadableRecord> unreadable;
};
[[nodiscard]] domain::Result<ChangePage> changePageFromJson(std::string_view json);

/// RFC 7396. Malformed if one of the texts is not a JSON object.
[[nodiscard]] domain::Result<std::string> mergePatch(std::string_view target, std::string_view patch);
/// The smallest merge patch that turns `base` into `edited` (both JSON objects); "{}" if they are equal.
[[nodiscard]] domain::Result<std::string> diffPatch(std::string_view base, std::string_view edited);
/// JSON pointers of the members that a merge patch sets; empty where it is no JSON object.
[[nodiscard]] std::vector<std::string> membersOf(std::string_view patch);

} // namespace wire
