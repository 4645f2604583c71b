// Records as clients and hubs write them: what is read can be written, and reads as the same again.
#include "fuzz.h"

#include "domain/validate.h"
#include "wire/records_json.h"

namespace {

using wire::Source;

/// `read` → `write` → `read` → `write`: the two texts are one.
template <class Read, class Write> void roundTrip(std::string_view json, Read read, Write write) {
    (void)read(json, Source::Client);
    const auto first = read(json, Source::Hub);
    if (!first) {
        return;
    }
    const std::string text = write(*first);
    const auto second = read(text, Source::Hub);
    fuzz::must(second.has_value());
    fuzz::must(write(*second) == text);
}

template <class Record> std::string plain(const Record &record) {
    return wire::toJson(record);
}

void reservation(std::string_view json) {
    roundTrip(json, wire::reservationFromJson, [](const domain::Reservation &record) {
        (void)domain::validate(record);
        return wire::toJson(record, wire::View::Whole);
    });
}

void facility(std::string_view json) {
    roundTrip(json, wire::facilityFromJson, [](const domain::Facility &record) {
        (void)domain::validate(record);
        return wire::toJson(record);
    });
}

void slot(std::string_view json) {
    roundTrip(json, wire::slotFromJson, [](const domain::Slot &record) {
        (void)domain::validate(record);
        return wire::toJson(record);
    });
}

void series(std::string_view json) {
    roundTrip(json, wire::seriesFromJson, [](const domain::Series &record) {
        (void)domain::validate(record);
        return wire::toJson(record);
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    const unsigned kind = fuzz::firstByte(text);
    switch (kind % 10) {
    case 0:
        reservation(text);
        break;
    case 1:
        facility(text);
        break;
    case 2:
        slot(text);
        break;
    case 3:
        series(text);
        break;
    case 4:
        roundTrip(text, wire::municipalityFromJson, plain<domain::Municipality>);
        break;
    case 5:
        roundTrip(text, wire::closureFromJson, plain<domain::Closure>);
        break;
    case 6:
        roundTrip(text, wire::noticeFromJson, plain<domain::Notice>);
        break;
    case 7:
        roundTrip(text, wire::userFromJson, plain<domain::User>);
        break;
    case 8:
        roundTrip(text, wire::personalFromJson, plain<domain::ReservationPersonal>);
        break;
    default:
        (void)wire::changePageFromJson(text);
        roundTrip(text, wire::slotSeatsFromJson, plain<domain::SlotSeats>);
        break;
    }
    return 0;
}
