// All services of the desk in memory, with invented data: for tests of windows.
#pragma once

#include "fake_world.h"
#include "services/desk.h"

namespace fake {

class Account final : public services::Account {
    Q_OBJECT
public:
    // What a test sets; call announce() afterwards.
    services::SignInStep now = services::SignInStep::SignedIn;
    std::optional<domain::Error> trouble;
    bool working = false;
    std::optional<domain::User> who;
    bool practice = false;
    services::HubSettings settings{QStringLiteral("https://hub.example.jp:8443"), {}, {}};
    QStringList codes;
    /// Where each accepted step leads; a step that is not named leads to SignedIn.
    std::map<services::SignInStep, services::SignInStep> route;
    /// The next step is refused with this.
    std::optional<domain::Error> refuseNext;
    QStringList calls; ///< "signIn demo-staff", "unlock" ...
    QString rightPassword = QStringLiteral("correct horse battery");
    void announce() { Q_EMIT changed(); }
    void go(services::SignInStep step);

    [[nodiscard]] services::SignInStep step() const override { return now; }
    [[nodiscard]] std::optional<domain::Error> problem() const override { return trouble; }
    [[nodiscard]] bool busy() const override { return working; }
    [[nodiscard]] std::optional<domain::User> user() const override { return who; }
    [[nodiscard]] bool training() const override { return practice; }
    [[nodiscard]] services::HubSettings hub() const override { return settings; }
    domain::Result<void> setHubUrl(const QString &url) override;
    domain::Result<QString> importCa(const QString &file) override;
    void signIn(const QString &loginId, const QString &password) override;
    void choosePassword(const QString &password) override;
    [[nodiscard]] QString otpauthUri() const override;
    void confirmEnrolment(const QString &code) override;
    [[nodiscard]] QStringList recoveryCodes() const override { return codes; }
    void recoveryCodesNoted() override { pass(QStringLiteral("recoveryCodesNoted")); }
    void secondFactor(Factor factor, const QString &code) override;
    void startOver() override;
    void lock() override { go(services::SignInStep::Locked); }
    void unlock(const QString &password) override;
    void signOut() override;
    void usePassphrase(const QString &passphrase) override;
    void tryAgain() override;

private:
    void pass(const QString &call);
};

class Reservations final : public services::Reservations {
    Q_OBJECT
public:
    explicit Reservations(World &world);
    services::Async<std::vector<domain::ReservationId>>
    ids(const services::ReservationFilter &filter) override;
    services::Async<std::vector<services::ReservationRow>>
    rows(const std::vector<domain::ReservationId> &ids) override;
    services::Async<int> count(const services::ReservationFilter &filter) override;
    services::Async<services::ActReceipt> approve(domain::ReservationId id,
                                                  std::int64_t seenVersion) override;
    services::Async<services::ActReceipt> decline(domain::ReservationId id, std::int64_t seenVersion,
                                                  const QString &reason, const QString &message) override;
    services::Async<services::ActReceipt> act(domain::ReservationCall call, domain::ReservationId id,
                                              std::int64_t seenVersion, const QString &reason,
                                              const QString &message) override;
    services::Async<void> withdraw(domain::OperationId operation) override;
    void sendHeld() override { m_world.sendHeld(); }
    services::Async<services::ActReceipt> book(const domain::Reservation &reservation) override;

private:
    [[nodiscard]] std::vector<domain::ReservationId>
    filtered(const services::ReservationFilter &filter) const;
    [[nodiscard]] services::ReservationRow rowOf(const domain::Reservation &reservation) const;

    World &m_world;
};

class Slots final : public services::Slots {
    Q_OBJECT
public:
    explicit Slots(World &world);
    services::Async<std::vector<services::SlotRow>>
    between(domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to) override;
    services::Async<services::SlotRow> one(domain::SlotId id) override;
    services::Async<services::ActReceipt> create(const domain::Slot &slot) override;
    services::Async<services::ActReceipt> change(const domain::Slot &slot, std::int64_t seenVersion) override;
    services::Async<services::ActReceipt> cancel(domain::SlotId id, std::int64_t seenVersion,
                                                 bool familiesToo, const QString &message) override;
    services::Async<std::vector<domain::SeriesDay>> preview(const domain::Series &series) override;
    services::Async<services::ActReceipt> createSeries(const domain::Series &series,
                                                       const std::vector<domain::SeriesDay> &days) override;
    services::Async<std::vector<services::WeekCopyDay>>
    previewCopy(domain::FacilityId facility, domain::LocalDate from, domain::LocalDate to) override;
    services::Async<services::ActReceipt> copy(const std::vector<services::WeekCopyDay> &days) override;
    domain::SlotId newSlotId() override;
    domain::SeriesId newSeriesId() override;
    int weeksAsked = 0; ///< calls of between()

private:
    [[nodiscard]] services::SlotRow rowOf(const domain::Slot &slot) const;

    World &m_world;
};

class Facilities final : public services::Facilities {
    Q_OBJECT
public:
    explicit Facilities(World &world);
    services::Async<std::vector<domain::Facility>> all() override;
    services::Async<services::FacilityRow> one(domain::FacilityId id) override;
    services::Async<services::ActReceipt> save(const domain::Facility &facility,
                                               std::int64_t seenVersion) override;
    services::Async<void> saveDraft(domain::FacilityId id, const domain::Profile &typed) override;
    services::Async<std::optional<domain::Profile>> draft(domain::FacilityId id) override;

private:
    World &m_world;
};

class Delays final : public services::Delays {
    Q_OBJECT
public:
    explicit Delays(World &world);
    services::Async<std::vector<services::DelayRow>> list() override;

private:
    World &m_world;
};

class SyncStatus final : public services::SyncStatus {
    Q_OBJECT
public:
    explicit SyncStatus(World &world);
    [[nodiscard]] services::SyncState state() const override { return m_world.syncState; }
    services::Async<std::vector<services::OutboxItem>> outbox() override;
    services::Async<void> dismiss(domain::OperationId operation) override;
    void retryNow() override { m_world.calls << QStringLiteral("retryNow"); }
    services::Async<services::Conflict> conflict(domain::OperationId operation) override;
    services::Async<void> settle(domain::OperationId operation,
                                 const std::map<std::string, services::Side> &choices) override;
    services::Async<std::vector<services::PastDecision>> decisions() override;

private:
    World &m_world;
};

class Drafts final : public services::Drafts {
    Q_OBJECT
public:
    explicit Drafts(World &world) : m_world(world) {}
    services::Async<void> save(const QString &form, const QByteArray &text) override;
    services::Async<QByteArray> load(const QString &form) override;

private:
    World &m_world;
};

class Notices final : public services::Notices {
    Q_OBJECT
public:
    explicit Notices(World &world) : m_world(world) {}
    services::Async<std::vector<domain::Notice>> now() override {
        return m_world.answer<std::vector<domain::Notice>>(m_world.notices);
    }
    void announce() { Q_EMIT changed(); }

private:
    World &m_world;
};

/// The hub's answers as a test sets them; it counts the questions.
class HubQueries final : public services::HubQueries {
    Q_OBJECT
public:
    services::HubAnswer<domain::StatisticsReport> figures;
    std::optional<domain::Error> refusal;
    int asked = 0;
    services::StatisticsQuery lastQuery;
    services::Async<services::HubAnswer<domain::StatisticsReport>>
    statistics(const services::StatisticsQuery &query) override {
        ++asked;
        lastQuery = query;
        return answer(figures);
    }
    services::Async<services::HubAnswer<domain::Coverage>> coverage() override {
        return answer(services::HubAnswer<domain::Coverage>{});
    }
    services::Async<services::HubAnswer<domain::AuditPage>> audit(const services::AuditQuery &) override {
        return answer(services::HubAnswer<domain::AuditPage>{});
    }

private:
    template <class T> [[nodiscard]] services::Async<T> answer(const T &value) const {
        using Given = domain::Result<T>;
        return QtFuture::makeReadyFuture(refusal ? Given(domain::fail(*refusal)) : Given(value));
    }
};

class Waitlist final : public services::Waitlist {
    Q_OBJECT
public:
    explicit Waitlist(World &world) : m_world(world) {}
    services::Async<std::vector<domain::WaitlistEntry>> waiting(domain::FacilityId) override {
        return m_world.answer<std::vector<domain::WaitlistEntry>>({});
    }

private:
    World &m_world;
};

class Preferences final : public services::Preferences {
    Q_OBJECT
public:
    QString languageName = QStringLiteral("ja");
    int percent = 100;
    int lockMinutes = 10;
    QString themeName = QStringLiteral("light");
    QStringList reasons{QStringLiteral("満席のため"), QStringLiteral("対象年齢外のため"),
                        QStringLiteral("{日時}は園行事のため")};

    [[nodiscard]] QString language() const override { return languageName; }
    void setLanguage(const QString &value) override { store(languageName, value); }
    [[nodiscard]] int textPercent() const override { return percent; }
    void setTextPercent(int value) override { store(percent, value); }
    [[nodiscard]] int lockAfterMinutes() const override { return lockMinutes; }
    void setLockAfterMinutes(int value) override { store(lockMinutes, value); }
    [[nodiscard]] QString theme() const override { return themeName; }
    void setTheme(const QString &value) override { store(themeName, value); }
    [[nodiscard]] QStringList declineReasons() const override { return reasons; }
    void setDeclineReasons(const QStringList &value) override { store(reasons, value); }

private:
    template <class T> void store(T &member, const T &value) {
        if (member != value) {
            member = value;
            Q_EMIT changed();
        }
    }
};

class Training final : public services::Training {
    Q_OBJECT
public:
    services::TrainingState now{
        services::TrainingState::Phase::Running, {},   services::Trainee::Nursery, QStringLiteral("kenshu"),
        QStringLiteral("renshu-no-aikotoba"),    false};
    QStringList calls;
    void announce() { Q_EMIT changed(); }

    [[nodiscard]] services::TrainingState state() const override { return now; }
    [[nodiscard]] std::pair<QString, int> authenticatorCode() const override {
        return {QStringLiteral("123456"), 17};
    }
    void practiseAs(services::Trainee who) override;
    void parentBooksNow() override { calls << QStringLiteral("parentBooksNow"); }
    void setPaused(bool paused) override;
    void reset() override { calls << QStringLiteral("reset"); }
};

/// Signed in as a nursery's staff, Japanese, light theme, online.
class Desk final : public services::Desk {
public:
    enum class Kind { Normal, Training };
    explicit Desk(domain::Role role = domain::Role::Staff, Kind kind = Kind::Normal);

    World world;
    Account fakeAccount;
    Preferences fakePreferences;
    Training fakeTraining;
    HubQueries fakeHubQueries;

    services::Account &account() override { return fakeAccount; }
    services::Reservations &reservations() override { return m_reservations; }
    services::Slots &slotBook() override { return m_slots; }
    services::Facilities &facilities() override { return m_facilities; }
    services::Delays &delays() override { return m_delays; }
    services::SyncStatus &syncStatus() override { return m_syncStatus; }
    services::Preferences &preferences() override { return fakePreferences; }
    services::Drafts &drafts() override { return m_drafts; }
    Notices &notices() override { return m_notices; }
    HubQueries &hubQueries() override { return fakeHubQueries; }
    Waitlist &waitlist() override { return m_waitlist; }
    services::Training *training() override { return m_kind == Kind::Training ? &fakeTraining : nullptr; }
    [[nodiscard]] const domain::Clock &clock() const override { return world.clock; }
    /// The account's user takes over the facilities of the world; call after filling it.
    void grantAll();

private:
    Kind m_kind;
    Reservations m_reservations;
    Slots m_slots;
    Facilities m_facilities;
    Delays m_delays;
    SyncStatus m_syncStatus;
    Drafts m_drafts;
    Notices m_notices;
    Waitlist m_waitlist;
};

} // namespace fake
