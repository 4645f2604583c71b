// One list of members for each record: its order in JSON, who may set a member, and how it is read and
// written. Reading and writing use the same list, so they cannot differ. Internal to wire.
#pragma once

#include "wire/json_read.h"
#include "wire/json_write.h"

#include <array>
#include <span>

namespace wire::detail {

enum class Use : std::uint8_t {
    Optional, ///< left out if empty
    Required, ///< always written; an error if it is missing
    ReadOnly, ///< set by the hub; ignored if a client sends it
    Identity, ///< like ReadOnly, but read from clients in a batch
};
/// Whom a member is kept from. Personal members must be sent by clients only.
enum class Privacy : std::uint8_t {
    Plain,
    Personal, ///< the municipality does not get it
    Inside,   ///< connected systems do not get it
};

template <class T> struct Field {
    std::string_view name;
    Use use = Use::Optional;
    Privacy privacy = Privacy::Plain;
    void (*read)(Reader &, const Value &, T &) = nullptr;
    void (*write)(Writer &, const Field &, const T &) = nullptr;
};

/// The members of a record; specialised for each record (record_fields.cpp, auth_json.cpp, ...).
template <class T> struct FieldsOf {};
template <class T>
concept Described = requires {
    FieldsOf<T>::list();
};

template <Described T> void readValue(Reader &reader, const Value &value, T &out);
template <Described T> void writeValue(Writer &writer, const T &value);

template <class T> void readValue(Reader &reader, const Value &value, std::optional<T> &out) {
    T inner{};
    readValue(reader, value, inner);
    out = std::move(inner);
}

template <class T> void readValue(Reader &reader, const Value &value, std::vector<T> &out) {
    if (!value.IsArray()) {
        return reader.fault("wrong-type");
    }
    out.reserve(value.Size());
    int index = 0;
    for (const Value &each : value.GetArray()) {
        const Reader::Step step(reader, index++);
        readValue(reader, each, out.emplace_back());
    }
}

template <class T> void writeValue(Writer &writer, const std::optional<T> &value) {
    writeValue(writer, *value);
}

template <class T> void writeValue(Writer &writer, const std::vector<T> &value) {
    writer.out.StartArray();
    for (const T &each : value) {
        writeValue(writer, each);
    }
    writer.out.EndArray();
}

template <class T, class Member>
void writeMember(Writer &writer, const Field<T> &field, const Member &member) {
    if (field.use != Use::Required && isAbsent(member)) {
        return;
    }
    writer.wroteInside = writer.wroteInside || field.privacy == Privacy::Inside;
    writer.key(field.name);
    writeValue(writer, member);
}

template <class> struct ClassOf;
template <class Class, class Member> struct ClassOf<Member Class::*> { using Type = Class; };

/// A member, or a member of a member: field<&Slot::meta, &RecordMeta::version>("version").
template <auto First, auto... Rest>
constexpr auto field(std::string_view name, Use use = Use::Optional, Privacy privacy = Privacy::Plain) {
    using T = typename ClassOf<decltype(First)>::Type;
    return Field<T>{name, use, privacy,
                    [](Reader &reader, const Value &value, T &out) {
                        readValue(reader, value, ((out.*First).*....*Rest));
                    },
                    [](Writer &writer, const Field<T> &self, const T &record) {
                        writeMember(writer, self, ((record.*First).*....*Rest));
                    }};
}

/// Clients usually send members in the order of the list, so the search starts after the last match.
template <class T>
std::size_t findField(std::span<const Field<T>> fields, std::string_view name, std::size_t expected) {
    for (std::size_t tried = 0; tried < fields.size(); ++tried) {
        const std::size_t index = (expected + tried) % fields.size();
        if (fields[index].name == name) {
            return index;
        }
    }
    return fields.size();
}

template <class T> bool takes(const Reader &reader, const Field<T> &field) {
    if (field.use == Use::ReadOnly) {
        return !reader.fromClient();
    }
    return field.use != Use::Identity || reader.takesIds();
}

template <class T> void checkRequired(Reader &reader, std::span<const Field<T>> fields, std::uint64_t seen) {
    for (std::size_t index = 0; index < fields.size(); ++index) {
        const bool wanted = fields[index].use == Use::Required &&
                            (reader.fromClient() || fields[index].privacy != Privacy::Personal);
        if (wanted && !(seen >> index & 1)) {
            reader.faultAt(fields[index].name, "required");
        }
    }
}

template <Described T> void readValue(Reader &reader, const Value &value, T &out) {
    if (!value.IsObject()) {
        return reader.fault("wrong-type");
    }
    const std::span<const Field<T>> fields = FieldsOf<T>::list();
    std::uint64_t seen = 0;
    std::uint64_t filled = 0;
    std::size_t expected = 0;
    for (const auto &member : value.GetObject()) {
        const std::size_t index = findField(fields, viewOf(member.name), expected);
        if (index == fields.size()) {
            reader.unknownMember(viewOf(member.name));
            continue;
        }
        if (seen >> index & 1) {
            reader.twin();
        }
        seen |= std::uint64_t(1) << index;
        expected = index + 1;
        if (member.value.IsNull() || !takes(reader, fields[index])) {
            continue;
        }
        filled |= std::uint64_t(1) << index;
        const Reader::Step step(reader, fields[index].name);
        fields[index].read(reader, member.value, out);
    }
    checkRequired(reader, fields, filled);
}

template <class T> bool isWritten(const Writer &writer, const Field<T> &field) {
    if (writer.extent == Extent::Writable && (field.use == Use::ReadOnly || field.use == Use::Identity)) {
        return false;
    }
    switch (writer.view) {
    case View::Whole:
        return true;
    case View::WithoutPersonal:
        return field.privacy != Privacy::Personal;
    case View::WithoutInside:
        return field.privacy != Privacy::Inside;
    }
    return false;
}

template <Described T> void writeValue(Writer &writer, const T &value) {
    writer.out.StartObject();
    for (const Field<T> &field : FieldsOf<T>::list()) {
        if (isWritten(writer, field)) {
            field.write(writer, field, value);
        }
    }
    writer.out.EndObject();
}

template <Described T>
std::string jsonOf(const T &record, Extent extent = Extent::Whole, View view = View::Whole) {
    Writer writer;
    writer.extent = extent;
    writer.view = view;
    writeValue(writer, record);
    return writer.take();
}

template <Described T> domain::Result<T> fromJson(std::string_view json, Source source) {
    const domain::Result<Parsed> parsed = Parsed::object(json);
    if (!parsed) {
        return domain::passOn(parsed);
    }
    Reader reader(source);
    T record{};
    readValue(reader, parsed->root(), record);
    if (!reader.clean()) {
        return domain::fail(reader.takeError());
    }
    return record;
}

/// Whether one of the record's own members is of this class.
template <Described T> bool hasMembers(Privacy privacy) {
    static const std::array<bool, 3> found = [] {
        std::array<bool, 3> any{};
        for (const Field<T> &field : FieldsOf<T>::list()) {
            any.at(static_cast<std::size_t>(field.privacy)) = true;
        }
        return any;
    }();
    return found.at(static_cast<std::size_t>(privacy));
}

} // namespace wire::detail

namespace wire {

/// A member for the inside stands at the top of its record: hasMembers() looks no deeper.
template <class Record> RecordTexts textsOf(const Record &record) {
    detail::Writer writer;
    detail::writeValue(writer, record);
    RecordTexts texts{.whole = writer.take(), .withoutPersonal = {}, .hasInside = writer.wroteInside};
    if (detail::hasMembers<Record>(detail::Privacy::Personal)) {
        texts.withoutPersonal = detail::jsonOf(record, detail::Extent::Whole, View::WithoutPersonal);
    }
    return texts;
}

} // namespace wire
