#include "hub/handlers/facilities/import_json.h"

#include "wire/office_json.h"

namespace hub {

namespace {

using Outcome = ImportedRow::Outcome;

std::string_view outcomeName(Outcome outcome) {
    switch (outcome) {
    case Outcome::Created:
        return "created";
    case Outcome::Updated:
        return "updated";
    case Outcome::Unchanged:
        return "unchanged";
    case Outcome::Held:
        return "held";
    case Outcome::Refused:
        return "refused";
    }
    return {};
}

/// Writes a JSON object member by member. The values are our own or escaped.
class Object {
public:
    Object &number(const char *name, std::int64_t value) { return raw(name, std::to_string(value)); }
    Object &text(const char *name, std::string_view value) {
        return value.empty() ? *this : raw(name, wire::jsonText(value));
    }
    Object &always(const char *name, std::string_view value) { return raw(name, wire::jsonText(value)); }
    Object &raw(const char *name, std::string_view json) {
        m_json.append(m_json.size() > 1 ? ",\"" : "\"").append(name).append("\":").append(json);
        return *this;
    }
    [[nodiscard]] std::string take() const { return m_json + "}"; }

private:
    std::string m_json = "{";
};

template <class List, class Write> std::string listJson(const List &list, Write write) {
    std::string json = "[";
    for (const auto &one : list) {
        json += (json.size() > 1 ? "," : "") + write(one);
    }
    return json + "]";
}

std::string faultJson(const domain::FieldError &fault) {
    Object object;
    object.text("pointer", fault.pointer).text("code", fault.code);
    if (!fault.params.empty()) {
        Object params;
        for (const auto &[name, value] : fault.params) {
            params.always(name.c_str(), value);
        }
        object.raw("params", params.take());
    }
    return object.take();
}

std::string changeJson(const ItemChange &change) {
    return Object()
        .text("item", change.item)
        .always("before", change.before)
        .always("after", change.after)
        .take();
}

std::string keptJson(const KeptItem &kept) {
    return Object()
        .text("item", kept.item)
        .always("stored", kept.stored)
        .always("listed", kept.listed)
        .text("code", kept.origin == Origin::Unknown ? "perhaps-edited" : "edited")
        .take();
}

std::string matchJson(const ImportedRow &row) {
    return Object()
        .text("facility_id", row.matchId)
        .text("name", row.matchName)
        .text("standard_id", row.matchNumber)
        .text("by", row.matchBy)
        .take();
}

std::string rowJson(const ImportedRow &row) {
    Object object;
    object.number("row", row.row)
        .text("outcome", outcomeName(row.outcome))
        .text("facility_id", row.facilityId)
        .text("name", row.name)
        .text("items", changedItems(row));
    if (!row.changes.empty()) {
        object.raw("changes", listJson(row.changes, changeJson));
    }
    if (!row.kept.empty()) {
        object.raw("kept", listJson(row.kept, keptJson));
    }
    if (!row.emptied.empty()) {
        object.raw("emptied",
                   listJson(row.emptied, [](const std::string &item) { return wire::jsonText(item); }));
    }
    if (!row.matchId.empty()) {
        object.raw("match", matchJson(row));
    }
    object.text("number_of", row.holderName);
    if (!row.faults.empty()) {
        object.raw("errors", listJson(row.faults, faultJson));
    }
    return object.take();
}

std::string repairJson(const formats::ImportRepair &repair) {
    return Object()
        .number("row", repair.row)
        .text("column", repair.column)
        .text("before", repair.before)
        .text("after", repair.after)
        .text("code", repair.code)
        .take();
}

std::string flagJson(const formats::ImportFlag &flag) {
    return Object()
        .number("row", flag.row)
        .text("column", flag.column)
        .text("value", flag.value)
        .text("code", flag.code)
        .take();
}

std::string untakenJson(const formats::ImportRefusal &row, std::string_view outcome) {
    return Object()
        .number("row", row.row)
        .text("outcome", outcome)
        .text("value", row.value)
        .raw("errors", listJson(std::vector<domain::FieldError>{{"", row.code, row.params}}, faultJson))
        .take();
}

void appendRows(std::string &list, const std::vector<formats::ImportRefusal> &rows,
                std::string_view outcome) {
    for (const formats::ImportRefusal &row : rows) {
        list += (list.size() > 1 ? "," : "") + untakenJson(row, outcome);
    }
}

std::string facilityJson(const ListedFacility &facility) {
    return Object()
        .text("facility_id", facility.id)
        .text("standard_id", facility.number)
        .text("name", facility.name)
        .take();
}

std::string countsJson(const formats::OpenDataFile &file, const ImportReport &report) {
    const auto count = [&report](Outcome outcome) {
        return static_cast<std::int64_t>(report.count(outcome));
    };
    const auto size = [](const auto &list) { return static_cast<std::int64_t>(list.size()); };
    return Object()
        .number("created", count(Outcome::Created))
        .number("updated", count(Outcome::Updated))
        .number("unchanged", count(Outcome::Unchanged))
        .number("held", count(Outcome::Held) + size(file.held))
        .number("refused", count(Outcome::Refused) + size(file.refusals))
        .number("left_out", size(file.leftOut))
        .number("kept", static_cast<std::int64_t>(report.keptItems()))
        .number("emptied", static_cast<std::int64_t>(report.emptiedItems()))
        .number("not_in_list", size(report.notInList))
        .take();
}

} // namespace

std::string importJson(const formats::OpenDataFile &file, const ImportReport &report, ImportMode mode) {
    std::string list = "[";
    appendRows(list, file.refusals, "refused");
    appendRows(list, file.held, "held");
    appendRows(list, file.leftOut, "left_out");
    for (const ImportedRow &row : report.rows) {
        list += (list.size() > 1 ? "," : "") + rowJson(row);
    }
    Object answer;
    answer.raw("dry_run", mode == ImportMode::DryRun ? "true" : "false")
        .raw("counts", countsJson(file, report))
        .raw("rows", list + "]")
        .raw("repairs", listJson(file.repairs, repairJson))
        .raw("flags", listJson(file.flags, flagJson))
        .raw("not_in_list", listJson(report.notInList, facilityJson));
    if (report.looksRenumbered) {
        answer.raw("looks_renumbered", "true");
    }
    if (!report.numberGiven.empty()) {
        answer.raw("number_given", listJson(report.numberGiven, facilityJson));
    }
    return answer.take();
}

} // namespace hub
