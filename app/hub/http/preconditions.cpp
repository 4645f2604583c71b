#include "hub/http/preconditions.h"

#include <charconv>

namespace hub {
namespace {

tl::unexpected<domain::Error> malformedTag() {
    domain::Error error{.kind = domain::ErrorKind::Malformed, .code = "malformed"};
    error.fields.push_back({.pointer = "/headers/If-Match", .code = "not-a-version"});
    return domain::fail(std::move(error));
}

} // namespace

std::string etag(std::int64_t version) {
    return '"' + std::to_string(version) + '"';
}

domain::Result<std::int64_t> ifMatchVersion(const Request &request) {
    std::string_view tag = request.header("if-match");
    if (tag.empty()) {
        domain::Error error{.kind = domain::ErrorKind::Rejected, .code = "precondition-required"};
        error.fields.push_back({.pointer = "/headers/If-Match", .code = "required"});
        return domain::fail(std::move(error));
    }
    if (tag.starts_with("W/")) {
        tag.remove_prefix(
            2); // a gateway that compresses makes our tags weak, but the version in them is the same
    }
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') {
        return malformedTag();
    }
    const std::string_view digits = tag.substr(1, tag.size() - 2);
    std::int64_t version = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (fault != std::errc() || end != digits.data() + digits.size() || version < 1) {
        return malformedTag();
    }
    return version;
}

bool wantsCreation(const Request &request) {
    return request.header("if-none-match") == "*";
}

} // namespace hub
