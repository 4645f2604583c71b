// The profile's folder on disk. Only one desk uses it at a time.
#pragma once

#include "domain/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace services {

class ProfileFolder {
public:
    explicit ProfileFolder(QString path) : m_path(std::move(path)) {}

    /// Creates the folder (0700), locks it, and tests that it can be written. Errors: StorageBusy
    /// "profile-in-use", StorageReadOnly, StorageFull.
    [[nodiscard]] domain::Result<void> take();
    void release();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString store() const { return m_path + QStringLiteral("/store.sqlite"); }
    [[nodiscard]] QString settings() const { return m_path + QStringLiteral("/settings.ini"); }
    [[nodiscard]] QString log() const { return m_path + QStringLiteral("/desk.log"); }
    [[nodiscard]] QString authority() const { return m_path + QStringLiteral("/ca.pem"); }
    [[nodiscard]] QString trainingSecrets() const { return m_path + QStringLiteral("/training-secrets"); }
    [[nodiscard]] QString kindFile() const { return m_path + QStringLiteral("/profile.kind"); }
    [[nodiscard]] QString passphraseFile() const { return m_path + QStringLiteral("/secrets.sealed"); }
    [[nodiscard]] QString hubFolder() const { return m_path + QStringLiteral("/hub"); }

private:
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace services
