#include "hub/auth/auth_calls.h"
#include "hub/auth/routes.h"
#include "wire/paths.h"

namespace hub {
namespace {

Route open(std::string_view method, std::string_view pattern, Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .work = Work::Write,
            .signIn = SignIn::None,
            .idempotency = Idempotency::None,
            .handler = std::move(handler)};
}

Route signedIn(std::string_view method, std::string_view pattern, Work work, Handler handler) {
    return {.method = method,
            .pattern = pattern,
            .work = work,
            .signIn = SignIn::Required,
            .idempotency = Idempotency::None,
            .handler = std::move(handler)};
}

/// A route whose handler hashes passwords, so it must not run on the writer.
Route hashing(std::string_view pattern, AuthHandler handler) {
    return {.method = "POST",
            .pattern = pattern,
            .work = Work::Auth,
            .signIn = SignIn::None,
            .idempotency = Idempotency::None,
            .authHandler = std::move(handler)};
}

} // namespace

std::vector<Route> authRoutes() {
    return {
        hashing(wire::paths::login, auth::login),
        hashing(wire::paths::password, auth::choosePassword),
        open("POST", wire::paths::secondFactor, auth::secondFactor),
        open("POST", wire::paths::enrolment, auth::beginEnrolment),
        open("POST", wire::paths::confirmEnrolment, auth::confirmEnrolment),
        open("POST", wire::paths::refresh, auth::refresh),
        open("POST", "/v1/oauth/token", auth::clientToken),
        signedIn("POST", wire::paths::logout, Work::Write, auth::logout),
        signedIn("GET", "/v1/auth/sessions", Work::Read, auth::listSessions),
        signedIn("DELETE", "/v1/auth/sessions/{id}", Work::Write, auth::deleteSession),
        signedIn("POST", "/v1/auth/unlock", Work::Write, auth::unlock),
        signedIn("GET", "/v1/auth/factors", Work::Read, auth::listFactors),
        signedIn("POST", "/v1/auth/factors", Work::Write, auth::addFactor),
        signedIn("POST", "/v1/auth/factors/{id}/confirm", Work::Write, auth::confirmAddedFactor),
        signedIn("DELETE", "/v1/auth/factors/{id}", Work::Write, auth::removeFactor),
        signedIn("POST", "/v1/auth/recovery-codes", Work::Write, auth::renewRecoveryCodes),
    };
}

} // namespace hub
