#include "hub/auth/accounts.h"
#include "hub/auth/password.h"
#include "hub/auth/systems.h"
#include "hub/auth/tokens.h"
#include "hub/auth/totp.h"
#include "hub/cli/commands.h"
#include "hub/cli/sample_data.h"
#include "hub/db/meta.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;

constexpr std::array<OptionSpec, 8> seedOptions = {{
    {"--facilities", Takes::One, Presence::Optional, "N", "1 to 20000 (3)"},
    {"--municipalities", Takes::One, Presence::Optional, "M", "1 to 90 (1)"},
    {"--reservations", Takes::One, Presence::Optional, "R", "0 to 5000000 (100)"},
    {"--from", Takes::One, Presence::Required, "YYYY-MM-DD", "first day with slots; they cover 26 weeks"},
    {"--today", Takes::One, Presence::Optional, "YYYY-MM-DD", "earlier visits are over (the first day)"},
    {"--seed", Takes::One, Presence::Optional, "S", "the same number invents the same data (1)"},
    {"--accounts", Takes::Nothing, Presence::Optional, "",
     "also accounts, with passwords and secrets printed as JSON"},
    {"--for-tests", Takes::Nothing, Presence::Optional, "", "allows --accounts outside of training"},
}};

Result<domain::LocalDate> dateIn(const Arguments &arguments, std::string_view option) {
    const auto date = domain::parseDate(arguments.one(option));
    if (!date) {
        return usage(std::string(option) + " must be a date like 2026-11-22");
    }
    return *date;
}

Result<SampleDataPlan> planIn(const Arguments &arguments) {
    const auto facilities = arguments.number("--facilities", 1, 20'000, 3);
    const auto municipalities = arguments.number("--municipalities", 1, 90, 1);
    const auto reservations = arguments.number("--reservations", 0, 5'000'000, 100);
    const auto seed = arguments.number("--seed", 0, 2'000'000'000, 1);
    for (const auto *each : {&facilities, &municipalities, &reservations, &seed}) {
        if (!*each) {
            return domain::passOn(*each);
        }
    }
    if (*municipalities > *facilities) {
        return usage("each municipality needs a facility");
    }
    const auto from = dateIn(arguments, "--from");
    if (!from) {
        return domain::passOn(from);
    }
    const auto today = arguments.has("--today") ? dateIn(arguments, "--today") : from;
    if (!today) {
        return domain::passOn(today);
    }
    if (*reservations / *facilities > 400'000) {
        return usage("too many reservations for so few facilities");
    }
    return SampleDataPlan{.municipalities = static_cast<int>(*municipalities),
                          .facilities = static_cast<int>(*facilities),
                          .reservations = static_cast<int>(*reservations),
                          .from = *from,
                          .today = *today,
                          .seed = static_cast<std::uint64_t>(*seed)};
}

Result<void> mayMakeAccounts(const Arguments &arguments, LocalHub &local) {
    if (!arguments.has("--accounts") || arguments.has("--for-tests")) {
        return {};
    }
    bool training = false;
    auto read = local.write([&](Context &context) -> Result<void> {
        const auto realm = metaValue(context.db, "realm");
        if (!realm) {
            return domain::passOn(realm);
        }
        training = *realm && **realm == "training";
        return {};
    });
    if (read && !training) {
        return domain::fail(
            domain::ErrorKind::Forbidden, "refused",
            {{"what", "--accounts makes accounts whose secrets are known: only in a training hub's "
                      "directory, or with --for-tests"}});
    }
    return read;
}

void printAccount(const char *name, const SampleAccount &account) {
    std::printf(R"("%s":{"login_id":"%s","password":"%s","totp_secret":"%s"},)", name,
                account.loginId.c_str(), account.password.c_str(), account.totpSecret.c_str());
}

void printAccounts(const SampleAccounts &accounts, const SampleData &sample) {
    std::printf("{");
    printAccount("staff", accounts.staff);
    printAccount("municipal", accounts.municipal);
    std::printf(R"("system":{"client_id":"%s","client_secret":"%s"},"municipality":"%s","facility":"%s"})"
                "\n",
                accounts.clientId.c_str(), accounts.clientSecret.c_str(),
                sample.municipalities.front().c_str(), sample.facilities.front().text().c_str());
}

Result<void> seedCommand(const Arguments &arguments, LocalHub &local) {
    const auto plan = planIn(arguments);
    if (!plan) {
        return domain::passOn(plan);
    }
    if (auto allowed = mayMakeAccounts(arguments, local); !allowed) {
        return allowed;
    }
    const auto sample = makeSampleData(local, *plan, [&](int done) {
        if (done % 20'000 == 0) {
            std::fprintf(stderr, "%d of %d reservations\n", done, plan->reservations);
        }
    });
    if (!sample) {
        return domain::passOn(sample);
    }
    std::fprintf(stderr, "%zu municipalities, %zu facilities, %d slots, %d reservations\n",
                 sample->municipalities.size(), sample->facilities.size(), sample->slots,
                 sample->reservations);
    if (!arguments.has("--accounts")) {
        return {};
    }
    const auto accounts = makeSampleAccounts(local, *sample);
    if (!accounts) {
        return domain::passOn(accounts);
    }
    printAccounts(*accounts, *sample);
    return {};
}

/// An account whose password is hashed before the transaction.
struct Ready {
    SampleAccount account;
    std::string hash;
    std::string secret;
};

Ready ready(std::string loginId, domain::Random &random) {
    Ready made;
    made.secret = auth::newTotpSecret(random);
    made.account = {std::move(loginId), auth::readableCode(16, random), auth::base32(made.secret)};
    made.hash = auth::passwordHash(made.account.password, auth::HashCost::Normal);
    return made;
}

Result<void> store(Context &context, const Ready &made, auth::NewAccount wanted) {
    wanted.loginId = made.account.loginId;
    wanted.activationHash = made.hash;
    const auto id = auth::addAccount(context, wanted);
    if (!id) {
        return domain::passOn(id);
    }
    return auth::enrolDirectly(context, *id, made.hash, made.secret);
}

constexpr std::array<Command, 1> seedTable = {{
    {"seed",
     "Fills a directory with invented data",
     seedOptions,
     {},
     Missing::Create,
     seedCommand,
     "Directories that already hold invented data are refused. Real ones should never get any."},
}};

} // namespace

Result<SampleAccounts> makeSampleAccounts(LocalHub &local, const SampleData &sample) {
    const Ready staff = ready("kakuu-shokuin", local.random());
    const Ready municipal = ready("kakuu-shi", local.random());
    SampleAccounts accounts{.staff = staff.account, .municipal = municipal.account};
    const auto stored = local.write([&](Context &context) -> Result<void> {
        const std::string &code = sample.municipalities.front();
        std::vector<domain::FacilityId> facilities;
        // Facilities are made municipality by municipality, so those of the first one come first.
        const std::size_t count =
            (sample.facilities.size() + sample.municipalities.size() - 1) / sample.municipalities.size();
        facilities.assign(sample.facilities.begin(),
                          sample.facilities.begin() + static_cast<std::ptrdiff_t>(count));
        if (auto done = store(context, staff,
                              {.name = "架空 園長", .role = domain::Role::Manager, .facilities = facilities});
            !done) {
            return done;
        }
        if (auto done = store(context, municipal,
                              {.name = "架空 市職員", .role = domain::Role::Municipal, .municipality = code});
            !done) {
            return done;
        }
        const auto system =
            auth::addSystem(context, {.id = "kakuu-portal", .name = "架空ポータル", .municipality = code});
        if (!system) {
            return domain::passOn(system);
        }
        accounts.clientId = system->clientId;
        accounts.clientSecret = system->clientSecret;
        return {};
    });
    if (!stored) {
        return domain::passOn(stored);
    }
    return accounts;
}

std::span<const Command> seedCommands() {
    return seedTable;
}

} // namespace hub::cli
