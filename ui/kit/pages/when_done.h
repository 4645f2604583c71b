// The end of every asynchronous call from a window: value, error and cancellation in one place.
#pragma once

#include "services/types.h"

#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace ui {

/// Runs `onValue(value)` or `onError(error)` in `context`'s thread; nothing once `context` is gone.
/// A future that was cancelled gives ErrorKind::Cancelled.
template <class T, class OnValue, class OnError>
void whenDone(const services::Async<T> &future, QObject *context, OnValue onValue, OnError onError) {
    // A watcher, not then(context, ...): Qt 6.4 asserts when a future finishes after its context is gone, and
    // windows close while calls are under way.
    using Watcher = QFutureWatcher<domain::Result<T>>;
    auto *watcher = new Watcher(context);
    QObject::connect(watcher, &Watcher::finished, context,
                     [watcher, onValue = std::move(onValue), onError = std::move(onError)] {
                         watcher->deleteLater();
                         const auto done = watcher->future();
                         if (done.isCanceled() || done.resultCount() == 0) {
                             onError(domain::Error{.kind = domain::ErrorKind::Cancelled});
                             return;
                         }
                         const domain::Result<T> result = done.result();
                         if (!result) {
                             onError(result.error());
                         } else if constexpr (std::is_void_v<T>) {
                             onValue();
                         } else {
                             onValue(*result);
                         }
                     });
    watcher->setFuture(future);
}

} // namespace ui
