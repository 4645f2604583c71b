// 見学枠: the week, making, changing, cancelling.
#pragma once

#include "services/types.h"

#include <QObject>

namespace services {

/// One slot of a week that is copied.
struct WeekCopyDay {
    domain::Slot slot; ///< as it will be made
    bool make = true;
    std::string problem; ///< empty, or as in domain::SeriesDay: "closed-day", "holiday", "overlap", "past"
};

class Slots : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual Async<std::vector<SlotRow>>
    between(domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to) = 0;
    [[nodiscard]] virtual Async<SlotRow> one(domain::SlotId id) = 0;

    [[nodiscard]] virtual Async<ActReceipt> create(const domain::Slot &slot) = 0;
    /// The changed slot as a whole; only what differs from the stored one goes out. A change that would leave
    /// a booked family without its place comes back from the hub as NeedsYou "slot-has-reservations".
    [[nodiscard]] virtual Async<ActReceipt> change(const domain::Slot &slot, std::int64_t seenVersion) = 0;
    /// Conflict "slot-has-reservations" (param "families") at once where families are known here, unless
    /// `familiesToo` cancels them with the message.
    [[nodiscard]] virtual Async<ActReceipt> cancel(domain::SlotId id, std::int64_t seenVersion,
                                                   bool familiesToo, const QString &message) = 0;
    /// The preview: every day with what speaks against it.
    [[nodiscard]] virtual Async<std::vector<domain::SeriesDay>> preview(const domain::Series &series) = 0;
    /// Makes the marked days in one operation, all or nothing.
    [[nodiscard]] virtual Async<ActReceipt> createSeries(const domain::Series &series,
                                                         const std::vector<domain::SeriesDay> &days) = 0;
    /// The slots of the week that begins on `from`, as they stand, on the same weekdays of the week that
    /// begins on `to`. Days that are closed, over, or taken by a slot come unmarked with the reason; families
    /// are never copied.
    [[nodiscard]] virtual Async<std::vector<WeekCopyDay>>
    previewCopy(domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to) = 0;
    /// Makes the marked ones in one operation, all or nothing.
    [[nodiscard]] virtual Async<ActReceipt> copy(const std::vector<WeekCopyDay> &days) = 0;
    /// A new id for a record made here.
    [[nodiscard]] virtual domain::SlotId newSlotId() = 0;
    [[nodiscard]] virtual domain::SeriesId newSeriesId() = 0;

Q_SIGNALS:
    void changed(const QList<services::EntityKey> &keys);
};

} // namespace services
