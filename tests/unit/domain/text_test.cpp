#include "domain/random.h"
#include "domain/text.h"
#include "domain/utf8.h"

#include <gtest/gtest.h>

using namespace domain;

TEST(Text, StrictUtf8) {
    for (const char *good : {"", "abc", "保育園", "𠮷野", "👶🏻", "\xF4\x8F\xBF\xBF", "é"}) {
        EXPECT_TRUE(isUtf8(good)) << good;
    }
    for (const char *bad : {"\xC0\x80", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xED\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\x80", "\xE4\xBF",
                            "\xE4\xBF"
                            "a",
                            "\xFF", "\x82\xA0"}) {
        EXPECT_FALSE(isUtf8(bad)) << bad;
    }
}

TEST(Text, EveryScalarValueGoesThereAndBack) {
    for (char32_t c = 0; c <= 0x10FFFF; c += 13) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        std::string text;
        appendUtf8(text, c);
        const auto first = firstCodePoint(text);
        ASSERT_TRUE(first) << static_cast<unsigned>(c);
        EXPECT_EQ(first->value, c);
        EXPECT_EQ(first->bytes, text.size());
    }
}

TEST(Text, CleanTextHasNoControls) {
    EXPECT_TRUE(isCleanText("さくら👶𠮷", TextShape::OneLine));
    EXPECT_FALSE(isCleanText("a\nb", TextShape::OneLine));
    EXPECT_TRUE(isCleanText("a\n\tb", TextShape::Multiline));
    EXPECT_FALSE(isCleanText("a\rb", TextShape::Multiline));
    EXPECT_FALSE(isCleanText(std::string_view("a\0b", 3), TextShape::Multiline));
    EXPECT_FALSE(isCleanText("a\x1B[31m", TextShape::Multiline));
    EXPECT_FALSE(isCleanText("a\x7F", TextShape::OneLine));
    EXPECT_FALSE(isCleanText("a\xC2\x85", TextShape::Multiline));
    EXPECT_FALSE(isCleanText("\xFF", TextShape::OneLine));
}

TEST(Text, CountsCodePoints) {
    EXPECT_EQ(codePoints(""), 0U);
    EXPECT_EQ(codePoints("𠮷野家"), 3U);
    EXPECT_EQ(codePoints("ｶﾞ"), 2U);
    EXPECT_EQ(codePoints("👶"), 1U);
}

TEST(Text, FullWidthAsciiToHalfWidth) {
    EXPECT_EQ(toHalfWidthAscii("０３－１２３４－５６７８"), "03-1234-5678");
    EXPECT_EQ(toHalfWidthAscii("ＡＢＣ　ｘｙｚ！？"), "ABC xyz!?");
    EXPECT_EQ(toHalfWidthAscii("７：３０"), "7:30");
    EXPECT_EQ(toHalfWidthAscii("保育ｶﾅ"), "保育ｶﾅ");
}

TEST(Text, HalfWidthKanaJoinsItsMarks) {
    EXPECT_EQ(toFullWidthKatakana("ｻｸﾗﾎｲｸｴﾝ"), "サクラホイクエン");
    EXPECT_EQ(toFullWidthKatakana("ｶﾞｷﾞｸﾞﾊﾟﾋﾟﾌﾟｳﾞ"), "ガギグパピプヴ");
    EXPECT_EQ(toFullWidthKatakana("ﾎﾞｰﾙ･｢ﾃｽﾄ｣､｡"), "ボール・「テスト」、。");
    EXPECT_EQ(toFullWidthKatakana("ｱﾞﾟ"), "ア゛゜") << "a mark that fits nothing stays";
}

TEST(Text, HiraganaBecomesKatakana) {
    EXPECT_EQ(toFullWidthKatakana("さくらんぼほいくえん"), "サクランボホイクエン");
    EXPECT_EQ(toFullWidthKatakana("ぁゔゖゝゞ"), "ァヴヶヽヾ");
    EXPECT_EQ(toFullWidthKatakana("第２ひまわり園A"), "第２ヒマワリ園A");
}

TEST(Text, DecomposedKanaIsJoined) {
    EXPECT_EQ(toFullWidthKatakana("か\xE3\x82\x99ハ\xE3\x82\x9A"), "ガパ");
}

TEST(Text, KnowsFullWidthKatakana) {
    EXPECT_TRUE(isFullWidthKatakana("サクラ・ナーサリー ヴィラ　ヶ"));
    for (const char *text : {"さくら", "ｻｸﾗ", "サクラA", "サクラ1", "桜", "サクラ-", "サクラ第二"}) {
        EXPECT_FALSE(isFullWidthKatakana(text)) << text;
    }
}

TEST(Text, HyphenLookAlikesBetweenDigits) {
    for (const char *hyphen : {"-", "‐", "‑", "–", "—", "―", "−", "－", "ｰ", "ー"}) {
        EXPECT_EQ(unifyHyphens("子安町四丁目31" + std::string(hyphen) + "1"), "子安町四丁目31-1") << hyphen;
    }
    EXPECT_EQ(unifyHyphens("(042)ー000ー0000"), "(042)-000-0000");
    EXPECT_EQ(unifyHyphens("スーパー3号"), "スーパー3号");
    EXPECT_EQ(unifyHyphens("3ーA"), "3ーA");
    EXPECT_EQ(unifyHyphens("ー1"), "ー1");
}

TEST(Text, TrimsBothWidths) {
    EXPECT_EQ(trimmed(" \t　さくら　保育園　\n "), "さくら　保育園");
    EXPECT_EQ(trimmed("　 　"), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed("\xEF\xBB\xBF"
                      "a"),
              "a");
    EXPECT_EQ(trimmed("\xFF \xFF "), "\xFF \xFF") << "broken bytes are not blanks and are not lost";
}

TEST(Text, SearchFindsWhatLooksTheSame) {
    EXPECT_EQ(searchKey("ﾀﾅｶ　ハナコ"), searchKey("たなか はなこ"));
    EXPECT_EQ(searchKey("ＡＢＣ保育園"), searchKey("abc 保育園"));
    EXPECT_EQ(searchKey("０３-１２３４"), "03-1234");
}

TEST(Text, NoBytesMakeItFail) {
    const auto random = seededRandom(11);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes(random->below(40), '\0');
        random->fill({reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
        const bool valid = isUtf8(bytes);
        for (const auto &convert : {toHalfWidthAscii, toFullWidthKatakana, unifyHyphens, searchKey}) {
            EXPECT_TRUE(isUtf8(convert(bytes))) << "converted text is always UTF-8";
        }
        EXPECT_EQ(toUtf8(toCodePoints(bytes)) == bytes, valid);
        EXPECT_LE(trimmed(bytes).size(), bytes.size());
        (void)isCleanText(bytes, TextShape::Multiline);
        (void)isFullWidthKatakana(bytes);
    }
}

TEST(Text, ConversionsAreIdempotent) {
    constexpr std::string_view pool = "aＡ１1ｶﾞか゛ーｰ－-　 ﾊﾟぱ町𠮷\n";
    const std::u32string letters = toCodePoints(pool);
    const auto random = seededRandom(12);
    for (int round = 0; round < 2000; ++round) {
        std::u32string word;
        for (std::uint64_t i = random->below(12); i > 0; --i) {
            word += letters[random->below(letters.size())];
        }
        const std::string text = toUtf8(word);
        for (const auto &convert : {toHalfWidthAscii, toFullWidthKatakana, unifyHyphens, searchKey}) {
            EXPECT_EQ(convert(convert(text)), convert(text)) << text;
        }
        EXPECT_EQ(trimmed(trimmed(text)), trimmed(text));
    }
}
