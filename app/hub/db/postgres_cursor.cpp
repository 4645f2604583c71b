#include "hub/db/postgres_cursor.h"

namespace hub {
namespace {

using domain::Result;

/// The first number of rows per fetch. It is small because most feeds are short.
constexpr int firstPortion = 64;
constexpr int largestPortion = 1024;

class StreamedRows final : public Rows {
public:
    StreamedRows(PostgresLink &link, std::string cursor) : m_link(link), m_cursor(std::move(cursor)) {}
    Result<bool> next() override {
        for (;;) {
            if (m_rows) {
                if (auto more = m_rows->next(); !more || *more) {
                    return more;
                }
                if (m_isLast) {
                    return false;
                }
            }
            auto portion = m_link.fetch(m_cursor, m_portion);
            if (!portion) {
                return domain::passOn(portion);
            }
            m_isLast = PQntuples(portion->get()) < m_portion;
            m_portion = std::min(m_portion * 4, largestPortion);
            m_rows = std::make_unique<PostgresRows>(std::move(*portion));
        }
    }
    [[nodiscard]] std::int64_t integer(int column) const override { return m_rows->integer(column); }
    [[nodiscard]] std::string_view text(int column) const override { return m_rows->text(column); }
    [[nodiscard]] bool isNull(int column) const override { return m_rows->isNull(column); }

private:
    PostgresLink &m_link;
    std::string m_cursor;
    std::unique_ptr<PostgresRows> m_rows;
    int m_portion = firstPortion;
    bool m_isLast = false;
};

} // namespace

std::unique_ptr<Rows> rowsOfCursor(PostgresLink &link, std::string cursor) {
    return std::make_unique<StreamedRows>(link, std::move(cursor));
}

} // namespace hub
