// The lines of a log, and where they go. A line has no place for a text that somebody wrote: it takes
// numbers, ids and codes of the program, so that no name, phone number, address, date of birth, reason or
// message can stand in it.
#pragma once

#include "domain/clock.h"
#include "domain/id.h"
#include "domain/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace logging {

enum class Level : std::uint8_t {
    Info,    ///< the usual course: started, signed in, pulled
    Warning, ///< something was refused or waits: offline, a refused act
    Fault    ///< something is broken: a damaged file, a full disk
};

class Line {
public:
    /// `event` and all names below are words of this program.
    Line(Level level, std::string_view event);

    Line &number(std::string_view name, std::int64_t value);
    /// Lower-case words joined by "-", at most 60 characters, as all our codes and the hub's are; whatever
    /// else is given stands as "other".
    Line &code(std::string_view name, std::string_view code);
    /// As code(), for what is written "0.1.0".
    Line &version(std::string_view name, std::string_view version);
    template <class Tag> Line &id(std::string_view name, const domain::Id<Tag> &id) {
        return member(name, id.text());
    }
    /// Its kind, its code and how many fields it names; none of its words and params.
    Line &error(const domain::Error &error);

    /// One JSON object without the end of the line.
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

/// "storage-full" of StorageFull.
[[nodiscard]] std::string_view nameOf(domain::ErrorKind kind);

} // namespace logging
