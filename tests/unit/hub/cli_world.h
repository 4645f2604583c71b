// A data directory for one test, and the command line that runs on it.
#pragma once

#include "hub/cli/cli.h"
#include "hub/db/database.h"
#include "hub/db/read.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

class CliWorld : public testing::Test {
protected:
    CliWorld() {
        std::string pattern = (std::filesystem::temp_directory_path() / "hokatsu-cli-XXXXXX").string();
        directory = ::mkdtemp(pattern.data());
    }
    ~CliWorld() override {
        std::error_code ignored;
        std::filesystem::remove_all(directory, ignored);
    }
    CliWorld(const CliWorld &) = delete;
    CliWorld &operator=(const CliWorld &) = delete;

    /// Runs with --data. Afterwards `out` and `err` contain the output.
    int run(std::vector<std::string> args) {
        args.insert(args.end(), {"--data", directory.string()});
        return runAsIs(args);
    }
    int runAsIs(const std::vector<std::string> &args) {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = hub::cli::run(args);
        out = testing::internal::GetCapturedStdout();
        err = testing::internal::GetCapturedStderr();
        return code;
    }
    /// The first column of every row.
    std::vector<std::string> rows(std::string_view sql) const {
        std::vector<std::string> found;
        const auto database = hub::Database::open({.path = (directory / "hub.sqlite").string()}).value();
        const auto link = database->link(hub::Database::Mode::Read).value();
        EXPECT_TRUE(link->begin());
        EXPECT_TRUE(
            hub::eachRow(*link, sql, {}, [&](const hub::Rows &row) { found.emplace_back(row.text(0)); }));
        link->rollback();
        return found;
    }
    std::string one(std::string_view sql) const {
        const auto all = rows(sql);
        return all.empty() ? std::string() : all.front();
    }
    std::string file(const std::string &name, const std::string &content) const {
        const auto path = directory / name;
        std::ofstream(path, std::ios::binary) << content;
        return path.string();
    }
    static bool isOneLine(const std::string &text) {
        return !text.empty() && text.find('\n') == text.size() - 1;
    }

    std::filesystem::path directory;
    std::string out;
    std::string err;
};
