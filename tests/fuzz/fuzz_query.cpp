// Targets, query values, cursors, versions and what the router makes of a path.
#include "fuzz.h"

#include "hub/calls/query_values.h"
#include "hub/calls/route_table.h"
#include "hub/handlers/feed/cursor.h"
#include "hub/http/http_text.h"
#include "hub/http/preconditions.h"

namespace {

const hub::RouteTable &routes() {
    static const hub::RouteTable table({{.method = "GET", .pattern = "/v1/slots/{id}"},
                                        {.method = "POST", .pattern = "/v1/slots/batch"},
                                        {.method = "POST", .pattern = "/v1/reservations/{id}/approve"},
                                        {.method = "GET", .pattern = "/v1/changes"}});
    return table;
}

void cursor(std::string_view text) {
    const auto parsed = hub::parseCursor(text);
    if (!parsed) {
        return;
    }
    const auto again = hub::parseCursor(hub::textOf(*parsed));
    fuzz::must(again && *again == *parsed);
}

void version(std::string_view tag) {
    hub::Request request;
    request.headers["if-match"] = tag;
    const auto seen = hub::ifMatchVersion(request);
    fuzz::must(!seen || *seen >= 1);
    (void)hub::wantsCreation(request);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text = fuzz::textOf(data, size);
    cursor(text);
    version(text);
    hub::Request request;
    if (!hub::readTarget(text, request)) {
        return 0;
    }
    const hub::RouteMatch match = routes().find("GET", request.path);
    for (const std::string &param : match.params) {
        fuzz::must(!param.empty() && param.find('/') == std::string::npos);
    }
    for (const char *name : {"limit", "wait", "after"}) {
        const auto number = hub::numberIn(request, name, 7, 0, 1000);
        fuzz::must(!number || (*number >= 0 && *number <= 1000));
    }
    (void)hub::dateIn(request, "from");
    cursor(hub::textIn(request, "cursor"));
    return 0;
}
