#include "hub/http/problem_response.h"

#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <typeinfo>

namespace hub {
namespace {

using domain::ErrorKind;

constexpr int serverFault = 500;

/// The contract's code for an error whose own code the contract does not have (for example "not-an-id" of a
/// path parameter).
std::string codeByKind(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Malformed:
        return "malformed";
    case ErrorKind::Rejected:
        return "validation";
    case ErrorKind::NotFound:
        return "not-found";
    case ErrorKind::Forbidden:
        return "forbidden";
    case ErrorKind::SignedOut:
    case ErrorKind::WrongCredentials:
        return "unauthenticated";
    case ErrorKind::CodeNeeded:
        return "mfa-required";
    case ErrorKind::RateLimited:
        return "rate-limited";
    default:
        return "internal";
    }
}

void settleCode(domain::Error &error) {
    if (isStorageFault(error)) {
        error = domain::Error{.kind = error.kind, .code = "unavailable", .requestId = error.requestId};
        return;
    }
    if (!error.code.empty() && wire::statusOf(error.code) != serverFault) {
        return;
    }
    error.code = codeByKind(error.kind);
    if (error.code == "internal") {
        error = domain::Error{.code = "internal", .requestId = error.requestId};
    }
}

/// A short reason for the operator's log.
const char *reasonOf(const domain::Error &error) {
    switch (error.kind) {
    case ErrorKind::StorageBusy:
        return "the database is busy or away";
    case ErrorKind::StorageFull:
        return "the disk of the database is full";
    case ErrorKind::StorageReadOnly:
        return "the database cannot be written to";
    case ErrorKind::StorageCorrupt:
        return "the database is damaged";
    case ErrorKind::HubFault:
        return error.params.contains("sqlite") || error.params.contains("sqlstate")
                   ? "the disk of the database fails"
                   : "";
    default:
        return "";
    }
}

} // namespace

bool isStorageFault(const domain::Error &error) {
    if (error.kind == ErrorKind::HubFault && error.code == "unavailable") {
        return true; // the disk reported an input/output error
    }
    switch (error.kind) {
    case ErrorKind::StorageBusy:
    case ErrorKind::StorageFull:
    case ErrorKind::StorageReadOnly:
    case ErrorKind::StorageCorrupt:
    case ErrorKind::StorageTooNew:
        return true;
    default:
        return false;
    }
}

Response problemResponse(domain::Error error, wire::Language language) {
    settleCode(error);
    if (!error.retryAfter && (error.code == "unavailable" || error.code == "rate-limited")) {
        error.retryAfter = std::chrono::seconds(2);
    }
    Response response;
    response.status = wire::statusOf(error.code);
    response.setBody(wire::problemJson(error, language), "application/problem+json");
    if (error.retryAfter) {
        response.headers["Retry-After"] = std::to_string(error.retryAfter->count());
    }
    if (response.status == 401) {
        response.headers["WWW-Authenticate"] = "Bearer";
    }
    return response;
}

Response httpProblem(int status, std::string_view code, std::string_view title) {
    rapidjson::StringBuffer text;
    rapidjson::Writer<rapidjson::StringBuffer> writer(text);
    const auto member = [&writer](const char *name, std::string_view value) {
        writer.Key(name);
        writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    writer.StartObject();
    member("type", "urn:hokatsu:problem:" + std::string(code));
    member("title", title);
    writer.Key("status");
    writer.Int(status);
    member("code", code);
    writer.Key("retryable");
    writer.Bool(false);
    writer.EndObject();
    Response response;
    response.status = status;
    response.setBody({text.GetString(), text.GetSize()}, "application/problem+json");
    return response;
}

Response unavailableResponse(wire::Language language) {
    return problemResponse({.kind = domain::ErrorKind::HubFault, .code = "unavailable"}, language);
}

wire::Language languageOf(const Request &request) {
    return wire::preferredLanguage(request.header("accept-language"));
}

void logRecovery(std::string_view what) {
    std::fprintf(stderr, "{\"level\":\"info\",\"event\":\"recovery\",\"what\":\"%.*s\"}\n",
                 static_cast<int>(what.size()), what.data());
}

void logFault(std::string_view what, const domain::Error &error, std::string_view requestId) {
    // These texts need no escaping: they are our own words and a request id that requestIdOf() has checked.
    std::fprintf(stderr,
                 "{\"level\":\"error\",\"event\":\"fault\",\"what\":\"%.*s\",\"code\":\"%s\",\"kind\":%d,"
                 "\"reason\":\"%s\",\"request\":\"%.*s\"}\n",
                 static_cast<int>(what.size()), what.data(), error.code.c_str(), static_cast<int>(error.kind),
                 reasonOf(error), static_cast<int>(requestId.size()), requestId.data());
}

void logException(std::string_view what, const std::exception &thrown, std::string_view requestId) {
    int failed = 0;
    const std::unique_ptr<char, decltype(&std::free)> readable(
        abi::__cxa_demangle(typeid(thrown).name(), nullptr, nullptr, &failed), &std::free);
    const char *type = readable ? readable.get() : typeid(thrown).name();
    std::fprintf(stderr,
                 "{\"level\":\"error\",\"event\":\"exception\",\"what\":\"%.*s\",\"type\":\"%s\","
                 "\"request\":\"%.*s\"}\n",
                 static_cast<int>(what.size()), what.data(), type, static_cast<int>(requestId.size()),
                 requestId.data());
}

} // namespace hub
