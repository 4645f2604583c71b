#include "hub/handlers/feed/api_description.h"

#include "hub/calls/router.h"
#include "hub/handlers/feed/routes.h"

namespace hub {

namespace {

/// The texts live as long as the program, so all answers share one copy.
std::shared_ptr<const std::string> shared(std::string_view text) {
    return std::make_shared<const std::string>(text);
}

Response documentAnswer(std::shared_ptr<const std::string> body, const char *contentType) {
    Response response;
    response.headers["Content-Type"] = contentType;
    response.headers["Cache-Control"] = "public, max-age=3600";
    response.body = std::move(body);
    return response;
}

HandlerResult getInterface(const Request &, Context &) {
    static const auto body = shared(api_description::interfaceText);
    return documentAnswer(body, "application/yaml");
}

HandlerResult getPage(const Request &, Context &) {
    static const auto body = shared(api_description::interfacePage);
    Response response = documentAnswer(body, "text/html; charset=utf-8");
    response.headers["Content-Security-Policy"] = api_description::pagePolicy;
    response.headers["Referrer-Policy"] = "no-referrer";
    return response;
}

Route openDocument(std::string_view pattern, Handler handler) {
    return {.method = "GET", .pattern = pattern, .signIn = SignIn::None, .handler = std::move(handler)};
}

} // namespace

std::vector<Route> documentRoutes() {
    return {openDocument("/v1/openapi.yaml", getInterface), openDocument("/docs", getPage)};
}

} // namespace hub
