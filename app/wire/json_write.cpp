#include "wire/json_write.h"

#include "domain/profile_items.h"
#include "wire/json_read.h"

#include <array>
#include <charconv>
#include <cmath>

namespace wire::detail {

namespace {

/// The text that reading the number back would give; empty if it is not a number.
template <class T> std::string textAfterReading(std::string_view text) {
    T number{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) {
        return {};
    }
    std::array<char, 32> again{};
    return {again.data(), std::to_chars(again.begin(), again.end(), number).ptr};
}

bool isSafeInteger(std::string_view text) {
    return text.size() <= 15 && textAfterReading<std::int64_t>(text) == text && text != "-0";
}

bool isSafeDecimal(std::string_view text) {
    // from_chars accepts "inf" and "1e+22", but they are not plain decimals.
    if (text.find_first_not_of("-.0123456789") != std::string_view::npos || text == "-0") {
        return false;
    }
    return text.size() <= 17 && textAfterReading<double>(text) == text;
}

bool isNumber(std::string_view key, std::string_view text) {
    const domain::ProfileItem *item = domain::profileItem(key);
    if (!item) {
        return false;
    }
    if (item->type == domain::ItemType::Integer) {
        return isSafeInteger(text);
    }
    return item->type == domain::ItemType::Decimal && (isSafeInteger(text) || isSafeDecimal(text));
}

} // namespace

void writeValue(Writer &writer, const domain::AgeClasses &value) {
    writer.out.StartArray();
    for (int age = 0; age < domain::ageClassCount; ++age) {
        if (value.test(static_cast<std::size_t>(age))) {
            writer.out.Int(age);
        }
    }
    writer.out.EndArray();
}

void writeValue(Writer &writer, const std::map<std::string, std::string> &value) {
    writer.out.StartObject();
    for (const auto &[name, text] : value) {
        writer.key(name);
        writer.text(text);
    }
    writer.out.EndObject();
}

void writeProfile(Writer &writer, const domain::Profile &value) {
    writer.out.StartObject();
    for (const auto &[key, text] : value) {
        if (text.empty()) {
            continue;
        }
        writer.key(key);
        if (isNumber(key, text)) {
            writer.out.RawValue(text.data(), text.size(), rapidjson::kNumberType);
        } else {
            writer.text(text);
        }
    }
    writer.out.EndObject();
}

} // namespace wire::detail
