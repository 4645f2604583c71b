#include "hub/calls/idempotency.h"

#include "domain/id.h"

#include <openssl/sha.h>

namespace hub {
namespace {

constexpr std::string_view answerSql =
    "SELECT body_hash, status, headers, body FROM idempotency WHERE key = $1 AND caller = $2";

domain::Error keyError(domain::ErrorKind kind, std::string code, std::string fieldCode) {
    domain::Error error{.kind = kind, .code = std::move(code)};
    error.fields.push_back({.pointer = "/headers/Idempotency-Key", .code = std::move(fieldCode)});
    return error;
}

std::string hex(const unsigned char *bytes, std::size_t count) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text.push_back(digits[bytes[i] >> 4]);
        text.push_back(digits[bytes[i] & 15]);
    }
    return text;
}

std::string contentHash(const Request &request, std::string_view body) {
    std::string head = request.method + '\n' + request.path;
    for (const auto &[name, value] : request.query) {
        head.append(1, '\n').append(name).append(1, '=').append(value);
    }
    head += '\0';
    head += body;
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char *>(head.data()), head.size(), digest);
    return hex(digest, sizeof digest);
}

std::string headerLines(const Response &response) {
    std::string lines;
    for (const auto &[name, value] : response.headers) {
        lines.append(name).append(": ").append(value).append(1, '\n');
    }
    return lines;
}

void readHeaderLines(std::string_view lines, Response &response) {
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
        if (const std::size_t colon = line.find(": "); colon != std::string_view::npos) {
            response.headers[std::string(line.substr(0, colon))] = line.substr(colon + 2);
        }
    }
}

/// A call without a body can also be sent with an empty object, so both hashes must match.
std::string otherHash(const Request &request) {
    if (request.body.empty()) {
        return contentHash(request, "{}");
    }
    return request.body == "{}" ? contentHash(request, {}) : std::string();
}

} // namespace

domain::Result<OperationKey> operationKey(const Request &request, const std::optional<Caller> &caller) {
    const std::string_view key = request.header("idempotency-key");
    if (key.empty()) {
        return domain::fail(keyError(domain::ErrorKind::Rejected, "precondition-required", "required"));
    }
    const auto uuid = domain::Uuid::parse(key);
    if (!uuid) {
        return domain::fail(keyError(domain::ErrorKind::Malformed, "malformed", "not-an-id"));
    }
    return OperationKey{.key = uuid->text(),
                        .caller = caller ? nameOf(*caller) : std::string(),
                        .hash = contentHash(request, request.body),
                        .otherHash = otherHash(request)};
}

std::string nameOf(const Caller &caller) {
    return caller.systemId.empty() ? caller.user.id.text() : caller.systemId;
}

void prefetchAnswer(const Request &request, const std::string &who, Connection &db) {
    if (const auto key = domain::Uuid::parse(request.header("idempotency-key"))) {
        db.prefetch(answerSql, {key->text(), who});
    }
}

domain::Result<std::optional<Response>> storedAnswer(const OperationKey &operation, Connection &db) {
    auto rows = db.query(answerSql, {operation.key, operation.caller});
    if (!rows) {
        return domain::passOn(rows);
    }
    const auto found = (*rows)->next();
    if (!found) {
        return domain::passOn(found);
    }
    if (!*found) {
        return std::optional<Response>();
    }
    const std::string_view hash = (*rows)->text(0);
    if (hash != operation.hash && hash != operation.otherHash) {
        return domain::fail(keyError(domain::ErrorKind::Rejected, "idempotency-mismatch", "used-before"));
    }
    Response response;
    response.status = static_cast<int>((*rows)->integer(1));
    readHeaderLines((*rows)->text(2), response);
    if (const std::string_view body = (*rows)->text(3); !body.empty()) {
        response.body = std::make_shared<const std::string>(body);
    }
    response.headers["Idempotency-Replayed"] = "true";
    return std::optional<Response>(std::move(response));
}

domain::Result<void> storeAnswer(const OperationKey &operation, const Response &response, Connection &db,
                                 domain::Instant now) {
    const std::string headers = headerLines(response);
    return db.post("INSERT INTO idempotency (key, caller, body_hash, status, headers, body, created_at) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   {operation.key, operation.caller, operation.hash, response.status, headers,
                    Value::blob(response.text()), now.time_since_epoch().count()});
}

} // namespace hub
