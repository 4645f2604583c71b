// Messages of sign-in (contract, "Signing in").
#pragma once

#include "domain/records.h"

#include <string>
#include <string_view>
#include <vector>

namespace wire {

struct LoginRequest {
    std::string loginId;
    std::string password; ///< password, or the activation code at the first sign-in
    std::string deviceId;
    std::string deviceName;
};
struct LoginAnswer {
    std::string mfaToken;
    std::vector<std::string> methods; ///< "totp", "recovery_code"
    bool passwordChangeRequired = false;
    bool enrolmentRequired = false;
};
struct MfaRequest {
    std::string mfaToken;
    std::string method;
    std::string code;
};
struct Tokens {
    std::string accessToken;
    int expiresInSeconds = 0;
    std::string refreshToken;
    domain::User user;
    std::vector<std::string> recoveryCodes; ///< only set after enrolment
};
/// `POST /v1/auth/password`: contains `mfaToken` while a change is required; a signed-in user sends
/// `currentPassword` instead.
struct PasswordRequest {
    std::string mfaToken;
    std::string currentPassword;
    std::string newPassword;
};
struct EnrolmentAnswer {
    std::string otpauthUri; ///< otpauth://totp/... (Key URI format), shown as QR code and as text
};
struct SessionInfo {
    std::string id;
    std::string deviceName;
    domain::Instant createdAt{};
    domain::Instant lastUsedAt{};
    bool current = false;
};

[[nodiscard]] std::string toJson(const LoginRequest &message);
[[nodiscard]] std::string toJson(const LoginAnswer &message);
[[nodiscard]] std::string toJson(const MfaRequest &message);
[[nodiscard]] std::string toJson(const Tokens &message);
[[nodiscard]] std::string toJson(const PasswordRequest &message);
[[nodiscard]] std::string toJson(const EnrolmentAnswer &message);
[[nodiscard]] std::string toJson(const std::vector<SessionInfo> &message); ///< {"sessions": [...]}
[[nodiscard]] std::string refreshRequestJson(std::string_view refreshToken);
[[nodiscard]] std::string mfaTokenJson(std::string_view mfaToken); ///< for `/auth/enrolment`

[[nodiscard]] domain::Result<LoginRequest> loginRequestFromJson(std::string_view json);
[[nodiscard]] domain::Result<LoginAnswer> loginAnswerFromJson(std::string_view json);
[[nodiscard]] domain::Result<MfaRequest> mfaRequestFromJson(std::string_view json);
[[nodiscard]] domain::Result<Tokens> tokensFromJson(std::string_view json);
[[nodiscard]] domain::Result<PasswordRequest> passwordRequestFromJson(std::string_view json);
[[nodiscard]] domain::Result<EnrolmentAnswer> enrolmentAnswerFromJson(std::string_view json);
[[nodiscard]] domain::Result<std::vector<SessionInfo>> sessionsFromJson(std::string_view json);
/// Reads one string member of a small object. Rejected "validation" with a field error if it is missing.
[[nodiscard]] domain::Result<std::string> stringMember(std::string_view json, std::string_view name);

} // namespace wire
