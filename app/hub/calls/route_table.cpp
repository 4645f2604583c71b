#include "hub/calls/route_table.h"

#include <algorithm>

namespace hub {
namespace {

std::vector<std::string> segmentsOf(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool isPlaceholder(std::string_view segment) {
    return segment.starts_with('{');
}

bool matches(const std::vector<std::string> &pattern, const std::vector<std::string> &path,
             std::vector<std::string> &params) {
    params.clear();
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (isPlaceholder(pattern[i]) && !path[i].empty()) {
            params.push_back(path[i]);
        } else if (pattern[i] != path[i]) {
            return false;
        }
    }
    return true;
}

} // namespace

RouteTable::RouteTable(std::vector<Route> routes) {
    for (Route &route : routes) {
        auto segments = segmentsOf(route.pattern);
        const std::size_t count = segments.size();
        m_bySegments.emplace(count, Entry{std::move(segments), std::move(route)});
    }
}

RouteMatch RouteTable::find(std::string_view method, std::string_view path) const {
    RouteMatch match;
    if (!path.starts_with('/')) {
        return match;
    }
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    const auto segments = segmentsOf(path);
    const auto [first, last] = m_bySegments.equal_range(segments.size());
    for (auto it = first; it != last; ++it) {
        std::vector<std::string> params;
        if (!matches(it->second.segments, segments, params)) {
            continue;
        }
        const Route &route = it->second.route;
        if (route.method != wanted) {
            match.allowed.append(match.allowed.empty() ? "" : ", ").append(route.method);
            continue;
        }
        // The more specific pattern wins: "/slots/batch" before "/slots/{id}", whatever their order is.
        if (match.route == nullptr || params.size() < match.params.size()) {
            match.route = &route;
            match.params = std::move(params);
        }
    }
    return match;
}

} // namespace hub
