// The change feed: complete, in order, only what the caller may see; and what the municipality asks for.
#include "story.h"

#include <set>

namespace contract {
namespace {

/// Follows the feed as a desk does.
class Follower {
public:
    Follower(HubUnderTest &hub, Who who) : m_hub(hub), m_who(who) {}

    struct Change {
        std::string kind;
        std::string id;
        std::int64_t version = 0;
        bool deleted = false;
        std::string record;
    };
    /// Everything since the last time.
    std::vector<Change> follow(const std::string &limit = {}) {
        std::vector<Change> all;
        for (;;) {
            const Told page = m_hub.get(m_who, "/v1/changes?cursor=" + m_cursor + limit);
            EXPECT_EQ(page.status, 200) << page.body;
            if (page.status != 200) {
                return all;
            }
            for (std::size_t index = 0; index < page.size("/changes"); ++index) {
                all.push_back(read(page, "/changes/" + std::to_string(index)));
            }
            EXPECT_LE(page.text("/cursor").size(), 512U);
            m_cursor = page.text("/cursor");
            ++m_pages;
            if (!page.flag("/more")) {
                return all;
            }
        }
    }
    [[nodiscard]] const std::string &cursor() const { return m_cursor; }
    [[nodiscard]] int pages() const { return m_pages; }

private:
    static Change read(const Told &page, const std::string &at) {
        return {page.text((at + "/kind").c_str()), page.text((at + "/id").c_str()),
                page.number((at + "/version").c_str()), page.flag((at + "/deleted").c_str()),
                page.text((at + "/record/status").c_str()) +
                    (page.has((at + "/record/guardian").c_str()) ? "+names" : "")};
    }
    HubUnderTest &m_hub;
    Who m_who;
    std::string m_cursor;
    int m_pages = 0;
};

class FeedStory : public Contract {
protected:
    std::string m_place = hub.place();
};
INSTANTIATE_TEST_SUITE_P(Hub, FeedStory, ::testing::ValuesIn(HubUnderTest::ways()), nameOfWay);

const Follower::Change *find(const std::vector<Follower::Change> &changes, const std::string &kind,
                             const std::string &id) {
    for (const auto &change : changes) {
        if (change.kind == kind && change.id == id) {
            return &change;
        }
    }
    return nullptr;
}

TEST_P(FeedStory, WhoFollowsEndsWithTheHubsState) {
    Follower desk(hub, Who::Staff);
    desk.follow();
    const std::string slot = hub.slot(m_place);
    const std::string id = hub.request(slot);
    EXPECT_EQ(hub.move(Who::Staff, id, "approve").status, 200);
    const auto changes = desk.follow();
    ASSERT_NE(find(changes, "reservation", id), nullptr);
    EXPECT_EQ(find(changes, "reservation", id)->version, 2) << "only the newest version";
    EXPECT_EQ(find(changes, "reservation", id)->record, "approved+names");
    ASSERT_NE(find(changes, "slot_seats", slot), nullptr);
    EXPECT_EQ(find(changes, "slot", slot)->version, 1) << "a booking never changes the slot";
    std::set<std::pair<std::string, std::string>> once;
    for (const auto &change : changes) {
        EXPECT_TRUE(once.emplace(change.kind, change.id).second) << change.kind;
    }
    EXPECT_TRUE(desk.follow().empty());
    EXPECT_EQ(hub.move(Who::Portal, id, "withdraw").status, 200);
    EXPECT_EQ(hub.change(Who::Staff, "DELETE", "/v1/slots/" + slot, 1).text("/status"), "cancelled")
        << "the family's history keeps its date";
    const std::string unused = hub.slot(m_place, 15);
    EXPECT_EQ(hub.change(Who::Staff, "DELETE", "/v1/slots/" + unused, 1).status, 204);
    const auto later = desk.follow();
    ASSERT_NE(find(later, "slot", unused), nullptr);
    EXPECT_TRUE(find(later, "slot", unused)->deleted);
    EXPECT_EQ(find(later, "slot", slot)->record, "cancelled");
    EXPECT_EQ(find(later, "reservation", id)->record, "withdrawn+names");
}

TEST_P(FeedStory, SmallPagesGiveTheSame) {
    Follower whole(hub, Who::Staff);
    Follower paged(hub, Who::Staff);
    std::map<std::pair<std::string, std::string>, std::int64_t> one;
    std::map<std::pair<std::string, std::string>, std::int64_t> other;
    for (const auto &change : whole.follow()) {
        one[{change.kind, change.id}] = change.version;
    }
    for (const auto &change : paged.follow("&limit=50")) {
        other[{change.kind, change.id}] = change.version;
    }
    EXPECT_GT(paged.pages(), 1);
    EXPECT_EQ(one, other);
}

TEST_P(FeedStory, EachSeesOnlyTheirs) {
    std::map<Who, Follower> followers;
    for (const Who who : {Who::Staff, Who::Office, Who::Municipal, Who::Auditor, Who::Portal,
                          Who::OtherPortal, Who::StaffElsewhere, Who::MunicipalElsewhere}) {
        followers.emplace(who, Follower(hub, who)).first->second.follow();
    }
    const std::string id = hub.request(hub.slot(m_place));
    const auto seen = [&](Who who) {
        const auto changes = followers.at(who).follow();
        const auto *change = find(changes, "reservation", id);
        return change == nullptr ? std::string("nothing") : change->record;
    };
    EXPECT_EQ(seen(Who::Staff), "requested+names");
    EXPECT_EQ(seen(Who::Office), "requested+names");
    EXPECT_EQ(seen(Who::Portal), "requested+names");
    EXPECT_EQ(seen(Who::Municipal), "requested");
    EXPECT_EQ(seen(Who::Auditor), "requested");
    for (const Who who : {Who::OtherPortal, Who::StaffElsewhere, Who::MunicipalElsewhere}) {
        EXPECT_EQ(seen(who), "nothing");
    }
}

TEST_P(FeedStory, ACursorThatIsNotOursStartsFromNothing) {
    Follower desk(hub, Who::Staff);
    desk.follow();
    const auto ask = [&](Who who, const std::string &query) { return hub.get(who, "/v1/changes?" + query); };
    for (const std::string &cursor : {std::string("invented"), desk.cursor() + "x", std::string(513, 'a')}) {
        const Told told = ask(Who::Staff, "cursor=" + cursor);
        EXPECT_EQ(told.status, 410) << cursor;
        EXPECT_EQ(told.code(), "cursor-expired");
    }
    EXPECT_EQ(ask(Who::StaffElsewhere, "cursor=" + desk.cursor()).status, 410) << "another's scope";
    EXPECT_EQ(ask(Who::Staff, "wait=26").status, 422);
    EXPECT_EQ(ask(Who::Staff, "wait=-1").status, 422);
    EXPECT_EQ(ask(Who::Staff, "limit=0").status, 422);
    EXPECT_EQ(ask(Who::Staff, "limit=many").status, 422);
    EXPECT_FALSE(hub.ask({.target = "/v1/status"}).text("/epoch").empty());
}

TEST_P(FeedStory, LateAnswersAreTheMunicipalitysToSee) {
    const Told told = hub.get(Who::Municipal, "/v1/municipalities/131016/delays");
    EXPECT_EQ(told.status, 200) << told.body;
    EXPECT_TRUE(told.has("/delays"));
    EXPECT_EQ(hub.get(Who::Auditor, "/v1/municipalities/131016/delays").status, 200);
    EXPECT_EQ(hub.get(Who::Staff, "/v1/municipalities/131016/delays").status, 403);
    EXPECT_EQ(hub.get(Who::MunicipalElsewhere, "/v1/municipalities/131016/delays").status, 404);
    EXPECT_EQ(hub.get(Who::Municipal, "/v1/municipalities/131016").status, 200);
}

TEST_P(FeedStory, ASlotThatSoonBeginsUnansweredIsALateAnswer) {
    const std::string slot = hub.slot(m_place, 1, "08:00");
    hub.request(slot);
    const Told told = hub.get(Who::Municipal, "/v1/municipalities/131016/delays");
    bool found = false;
    for (std::size_t index = 0; index < told.size("/delays"); ++index) {
        const std::string at = "/delays/" + std::to_string(index);
        if (told.text((at + "/facility_id").c_str()) != m_place) {
            continue;
        }
        found = true;
        EXPECT_EQ(told.number((at + "/starts_unanswered_soon").c_str()), 1);
        EXPECT_EQ(told.text((at + "/phone").c_str()), "03-0000-0000");
    }
    EXPECT_TRUE(found) << told.body;
}

TEST_P(FeedStory, TheAuditIsOneChain) {
    hub.request(hub.slot(m_place));
    std::string previous;
    std::int64_t number = 0;
    for (;;) {
        const Told page = hub.get(Who::Municipal,
                                  "/v1/audit?municipality=131016&limit=500&after=" + std::to_string(number));
        ASSERT_EQ(page.status, 200) << page.body;
        for (std::size_t index = 0; index < page.size("/audit"); ++index) {
            const std::string at = "/audit/" + std::to_string(index);
            EXPECT_GT(page.number((at + "/number").c_str()), number);
            number = page.number((at + "/number").c_str());
            if (!previous.empty()) {
                EXPECT_EQ(page.text((at + "/previous_hash").c_str()), previous);
            }
            previous = page.text((at + "/hash").c_str());
        }
        if (!page.flag("/more")) {
            break;
        }
    }
    EXPECT_GT(number, 2);
    EXPECT_EQ(hub.get(Who::Staff, "/v1/audit").status, 403);
    EXPECT_EQ(hub.get(Who::MunicipalElsewhere, "/v1/audit?municipality=131016").status, 404);
}

} // namespace
} // namespace contract
