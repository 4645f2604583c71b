// What the last list said of a facility. Without it nobody could tell the nursery's corrections from values
// that an older list brought.
#pragma once

#include "hub/records/facility_store.h"

#include <map>

namespace hub {

/// Where an item's stored value comes from.
enum class Origin : std::uint8_t {
    List,    ///< the last list said so
    Edited,  ///< somebody changed it after the last list
    Unknown, ///< the hub was too young to note it
};

class ListedFacilities {
public:
    /// Of a whole municipality.
    [[nodiscard]] static domain::Result<ListedFacilities> read(Connection &db,
                                                               const std::string &municipality);

    /// What the lists said so far, newest words first; empty where no import noted it.
    [[nodiscard]] domain::Result<std::optional<domain::Facility>> of(const domain::Facility &stored) const;
    /// Writes what the list says now, where that is anything new.
    [[nodiscard]] domain::Result<void> note(Context &context, const domain::Facility &listed);

private:
    std::map<std::string, std::string> m_bodies; ///< id → JSON
};

/// The origins of one facility's values.
class Origins {
public:
    /// From what the last list said, or where no import noted it, from the facility's history.
    [[nodiscard]] static domain::Result<Origins> read(Connection &db, const domain::Facility &stored,
                                                      const std::optional<domain::Facility> &listed);

    [[nodiscard]] Origin of(const std::string &key) const;
    [[nodiscard]] Origin ofClasses() const { return m_classes; }

private:
    std::map<std::string, Origin> m_items; ///< those that are not from the list
    Origin m_classes = Origin::List;
};

} // namespace hub
