// Commands for municipalities, operators, facilities and connected systems.
#include "domain/validate.h"
#include "hub/auth/accounts.h"
#include "hub/auth/scopes.h"
#include "hub/auth/systems.h"
#include "hub/cli/commands.h"
#include "hub/db/read.h"
#include "hub/records/facility_store.h"
#include "hub/records/municipality_store.h"
#include "wire/records_json.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;

constexpr std::array<OptionSpec, 4> municipalityOptions = {{
    {"--code", Takes::One, Presence::Required, "CODE", "全国地方公共団体コード, for example 132012"},
    {"--name", Takes::One, Presence::Required, "NAME", "for example 八王子市"},
    {"--warn-minutes", Takes::One, Presence::Optional, "N",
     "open minutes until an answer is nearly late (660)"},
    {"--late-minutes", Takes::One, Presence::Optional, "N", "open minutes until an answer is late (1320)"},
}};
constexpr std::array<OptionSpec, 2> operatorOptions = {{
    {"--name", Takes::One, Presence::Required, "NAME", "name of the corporation"},
    {"--corporate-number", Takes::One, Presence::Optional, "N", "法人番号, 13 digits"},
}};
constexpr std::array<OptionSpec, 4> assignOptions = {{
    {"--facility", Takes::Many, Presence::Required, "ID", "facility id, or ID/NO with --municipality"},
    {"--municipality", Takes::One, Presence::Optional, "CODE", "where --facility lies"},
    {"--operator", Takes::One, Presence::Optional, "ID", "the operator that runs them"},
    {"--login", Takes::One, Presence::Optional, "ID",
     "an account of staff or a manager that works there too"},
}};
constexpr std::array<OptionSpec, 1> listOptions = {
    {{"--municipality", Takes::One, Presence::Required, "CODE", "whose facilities"}}};
constexpr std::array<OptionSpec, 5> systemOptions = {{
    {"--name", Takes::One, Presence::Required, "NAME", "name of the connected system"},
    {"--id", Takes::One, Presence::Optional, "ID", "client id, 3 to 36 of a-z 0-9 -; made where absent"},
    {"--municipality", Takes::One, Presence::Optional, "CODE",
     "all its facilities, or where --facility lies"},
    {"--facility", Takes::Many, Presence::Optional, "ID", "these facilities only"},
    {"--scope", Takes::Many, Presence::Optional, "NAME",
     "of availability reservations:read reservations:write webhooks (all)"},
}};

tl::unexpected<domain::Error> notPossible(std::string what) {
    return domain::fail(domain::ErrorKind::Conflict, "refused", {{"what", std::move(what)}});
}

Result<domain::Municipality> municipalityIn(const Arguments &arguments) {
    constexpr long mostMinutes = 100'000;
    const auto code = municipalityCodeIn(arguments);
    const auto name = nameIn(arguments, "--name");
    const auto warn = arguments.number("--warn-minutes", 1, mostMinutes, 0);
    const auto late = arguments.number("--late-minutes", 1, mostMinutes, 0);
    if (!code || !name) {
        return code ? domain::passOn(name) : domain::passOn(code);
    }
    if (!warn || !late) {
        return warn ? domain::passOn(late) : domain::passOn(warn);
    }
    domain::Municipality municipality{.code = *code, .name = *name};
    if (*warn > 0) {
        municipality.warnMinutes = static_cast<int>(*warn);
    }
    if (*late > 0) {
        municipality.lateMinutes = static_cast<int>(*late);
    }
    if (municipality.warnMinutes.value_or(domain::defaultWarnMinutes) >=
        municipality.lateMinutes.value_or(domain::defaultLateMinutes)) {
        return usage("--warn-minutes must be fewer than --late-minutes");
    }
    return municipality;
}

Result<void> addMunicipality(const Arguments &arguments, LocalHub &local) {
    const auto wanted = municipalityIn(arguments);
    if (!wanted) {
        return domain::passOn(wanted);
    }
    auto added = local.write([&](Context &context) -> Result<void> {
        const auto made = createMunicipality(context, *wanted);
        if (!made && made.error().code == "constraint") {
            return notPossible("municipality " + wanted->code + " exists already");
        }
        if (!made) {
            return domain::passOn(made);
        }
        return {};
    });
    if (added) {
        std::printf("%s %s\n", wanted->code.c_str(), wanted->name.c_str());
    }
    return added;
}

Result<void> addOperator(const Arguments &arguments, LocalHub &local) {
    const auto name = nameIn(arguments, "--name");
    if (!name) {
        return domain::passOn(name);
    }
    const std::string number = arguments.one("--corporate-number");
    if (!number.empty() && !domain::isCorporateNumber(number)) {
        return usage("--corporate-number is not a 法人番号 (13 digits, the first one checks the others)");
    }
    const std::string id = domain::OperatorId::make(local.clock(), local.random()).text();
    auto added = local.write([&](Context &context) {
        return hub::run(context.db, "INSERT INTO operator (id, name, corporate_number) VALUES ($1, $2, $3)",
                        {id, *name, number});
    });
    if (added) {
        std::printf("%s %s\n", id.c_str(), name->c_str());
    }
    return added;
}

Result<void> assignToOperator(Context &context, const domain::FacilityId &facility,
                              const domain::OperatorId &to) {
    const auto record = findRecord(context.db, domain::RecordKind::Facility, facility.text());
    if (!record || !*record) {
        return record ? domain::fail(domain::ErrorKind::Bug, "no-record") : domain::passOn(record);
    }
    const auto before = (*record)->text.readBy(wire::facilityFromJson);
    if (!before) {
        return domain::passOn(before);
    }
    domain::Facility after = *before;
    after.operatorId = to;
    if (after == *before) {
        return {};
    }
    const auto changed = changeFacility(context, *before, std::move(after), "facility.assign", "operator_id");
    if (!changed) {
        return domain::passOn(changed);
    }
    return {};
}

Result<void> assignToAccount(Context &context, const std::vector<domain::FacilityId> &facilities,
                             const std::string &loginId) {
    const auto account = auth::accountByLogin(context.db, auth::normalisedLoginId(loginId));
    if (!account) {
        return domain::passOn(account);
    }
    if (!*account) {
        return domain::fail(domain::ErrorKind::NotFound, "not-found", {{"what", "account " + loginId}});
    }
    if ((*account)->role != domain::Role::Staff && (*account)->role != domain::Role::Manager) {
        return notPossible(loginId + " is no account of staff or a manager");
    }
    for (const domain::FacilityId &facility : facilities) {
        if (auto added = hub::run(context.db,
                                  "INSERT INTO account_facility (account_id, facility_id) VALUES ($1, $2) "
                                  "ON CONFLICT DO NOTHING",
                                  {(*account)->id.text(), facility.text()});
            !added) {
            return added;
        }
    }
    return auth::auditAccount(context, **account, "account.assign", "scope");
}

Result<void> assignFacility(const Arguments &arguments, LocalHub &local) {
    const auto municipality = municipalityCodeIn(arguments);
    if (!municipality) {
        return domain::passOn(municipality);
    }
    if (arguments.has("--operator") == arguments.has("--login")) {
        return usage("give either --operator or --login");
    }
    const auto operatorId = domain::OperatorId::parse(arguments.one("--operator"));
    if (arguments.has("--operator") && !operatorId) {
        return usage("--operator is not an id");
    }
    std::size_t count = 0;
    auto done = local.write([&](Context &context) -> Result<void> {
        const auto facilities = facilitiesNamed(context.db, arguments.many("--facility"), *municipality);
        if (!facilities) {
            return domain::passOn(facilities);
        }
        count = facilities->size();
        if (!operatorId) {
            return assignToAccount(context, *facilities, arguments.one("--login"));
        }
        auto assigned = auth::scopeExists(context.db, {}, *operatorId, {});
        for (std::size_t i = 0; assigned && i < count; ++i) {
            assigned = assignToOperator(context, (*facilities)[i], *operatorId);
        }
        return assigned;
    });
    if (done) {
        std::printf("%zu %s assigned.\n", count, count == 1 ? "facility" : "facilities");
    }
    return done;
}

Result<void> listFacilities(const Arguments &arguments, LocalHub &local) {
    const auto code = municipalityCodeIn(arguments);
    if (!code) {
        return domain::passOn(code);
    }
    return local.write([&](Context &context) -> Result<void> {
        if (auto known = auth::scopeExists(context.db, *code, std::nullopt, {}); !known) {
            return known;
        }
        return eachRow(context.db,
                       "SELECT id, standard_id, name FROM facility WHERE municipality = $1 "
                       "ORDER BY standard_id = '', standard_id, id",
                       {*code}, [](const Rows &row) {
                           std::printf("%s\t%s\t%s\n", std::string(row.text(0)).c_str(),
                                       std::string(row.text(1)).c_str(), std::string(row.text(2)).c_str());
                       });
    });
}

Result<void> addSystem(const Arguments &arguments, LocalHub &local) {
    const auto name = nameIn(arguments, "--name");
    const auto municipality = municipalityCodeIn(arguments);
    if (!name || !municipality) {
        return name ? domain::passOn(municipality) : domain::passOn(name);
    }
    if (municipality->empty() && !arguments.has("--facility")) {
        return usage("give --municipality or --facility");
    }
    auth::NewSystem wanted{.id = arguments.one("--id"), .name = *name, .municipality = {}, .facilities = {}};
    if (arguments.has("--id") && !auth::isSystemId(wanted.id)) {
        return usage("--id must be 3 to 36 of a-z 0-9 -, and neither phone nor counter");
    }
    for (const std::string &scope : arguments.many("--scope")) {
        wanted.scopes += scope + ' ';
    }
    if (!auth::grantedScopes(wanted.scopes, auth::allScopes)) {
        return usage("--scope knows " + std::string(auth::allScopes));
    }
    auth::SystemSecret secret;
    auto added = local.write([&](Context &context) -> Result<void> {
        auto facilities = facilitiesNamed(context.db, arguments.many("--facility"), *municipality);
        if (!facilities) {
            return domain::passOn(facilities);
        }
        wanted.facilities = std::move(*facilities);
        if (wanted.facilities.empty()) {
            wanted.municipality = *municipality;
        }
        auto made = auth::addSystem(context, wanted);
        if (!made) {
            return domain::passOn(made);
        }
        secret = std::move(*made);
        return {};
    });
    if (added) {
        std::printf("client_id:     %s\nclient_secret: %s\nThe secret is shown only now.\n",
                    secret.clientId.c_str(), secret.clientSecret.c_str());
    }
    return added;
}

constexpr std::array<Command, 5> placeTable = {{
    {"municipality add",
     "Adds a municipality",
     municipalityOptions,
     {},
     Missing::Create,
     addMunicipality,
     {}},
    {"operator add",
     "Adds a corporation that runs facilities and prints its id",
     operatorOptions,
     {},
     Missing::Create,
     addOperator,
     {}},
    {"facility assign",
     "Gives facilities to an operator or to an account",
     assignOptions,
     {},
     Missing::Refuse,
     assignFacility,
     {}},
    {"facility list",
     "Prints id, ID/NO and name of a municipality's facilities",
     listOptions,
     {},
     Missing::Refuse,
     listFacilities,
     {}},
    {"system add",
     "Lets another system book through the API; prints its credentials",
     systemOptions,
     {},
     Missing::Refuse,
     addSystem,
     "It gets its access tokens from POST /v1/oauth/token (client_credentials)."},
}};

} // namespace

std::span<const Command> placeCommands() {
    return placeTable;
}

} // namespace hub::cli
