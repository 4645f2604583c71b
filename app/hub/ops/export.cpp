#include "hub/ops/export.h"

#include "hub/db/read.h"
#include "hub/ops/new_folder.h"

#include <array>
#include <fstream>
#include <span>

namespace hub::ops {
namespace {

using domain::ErrorKind;
using domain::Result;
namespace fs = std::filesystem;

struct Table {
    std::string_view file;
    std::string_view headings; ///< one for each column of the statement
    std::string_view sql;      ///< returns all columns as text
    std::string_view about;
};

// Instants are seconds since 1970-01-01T00:00:00Z in the tables, and RFC 3339 in the records.
constexpr std::array<Table, 12> tables = {{
    {"municipalities.csv", "code,name,version",
     "SELECT code, name, CAST(version AS TEXT) FROM municipality ORDER BY code",
     "Municipalities by their code."},
    {"operators.csv", "id,name,corporate_number",
     "SELECT id, name, corporate_number FROM operator ORDER BY id", "Corporations that run facilities."},
    {"facilities.csv", "id,municipality,standard_id,operator_id,name,phone,version",
     "SELECT id, municipality, standard_id, operator_id, name, phone, CAST(version AS TEXT) FROM facility "
     "ORDER BY id",
     "Facilities; standard_id is ID/NO of the open-data list. The whole profile is in facility.json."},
    {"slots.csv", "id,facility_id,starts_at,ends_at,seats,seats_taken,status,version",
     "SELECT id, facility_id, CAST(starts_at AS TEXT), CAST(ends_at AS TEXT), CAST(seats AS TEXT), "
     "CAST(seats_taken AS TEXT), status, CAST(version AS TEXT) FROM slot ORDER BY id",
     "Tour slots; starts_at and ends_at in seconds since 1970 (UTC)."},
    {"reservations.csv", "id,slot_id,facility_id,status,starts_at,requested_at,made_by,version,erased_at",
     "SELECT id, slot_id, facility_id, status, CAST(starts_at AS TEXT), CAST(requested_at AS TEXT), made_by, "
     "CAST(version AS TEXT), CAST(erased_at AS TEXT) FROM reservation ORDER BY id",
     "Reservations without personal members (those are in reservation.json); made_by is the connected "
     "system, empty "
     "for phone and counter; erased_at says when personal members were erased."},
    {"closures.csv", "id,facility_id,date", "SELECT id, facility_id, date FROM closure ORDER BY id",
     "Days on which a facility is closed."},
    {"accounts.csv", "id,login_id,name,role,municipality,operator_id,status,created_at",
     "SELECT id, login_id, name, role, municipality, operator_id, status, CAST(created_at AS TEXT) FROM "
     "account "
     "ORDER BY id",
     "Accounts of people, without passwords and second factors."},
    {"account_facilities.csv", "account_id,facility_id",
     "SELECT account_id, facility_id FROM account_facility ORDER BY account_id, facility_id",
     "Where accounts work."},
    {"systems.csv", "id,name,municipality,status,scopes,created_at",
     "SELECT id, name, municipality, status, scopes, CAST(created_at AS TEXT) FROM system_client ORDER BY id",
     "Connected systems, without their secrets."},
    {"system_facilities.csv", "system_id,facility_id",
     "SELECT system_id, facility_id FROM system_grant ORDER BY system_id, facility_id",
     "Facilities that a connected system is granted."},
    {"webhooks.csv", "id,system_id,url,enabled,version",
     "SELECT id, system_id, url, CAST(enabled AS TEXT), CAST(version AS TEXT) FROM webhook ORDER BY id",
     "Webhooks, without their secrets."},
    {"audit.csv",
     "municipality,number,at,action,kind,object_id,facility_id,role,actor,session,members,content_hash,"
     "previous_hash,"
     "hash",
     "SELECT municipality, CAST(number AS TEXT), CAST(at AS TEXT), action, kind, object_id, facility_id, "
     "role, actor, "
     "session, members, content_hash, previous_hash, hash FROM audit ORDER BY municipality, number",
     "The audit chains: hash = SHA-256 over number, at, action, kind, object_id, facility_id, role, actor, "
     "session, "
     "members, content_hash and previous_hash, each followed by a line feed."},
}};

int columnsOf(const Table &table) {
    return 1 + static_cast<int>(std::count(table.headings.begin(), table.headings.end(), ','));
}

Result<void> finished(std::ofstream &file) {
    file.close();
    return file ? Result<void>() : domain::fail(ErrorKind::StorageFull, "unavailable");
}

std::ofstream opened(const fs::path &path) {
    return std::ofstream(path, std::ios::binary | std::ios::trunc);
}

/// A spreadsheet runs a cell that begins with such a character as a formula.
std::string guarded(std::string_view text) {
    const bool isFormula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
    return (isFormula ? "'" : "") + std::string(text);
}

Result<void> writeTable(Connection &db, const Table &table, const fs::path &to) {
    std::ofstream file = opened(to / table.file);
    file << table.headings << "\r\n";
    const int columns = columnsOf(table);
    auto read = eachRow(db, table.sql, {}, [&](const Rows &row) {
        for (int column = 0; column < columns; ++column) {
            file << (column > 0 ? "," : "") << (row.isNull(column) ? "" : csvCell(guarded(row.text(column))));
        }
        file << "\r\n";
    });
    return read ? finished(file) : read;
}

Result<std::vector<std::string>> kindsOf(Connection &db) {
    std::vector<std::string> kinds;
    auto read = eachRow(db, "SELECT DISTINCT kind FROM record ORDER BY kind", {},
                        [&kinds](const Rows &row) { kinds.emplace_back(row.text(0)); });
    if (!read) {
        return domain::passOn(read);
    }
    return kinds;
}

Result<void> writeRecords(Connection &db, const std::string &kind, const fs::path &to) {
    std::ofstream file = opened(to / (kind + ".json"));
    file << "[";
    bool first = true;
    auto read = eachRow(db, "SELECT body FROM record WHERE kind = $1 AND deleted = 0 ORDER BY id", {kind},
                        [&](const Rows &row) {
                            file << (first ? "\n" : ",\n") << row.text(0);
                            first = false;
                        });
    file << "\n]\n";
    return read ? finished(file) : read;
}

Result<void> writeReadme(const std::vector<std::string> &kinds, const fs::path &to) {
    std::ofstream file = opened(to / "README.txt");
    file
        << "Everything that a Hokatsu Hub held. This folder contains personal data.\n\n"
           "JSON: one array for each kind of record, each record as the interface gives it (openapi.yaml).\n";
    for (const std::string &kind : kinds) {
        file << "  " << kind << ".json\n";
    }
    file
        << "\nCSV: RFC 4180, UTF-8, the first line names the columns, an empty cell is an absent value. "
           "Instants are\n"
           "seconds since 1970-01-01T00:00:00Z. A text that begins with = + - @, a tab or a carriage return "
           "has an\n"
           "apostrophe before it, so that no spreadsheet takes it for a formula; the JSON has it as it is.\n";
    for (const Table &table : tables) {
        file << "  " << table.file << ": " << table.headings << "\n      " << table.about << "\n";
    }
    return finished(file);
}

} // namespace

std::string csvCell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string cell = "\"";
    for (const char c : text) {
        cell.append(c == '"' ? "\"\"" : std::string(1, c));
    }
    return cell + '"';
}

Result<void> exportAll(Connection &db, const fs::path &to) {
    if (auto made = makeNewFolder(to); !made) {
        return made;
    }
    const auto kinds = kindsOf(db);
    if (!kinds) {
        return domain::passOn(kinds);
    }
    for (const std::string &kind : *kinds) {
        if (auto written = writeRecords(db, kind, to); !written) {
            return written;
        }
    }
    for (const Table &table : tables) {
        if (auto written = writeTable(db, table, to); !written) {
            return written;
        }
    }
    return writeReadme(*kinds, to);
}

} // namespace hub::ops
