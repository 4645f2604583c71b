#include "wire/records_json.h"

#include "wire/record_fields.h"

#include <tuple>

namespace wire {

using detail::Extent;
using detail::jsonOf;

std::string toJson(const domain::Municipality &record) {
    return jsonOf(record);
}
std::string toJson(const domain::Facility &record) {
    return jsonOf(record);
}
std::string toJson(const domain::Slot &record) {
    return jsonOf(record);
}
std::string toJson(const domain::SlotSeats &record) {
    return jsonOf(record);
}
std::string toJson(const domain::Series &record) {
    return jsonOf(record);
}
std::string toJson(const domain::Reservation &record, View view) {
    return jsonOf(record, Extent::Whole, view);
}
std::string toJson(const domain::ReservationPersonal &record) {
    return jsonOf(record);
}
std::string toJson(const domain::Closure &record) {
    return jsonOf(record);
}
std::string toJson(const domain::Notice &record) {
    return jsonOf(record);
}
std::string toJson(const domain::User &record) {
    return jsonOf(record);
}

std::string writableJson(const domain::Facility &record) {
    return jsonOf(record, Extent::Writable);
}
std::string writableJson(const domain::Slot &record) {
    return jsonOf(record, Extent::Writable);
}
std::string writableJson(const domain::Series &record) {
    return jsonOf(record, Extent::Writable);
}
std::string writableJson(const domain::Reservation &record) {
    return jsonOf(record, Extent::Writable);
}
std::string writableJson(const domain::Closure &record) {
    return jsonOf(record, Extent::Writable);
}

domain::Result<domain::Municipality> municipalityFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Municipality>(json, source);
}
domain::Result<domain::Facility> facilityFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Facility>(json, source);
}
domain::Result<domain::Slot> slotFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Slot>(json, source);
}
domain::Result<domain::SlotSeats> slotSeatsFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::SlotSeats>(json, source);
}
domain::Result<domain::Series> seriesFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Series>(json, source);
}
domain::Result<domain::Reservation> reservationFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Reservation>(json, source);
}
domain::Result<domain::ReservationPersonal> personalFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::ReservationPersonal>(json, source);
}
domain::Result<domain::Closure> closureFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Closure>(json, source);
}
domain::Result<domain::Notice> noticeFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Notice>(json, source);
}
domain::Result<domain::User> userFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::User>(json, source);
}

std::string withoutInside(domain::RecordKind kind, std::string_view whole) {
    std::string json = "{}";
    const auto write = [&]<class Record>() {
        if (!detail::hasMembers<Record>(detail::Privacy::Inside)) {
            json = whole;
        } else if (const auto record = detail::fromJson<Record>(whole, Source::Hub)) {
            json = jsonOf(*record, Extent::Whole, View::WithoutInside);
        }
    };
    std::ignore = domain::KeptRecords::visit(kind, write) || detail::HubRecords::visit(kind, write);
    return json;
}

template RecordTexts textsOf(const domain::Municipality &);
template RecordTexts textsOf(const domain::Facility &);
template RecordTexts textsOf(const domain::Slot &);
template RecordTexts textsOf(const domain::SlotSeats &);
template RecordTexts textsOf(const domain::Series &);
template RecordTexts textsOf(const domain::Reservation &);
template RecordTexts textsOf(const domain::Closure &);
template RecordTexts textsOf(const domain::Notice &);

} // namespace wire
