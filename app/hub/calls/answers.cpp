#include "hub/calls/answers.h"

#include "hub/http/preconditions.h"

namespace hub {

using domain::ErrorKind;

Response jsonAnswer(int status, std::string body) {
    Response response;
    response.status = status;
    response.setBody(std::move(body), "application/json");
    return response;
}

Response recordAnswer(int status, std::int64_t version, std::string body) {
    Response response = jsonAnswer(status, std::move(body));
    response.headers["ETag"] = etag(version);
    return response;
}

tl::unexpected<domain::Error> notFound() {
    return domain::fail(ErrorKind::NotFound, "not-found");
}
tl::unexpected<domain::Error> forbidden() {
    return domain::fail(ErrorKind::Forbidden, "forbidden");
}

tl::unexpected<domain::Error> invalid(std::vector<domain::FieldError> fields) {
    domain::Error error{.kind = ErrorKind::Rejected, .code = "validation"};
    error.fields = std::move(fields);
    return domain::fail(std::move(error));
}

tl::unexpected<domain::Error> invalid(std::string pointer, std::string code, domain::Params params) {
    return invalid({{std::move(pointer), std::move(code), std::move(params)}});
}

tl::unexpected<domain::Error> conflict(std::string code, std::string current) {
    domain::Error error{.kind = ErrorKind::Conflict, .code = std::move(code)};
    error.current = std::move(current);
    return domain::fail(std::move(error));
}

tl::unexpected<domain::Error> versionConflict(std::string current) {
    return conflict("version-conflict", std::move(current));
}

tl::unexpected<domain::Error> preconditionRequired() {
    return domain::fail(ErrorKind::Rejected, "precondition-required");
}

} // namespace hub
