#include "desk/proxies/drafts_proxy.h"

namespace services {
namespace {

/// The prefix separates drafts from other values of the account and the facility page.
std::string draftKey(const QString &form) {
    return "form/" + form.toStdString();
}

} // namespace

Async<void> DraftsProxy::save(const QString &form, const QByteArray &text) {
    return m_data.ask([key = draftKey(form), json = text.toStdString()](const UseCaseContext &context) {
        return context.store.saveDraft(key, json);
    });
}

Async<QByteArray> DraftsProxy::load(const QString &form) {
    return m_data.ask([key = draftKey(form)](const UseCaseContext &context) {
        return context.store.draft(key).map(
            [](const std::string &json) { return QByteArray::fromStdString(json); });
    });
}

} // namespace services
