// Commands for the allow-list of webhooks, for deliveries, and for disabling a connected system.
#include "hub/auth/systems.h"
#include "hub/cli/ops_commands.h"
#include "hub/db/read.h"
#include "hub/webhooks/outbox.h"
#include "hub/webhooks/webhook_store.h"

#include <array>
#include <cstdio>

namespace hub::cli {
namespace {

using domain::Result;

constexpr std::array<OptionSpec, 3> allowOptions = {{
    {"--system", Takes::One, Presence::Required, "ID", "the connected system"},
    {"--url", Takes::One, Presence::Required, "URL",
     "https://HOST[:PORT]/; host and port count, the path does not"},
    {"--inner-network", Takes::Nothing, Presence::Optional, "",
     "also where its name leads to a private address"},
}};
constexpr std::array<OptionSpec, 2> denyOptions = {{
    {"--system", Takes::One, Presence::Required, "ID", "the connected system"},
    {"--url", Takes::One, Presence::Required, "URL", "as it was allowed"},
}};
constexpr std::array<OptionSpec, 1> disableOptions = {
    {{"--system", Takes::One, Presence::Required, "ID", "the connected system"}}};
constexpr std::array<OptionSpec, 1> replayOptions = {
    {{"--webhook", Takes::One, Presence::Required, "ID", "whose failed deliveries are sent again"}}};

Result<webhooks::Target> targetIn(const Arguments &arguments) {
    auto target = webhooks::targetOf(arguments.one("--url"));
    if (!target) {
        return usage("--url must be https://HOST[:PORT]/, without a user");
    }
    return target;
}

Result<void> mustExist(Connection &db, const std::string &system) {
    const auto found = auth::systemById(db, system);
    if (!found) {
        return domain::passOn(found);
    }
    if (!*found) {
        return domain::fail(domain::ErrorKind::NotFound, "not-found", {{"what", "system " + system}});
    }
    return {};
}

/// True for a literal internal address or this machine itself. Names are resolved only when something is
/// sent.
bool isKnownToBeInner(std::string host) {
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    if (host == "localhost" || host.ends_with(".localhost")) {
        return true;
    }
    const bool isAddress =
        host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos;
    return isAddress && !webhooks::isPublicAddress(host);
}

Result<void> allow(const Arguments &arguments, LocalHub &local) {
    const auto target = targetIn(arguments);
    if (!target) {
        return domain::passOn(target);
    }
    if (!arguments.has("--inner-network") && isKnownToBeInner(target->host)) {
        return usage(target->host + " is of an inner network, where nothing would ever be sent: give "
                                    "--inner-network too");
    }
    const std::string system = arguments.one("--system");
    auto done = local.write([&](Context &context) -> Result<void> {
        if (auto exists = mustExist(context.db, system); !exists) {
            return exists;
        }
        return webhooks::allowTarget(context.db, system, *target, arguments.has("--inner-network"));
    });
    if (done) {
        std::printf("%s may send webhooks to %s:%u\n", system.c_str(), target->host.c_str(), target->port);
    }
    return done;
}

Result<void> deny(const Arguments &arguments, LocalHub &local) {
    const auto target = targetIn(arguments);
    if (!target) {
        return domain::passOn(target);
    }
    auto done = local.write([&](Context &context) -> Result<void> {
        const auto gone = webhooks::disallowTarget(context.db, arguments.one("--system"), *target);
        if (!gone) {
            return domain::passOn(gone);
        }
        return *gone ? Result<void>()
                     : domain::fail(domain::ErrorKind::NotFound, "not-found", {{"what", "such target"}});
    });
    if (done) {
        std::puts("Nothing is sent there any more; what waits fails after three days.");
    }
    return done;
}

Result<void> list(const Arguments &, LocalHub &local) {
    return local.write([](Context &context) {
        return eachRow(context.db,
                       "SELECT w.id, w.system_id, w.url, w.enabled, d.status, count(d.id) FROM webhook w "
                       "LEFT JOIN webhook_delivery d ON d.webhook_id = w.id "
                       "GROUP BY w.id, w.system_id, w.url, w.enabled, d.status ORDER BY w.id, d.status",
                       {}, [](const Rows &row) {
                           std::printf("%s\t%s\t%s\t%s\t%s\t%lld\n", std::string(row.text(0)).c_str(),
                                       std::string(row.text(1)).c_str(), std::string(row.text(2)).c_str(),
                                       row.integer(3) != 0 ? "on" : "off",
                                       row.isNull(4) ? "-" : std::string(row.text(4)).c_str(),
                                       static_cast<long long>(row.integer(5)));
                       });
    });
}

Result<void> replayFailed(const Arguments &arguments, LocalHub &local) {
    std::int64_t count = 0;
    const std::string id = arguments.one("--webhook");
    auto done = local.write([&](Context &context) -> Result<void> {
        const auto webhook = webhooks::findWebhook(context.db, id);
        if (!webhook) {
            return domain::passOn(webhook);
        }
        if (!*webhook) {
            return domain::fail(domain::ErrorKind::NotFound, "not-found", {{"what", "webhook " + id}});
        }
        const auto again = webhooks::replay(context, {.webhookId = id, .deliveryIds = {}, .failed = true});
        if (!again) {
            return domain::passOn(again);
        }
        count = again->again;
        return {};
    });
    if (done) {
        std::printf("%lld %s sent again.\n", static_cast<long long>(count),
                    count == 1 ? "delivery is" : "deliveries are");
    }
    return done;
}

Result<void> disable(const Arguments &arguments, LocalHub &local) {
    auto done = local.write(
        [&](Context &context) { return auth::disableSystem(context, arguments.one("--system")); });
    if (done) {
        std::puts("Its tokens are worth nothing from now on.");
    }
    return done;
}

constexpr std::array<Command, 5> webhookTable = {{
    {"webhook allow",
     "Lets a connected system have webhooks sent to a host",
     allowOptions,
     {},
     Missing::Refuse,
     allow,
     "Nothing is ever sent to a host that is not allowed, nor to a private address unless --inner-network is "
     "given."},
    {"webhook deny", "Takes that back", denyOptions, {}, Missing::Refuse, deny, {}},
    {"webhook list",
     "Prints id, system, URL, on or off, and how many deliveries are in which state",
     {},
     {},
     Missing::Refuse,
     list,
     {}},
    {"webhook replay",
     "Sends the failed deliveries of a webhook again",
     replayOptions,
     {},
     Missing::Refuse,
     replayFailed,
     {}},
    {"system disable", "Ends a connected system's access", disableOptions, {}, Missing::Refuse, disable, {}},
}};

} // namespace

std::span<const Command> webhookCommands() {
    return webhookTable;
}

} // namespace hub::cli
