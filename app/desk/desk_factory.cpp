#include "desk/desk_factory.h"

#include "desk/practice/training_service.h"
#include "desk/profile/profile_kind.h"
#include "desk/proxies/account_proxy.h"
#include "desk/proxies/change_router.h"
#include "desk/proxies/delays_proxy.h"
#include "desk/proxies/drafts_proxy.h"
#include "desk/proxies/facilities_proxy.h"
#include "desk/proxies/hub_queries_proxy.h"
#include "desk/proxies/notices_proxy.h"
#include "desk/proxies/reservations_proxy.h"
#include "desk/proxies/slots_proxy.h"
#include "desk/proxies/sync_status_proxy.h"
#include "desk/proxies/waitlist_proxy.h"

#include <QPointer>
#include <QTimer>

namespace services {
namespace {

CoreOptions coreOptionsOf(const DeskOptions &options, const QString &profileId) {
    CoreOptions core{.folder = options.profileFolder,
                     .profileId = profileId,
                     .training = options.training,
                     .clock = options.clock,
                     .random = options.random,
                     .makeHub = options.makeHub,
                     .makeCredentials = options.makeCredentials,
                     .firstRetry = options.firstRetry,
                     .undoTime = options.undoTime};
    if (!core.makeHub) {
        core.makeHub = [](const net::HubAddress &address, QObject *owner) {
            return net::httpsHub(address, owner);
        };
    }
    return core;
}

/// Members are constructed in this order and destroyed in reverse: the proxies before the thread that they
/// use.
class DeskOfProfile final : public Desk {
public:
    explicit DeskOfProfile(const DeskOptions &options)
        : m_clock(*options.clock),
          m_preferences(ProfileFolder(options.profileFolder).settings(), *options.clock, *options.random),
          m_data(coreOptionsOf(options, m_preferences.profileId()), m_preferences.deviceId()),
          m_account(m_data, m_preferences, options.profileFolder, options.training), m_reservations(m_data),
          m_slots(m_data, *options.clock, *options.random), m_facilities(m_data), m_delays(m_data),
          m_syncStatus(m_data), m_drafts(m_data), m_notices(m_data), m_hubQueries(m_data), m_waitlist(m_data),
          m_feed(m_data, m_reservations, m_slots, m_facilities, m_delays, m_notices, m_waitlist) {
        if (!options.language.isEmpty()) {
            m_preferences.setLanguage(options.language);
        }
        m_account.open(options.hubUrl, options.caFile);
        if (options.training) {
            m_training = std::make_unique<TrainingService>(
                TrainingService::Parts{.data = m_data,
                                       .account = m_account,
                                       .clock = *options.clock,
                                       .random = *options.random,
                                       .hubProgram = options.hubProgram,
                                       .hubFolder = ProfileFolder(options.profileFolder).hubFolder()});
            m_training->start();
        }
    }

    Account &account() override { return m_account; }
    Reservations &reservations() override { return m_reservations; }
    Slots &slotBook() override { return m_slots; }
    Facilities &facilities() override { return m_facilities; }
    Delays &delays() override { return m_delays; }
    SyncStatus &syncStatus() override { return m_syncStatus; }
    Preferences &preferences() override { return m_preferences; }
    Drafts &drafts() override { return m_drafts; }
    Notices &notices() override { return m_notices; }
    HubQueries &hubQueries() override { return m_hubQueries; }
    Waitlist &waitlist() override { return m_waitlist; }
    Training *training() override { return m_training.get(); }
    [[nodiscard]] const domain::Clock &clock() const override { return m_clock; }
    void prepareToEnd(std::function<void()> done) override {
        sendHeld([this, done = std::move(done)] {
            if (m_training) {
                m_training->end(done);
            } else {
                done();
            }
        });
    }

private:
    /// Sends the acts that are held back for undo. It does not wait for a blocked data thread; the next start
    /// then sends them.
    void sendHeld(std::function<void()> then) {
        constexpr std::chrono::seconds atLatest{3};
        auto *once = new QTimer(&m_data);
        once->setSingleShot(true);
        QObject::connect(once, &QTimer::timeout, once, [once, then = std::move(then)] {
            once->deleteLater();
            then();
        });
        once->start(atLatest);
        m_data.post(
            [guarded = QPointer<QTimer>(once), &data = m_data](DataCore &core, AccountStateMachine &) {
                core.sendHeld([guarded, &data] {
                    QMetaObject::invokeMethod(
                        &data,
                        [guarded] {
                            if (guarded) {
                                guarded->start(0);
                            }
                        },
                        Qt::QueuedConnection);
                });
            });
    }

    const domain::Clock &m_clock;
    PreferencesService m_preferences;
    DataThread m_data;
    AccountProxy m_account;
    ReservationsProxy m_reservations;
    SlotsProxy m_slots;
    FacilitiesProxy m_facilities;
    DelaysProxy m_delays;
    SyncStatusProxy m_syncStatus;
    DraftsProxy m_drafts;
    NoticesProxy m_notices;
    HubQueriesProxy m_hubQueries;
    WaitlistProxy m_waitlist;
    ChangeRouter m_feed;
    std::unique_ptr<TrainingService> m_training;
};

} // namespace

// NOLINTNEXTLINE(performance-unnecessary-value-param): the public function takes it by value
domain::Result<std::unique_ptr<Desk>> openDesk(DeskOptions options) {
    if (options.clock == nullptr || options.random == nullptr || options.profileFolder.isEmpty()) {
        return domain::fail(domain::ErrorKind::Bug, "clock-and-random-needed");
    }
    // Checked before anything reads settings there, so that a folder of the other kind is not changed.
    const ProfileFolder folder(options.profileFolder);
    if (const auto ours = checkKind(folder, profileKind(options.training)); !ours) {
        return domain::passOn(ours);
    }
    return std::make_unique<DeskOfProfile>(options);
}

} // namespace services
