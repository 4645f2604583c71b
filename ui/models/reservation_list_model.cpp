#include "models/reservation_list_model.h"

#include "prompt/when_done.h"
#include "prompt/words.h"

#include <QStringList>

#include <algorithm>
#include <unordered_set>

namespace ui {

namespace {

// A page that fills a tall window twice; larger ones would be felt while scrolling.
constexpr std::size_t pageRows = 200;
// Beyond this many differing rows one relayout is cheaper for the views than single moves.
constexpr int singleSteps = 64;
// The window is emptied when it has grown to this; what is visible comes back with one page.
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
    askForIds();
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
        m_stale[id] = true;
    }
    m_ask.start(0);
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
    if (found == m_rows.end()) {
        if (role == Qt::DisplayRole || role == RowRole) {
            m_missing.push_back(id);
            m_fetch.start(0);
        }
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    }
    if (role == RowRole) {
        return QVariant::fromValue(found->second);
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
                m_stale[*id] = true;
            }
        } else if (key.kind == domain::RecordKind::Slot) {
            concerns = true;
            for (const auto &[id, row] : m_rows) { // its date and time are part of the row
                if (row.reservation.slotId.text() == key.id) {
                    m_stale[id] = true;
                }
            }
        }
    }
    if (concerns) {
        m_ask.start(0);
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
    if (m_loaded) {
        adopt(ids);
    } else {
        reload(ids);
    }
    for (const auto &[id, stale] : m_stale) {
        if (m_rows.contains(id)) {
            m_missing.push_back(id);
        }
    }
    m_stale.clear();
    m_fetch.start(0);
    Q_EMIT loaded();
}

void ReservationListModel::reload(const Ids &ids) {
    beginResetModel();
    m_ids = ids;
    indexRows();
    m_loaded = true;
    endResetModel();
}

void ReservationListModel::adopt(const Ids &ids) {
    if (ids == m_ids) {
        return;
    }
    removeMissing(ids);
    int steps = 0;
    for (std::size_t at = 0; at < ids.size(); ++at) {
        if (at < m_ids.size() && m_ids[at] == ids[at]) {
            continue;
        }
        if (++steps > singleSteps) {
            relayout(ids);
            return;
        }
        const auto row = static_cast<int>(at);
        const auto found = std::find(m_ids.begin() + static_cast<std::ptrdiff_t>(at), m_ids.end(), ids[at]);
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
    indexRows();
}

void ReservationListModel::removeMissing(const Ids &ids) {
    const std::unordered_set<domain::ReservationId> wanted(ids.begin(), ids.end());
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
    indexRows();
}

// Many rows at once: still no reset; what is selected stays selected.
void ReservationListModel::relayout(const Ids &ids) {
    const auto more = ids.size() - m_ids.size();
    if (more > 0) { // new ones to the end first, so that the relayout only orders
        std::unordered_set<domain::ReservationId> have(m_ids.begin(), m_ids.end());
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(more) - 1);
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(m_ids),
                     [&](auto id) { return !have.contains(id); });
        endInsertRows();
    }
    Q_EMIT layoutAboutToBeChanged();
    const auto before = persistentIndexList();
    std::vector<domain::ReservationId> meant;
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

void ReservationListModel::fetchMissing() {
    if (m_fetching || m_missing.empty()) {
        return;
    }
    // The newest wishes are what is on screen now.
    Ids wanted;
    std::unordered_set<domain::ReservationId> seen;
    for (auto id = m_missing.rbegin(); id != m_missing.rend() && wanted.size() < pageRows; ++id) {
        if (seen.insert(*id).second) {
            wanted.push_back(*id);
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
    if (m_rows.size() > windowRows) {
        m_rows.clear();
    }
    for (const auto &row : rows) {
        m_rows.insert_or_assign(row.reservation.id, row);
        if (const int at = rowOf(row.reservation.id); at >= 0) {
            Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
        }
    }
    if (!m_missing.empty()) {
        m_fetch.start(0);
    }
}

} // namespace ui
