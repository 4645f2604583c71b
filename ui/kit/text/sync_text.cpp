#include "kit/text/sync_text.h"

#include "kit/text/common_text.h"
#include "kit/text/error_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace ui {
namespace {

struct Sync {
    Q_DECLARE_TR_FUNCTIONS(Sync)
};

using Connection = services::SyncState::Connection;

ChipWords connectionWords(const services::SyncState &state) {
    switch (state.connection) {
    case Connection::Starting:
        return {Tone::Waiting, Sync::tr("Connecting …")};
    case Connection::Offline:
        return {Tone::Warning, Sync::tr("Offline")};
    case Connection::SignedOut:
        return {Tone::Warning, Sync::tr("Signed out")};
    case Connection::Online:
        break;
    }
    if (state.firstPull || !state.upToDate) {
        return {Tone::Waiting, Sync::tr("Fetching …")};
    }
    return {Tone::Success,
            Sync::tr("Up to date %1", "with the time").arg(timeText(domain::timeOf(*state.upToDate)))};
}

} // namespace

QString attentionWords(const services::SyncState &state) {
    return state.needsYou > 0 ? Sync::tr("%n need(s) attention", nullptr, state.needsYou) : QString();
}

ChipWords chipWords(const services::SyncState &state) {
    const ChipWords connection = connectionWords(state);
    QStringList parts;
    Tone tone = connection.tone;
    if (state.waiting > 0) {
        parts << Sync::tr("%n waiting to be sent", nullptr, state.waiting);
        tone = tone == Tone::Success ? Tone::Waiting : tone;
    }
    if (state.unreadable > 0) {
        parts << Sync::tr("%n not readable", "records of the hub", state.unreadable);
        tone = Tone::Warning;
    }
    // "Up to date" would contradict what still waits, and what is missing.
    if (parts.isEmpty() || connection.tone != Tone::Success) {
        parts << connection.text;
    }
    return {tone, parts.join(QStringLiteral(" / "))};
}

QString unreadableWords(const services::SyncState &state) {
    if (state.unreadable == 0) {
        return {};
    }
    return Sync::tr(
        "%n record(s) of the hub cannot be read by this version: what is shown of them may be old or "
        "missing. They are asked for again by themselves; a newer version of this program may read them.",
        nullptr, state.unreadable);
}

QString offlineWords(const services::SyncState &state) {
    if (state.connection != Connection::Offline) {
        return {};
    }
    if (state.offlineBecause.kind == domain::ErrorKind::Offline && state.offlineBecause.code.empty()) {
        return Sync::tr(
            "Offline: the hub cannot be reached. You can go on reading and answering; what you do is "
            "stored on this PC and goes out by itself.");
    }
    return Sync::
        tr("Offline. You can go on reading and answering; what you do is stored on this PC and goes out by "
           "itself. Reason: %1")
            .arg(errorText(state.offlineBecause));
}

QString clockWords(const services::SyncState &state) {
    if (!state.clockOffBy || std::chrono::abs(*state.clockOffBy) < std::chrono::seconds(120)) {
        return {};
    }
    const int minutes = static_cast<int>(std::chrono::abs(*state.clockOffBy).count() / 60);
    return Sync::tr(
        "This PC's clock differs from the hub's by %n minute(s). Deadlines shown here are counted with the "
        "wrong time: please set the clock.",
        nullptr, minutes);
}

QString firstPullWords(const services::SyncState &state) {
    const QLocale locale;
    if (state.expected > 0) {
        return Sync::tr("Fetching everything for the first time: %1 of %2 records")
            .arg(locale.toString(static_cast<qlonglong>(state.received)),
                 locale.toString(static_cast<qlonglong>(state.expected)));
    }
    return Sync::tr("Fetching everything for the first time: %1 records")
        .arg(locale.toString(static_cast<qlonglong>(state.received)));
}

} // namespace ui
