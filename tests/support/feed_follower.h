// A client that only follows the change feed and stores its content.
#pragma once

#include "unit/hub/handler_world.h"

#include <map>

class FeedFollower {
public:
    /// "kind id" -> "version record"; tombstones remove.
    std::map<std::string, std::string> records;
    std::string cursor;
    int pages = 0;

    /// Requests one page. False if there is no more.
    bool pull(HandlerWorld &world, const hub::Caller &caller, int limit) {
        const auto page =
            world.get(caller, "/v1/changes?limit=" + std::to_string(limit) + "&cursor=" + cursor);
        EXPECT_EQ(page.status, 200) << page.body;
        return take(page.json);
    }
    void pullAll(HandlerWorld &world, const hub::Caller &caller, int limit = 1000) {
        while (pull(world, caller, limit)) {
        }
    }
    bool take(const rapidjson::Document &page) {
        ++pages;
        for (const auto &change : page["changes"].GetArray()) {
            const std::string key = std::string(change["kind"].GetString()) + " " + change["id"].GetString();
            if (change["deleted"].GetBool()) {
                records.erase(key);
            } else {
                records[key] = std::to_string(change["version"].GetInt64()) + " " + textOf(change["record"]);
            }
        }
        cursor = page["cursor"].GetString();
        return page["more"].GetBool();
    }
    [[nodiscard]] bool knows(const std::string &kind, const std::string &id) const {
        return records.count(kind + " " + id) == 1;
    }
    [[nodiscard]] std::string everything() const {
        std::string all;
        for (const auto &[key, record] : records) {
            all += record + "\n";
        }
        return all;
    }
    /// JSON in a normalised form, so that texts can be compared.
    static std::string textOf(const rapidjson::Value &value);
};
