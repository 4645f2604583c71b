#include "training/trainee_file.h"

#include "hub/http/private_file.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace training {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr const char *fileName = "trainee.json";

void member(Writer &writer, const char *name, const std::string &value) {
    writer.Key(name);
    writer.String(value.c_str(), static_cast<rapidjson::SizeType>(value.size()));
}

void credentials(Writer &writer, const char *name, const Credentials &value) {
    writer.Key(name);
    writer.StartObject();
    member(writer, "login_id", value.loginId);
    member(writer, "password", value.password);
    member(writer, "totp_secret", value.totpSecret);
    writer.EndObject();
}

std::string textOf(const TraineeFile &file) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    credentials(writer, "trainee", file.trainee);
    credentials(writer, "municipal_trainee", file.trainee.municipal);
    writer.Key("parents");
    writer.StartObject();
    member(writer, "client_id", file.clientId);
    member(writer, "client_secret", file.clientSecret);
    writer.EndObject();
    writer.Key("facilities");
    writer.StartArray();
    for (const domain::FacilityId &id : file.facilities) {
        writer.String(id.text().c_str());
    }
    writer.EndArray();
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

std::string textIn(const rapidjson::Value &object, const char *group, const char *name) {
    if (!object.IsObject() || !object.HasMember(group) || !object[group].IsObject()) {
        return {};
    }
    const auto found = object[group].FindMember(name);
    return found != object[group].MemberEnd() && found->value.IsString() ? found->value.GetString()
                                                                         : std::string();
}

Credentials credentialsIn(const rapidjson::Value &object, const char *group) {
    return {textIn(object, group, "login_id"), textIn(object, group, "password"),
            textIn(object, group, "totp_secret")};
}

bool isWhole(const Credentials &credentials) {
    return !credentials.loginId.empty() && !credentials.password.empty() && !credentials.totpSecret.empty();
}

std::vector<domain::FacilityId> facilitiesIn(const rapidjson::Value &object) {
    std::vector<domain::FacilityId> ids;
    if (!object.IsObject() || !object.HasMember("facilities") || !object["facilities"].IsArray()) {
        return ids;
    }
    for (const rapidjson::Value &each : object["facilities"].GetArray()) {
        if (const auto id = domain::FacilityId::parse(each.IsString() ? each.GetString() : "")) {
            ids.push_back(*id);
        }
    }
    return ids;
}

} // namespace

bool hasTraineeFile(const std::filesystem::path &dataDirectory) {
    std::error_code ignored;
    return std::filesystem::exists(dataDirectory / fileName, ignored);
}

domain::Result<TraineeFile> readTraineeFile(const std::filesystem::path &dataDirectory) {
    const auto text = hub::readWholeFile(dataDirectory / fileName);
    if (!text) {
        return domain::passOn(text);
    }
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(text->c_str(), text->size());
    TraineeFile file;
    if (!document.HasParseError()) {
        static_cast<Credentials &>(file.trainee) = credentialsIn(document, "trainee");
        file.trainee.municipal = credentialsIn(document, "municipal_trainee");
        file.clientId = textIn(document, "parents", "client_id");
        file.clientSecret = textIn(document, "parents", "client_secret");
        file.facilities = facilitiesIn(document);
    }
    if (!isWhole(file.trainee) || !isWhole(file.trainee.municipal) || file.clientSecret.empty() ||
        file.facilities.empty()) {
        return domain::fail(domain::ErrorKind::StorageCorrupt, "trainee-file-damaged");
    }
    return file;
}

domain::Result<void> writeTraineeFile(const std::filesystem::path &dataDirectory, const TraineeFile &file) {
    return hub::writePrivateFile(dataDirectory / fileName, textOf(file), hub::Overwrite::Yes);
}

} // namespace training
