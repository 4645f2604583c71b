#include "hub/ops/audit_heads.h"

#include "domain/calendar.h"
#include "hub/calls/context.h"
#include "hub/db/read.h"

#include <cstdio>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace hub::ops {
namespace {

using domain::Result;
using HeadWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void writeText(HeadWriter &writer, const char *name, std::string_view text) {
    writer.Key(name);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void writeMembers(HeadWriter &writer, const SealedHead &head) {
    writeText(writer, "municipality", head.head.municipality);
    writer.Key("number");
    writer.Int64(head.head.number);
    writeText(writer, "head", head.head.hash);
    writeText(writer, "mac", head.seal);
}

std::string textIn(const rapidjson::Value &object, const char *name) {
    const auto found = object.FindMember(name);
    return found != object.MemberEnd() && found->value.IsString()
               ? std::string(found->value.GetString(), found->value.GetStringLength())
               : std::string();
}

void addHead(const rapidjson::Value &object, std::vector<SealedHead> &heads) {
    if (!object.IsObject()) {
        return;
    }
    const auto number = object.FindMember("number");
    if (number == object.MemberEnd() || !number->value.IsInt64()) {
        return;
    }
    SealedHead head{{textIn(object, "municipality"), number->value.GetInt64(), textIn(object, "head")},
                    textIn(object, "mac")};
    if (!head.head.municipality.empty() && !head.head.hash.empty()) {
        heads.push_back(std::move(head));
    }
}

std::string logLineOf(const SealedHead &head, domain::Instant now) {
    rapidjson::StringBuffer buffer;
    HeadWriter writer(buffer);
    writer.StartObject();
    writeText(writer, "time", domain::textOf(now));
    writeText(writer, "level", "info");
    writeText(writer, "event", "audit-head");
    writeMembers(writer, head);
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

} // namespace

Result<std::vector<SealedHead>> auditHeads(Connection &db, std::string_view key) {
    std::vector<SealedHead> heads;
    auto read = eachRow(
        db, "SELECT municipality, audit_no, audit_hash FROM counter WHERE audit_no > 0 ORDER BY municipality",
        {}, [&](const Rows &row) {
            AuditHead head{std::string(row.text(0)), row.integer(1), std::string(row.text(2))};
            std::string seal = auditSeal(head, key);
            heads.push_back({std::move(head), std::move(seal)});
        });
    if (!read) {
        return domain::passOn(read);
    }
    return heads;
}

std::string toJson(const std::vector<SealedHead> &heads) {
    rapidjson::StringBuffer buffer;
    HeadWriter writer(buffer);
    writer.StartArray();
    for (const SealedHead &head : heads) {
        writer.StartObject();
        writeMembers(writer, head);
        writer.EndObject();
    }
    writer.EndArray();
    return {buffer.GetString(), buffer.GetSize()};
}

std::vector<SealedHead> headsIn(std::string_view text) {
    std::vector<SealedHead> heads;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t begin = line.find('{'); // a system journal may write a prefix before it
        if (begin == std::string_view::npos) {
            continue;
        }
        rapidjson::Document document;
        document.Parse(line.data() + begin, line.size() - begin);
        if (document.HasParseError() || !document.IsObject()) {
            continue;
        }
        if (textIn(document, "event") == "audit-head") {
            addHead(document, heads);
        }
        if (document.HasMember("audit_heads") && document["audit_heads"].IsArray()) {
            for (const auto &each : document["audit_heads"].GetArray()) {
                addHead(each, heads);
            }
        }
    }
    return heads;
}

void logAuditHeads(Service &service, const domain::Clock &clock) {
    std::vector<SealedHead> heads;
    const auto read = service.administer([&heads](Context &context) -> Result<void> {
        auto found = auditHeads(context.db, context.settings.key);
        if (!found) {
            return domain::passOn(found);
        }
        heads = std::move(*found);
        return {};
    });
    if (!read) {
        return; // tried again the next time
    }
    for (const SealedHead &head : heads) {
        // One call, so that lines are not mixed.
        std::fputs((logLineOf(head, clock.now()) + "\n").c_str(), stderr);
    }
}

} // namespace hub::ops
