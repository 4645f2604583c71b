// The lines of a log and their destination. A line cannot contain text that a person wrote: it accepts only
// numbers, ids and codes of the program. So no name, phone number, address, date of birth, reason or message
// can be in it.
#pragma once

#include "domain/clock.h"
#include "domain/id.h"
#include "domain/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace logging {

enum class Level : std::uint8_t {
    Info,    ///< normal operation: started, signed in, pulled
    Warning, ///< something was refused or waits: offline, a refused act
    Fault    ///< something is broken: a damaged file, a full disk
};

class Line {
public:
    /// `event` and all names below are literals of this program.
    Line(Level level, std::string_view event);

    Line &number(std::string_view name, std::int64_t value);
    /// Lower-case words joined by "-", at most 60 characters, as all codes of the desk and the hub are.
    /// Anything else is written as "other".
    Line &code(std::string_view name, std::string_view code);
    /// Like code(), for versions such as "0.1.0".
    Line &version(std::string_view name, std::string_view version);
    template <class Tag> Line &id(std::string_view name, const domain::Id<Tag> &id) {
        return member(name, id.text());
    }
    /// The error's kind, its code and the number of its fields, without its texts and params.
    Line &error(const domain::Error &error);

    /// One JSON object without a line end.
    [[nodiscard]] std::string text(domain::Instant now) const;

private:
    Line &member(std::string_view name, std::string_view harmless);

    Level m_level;
    std::string m_members;
};

class Log {
public:
    Log() = default;
    Log(const Log &) = delete;
    Log &operator=(const Log &) = delete;
    virtual ~Log() = default;
    virtual void write(const Line &line) = 0;
};

/// For example "storage-full" for StorageFull.
[[nodiscard]] std::string_view nameOf(domain::ErrorKind kind);

} // namespace logging
