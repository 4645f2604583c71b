// Opens a profile and gives its services. For the composition (app/programs/desk.cpp), tests and benches
// only; windows know desk.h.
#pragma once

#include "net/https_hub.h"
#include "services/desk.h"
#include "session/credential_store.h"

#include "domain/random.h"

#include <functional>
#include <memory>

namespace services {

struct DeskOptions {
    QString profileFolder; ///< made where it does not exist
    QString hubUrl;        ///< replaces what the profile remembers; empty: as remembered
    QString caFile;        ///< imported into the profile; empty: as remembered
    bool training = false;
    QString language;   ///< "ja", "en"; empty: as remembered
    QString hubProgram; ///< of the training hub; empty: beside this program, then PATH
    const domain::Clock *clock = nullptr;
    domain::Random *random = nullptr;
    /// How the hub is reached; empty: HTTPS. Called on the data thread.
    std::function<std::unique_ptr<net::HubApi>(const net::HubAddress &, QObject *)> makeHub;
    /// Where secrets lie; empty: the keychain, or a plain file in training. Called on the data thread.
    std::function<std::unique_ptr<session::CredentialStore>()> makeCredentials;
    /// Where an answer that did not come is asked for again first; tests shorten it.
    std::chrono::milliseconds firstRetry{1'000};
    /// For how long an answer to a family can be taken back before it goes out. 0 for who measures how soon
    /// the hub hears of it.
    std::chrono::milliseconds undoTime{8'000};
};

/// Returns at once; what is wrong with the profile is shown by Account (StoreProblem, KeychainProblem). Fails
/// only with Bug "clock-and-random-needed", and with Forbidden "wrong-profile-kind" where the folder holds
/// practice and real work is wanted, or the other way round: nothing in it is touched then. Needs a running
/// QCoreApplication; the desk is used on one thread.
[[nodiscard]] domain::Result<std::unique_ptr<Desk>> openDesk(DeskOptions options);

} // namespace services
