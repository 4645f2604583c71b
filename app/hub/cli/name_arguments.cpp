// Finds the objects that people name on the command line.
#include "domain/text.h"
#include "domain/validate.h"
#include "hub/cli/commands.h"
#include "hub/db/read.h"

namespace hub::cli {
namespace {

domain::Result<domain::FacilityId> facilityNamed(Connection &db, const std::string &name,
                                                 const std::string &municipality) {
    const auto missing = [&name] {
        return domain::fail(domain::ErrorKind::NotFound, "not-found", {{"what", "facility " + name}});
    };
    if (const auto id = domain::FacilityId::parse(name)) {
        const auto found = firstRow(db, "SELECT id FROM facility WHERE id = $1", {id->text()},
                                    [](const Rows &) { return true; });
        if (!found) {
            return domain::passOn(found);
        }
        if (!*found) {
            return missing();
        }
        return *id;
    }
    if (municipality.empty()) {
        return usage("facility " + name + " is named by its ID/NO, so --municipality is needed as well");
    }
    // Spreadsheets remove leading zeros, so the number is also compared without them.
    const auto found =
        firstRow(db,
                 "SELECT id FROM facility WHERE municipality = $1 AND "
                 "(standard_id = $2 OR ltrim(standard_id, '0') = $2) LIMIT 1",
                 {municipality, name}, [](const Rows &row) { return std::string(row.text(0)); });
    if (!found) {
        return domain::passOn(found);
    }
    if (!*found) {
        return missing();
    }
    return domain::FacilityId::parse(**found);
}

} // namespace

domain::Result<std::vector<domain::FacilityId>>
facilitiesNamed(Connection &db, const std::vector<std::string> &names, const std::string &municipality) {
    std::vector<domain::FacilityId> ids;
    for (const std::string &name : names) {
        const auto id = facilityNamed(db, name, municipality);
        if (!id) {
            return domain::passOn(id);
        }
        ids.push_back(*id);
    }
    return ids;
}

domain::Result<std::string> municipalityCodeIn(const Arguments &arguments) {
    for (const char *option : {"--municipality", "--code"}) {
        if (!arguments.has(option)) {
            continue;
        }
        auto code = domain::repairedMunicipalityCode(arguments.one(option));
        if (!code) {
            return usage(std::string(option) + ": " + arguments.one(option) +
                         " is no municipality's code (six digits, the last one checks the others)");
        }
        return code;
    }
    return std::string();
}

domain::Result<std::string> nameIn(const Arguments &arguments, std::string_view option) {
    std::string name = domain::trimmed(arguments.one(option));
    const bool good = !name.empty() && domain::isCleanText(name, domain::TextShape::OneLine) &&
                      domain::codePoints(name) <= 100;
    if (!good) {
        return usage(std::string(option) + " must be 1 to 100 characters of text in UTF-8");
    }
    return name;
}

} // namespace hub::cli
