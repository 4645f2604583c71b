// Reads the database of a running or ended hub program: its real content, whatever it answered.
#pragma once

#include "domain/records.h"
#include "hub/db/database.h"
#include "hub/records/record_text.h"

#include <QString>

#include <memory>
#include <optional>

namespace test_support {

class HubRecords {
public:
    explicit HubRecords(const QString &dataFolder) : m_folder(dataFolder) {}
    /// Empty if the reservation does not exist or the database cannot be read.
    [[nodiscard]] std::optional<domain::Reservation> reservation(const domain::ReservationId &id) const;
    [[nodiscard]] std::optional<domain::Facility> facility(const domain::FacilityId &id) const;
    /// How often the act occurs in the reservation's history; -1 if it cannot be read.
    [[nodiscard]] int stepsOf(const domain::ReservationId &id, const std::string &act) const;

private:
    [[nodiscard]] hub::RecordText textOf(domain::RecordKind kind, const std::string &id) const;
    QString m_folder;
};

} // namespace test_support
