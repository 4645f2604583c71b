// Opens a profile and makes its services. Only for app/programs/desk.cpp, tests and benches; windows use
// desk.h.
#pragma once

#include "net/https_hub.h"
#include "services/desk.h"
#include "session/credential_store.h"

#include "domain/random.h"

#include <functional>
#include <memory>

namespace services {

struct DeskOptions {
    QString profileFolder; ///< created if it does not exist
    QString hubUrl;        ///< replaces the stored address; empty: the stored one is used
    QString caFile;        ///< copied into the profile; empty: the stored one is used
    bool training = false;
    QString language;   ///< "ja", "en"; empty: the stored one
    QString hubProgram; ///< for the practice hub; empty: the program beside this one, then PATH
    const domain::Clock *clock = nullptr;
    domain::Random *random = nullptr;
    /// Makes the connection to the hub; empty: HTTPS. Called on the data thread.
    std::function<std::unique_ptr<net::HubApi>(const net::HubAddress &, QObject *)> makeHub;
    /// Makes the store for secrets; empty: the keychain, or an unencrypted file for practice. Called on the
    /// data thread.
    std::function<std::unique_ptr<session::CredentialStore>()> makeCredentials;
    /// The first pause before a failed request is repeated; tests shorten it.
    std::chrono::milliseconds firstRetry{1'000};
    /// How long an answer to a family can be undone before it is sent. 0 for measurements of how fast the hub
    /// gets it.
    std::chrono::milliseconds undoTime{8'000};
};

/// Returns at once; Account shows problems of the profile (StoreProblem, KeychainProblem). It fails only with
/// Bug "clock-and-random-needed", and with Forbidden "wrong-profile-kind" if the folder contains practice and
/// real work is requested, or the other way round; nothing in the folder is then changed. It needs a running
/// QCoreApplication. Use the desk on one thread.
[[nodiscard]] domain::Result<std::unique_ptr<Desk>> openDesk(DeskOptions options);

} // namespace services
