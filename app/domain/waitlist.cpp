#include "domain/waitlist.h"

#include "domain/faults.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::size_t mostWishedDates = 60;
constexpr std::size_t mostWishedSlots = 100;
constexpr std::size_t waitlistChannelLength = 50;
/// Nobody waits for a later day.
constexpr int mostDaysToWait = 2 * 366;
/// When a family may be expected to read what it is told.
constexpr int firstHour = 8;
constexpr int lastHour = 20;

void checkWishes(Faults &faults, const WaitlistEntry &entry, LocalDate today) {
    const bool hasChoice = !entry.dates.empty() || !entry.slotIds.empty();
    if (entry.anySlot && hasChoice) {
        faults.add("any_slot", "not-allowed");
    }
    if (!entry.anySlot && !hasChoice) {
        faults.add("dates", "required");
    }
    if (entry.dates.size() > mostWishedDates) {
        faults.add("dates", "too-big", {{"max", std::to_string(mostWishedDates)}});
    }
    if (entry.slotIds.size() > mostWishedSlots) {
        faults.add("slot_ids", "too-big", {{"max", std::to_string(mostWishedSlots)}});
    }
    for (std::size_t i = 0; i < std::min(entry.dates.size(), mostWishedDates); ++i) {
        const std::string member = "dates/" + std::to_string(i);
        if (!entry.dates[i].ok()) {
            faults.add(member, "not-a-date");
        } else if (entry.dates[i] < today) {
            faults.add(member, "in-past", {{"min", textOf(today)}});
        } else if (const LocalDate last = addDays(today, mostDaysToWait); entry.dates[i] > last) {
            faults.add(member, "too-far-ahead", {{"max", textOf(last)}});
        }
    }
}

bool mayCall(const WaitlistCase &given) {
    switch (given.call) {
    case WaitlistCall::Offer:
        return given.actor == Actor::Staff || given.actor == Actor::Hub;
    case WaitlistCall::Expire:
        return given.actor == Actor::Hub;
    case WaitlistCall::Decline:
    case WaitlistCall::Book:
    case WaitlistCall::Withdraw:
        return given.actor == Actor::OwningSystem ||
               (given.actor == Actor::Staff && given.madeByPhoneOrCounter);
    }
    return false;
}

std::optional<WaitlistStatus> statusAfter(WaitlistStatus from, WaitlistCall call) {
    const bool isWaiting = from == WaitlistStatus::Waiting;
    const bool isOffered = from == WaitlistStatus::Offered;
    switch (call) {
    case WaitlistCall::Offer:
        return isWaiting ? std::optional(WaitlistStatus::Offered) : std::nullopt;
    case WaitlistCall::Decline:
        return isOffered ? std::optional(WaitlistStatus::Waiting) : std::nullopt;
    case WaitlistCall::Book:
        return isOffered ? std::optional(WaitlistStatus::Booked) : std::nullopt;
    case WaitlistCall::Withdraw:
        return isWaiting || isOffered ? std::optional(WaitlistStatus::Withdrawn) : std::nullopt;
    case WaitlistCall::Expire:
        return isWaiting || isOffered ? std::optional(WaitlistStatus::Expired) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::string_view nameOf(WaitlistStatus status) {
    switch (status) {
    case WaitlistStatus::Waiting:
        return "waiting";
    case WaitlistStatus::Offered:
        return "offered";
    case WaitlistStatus::Booked:
        return "booked";
    case WaitlistStatus::Withdrawn:
        return "withdrawn";
    case WaitlistStatus::Expired:
        return "expired";
    case WaitlistStatus::Unknown:
        break;
    }
    return "unknown";
}

WaitlistStatus waitlistStatus(std::string_view name) {
    for (const auto status : {WaitlistStatus::Waiting, WaitlistStatus::Offered, WaitlistStatus::Booked,
                              WaitlistStatus::Withdrawn, WaitlistStatus::Expired}) {
        if (nameOf(status) == name) {
            return status;
        }
    }
    return WaitlistStatus::Unknown;
}

std::string_view nameOf(WaitlistCall call) {
    switch (call) {
    case WaitlistCall::Offer:
        return "offer";
    case WaitlistCall::Decline:
        return "decline";
    case WaitlistCall::Book:
        return "book";
    case WaitlistCall::Withdraw:
        return "withdraw";
    case WaitlistCall::Expire:
        return "expire";
    }
    return {};
}

FieldErrors validate(const WaitlistEntry &entry, LocalDate today) {
    Faults faults;
    faults.requiredId("facility_id", entry.facilityId);
    checkWishes(faults, entry, today);
    if (entry.ageClasses.none()) {
        faults.add("age_classes", "required");
    }
    if (entry.guardian) {
        faults.append(guardianFaults(*entry.guardian));
    }
    faults.requiredText("channel", entry.channel, waitlistChannelLength, TextShape::OneLine);
    if (!isChannel(entry.channel)) {
        faults.add("channel", "not-allowed");
    }
    return faults.take();
}

Result<WaitlistStatus> next(const WaitlistCase &given) {
    if (!mayCall(given)) {
        return fail(ErrorKind::Forbidden, "forbidden");
    }
    const auto status = statusAfter(given.from, given.call);
    if (!status) {
        return fail(ErrorKind::Conflict, "illegal-transition",
                    {{"from", std::string(nameOf(given.from))}, {"call", std::string(nameOf(given.call))}});
    }
    return *status;
}

std::optional<Instant> offerEnd(const OpenCalendar &calendar, Instant from, std::chrono::minutes time) {
    OpenCalendar answering = calendar;
    for (OpenHours &day : answering.hours) {
        day.from = LocalTime::of(firstHour, 0);
        day.to = LocalTime::of(lastHour, 0);
    }
    return addOpenMinutes(answering, from, std::max<std::int64_t>(time.count(), 1));
}

bool mayOfferEnd(const OpenCalendar &calendar, Instant end) {
    const auto ofDay = end - toInstant(dateOf(end), {});
    return calendar.isOpenDay(dateOf(end)) && ofDay >= std::chrono::hours(firstHour) &&
           ofDay <= std::chrono::hours(lastHour);
}

} // namespace domain
