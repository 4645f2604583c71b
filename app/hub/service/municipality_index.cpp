#include "hub/service/municipality_index.h"

#include "domain/id.h"
#include "hub/db/read.h"

#include <algorithm>

namespace hub {
namespace {

constexpr std::size_t uuidSize = 36;
constexpr std::size_t mostIds = 4;
/// About 30 MB of memory. When it is full it is cleared, which costs one lookup per id.
constexpr std::size_t mostPlaces = 200'000;

void addIdsOf(std::string_view text, std::vector<std::string> &ids) {
    for (std::size_t dash = text.find('-'); dash != std::string_view::npos && ids.size() < mostIds;
         dash = text.find('-', dash + 1)) {
        if (dash < 8 || dash - 8 + uuidSize > text.size() || text[dash + 5] != '-') {
            continue;
        }
        const auto uuid = domain::Uuid::parse(text.substr(dash - 8, uuidSize));
        if (!uuid) {
            continue;
        }
        if (std::string id = uuid->text(); std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(std::move(id));
        }
        dash += uuidSize - 9;
    }
}

/// A path such as "/v1/municipalities/131016/..." contains the code.
std::string codeIn(std::string_view path) {
    constexpr std::string_view before = "/v1/municipalities/";
    if (!path.starts_with(before)) {
        return {};
    }
    path.remove_prefix(before.size());
    return std::string(path.substr(0, path.find('/')));
}

} // namespace

std::vector<std::string> idsIn(const Request &request) {
    std::vector<std::string> ids;
    addIdsOf(request.path, ids);
    addIdsOf(request.body, ids);
    return ids;
}

MunicipalityIndex::Municipalities MunicipalityIndex::known(const Request &request) const {
    if (std::string code = codeIn(request.path); !code.empty()) {
        return {std::move(code)};
    }
    const auto ids = idsIn(request);
    Municipalities found;
    const std::scoped_lock lock(m_mutex);
    for (const std::string &id : ids) {
        if (const auto known = m_municipalityOf.find(id); known != m_municipalityOf.end()) {
            found.insert(known->second);
        }
    }
    return found;
}

MunicipalityIndex::Municipalities MunicipalityIndex::find(const Request &request, Connection &db) {
    auto ids = idsIn(request);
    if (ids.empty()) {
        return {};
    }
    ids.resize(mostIds, ids.front());
    Municipalities found;
    std::vector<std::pair<std::string, std::string>> rows;
    static_cast<void>(eachRow(db, "SELECT id, municipality FROM record WHERE id IN ($1, $2, $3, $4)",
                              {ids[0], ids[1], ids[2], ids[3]}, [&](const Rows &row) {
                                  rows.emplace_back(row.text(0), row.text(1));
                                  found.emplace(row.text(1));
                              }));
    remember(rows);
    return found;
}

void MunicipalityIndex::learn(const Request &request, const Municipalities &changed) {
    // Only the path's id is learned: a client can write any ids into the body.
    std::vector<std::string> ids;
    addIdsOf(request.path, ids);
    if (changed.size() == 1 && ids.size() == 1) {
        remember({{std::move(ids.front()), *changed.begin()}});
    }
}

void MunicipalityIndex::remember(const std::vector<std::pair<std::string, std::string>> &rows) {
    const std::scoped_lock lock(m_mutex);
    if (m_municipalityOf.size() > mostPlaces) {
        m_municipalityOf.clear();
    }
    for (const auto &[id, municipality] : rows) {
        m_municipalityOf.insert_or_assign(id, municipality);
    }
}

} // namespace hub
