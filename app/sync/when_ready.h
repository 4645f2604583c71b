// The end of a request: runs in the context's thread, from its event loop, and never once the context is
// gone.
//
// (QFuture::then(context, ...) of Qt 6.4 fails where the context was destroyed first; a watcher that belongs
// to the context cannot outlive it.)
#pragma once

#include "net/hub_api.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

namespace syncing {

using Answer = domain::Result<net::ApiResponse>;

/// Calls done(Answer); a future that ended without a result gives Cancelled.
template <class Done> void whenReady(const QFuture<Answer> &future, QObject *context, Done done) {
    auto *watcher = new QFutureWatcher<Answer>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        const QFuture<Answer> finished = watcher->future();
        if (finished.isCanceled() || finished.resultCount() == 0)
            done(Answer(domain::fail(domain::ErrorKind::Cancelled, "cancelled")));
        else
            done(finished.resultAt(0));
    });
    watcher->setFuture(future);
}

} // namespace syncing
