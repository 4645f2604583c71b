#include "desk/proxies/data_thread.h"

namespace services {
namespace {

constexpr unsigned long longestGoodbyeMs = 2'000;

} // namespace

DataThread::DataThread(CoreOptions options, const QString &deviceId)
    : m_thread(std::make_unique<QThread>()), m_receiver(new QObject),
      m_inside(std::make_shared<std::unique_ptr<DataThreadObjects>>()) {
    qRegisterMetaType<services::AccountState>();
    qRegisterMetaType<services::SyncState>();
    qRegisterMetaType<QList<services::EntityKey>>();
    m_thread->setObjectName(QStringLiteral("data"));
    m_receiver->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_receiver, &QObject::deleteLater);
    m_thread->start();
    QMetaObject::invokeMethod(
        m_receiver,
        [this, inside = m_inside, options = std::move(options), deviceId] {
            *inside = std::make_unique<DataThreadObjects>(options, deviceId);
            wire(**inside);
        },
        Qt::QueuedConnection);
}

/// Connects the data thread's signals; they arrive here as queued copies.
void DataThread::wire(DataThreadObjects &inhabitants) {
    connect(&inhabitants.flow, &AccountStateMachine::stateChanged, this, &DataThread::accountChanged);
    connect(&inhabitants.core.notes(), &ChangeCollector::changed, this, &DataThread::recordsChanged);
    connect(&inhabitants.core.notes(), &ChangeCollector::stateChanged, this, &DataThread::syncChanged);
}

DataThread::~DataThread() {
    QMetaObject::invokeMethod(
        m_receiver,
        [inside = m_inside, thread = m_thread.get()] {
            inside->reset();
            thread->quit();
        },
        Qt::QueuedConnection);
    if (!m_thread->wait(longestGoodbyeMs)) {
        // Destroying a running QThread aborts the program. Its data is safe on disk, so the thread may be
        // left behind.
        static_cast<void>(m_thread.release());
    }
}

void DataThread::post(std::function<void(DataCore &, AccountStateMachine &)> job) {
    QMetaObject::invokeMethod(
        m_receiver,
        [inside = m_inside, job = std::move(job)] {
            if (*inside) {
                job((*inside)->core, (*inside)->flow);
            }
        },
        Qt::QueuedConnection);
}

} // namespace services
