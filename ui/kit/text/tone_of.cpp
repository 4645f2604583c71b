#include "kit/text/tone_of.h"

namespace ui {

Tone statusTone(domain::ReservationStatus status) {
    using domain::ReservationStatus;
    switch (status) {
    case ReservationStatus::Requested:
        return Tone::Waiting;
    case ReservationStatus::Approved:
    case ReservationStatus::Attended:
        return Tone::Success;
    case ReservationStatus::NoShow:
    case ReservationStatus::Expired:
        return Tone::Error;
    case ReservationStatus::Declined:
    case ReservationStatus::Withdrawn:
    case ReservationStatus::CancelledByFacility:
        return Tone::Neutral;
    case ReservationStatus::Unknown:
        return Tone::Warning;
    }
    return Tone::Neutral;
}

Tone pendingTone(services::Pending pending) {
    switch (pending) {
    case services::Pending::None:
        return Tone::Neutral;
    case services::Pending::Waiting:
        return Tone::Waiting;
    case services::Pending::NeedsYou:
        return Tone::Warning;
    }
    return Tone::Neutral;
}

Tone remainingTone(std::int64_t openMinutes) {
    constexpr std::int64_t soon = 3 * 60;
    if (openMinutes < 0) {
        return Tone::Error;
    }
    return openMinutes < soon ? Tone::Warning : Tone::Neutral;
}

} // namespace ui
