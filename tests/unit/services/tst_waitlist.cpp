// Who waits for a seat, as the windows hear of it: at once, in its order, and until the family waits no
// longer.
#include "support/desk_story.h"

#include "wire/waitlist_json.h"

#include <QSignalSpy>
#include <QTest>

using namespace test_support;
using domain::WaitlistEntry;

namespace {

const domain::Instant aMorning =
    domain::toInstant(domain::LocalDate{std::chrono::year{2026} / 11 / 24}, domain::LocalTime::of(9, 0));

struct Scene {
    domain::ManualClock clock{aMorning};
    TestHub hub{clock};
    std::unique_ptr<domain::Random> random = domain::seededRandom(3);
    domain::Facility facility = hub.addFacility("架空第一保育園");
    std::string colleague =
        hub.firstSignIn("colleague", hub.addUser("colleague", domain::Role::Staff, {facility.id}))
            .accessToken;
    DeskStory desk{{.hub = &hub, .clock = &clock}};
    Scene() {
        desk.start();
        desk.firstSignIn("hanako", hub.addUser("hanako", domain::Role::Staff, {facility.id}));
    }
    /// Typed in by a colleague.
    WaitlistEntry add(const std::string &guardian) {
        WaitlistEntry entry;
        entry.id = domain::WaitlistEntryId::make(clock, *random);
        entry.facilityId = facility.id;
        entry.anySlot = true;
        entry.ageClasses = domain::AgeClasses{0b000010};
        entry.guardian = domain::Guardian{guardian, "カクウ", "090-0000-0000", ""};
        entry.channel = "phone";
        hub.must({.method = "PUT",
                  .path = "/v1/waitlist/" + entry.id.text(),
                  .body = wire::writableJson(entry),
                  .token = colleague,
                  .creates = true});
        return entry;
    }
    std::vector<std::string> waiting() {
        std::vector<std::string> names;
        const auto entries = answerOf(desk.desk().waitlist().waiting(facility.id));
        for (const WaitlistEntry &entry : entries.value_or(std::vector<WaitlistEntry>())) {
            names.push_back(entry.guardian.value_or(domain::Guardian()).name);
        }
        return names;
    }
    bool showsThat(const std::vector<std::string> &names) {
        return QTest::qWaitFor([&] { return waiting() == names; }, 10'000);
    }
};

} // namespace

class WaitlistTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoWaitsLongestStandsFirstUntilTheyWaitNoLonger();
};

void WaitlistTest::whoWaitsLongestStandsFirstUntilTheyWaitNoLonger() {
    Scene scene;
    QSignalSpy told(&scene.desk.desk().waitlist(), &services::Waitlist::changed);
    const WaitlistEntry first = scene.add("架空 一郎");
    scene.clock.advance(std::chrono::minutes(1));
    scene.add("架空 二郎");
    QVERIFY(scene.showsThat({"架空 一郎", "架空 二郎"}));
    QVERIFY(told.count() > 0);
    scene.hub.must({.method = "POST",
                    .path = "/v1/waitlist/" + first.id.text() + "/withdraw",
                    .body = {},
                    .token = scene.colleague,
                    .ifMatch = 1});
    QVERIFY(scene.showsThat({"架空 二郎"}));
    scene.desk.quit();
    scene.desk.start();
    QVERIFY(scene.showsThat({"架空 二郎"}));
}

QTEST_GUILESS_MAIN(WaitlistTest)
#include "tst_waitlist.moc"
