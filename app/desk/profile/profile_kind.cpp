#include "desk/profile/profile_kind.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>

namespace services {
namespace {

using domain::ErrorKind;
using domain::fail;

QByteArray wordOf(ProfileKind kind) {
    return kind == ProfileKind::Training ? QByteArrayLiteral("training\n") : QByteArrayLiteral("real\n");
}

std::optional<ProfileKind> markOf(const ProfileFolder &folder) {
    QFile file(folder.kindFile());
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray word = file.readLine(64);
    for (const ProfileKind kind : {ProfileKind::Real, ProfileKind::Training}) {
        if (word == wordOf(kind)) {
            return kind;
        }
    }
    return {};
}

/// The kind of a folder without a mark, checked by what would be worse to lose. Only real work stores a hub's
/// address; only practice has its secrets in an unencrypted file and its own hub; a store with neither may be
/// real work.
std::optional<ProfileKind> kindByContent(const ProfileFolder &folder) {
    const QSettings settings(folder.settings(), QSettings::IniFormat);
    if (!settings.value(QStringLiteral("hub/url")).toString().isEmpty()) {
        return ProfileKind::Real;
    }
    if (QFileInfo::exists(folder.trainingSecrets()) || QFileInfo::exists(folder.hubFolder())) {
        return ProfileKind::Training;
    }
    if (QFileInfo::exists(folder.store()) || QFileInfo::exists(folder.passphraseFile())) {
        return ProfileKind::Real;
    }
    return {};
}

} // namespace

std::optional<ProfileKind> kindOf(const ProfileFolder &folder) {
    const auto mark = markOf(folder);
    return mark ? mark : kindByContent(folder);
}

domain::Result<void> checkKind(const ProfileFolder &folder, ProfileKind wanted) {
    if (kindOf(folder).value_or(wanted) != wanted) {
        return fail(ErrorKind::Forbidden, "wrong-profile-kind");
    }
    return {};
}

domain::Result<void> keepKind(const ProfileFolder &folder, ProfileKind wanted) {
    if (auto ours = checkKind(folder, wanted); !ours || markOf(folder)) {
        return ours;
    }
    QSaveFile file(folder.kindFile());
    if (!file.open(QIODevice::WriteOnly)) {
        return fail(ErrorKind::StorageReadOnly, "profile-read-only");
    }
    file.write(wordOf(wanted));
    // commit() does not notice when flushing the buffer fails.
    const bool written = file.flush() && file.commit();
    return written ? domain::Result<void>{} : fail(ErrorKind::StorageFull, "disk-full");
}

} // namespace services
