#include "formats/open_data_row.h"

#include "domain/text.h"
#include "domain/validate.h"
#include "formats/accepted_ages.h"

#include <algorithm>
#include <utility>

namespace formats {
namespace {

using domain::ItemType;
using domain::Profile;
using domain::ProfileItem;

constexpr std::string_view profilePointer = "/profile/";
constexpr std::size_t mostKept = 5000; ///< code points of one unknown column's value

std::string repairCode(const ProfileItem &item, const std::string &before, const std::string &after) {
    if (domain::trimmed(before) == after)
        return "blanks";
    switch (item.type) {
    case ItemType::Katakana:
        return "kana";
    case ItemType::MunicipalityCode:
        return "code";
    case ItemType::Integer:
    case ItemType::Decimal:
        return "number";
    case ItemType::Date:
        return "date";
    case ItemType::Time:
        return "time";
    case ItemType::YesNo:
        return "yes-no";
    case ItemType::Phone:
        return "phone";
    case ItemType::Mail:
        return "mail";
    case ItemType::PostalCode:
        return "postal-code";
    case ItemType::CorporateNumber:
        return "corporate-number";
    case ItemType::Url:
        return "url";
    case ItemType::FacilityType:
        return "type";
    case ItemType::Text:
    case ItemType::MultilineText:
    case ItemType::Ascii:
        break;
    }
    return "width";
}

std::string valueOf(const Profile &profile, const std::string &key) {
    const auto found = profile.find(key);
    return found == profile.end() ? std::string() : found->second;
}

} // namespace

RowReader::RowReader(const OpenDataColumns &columns, std::string_view municipalityCode, OpenDataFile &into)
    : m_columns(columns), m_municipality(municipalityCode), m_file(into) {}

void RowReader::read(const CsvRow &row) {
    m_row = row.number;
    m_facility = {};
    m_written.clear();
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        readCell(i, row.cells[i]);
    readMunicipality();
    m_facility.standardId = valueOf(m_facility.profile, "standard_id");
    m_facility.profile.erase("standard_id");
    if (const std::string code = refusal(); !code.empty()) {
        const std::string &said = m_facility.standardId;
        m_file.refusals.push_back({m_row, code, said.empty() ? valueOf(m_facility.profile, "name") : said});
        return;
    }
    m_rowOfId.emplace(m_facility.standardId, m_row);
    swapCoordinates();
    setAsideFaults();
    readClasses();
    flagMissing();
    m_file.rows.push_back({m_row, std::move(m_facility)});
}

void RowReader::readCell(std::size_t index, const std::string &cell) {
    if (cell.empty())
        return;
    if (index < m_columns.columns.size() && m_columns.columns[index].item)
        readItem(m_columns.columns[index], cell);
    else if (index < m_columns.columns.size())
        keepUnknown(m_columns.columns[index].heading, cell);
    else if (!domain::trimmed(cell).empty()) {
        flag(numberedHeading(index), cell, "extra-cells");
        keepUnknown(numberedHeading(index), cell);
    }
}

void RowReader::readItem(const OpenDataColumn &column, const std::string &cell) {
    const std::string key(column.item->key);
    std::string value = domain::repairedProfileItem(key, cell);
    if (value != cell)
        m_file.repairs.push_back({m_row, column.heading, cell, value, repairCode(*column.item, cell, value)});
    m_written[key] = cell;
    if (!value.empty())
        m_facility.profile[key] = std::move(value);
}

void RowReader::keepUnknown(const std::string &heading, const std::string &cell) {
    // As clean as a remark has to be: nothing that a screen or a file could stumble over.
    const bool clean = domain::isCleanText(cell, domain::TextShape::Multiline);
    const std::string value = clean ? domain::trimmed(cell) : domain::repairedProfileItem("note", cell);
    if (domain::codePoints(value) > mostKept)
        flag(heading, {}, "too-long");
    else if (!value.empty())
        m_facility.unknownColumns[heading] = value;
}

/// The code belongs to the facility, not to its profile. A prefecture's list names the prefecture's code.
void RowReader::readMunicipality() {
    const std::string code = valueOf(m_facility.profile, "municipality_code");
    m_facility.profile.erase("municipality_code");
    const bool valid = domain::isMunicipalityCode(code);
    m_facility.municipalityCode = m_municipality.empty() && valid ? code : m_municipality;
    if (!code.empty() && !valid)
        flag(headingOf("municipality_code"), m_written["municipality_code"],
             domain::validateProfileItem("municipality_code", code).front().code);
    else if (!code.empty() && code != m_facility.municipalityCode)
        flag(headingOf("municipality_code"), code, "other-municipality");
    else if (m_facility.municipalityCode.empty())
        flag(headingOf("municipality_code"), {}, "missing");
}

std::string RowReader::refusal() const {
    const std::string name = valueOf(m_facility.profile, "name");
    if (name.empty())
        return "no-name";
    if (m_facility.standardId.empty())
        return "no-id";
    if (!domain::validateProfileItem("name", name).empty())
        return "bad-name";
    if (!domain::validateProfileItem("standard_id", m_facility.standardId).empty())
        return "bad-id";
    return m_rowOfId.contains(m_facility.standardId) ? "duplicate-id" : "";
}

/// A latitude of 139 and a longitude of 35 can only be the two exchanged.
void RowReader::swapCoordinates() {
    Profile &profile = m_facility.profile;
    if (!profile.contains("latitude") || !profile.contains("longitude"))
        return;
    const bool asWritten = domain::validateProfileItem("latitude", profile["latitude"]).empty() ||
                           domain::validateProfileItem("longitude", profile["longitude"]).empty();
    const bool exchanged = domain::validateProfileItem("latitude", profile["longitude"]).empty() &&
                           domain::validateProfileItem("longitude", profile["latitude"]).empty();
    if (asWritten || !exchanged)
        return;
    std::swap(profile["latitude"], profile["longitude"]);
    for (const char *key : {"latitude", "longitude"})
        m_file.repairs.push_back({m_row, headingOf(key), m_written[key], profile[key], "swapped"});
}

/// Takes out what the rules refuse until they refuse nothing more: an unusable latitude leaves its longitude
/// alone.
void RowReader::setAsideFaults() {
    for (bool again = true; std::exchange(again, false);) {
        for (const domain::FieldError &fault : domain::validate(m_facility)) {
            const bool inProfile = fault.pointer.starts_with(profilePointer);
            const std::string key = inProfile ? fault.pointer.substr(profilePointer.size()) : std::string();
            // "both-or-neither" points at the empty half; the other one is of no use alone.
            const bool alone = fault.code == "both-or-neither";
            const std::string useless = !alone ? key : key == "latitude" ? "longitude" : "latitude";
            if (!inProfile || !m_facility.profile.contains(useless))
                continue;
            setAside(useless, fault.code);
            again = true;
        }
    }
}

void RowReader::setAside(const std::string &key, const std::string &code) {
    const std::string &written = m_written[key];
    flag(headingOf(key), written, code);
    m_facility.profile.erase(key);
    keepUnknown(headingOf(key), written);
}

void RowReader::readClasses() {
    const std::string ages = valueOf(m_facility.profile, "accepted_ages");
    if (ages.empty())
        return;
    const auto classes = acceptedClasses(ages);
    if (!classes)
        flag(headingOf("accepted_ages"), ages, "ages-not-understood");
    for (const int age : domain::agesOf(classes.value_or(domain::AgeClasses())))
        m_facility.classes.push_back({.age = age});
}

void RowReader::flagMissing() {
    for (const std::string &key : domain::missingForPublication(m_facility.profile))
        flag(headingOf(key), {}, "missing");
    if (!m_facility.profile.contains("phone"))
        flag(headingOf("phone"), {}, "missing-phone");
}

void RowReader::flag(std::string column, std::string value, std::string code) {
    m_file.flags.push_back({m_row, std::move(column), std::move(value), std::move(code)});
}

std::string RowReader::headingOf(std::string_view key) const {
    const auto found = std::ranges::find_if(m_columns.columns, [&](const OpenDataColumn &column) {
        return column.item && column.item->key == key;
    });
    return found != m_columns.columns.end() ? found->heading
                                            : std::string(domain::profileItem(key)->column53);
}

} // namespace formats
