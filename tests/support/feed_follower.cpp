#include "feed_follower.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

std::string FeedFollower::textOf(const rapidjson::Value &value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}
