// The end of every asynchronous call from a window: value, error and cancellation in one place.
#pragma once

#include "services/types.h"

#include <QObject>

#include <utility>

namespace ui {

/// Runs `onValue(value)` or `onError(error)` in `context`'s thread; nothing once `context` is gone.
/// A future that was cancelled gives ErrorKind::Cancelled.
template <class T, class OnValue, class OnError>
void whenDone(const services::Async<T> &future, QObject *context, OnValue onValue, OnError onError) {
    services::Async<T> copy = future;
    copy.then(context,
              [onValue = std::move(onValue), onError](const domain::Result<T> &result) {
                  if (!result) {
                      onError(result.error());
                  } else if constexpr (std::is_void_v<T>) {
                      onValue();
                  } else {
                      onValue(*result);
                  }
              })
        .onCanceled(context, [onError] { onError(domain::Error{.kind = domain::ErrorKind::Cancelled}); });
}

} // namespace ui
