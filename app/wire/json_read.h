// Reads JSON into values: the parsed text, and a reader that collects every error with its place. Internal to
// wire.
#pragma once

#include "wire/records_json.h"

#include <rapidjson/document.h>

#include <string>
#include <string_view>
#include <vector>

namespace wire::detail {

using Value = rapidjson::Value;

inline constexpr int maxDepth = 32;
/// Larger JSON numbers are not exact integers in every implementation (RFC 8259, 6).
inline constexpr std::int64_t maxSafeInteger = (std::int64_t(1) << 53) - 1;

/// A JSON text that is parsed in place. Strings of the tree point into `m_text`.
class Parsed {
public:
    /// Parses any JSON value. Malformed "malformed". `CheckTwins::No` leaves double members to the reader.
    enum class CheckTwins { Yes, No };
    [[nodiscard]] static domain::Result<Parsed> text(std::string_view json,
                                                     CheckTwins twins = CheckTwins::Yes);
    /// Like parse(), but the text must be an object.
    [[nodiscard]] static domain::Result<Parsed> object(std::string_view json,
                                                       CheckTwins twins = CheckTwins::Yes);
    [[nodiscard]] rapidjson::Document &root() { return m_document; }
    [[nodiscard]] const rapidjson::Document &root() const { return m_document; }

private:
    std::vector<char> m_text; // not a std::string: moving a short string would move its characters
    rapidjson::Document m_document;
};

/// The place of an error in the text. It is on the stack while its value is read.
struct Place {
    const Place *parent = nullptr;
    std::string_view name;
    int index = -1;
};

/// Whether `id` is read from a client's record (in a batch) or comes from the path.
enum class Ids : std::uint8_t { FromPath, FromBody };

/// Collects errors while values are read. Without errors it costs only a pointer.
class Reader {
public:
    explicit Reader(Source source, Ids ids = Ids::FromPath) : m_source(source), m_ids(ids) {}

    [[nodiscard]] bool fromClient() const { return m_source == Source::Client; }
    [[nodiscard]] bool takesIds() const { return !fromClient() || m_ids == Ids::FromBody; }
    void fault(std::string code, domain::Params params = {});
    void faultAt(std::string_view member, std::string code, domain::Params params = {});
    void unknownMember(std::string_view member);
    void twin() { m_twin = true; }
    [[nodiscard]] bool clean() const { return m_faults.empty() && !m_twin; }
    /// Returns the errors and resets the reader for the next record.
    [[nodiscard]] domain::Error takeError();

    /// Enters a member or element for the lifetime of the object.
    class Step {
    public:
        Step(Reader &reader, std::string_view name) : m_reader(reader), m_place{reader.m_place, name, -1} {
            reader.m_place = &m_place;
        }
        Step(Reader &reader, int index) : m_reader(reader), m_place{reader.m_place, {}, index} {
            reader.m_place = &m_place;
        }
        ~Step() { m_reader.m_place = m_place.parent; }
        Step(const Step &) = delete;
        Step &operator=(const Step &) = delete;

    private:
        Reader &m_reader;
        Place m_place;
    };

private:
    Source m_source;
    Ids m_ids;
    bool m_twin = false;
    bool m_unknown = false;
    const Place *m_place = nullptr;
    std::vector<domain::FieldError> m_faults;
};

/// `name` as a segment of a JSON pointer (RFC 6901 escapes "~" and "/").
[[nodiscard]] std::string pointerSegment(std::string_view name);

[[nodiscard]] inline std::string_view viewOf(const Value &value) {
    return {value.GetString(), value.GetStringLength()};
}

// Each function reads one kind of value. A wrong type is the error "wrong-type", and `out` is unchanged.
void readValue(Reader &reader, const Value &value, std::string &out);
void readValue(Reader &reader, const Value &value, bool &out);
void readValue(Reader &reader, const Value &value, int &out);
void readValue(Reader &reader, const Value &value, std::int64_t &out);
void readValue(Reader &reader, const Value &value, domain::Uuid &out);
void readValue(Reader &reader, const Value &value, domain::Instant &out);
void readValue(Reader &reader, const Value &value, domain::LocalDate &out);
void readValue(Reader &reader, const Value &value, domain::LocalMonth &out);
void readValue(Reader &reader, const Value &value, domain::LocalTime &out);
void readValue(Reader &reader, const Value &value, domain::AgeClasses &out);
void readValue(Reader &reader, const Value &value, domain::ReservationStatus &out);
void readValue(Reader &reader, const Value &value, domain::SlotStatus &out);
void readValue(Reader &reader, const Value &value, domain::RepeatPolicy &out);
void readValue(Reader &reader, const Value &value, domain::Role &out);
void readValue(Reader &reader, const Value &value, std::map<std::string, std::string> &out);

/// Reads the items of a profile by key. A number becomes its text.
void readProfile(Reader &reader, const Value &value, domain::Profile &out);

template <class Tag> void readValue(Reader &reader, const Value &value, domain::Id<Tag> &out) {
    domain::Uuid uuid = out.uuid();
    readValue(reader, value, uuid);
    out = domain::Id<Tag>(uuid);
}

} // namespace wire::detail
