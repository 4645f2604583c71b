#include "domain/random.h"
#include "formats/csv_table.h"

#include <gtest/gtest.h>

using namespace formats;

namespace {

std::vector<std::vector<std::string>> cellsOf(std::string_view text) {
    std::vector<std::vector<std::string>> all;
    const std::vector<CsvRow> rows = readCsv(text).value();
    for (const CsvRow &row : rows) {
        all.push_back(row.cells);
    }
    return all;
}

std::vector<int> numbersOf(std::string_view text) {
    std::vector<int> all;
    const std::vector<CsvRow> rows = readCsv(text).value();
    for (const CsvRow &row : rows) {
        all.push_back(row.number);
    }
    return all;
}

using Cells = std::vector<std::vector<std::string>>;

} // namespace

TEST(Csv, ReadsAnyLineEnd) {
    const Cells expected{{"a", "b"}, {"c", ""}};
    EXPECT_EQ(cellsOf("a,b\nc,"), expected);
    EXPECT_EQ(cellsOf("a,b\r\nc,\r\n"), expected);
    EXPECT_EQ(cellsOf("a,b\rc,\r"), expected);
    EXPECT_EQ(cellsOf("\xEF\xBB\xBF"
                      "a,b\nc,\n"),
              expected);
}

TEST(Csv, QuotedCellsHoldAnything) {
    EXPECT_EQ(cellsOf("\"a,b\",\"say \"\"hello\"\"\",\"two\r\nlines\"\n"),
              (Cells{{"a,b", "say \"hello\"", "two\r\nlines"}}));
}

TEST(Csv, BlanksStayForTheRepairsToTell) {
    EXPECT_EQ(cellsOf(" a ,\" b \",　c　\t\n"), (Cells{{" a ", " b ", "　c　\t"}}));
}

TEST(Csv, RowsAreNumberedAsASpreadsheetDoes) {
    EXPECT_EQ(numbersOf("h\n\nx\n\n\ny\n"), (std::vector{1, 3, 6}));
    EXPECT_EQ(numbersOf("h\r\n\r\nx\r\n\r\n\r\ny\r\n"), (std::vector{1, 3, 6}));
    EXPECT_EQ(numbersOf("h\n\"two\nlines\"\nx\n"), (std::vector{1, 2, 3}));
    EXPECT_EQ(numbersOf("h\n,,\nx"), (std::vector{1, 2, 3}));
}

TEST(Csv, AnEmptyTextHasNoRows) {
    EXPECT_TRUE(readCsv("")->empty());
    EXPECT_TRUE(readCsv("\n\r\n\n")->empty());
    EXPECT_TRUE(readCsv("\xEF\xBB\xBF")->empty());
}

TEST(Csv, AQuoteThatNeverEndsIsSaid) {
    const auto table = readCsv("a,b\n\"c,d\ne,f\n");
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().kind, domain::ErrorKind::Malformed);
    EXPECT_EQ(table.error().code, "unclosed-quote");
}

TEST(Csv, QuotesInsideOpenTextAreLetters) {
    EXPECT_EQ(cellsOf("5\" pipe,b\n"), (Cells{{"5\" pipe", "b"}}));
}

TEST(Csv, HugeTablesAreRefused) {
    EXPECT_EQ(readCsv(std::string(200, ',') + "\n").error().code, "too-many-columns");
    std::string rows;
    for (int i = 0; i <= 100'000; ++i) {
        rows += "x\n";
    }
    EXPECT_EQ(readCsv(rows).error().code, "too-many-rows");
    EXPECT_EQ(readCsv(rows).error().params.at("max"), "100000");
}

TEST(Csv, AHugeCellIsJustACell) {
    const std::string big(3'000'000, 'x');
    EXPECT_EQ(cellsOf(big + "\n")[0][0].size(), big.size());
}

TEST(Csv, RandomBytesNeverMakeItFail) {
    const auto random = domain::seededRandom(51);
    constexpr std::string_view letters = "a,\"\n\r\t x\0\xFF";
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::uint64_t i = random->below(25); i > 0; --i) {
            text += letters[random->below(letters.size())];
        }
        const auto table = readCsv(text);
        if (!table) {
            continue;
        }
        int last = 0;
        for (const CsvRow &row : *table) {
            EXPECT_GT(row.number, last);
            EXPECT_FALSE(row.cells.empty());
            last = row.number;
        }
    }
}
