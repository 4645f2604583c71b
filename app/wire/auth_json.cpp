#include "wire/auth_json.h"

#include "wire/record_fields.h"

namespace wire::detail {

template <> struct FieldsOf<LoginRequest> {
    static std::span<const Field<LoginRequest>> list() {
        using T = LoginRequest;
        static constexpr Field<T> fields[] = {
            field<&T::loginId>("login_id", Use::Required),
            field<&T::password>("password", Use::Required),
            field<&T::deviceId>("device_id", Use::Required),
            field<&T::deviceName>("device_name"),
        };
        return fields;
    }
};

template <> struct FieldsOf<LoginAnswer> {
    static std::span<const Field<LoginAnswer>> list() {
        using T = LoginAnswer;
        static constexpr Field<T> fields[] = {
            field<&T::mfaToken>("mfa_token", Use::Required),
            field<&T::methods>("methods", Use::Required),
            field<&T::passwordChangeRequired>("password_change_required"),
            field<&T::enrolmentRequired>("enrolment_required"),
        };
        return fields;
    }
};

template <> struct FieldsOf<MfaRequest> {
    static std::span<const Field<MfaRequest>> list() {
        using T = MfaRequest;
        static constexpr Field<T> fields[] = {
            field<&T::mfaToken>("mfa_token", Use::Required),
            field<&T::method>("method"),
            field<&T::code>("code", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<Tokens> {
    static std::span<const Field<Tokens>> list() {
        using T = Tokens;
        static constexpr Field<T> fields[] = {
            field<&T::accessToken>("access_token", Use::Required),
            field<&T::expiresInSeconds>("expires_in"),
            field<&T::refreshToken>("refresh_token", Use::Required),
            field<&T::user>("user", Use::Required),
            field<&T::recoveryCodes>("recovery_codes"),
        };
        return fields;
    }
};

template <> struct FieldsOf<PasswordRequest> {
    static std::span<const Field<PasswordRequest>> list() {
        using T = PasswordRequest;
        static constexpr Field<T> fields[] = {
            field<&T::mfaToken>("mfa_token"),
            field<&T::currentPassword>("current_password"),
            field<&T::newPassword>("new_password", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<EnrolmentAnswer> {
    static std::span<const Field<EnrolmentAnswer>> list() {
        static constexpr Field<EnrolmentAnswer> fields[] = {
            field<&EnrolmentAnswer::otpauthUri>("otpauth_uri", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<SessionInfo> {
    static std::span<const Field<SessionInfo>> list() {
        using T = SessionInfo;
        static constexpr Field<T> fields[] = {
            field<&T::id>("id", Use::Required), field<&T::deviceName>("device_name"),
            field<&T::createdAt>("created_at"), field<&T::lastUsedAt>("last_used_at"),
            field<&T::current>("current"),
        };
        return fields;
    }
};

namespace {
struct SessionList {
    std::vector<SessionInfo> sessions;
};
} // namespace

template <> struct FieldsOf<SessionList> {
    static std::span<const Field<SessionList>> list() {
        static constexpr Field<SessionList> fields[] = {
            field<&SessionList::sessions>("sessions", Use::Required),
        };
        return fields;
    }
};

namespace {

std::string oneMember(std::string_view name, std::string_view value) {
    Writer writer;
    writer.out.StartObject();
    writer.key(name);
    writer.text(value);
    writer.out.EndObject();
    return writer.take();
}

} // namespace

} // namespace wire::detail

namespace wire {

using detail::fromJson;
using detail::jsonOf;

std::string toJson(const LoginRequest &message) {
    return jsonOf(message);
}
std::string toJson(const LoginAnswer &message) {
    return jsonOf(message);
}
std::string toJson(const MfaRequest &message) {
    return jsonOf(message);
}
std::string toJson(const Tokens &message) {
    return jsonOf(message);
}
std::string toJson(const PasswordRequest &message) {
    return jsonOf(message);
}
std::string toJson(const EnrolmentAnswer &message) {
    return jsonOf(message);
}
std::string toJson(const std::vector<SessionInfo> &message) {
    return jsonOf(detail::SessionList{message});
}
std::string refreshRequestJson(std::string_view refreshToken) {
    return detail::oneMember("refresh_token", refreshToken);
}
std::string mfaTokenJson(std::string_view mfaToken) {
    return detail::oneMember("mfa_token", mfaToken);
}

domain::Result<LoginRequest> loginRequestFromJson(std::string_view json) {
    return fromJson<LoginRequest>(json, Source::Client);
}
domain::Result<LoginAnswer> loginAnswerFromJson(std::string_view json) {
    return fromJson<LoginAnswer>(json, Source::Hub);
}
domain::Result<MfaRequest> mfaRequestFromJson(std::string_view json) {
    return fromJson<MfaRequest>(json, Source::Client);
}
domain::Result<Tokens> tokensFromJson(std::string_view json) {
    return fromJson<Tokens>(json, Source::Hub);
}
domain::Result<PasswordRequest> passwordRequestFromJson(std::string_view json) {
    return fromJson<PasswordRequest>(json, Source::Client);
}
domain::Result<EnrolmentAnswer> enrolmentAnswerFromJson(std::string_view json) {
    return fromJson<EnrolmentAnswer>(json, Source::Hub);
}
domain::Result<std::vector<SessionInfo>> sessionsFromJson(std::string_view json) {
    return fromJson<detail::SessionList>(json, Source::Hub).map([](detail::SessionList list) {
        return std::move(list.sessions);
    });
}

domain::Result<std::string> stringMember(std::string_view json, std::string_view name) {
    const domain::Result<detail::Parsed> parsed = detail::Parsed::object(json);
    if (!parsed) {
        return domain::passOn(parsed);
    }
    detail::Reader reader(Source::Client);
    const detail::Value &object = parsed->root();
    const auto found = object.FindMember(detail::Value(rapidjson::StringRef(name.data(), name.size())));
    std::string value;
    if (found == object.MemberEnd() || found->value.IsNull()) {
        reader.faultAt(name, "required");
    } else {
        const detail::Reader::Step step(reader, name);
        detail::readValue(reader, found->value, value);
    }
    if (!reader.clean()) {
        return domain::fail(reader.takeError());
    }
    return value;
}

} // namespace wire
