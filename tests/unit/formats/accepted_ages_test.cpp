#include "domain/random.h"
#include "formats/accepted_ages.h"

#include <gtest/gtest.h>

using formats::acceptedClasses;

namespace {

std::vector<int> classesOf(const char *text) {
    const auto classes = acceptedClasses(text);
    return classes ? domain::agesOf(*classes) : std::vector<int>{-1};
}

} // namespace

TEST(AcceptedAges, OneAgeIsTheYoungest) {
    EXPECT_EQ(classesOf("産休明け"), (std::vector{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("1歳"), (std::vector{1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("６か月"), (std::vector{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("生後57日から"), (std::vector{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("満3歳以上"), (std::vector{3, 4, 5}));
}

TEST(AcceptedAges, RangesNameBothEnds) {
    EXPECT_EQ(classesOf("産休明け～2歳児"), (std::vector{0, 1, 2}));
    EXPECT_EQ(classesOf("３歳～５歳"), (std::vector{3, 4, 5}));
    EXPECT_EQ(classesOf("満３歳〜５歳"), (std::vector{3, 4, 5}));
    EXPECT_EQ(classesOf("0歳～5歳児"), (std::vector{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("1歳児クラスから 2歳児クラスまで"), (std::vector{1, 2}));
    EXPECT_EQ(classesOf("生後3ヶ月-就学前"), (std::vector{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("２才～３才"), (std::vector{2, 3}));
}

TEST(AcceptedAges, WhatIsNotClearIsNotGuessed) {
    for (const char *text : {"", "応相談", "6歳", "3歳～1歳", "3", "0,1,2歳", "3歳～5歳（満3歳を含む）", "歳",
                             "1000歳", "2歳3歳"})
        EXPECT_EQ(acceptedClasses(text), std::nullopt) << text;
}

TEST(AcceptedAges, RandomBytesNeverMakeItFail) {
    const auto random = domain::seededRandom(61);
    for (int round = 0; round < 5000; ++round) {
        std::string bytes(random->below(20), '\0');
        random->fill({reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
        const auto classes = acceptedClasses(bytes);
        EXPECT_TRUE(!classes || classes->any());
    }
}
