#include "support/desk_story.h"

#include "hub/auth/totp.h"

#include <QDir>
#include <QFile>
#include <QUrl>
#include <QUrlQuery>

namespace test_support {
namespace {

constexpr int longEnoughMs = 10'000;
constexpr auto chosenPassword = "kitsune-to-tanuki-42";

template <class T> QFuture<domain::Result<T>> at_once(domain::Result<T> result) {
    QPromise<domain::Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

class Door final : public session::CredentialStore {
public:
    explicit Door(std::shared_ptr<TestKeychain::Shared> shared) : m_shared(std::move(shared)) {}
    QFuture<domain::Result<std::optional<QByteArray>>> read(const QString &key) override {
        using Answer = domain::Result<std::optional<QByteArray>>;
        if (!m_shared->available) {
            return at_once<std::optional<QByteArray>>(locked());
        }
        const std::lock_guard guard(m_shared->lock);
        if (!m_shared->unreadable.isEmpty() && key.endsWith(m_shared->unreadable)) {
            return at_once<std::optional<QByteArray>>(locked());
        }
        const auto found = m_shared->values.find(key);
        return at_once<std::optional<QByteArray>>(found == m_shared->values.end() ? Answer(std::nullopt)
                                                                                  : Answer(found->second));
    }
    QFuture<domain::Result<void>> write(const QString &key, const QByteArray &value) override {
        return change([&] { m_shared->values[key] = value; });
    }
    QFuture<domain::Result<void>> remove(const QString &key) override {
        if (m_shared->beforeRemoval) {
            m_shared->beforeRemoval(key);
        }
        return change([&] {
            ++m_shared->removals;
            m_shared->values.erase(key);
        });
    }

private:
    static tl::unexpected<domain::Error> locked() {
        return domain::fail(domain::ErrorKind::KeychainUnavailable, "keychain-unavailable");
    }
    QFuture<domain::Result<void>> change(const std::function<void()> &act) {
        if (!m_shared->available) {
            return at_once<void>(locked());
        }
        const std::lock_guard guard(m_shared->lock);
        act();
        return at_once<void>({});
    }
    std::shared_ptr<TestKeychain::Shared> m_shared;
};

std::string codeFor(const std::string &secret, domain::Instant now) {
    return hub::auth::totpCode(*hub::auth::fromBase32(secret), hub::auth::totpStep(now));
}

} // namespace

std::unique_ptr<session::CredentialStore> TestKeychain::door() {
    return std::make_unique<Door>(m_shared);
}

void TestKeychain::forgetEverything() {
    const std::lock_guard guard(m_shared->lock);
    m_shared->values.clear();
}

void TestKeychain::replace(const QString &endOfName, const QByteArray &secret) {
    const std::lock_guard guard(m_shared->lock);
    for (auto &[name, value] : m_shared->values) {
        if (name.endsWith(endOfName)) {
            value = secret;
        }
    }
}

bool TestKeychain::isEmpty() const {
    const std::lock_guard guard(m_shared->lock);
    return m_shared->values.empty();
}

bool TestKeychain::holds(const QString &endOfName) const {
    const std::lock_guard guard(m_shared->lock);
    return std::ranges::any_of(m_shared->values,
                               [&](const auto &entry) { return entry.first.endsWith(endOfName); });
}

void TestKeychain::refuseReading(const QString &endOfName) {
    const std::lock_guard guard(m_shared->lock);
    m_shared->unreadable = endOfName;
}

int TestKeychain::removals() const {
    const std::lock_guard guard(m_shared->lock);
    return m_shared->removals;
}

void TestKeychain::setBeforeRemoval(std::function<void(const QString &)> told) {
    m_shared->beforeRemoval = std::move(told);
}

TestKeychain::Contents TestKeychain::contents() const {
    const std::lock_guard guard(m_shared->lock);
    return m_shared->values;
}

void TestKeychain::put(const Contents &contents) {
    const std::lock_guard guard(m_shared->lock);
    m_shared->values = contents;
}

ProfileImage ProfileImage::of(const QString &folder) {
    ProfileImage image;
    for (const QString &name : QDir(folder).entryList(QDir::Files)) {
        QFile file(folder + u'/' + name);
        if (!name.endsWith(QStringLiteral("-shm")) && file.open(QIODevice::ReadOnly)) {
            image.m_files[name] = file.readAll();
        }
    }
    return image;
}

bool ProfileImage::putBack(const QString &folder) const {
    for (const QString &name : QDir(folder).entryList(QDir::Files)) {
        if (!QFile::remove(folder + u'/' + name)) {
            return false;
        }
    }
    return std::ranges::all_of(m_files, [&folder](const auto &entry) {
        QFile file(folder + u'/' + entry.first);
        return file.open(QIODevice::WriteOnly) && file.write(entry.second) == entry.second.size();
    });
}

DeskStory::DeskStory(Scene scene) : m_scene(scene), m_random(domain::systemRandom()) {}

DeskStory::~DeskStory() = default;

void DeskStory::start() {
    m_desk.reset();
    services::DeskOptions options;
    options.profileFolder = m_folder.path();
    options.hubUrl = QStringLiteral("https://hub.example.test:8443");
    options.training = m_scene.training;
    options.clock = m_scene.clock;
    options.random = m_random.get();
    options.firstRetry = std::chrono::milliseconds(20);
    options.undoTime = m_scene.undoTime;
    options.makeHub = [hub = m_scene.hub](const net::HubAddress &, QObject *) { return hub->door(); };
    options.makeCredentials = [this] { return m_keychain.door(); };
    m_desk = std::move(*services::openDesk(options));
}

bool DeskStory::soon(const std::function<bool()> &isTrue) {
    return QTest::qWaitFor(isTrue, longEnoughMs);
}

bool DeskStory::reaches(services::SignInStep step) {
    return soon([&] { return account().step() == step && !account().busy(); });
}

bool DeskStory::isIdle() {
    return soon([&] { return !account().busy() && account().step() != services::SignInStep::Starting; });
}

std::optional<domain::Error> DeskStory::problem() {
    return isIdle() ? account().problem() : std::nullopt;
}

bool DeskStory::isOnline() {
    return soon([&] {
        const auto state = m_desk->syncStatus().state();
        return state.connection == services::SyncState::Connection::Online && state.upToDate &&
               !state.firstPull;
    });
}

SignedIn DeskStory::firstSignIn(const std::string &loginId, const std::string &activationCode) {
    using services::SignInStep;
    SignedIn noted{.password = chosenPassword};
    if (!reaches(SignInStep::Password)) {
        return noted;
    }
    account().signIn(QString::fromStdString(loginId), QString::fromStdString(activationCode));
    if (!reaches(SignInStep::NewPassword)) {
        return noted;
    }
    account().choosePassword(QString::fromStdString(noted.password));
    if (!reaches(SignInStep::Enrolment)) {
        return noted;
    }
    const QUrlQuery uri(QUrl(account().otpauthUri()));
    noted.totpSecret = uri.queryItemValue(QStringLiteral("secret")).toStdString();
    account().confirmEnrolment(QString::fromStdString(codeFor(noted.totpSecret, m_scene.hub->now())));
    if (reaches(SignInStep::RecoveryCodes)) {
        account().recoveryCodesNoted();
    }
    return noted;
}

bool DeskStory::signIn(const std::string &loginId, const SignedIn &known, domain::Instant hubTime) {
    using services::SignInStep;
    if (!reaches(SignInStep::Password)) {
        return false;
    }
    account().signIn(QString::fromStdString(loginId), QString::fromStdString(known.password));
    if (!reaches(SignInStep::SecondFactor)) {
        return false;
    }
    account().secondFactor(services::Account::Factor::Totp,
                           QString::fromStdString(codeFor(known.totpSecret, hubTime)));
    return reaches(SignInStep::SignedIn);
}

std::optional<services::ReservationRow> DeskStory::row(const domain::ReservationId &id) {
    const auto rows = answerOf(m_desk->reservations().rows({id}));
    return rows && !rows->empty() ? std::optional(rows->front()) : std::nullopt;
}

bool DeskStory::showsStatus(const domain::ReservationId &id, domain::ReservationStatus status) {
    return soon([&] {
        const auto shown = row(id);
        return shown && shown->reservation.status == status;
    });
}

bool DeskStory::showsPending(const domain::ReservationId &id, services::Pending pending) {
    return soon([&] {
        const auto shown = row(id);
        return shown && shown->pending.state == pending;
    });
}

} // namespace test_support
