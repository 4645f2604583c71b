#include "hub/records/audit_members.h"

#include <algorithm>
#include <rapidjson/document.h>

namespace hub {

namespace {

/// Names come from a client, so only a valid member name goes into the audit.
bool isPlainMember(std::string_view name) {
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

void append(std::string &names, const rapidjson::Value &object, const std::string &prefix) {
    for (const auto &member : object.GetObject()) {
        const std::string name(member.name.GetString(), member.name.GetStringLength());
        if (!isPlainMember(name)) {
            continue;
        }
        if (prefix.empty() && name == "profile" && member.value.IsObject()) {
            append(names, member.value, "profile.");
            continue;
        }
        names += (names.empty() ? "" : ",") + prefix + name;
    }
}

} // namespace

std::string memberNames(std::string_view json) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    std::string names;
    if (!document.HasParseError() && document.IsObject()) {
        append(names, document, {});
    }
    return names;
}

} // namespace hub
