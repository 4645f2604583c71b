// The end of an asynchronous call inside services: runs in the context's thread, and never once the context
// is gone.
//
// QFuture::then(context, ...) of Qt 6.4 asserts when the context was destroyed first; a watcher that belongs
// to the context cannot outlive it.
#pragma once

#include "domain/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>
#include <utility>

namespace services {

/// `done(Result<T>)`; a future that ended without a result gives Cancelled.
template <class T, class Done>
void whenReady(const QFuture<domain::Result<T>> &future, QObject *context, Done done) {
    auto *watcher = new QFutureWatcher<domain::Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         const QFuture<domain::Result<T>> finished = watcher->future();
                         if (finished.resultCount() == 0) {
                             done(domain::Result<T>(domain::fail(domain::ErrorKind::Cancelled)));
                         } else {
                             done(finished.resultAt(0));
                         }
                     });
    watcher->setFuture(future);
}

/// A promise that may be copied into callbacks; a promise that is dropped cancels its future.
template <class T> class Answer {
public:
    Answer() : m_promise(std::make_shared<QPromise<domain::Result<T>>>()) { m_promise->start(); }
    [[nodiscard]] QFuture<domain::Result<T>> future() const { return m_promise->future(); }
    void give(domain::Result<T> result) const {
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<domain::Result<T>>> m_promise;
};

template <class T> QFuture<domain::Result<T>> readyFuture(domain::Result<T> result) {
    Answer<T> answer;
    answer.give(std::move(result));
    return answer.future();
}

} // namespace services
