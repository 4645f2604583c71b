// The word of whoever asked that the answer is not wanted any more.
#pragma once

#include <QObject>

#include <utility>

namespace net {

/// Goes with a request; used in the thread of the network.
class GiveUp : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void now() {
        if (!std::exchange(m_isGiven, true)) {
            Q_EMIT given();
        }
    }
    [[nodiscard]] bool isGiven() const { return m_isGiven; }

Q_SIGNALS:
    void given();

private:
    bool m_isGiven = false;
};

} // namespace net
