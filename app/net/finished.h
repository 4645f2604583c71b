// The ends of futures: one that is done from the start, and what to do when one is done or was dropped.
#pragma once

#include "domain/result.h"

#include <QFuture>
#include <QObject>

namespace net {

template <class T> [[nodiscard]] QFuture<domain::Result<T>> readyResult(domain::Result<T> result) {
    return QtFuture::makeReadyFuture(std::move(result));
}

/// Calls `handler(const Result<T> &)` once, in the context's thread; a future that was dropped without an
/// answer counts as Cancelled. Nothing is called after the context is gone.
template <class T, class Handler>
void whenFinished(QFuture<domain::Result<T>> future, QObject *context, Handler handler) {
    future.then(context, [handler](const domain::Result<T> &result) mutable { handler(result); })
        .onCanceled(context, [handler]() mutable {
            handler(domain::Result<T>(domain::fail(domain::ErrorKind::Cancelled, "cancelled")));
        });
}

} // namespace net
