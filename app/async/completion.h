// Completes an asynchronous call: runs a function with its result, but never after the context was destroyed.
//
// QFuture::then(context, ...) of Qt 6.4 asserts if the context was destroyed first, so it is not used here.
#pragma once

#include "domain/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPointer>

#include <utility>

namespace async {

/// Calls `done(Result<T>)` in the context's thread from its event loop. A future that was cancelled or ended
/// without a result gives Cancelled. The future may be of any thread.
template <class T, class Done>
void whenReady(const QFuture<domain::Result<T>> &future, QObject *context, Done done) {
    using Watcher = QFutureWatcher<domain::Result<T>>;
    auto *watcher = new Watcher(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         const QFuture<domain::Result<T>> finished = watcher->future();
                         if (finished.isCanceled() || finished.resultCount() == 0) {
                             done(domain::Result<T>(domain::fail(domain::ErrorKind::Cancelled, "cancelled")));
                         } else {
                             done(finished.resultAt(0));
                         }
                     });
    watcher->setFuture(future);
}

/// Like whenReady(), but calls `done` as soon as the future finishes, without a turn of the event loop. Only
/// for futures that finish in the context's own thread.
template <class T, class Done>
void whenFinished(QFuture<domain::Result<T>> future, QObject *context, Done done) {
    const QPointer<QObject> guard(context);
    future
        .then([guard, done](const domain::Result<T> &result) mutable {
            if (guard) {
                done(result);
            }
        })
        .onCanceled([guard, done]() mutable {
            if (guard) {
                done(domain::Result<T>(domain::fail(domain::ErrorKind::Cancelled, "cancelled")));
            }
        });
}

/// Calls `act()` in the context's thread once whoever holds the future has cancelled it, or cancelled it
/// before. The promise is still to be finished by who holds it.
template <class T, class Act>
void whenCancelled(const QFuture<domain::Result<T>> &future, QObject *context, Act act) {
    using Watcher = QFutureWatcher<domain::Result<T>>;
    auto *watcher = new Watcher(context);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, context, std::move(act));
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(future);
}

} // namespace async
