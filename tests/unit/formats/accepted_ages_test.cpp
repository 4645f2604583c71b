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

TEST(AcceptedAges, RealSpellings) {
    const std::vector all{0, 1, 2, 3, 4, 5};
    for (const char *text :
         {"0～5歳", "0-5歳", "産休あけ", "産休あけ～就学前", "産休明", "57日以上就学前まで", "0歳（6ヶ月）",
          "生後57日目から", "産休明け（57日）～", "57日～5歳", "生後8週", "43日", "就学前まで", "未就学児",
          "就学前児童", "0歳から小学校就学の始期に達するまで", "6歳未満", "0歳（生後6か月から）～5歳児",
          "概ね6か月から"}) {
        EXPECT_EQ(classesOf(text), all) << text;
    }
    EXPECT_EQ(classesOf("1歳10か月～就学前"), (std::vector{1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("18か月"), (std::vector{1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("2歳半"), (std::vector{2, 3, 4, 5}));
    EXPECT_EQ(classesOf("1歳クラスから"), (std::vector{1, 2, 3, 4, 5}));
    EXPECT_EQ(classesOf("3歳児～就学前"), (std::vector{3, 4, 5}));
    EXPECT_EQ(classesOf("3歳以上児"), (std::vector{3, 4, 5}));
    EXPECT_EQ(classesOf("産休明け～3歳未満児"), (std::vector{0, 1, 2}));
}

TEST(AcceptedAges, TheOldestMayStandAlone) {
    const std::vector small{0, 1, 2};
    for (const char *text : {"2歳まで", "～2歳", "3歳未満", "3歳未満児", "6か月以上3歳未満", "0・1・2歳",
                             "0,1,2歳", "0歳児、1歳児、2歳児", "2歳児クラスまで", "〜２歳児"}) {
        EXPECT_EQ(classesOf(text), small) << text;
    }
    EXPECT_EQ(classesOf("3歳児のみ"), std::vector{3});
}

TEST(AcceptedAges, SomeKindsTakeChildrenBelowThreeOnly) {
    using formats::listedClasses;
    const auto ages = [](const char *text, const char *kind) {
        const auto listed = listedClasses(text, kind);
        return listed ? domain::agesOf(listed->classes) : std::vector<int>{-1};
    };
    for (const char *kind :
         {"小規模保育事業（A型）", "小規模保育事業", "小規模保育施設", "家庭的保育事業", "家庭的保育者"}) {
        EXPECT_EQ(ages("生後57日から", kind), (std::vector{0, 1, 2})) << kind;
    }
    EXPECT_EQ(ages("1歳から", "家庭的保育事業"), (std::vector{1, 2}));
    for (const char *kind : {"認可公立保育所", "居宅訪問型保育事業", "事業所内保育事業", ""}) {
        EXPECT_EQ(ages("産休明けから", kind), (std::vector{0, 1, 2, 3, 4, 5})) << kind;
    }
    EXPECT_TRUE(listedClasses("0歳～5歳", "小規模保育事業")->beyondKind);
    EXPECT_FALSE(listedClasses("0歳～2歳", "小規模保育事業")->beyondKind);
    EXPECT_EQ(listedClasses("3歳～5歳", "小規模保育事業"), std::nullopt);
}

TEST(AcceptedAges, WhatIsNotClearIsNotGuessed) {
    for (const char *text : {"", "応相談", "6歳", "3歳～1歳", "3", "3～5", "(幼)3歳から(保)1歳6ヶ月から",
                             "57～5歳", "小学校1年生から6年生", "2歳・1歳", "就学前～3歳",
                             "3歳～5歳（満3歳を含む）", "歳", "1000歳", "2歳3歳"}) {
        EXPECT_EQ(acceptedClasses(text), std::nullopt) << text;
    }
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
