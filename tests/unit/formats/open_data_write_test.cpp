// What is written can be read again, in both layouts.
#include "formats/open_data_write.h"

#include "domain/profile_items.h"

#include <gtest/gtest.h>

namespace {

using formats::OpenDataLayout;

domain::Facility facility() {
    domain::Facility one;
    one.municipalityCode = "131016";
    one.standardId = "A-1";
    one.profile = {{"name", "架空ひなた園"},     {"name_kana", "カクウヒナタエン"},
                   {"address", "架空県架空市1"}, {"note", "一行目\n\"引用\", 二行目"},
                   {"capacity", "120"},          {"open_time", "07:30"},
                   {"phone", "03-0000-0000"},    {"temporary_care", "有"}};
    return one;
}

TEST(OpenDataWriting, KeepsEveryValue) {
    for (const auto layout : {OpenDataLayout::Columns53, OpenDataLayout::Columns28}) {
        const domain::Facility one = facility();
        const auto file = formats::readOpenData(formats::writeOpenData(std::span(&one, 1), layout));
        ASSERT_TRUE(file);
        EXPECT_EQ(file->layout, layout);
        EXPECT_TRUE(file->unknownColumns.empty());
        EXPECT_TRUE(file->repairs.empty());
        EXPECT_TRUE(file->refusals.empty());
        ASSERT_EQ(file->rows.size(), 1U);
        EXPECT_EQ(file->rows[0].facility.profile, one.profile);
        EXPECT_EQ(file->rows[0].facility.standardId, one.standardId);
        EXPECT_EQ(file->rows[0].facility.municipalityCode, one.municipalityCode);
    }
}

std::size_t columnsOf(const std::string &file) {
    const std::string first = file.substr(0, file.find("\r\n"));
    return static_cast<std::size_t>(std::count(first.begin(), first.end(), ',')) + 1;
}

TEST(OpenDataWriting, HasTheStandardsColumnsInOrder) {
    const std::string current = formats::writeOpenData({}, OpenDataLayout::Columns53);
    EXPECT_TRUE(current.starts_with("\xEF\xBB\xBF全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,"));
    EXPECT_TRUE(current.ends_with("画像_ライセンス,備考\r\n"));
    EXPECT_EQ(columnsOf(current), 53U);
    const std::string oldLayout = formats::writeOpenData({}, OpenDataLayout::Columns28);
    EXPECT_TRUE(
        oldLayout.starts_with("\xEF\xBB\xBF都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,"));
    EXPECT_TRUE(oldLayout.ends_with("一時預かりの有無,URL,備考\r\n"));
    EXPECT_EQ(columnsOf(oldLayout), 28U);
}

} // namespace
