#include "models/reservation_list_model.h"

#include "models/row_words.h"
#include "prompt/when_done.h"
#include "prompt/words.h"

#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ui {

namespace {

// A page that fills a tall window twice; larger ones would be felt while scrolling.
constexpr std::size_t pageRows = 200;
// Beyond this many single steps one relayout is cheaper for the views.
constexpr int singleSteps = 64;
// The window is cut back to the rows near the eye when it has grown to this.
constexpr std::size_t windowRows = 5'000;

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
    : QAbstractTableModel(parent), m_reservations(reservations) {
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

domain::ReservationId ReservationListModel::idAt(int row) const {
    return row >= 0 && row < static_cast<int>(m_ids.size()) ? m_ids[static_cast<std::size_t>(row)]
                                                            : domain::ReservationId();
}

int ReservationListModel::rowOf(domain::ReservationId id) const {
    const auto found = m_rowOf.find(id);
    return found == m_rowOf.end() ? -1 : found->second;
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

int ReservationListModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int ReservationListModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReservationListModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid() || index.row() >= static_cast<int>(m_ids.size())) {
        return {};
    }
    const auto id = m_ids[static_cast<std::size_t>(index.row())];
    if (role == IdRole) {
        return toQString(id.text());
    }
    const auto found = m_rows.find(id);
    if ((found == m_rows.end() || m_stale.contains(id)) && (role == Qt::DisplayRole || role == RowRole)) {
        want(id);
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
        return row.openMinutesLeft ? remainingText(*row.openMinutesLeft) : QString();
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
    if (!m_ids.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void ReservationListModel::onChanged(const QList<services::EntityKey> &keys) {
    bool concerns = keys.isEmpty();
    for (const auto &key : keys) {
        if (key.kind == domain::RecordKind::Reservation) {
            concerns = true;
            if (const auto id = domain::ReservationId::parse(key.id)) {
                m_stale.insert(*id);
            }
        } else if (key.kind == domain::RecordKind::Slot) {
            concerns = true;
            for (const auto &[id, row] : m_rows) { // its date and time are part of the row
                if (row.reservation.slotId.text() == key.id) {
                    m_stale.insert(id);
                }
            }
        }
    }
    if (concerns) {
        askSoon();
    }
}

void ReservationListModel::askSoon() {
    if (m_awake) {
        m_ask.start(0);
    } else {
        m_missedChanges = true;
    }
}

void ReservationListModel::askForIds() {
    const auto question = ++m_question;
    whenDone(
        m_reservations.ids(m_filter), this, [this, question](const Ids &ids) { takeIds(ids, question); },
        [this](const domain::Error &error) { Q_EMIT failed(error); });
}

void ReservationListModel::takeIds(const Ids &ids, quint64 question) {
    if (question != m_question) {
        return; // an answer to a filter that is no longer asked for
    }
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
        if (m_rowOf.contains(*id)) {
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
                want(id);
            }
        }
        return;
    }
    Q_EMIT dataChanged(index(0, 0),
                       index(rowCount() - 1, ColumnCount - 1)); // the views ask for what they show
}

void ReservationListModel::reload(const Ids &ids) {
    beginResetModel();
    m_ids = ids;
    indexRows();
    endResetModel();
}

void ReservationListModel::adopt(const Ids &ids) {
    if (ids == m_ids) {
        return;
    }
    const IdSet wanted(ids.begin(), ids.end());
    if (isFewSteps(ids, wanted)) {
        adoptStepwise(ids, wanted);
    } else {
        adoptAtOnce(ids, wanted);
    }
    indexRows();
}

// Counts removed ranges, new rows and rows that stand elsewhere among those that stay.
bool ReservationListModel::isFewSteps(const Ids &ids, const IdSet &wanted) const {
    int steps = 0;
    bool before = true;
    Ids kept;
    kept.reserve(m_ids.size());
    for (const auto id : m_ids) {
        const bool stays = wanted.contains(id);
        steps += !stays && before ? 1 : 0;
        before = stays;
        if (stays) {
            kept.push_back(id);
        }
    }
    steps += static_cast<int>(ids.size() - kept.size());
    auto place = kept.begin();
    for (auto id = ids.begin(); id != ids.end() && steps <= singleSteps; ++id) {
        if (place != kept.end() && *place == *id) {
            ++place;
        } else if (m_rowOf.contains(*id)) {
            ++steps;
        }
    }
    return steps <= singleSteps;
}

void ReservationListModel::adoptStepwise(const Ids &ids, const IdSet &wanted) {
    removeMissing(wanted);
    for (std::size_t at = 0; at < ids.size(); ++at) {
        if (at < m_ids.size() && m_ids[at] == ids[at]) {
            continue;
        }
        const auto row = static_cast<int>(at);
        const auto found = std::find(m_ids.begin() + row, m_ids.end(), ids[at]);
        if (found == m_ids.end()) {
            beginInsertRows({}, row, row);
            m_ids.insert(m_ids.begin() + row, ids[at]);
            endInsertRows();
        } else {
            const auto from = static_cast<int>(found - m_ids.begin());
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_ids.begin() + row, m_ids.begin() + from, m_ids.begin() + from + 1);
            endMoveRows();
        }
    }
}

void ReservationListModel::removeMissing(const IdSet &wanted) {
    int last = static_cast<int>(m_ids.size()) - 1;
    while (last >= 0) {
        if (wanted.contains(m_ids[static_cast<std::size_t>(last)])) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !wanted.contains(m_ids[static_cast<std::size_t>(first) - 1])) {
            --first;
        }
        beginRemoveRows({}, first, last);
        m_ids.erase(m_ids.begin() + first, m_ids.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
}

// Many rows at once: what goes moves to the end and goes in one step, what is new comes in one step, and one
// relayout puts all in order. Still no reset; what is selected stays selected.
void ReservationListModel::adoptAtOnce(const Ids &ids, const IdSet &wanted) {
    Ids parted = m_ids;
    const auto gone =
        std::stable_partition(parted.begin(), parted.end(), [&](auto id) { return wanted.contains(id); });
    const auto kept = static_cast<int>(gone - parted.begin());
    if (kept < rowCount()) {
        reorder(parted);
        beginRemoveRows({}, kept, rowCount() - 1);
        m_ids.resize(static_cast<std::size_t>(kept));
        endRemoveRows();
    }
    if (const auto more = static_cast<int>(ids.size()) - kept; more > 0) {
        const IdSet have(m_ids.begin(), m_ids.end());
        beginInsertRows({}, kept, kept + more - 1);
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(m_ids),
                     [&](auto id) { return !have.contains(id); });
        endInsertRows();
    }
    reorder(ids);
}

void ReservationListModel::reorder(const Ids &ids) {
    if (ids == m_ids) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const auto before = persistentIndexList();
    Ids meant;
    for (const auto &index : before) {
        meant.push_back(idAt(index.row()));
    }
    m_ids = ids;
    indexRows();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        after.append(index(rowOf(meant[static_cast<std::size_t>(i)]), before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void ReservationListModel::indexRows() {
    m_rowOf.clear();
    m_rowOf.reserve(m_ids.size());
    for (std::size_t at = 0; at < m_ids.size(); ++at) {
        m_rowOf.emplace(m_ids[at], static_cast<int>(at));
    }
}

void ReservationListModel::want(domain::ReservationId id) const {
    m_missing.push_back(id);
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
    IdSet seen;
    for (auto id = m_missing.rbegin(); id != m_missing.rend() && wanted.size() < pageRows; ++id) {
        if (seen.insert(*id).second) {
            wanted.push_back(*id);
            m_stale.erase(*id); // what changes from here on makes it stale again
        }
    }
    m_missing.clear();
    m_fetching = true;
    whenDone(
        m_reservations.rows(wanted), this,
        [this](const std::vector<services::ReservationRow> &rows) { takeRows(rows); },
        [this](const domain::Error &error) {
            m_fetching = false;
            Q_EMIT failed(error);
        });
}

void ReservationListModel::takeRows(const std::vector<services::ReservationRow> &rows) {
    m_fetching = false;
    shrinkWindow(rows);
    std::vector<int> changed;
    for (const auto &row : rows) {
        m_rows.insert_or_assign(row.reservation.id, row);
        if (const int at = rowOf(row.reservation.id); at >= 0) {
            changed.push_back(at);
        }
        if (m_stale.contains(row.reservation.id)) {
            want(row.reservation.id); // it changed while this was on its way
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
