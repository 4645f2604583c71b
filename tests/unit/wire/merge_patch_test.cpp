#include "sample_records.h"
#include "wire/records_json.h"

#include <gtest/gtest.h>

#include <random>

using namespace wire;

TEST(MergePatch, BehavesAsTheStandardsExamples) {
    const struct {
        const char *target;
        const char *patch;
        const char *result;
    } cases[] = {
        // RFC 7396, appendix A, the rows whose both sides are objects
        {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
        {R"({"a":"b"})", R"({"a":null})", R"({})"},
        {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
        {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
        {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
        {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
        {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
        {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
    };
    for (const auto &each : cases) {
        EXPECT_EQ(mergePatch(each.target, each.patch), std::string(each.result)) << each.patch;
    }
}

TEST(MergePatch, NeedsObjects) {
    for (const char *bad : {"", "[]", "1", "{", R"({"a":1,"a":2})"}) {
        EXPECT_FALSE(mergePatch(bad, "{}")) << bad;
        EXPECT_FALSE(mergePatch("{}", bad)) << bad;
        EXPECT_FALSE(diffPatch(bad, "{}")) << bad;
        EXPECT_FALSE(diffPatch("{}", bad)) << bad;
    }
}

TEST(DiffPatch, NamesOnlyWhatChanged) {
    domain::Facility edited = sample::facility();
    edited.profile["phone"] = "042-000-0001";
    edited.profile.erase("note");
    EXPECT_EQ(diffPatch(writableJson(sample::facility()), writableJson(edited)),
              std::string(R"({"profile":{"phone":"042-000-0001","note":null}})"));
}

TEST(DiffPatch, OfEqualRecordsIsEmptyWhateverTheirOrder) {
    EXPECT_EQ(diffPatch(writableJson(sample::slot()), writableJson(sample::slot())), std::string("{}"));
    EXPECT_EQ(diffPatch(R"({"a":1,"b":[1,{"c":2}]})", R"({"b":[1,{"c":2}],"a":1})"), std::string("{}"));
}

namespace {

/// A random object of few names, so that members often meet.
std::string randomObject(std::mt19937 &random, int depth) {
    std::string json = "{";
    for (const char *name : {"a", "b", "c"}) {
        const unsigned kind = random() % 6;
        if (kind == 0) {
            continue;
        }
        json += (json.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":";
        if (kind == 1 && depth > 0) {
            json += randomObject(random, depth - 1);
        } else if (kind == 2) {
            json += "[" + std::to_string(random() % 3) + "]";
        } else {
            json += kind == 3 ? "\"x\"" : std::to_string(random() % 3);
        }
    }
    return json + "}";
}

} // namespace

TEST(DiffPatch, AppliedToTheBaseGivesTheEdited) {
    std::mt19937 random(20261122);
    for (int round = 0; round < 2'000; ++round) {
        const std::string base = randomObject(random, 3);
        const std::string edited = randomObject(random, 3);
        const auto patch = diffPatch(base, edited);
        ASSERT_TRUE(patch);
        const auto merged = mergePatch(base, *patch);
        ASSERT_TRUE(merged);
        EXPECT_EQ(diffPatch(*merged, edited), std::string("{}")) << base << " " << edited << " " << *patch;
    }
}
