#include "desk/proxies/slots_proxy.h"

#include "use_cases/slot_use_cases.h"

namespace services {

Async<ActReceipt> SlotsProxy::cancel(domain::SlotId id, std::int64_t seenVersion, bool familiesToo,
                                     const QString &message) {
    return m_data.ask([=, text = message.trimmed().toStdString()](const UseCaseContext &context) {
        return cancelSlot(context, id, seenVersion, familiesToo, text);
    });
}

} // namespace services
