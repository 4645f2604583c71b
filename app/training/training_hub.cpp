#include "training/training_hub.h"

#include "hub/auth/accounts.h"
#include "hub/auth/password.h"
#include "hub/auth/systems.h"
#include "hub/auth/tokens.h"
#include "hub/auth/totp.h"
#include "hub/db/meta.h"
#include "hub/db/read.h"
#include "training/first_day_data.h"
#include "training/trainee_file.h"

namespace training {
namespace {

using domain::Result;

constexpr std::string_view realm = "realm";

/// A new trainee: secrets are hashed outside the transaction and stored inside it.
struct Newcomer {
    std::string loginId;
    std::string name;
    domain::Role role = domain::Role::Manager;
    std::string password;
    std::string hash;
    std::string secret; ///< raw bytes

    [[nodiscard]] Credentials credentials() const { return {loginId, password, hub::auth::base32(secret)}; }
};

Newcomer newcomer(std::string loginId, std::string name, domain::Role role, domain::Random &random) {
    Newcomer made{.loginId = std::move(loginId), .name = std::move(name), .role = role};
    made.password = hub::auth::readableCode(16, random);
    made.hash = hub::auth::passwordHash(made.password, hub::auth::HashCost::Normal);
    made.secret = hub::auth::newTotpSecret(random);
    return made;
}

enum class Found : std::uint8_t { Nothing, Prepared };

Result<Found> whatIsThere(hub::Context &context) {
    const auto kept = hub::metaValue(context.db, realm);
    if (!kept) {
        return domain::passOn(kept);
    }
    if (*kept && **kept == "training") {
        return Found::Prepared;
    }
    const auto used = hub::firstRow(context.db, "SELECT code FROM municipality LIMIT 1", {},
                                    [](const hub::Rows &) { return true; });
    if (!used) {
        return domain::passOn(used);
    }
    if (*used) {
        return domain::fail(domain::ErrorKind::Forbidden, "not-training");
    }
    return Found::Nothing;
}

Result<void> enrol(hub::Context &context, const Newcomer &who,
                   const std::vector<domain::FacilityId> &facilities) {
    hub::auth::NewAccount wanted{
        .loginId = who.loginId, .name = who.name, .role = who.role, .activationHash = who.hash};
    if (who.role == domain::Role::Municipal) {
        wanted.municipality = municipalityCode();
    } else {
        wanted.facilities = facilities;
    }
    const auto id = hub::auth::addAccount(context, wanted);
    if (!id) {
        return domain::passOn(id);
    }
    return hub::auth::enrolDirectly(context, *id, who.hash, who.secret);
}

Result<TraineeFile> fill(hub::Context &context, const Newcomer &manager, const Newcomer &officer) {
    TraineeFile file;
    auto facilities = makeFacilities(context);
    if (!facilities) {
        return domain::passOn(facilities);
    }
    file.facilities = std::move(*facilities);
    if (auto made = makeFamilies(context, file.facilities); !made) {
        return domain::passOn(made);
    }
    for (const Newcomer *who : {&manager, &officer}) {
        if (auto enrolled = enrol(context, *who, file.facilities); !enrolled) {
            return domain::passOn(enrolled);
        }
    }
    const auto system = hub::auth::addSystem(
        context,
        {.id = parentsClientId, .name = "研修ポータル", .municipality = {}, .facilities = file.facilities});
    if (!system) {
        return domain::passOn(system);
    }
    file.clientId = system->clientId;
    file.clientSecret = system->clientSecret;
    static_cast<Credentials &>(file.trainee) = manager.credentials();
    file.trainee.municipal = officer.credentials();
    return file;
}

} // namespace

Result<Trainee> prepareTraining(hub::Service &service, const std::filesystem::path &dataDirectory,
                                const domain::Clock &, domain::Random &random) {
    Found found = Found::Nothing;
    const auto looked = service.administer([&](hub::Context &context) -> Result<void> {
        const auto seen = whatIsThere(context);
        if (!seen) {
            return domain::passOn(seen);
        }
        found = *seen;
        return {};
    });
    if (!looked) {
        return domain::passOn(looked);
    }
    if (found == Found::Prepared) {
        return readTraineeFile(dataDirectory).map([](const TraineeFile &file) { return file.trainee; });
    }
    const Newcomer manager = newcomer("kenshu", "研修 太郎", domain::Role::Manager, random);
    const Newcomer officer = newcomer("kenshu-shi", "研修 花子", domain::Role::Municipal, random);
    TraineeFile file;
    const auto filled = service.administer([&](hub::Context &context) -> Result<void> {
        auto made = fill(context, manager, officer);
        if (!made) {
            return domain::passOn(made);
        }
        file = std::move(*made);
        // Written before the commit, so that a prepared database always has its file.
        if (auto written = writeTraineeFile(dataDirectory, file); !written) {
            return written;
        }
        return hub::setMetaValue(context.db, realm, "training");
    });
    if (!filled) {
        return domain::passOn(filled);
    }
    return file.trainee;
}

} // namespace training
