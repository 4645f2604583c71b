// POST /v1/oauth/token: sign-in of connected systems (RFC 6749, client credentials).
//
// A form body or HTTP Basic is answered as the standard requires. A JSON body is the hub's own older form:
// its refusals are problem documents that also contain the standard's members.
#include "hub/auth/auth_calls.h"
#include "hub/auth/form_text.h"
#include "hub/auth/scopes.h"
#include "hub/auth/systems.h"
#include "hub/calls/answers.h"
#include "hub/http/problem_response.h"
#include "wire/auth_json.h"

#include <sodium.h>

namespace hub::auth {
namespace {

enum class Style : bool { Standard, Json };

struct TokenRequest {
    std::string grant;
    std::string id;
    std::string secret;
    std::string scope; ///< empty means all scopes of the system
};

/// A refusal with the standard's error code and the problem for JSON clients.
struct Refused {
    std::string_view error;
    std::string_view description;
    domain::Error problem;
};
using Read = tl::expected<TokenRequest, Refused>;

tl::unexpected<Refused> refused(std::string_view error, std::string_view description, std::string pointer,
                                std::string code) {
    domain::Error problem{.kind = domain::ErrorKind::Rejected, .code = "validation"};
    problem.fields.push_back({std::move(pointer), std::move(code), {}});
    return tl::unexpected(Refused{error, description, std::move(problem)});
}

tl::unexpected<Refused> wrongClient() {
    return tl::unexpected(
        Refused{"invalid_client", "The client is not known, or its secret is wrong.", wrongCredentials()});
}

bool startsWithBasic(std::string_view header) {
    constexpr std::string_view scheme = "basic ";
    if (header.size() < scheme.size()) {
        return false;
    }
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        if ((header[i] | 0x20) != scheme[i]) {
            return false;
        }
    }
    return true;
}

bool isJson(const Request &request) {
    const std::string_view type = request.header("content-type");
    return !request.body.empty() && !type.starts_with("application/x-www-form-urlencoded");
}

Style styleOf(const Request &request) {
    return isJson(request) && !startsWithBasic(request.header("authorization")) ? Style::Json
                                                                                : Style::Standard;
}

std::optional<std::string> fromBase64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    const char *end = nullptr;
    const int code =
        sodium_base642bin(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL);
    if (code != 0 || end != text.data() + text.size()) {
        return std::nullopt;
    }
    bytes.resize(length);
    return bytes;
}

/// Id and secret are each form-encoded before they are joined (RFC 6749, 2.3.1).
bool readBasic(std::string_view header, TokenRequest &asked) {
    constexpr std::size_t scheme = 6;
    const std::string_view rest =
        header.substr(std::min(header.find_first_not_of(' ', scheme), header.size()));
    const auto pair = fromBase64(rest);
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    if (colon == std::string::npos) {
        return false;
    }
    asked.id = formDecoded(std::string_view(*pair).substr(0, colon));
    asked.secret = formDecoded(std::string_view(*pair).substr(colon + 1));
    return true;
}

/// A member of the body. A missing member counts as empty, as in the standard.
std::string memberOf(const Request &request, const char *name) {
    if (isJson(request)) {
        return wire::stringMember(request.body, name).value_or(std::string());
    }
    return formMember(request.body, name);
}

TokenRequest membersOf(const Request &request) {
    return {.grant = memberOf(request, "grant_type"),
            .id = memberOf(request, "client_id"),
            .secret = memberOf(request, "client_secret"),
            .scope = memberOf(request, "scope")};
}

Read readBody(const Request &request) {
    if (isJson(request)) {
        const auto grant = wire::stringMember(request.body, "grant_type");
        if (!grant && grant.error().kind == domain::ErrorKind::Malformed) {
            return tl::unexpected(Refused{"invalid_request", "The body is no JSON.", grant.error()});
        }
        return membersOf(request);
    }
    for (const char *name : {"grant_type", "client_id", "client_secret", "scope"}) {
        if (countOfFormMember(request.body, name) > 1) {
            return refused("invalid_request", "A parameter comes twice.", std::string("/") + name,
                           "not-allowed");
        }
    }
    return membersOf(request);
}

Read withBasic(const Request &request, TokenRequest asked) {
    const std::string_view header = request.header("authorization");
    if (!startsWithBasic(header)) {
        return asked;
    }
    TokenRequest basic;
    if (!readBasic(header, basic)) {
        return wrongClient();
    }
    if (!asked.secret.empty()) {
        return refused("invalid_request", "The client names its secret in two ways.", "/client_secret",
                       "not-allowed");
    }
    if (!asked.id.empty() && asked.id != basic.id) {
        return refused("invalid_request", "The client names itself in two ways.", "/client_id",
                       "not-allowed");
    }
    asked.id = std::move(basic.id);
    asked.secret = std::move(basic.secret);
    return asked;
}

Read checked(TokenRequest asked) {
    if (asked.grant.empty()) {
        return refused("invalid_request", "grant_type is needed.", "/grant_type", "required");
    }
    if (asked.id.empty() || asked.secret.empty()) {
        return refused("invalid_client", "The client has to name itself and its secret.",
                       asked.id.empty() ? "/client_id" : "/client_secret", "required");
    }
    if (asked.grant != "client_credentials") {
        return refused("unsupported_grant_type", "Only client_credentials is there.", "/grant_type",
                       "not-allowed");
    }
    return asked;
}

Response refusalOf(const Refused &why, const Request &request) {
    const bool isClient = why.error == "invalid_client";
    const std::string members = R"({"error":")" + std::string(why.error) + R"(","error_description":")" +
                                std::string(why.description) + '"';
    Response response;
    if (styleOf(request) == Style::Json) {
        response = refusal(why.problem, request);
        response.setBody(members + "," + std::string(response.text().substr(1)), "application/problem+json");
    } else {
        response = jsonAnswer(isClient ? 401 : 400, members + '}');
    }
    response.headers["Cache-Control"] = "no-store";
    response.headers["Pragma"] = "no-cache";
    if (isClient) {
        response.headers["WWW-Authenticate"] = R"(Basic realm="hokatsu-hub", charset="UTF-8")";
    }
    return response;
}

} // namespace

HandlerResult clientToken(const Request &request, Context &context) {
    const Read asked = readBody(request)
                           .and_then([&](TokenRequest read) { return withBasic(request, std::move(read)); })
                           .and_then(checked);
    if (!asked) {
        return refusalOf(asked.error(), request);
    }
    const auto system = systemBySecret(context, asked->id, asked->secret);
    if (!system && system.error().kind == domain::ErrorKind::WrongCredentials) {
        return refusalOf(wrongClient().value(), request);
    }
    if (!system) {
        return domain::passOn(system);
    }
    const auto scopes = grantedScopes(asked->scope, system->scopes);
    if (!scopes) {
        return refusalOf(
            refused("invalid_scope", "The system may not use one of these.", "/scope", "not-allowed").value(),
            request);
    }
    const auto token = systemSession(context, system->id, system->name, *scopes);
    if (!token) {
        return domain::passOn(token);
    }
    Response answer = secretAnswer(
        R"({"access_token":")" + *token + R"(","token_type":"Bearer","expires_in":)" +
        std::to_string(std::chrono::seconds(accessTokenLife).count()) + R"(,"scope":")" + *scopes + R"("})");
    answer.headers["Pragma"] = "no-cache";
    return answer;
}

} // namespace hub::auth
