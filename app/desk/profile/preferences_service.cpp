#include "desk/profile/preferences_service.h"

#include "domain/id.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

namespace services {
namespace {

constexpr int largestLockMinutes = 24 * 60;
constexpr int textSizes[] = {100, 125, 150, 200};

QStringList firstReasons() {
    return {QStringLiteral("定員に達したため、{日時}の見学をお受けできません。ほかの日時をお選びください。"),
            QStringLiteral("{施設名}の行事のため、{日時}は見学をお受けできません。"),
            QStringLiteral("対象のクラスに空きの予定がないため、見学をお受けできません。")};
}

/// QSettings replaces the file even if the new one could not be written (Qt 6.4 ignores the last flush of its
/// buffer). On a full disk that would leave an empty file and lose the profile's id, under which the secrets
/// are stored. So nothing is written without this much free space.
constexpr qint64 roomNeeded = 64LL * 1024;

bool hasRoom(const QString &file) {
    const QStorageInfo disk(QFileInfo(file).path());
    return !disk.isValid() || disk.bytesAvailable() >= roomNeeded;
}

} // namespace

PreferencesService::PreferencesService(const QString &file, const domain::Clock &clock,
                                       domain::Random &random)
    : m_settings(file, QSettings::IniFormat), m_clock(clock), m_random(random) {}

QString PreferencesService::language() const {
    const QString chosen = m_settings.value(QStringLiteral("screen/language")).toString();
    return chosen == QStringLiteral("en") ? chosen : QStringLiteral("ja");
}

void PreferencesService::setLanguage(const QString &language) {
    set(QStringLiteral("screen/language"),
        language == QStringLiteral("en") ? language : QStringLiteral("ja"));
}

int PreferencesService::textPercent() const {
    const int percent = m_settings.value(QStringLiteral("screen/text-percent"), 100).toInt();
    return std::ranges::find(textSizes, percent) == std::end(textSizes) ? 100 : percent;
}

void PreferencesService::setTextPercent(int percent) {
    set(QStringLiteral("screen/text-percent"), percent);
}

int PreferencesService::lockAfterMinutes() const {
    return std::clamp(m_settings.value(QStringLiteral("lock/minutes"), 10).toInt(), 0, largestLockMinutes);
}

void PreferencesService::setLockAfterMinutes(int minutes) {
    set(QStringLiteral("lock/minutes"), minutes);
}

QString PreferencesService::theme() const {
    const QString chosen = m_settings.value(QStringLiteral("screen/theme")).toString();
    const QStringList known{QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("contrast")};
    return known.contains(chosen) ? chosen : QStringLiteral("system");
}

void PreferencesService::setTheme(const QString &theme) {
    set(QStringLiteral("screen/theme"), theme);
}

QStringList PreferencesService::declineReasons() const {
    return m_settings.value(QStringLiteral("decline/reasons"), firstReasons()).toStringList();
}

void PreferencesService::setDeclineReasons(const QStringList &reasons) {
    set(QStringLiteral("decline/reasons"), reasons);
}

HubSettings PreferencesService::hub() const {
    return {.url = m_settings.value(QStringLiteral("hub/url")).toString(),
            .caFile = m_settings.value(QStringLiteral("hub/ca")).toString(),
            .caFingerprint = m_settings.value(QStringLiteral("hub/ca-sha256")).toString()};
}

void PreferencesService::setHub(const HubSettings &hub) {
    keep(QStringLiteral("hub/url"), hub.url);
    keep(QStringLiteral("hub/ca"), hub.caFile);
    keep(QStringLiteral("hub/ca-sha256"), hub.caFingerprint);
}

QString PreferencesService::idAt(const QString &key) {
    QString id = m_settings.value(key).toString();
    if (id.isEmpty()) {
        id = QString::fromStdString(domain::Uuid::make(m_clock, m_random).text());
        keep(key, id); // the id must be on disk before a secret is stored under it
    }
    return id;
}

/// False if nothing changes or the disk is full.
bool PreferencesService::keep(const QString &key, const QVariant &value) {
    if (m_settings.value(key) == value || !hasRoom(m_settings.fileName())) {
        return false;
    }
    m_settings.setValue(key, value);
    m_settings.sync();
    return true;
}

void PreferencesService::set(const QString &key, const QVariant &value) {
    if (keep(key, value)) {
        Q_EMIT changed();
    }
}

} // namespace services
