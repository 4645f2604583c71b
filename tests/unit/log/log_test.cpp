// The log of the desk: what a line takes, and the files in which the lines lie.
#include "domain/calendar.h"
#include "log/file_log.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace logging {
namespace {

namespace fs = std::filesystem;

const domain::Instant morning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));

std::string textIn(const fs::path &file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

class LogFileTest : public testing::Test {
protected:
    LogFileTest()
        : folder(fs::temp_directory_path() / ("log_test_" + std::to_string(::getpid()) + "_" + name())) {
        fs::create_directories(folder);
    }
    ~LogFileTest() override { fs::remove_all(folder); }
    static std::string name() { return testing::UnitTest::GetInstance()->current_test_info()->name(); }
    [[nodiscard]] fs::path file(const std::string &behind = {}) const {
        return folder / ("desk.log" + behind);
    }

    domain::ManualClock clock{morning};
    fs::path folder;
};

} // namespace

TEST(LogLine, TellsTimeLevelEventAndItsMembersAsOneJsonObject) {
    Line line(Level::Warning, "act-refused");
    line.code("record", "reservation")
        .number("tries", 3)
        .error({.kind = domain::ErrorKind::Conflict, .code = "slot-full"});
    EXPECT_EQ(line.text(morning),
              R"({"time":"2026-11-24T00:00:00Z","level":"warning","event":"act-refused",)"
              R"("record":"reservation","tries":3,"kind":"conflict","code":"slot-full"})");
}

TEST(LogLine, WritesNothingThatAPersonMayBeKnownBy) {
    for (const char *personal :
         {"架空 一郎", "カクウ イチロウ", "Kaku Ichiro", "090-0000-0000", "09000000000", "ichiro@example.jp",
          "2024-06-07", "a-2024-06-07", "tel-0312345678", "園行事のため", "line\nbreak", "\"quoted\"", ""}) {
        const std::string text = Line(Level::Info, "account").code("code", personal).text(morning);
        EXPECT_NE(text.find(R"("code":"other")"), std::string::npos) << personal << " in " << text;
    }
}

TEST(LogLine, TakesOfAnErrorItsKindItsCodeAndTheNumberOfItsFields) {
    const domain::Error error{.kind = domain::ErrorKind::Rejected,
                              .code = "validation",
                              .params = {{"name", "架空 一郎"}},
                              .detail = "架空 一郎 is too long",
                              .fields = {{.pointer = "/children/0/name", .code = "too-long", .params = {}}},
                              .current = R"({"guardian":"架空 一郎"})"};
    const std::string text = Line(Level::Warning, "act-refused").error(error).text(morning);
    EXPECT_NE(text.find(R"("kind":"rejected","code":"validation","fields":1})"), std::string::npos) << text;
    EXPECT_EQ(text.find("架空"), std::string::npos) << text;
}

TEST(LogLine, KnowsAWordForEveryKindOfError) {
    for (int kind = 0; kind <= static_cast<int>(domain::ErrorKind::Bug); ++kind) {
        const auto each = static_cast<domain::ErrorKind>(kind);
        EXPECT_EQ(nameOf(each) == "bug", each == domain::ErrorKind::Bug) << kind;
    }
}

TEST_F(LogFileTest, LinesStandInAFileThatOnlyItsOwnerReads) {
    FileLog log(clock);
    log.write(Line(Level::Info, "before-it-is-open"));
    log.open(file());
    log.write(Line(Level::Info, "started"));
    log.close();
    log.write(Line(Level::Info, "after-it-was-closed"));
    log.open(file());
    log.write(Line(Level::Info, "started-again"));
    EXPECT_EQ(textIn(file()),
              "{\"time\":\"2026-11-24T00:00:00Z\",\"level\":\"info\",\"event\":\"started\"}\n"
              "{\"time\":\"2026-11-24T00:00:00Z\",\"level\":\"info\",\"event\":\"started-again\"}\n");
    EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(LogFileTest, AFullFileMakesRoomAndOnlySoManyOlderOnesAreKept) {
    FileLog log(clock, {.bytes = 200, .older = 2});
    log.open(file());
    for (int i = 1; i <= 20; ++i) {
        log.write(Line(Level::Info, "caught-up").number("records", i));
    }
    EXPECT_NE(textIn(file()).find("\"records\":20}"), std::string::npos);
    EXPECT_TRUE(fs::exists(file(".1")));
    EXPECT_TRUE(fs::exists(file(".2")));
    EXPECT_FALSE(fs::exists(file(".3")));
    for (const char *behind : {"", ".1", ".2"}) {
        EXPECT_LE(fs::file_size(file(behind)), 300U) << "one line beyond the limit at most";
    }
    EXPECT_EQ(textIn(file(".2")).find("\"records\":1}"), std::string::npos) << "the oldest lines are gone";
}

TEST_F(LogFileTest, LinesThatCouldNotBeWrittenAreCounted) {
    FileLog log(clock);
    log.open(folder / "away" / "desk.log"); // no such folder yet
    log.write(Line(Level::Info, "first"));
    log.write(Line(Level::Info, "second"));
    fs::create_directories(folder / "away");
    log.write(Line(Level::Info, "third"));
    const std::string text = textIn(folder / "away" / "desk.log");
    EXPECT_NE(text.find(R"("event":"lines-lost","lines":2})"), std::string::npos) << text;
    EXPECT_NE(text.find(R"("event":"third"})"), std::string::npos) << text;
    EXPECT_EQ(text.find("first"), std::string::npos) << text;
}

} // namespace logging
