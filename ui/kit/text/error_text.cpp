#include "kit/text/error_text.h"

#include "kit/text/common_text.h"

#include <QCoreApplication>

namespace ui {
namespace {

struct Errors {
    Q_DECLARE_TR_FUNCTIONS(Errors)
};

struct Worded {
    const char *code;
    const char *text;
};

/// What is more exact than the kind: the contract's problem codes and those of the desk itself.
const Worded wordedCodes[] = {
    {"slot-full", QT_TRANSLATE_NOOP("Errors", "This slot has no free seat any more. Choose another slot.")},
    {"slot-overlap", QT_TRANSLATE_NOOP("Errors", "The time overlaps with another slot. Change the time.")},
    {"illegal-transition",
     QT_TRANSLATE_NOOP("Errors",
                       "This is not possible in the reservation's present state. Look at the newest state.")},
    {"duplicate-reservation",
     QT_TRANSLATE_NOOP("Errors",
                       "The same child already has a reservation here. Look at the earlier reservation.")},
    {"slot-has-reservations",
     QT_TRANSLATE_NOOP("Errors", "Families are booked in this slot. Decide first what happens to them.")},
    {"id-taken", QT_TRANSLATE_NOOP("Errors", "This number is already in use. Please try again.")},
    {"version-conflict",
     QT_TRANSLATE_NOOP("Errors", "Somebody else changed this in the meantime. Look at the newest state.")},
    {"changed-meanwhile",
     QT_TRANSLATE_NOOP("Errors", "Somebody else changed this in the meantime. Look at the newest state.")},
    {"already-sent", QT_TRANSLATE_NOOP("Errors", "This has already been sent and cannot be taken back.")},
    {"nothing-chosen", QT_TRANSLATE_NOOP("Errors", "Nothing is chosen. Tick at least one.")},
    {"not-a-conflict", QT_TRANSLATE_NOOP("Errors", "This has been settled in the meantime.")},
    {"cannot-set-aside",
     QT_TRANSLATE_NOOP("Errors",
                       "The damaged file cannot be moved. Close other programs that use the profile "
                       "folder, and try again.")},
    {"operation-too-old",
     QT_TRANSLATE_NOOP("Errors", "This waited for more than 55 days. Do it once more if it is still right.")},
    {"cursor-expired",
     QT_TRANSLATE_NOOP("Errors", "This PC was away for long. Everything is being fetched again.")},
    {"payload-too-large", QT_TRANSLATE_NOOP("Errors", "That is too much at once. Send it in smaller parts.")},
    {"session-ended",
     QT_TRANSLATE_NOOP("Errors", "You were signed out by the hub. Sign in again; unsent work is kept.")},
    {"token-expired",
     QT_TRANSLATE_NOOP("Errors", "You have been away for long. Sign in again; unsent work is kept.")},
    {"device-wiped",
     QT_TRANSLATE_NOOP(
         "Errors",
         "An administrator ordered the data on this PC to be erased. Unsent work was erased, too.")},
    {"wrong-password",
     QT_TRANSLATE_NOOP("Errors", "The password is not right. Check capital letters and try again.")},
    {"wrong-passphrase", QT_TRANSLATE_NOOP("Errors", "The passphrase is not right. Try again.")},
    {"passphrase-too-short", QT_TRANSLATE_NOOP("Errors", "The passphrase needs at least 8 characters.")},
    {"password-too-short", QT_TRANSLATE_NOOP("Errors", "The password needs at least 12 characters.")},
    {"password-too-common",
     QT_TRANSLATE_NOOP("Errors",
                       "This password is used by many people and easy to guess. Choose another one.")},
    {"not-https", QT_TRANSLATE_NOOP("Errors", "The hub's address must begin with https://.")},
    {"not-a-hub-address",
     QT_TRANSLATE_NOOP("Errors", "This is not an address. Example: https://hub.example.jp")},
    {"not-a-certificate",
     QT_TRANSLATE_NOOP("Errors",
                       "This file holds no certificate. Choose the CA file (PEM or DER) of the hub.")},
    {"wrong-realm",
     QT_TRANSLATE_NOOP("Errors", "This hub is not for this profile: practice and real work are kept apart.")},
    {"not-the-hub",
     QT_TRANSLATE_NOOP(
         "Errors", "Something else answered instead of the hub, perhaps a proxy. Check the address and ask "
                   "your network administrator.")},
    {"too-many",
     QT_TRANSLATE_NOOP("Errors", "That would be more than 1,000 slots. Choose a shorter period.")},
    {"unknown-member",
     QT_TRANSLATE_NOOP("Errors", "The hub is older than this program and does not know one of the items.")},
    {"account-locked",
     QT_TRANSLATE_NOOP("Errors",
                       "This account is locked after too many tries. Ask your administrator to reset it.")},
    {"activation-expired",
     QT_TRANSLATE_NOOP("Errors", "The activation code has expired. Ask your administrator for a new one.")},
    {"wrong-code",
     QT_TRANSLATE_NOOP("Errors",
                       "The code is not right. Type the code that is shown now; a code works only once.")},
    {"passphrase-needed", QT_TRANSLATE_NOOP("Errors", "Type the passphrase that opens the stored data.")},
    {"sealing-key-lost",
     QT_TRANSLATE_NOOP("Errors",
                       "The key of the stored data is no longer in this PC's keychain, so they cannot be "
                       "opened. Sign in: everything is fetched anew from the hub.")},
    {"no-key", QT_TRANSLATE_NOOP("Errors", "The stored data are locked. Sign in again.")},
    {"reading-only",
     QT_TRANSLATE_NOOP("Errors",
                       "You chose to store nothing on this PC, so you can read but not answer. Sign in again "
                       "with a passphrase to answer.")},
    {"not-enough-memory",
     QT_TRANSLATE_NOOP("Errors", "This PC has too little free memory. Close other programs and try again.")},
    {"already-waiting",
     QT_TRANSLATE_NOOP("Errors", "An earlier act on this still waits to be sent. Take that one back first.")},
    {"act-unreadable",
     QT_TRANSLATE_NOOP("Errors", "What was to be sent is damaged and cannot be read any more, so nothing was "
                                 "sent. Look at the record and do it again.")},
    {"training-profile",
     QT_TRANSLATE_NOOP("Errors", "This is a practice profile; its hub cannot be changed.")},
    {"training-hub-missing",
     QT_TRANSLATE_NOOP(
         "Errors", "The program hokatsu-hub is not installed beside this one. Install it and start again.")},
    {"training-hub-slow",
     QT_TRANSLATE_NOOP("Errors", "The practice hub takes too long to start. Start the program again.")},
    {"training-hub-failed",
     QT_TRANSLATE_NOOP("Errors",
                       "The practice hub has stopped. Go back to the start, or start the program again.")},
    {"training-hub-unreadable",
     QT_TRANSLATE_NOOP("Errors",
                       "The practice hub has stopped. Go back to the start, or start the program again.")},
    {"wrong-profile-kind",
     QT_TRANSLATE_NOOP("Errors", "Practice and real work are kept apart: this profile folder is of the other "
                                 "kind and was left as it is. Choose another folder.")},
    {"profile-in-use",
     QT_TRANSLATE_NOOP("Errors", "Hokatsu Desk is already open on this PC. Use the window that is open.")},
};

QString codeText(const std::string &code) {
    for (const Worded &worded : wordedCodes) {
        if (code == worded.code) {
            return Errors::tr(worded.text);
        }
    }
    return {};
}

QString waitText(const domain::Error &error) {
    if (!error.retryAfter) {
        return Errors::tr("Too many tries. Wait a moment and try again.");
    }
    const int seconds = static_cast<int>(error.retryAfter->count());
    return seconds < 120
               ? Errors::tr("Too many tries. Try again in %n second(s).", nullptr, seconds)
               : Errors::tr("Too many tries. Try again in %n minute(s).", nullptr, (seconds + 59) / 60);
}

/// The hub's own sentence where nothing better is known.
QString orDetail(const domain::Error &error, const QString &text) {
    return error.detail.empty() ? text : toQString(error.detail);
}

QString rejectedText(const domain::Error &error) {
    const int count = static_cast<int>(error.fields.size());
    if (count > 0) {
        return Errors::tr("Please correct %n item(s).", nullptr, count);
    }
    return orDetail(error, Errors::tr("The hub does not accept this. Check what was entered."));
}

QString setAsideFolder(const domain::Error &error) {
    const auto found = error.params.find("folder");
    return found == error.params.end() ? QString() : toQString(found->second);
}

/// What became of the unsent acts in a file that was put aside.
QString carriedText(int carried, int lost) {
    QString text;
    if (carried > 0) {
        text += QLatin1Char(' ') +
                Errors::tr("%n unsent act(s) were saved and go out by themselves.", nullptr, carried);
    }
    if (lost > 0) {
        text +=
            QLatin1Char(' ') +
            Errors::tr("%n unsent act(s) could not be read any more: please check the newest reservations.",
                       nullptr, lost);
    }
    return text;
}

/// Codes whose text counts something.
QString countedText(const domain::Error &error) {
    const auto count = [&error](const char *name) {
        const auto found = error.params.find(name);
        return found == error.params.end() ? 0 : QString::fromStdString(found->second).toInt();
    };
    if (error.code == "unsent-work-lost") {
        return Errors::tr(
            "%n act(s) that had not been sent could not be opened any more and are lost. Please check the "
            "newest reservations.",
            nullptr, count("unsent"));
    }
    if (error.code == "store-set-aside") {
        return Errors::tr(
                   "The stored data were damaged. The file was put aside (folder %1) and everything is "
                   "fetched anew from the hub.")
                   .arg(setAsideFolder(error)) +
               carriedText(count("carried"), count("lost"));
    }
    if (error.code == "key-does-not-fit") {
        return Errors::tr("The key in this PC's keychain does not open the stored data. They were put aside "
                          "(folder %1); sign in, and everything is fetched anew from the hub.")
                   .arg(setAsideFolder(error)) +
               carriedText(count("carried"), count("lost"));
    }
    if (error.code == "other-account-has-unsent-work") {
        return Errors::tr(
            "Somebody else's %n act(s) on this PC have not been sent yet. That person has to sign in "
            "first, so that nothing is lost.",
            nullptr, count("unsent"));
    }
    return {};
}

/// What is wrong with the files of this PC, and what the user can do.
QString storageText(domain::ErrorKind kind) {
    using domain::ErrorKind;
    switch (kind) {
    case ErrorKind::StorageBusy:
        return Errors::tr(
            "Another program holds the stored data. Close other windows of this program and try again.");
    case ErrorKind::StorageFull:
        return Errors::tr("The disk is full, nothing can be saved. Make room and try again.");
    case ErrorKind::StorageReadOnly:
        return Errors::tr(
            "The profile folder cannot be written to. Ask your administrator for the right to write there.");
    case ErrorKind::StorageCorrupt:
        return Errors::tr(
            "The stored data are damaged. They were put aside and are fetched anew from the hub.");
    case ErrorKind::StorageTooNew:
        return Errors::tr(
            "The stored data were written by a newer version. Install the newest version of this program.");
    default:
        return {};
    }
}

QString kindText(const domain::Error &error) {
    using domain::ErrorKind;
    switch (error.kind) {
    case ErrorKind::Offline:
        return Errors::tr("The hub cannot be reached. Check the network; the program tries again by itself.");
    case ErrorKind::Timeout:
        return Errors::tr("The hub did not answer in time. The program tries again by itself.");
    case ErrorKind::Tls:
        return Errors::tr(
            "The hub's certificate is not trusted. Load the hub's CA, or ask your administrator.");
    case ErrorKind::Proxy:
        return Errors::tr("The proxy does not let us through. Ask your network administrator.");
    case ErrorKind::SignedOut:
        return Errors::tr("You are signed out. Sign in again; unsent work is kept.");
    case ErrorKind::WrongCredentials:
        return Errors::tr("The login ID or the password is not right. Check both and try again.");
    case ErrorKind::CodeNeeded:
        return Errors::tr("The code is not right. Type the code that is shown now; a code works only once.");
    case ErrorKind::Forbidden:
        return Errors::tr("Your account may not do this. Ask your administrator.");
    case ErrorKind::NotFound:
        return Errors::tr("This no longer exists.");
    case ErrorKind::Conflict:
        return orDetail(error, Errors::tr("Somebody else was first. Look at the newest state."));
    case ErrorKind::Rejected:
        return rejectedText(error);
    case ErrorKind::RateLimited:
        return waitText(error);
    case ErrorKind::HubFault:
        return Errors::tr(
            "The hub has a fault. The program tries again by itself; if it stays, call the support desk.");
    case ErrorKind::HubTooOld:
        return Errors::tr(
            "The hub is older than this program and does not know this. Ask your administrator.");
    case ErrorKind::ClientTooOld:
        return Errors::tr("This program is too old for the hub. Install the newest version.");
    case ErrorKind::StorageBusy:
    case ErrorKind::StorageFull:
    case ErrorKind::StorageReadOnly:
    case ErrorKind::StorageCorrupt:
    case ErrorKind::StorageTooNew:
        return storageText(error.kind);
    case ErrorKind::KeychainUnavailable:
        return Errors::tr("This PC's keychain does not answer, so the sign-in cannot be kept.");
    case ErrorKind::Cancelled:
        return Errors::tr("This was stopped.");
    case ErrorKind::Malformed:
        return Errors::tr("This cannot be read. Check what was entered or chosen.");
    case ErrorKind::Bug:
        return Errors::tr("Something went wrong in the program. Please tell the support desk.");
    }
    return {};
}

} // namespace

QString errorText(const domain::Error &error) {
    if (QString counted = countedText(error); !counted.isEmpty()) {
        return counted;
    }
    const QString exact = codeText(error.code);
    return exact.isEmpty() ? kindText(error) : exact;
}

QString fieldText(const domain::FieldError &error) {
    static const Worded texts[] = {
        {"required", QT_TRANSLATE_NOOP("Errors", "Please fill this in.")},
        {"too-long", QT_TRANSLATE_NOOP("Errors", "Use at most {max} characters.")},
        {"too-short", QT_TRANSLATE_NOOP("Errors", "Use at least {min} characters.")},
        {"too-small", QT_TRANSLATE_NOOP("Errors", "Must be at least {min}.")},
        {"too-big", QT_TRANSLATE_NOOP("Errors", "Must be at most {max}.")},
        {"not-clean-text", QT_TRANSLATE_NOOP("Errors", "Contains characters that cannot be used.")},
        {"not-katakana", QT_TRANSLATE_NOOP("Errors", "Type this in full-width katakana.")},
        {"not-a-phone-number", QT_TRANSLATE_NOOP("Errors", "Type a phone number. Example: 03-1234-5678")},
        {"not-a-mail-address", QT_TRANSLATE_NOOP("Errors", "Type a mail address. Example: name@example.jp")},
        {"not-a-date", QT_TRANSLATE_NOOP("Errors", "Type a date. Example: 2026-04-01")},
        {"not-a-month", QT_TRANSLATE_NOOP("Errors", "Type a month. Example: 2026-04")},
        {"not-a-time", QT_TRANSLATE_NOOP("Errors", "Type a time. Example: 07:30")},
        {"not-a-number", QT_TRANSLATE_NOOP("Errors", "Type a number.")},
        {"not-a-url", QT_TRANSLATE_NOOP("Errors", "Type an address that begins with https:// or http://.")},
        {"not-a-code", QT_TRANSLATE_NOOP("Errors", "Type the six digits of the municipality code.")},
        {"check-digit", QT_TRANSLATE_NOOP("Errors", "The check digit does not fit. Is one digit wrong?")},
        {"ends-before-start", QT_TRANSLATE_NOOP("Errors", "The end must come after the start.")},
        {"out-of-range", QT_TRANSLATE_NOOP("Errors", "Must lie between {min} and {max}.")},
        {"none-accepted", QT_TRANSLATE_NOOP("Errors", "Choose at least one age class.")},
        {"both-or-neither", QT_TRANSLATE_NOOP("Errors", "Fill in both or neither.")},
        {"not-allowed", QT_TRANSLATE_NOOP("Errors", "Choose one of the listed values.")},
        {"not-a-recurrence", QT_TRANSLATE_NOOP("Errors", "Choose at least one weekday.")},
        {"too-common",
         QT_TRANSLATE_NOOP("Errors",
                           "This password is used by many people and easy to guess. Choose another one.")},
        {"contains-login-id", QT_TRANSLATE_NOOP("Errors", "The password must not contain the login ID.")},
        {"same-as-before", QT_TRANSLATE_NOOP("Errors", "This is the old one. Choose another.")},
        {"in-future", QT_TRANSLATE_NOOP("Errors", "This day is still to come. It must not be after {max}.")},
        {"in-past", QT_TRANSLATE_NOOP("Errors", "This is over already. It must not be before {min}.")},
        {"too-far-ahead", QT_TRANSLATE_NOOP("Errors", "Too far ahead. It must not be after {max}.")},
        {"closed-day", QT_TRANSLATE_NOOP("Errors", "The facility is closed on this day.")},
        {"slot-past", QT_TRANSLATE_NOOP("Errors", "This slot is over.")},
        {"slot-not-open", QT_TRANSLATE_NOOP("Errors", "This slot is not open for bookings.")},
        {"same-slot-twice",
         QT_TRANSLATE_NOOP("Errors", "This family already has a reservation in this slot.")},
        {"unknown-member", QT_TRANSLATE_NOOP("Errors", "The hub does not know this item yet.")},
    };
    QString text;
    for (const Worded &worded : texts) {
        if (error.code == worded.code) {
            text = Errors::tr(worded.text);
        }
    }
    if (text.isEmpty()) {
        text = codeText(error.code);
    }
    if (text.isEmpty()) {
        return Errors::tr("This is not accepted (%1).").arg(toQString(error.code));
    }
    for (const auto &[name, value] : error.params) {
        text.replace(QLatin1Char('{') + toQString(name) + QLatin1Char('}'), toQString(value));
    }
    return text;
}

} // namespace ui
