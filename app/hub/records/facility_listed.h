// The content of the last imported list for each facility. It lets an import tell the nursery's corrections
// from the values of an older list.
#pragma once

#include "hub/records/facility_store.h"

#include <map>

namespace hub {

/// The origin of an item's stored value.
enum class Origin : std::uint8_t {
    List,    ///< the last list contains this value
    Edited,  ///< somebody changed it after the last list
    Unknown, ///< the hub did not record origins yet
};

class ListedFacilities {
public:
    /// Reads the lists of a whole municipality.
    [[nodiscard]] static domain::Result<ListedFacilities> read(Connection &db,
                                                               const std::string &municipality);

    /// What the lists have said so far, the newest value first; empty if no import recorded it.
    [[nodiscard]] domain::Result<std::optional<domain::Facility>> of(const domain::Facility &stored) const;
    /// Stores the list's content if it has changed.
    [[nodiscard]] domain::Result<void> note(Context &context, const domain::Facility &listed);

private:
    std::map<std::string, std::string> m_bodies; ///< facility id → JSON
};

/// The origins of one facility's values.
class Origins {
public:
    /// Determines the origins from the last list, or from the facility's history if no import recorded a
    /// list.
    [[nodiscard]] static domain::Result<Origins> read(Connection &db, const domain::Facility &stored,
                                                      const std::optional<domain::Facility> &listed);

    [[nodiscard]] Origin of(const std::string &key) const;
    [[nodiscard]] Origin ofClasses() const { return m_classes; }

private:
    std::map<std::string, Origin> m_items; ///< only items that do not come from the list
    Origin m_classes = Origin::List;
};

} // namespace hub
