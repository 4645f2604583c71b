#include "desk/profile/key_ring.h"

#include "async/completion.h"
#include "storage/sealer.h"

namespace services {

void KeyRing::use(std::unique_ptr<session::CredentialStore> store, bool kept) {
    m_store = std::move(store);
    m_kept = kept;
}

void KeyRing::readSealingKey(std::function<void(domain::Result<std::optional<QByteArray>>)> done) {
    async::whenReady(m_store->read(sealingKeyName()), this, std::move(done));
}

void KeyRing::makeSealingKey(std::function<void(domain::Result<QByteArray>)> done) {
    const QByteArray key = QByteArray::fromStdString(storage::newSealingKey());
    async::whenReady(m_store->write(sealingKeyName(), key), this,
                     [key, done = std::move(done)](const domain::Result<void> &written) {
                         if (written) {
                             done(key);
                         } else {
                             done(domain::passOn(written));
                         }
                     });
}

void KeyRing::removeSealingKey(std::function<void(domain::Result<void>)> done) {
    async::whenReady(m_store->remove(sealingKeyName()), this, std::move(done));
}

} // namespace services
