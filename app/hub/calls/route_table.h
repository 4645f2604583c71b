// Finds the route of a request.
#pragma once

#include "hub/calls/router.h"

#include <map>
#include <string>
#include <vector>

namespace hub {

struct RouteMatch {
    const Route *route = nullptr;    ///< null: no such path, or not with this method
    std::vector<std::string> params; ///< the placeholders' texts
    std::string allowed;             ///< the methods of the path ("GET, PUT") where only the method was wrong
};

/// Immutable once made, so any thread may ask. HEAD is answered as GET (the server leaves the body out).
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
