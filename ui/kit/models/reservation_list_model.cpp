#include "kit/models/reservation_list_model.h"

#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/row_text.h"

#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ui {

namespace {

// A page that fills a tall window twice; larger ones would be felt while scrolling.
constexpr std::size_t pageRows = 200;
// The window is cut back to the rows near the eye when it has grown to this.
constexpr std::size_t windowRows = 5'000;
// Of a prepared list, so that its first paint finds them.
constexpr std::size_t firstRows = 16;
// The front of a prepared list that is longer, and how long the rest waits for its first paint.
constexpr std::size_t frontIds = 200;
constexpr std::chrono::milliseconds restAfterFront{100};
// While changes come one after the other the list leaves the store to them for this many times as long as its
// question took, and no longer than anybody would notice.
constexpr int restFactor = 4;
constexpr std::chrono::milliseconds longestRest{500};

QString childNames(const services::ReservationRow &row) {
    if (!row.reservation.personal) {
        return {};
    }
    QStringList names;
    for (const auto &child : row.reservation.personal->children) {
        names.append(toQString(child.name.empty() ? child.kana : child.name));
    }
    return names.join(QStringLiteral("、"));
}

} // namespace

ReservationListModel::ReservationListModel(services::Reservations &reservations, QObject *parent)
    : IdListModel(parent), m_reservations(reservations) {
    m_fetch.setSingleShot(true);
    m_ask.setSingleShot(true);
    connect(&m_fetch, &QTimer::timeout, this, &ReservationListModel::fetchMissing);
    connect(&m_ask, &QTimer::timeout, this, &ReservationListModel::askForIds);
    connect(&reservations, &services::Reservations::changed, this, &ReservationListModel::onChanged);
}

void ReservationListModel::setFilter(const services::ReservationFilter &filter) {
    m_filter = filter;
    m_loaded = false;
    ++m_question; // what is under way answers the old filter
    if (m_awake) {
        askForIds();
    } else {
        m_missedChanges = true;
    }
}

void ReservationListModel::setAwake(bool awake) {
    m_awake = awake;
    if (awake && std::exchange(m_missedChanges, false)) {
        m_ask.start(0);
    }
}

void ReservationListModel::prepare() {
    m_awake = true;
    m_isToBeSeen = true;
    if (std::exchange(m_missedChanges, false)) {
        askForIds();
    }
}

const services::ReservationRow *ReservationListModel::rowAt(int row) const {
    const auto found = m_rows.find(idAt(row));
    return found == m_rows.end() ? nullptr : &found->second;
}

void ReservationListModel::refresh() {
    for (const auto &[id, row] : m_rows) {
        m_stale.insert(id);
    }
    askSoon();
}

int ReservationListModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReservationListModel::data(const QModelIndex &index, int role) const {
    const auto id = index.isValid() ? idAt(index.row()) : domain::ReservationId();
    if (id.isNull()) {
        return {};
    }
    if (role == IdRole) {
        return toQString(id.text());
    }
    const auto found = m_rows.find(id);
    if ((found == m_rows.end() || m_stale.contains(id)) && (role == Qt::DisplayRole || role == RowRole)) {
        want(id, index.row());
    }
    if (found == m_rows.end()) {
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    }
    if (role == RowRole) {
        return QVariant::fromValue(found->second);
    }
    if (role == Qt::AccessibleTextRole && index.column() == Children) {
        return spokenText(found->second); // in the lists of the day this is all that is heard of a row
    }
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        return text(found->second, index.column());
    }
    return {};
}

QString ReservationListModel::text(const services::ReservationRow &row, int column) const {
    const auto &reservation = row.reservation;
    switch (column) {
    case State:
        return row.pending.state == services::Pending::None
                   ? statusText(reservation.status)
                   : statusText(reservation.status) + u'　' + pendingText(row.pending);
    case Date:
        return dateText(row.date);
    case Time:
        return timeText(row.start);
    case Children:
        return childNames(row);
    case Classes:
        return ageClassesText(reservation.ageClasses);
    case Guardian:
        return reservation.personal ? toQString(reservation.personal->guardian.name) : QString();
    case Remaining:
        return urgencyPill(row).text;
    case Channel:
        return channelText(reservation.channel);
    default:
        return {};
    }
}

QVariant ReservationListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case State:
        return tr("State");
    case Date:
        return tr("Date");
    case Time:
        return tr("Time");
    case Children:
        return tr("Child");
    case Classes:
        return tr("Class");
    case Guardian:
        return tr("Guardian");
    case Remaining:
        return tr("Answer due");
    case Channel:
        return tr("Booked by");
    default:
        return {};
    }
}

void ReservationListModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void ReservationListModel::onChanged(const services::ReservationsChanged &what) {
    m_stale.insert(what.ids.begin(), what.ids.end());
    if (what.calendars || !what.slotIds.empty()) {
        for (const auto &[id, row] : m_rows) { // the slot's date and time are a part of the row
            if (what.calendars || what.slotIds.contains(row.reservation.slotId)) {
                m_stale.insert(id);
            }
        }
    }
    askSoon();
}

void ReservationListModel::askSoon() {
    if (!m_awake) {
        m_missedChanges = true;
    } else if (m_underWay > 0) {
        m_askAgain = true;
    } else if (!m_ask.isActive()) {
        m_ask.start(restLeft());
    }
}

std::chrono::milliseconds ReservationListModel::restLeft() const {
    using std::chrono::milliseconds;
    if (!m_sinceAnswer.isValid()) {
        return milliseconds(0);
    }
    return std::max(m_rest - milliseconds(m_sinceAnswer.elapsed()), milliseconds(0));
}

void ReservationListModel::askForIds() {
    const auto question = ++m_question;
    ++m_underWay;
    m_ask.stop();
    m_asked.start();
    auto asked = m_filter;
    const bool isFront = m_isToBeSeen && !m_everLoaded;
    if (isFront) {
        asked.most = static_cast<int>(frontIds);
    }
    whenDone(
        m_reservations.ids(asked), this,
        [this, question, isFront](const Ids &ids) {
            answered();
            if (isFront && ids.size() >= frontIds) {
                takeFront(ids, question);
            } else {
                takeIds(ids, question);
            }
        },
        [this](const domain::Error &error) {
            answered();
            Q_EMIT failed(error);
        });
}

void ReservationListModel::answered() {
    m_rest = std::min(restFactor * std::chrono::milliseconds(m_asked.elapsed()), longestRest);
    m_sinceAnswer.start();
    if (--m_underWay == 0 && std::exchange(m_askAgain, false)) {
        askSoon();
    }
}

void ReservationListModel::takeFront(const Ids &ids, quint64 question) {
    if (question != m_question) {
        return;
    }
    m_everLoaded = true;
    m_isFrontOnly = true;
    m_loaded = true;
    reload(ids);
    m_ask.start(restAfterFront);
    Q_EMIT loaded();
}

std::optional<int> ReservationListModel::total() const {
    return m_isFrontOnly ? std::nullopt : std::optional(rowCount());
}

void ReservationListModel::takeIds(const Ids &ids, quint64 question) {
    if (question != m_question) {
        return; // an answer to a filter that is no longer asked for
    }
    m_isFrontOnly = false;
    if (std::exchange(m_everLoaded, true)) {
        adopt(ids);
    } else {
        reload(ids);
    }
    m_loaded = true;
    refetchStale();
    Q_EMIT loaded();
}

// A page of stale rows at once, so that what is on screen is among them; the others when they are looked at.
void ReservationListModel::refetchStale() {
    for (auto id = m_stale.begin(); id != m_stale.end();) {
        if (places().contains(*id)) {
            ++id;
        } else {
            m_rows.erase(*id); // from an earlier filter: not worth keeping true
            id = m_stale.erase(id);
        }
    }
    if (m_stale.empty()) {
        return;
    }
    if (m_stale.size() <= pageRows) {
        for (const auto id : m_stale) {
            if (m_rows.contains(id)) {
                want(id, rowOf(id));
            }
        }
        return;
    }
    Q_EMIT dataChanged(index(0, 0),
                       index(rowCount() - 1, ColumnCount - 1)); // the views ask for what they show
}

void ReservationListModel::reload(const Ids &ids) {
    replaceAll(ids);
    if (m_isToBeSeen) {
        for (std::size_t at = 0; at < std::min(ids.size(), firstRows); ++at) {
            want(ids[at], static_cast<int>(at));
        }
        fetchMissing();
    }
}

void ReservationListModel::want(domain::ReservationId id, int row) const {
    m_missing.emplace_back(id, row);
    if (!m_fetch.isActive()) {
        m_fetch.start(0);
    }
}

void ReservationListModel::fetchMissing() {
    if (m_fetching || m_missing.empty()) {
        return;
    }
    // The newest wishes are what is on screen now; older ones are asked for again when they are painted.
    Ids wanted;
    Places asked;
    for (auto wish = m_missing.rbegin(); wish != m_missing.rend() && wanted.size() < pageRows; ++wish) {
        if (asked.insert(*wish).second) {
            wanted.push_back(wish->first);
            m_stale.erase(wish->first); // what changes from here on makes it stale again
        }
    }
    m_missing.clear();
    m_fetching = true;
    whenDone(
        m_reservations.rows(wanted), this,
        [this, asked = std::move(asked)](const std::vector<services::ReservationRow> &rows) {
            takeRows(rows, asked);
        },
        [this](const domain::Error &error) {
            m_fetching = false;
            Q_EMIT failed(error);
        });
}

/// `asked` says where each row stood; mostly it still stands there.
void ReservationListModel::takeRows(const std::vector<services::ReservationRow> &rows, const Places &asked) {
    m_fetching = false;
    shrinkWindow(rows);
    std::vector<int> changed;
    for (const auto &row : rows) {
        const auto id = row.reservation.id;
        m_rows.insert_or_assign(id, row);
        const auto then = asked.find(id);
        const int at = then != asked.end() && idAt(then->second) == id ? then->second : rowOf(id);
        if (at >= 0) {
            changed.push_back(at);
        }
        if (m_stale.contains(id)) {
            want(id, at); // it changed while this was on its way
        }
    }
    tellRows(std::move(changed));
    if (!m_missing.empty()) {
        m_fetch.start(0);
    }
}

// One signal for each run of neighbours.
void ReservationListModel::tellRows(std::vector<int> rows) {
    std::sort(rows.begin(), rows.end());
    for (std::size_t i = 0; i < rows.size();) {
        auto last = i;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) {
            ++last;
        }
        Q_EMIT dataChanged(index(rows[i], 0), index(rows[last], ColumnCount - 1));
        i = last + 1;
    }
}

// Keeps what lies near the rows that have just come: the eye is there.
void ReservationListModel::shrinkWindow(const std::vector<services::ReservationRow> &newest) {
    if (m_rows.size() <= windowRows || newest.empty()) {
        return;
    }
    const int here = std::max(0, rowOf(newest.front().reservation.id));
    for (auto row = m_rows.begin(); row != m_rows.end();) {
        const int at = rowOf(row->first);
        const bool near = at >= 0 && std::abs(at - here) <= static_cast<int>(windowRows / 4);
        row = near ? std::next(row) : m_rows.erase(row);
    }
}

} // namespace ui
