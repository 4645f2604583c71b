// The floor of the hub's bookings on PostgreSQL: the statements of a booking through libpq's pipeline, a
// transaction and a durable commit each, every client on a connection and a municipality of its own.
//
// Three trips to the server a booking: what is looked at, what is taken (it needs the slot), what is written
// with the numbers that were taken and the commit.
//
//   floor_hub_postgres DATABASE PLACES CLIENTS COUNT -> "per-second N p50-ms N p99-ms N"
#include "bench/floor_hub_booking.h"

#include <cstdio>
#include <deque>
#include <libpq-fe.h>
#include <map>
#include <memory>
#include <stdexcept>

namespace {

struct Clear {
    void operator()(PGresult *result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

class PostgresFloor final : public bench::FloorLink {
public:
    explicit PostgresFloor(const char *database) : m_connection(PQconnectdb(database)) {
        if (PQstatus(m_connection) != CONNECTION_OK || PQenterPipelineMode(m_connection) != 1) {
            fail();
        }
    }
    ~PostgresFloor() override { PQfinish(m_connection); }
    PostgresFloor(const PostgresFloor &) = delete;
    PostgresFloor &operator=(const PostgresFloor &) = delete;

    void post(const char *sql, const std::vector<bench::FloorValue> &values) override {
        send(sql, values, Want::Nothing);
    }
    void ask(const char *sql, const std::vector<bench::FloorValue> &values) override {
        send(sql, values, Want::Row);
    }
    std::vector<Row> wait() override {
        if (PQpipelineSync(m_connection) != 1) {
            fail();
        }
        std::vector<Row> rows;
        for (; !m_wants.empty(); m_wants.pop_front()) {
            readOne(m_wants.front(), rows);
        }
        const Result sync(PQgetResult(m_connection));
        if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) {
            fail();
        }
        return rows;
    }

private:
    enum class Want : std::uint8_t { Nothing, Row };

    [[noreturn]] void fail() const { throw std::runtime_error(PQerrorMessage(m_connection)); }

    const std::string &prepared(const char *sql) {
        auto &name = m_names[sql];
        if (name.empty()) {
            name = "s" + std::to_string(m_names.size());
            if (PQsendPrepare(m_connection, name.c_str(), sql, 0, nullptr) != 1) {
                fail();
            }
            m_wants.push_back(Want::Nothing);
        }
        return name;
    }

    void send(const char *sql, const std::vector<bench::FloorValue> &values, Want want) {
        const auto &name = prepared(sql);
        using Kind = bench::FloorValue::Kind;
        std::vector<const char *> texts;
        std::vector<int> lengths;
        std::vector<int> formats;
        for (const auto &value : values) {
            texts.push_back(value.kind == Kind::Null ? nullptr : value.text.c_str());
            lengths.push_back(static_cast<int>(value.text.size()));
            formats.push_back(value.kind == Kind::Blob ? 1 : 0);
        }
        if (PQsendQueryPrepared(m_connection, name.c_str(), static_cast<int>(texts.size()), texts.data(),
                                lengths.data(), formats.data(), 0) != 1) {
            fail();
        }
        m_wants.push_back(want);
    }

    void readOne(Want want, std::vector<Row> &rows) {
        const Result result(PQgetResult(m_connection));
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            fail();
        }
        if (want == Want::Row) {
            rows.emplace_back();
            for (int column = 0; PQntuples(result.get()) > 0 && column < PQnfields(result.get()); ++column) {
                rows.back().emplace_back(PQgetvalue(result.get(), 0, column));
            }
        }
        const Result end(PQgetResult(m_connection)); // a null pointer ends each statement's results
    }

    PGconn *m_connection;
    std::map<const char *, std::string> m_names;
    std::deque<Want> m_wants;
};

} // namespace

int main(int argc, char **argv) try {
    if (argc != 5) {
        return 2;
    }
    const auto places = bench::placesIn(argv[2]);
    bench::runLoad(std::stoi(argv[3]), std::stoi(argv[4]), [&](int client) -> bench::Job {
        const auto index = static_cast<std::size_t>(client);
        auto link = std::make_shared<PostgresFloor>(argv[1]);
        auto random = std::make_shared<std::mt19937_64>(std::random_device{}());
        return [link, random, place = places[index % places.size()], lock = static_cast<int>(index)] {
            link->post("BEGIN", {});
            link->post("SELECT pg_advisory_xact_lock($1)", {bench::number(lock)});
            bench::bookDirectly(*link, place, *random);
            link->post("COMMIT", {});
            link->wait();
        };
    });
    return 0;
} catch (const std::exception &failure) {
    std::fprintf(stderr, "floor_hub_postgres: %s\n", failure.what());
    return 1;
}
