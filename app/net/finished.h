// The ends of futures: one that is done from the start, and what to do when one is done or was dropped.
#pragma once

#include "domain/result.h"

#include <QFuture>
#include <QObject>
#include <QPointer>

namespace net {

template <class T> [[nodiscard]] QFuture<domain::Result<T>> readyResult(domain::Result<T> result) {
    return QtFuture::makeReadyFuture(std::move(result));
}

/// Calls `handler(const Result<T> &)` once, unless the context is gone by then; a future that was dropped
/// without an answer counts as Cancelled. For futures that finish in the context's own thread.
/// (`QFuture::then` with a context must not be used where the context may go first: Qt 6.4 asserts that it is
/// there.)
template <class T, class Handler>
void whenFinished(QFuture<domain::Result<T>> future, QObject *context, Handler handler) {
    const QPointer<QObject> guard(context);
    future
        .then([guard, handler](const domain::Result<T> &result) mutable {
            if (guard)
                handler(result);
        })
        .onCanceled([guard, handler]() mutable {
            if (guard)
                handler(domain::Result<T>(domain::fail(domain::ErrorKind::Cancelled, "cancelled")));
        });
}

} // namespace net
