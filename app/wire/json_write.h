// Writes values as JSON text. Internal to wire.
#pragma once

// HasName is evaluated where it is defined, so every record with named enums is included here.
#include "domain/approval.h"
#include "domain/follow_up.h"
#include "domain/vacancy.h"
#include "wire/records_json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

namespace wire::detail {

/// Whole writes all members; Writable only those that a client may set.
enum class Extent : std::uint8_t { Whole, Writable };

/// A writer that knows which members to leave out.
struct Writer {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> out{buffer};
    View view = View::Whole;
    Extent extent = Extent::Whole;
    bool wroteInside = false; ///< a member that connected systems do not get

    void key(std::string_view name) { out.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
    void text(std::string_view value) {
        out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    }
    /// Appends JSON that is already written.
    void raw(std::string_view json) { out.RawValue(json.data(), json.size(), rapidjson::kObjectType); }
    [[nodiscard]] std::string take() const { return {buffer.GetString(), buffer.GetSize()}; }
};

inline void writeValue(Writer &writer, const std::string &value) {
    writer.text(value);
}
inline void writeValue(Writer &writer, bool value) {
    writer.out.Bool(value);
}
inline void writeValue(Writer &writer, int value) {
    writer.out.Int(value);
}
inline void writeValue(Writer &writer, std::int64_t value) {
    writer.out.Int64(value);
}
void writeValue(Writer &writer, const domain::AgeClasses &value);
void writeValue(Writer &writer, const std::map<std::string, std::string> &value);

template <class T>
concept HasText = requires(const T &value) {
    domain::textOf(value);
};
template <HasText T> void writeValue(Writer &writer, const T &value) {
    writer.text(domain::textOf(value));
}
template <class T>
concept HasName = requires(const T &value) {
    domain::nameOf(value);
};
template <HasName T> void writeValue(Writer &writer, const T &value) {
    writer.text(domain::nameOf(value));
}
template <class Tag> void writeValue(Writer &writer, const domain::Id<Tag> &value) {
    writer.text(value.text());
}

/// Writes an item as a JSON number if that keeps its text ("120", "35.65"), otherwise as text.
void writeProfile(Writer &writer, const domain::Profile &value);

// Whether a value counts as absent; an absent value is left out unless it is required.
inline bool isAbsent(const std::string &value) {
    return value.empty();
}
inline bool isAbsent(const domain::Instant &value) {
    return value == domain::Instant{};
}
template <class T> bool isAbsent(const std::optional<T> &value) {
    return !value.has_value();
}
template <class T> bool isAbsent(const std::vector<T> &value) {
    return value.empty();
}
template <class Tag> bool isAbsent(const domain::Id<Tag> &value) {
    return value.isNull();
}
inline bool isAbsent(const std::map<std::string, std::string> &value) {
    return value.empty();
}
template <class T> bool isAbsent(const T &) {
    return false;
}

} // namespace wire::detail
