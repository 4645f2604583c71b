// Drafts on the GUI thread: each call becomes one job on the data thread.
#pragma once

#include "desk/proxies/data_thread.h"
#include "services/desk.h"

namespace services {

class DraftsProxy final : public Drafts {
    Q_OBJECT
public:
    explicit DraftsProxy(DataThread &data) : m_data(data) {}
    Async<void> save(const QString &form, const QByteArray &text) override;
    Async<QByteArray> load(const QString &form) override;

private:
    DataThread &m_data;
};

} // namespace services
