// The municipality's open-data list of published profiles. It is public and needs no sign-in.
#include "domain/validate.h"
#include "formats/open_data_write.h"
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/route_kinds.h"
#include "hub/db/read.h"
#include "hub/handlers/facilities/routes.h"
#include "hub/records/facility_store.h"
#include "hub/records/scope.h"

namespace hub {

namespace {

using domain::Facility;
using domain::Result;

constexpr std::string_view fileEnding = "_preschool.csv";

Result<std::vector<Facility>> publishedIn(Connection &db, const std::string &code) {
    return readFacilities(
        db,
        "SELECT h.body FROM facility_publication p JOIN facility_history h "
        "ON h.facility_id = p.facility_id AND h.version = p.version "
        "JOIN facility f ON f.id = p.facility_id "
        "WHERE p.municipality = $1 ORDER BY f.standard_id = '', f.standard_id, p.facility_id",
        code);
}

Result<bool> isKnown(Connection &db, const std::string &code) {
    auto known =
        firstRow(db, "SELECT 1 FROM municipality WHERE code = $1", {code}, [](const Rows &) { return true; });
    if (!known) {
        return domain::passOn(known);
    }
    return known->has_value();
}

/// `{code}_preschool.csv`; `?layout=28` selects the older columns.
HandlerResult getOpenData(const Request &request, Context &context) {
    const std::string &file = context.param(0);
    if (!file.ends_with(fileEnding)) {
        return notFound();
    }
    const std::string code = file.substr(0, file.size() - fileEnding.size());
    const auto known = domain::isMunicipalityCode(code) ? isKnown(context.db, code) : Result<bool>(false);
    if (!known) {
        return domain::passOn(known);
    }
    if (!*known) {
        return notFound();
    }
    const std::string layout = textIn(request, "layout");
    if (!layout.empty() && layout != "28" && layout != "53") {
        return invalid("/query/layout", "not-allowed");
    }
    const auto facilities = publishedIn(context.db, code);
    if (!facilities) {
        return domain::passOn(facilities);
    }
    Response answer;
    answer.setBody(formats::writeOpenData(*facilities, layout == "28" ? formats::OpenDataLayout::Columns28
                                                                      : formats::OpenDataLayout::Columns53),
                   "text/csv; charset=utf-8");
    answer.headers["Content-Disposition"] = "attachment; filename=\"" + file + "\"";
    return answer;
}

} // namespace

std::vector<Route> openDataRoutes() {
    Route route = reading("/v1/open-data/{file}", getOpenData);
    route.signIn = SignIn::None;
    return {std::move(route)};
}

} // namespace hub
