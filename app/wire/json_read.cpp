#include "wire/json_read.h"

#include "domain/profile_items.h"
#include "wire/json_text.h"
#include "wire/problem.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace wire::detail {

namespace {

bool hasTwins(const Value &value);

bool hasTwinNames(const Value &object) {
    std::vector<std::string_view> names;
    names.reserve(object.MemberCount());
    for (const auto &member : object.GetObject()) {
        names.push_back(viewOf(member.name));
    }
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
}

bool hasTwins(const Value &value) {
    if (value.IsArray()) {
        return std::any_of(value.Begin(), value.End(), [](const Value &each) { return hasTwins(each); });
    }
    if (!value.IsObject()) {
        return false;
    }
    return hasTwinNames(value) || std::any_of(value.MemberBegin(), value.MemberEnd(),
                                              [](const auto &member) { return hasTwins(member.value); });
}

std::string pointerOf(const Place *place) {
    if (!place) {
        return {};
    }
    return pointerOf(place->parent) + '/' +
           (place->index >= 0 ? std::to_string(place->index) : pointerSegment(place->name));
}

template <class T, class Parse> void readText(Reader &reader, const Value &value, T &out, Parse parse) {
    if (!value.IsString()) {
        return reader.fault("wrong-type");
    }
    const domain::Result<T> parsed = parse(viewOf(value));
    if (parsed) {
        out = *parsed;
    } else {
        reader.fault(parsed.error().code);
    }
}

bool readInteger(Reader &reader, const Value &value, std::int64_t &out, std::int64_t limit) {
    if (!value.IsNumber() || value.IsDouble()) {
        reader.fault("wrong-type");
        return false;
    }
    if (!value.IsInt64() || value.GetInt64() > limit || value.GetInt64() < -limit) {
        reader.fault("out-of-range", {{"min", std::to_string(-limit)}, {"max", std::to_string(limit)}});
        return false;
    }
    out = value.GetInt64();
    return true;
}

/// An enumeration without "unknown": from the hub an unknown name becomes the cautious value, from a client
/// it is an error.
template <class T>
void readName(Reader &reader, const Value &value, T &out, std::optional<T> (*find)(std::string_view),
              T cautious) {
    if (!value.IsString()) {
        return reader.fault("wrong-type");
    }
    if (const std::optional<T> found = find(viewOf(value))) {
        out = *found;
    } else if (reader.fromClient()) {
        reader.fault("not-allowed");
    } else {
        out = cautious;
    }
}

std::string numberText(const Value &value) {
    std::array<char, 32> text{};
    const auto end = value.IsInt64() ? std::to_chars(text.begin(), text.end(), value.GetInt64())
                                     : std::to_chars(text.begin(), text.end(), value.GetDouble());
    return {text.data(), end.ptr};
}

/// The name of an unknown member is the sender's text and may be long, so it is shortened.
std::string_view startOfName(std::string_view name) {
    constexpr std::size_t longestTold = 100;
    std::size_t end = std::min(name.size(), longestTold);
    while (end < name.size() && end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0U) == 0x80U) {
        --end; // do not cut inside a character
    }
    return name.substr(0, end);
}

bool isNumberItem(const domain::ProfileItem &item) {
    return item.type == domain::ItemType::Integer || item.type == domain::ItemType::Decimal;
}

void readProfileItem(Reader &reader, std::string_view key, const Value &value, domain::Profile &out) {
    const Reader::Step step(reader, key);
    const domain::ProfileItem *item = domain::profileItem(key);
    std::string text;
    if (value.IsNumber() && isNumberItem(*item)) {
        text = numberText(value);
    } else {
        readValue(reader, value, text);
    }
    if (!text.empty()) {
        out[std::string(key)] = std::move(text);
    }
}

} // namespace

domain::Result<Parsed> Parsed::text(std::string_view json, CheckTwins twins) {
    constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseFullPrecisionFlag;
    Parsed parsed;
    if (!isFitForParser(json, maxDepth)) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed");
    }
    parsed.m_text.reserve(json.size() + 1);
    parsed.m_text.assign(json.begin(), json.end());
    parsed.m_text.push_back('\0');
    parsed.m_document.ParseInsitu<flags>(parsed.m_text.data());
    if (parsed.m_document.HasParseError() || (twins == CheckTwins::Yes && hasTwins(parsed.m_document))) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed");
    }
    return parsed;
}

domain::Result<Parsed> Parsed::object(std::string_view json, CheckTwins twins) {
    domain::Result<Parsed> parsed = text(json, twins);
    if (parsed && !parsed->root().IsObject()) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed");
    }
    return parsed;
}

void Reader::fault(std::string code, domain::Params params) {
    if (m_faults.size() <= mostFaults) { // one more than the limit is kept, to know that there are more
        m_faults.push_back({pointerOf(m_place), std::move(code), std::move(params)});
    }
}

void Reader::faultAt(std::string_view member, std::string code, domain::Params params) {
    const Step step(*this, member);
    fault(std::move(code), std::move(params));
}

void Reader::unknownMember(std::string_view member) {
    if (!fromClient()) {
        return;
    }
    m_unknown = true;
    faultAt(startOfName(member), "unknown-member");
}

domain::Error Reader::takeError() {
    domain::Error error{.kind = domain::ErrorKind::Malformed, .code = "malformed"};
    if (fromClient() && !m_twin) {
        error.kind = domain::ErrorKind::Rejected;
        error.code = m_unknown ? "unknown-member" : "validation";
    }
    error.fields = std::exchange(m_faults, {});
    m_twin = m_unknown = false;
    return error;
}

std::string pointerSegment(std::string_view name) {
    std::string segment;
    for (const char c : name) {
        if (c == '~') {
            segment += "~0";
        } else if (c == '/') {
            segment += "~1";
        } else {
            segment += c;
        }
    }
    return segment;
}

void readValue(Reader &reader, const Value &value, std::string &out) {
    if (!value.IsString()) {
        return reader.fault("wrong-type");
    }
    const std::string_view text = viewOf(value);
    if (!text.empty() && std::memchr(text.data(), '\0', text.size())) {
        return reader.fault("not-clean-text");
    }
    out.assign(text);
}

void readValue(Reader &reader, const Value &value, bool &out) {
    if (!value.IsBool()) {
        return reader.fault("wrong-type");
    }
    out = value.GetBool();
}

void readValue(Reader &reader, const Value &value, int &out) {
    std::int64_t number = 0;
    if (readInteger(reader, value, number, std::numeric_limits<std::int32_t>::max())) {
        out = static_cast<int>(number);
    }
}

void readValue(Reader &reader, const Value &value, std::int64_t &out) {
    readInteger(reader, value, out, maxSafeInteger);
}

void readValue(Reader &reader, const Value &value, domain::Uuid &out) {
    readText(reader, value, out, domain::Uuid::parse);
}

void readValue(Reader &reader, const Value &value, domain::Instant &out) {
    readText(reader, value, out, domain::parseInstant);
}

void readValue(Reader &reader, const Value &value, domain::LocalDate &out) {
    readText(reader, value, out, domain::parseDate);
}

void readValue(Reader &reader, const Value &value, domain::LocalMonth &out) {
    readText(reader, value, out, domain::parseMonth);
}

void readValue(Reader &reader, const Value &value, domain::LocalTime &out) {
    readText(reader, value, out, domain::parseTime);
}

void readValue(Reader &reader, const Value &value, domain::AgeClasses &out) {
    if (!value.IsArray()) {
        return reader.fault("wrong-type");
    }
    domain::AgeClasses ages;
    int index = 0;
    for (const Value &each : value.GetArray()) {
        const Reader::Step step(reader, index++);
        if (!each.IsInt()) {
            reader.fault("wrong-type");
        } else if (each.GetInt() < 0 || each.GetInt() >= domain::ageClassCount) {
            reader.fault("out-of-range", {{"min", "0"}, {"max", std::to_string(domain::ageClassCount - 1)}});
        } else {
            ages.set(static_cast<std::size_t>(each.GetInt()));
        }
    }
    out = ages;
}

void readValue(Reader &reader, const Value &value, domain::ReservationStatus &out) {
    if (!value.IsString()) {
        return reader.fault("wrong-type");
    }
    out = domain::reservationStatus(viewOf(value));
    if (out == domain::ReservationStatus::Unknown && reader.fromClient()) {
        reader.fault("not-allowed");
    }
}

void readValue(Reader &reader, const Value &value, domain::SlotStatus &out) {
    readName(reader, value, out, domain::slotStatus, domain::SlotStatus::Closed);
}

void readValue(Reader &reader, const Value &value, domain::RepeatPolicy &out) {
    readName(reader, value, out, domain::repeatPolicy, domain::RepeatPolicy::Warn);
}

void readValue(Reader &reader, const Value &value, domain::Role &out) {
    readName(reader, value, out, domain::role, domain::Role::Auditor); // the auditor may change nothing
}

void readValue(Reader &reader, const Value &value, std::map<std::string, std::string> &out) {
    if (!value.IsObject()) {
        return reader.fault("wrong-type");
    }
    for (const auto &member : value.GetObject()) {
        const Reader::Step step(reader, viewOf(member.name));
        std::string text;
        readValue(reader, member.value, text);
        out[std::string(viewOf(member.name))] = std::move(text);
    }
}

void readProfile(Reader &reader, const Value &value, domain::Profile &out) {
    if (!value.IsObject()) {
        return reader.fault("wrong-type");
    }
    for (const auto &member : value.GetObject()) {
        const std::string_view key = viewOf(member.name);
        if (!domain::profileItem(key)) {
            reader.unknownMember(key);
        } else if (!member.value.IsNull()) {
            readProfileItem(reader, key, member.value, out);
        }
    }
}

} // namespace wire::detail
