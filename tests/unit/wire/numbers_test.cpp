// Numbers in JSON: what the parser cannot carry is refused before it sees it.
#include "wire/records_json.h"
#include "wire/reservation_calls.h"

#include <gtest/gtest.h>

namespace {

std::string codeOf(const std::string &number) {
    const auto read = wire::mergePatch(R"({"a":1})", R"({"a":)" + number + "}");
    return read ? "" : read.error().code;
}

TEST(JsonNumbers, ThoseOfEverydayPass) {
    for (const char *number : {"0", "-1", "0.0", "35.6580992", "139.7413574", "1e5", "-2.5E-3",
                               "9007199254740991", "1234567890123456789", "1e300", "0.00000000000000001"}) {
        EXPECT_EQ(codeOf(number), "") << number;
    }
}

TEST(JsonNumbers, ThoseBeyondTheParsersTablesAreMalformed) {
    const std::string many(100, '2');
    for (const std::string &number :
         {std::string("0e66"), std::string("-0E1"), "0." + std::string(30, '0'), std::string("1e301"),
          std::string("1e-301"), std::string("1e99999999999999999999"), many, many + "e308", "0." + many,
          std::string("1e+-3"), std::string("0.00184467440737095516155"),
          std::string("0.0000000000000000000000000-1111111111")}) {
        EXPECT_EQ(codeOf(number), "malformed") << number;
    }
}

TEST(JsonNumbers, DigitsInsideTextAreText) {
    const auto read = wire::mergePatch("{}", R"({"phone":"0e66","\"0e66":"1e999"})");
    EXPECT_TRUE(read);
}

} // namespace
