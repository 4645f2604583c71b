// GET /v1/changes and the status of the hub.
#include "hub/calls/answers.h"
#include "hub/calls/query_values.h"
#include "hub/calls/router.h"
#include "hub/db/read.h"
#include "hub/handlers/feed/cursor.h"
#include "hub/handlers/feed/feed_stream.h"
#include "hub/handlers/feed/routes.h"
#include "hub/handlers/municipality/notices.h"
#include "wire/paths.h"
#include "wire/reservation_calls.h"

namespace hub {

namespace {

using domain::Result;

constexpr int usualLimit = 500;
constexpr int mostChanges = 1000;
constexpr int longestWait = 25;
constexpr std::size_t mostBytes = 1024UL * 1024;
/// The maximum number of rows read for a page. It keeps pages fast for a small scope in a large municipality.
constexpr int mostRowsRead = 20'000;
constexpr std::int64_t cursorDays = 60;

tl::unexpected<domain::Error> cursorExpired() {
    return domain::fail(domain::ErrorKind::Conflict, "cursor-expired");
}

std::int64_t today(const Context &context) {
    return std::chrono::floor<std::chrono::days>(context.now()).time_since_epoch().count();
}

/// The start position: the beginning, or the caller's cursor.
Result<Cursor> startOf(const Request &request, const Context &context, const FeedScope &scope) {
    Cursor fresh{context.settings.epoch, scope.hash(), today(context), {}};
    fresh.positions.assign(scope.municipalities.size(), 0);
    const auto given = request.query.find("cursor");
    if (given == request.query.end() || given->second.empty()) {
        return fresh;
    }
    auto cursor = parseCursor(given->second);
    const bool fits =
        cursor && cursor->epoch == domain::Uuid::parse(fresh.epoch).value_or(domain::Uuid{}).text() &&
        cursor->scopeHash == fresh.scopeHash && cursor->positions.size() == fresh.positions.size() &&
        cursor->issuedDay + cursorDays >= fresh.issuedDay;
    if (!fits) {
        return cursorExpired();
    }
    cursor->issuedDay = fresh.issuedDay;
    return std::move(*cursor);
}

class Page {
public:
    Page(Connection &db, const FeedScope &scope, int limit) : m_db(db), m_scope(scope), m_limit(limit) {}
    /// Reads from `cursor` and advances it.
    Result<void> fill(Cursor &cursor) {
        for (std::size_t i = 0; i < m_scope.municipalities.size() && !m_more; ++i) {
            if (auto done = fillFrom(m_scope.municipalities[i], cursor.positions[i]); !done) {
                return done;
            }
        }
        return {};
    }
    [[nodiscard]] bool isEmpty() const { return m_count == 0 && !m_more; }
    [[nodiscard]] std::string finish(const Cursor &cursor) {
        m_json += R"(],"cursor":")" + textOf(cursor) + R"(","more":)" + (m_more ? "true}" : "false}");
        return std::move(m_json);
    }

private:
    Result<void> fillFrom(const FeedMunicipality &municipality, std::int64_t &position) {
        auto newest = firstRow(m_db, "SELECT change_no FROM counter WHERE municipality = $1",
                               {municipality.code}, [](const Rows &row) { return row.integer(0); });
        if (!newest) {
            return domain::passOn(newest);
        }
        if (position > newest->value_or(0)) {
            return cursorExpired(); // this hub never assigned such a number
        }
        if (position == newest->value_or(0)) {
            return {};
        }
        auto stream = FeedStream::open(m_db, m_scope, municipality, position);
        if (!stream) {
            return domain::passOn(stream);
        }
        if (auto read = readAll(*stream, position); !read || m_more) {
            return read;
        }
        position = newest->value_or(0);
        return {};
    }

    Result<void> readAll(FeedStream &stream, std::int64_t &position) {
        while (true) {
            auto found = stream.next();
            if (!found) {
                return domain::passOn(found);
            }
            if (!*found) {
                return {};
            }
            if (m_count == m_limit || m_read == mostRowsRead || !take(stream)) {
                m_more = true;
                return {};
            }
            position = stream.changeNo();
        }
    }

    /// False if the page would become too long; the record is then left for the next page.
    bool take(const FeedStream &stream) {
        ++m_read;
        if (!stream.isVisible()) {
            return true;
        }
        const std::size_t before = m_json.size();
        if (m_count > 0) {
            m_json += ',';
        } else {
            // Reserved late, because the hub holds an empty page for each waiting desk.
            m_json.reserve(64UL * 1024);
        }
        stream.append(m_json);
        if (m_json.size() > mostBytes - longestTail && m_count > 0) {
            m_json.resize(before);
            return false;
        }
        ++m_count;
        return true;
    }

    static constexpr std::size_t longestTail = 600; // cursor and closing brackets

    Connection &m_db;
    const FeedScope &m_scope;
    int m_limit;
    int m_count = 0;
    int m_read = 0;
    bool m_more = false;
    std::string m_json = R"({"changes":[)";
};

HandlerResult getChanges(const Request &request, Context &context) {
    const auto limit = numberIn(request, "limit", usualLimit, 1, mostChanges);
    const auto wait = numberIn(request, "wait", 0, 0, longestWait);
    if (!limit || !wait) {
        return domain::passOn(limit ? wait : limit);
    }
    auto scope = feedScopeOf(context.db, *context.caller);
    if (!scope) {
        return domain::passOn(scope);
    }
    auto cursor = startOf(request, context, *scope);
    if (!cursor) {
        return domain::passOn(cursor);
    }
    Page page(context.db, *scope, *limit);
    if (auto filled = page.fill(*cursor); !filled) {
        return domain::passOn(filled);
    }
    if (page.isEmpty() && *wait > 0) {
        context.longPoll = LongPoll{scope->watchedScopes(), std::chrono::seconds(*wait)};
    }
    return jsonAnswer(200, page.finish(*cursor));
}

HandlerResult getStatus(const Request &, Context &context) {
    auto notices = currentNotices(context.db, context.now());
    if (!notices) {
        return domain::passOn(notices);
    }
    return jsonAnswer(200, wire::toJson(wire::HubStatus{.epoch = context.settings.epoch,
                                                        .training = context.settings.training,
                                                        .time = context.now(),
                                                        .version = HOKATSU_VERSION,
                                                        .notices = std::move(*notices)}));
}

HandlerResult getLive(const Request &, Context &) {
    return jsonAnswer(200, R"({"status":"alive"})");
}

HandlerResult getReady(const Request &, Context &context) {
    auto answered = firstRow(context.db, "SELECT value FROM meta WHERE name = 'epoch'", {},
                             [](const Rows &) { return true; });
    if (!answered) {
        return domain::fail(domain::ErrorKind::HubFault, "unavailable");
    }
    return jsonAnswer(200, R"({"status":"ready"})");
}

Route open(std::string_view pattern, Handler handler) {
    return {.method = "GET", .pattern = pattern, .signIn = SignIn::None, .handler = std::move(handler)};
}

} // namespace

std::vector<Route> feedRoutes() {
    return {Route{.method = "GET", .pattern = wire::paths::changes, .handler = getChanges},
            open(wire::paths::status, getStatus), open("/livez", getLive), open("/readyz", getReady)};
}

} // namespace hub
