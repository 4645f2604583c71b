// The end of every asynchronous call from a window: value, error and cancellation in one place.
#pragma once

#include "async/completion.h"
#include "services/types.h"

#include <QObject>

#include <type_traits>
#include <utility>

namespace ui {

/// Runs `onValue(value)` or `onError(error)` in `context`'s thread; nothing once `context` is gone.
/// A future that was cancelled gives ErrorKind::Cancelled.
template <class T, class OnValue, class OnError>
void whenDone(const services::Async<T> &future, QObject *context, OnValue onValue, OnError onError) {
    async::whenReady(
        future, context,
        [onValue = std::move(onValue), onError = std::move(onError)](const domain::Result<T> &result) {
            if (!result) {
                onError(result.error());
            } else if constexpr (std::is_void_v<T>) {
                onValue();
            } else {
                onValue(*result);
            }
        });
}

} // namespace ui
