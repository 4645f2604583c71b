// settings.ini of the profile: the user's choices and the few ids of the profile. GUI thread.
#pragma once

#include "services/account.h"
#include "services/desk.h"

#include <QSettings>

#include "domain/random.h"

namespace services {

class PreferencesService final : public Preferences {
    Q_OBJECT
public:
    PreferencesService(const QString &file, const domain::Clock &clock, domain::Random &random);

    [[nodiscard]] QString language() const override;
    void setLanguage(const QString &language) override;
    [[nodiscard]] int textPercent() const override;
    void setTextPercent(int percent) override;
    [[nodiscard]] int lockAfterMinutes() const override;
    void setLockAfterMinutes(int minutes) override;
    [[nodiscard]] QString theme() const override;
    void setTheme(const QString &theme) override;
    [[nodiscard]] QStringList declineReasons() const override;
    void setDeclineReasons(const QStringList &reasons) override;

    [[nodiscard]] HubSettings hub() const;
    void setHub(const HubSettings &hub);
    /// Created once. The profile's secrets are stored under it.
    [[nodiscard]] QString profileId() { return idAt(QStringLiteral("profile/id")); }
    /// Created once. The hub knows this device by it.
    [[nodiscard]] QString deviceId() { return idAt(QStringLiteral("profile/device")); }

private:
    QString idAt(const QString &key);
    bool keep(const QString &key, const QVariant &value);
    void set(const QString &key, const QVariant &value);

    mutable QSettings m_settings;
    const domain::Clock &m_clock;
    domain::Random &m_random;
};

} // namespace services
