// Strongly typed identifiers: a facility's id cannot be passed where a slot's id is expected.
//
// Ids are UUIDv7 (RFC 9562). The creator of a record chooses its id; JSON contains it as lower-case text.
#pragma once

#include "domain/clock.h"
#include "domain/random.h"
#include "domain/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace domain {

/// 128 bits; the null value means "none".
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid &) const = default;
    [[nodiscard]] bool isNull() const { return *this == Uuid{}; }
    /// 36 characters, lower case.
    [[nodiscard]] std::string text() const;
    /// Accepts only the 36-character form, in either case. Malformed "not-an-id".
    [[nodiscard]] static Result<Uuid> parse(std::string_view text);
    /// A new UUIDv7: 48 bits of Unix milliseconds, the rest random.
    [[nodiscard]] static Uuid make(const Clock &clock, Random &random);
};

template <class Tag> class Id {
public:
    Id() = default;
    explicit Id(const Uuid &uuid) : m_uuid(uuid) {}

    [[nodiscard]] static Result<Id> parse(std::string_view text) {
        return Uuid::parse(text).map([](const Uuid &uuid) { return Id(uuid); });
    }
    [[nodiscard]] static Id make(const Clock &clock, Random &random) { return Id(Uuid::make(clock, random)); }
    [[nodiscard]] const Uuid &uuid() const { return m_uuid; }
    [[nodiscard]] std::string text() const { return m_uuid.text(); }
    [[nodiscard]] bool isNull() const { return m_uuid.isNull(); }
    auto operator<=>(const Id &) const = default;

private:
    Uuid m_uuid;
};

using FacilityId = Id<struct FacilityTag>;
using OperatorId = Id<struct OperatorTag>;
using SlotId = Id<struct SlotTag>;
using SeriesId = Id<struct SeriesTag>;
using ReservationId = Id<struct ReservationTag>;
using ClosureId = Id<struct ClosureTag>;
using NoticeId = Id<struct NoticeTag>;
using FollowUpId = Id<struct FollowUpTag>;
using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;
using DeviceId = Id<struct DeviceTag>;
using OperationId = Id<struct OperationTag>;

} // namespace domain

template <> struct std::hash<domain::Uuid> {
    std::size_t operator()(const domain::Uuid &uuid) const noexcept;
};
template <class Tag> struct std::hash<domain::Id<Tag>> {
    std::size_t operator()(const domain::Id<Tag> &id) const noexcept {
        return std::hash<domain::Uuid>{}(id.uuid());
    }
};
