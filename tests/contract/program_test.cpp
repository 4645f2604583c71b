// hokatsu-hub as a program: how it starts, says where it is, keeps others out, and goes.
#include "hub/auth/hub_key.h"
#include "hub/auth/totp.h"
#include "hub/http/own_ca.h"
#include "running_program.h"
#include "tls_client.h"
#include "unit/hub/service_support.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/stat.h>

namespace contract {
namespace {

std::string textOf(const std::filesystem::path &file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

/// The text of a member of a flat object; enough for answers that this file asks for.
std::string member(const std::string &json, const std::string &name) {
    const std::size_t key = json.find('"' + name + "\":\"");
    if (key == std::string::npos) {
        return {};
    }
    const std::size_t from = key + name.size() + 4;
    return json.substr(from, json.find('"', from) - from);
}

/// Signs the trainee of a ready file in and gives the field for further calls.
std::string signIn(TlsClient &client, const std::string &ready) {
    const auto clock = domain::systemClock();
    const Reply login = client.ask(post(
        "/v1/auth/login",
        R"({"login_id":")" + member(ready, "login_id") + R"(","password":")" + member(ready, "password") +
            R"(","device_id":"01900000-0000-7000-8000-000000000001")" + R"(,"device_name":"test"})"));
    const auto secret = hub::auth::fromBase32(member(ready, "totp_secret"));
    EXPECT_TRUE(secret);
    const std::string code = hub::auth::totpCode(secret.value_or(""), hub::auth::totpStep(clock->now()));
    const Reply signedIn =
        client.ask(post("/v1/auth/mfa", R"({"mfa_token":")" + member(login.body, "mfa_token") +
                                            R"(","method":"totp","code":")" + code + R"("})"));
    EXPECT_EQ(signedIn.status, 200) << signedIn.body;
    return "Authorization: Bearer " + member(signedIn.body, "access_token") + "\r\n";
}

class ProgramTest : public ::testing::Test {
protected:
    std::vector<std::string> serve(std::vector<std::string> more = {}) {
        std::vector<std::string> args{"serve",         "--listen",     "127.0.0.1:0",   "--data",
                                      data().string(), "--ready-file", ready().string()};
        args.insert(args.end(), more.begin(), more.end());
        return args;
    }
    [[nodiscard]] std::filesystem::path data() const { return m_folder.path() / "data"; }
    [[nodiscard]] std::filesystem::path ready() const { return m_folder.path() / "ready.json"; }
    static std::uint16_t portIn(const std::string &text) {
        const std::size_t at = text.find("https://127.0.0.1:");
        return at == std::string::npos ? std::uint16_t(0)
                                       : static_cast<std::uint16_t>(std::stoi(text.substr(at + 18)));
    }
    hub::test::TemporaryFolder m_folder;
};

constexpr std::string_view lastLine = "SHA-256: ";

TEST_F(ProgramTest, StartsServesAndStopsCleanly) {
    RunningProgram hub(serve());
    const std::uint16_t port = portIn(hub.outputUntil(lastLine));
    ASSERT_NE(port, 0) << hub.outputUntil(lastLine);
    const std::string readyText = textOf(ready());
    EXPECT_NE(readyText.find("\"url\":\"https://127.0.0.1:" + std::to_string(port) + '"'), std::string::npos);
    EXPECT_NE(readyText.find("\"ca_sha256\":\""), std::string::npos);
    EXPECT_EQ(readyText.find("trainee"), std::string::npos);
    EXPECT_EQ(std::filesystem::status(ready()).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    TlsClient client(port, data() / "ca.pem");
    EXPECT_EQ(client.ask(get("/livez")).status, 200);
    EXPECT_EQ(client.ask(get("/readyz")).status, 200);
    EXPECT_EQ(client.ask(get("/v1/status")).status, 200);
    EXPECT_EQ(client.ask(get("/v1/changes")).status, 401);
    EXPECT_EQ(client.ask(get("/v1/training/control")).status, 404) << "only the training realm has it";
    hub.signal(SIGTERM);
    EXPECT_EQ(hub.wait(), 0);
    EXPECT_FALSE(std::filesystem::exists(data() / "hub.sqlite-wal")) << "the database was closed";
    EXPECT_FALSE(std::filesystem::exists(ready()));
}

TEST_F(ProgramTest, ARenewedCertificateIsServedWithoutARestart) {
    RunningProgram program(serve());
    const std::uint16_t port = portIn(program.outputUntil("SHA-256"));
    const std::string ca = (data() / "ca.pem").string();
    TlsClient before(port, ca);
    ASSERT_TRUE(before.isConnected());
    const auto reaches = [&](const char *name) {
        return TlsClient(port, ca, TlsClient::Hello::Send, name).isConnected();
    };
    const auto comesTrue = [](const auto &holds) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!holds()) {
            if (std::chrono::steady_clock::now() > until) {
                return false;
            }
        }
        return true;
    };
    ASSERT_FALSE(reaches("renewed.example"));
    ASSERT_TRUE(hub::prepareOwnCa(data(), {"renewed.example"}, domain::systemClock()->now()));
    EXPECT_FALSE(reaches("renewed.example")) << "nobody has said so yet";
    program.signal(SIGHUP);
    EXPECT_TRUE(comesTrue([&] { return reaches("renewed.example"); }));
    EXPECT_EQ(before.ask(get("/livez")).status, 200) << "who was there stays";
    // Its own certificate is made anew where it has to be.
    std::filesystem::remove(data() / "server.pem");
    program.signal(SIGHUP);
    EXPECT_TRUE(comesTrue([&] { return !reaches("renewed.example"); }));
    EXPECT_TRUE(reaches("localhost"));
    EXPECT_TRUE(std::filesystem::exists(data() / "server.pem"));
    // One that cannot be used is not.
    std::ofstream(data() / "ca.pem") << "rubbish";
    program.signal(SIGHUP);
    EXPECT_EQ(before.ask(get("/livez")).status, 200);
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 0);
}

TEST_F(ProgramTest, ASecondHubOnTheDirectoryIsRefused) {
    RunningProgram first(serve());
    first.outputUntil(lastLine);
    RunningProgram second({"serve", "--listen", "127.0.0.1:0", "--data", data().string()});
    EXPECT_EQ(second.outputUntil("\n"), "hokatsu-hub: another hub already uses this data directory\n");
    EXPECT_EQ(second.wait(), 1);
    first.signal(SIGINT);
    EXPECT_EQ(first.wait(), 0);
}

TEST_F(ProgramTest, AfterAKillItStartsAgainWithTheSameAuthority) {
    std::string fingerprint;
    for (int round = 0; round < 2; ++round) {
        RunningProgram hub(serve());
        hub.outputUntil(lastLine);
        const std::string &output = hub.outputUntil("\nSHA-256: ");
        EXPECT_EQ(output.find("New certificate authority") != std::string::npos, round == 0) << output;
        const std::string text = textOf(ready());
        const std::string now = text.substr(text.find("\"ca_sha256\""));
        EXPECT_TRUE(round == 0 || now == fingerprint);
        fingerprint = now;
        hub.signal(SIGKILL);
        EXPECT_EQ(hub.wait(), -SIGKILL);
    }
}

TEST_F(ProgramTest, GoesWithItsParentWhereAsked) {
    RunningProgram hub(serve({"--exit-with-parent"}));
    ASSERT_NE(portIn(hub.outputUntil(lastLine)), 0);
    hub.closeInput();
    EXPECT_EQ(hub.wait(), 0);
}

TEST_F(ProgramTest, FaultsAreOneClearLine) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> all{
        {{"serve"}, "hokatsu-hub: say with --data where the hub keeps its data\n"},
        {{"serve", "--data", data(), "--speed", "9"},
         "hokatsu-hub: unknown option --speed; see hokatsu-hub serve --help\n"},
        {{"serve", "--data", data(), "--certificate", "/nowhere.pem", "--key", "/nowhere.key"},
         "hokatsu-hub: /nowhere.pem is no certificate in PEM\n"},
        {{"serve", "--data", "/proc/hokatsu"}, "hokatsu-hub: the data directory cannot be written to\n"},
        {{"dance"}, "hokatsu-hub: unknown subcommand dance; see hokatsu-hub --help\n"}};
    for (const auto &[args, line] : all) {
        RunningProgram hub(args);
        EXPECT_EQ(hub.outputUntil("never"), line);
        EXPECT_GE(hub.wait(), 1);
    }
}

/// An empty hub in the place of a lost database would look as if nobody had ever booked.
TEST_F(ProgramTest, ALostOrDamagedDatabaseIsNotTakenForANewHub) {
    {
        RunningProgram hub(serve());
        hub.outputUntil(lastLine);
        hub.signal(SIGTERM);
        ASSERT_EQ(hub.wait(), 0);
    }
    const std::filesystem::path database = data() / "hub.sqlite";
    const std::string whole = textOf(database);
    const auto expectRefusal = [this](const std::vector<std::string> &args, const std::string &line) {
        RunningProgram hub(args);
        const std::string said = hub.outputUntil("never");
        EXPECT_NE(said.find(line), std::string::npos) << said;
        EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
        EXPECT_EQ(hub.wait(), 1);
    };
    const std::vector<std::string> verify{"verify", "--data", data().string()};
    std::filesystem::resize_file(database, 0);
    expectRefusal(serve(), "hub.key is here but its database is not");
    expectRefusal(verify, "hub.key is here but its database is not");
    EXPECT_EQ(std::filesystem::file_size(database), 0U) << "left as it is";
    std::filesystem::remove(database);
    expectRefusal(serve(), "hub.key is here but its database is not");
    for (const std::size_t left : {whole.size() / 2, std::size_t(1000), std::size_t(16)}) {
        std::ofstream(database, std::ios::binary) << whole.substr(0, left);
        expectRefusal(serve(), "damaged");
        expectRefusal(verify, "damaged");
        EXPECT_EQ(std::filesystem::file_size(database), left) << "left as it is";
    }
    std::ofstream(database, std::ios::binary) << whole;
    RunningProgram again(serve());
    EXPECT_NE(portIn(again.outputUntil(lastLine)), 0) << again.outputUntil(lastLine);
}

/// A key of its own in the place of a lost one would shut everybody out, one by one, and say nothing.
TEST_F(ProgramTest, ALostOrForeignKeyIsSaidBeforeAnybodyIsShutOut) {
    const auto startAndStop = [](const std::vector<std::string> &args) {
        RunningProgram hub(args);
        hub.outputUntil(lastLine);
        hub.signal(SIGTERM);
        return hub.wait();
    };
    ASSERT_EQ(startAndStop(serve()), 0);
    const std::filesystem::path key = data() / "hub.key";
    const std::string right = textOf(key);
    const auto expectRefusal = [](const std::vector<std::string> &args, const std::string &line) {
        RunningProgram hub(args);
        const std::string said = hub.outputUntil("never");
        EXPECT_NE(said.find(line), std::string::npos) << said;
        EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
        EXPECT_EQ(hub.wait(), 1);
    };
    const std::vector<std::string> verify{"verify", "--data", data().string()};
    std::filesystem::remove(key);
    expectRefusal(serve(), "this database has a hub.key and the data directory has none");
    expectRefusal(verify, "this database has a hub.key and the data directory has none");
    EXPECT_FALSE(std::filesystem::exists(key)) << "a wrong one would only be in the way";
    std::ofstream(key, std::ios::binary) << std::string(32, 'x');
    std::filesystem::permissions(key,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    expectRefusal(serve(), "hub.key in the data directory is not the key of this database");
    expectRefusal(verify, "hub.key in the data directory is not the key of this database");
    std::ofstream(key, std::ios::binary) << right;
    EXPECT_EQ(startAndStop(serve()), 0);
}

TEST_F(ProgramTest, KeysThatOthersMayReadAreRefusedWithAWord) {
    using std::filesystem::perms;
    const auto say = [this](bool starts) {
        RunningProgram hub(serve());
        const std::string said = hub.outputUntil(starts ? lastLine : std::string_view("never"));
        if (starts) {
            hub.signal(SIGTERM);
        }
        EXPECT_EQ(hub.wait(), starts ? 0 : 1) << said;
        return said;
    };
    say(true);
    const perms own = perms::owner_read | perms::owner_write;
    for (const char *name : {"hub.key", "ca.key", "server.key"}) {
        std::filesystem::permissions(data() / name, own | perms::others_read);
        const std::string said = say(false);
        EXPECT_NE(said.find("chmod go= " + (data() / name).string()), std::string::npos) << said;
        EXPECT_NE(said.find("mode 0604"), std::string::npos) << said;
        std::filesystem::permissions(data() / name, own);
    }
    std::filesystem::permissions(data(), perms::all);
    EXPECT_NE(say(false).find("chmod go= " + data().string()), std::string::npos);
    std::filesystem::permissions(data(), perms::owner_all);
    std::filesystem::permissions(data() / "hub.sqlite", own | perms::others_read);
    say(true); // told on standard error
    EXPECT_EQ(hub::filesOpenToOthers(data()), std::vector<std::string>{"hub.sqlite"});
}

/// A core file would hold the hub's key and families' names.
TEST_F(ProgramTest, NoCoreFileIsLeft) {
    RunningProgram hub(serve());
    ASSERT_NE(portIn(hub.outputUntil(lastLine)), 0);
    std::istringstream limits(textOf("/proc/" + std::to_string(hub.process()) + "/limits"));
    std::string core;
    for (std::string line; std::getline(limits, line);) {
        if (line.starts_with("Max core file size")) {
            core = line;
        }
    }
    std::istringstream words(core.substr(std::string("Max core file size").size()));
    std::string soft;
    std::string hard;
    words >> soft >> hard;
    EXPECT_EQ(soft + ' ' + hard, "0 0");
}

TEST_F(ProgramTest, HelpNamesWhatThereIs) {
    RunningProgram hub({"--help"});
    const std::string text = hub.outputUntil("never");
    for (const char *word : {"serve", "--listen", "--training", "seed", "user", "import-facilities"}) {
        EXPECT_NE(text.find(word), std::string::npos) << word;
    }
    EXPECT_EQ(hub.wait(), 0);
}

TEST_F(ProgramTest, TrainingNamesItsTraineeAndKeepsToItself) {
    {
        RunningProgram hub(serve({"--training"}));
        const std::uint16_t port = portIn(hub.outputUntil(lastLine));
        ASSERT_NE(port, 0);
        const std::string text = textOf(ready());
        for (const char *member : {"\"trainee\":{", "\"login_id\":", "\"password\":", "\"totp_secret\":"}) {
            EXPECT_NE(text.find(member), std::string::npos) << member;
        }
        TlsClient client(port, data() / "ca.pem");
        const std::string status = client.ask(get("/v1/status")).body;
        EXPECT_NE(status.find(R"("realm":"training")"), std::string::npos) << status;
        hub.signal(SIGTERM);
        EXPECT_EQ(hub.wait(), 0);
    }
    RunningProgram real(serve());
    EXPECT_EQ(real.outputUntil("\n"),
              "hokatsu-hub: this data directory holds a training hub; start it with --training\n");
    EXPECT_EQ(real.wait(), 1);
}

TEST_F(ProgramTest, WhatItHoldsIsAnsweredWhenItStops) {
    RunningProgram hub(serve({"--training"}));
    const std::uint16_t port = portIn(hub.outputUntil(lastLine));
    ASSERT_NE(port, 0);
    TlsClient client(port, data() / "ca.pem");
    const std::string signedIn = signIn(client, textOf(ready()));
    const Reply paused =
        client.ask(post("/v1/training/control", R"({"paused":true})",
                        signedIn + "Idempotency-Key: 01900000-0000-7000-8000-000000000002\r\n"));
    ASSERT_EQ(paused.status, 200) << paused.body;
    std::string cursor;
    Reply page;
    do { // catch up, so that the next one waits
        page = client.ask(get("/v1/changes?cursor=" + cursor, signedIn));
        ASSERT_EQ(page.status, 200) << page.body;
        cursor = member(page.body, "cursor");
    } while (page.body.find("\"more\":true") != std::string::npos);
    ASSERT_TRUE(client.send(get("/v1/changes?wait=25&cursor=" + cursor, signedIn)));
    TlsClient another(port, data() / "ca.pem");
    EXPECT_EQ(another.ask(get("/livez")).status, 200) << "while the first is held";
    hub.signal(SIGTERM);
    const Reply last = client.receive();
    EXPECT_EQ(last.status, 200);
    EXPECT_NE(last.body.find("\"changes\":[]"), std::string::npos) << last.body;
    EXPECT_EQ(hub.wait(), 0);
}

} // namespace
} // namespace contract
