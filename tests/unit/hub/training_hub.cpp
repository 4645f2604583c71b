// The practice hub: what a trainee finds, and the parents who act by themselves.
#include "training/training_hub.h"
#include "hub/auth/totp.h"
#include "hub/db/read.h"
#include "hub/service/open_service.h"
#include "wire/auth_json.h"
#include "wire/records_json.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sys/stat.h>

namespace {

class TrainingHub : public testing::Test {
protected:
    TrainingHub()
        : clock(domain::parseInstant("2026-11-24T01:00:00Z").value()), random(domain::seededRandom(5)),
          parents(clock, *random) {
        std::string pattern = (std::filesystem::temp_directory_path() / "hokatsu-training-XXXXXX").string();
        directory = ::mkdtemp(pattern.data());
        start();
    }
    ~TrainingHub() override {
        parents.stop();
        service.reset();
        std::error_code ignored;
        std::filesystem::remove_all(directory, ignored);
    }
    TrainingHub(const TrainingHub &) = delete;
    TrainingHub &operator=(const TrainingHub &) = delete;

    void start() {
        service.reset();
        auto opened = hub::openService({.dataDirectory = directory,
                                        .training = true,
                                        .extraRoutes = std::make_shared<const std::vector<hub::Route>>(
                                            training::trainingRoutes(parents))},
                                       clock, *random);
        ASSERT_TRUE(opened) << opened.error().code;
        service = std::move(*opened);
    }
    training::Trainee prepared() {
        const auto trainee = training::prepareTraining(*service, directory, clock, *random);
        EXPECT_TRUE(trainee) << (trainee ? "" : trainee.error().code);
        return trainee.value_or(training::Trainee{});
    }
    hub::Response call(const std::string &method, const std::string &path, const std::string &body,
                       const std::string &token = {}, std::map<std::string, std::string> query = {}) {
        hub::Request request{.method = method, .path = path, .query = std::move(query), .body = body};
        request.headers["content-type"] = "application/json";
        if (!token.empty()) {
            request.headers["authorization"] = "Bearer " + token;
        }
        return service->handle(request);
    }
    std::string signIn(const training::Credentials &who) {
        const auto half = wire::loginAnswerFromJson(
            call("POST", "/v1/auth/login",
                 wire::toJson(wire::LoginRequest{who.loginId, who.password, "pc", "PC"}))
                .text());
        EXPECT_TRUE(half);
        const std::string secret = hub::auth::fromBase32(who.totpSecret).value();
        const std::string code = hub::auth::totpCode(secret, hub::auth::totpStep(clock.now()));
        const auto tokens = wire::tokensFromJson(
            call("POST", "/v1/auth/mfa", wire::toJson(wire::MfaRequest{half->mfaToken, "totp", code}))
                .text());
        EXPECT_TRUE(tokens);
        return tokens ? tokens->accessToken : std::string();
    }
    std::vector<wire::Change> changes(const std::string &token) {
        std::vector<wire::Change> all;
        std::string cursor;
        for (;;) {
            auto page =
                wire::changePageFromJson(call("GET", "/v1/changes", "", token, {{"cursor", cursor}}).text());
            if (!page) {
                ADD_FAILURE() << page.error().code;
                return all;
            }
            std::move(page->changes.begin(), page->changes.end(), std::back_inserter(all));
            cursor = page->cursor;
            if (!page->more) {
                return all;
            }
        }
    }
    std::map<domain::ReservationStatus, int> states(const std::string &token) {
        std::map<domain::ReservationStatus, int> counted;
        for (const wire::Change &change : changes(token)) {
            if (const auto *reservation = std::get_if<domain::Reservation>(&change.record)) {
                ++counted[reservation->status];
            }
        }
        return counted;
    }

    domain::ManualClock clock;
    std::unique_ptr<domain::Random> random;
    std::filesystem::path directory;
    training::Parents parents;
    std::unique_ptr<hub::Service> service;
};

TEST_F(TrainingHub, HoldsWorkForTheTraineeFromTheFirstMinute) {
    const training::Trainee trainee = prepared();
    const std::string token = signIn(trainee);
    const auto found = states(token);
    EXPECT_EQ(found.at(domain::ReservationStatus::Requested), 6);
    for (const auto state : {domain::ReservationStatus::Approved, domain::ReservationStatus::Declined,
                             domain::ReservationStatus::Withdrawn, domain::ReservationStatus::Attended}) {
        EXPECT_TRUE(found.contains(state)) << domain::nameOf(state);
    }
    int facilities = 0;
    int toCome = 0;
    for (const wire::Change &change : changes(token)) {
        facilities += std::holds_alternative<domain::Facility>(change.record) ? 1 : 0;
        const auto *slot = std::get_if<domain::Slot>(&change.record);
        toCome += slot != nullptr && domain::toInstant(slot->date, slot->start) > clock.now() ? 1 : 0;
    }
    EXPECT_EQ(facilities, 3);
    EXPECT_GE(toCome, 3 * 8 * 2 - 6);
}

TEST_F(TrainingHub, HasLateAnswersForTheMunicipalTrainee) {
    const training::Trainee trainee = prepared();
    const std::string token = signIn(trainee.municipal);
    int late = 0;
    for (const wire::Change &change : changes(token)) {
        if (const auto *reservation = std::get_if<domain::Reservation>(&change.record)) {
            EXPECT_FALSE(reservation->personal) << "municipal staff see no names";
            late += reservation->status == domain::ReservationStatus::Requested &&
                            reservation->decisionDueAt.value_or(clock.now()) < clock.now()
                        ? 1
                        : 0;
        }
    }
    EXPECT_EQ(late, 2);
}

TEST_F(TrainingHub, SignsTheSameTraineeInAfterARestart) {
    const training::Trainee first = prepared();
    start();
    const training::Trainee again = prepared();
    EXPECT_EQ(again.password, first.password);
    EXPECT_EQ(again.totpSecret, first.totpSecret);
    EXPECT_FALSE(signIn(again).empty());
    struct stat info {};
    ASSERT_EQ(::stat((directory / "trainee.json").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(TrainingHub, NeverFillsARealHub) {
    ASSERT_TRUE(service->administer([](hub::Context &context) -> domain::Result<void> {
        return hub::run(context.db,
                        "INSERT INTO municipality (code, name, version) VALUES ('132012', '架空', 1)", {});
    }));
    const auto refused = training::prepareTraining(*service, directory, clock, *random);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "not-training");
    EXPECT_FALSE(std::filesystem::exists(directory / "trainee.json"));
}

TEST_F(TrainingHub, SaysThatItsFileIsDamaged) {
    prepared();
    std::ofstream(directory / "trainee.json") << "{\"trainee\": 3}";
    EXPECT_EQ(training::prepareTraining(*service, directory, clock, *random).error().code,
              "trainee-file-damaged");
}

TEST_F(TrainingHub, LetsParentsBookAskAndCancelOnRequest) {
    const training::Trainee trainee = prepared();
    const std::string token = signIn(trainee);
    const auto before = states(token);
    ASSERT_TRUE(parents.start(*service, directory));
    EXPECT_EQ(call("POST", "/v1/training/control", R"({"paused":true})", token).text(), R"({"paused":true})");
    for (const char *action : {"book", "ask", "cancel"}) {
        EXPECT_EQ(
            call("POST", "/v1/training/parents", R"({"action":")" + std::string(action) + R"("})", token)
                .status,
            202);
    }
    parents.waitUntilIdle();
    EXPECT_EQ(parents.actsDone(), 3);
    const auto after = states(token);
    EXPECT_EQ(after.at(domain::ReservationStatus::Requested),
              before.at(domain::ReservationStatus::Requested) + 1);
    EXPECT_EQ(after.at(domain::ReservationStatus::Withdrawn),
              before.at(domain::ReservationStatus::Withdrawn) + 1);
}

TEST_F(TrainingHub, GoesOnBookingAfterTheParentsTokenIsOver) {
    prepared();
    ASSERT_TRUE(parents.start(*service, directory));
    parents.setPaused(true);
    parents.actNow(training::ParentAct::Book);
    parents.waitUntilIdle();
    clock.advance(std::chrono::minutes(11));
    parents.actNow(training::ParentAct::Book);
    parents.waitUntilIdle();
    EXPECT_EQ(parents.actsDone(), 2);
}

TEST_F(TrainingHub, AnswersOddRequestsToTheParents) {
    const std::string token = signIn(prepared());
    EXPECT_EQ(call("POST", "/v1/training/parents", R"({"action":"dance"})", token).status, 422);
    EXPECT_EQ(call("POST", "/v1/training/parents", "{}", token).status, 422);
    EXPECT_EQ(call("POST", "/v1/training/parents", R"({"action":"book"})").status, 401);
    EXPECT_EQ(call("POST", "/v1/training/control", R"({"paused":"yes"})", token).status, 422);
    EXPECT_EQ(call("POST", "/v1/training/control", "[", token).status, 400);
}

TEST_F(TrainingHub, FillsADatabaseAtAnyHourOfAnyDay) {
    for (const char *hour : {"2026-11-22T15:30:00Z", "2026-12-30T20:00:00Z", "2027-05-02T23:59:00Z",
                             "2026-11-24T05:00:00Z", "2026-11-24T14:59:00Z"}) {
        service.reset();
        for (const auto &entry : std::filesystem::directory_iterator(directory)) {
            std::filesystem::remove(entry.path());
        }
        clock.set(domain::parseInstant(hour).value());
        start();
        const auto trainee = training::prepareTraining(*service, directory, clock, *random);
        EXPECT_TRUE(trainee) << hour << " " << (trainee ? "" : trainee.error().code)
                             << (trainee || trainee.error().fields.empty() ? ""
                                                                           : trainee.error().fields[0].code);
    }
}

} // namespace
