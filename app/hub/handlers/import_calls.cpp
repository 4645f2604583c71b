// A municipality's list of facilities, sent as the file that it is.
#include "hub/handlers/facility_import.h"
#include "hub/handlers/office_routes.h"
#include "hub/handlers/query_values.h"
#include "wire/office_json.h"

namespace hub {

namespace {

using domain::Result;
using Outcome = ImportedRow::Outcome;

std::string_view nameOf(Outcome outcome) {
    switch (outcome) {
    case Outcome::Created:
        return "created";
    case Outcome::Updated:
        return "updated";
    case Outcome::Unchanged:
        return "unchanged";
    case Outcome::Refused:
        return "refused";
    }
    return {};
}

/// One member after the other; the values are ours or escaped.
class Object {
public:
    Object &number(const char *name, std::int64_t value) { return raw(name, std::to_string(value)); }
    Object &text(const char *name, std::string_view value) {
        return value.empty() ? *this : raw(name, wire::jsonText(value));
    }
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
    return Object().text("pointer", fault.pointer).text("code", fault.code).take();
}

std::string rowJson(const ImportedRow &row) {
    Object object;
    object.number("row", row.row).text("outcome", nameOf(row.outcome)).text("facility_id", row.facilityId);
    object.text("items", row.items);
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

std::string refusalJson(const formats::ImportRefusal &refusal) {
    return Object()
        .number("row", refusal.row)
        .text("outcome", "refused")
        .text("value", refusal.value)
        .raw("errors", listJson(std::vector<domain::FieldError>{{"", refusal.code, {}}}, faultJson))
        .take();
}

/// Rows that the reader refused come first: they have no facility that could be judged.
std::string answerJson(const formats::OpenDataFile &file, const std::vector<ImportedRow> &rows, bool dryRun) {
    std::string list = listJson(file.refusals, refusalJson);
    list.pop_back();
    for (const ImportedRow &row : rows) {
        list += (list.size() > 1 ? "," : "") + rowJson(row);
    }
    return Object()
        .raw("dry_run", dryRun ? "true" : "false")
        .raw("rows", list + "]")
        .raw("repairs", listJson(file.repairs, repairJson))
        .raw("flags", listJson(file.flags, flagJson))
        .take();
}

Result<bool> isDryRun(const Request &request) {
    const std::string text = textIn(request, "dry_run");
    if (!text.empty() && text != "true" && text != "false") {
        return invalid("/query/dry_run", "not-allowed");
    }
    return text == "true";
}

HandlerResult postImport(const Request &request, Context &context) {
    if (context.caller->user.role != domain::Role::Municipal) {
        return forbidden();
    }
    const auto dryRun = isDryRun(request);
    if (!dryRun) {
        return domain::passOn(dryRun);
    }
    const auto file = formats::readOpenData(request.body, context.caller->user.municipalityCode);
    if (!file) {
        return invalid("/file", file.error().code, file.error().params);
    }
    std::vector<ImportedRow> rows;
    for (const formats::ImportRow &row : file->rows) {
        auto imported = importRow(context, row, *dryRun ? ImportMode::DryRun : ImportMode::Store);
        if (!imported) {
            return domain::passOn(imported);
        }
        rows.push_back(std::move(*imported));
    }
    return jsonAnswer(200, answerJson(*file, rows, *dryRun));
}

} // namespace

std::vector<Route> importRoutes() {
    return {writing("POST", "/v1/facilities/import", postImport)};
}

} // namespace hub
