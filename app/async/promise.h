// Starts an asynchronous call: the worker holds a promise,
// the caller holds a future.
#pragma once

#include "domain/result.h"

#include <QFuture>
#include <QPromise>

#include <cassert>
#include <memory>
#include <utility>

namespace async {

/// It may be copied into callbacks. If all copies are destroyed without a result, the future is cancelled.
template <class T> class Promise {
public:
    Promise() : m_promise(std::make_shared<QPromise<domain::Result<T>>>()) { m_promise->start(); }
    [[nodiscard]] QFuture<domain::Result<T>> future() const { return m_promise->future(); }
    /// Once: the second result would go nowhere.
    void give(domain::Result<T> result) const {
        assert(!m_promise->future().isFinished() && "a call is answered once");
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<domain::Result<T>>> m_promise;
};

/// A future that is finished from the start.
template <class T> [[nodiscard]] QFuture<domain::Result<T>> readyFuture(domain::Result<T> result) {
    return QtFuture::makeReadyFuture(std::move(result));
}

} // namespace async
