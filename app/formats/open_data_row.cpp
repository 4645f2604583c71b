#include "formats/open_data_row.h"

#include "domain/facility_likeness.h"
#include "domain/list_cells.h"
#include "domain/text.h"
#include "domain/validate.h"
#include "formats/accepted_ages.h"
#include "formats/open_data_checks.h"

#include <algorithm>
#include <array>
#include <utility>

namespace formats {
namespace {

using domain::ItemType;
using domain::Profile;
using domain::ProfileItem;

constexpr std::string_view profilePointer = "/profile/";
constexpr std::size_t mostKept = 5000; ///< the limit in code points for the value of an unknown column

std::ptrdiff_t digitsIn(std::string_view text) {
    return std::ranges::count_if(domain::toHalfWidthAscii(text), [](char c) { return c >= '0' && c <= '9'; });
}

bool holdsLineBreak(std::string_view text) {
    return text.find_first_of("\r\n") != std::string_view::npos;
}

std::string repairCode(const ProfileItem &item, const std::string &before, const std::string &after) {
    if (domain::trimmed(before) == after) {
        return "blanks";
    }
    const bool carriage = before.find('\r') != std::string::npos;
    if ((holdsLineBreak(before) && !holdsLineBreak(after)) || carriage) {
        return "line-break";
    }
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
        return digitsIn(after) > digitsIn(before) ? "lost-zero" : "phone";
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

RowReader::RowReader(const OpenDataColumns &columns, const ReadingChoices &choices, OpenDataFile &into)
    : m_columns(columns), m_choices(choices), m_file(into) {}

void RowReader::read(const CsvRow &row) {
    m_row = row.number;
    m_facility = {};
    m_written.clear();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        readCell(i, row.cells[i]);
    }
    readMunicipality();
    readNumber();
    if (const std::string code = refusal(); !code.empty()) {
        const std::string &said = m_facility.standardId;
        m_file.refusals.push_back({m_row, code, said.empty() ? valueOf(m_facility.profile, "name") : said});
        return;
    }
    if (!isHeldOrLeftOut()) {
        keepRow();
    }
}

void RowReader::keepRow() {
    readFax();
    swapCoordinates();
    setAsideFaults();
    readKind();
    readClasses();
    flagMissing();
    m_file.rows.push_back({m_row, std::move(m_facility)});
}

void RowReader::readCell(std::size_t index, const std::string &cell) {
    if (cell.empty() || index >= m_columns.columns.size()) {
        return; // further cells are empty here; RowShape holds rows with others
    }
    if (m_columns.columns[index].item) {
        readItem(m_columns.columns[index], cell);
    } else {
        keepUnknown(m_columns.columns[index].heading, cell);
    }
}

void RowReader::readItem(const OpenDataColumn &column, const std::string &cell) {
    const std::string key(column.item->key);
    m_written[key] = cell;
    if (key != "standard_id" && domain::isSpreadsheetError(cell)) {
        flag(column.heading, cell, "spreadsheet-error");
        keepUnknown(column.heading, cell);
        return;
    }
    std::string value = domain::repairedProfileItem(key, takeFirstOf(column, cell));
    if (value != cell) {
        m_file.repairs.push_back({m_row, column.heading, cell, value, repairCode(*column.item, cell, value)});
    }
    if (!value.empty()) {
        m_facility.profile[key] = std::move(value);
    } else if (!domain::trimmed(cell).empty()) {
        keepUnknown(column.heading, cell); // 不明 carries information that the item cannot store
    }
}

/// Reduces a cell to the part that the item can store, and replaces words that have another meaning in this
/// file.
std::string RowReader::takeFirstOf(const OpenDataColumn &column, const std::string &cell) {
    if (column.item->type == ItemType::Url) {
        auto [url, rest] = domain::firstUrl(cell);
        if (rest.empty()) {
            return cell;
        }
        flag(column.heading, rest, "second-url");
        keepUnknown(column.heading + " (2)", rest);
        return url;
    }
    if (column.item->key == "type") {
        const auto meant = m_choices.kinds.find(domain::trimmed(cell));
        return meant == m_choices.kinds.end() ? cell : meant->second;
    }
    return cell;
}

/// Moves a fax number beside the telephone number to its own item, if that is empty.
void RowReader::readFax() {
    const auto found = domain::phoneAndFax(writtenIn("phone"));
    if (!found) {
        return;
    }
    Profile &profile = m_facility.profile;
    const std::string heading = headingOf("phone");
    if (!found->phone.empty()) {
        profile["phone"] = found->phone;
        m_file.repairs.push_back({m_row, heading, m_written["phone"], found->phone, "fax"});
    }
    const std::string fax = valueOf(profile, "fax");
    if (fax.empty()) {
        profile["fax"] = found->fax;
        m_file.repairs.push_back({m_row, headingOf("fax"), m_written["phone"], found->fax, "fax"});
    } else if (fax != found->fax) {
        flag(heading, found->fax, "second-fax");
        keepUnknown(heading + " (2)", m_written["phone"]);
    }
}

/// A spreadsheet writes the number 1 as "1.0".
void RowReader::readNumber() {
    std::string number = valueOf(m_facility.profile, "standard_id");
    m_facility.profile.erase("standard_id");
    const std::size_t dot = number.find('.');
    const bool decimal = dot != std::string::npos && dot > 0 && number.size() > dot + 1 &&
                         number.find_first_not_of("0123456789") == dot &&
                         number.find_first_not_of('0', dot + 1) == std::string::npos;
    if (decimal) {
        m_file.repairs.push_back(
            {m_row, headingOf("standard_id"), m_written["standard_id"], number.substr(0, dot), "number"});
        number.resize(dot);
    }
    m_facility.standardId = std::move(number);
}

void RowReader::keepUnknown(const std::string &heading, const std::string &cell) {
    // The text must be as clean as a remark, so that it cannot disturb a screen or a file.
    const bool clean = domain::isCleanText(cell, domain::TextShape::Multiline);
    const std::string value = clean ? domain::trimmed(cell) : domain::repairedProfileItem("note", cell);
    if (domain::codePoints(value) > mostKept) {
        flag(heading, {}, "too-long");
    } else if (!value.empty()) {
        m_facility.unknownColumns[heading] = value;
    }
}

/// The code belongs to the facility, not to its profile. A prefecture's list contains the prefecture's code.
void RowReader::readMunicipality() {
    const std::string code = valueOf(m_facility.profile, "municipality_code");
    m_facility.profile.erase("municipality_code");
    const bool valid = domain::isMunicipalityCode(code);
    const std::string &own = m_choices.municipality;
    m_facility.municipalityCode = own.empty() && valid ? code : own;
    if (!code.empty() && !valid) {
        flag(headingOf("municipality_code"), m_written["municipality_code"],
             domain::validateProfileItem("municipality_code", code).front().code);
    } else if (!code.empty() && !belongsTo(code, m_facility.municipalityCode)) {
        flag(headingOf("municipality_code"), code, "other-municipality");
    } else if (m_facility.municipalityCode.empty()) {
        flag(headingOf("municipality_code"), {}, "missing");
    }
}

std::string RowReader::refusal() const {
    const std::string name = valueOf(m_facility.profile, "name");
    if (name.empty()) {
        return "no-name";
    }
    if (domain::isSpoiledNumber(writtenIn("standard_id"))) {
        return "spoiled-number";
    }
    // Name and address identify a facility as well as a number does.
    if (m_facility.standardId.empty() && valueOf(m_facility.profile, "address").empty()) {
        return "no-id";
    }
    if (!domain::validateProfileItem("name", name).empty()) {
        return "bad-name";
    }
    if (!domain::validateProfileItem("standard_id", m_facility.standardId).empty()) {
        return "bad-id";
    }
    return m_rowOfNumber.contains(domain::numberKey(m_facility.standardId)) ? "duplicate-id" : "";
}

bool RowReader::isHeldOrLeftOut() {
    const std::string kind = domain::searchKey(writtenIn("type"));
    const std::string name = valueOf(m_facility.profile, "name");
    const auto isKind = [&](const std::string &left) { return domain::searchKey(left) == kind; };
    if (!kind.empty() && std::ranges::any_of(m_choices.leaveOut, isKind)) {
        m_file.leftOut.push_back({m_row, "left-out", name});
        return true;
    }
    if (!m_facility.standardId.empty()) {
        m_rowOfNumber.emplace(domain::numberKey(m_facility.standardId), m_row);
        return false;
    }
    const domain::FacilityKeys keys = domain::keysOf(m_facility);
    const auto [place, isNew] = m_rowOfPlace.emplace(keys.name + '\n' + keys.address, m_row);
    if (!isNew) {
        m_file.held.push_back({m_row, "same-as-row", name, {{"row", std::to_string(place->second)}}});
    }
    return !isNew;
}

/// A latitude of 139 with a longitude of 35 means that the two were exchanged.
void RowReader::swapCoordinates() {
    Profile &profile = m_facility.profile;
    if (!profile.contains("latitude") || !profile.contains("longitude")) {
        return;
    }
    const bool asWritten = domain::validateProfileItem("latitude", profile["latitude"]).empty() ||
                           domain::validateProfileItem("longitude", profile["longitude"]).empty();
    const bool exchanged = domain::validateProfileItem("latitude", profile["longitude"]).empty() &&
                           domain::validateProfileItem("longitude", profile["latitude"]).empty();
    if (asWritten || !exchanged) {
        return;
    }
    std::swap(profile["latitude"], profile["longitude"]);
    for (const char *key : {"latitude", "longitude"}) {
        m_file.repairs.push_back({m_row, headingOf(key), m_written[key], profile[key], "swapped"});
    }
}

/// Sets aside refused values until the rules refuse nothing more: without its latitude, a longitude is
/// refused too.
void RowReader::setAsideFaults() {
    for (bool again = true; std::exchange(again, false);) {
        for (const domain::FieldError &fault : domain::validate(m_facility)) {
            const bool inProfile = fault.pointer.starts_with(profilePointer);
            const std::string key = inProfile ? fault.pointer.substr(profilePointer.size()) : std::string();
            // "both-or-neither" points at the empty item, but the other one is unusable.
            const bool alone = fault.code == "both-or-neither";
            const std::string useless = !alone ? key : key == "latitude" ? "longitude" : "latitude";
            if (!inProfile || !m_facility.profile.contains(useless)) {
                continue;
            }
            setAside(useless, fault.code);
            again = true;
        }
    }
}

void RowReader::setAside(const std::string &key, const std::string &code) {
    const std::string &written = m_written[key];
    flag(headingOf(key), written, faultCode(key, code));
    m_facility.profile.erase(key);
    keepUnknown(headingOf(key), written);
}

/// A more specific code if the reason is known.
std::string RowReader::faultCode(const std::string &key, const std::string &code) const {
    constexpr std::array<std::string_view, 8> places{"児童クラブ",   "学童",     "児童館", "児童センター",
                                                     "支援センター", "支援拠点", "ひろば", "放課後"};
    const std::string written = domain::searchKey(writtenIn(key));
    const auto names = [&](std::string_view place) {
        return written.find(domain::searchKey(place)) != std::string::npos;
    };
    if (key == "type" && std::ranges::any_of(places, names)) {
        return "no-nursery";
    }
    const bool time = domain::profileItem(key)->type == ItemType::Time;
    return time && domain::holdsTwoTimes(writtenIn(key)) ? "two-times" : code;
}

void RowReader::readKind() {
    constexpr std::array<std::string_view, 3> unclear{"認可保育所", "認定こども園", "幼稚園"};
    const std::string kind = valueOf(m_facility.profile, "type");
    if (std::ranges::find(unclear, kind) != unclear.end()) {
        flag(headingOf("type"), kind, "type-unclear");
    }
    const std::string kana = valueOf(m_facility.profile, "name_kana");
    if (!domain::isFullWidthKatakana(kana)) {
        flag(headingOf("name_kana"), kana, "kana-marks");
    }
}

void RowReader::readClasses() {
    const std::string ages = valueOf(m_facility.profile, "accepted_ages");
    if (ages.empty()) {
        return;
    }
    const std::string kind = valueOf(m_facility.profile, "type");
    const auto listed = listedClasses(ages, kind.empty() ? writtenIn("type") : kind);
    if (!listed) {
        flag(headingOf("accepted_ages"), ages, "ages-not-understood");
    } else if (listed->beyondKind) {
        flag(headingOf("accepted_ages"), ages, "ages-beyond-kind");
    }
    for (const int age : domain::agesOf(listed ? listed->classes : domain::AgeClasses())) {
        m_facility.classes.push_back({.age = age});
    }
}

void RowReader::flagMissing() {
    for (const std::string &key : domain::missingForPublication(m_facility.profile)) {
        flag(headingOf(key), {}, "missing");
    }
    if (!m_facility.profile.contains("phone")) {
        flag(headingOf("phone"), {}, "missing-phone");
    }
    if (m_facility.standardId.empty()) {
        flag(headingOf("standard_id"), {}, "missing-number");
    }
}

std::string RowReader::writtenIn(const std::string &key) const {
    const auto found = m_written.find(key);
    return found == m_written.end() ? std::string() : found->second;
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
