// Ids, instants, dates, times, recurrences, and the repairs of what people type.
#include "fuzz.h"

#include "domain/calendar.h"
#include "domain/id.h"
#include "domain/open_time.h"
#include "domain/profile_items.h"
#include "domain/series.h"
#include "domain/text.h"
#include "domain/utf8.h"
#include "domain/validate.h"
#include "formats/accepted_ages.h"

namespace {

/// What was read is written in one form, and that form is read as the same.
template <class Value, class Read> void roundTrip(std::string_view text, Read read) {
    const domain::Result<Value> value = read(text);
    if (!value) {
        return;
    }
    const domain::Result<Value> again = read(domain::textOf(*value));
    fuzz::must(again && *again == *value);
}

void times(std::string_view text) {
    roundTrip<domain::Instant>(text, domain::parseInstant);
    roundTrip<domain::LocalDate>(text, domain::parseDate);
    roundTrip<domain::LocalMonth>(text, domain::parseMonth);
    roundTrip<domain::LocalTime>(text, domain::parseTime);
    const auto id = domain::Uuid::parse(text);
    fuzz::must(!id || domain::Uuid::parse(id->text()).value_or(domain::Uuid{}) == *id);
    const auto rule = domain::Recurrence::parse(text);
    fuzz::must(!rule || domain::Recurrence::parse(rule->text()).value_or(domain::Recurrence{}) == *rule);
    (void)domain::Holidays::parse(text);
}

void repairs(std::string_view text, unsigned choice) {
    const auto items = domain::profileItems();
    const std::string_view key = items[choice % items.size()].key;
    const std::string once = domain::repairedProfileItem(key, text);
    fuzz::must(domain::repairedProfileItem(key, once) == once);
    (void)domain::validateProfileItem(key, once);
    (void)domain::repairedMunicipalityCode(text);
    (void)domain::isMailAddress(text);
    (void)formats::acceptedClasses(text);
}

void letters(std::string_view text) {
    fuzz::must(domain::isUtf8(domain::toUtf8(domain::toCodePoints(text))));
    (void)domain::toHalfWidthAscii(text);
    (void)domain::toFullWidthKatakana(text);
    (void)domain::unifyHyphens(text);
    (void)domain::isCleanText(text, domain::TextShape::Multiline);
    const std::string key = domain::searchKey(text);
    fuzz::must(domain::searchKey(key) == key);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    const unsigned choice = fuzz::firstByte(text);
    times(text);
    repairs(text, choice);
    letters(text);
    return 0;
}
