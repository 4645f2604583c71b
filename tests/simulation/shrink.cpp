#include "shrink.h"

#include <algorithm>

namespace simulation {
namespace {

bool breaks(Dispatcher &dispatcher, const RunOptions &options, const std::string &rule) {
    const RunResult result = World(dispatcher, options).run();
    return std::ranges::any_of(result.violations, [&rule](const Violation &one) { return one.rule == rule; });
}

std::set<std::size_t> without(const std::vector<std::size_t> &items, std::size_t from, std::size_t count) {
    std::set<std::size_t> rest(items.begin(), items.end());
    for (std::size_t i = from; i < std::min(from + count, items.size()); ++i) {
        rest.erase(items[i]);
    }
    return rest;
}

} // namespace

RunOptions shrink(Dispatcher &dispatcher, RunOptions options, const std::string &rule, int tries) {
    std::set<std::size_t> kept;
    for (std::size_t i = 0; i < planOf(options.seed).items.size(); ++i) {
        kept.insert(i);
    }
    for (std::size_t chunk = kept.size() / 2; chunk > 0 && tries > 0;) {
        bool smaller = false;
        const std::vector<std::size_t> items(kept.begin(), kept.end());
        for (std::size_t from = 0; from < items.size() && tries-- > 0 && !smaller; from += chunk) {
            options.items = without(items, from, chunk);
            smaller = breaks(dispatcher, options, rule);
        }
        if (smaller) {
            kept = *options.items;
        } else {
            chunk /= 2;
        }
    }
    options.items = kept;
    return options;
}

} // namespace simulation
