#include "hub/ops/log.h"

#include "domain/calendar.h"

#include <cstdio>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace hub::ops {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void member(Writer &writer, const char *name, std::string_view text) {
    writer.Key(name);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

} // namespace

std::string logLine(const Metrics::Call &call, domain::Instant now) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    member(writer, "time", domain::textOf(now));
    member(writer, "level", call.status >= 500 ? "error" : "info");
    member(writer, "event", "request");
    member(writer, "method", call.method);
    member(writer, "route", call.route);
    writer.Key("status");
    writer.Int(call.status);
    writer.Key("microseconds");
    writer.Int64(call.time.count());
    member(writer, "request", call.requestId);
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

Metrics::Listener logTo(LogLevel level, const domain::Clock &clock) {
    if (level == LogLevel::Off) {
        return {};
    }
    return [level, &clock](const Metrics::Call &call) {
        if (level == LogLevel::All || call.status >= 500) {
            // One call, so that lines are not mixed.
            std::fputs((logLine(call, clock.now()) + "\n").c_str(), stderr);
        }
    };
}

} // namespace hub::ops
