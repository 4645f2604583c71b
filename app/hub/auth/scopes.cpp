#include "hub/auth/scopes.h"

#include <algorithm>
#include <array>
#include <vector>

namespace hub::auth {
namespace {

std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!word.empty()) {
            words.push_back(word);
        }
    }
    return words;
}

bool contains(const std::vector<std::string_view> &words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

struct Rule {
    std::string_view prefix;
    std::string_view reading;
    std::string_view writing;
};

std::string_view scopeFor(const Route &route) {
    static constexpr std::array<Rule, 6> rules = {{
        {"/v1/webhooks", "webhooks", "webhooks"},
        {"/v1/reservations", "reservations:read", "reservations:write"},
        {"/v1/facilities/{id}/waitlist", "reservations:read", "reservations:write"},
        {"/v1/waitlist", "reservations:read", "reservations:write"},
        {"/v1/changes", "reservations:read", "reservations:read"},
        {"/v1/", "availability", "reservations:write"},
    }};
    for (const Rule &rule : rules) {
        if (route.pattern.starts_with(rule.prefix)) {
            return route.method == "GET" ? rule.reading : rule.writing;
        }
    }
    return {};
}

} // namespace

std::optional<std::string> grantedScopes(std::string_view wished, std::string_view allowed) {
    const auto wanted = wordsOf(wished);
    const auto may = wordsOf(allowed);
    const bool all =
        std::all_of(wanted.begin(), wanted.end(), [&](std::string_view word) { return contains(may, word); });
    if (!all) {
        return std::nullopt;
    }
    std::string granted;
    for (const std::string_view scope : wordsOf(allScopes)) {
        if (contains(may, scope) && (wanted.empty() || contains(wanted, scope))) {
            granted.append(granted.empty() ? "" : " ").append(scope);
        }
    }
    return granted;
}

domain::Result<void> checkScope(const Caller &caller, const Route &route) {
    // The sign-in calls have no scopes: they are for people, and they refuse systems themselves.
    if (caller.systemId.empty() || route.pattern.starts_with("/v1/auth/")) {
        return {};
    }
    const std::string_view needed = scopeFor(route);
    if (needed.empty() || contains(wordsOf(caller.scopes), needed)) {
        return {};
    }
    return domain::fail(domain::ErrorKind::Forbidden, "forbidden", {{"scope", std::string(needed)}});
}

} // namespace hub::auth
