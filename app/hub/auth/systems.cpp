#include "hub/auth/systems.h"

#include "hub/auth/accounts.h"
#include "hub/auth/rows.h"
#include "hub/auth/scopes.h"
#include "hub/auth/tokens.h"

#include <algorithm>

namespace hub::auth {
namespace {

constexpr std::string_view clientSecretPurpose = "client secret";
constexpr std::string_view systemSql =
    "SELECT id, name, secret_hash, municipality, status, scopes FROM system_client WHERE id = $1";
constexpr std::string_view grantsSql =
    "SELECT facility_id FROM system_grant WHERE system_id = $1 ORDER BY facility_id";

SystemClient systemFrom(const Rows &row) {
    return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
            std::string(row.text(3)), row.text(4) == "active",  std::string(row.text(5))};
}

domain::Result<void> mustBeFree(Connection &db, std::string_view id) {
    const auto taken = systemById(db, id);
    if (!taken) {
        return domain::passOn(taken);
    }
    if (*taken) {
        return domain::fail(domain::ErrorKind::Conflict, "client-id-taken");
    }
    return {};
}

domain::Result<void> insert(Context &context, const NewSystem &wanted, const SystemSecret &secret) {
    auto added = change(context.db,
                        "INSERT INTO system_client (id, name, secret_hash, municipality, created_at, scopes) "
                        "VALUES ($1, $2, $3, $4, $5, $6)",
                        {secret.clientId, wanted.name,
                         keyedHash(secret.clientSecret, clientSecretPurpose, context.settings.key),
                         Value::orNull(wanted.municipality), seconds(context.now()),
                         wanted.scopes.empty() ? allScopes : std::string_view(wanted.scopes)});
    for (std::size_t i = 0; added && i < wanted.facilities.size(); ++i) {
        added =
            change(context.db,
                   "INSERT INTO system_grant (system_id, facility_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                   {secret.clientId, wanted.facilities[i].text()});
    }
    return added;
}

} // namespace

bool isSystemId(std::string_view id) {
    if (id == "phone" || id == "counter" || id.size() < 3 || id.size() > 36) {
        return false;
    }
    return std::all_of(id.begin(), id.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

domain::Result<std::optional<SystemClient>> systemById(Connection &db, std::string_view id) {
    return firstRow(db, systemSql, {id}, systemFrom);
}

domain::Result<std::vector<domain::FacilityId>> grantsOf(Connection &db, std::string_view systemId) {
    return allRows(db, grantsSql, {systemId}, [](const Rows &row) {
        return domain::FacilityId::parse(row.text(0)).value_or(domain::FacilityId());
    });
}

void prefetchSystem(Connection &db, std::string_view id) {
    db.prefetch(systemSql, {id});
    db.prefetch(grantsSql, {id});
}

domain::Result<SystemSecret> addSystem(Context &context, const NewSystem &wanted) {
    if (auto scope = scopeExists(context.db, wanted.municipality, std::nullopt, wanted.facilities); !scope) {
        return domain::passOn(scope);
    }
    SystemSecret secret{
        .clientId = wanted.id.empty() ? domain::Uuid::make(context.clock, context.random).text() : wanted.id,
        .clientSecret = readableCode(32, context.random)};
    if (auto isFree = mustBeFree(context.db, secret.clientId); !isFree) {
        return domain::passOn(isFree);
    }
    if (auto inserted = insert(context, wanted, secret); !inserted) {
        return domain::passOn(inserted);
    }
    return secret;
}

domain::Result<SystemClient> systemBySecret(Context &context, std::string_view id, std::string_view secret) {
    auto system = systemById(context.db, id);
    if (!system) {
        return domain::passOn(system);
    }
    const std::string hash = keyedHash(secret, clientSecretPurpose, context.settings.key);
    if (!*system || !(*system)->active || !equalInConstantTime((*system)->secretHash, hash)) {
        return domain::fail(domain::ErrorKind::WrongCredentials, "unauthenticated");
    }
    return std::move(**system);
}

domain::Result<void> disableSystem(Context &context, std::string_view id) {
    const auto changed =
        context.db.execute("UPDATE system_client SET status = 'disabled' WHERE id = $1", {id});
    if (!changed) {
        return domain::passOn(changed);
    }
    if (*changed == 0) {
        return domain::fail(domain::ErrorKind::NotFound, "not-found",
                            {{"what", "system " + std::string(id)}});
    }
    return {};
}

} // namespace hub::auth
