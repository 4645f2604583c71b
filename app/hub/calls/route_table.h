// Finds the route for a request.
#pragma once

#include "hub/calls/router.h"

#include <map>
#include <string>
#include <vector>

namespace hub {

struct RouteMatch {
    const Route *route = nullptr;    ///< null if the path is unknown or does not have this method
    std::vector<std::string> params; ///< the values of the placeholders
    std::string allowed;             ///< the path's methods ("GET, PUT") if only the method was wrong
};

/// Immutable, so any thread may use it. HEAD matches GET (the server leaves out the body).
class RouteTable {
public:
    explicit RouteTable(std::vector<Route> routes);
    [[nodiscard]] RouteMatch find(std::string_view method, std::string_view path) const;

private:
    struct Entry {
        std::vector<std::string> segments;
        Route route;
    };
    std::multimap<std::size_t, Entry> m_bySegments;
};

} // namespace hub
