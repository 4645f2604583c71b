#include "session/credential_store.h"
#include "unit/session/scripted_hub.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using domain::ErrorKind;
using session::CredentialStore;
using Value = std::optional<QByteArray>;

namespace {

const QString token = QStringLiteral("refresh-token");
const QByteArray secret("\0invented \xff secret", 18);
const QString passphrase = QStringLiteral("見本の長い合言葉");

Value read(CredentialStore &store, const QString &key = token) {
    const auto result = resultOf(store.read(key));
    return result ? *result : Value("unexpected " + QByteArray::fromStdString(codeOf(result)));
}

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void replaceContent(const QString &path, const QByteArray &content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

constexpr QFileDevice::Permissions others =
    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

} // namespace

class FileStoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void everyStoreKeepsReplacesAndForgets_data();
    void everyStoreKeepsReplacesAndForgets();

    void theTrainingFileIsReadableByItsOwnerOnly();
    void theTrainingFileOutlivesTheProgram();
    void aDamagedTrainingFileIsUnavailableAndCanBeWrittenAnew();
    void aFolderThatCannotBeWrittenIsToldBeforeAnythingIsLost();

    void thePassphraseOpensTheFileAgain();
    void theSealedFileShowsNothing();
    void aWrongPassphraseIsSaidAsSuchAndChangesNothing();
    void aDamagedFileIsSaidAsSuchAndKept();
    void aFileOfANewerVersionIsLeftAlone();
    void aHeaderThatAsksForTooMuchIsDamaged();
    void thePassphraseMayBeTypedInAnotherForm();
    void aSealedFileInAnImpossiblePlaceIsRefused();

private:
    [[nodiscard]] QString path(const char *name = "credentials") const {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    std::unique_ptr<CredentialStore> sealed(const QString &given = passphrase) {
        auto opened = session::passphraseFileStore(path(), given);
        m_refusal = opened ? domain::Error{} : opened.error();
        return opened ? std::move(*opened) : nullptr;
    }
    std::unique_ptr<CredentialStore> make(const QString &kind) {
        if (kind == QStringLiteral("memory")) {
            return session::memoryStore();
        }
        return kind == QStringLiteral("training") ? session::trainingFileStore(path()) : sealed();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    domain::Error m_refusal;
};

void FileStoresTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void FileStoresTest::everyStoreKeepsReplacesAndForgets_data() {
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"memory", "training", "passphrase"}) {
        QTest::newRow(kind) << QString::fromLatin1(kind);
    }
}

void FileStoresTest::everyStoreKeepsReplacesAndForgets() {
    QFETCH(const QString, kind);
    const auto store = make(kind);
    QVERIFY(store);
    const QString other = QStringLiteral("sealing-key");
    QCOMPARE(read(*store), Value());
    QVERIFY(resultOf(store->remove(token)));
    QVERIFY(resultOf(store->write(token, secret)));
    QVERIFY(resultOf(store->write(other, "other")));
    QCOMPARE(read(*store), Value(secret));
    QVERIFY(resultOf(store->write(token, "")));
    QCOMPARE(read(*store), Value("")); // present and empty is not absent
    QVERIFY(resultOf(store->remove(token)));
    QCOMPARE(read(*store), Value());
    QCOMPARE(read(*store, other), Value("other"));
}

void FileStoresTest::theTrainingFileIsReadableByItsOwnerOnly() {
    const auto store = session::trainingFileStore(path());
    QVERIFY(resultOf(store->write(token, secret)));
    QVERIFY(!(QFileInfo(path()).permissions() & others));
    replaceContent(path(), "{}");
    QVERIFY(QFile::setPermissions(path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | others));
    QVERIFY(resultOf(store->write(token, secret)));
    QVERIFY(!(QFileInfo(path()).permissions() & others));
}

void FileStoresTest::theTrainingFileOutlivesTheProgram() {
    QVERIFY(resultOf(session::trainingFileStore(path())->write(token, secret)));
    QCOMPARE(read(*session::trainingFileStore(path())), Value(secret));
}

void FileStoresTest::aDamagedTrainingFileIsUnavailableAndCanBeWrittenAnew() {
    const auto store = session::trainingFileStore(path());
    for (const char *damaged : {"", "{", "[]", R"({"refresh-token":5})", R"({"refresh-token":"%%%"})"}) {
        replaceContent(path(), damaged);
        QCOMPARE(kindOf(resultOf(store->read(token))), int(ErrorKind::KeychainUnavailable));
    }
    QVERIFY(resultOf(store->write(token, secret)));
    QCOMPARE(read(*store), Value(secret));
}

void FileStoresTest::aFolderThatCannotBeWrittenIsToldBeforeAnythingIsLost() {
    const auto store = sealed();
    QVERIFY(resultOf(store->write(token, "first")));
    const QByteArray before = contentOf(path());
    // A folder in the file's place cannot be replaced by a file, whoever runs the test.
    QVERIFY(QFile::rename(path(), path("aside")));
    QVERIFY(QDir().mkdir(path()));
    QCOMPARE(kindOf(resultOf(store->write(token, "second"))), int(ErrorKind::KeychainUnavailable));
    QCOMPARE(read(*store), Value("first"));
    QVERIFY(QDir().rmdir(path()));
    QVERIFY(QFile::rename(path("aside"), path()));
    QCOMPARE(contentOf(path()), before);
}

void FileStoresTest::thePassphraseOpensTheFileAgain() {
    QVERIFY(resultOf(sealed()->write(token, secret)));
    const auto again = sealed();
    QVERIFY(again);
    QCOMPARE(read(*again), Value(secret));
    QVERIFY(!(QFileInfo(path()).permissions() & others));
}

void FileStoresTest::theSealedFileShowsNothing() {
    QVERIFY(resultOf(sealed()->write(token, "plainly-readable")));
    const QByteArray first = contentOf(path());
    QVERIFY(!first.contains("plainly-readable"));
    QVERIFY(!first.contains(QByteArray("plainly-readable").toBase64()));
    QVERIFY(!first.contains("refresh-token"));
    QVERIFY(resultOf(sealed()->write(token, "plainly-readable")));
    QVERIFY(contentOf(path()).right(40) != first.right(40)); // a nonce is never used twice
}

void FileStoresTest::aWrongPassphraseIsSaidAsSuchAndChangesNothing() {
    QVERIFY(resultOf(sealed()->write(token, secret)));
    const QByteArray before = contentOf(path());
    QVERIFY(!sealed(QStringLiteral("another")));
    QCOMPARE(int(m_refusal.kind), int(ErrorKind::WrongCredentials));
    QCOMPARE(m_refusal.code, std::string("wrong-passphrase"));
    QVERIFY(!sealed(QString()));
    QCOMPARE(contentOf(path()), before);
}

void FileStoresTest::aDamagedFileIsSaidAsSuchAndKept() {
    QVERIFY(resultOf(sealed()->write(token, secret)));
    const QByteArray whole = contentOf(path());
    QByteArray lastBit = whole;
    lastBit.back() = char(lastBit.back() ^ 1);
    for (const QByteArray &damaged : {QByteArray(), whole.left(10), whole.left(whole.size() - 1), lastBit,
                                      QByteArray(whole).replace(0, 1, "X"), QByteArray(200, 'x')}) {
        replaceContent(path(), damaged);
        QVERIFY(!sealed());
        QCOMPARE(int(m_refusal.kind), int(ErrorKind::StorageCorrupt));
        QCOMPARE(contentOf(path()), damaged);
    }
}

void FileStoresTest::aFileOfANewerVersionIsLeftAlone() {
    QVERIFY(resultOf(sealed()->write(token, secret)));
    QByteArray newer = contentOf(path());
    newer[8] = 2;
    replaceContent(path(), newer);
    QVERIFY(!sealed());
    QCOMPARE(int(m_refusal.kind), int(ErrorKind::StorageTooNew));
    QCOMPARE(contentOf(path()), newer);
}

void FileStoresTest::aHeaderThatAsksForTooMuchIsDamaged() {
    QVERIFY(resultOf(sealed()->write(token, secret)));
    const QByteArray whole = contentOf(path());
    for (const int place : {9, 12, 16}) { // operations, their highest byte, memory's highest byte
        QByteArray greedy = whole;
        greedy[place] = char(0x7f);
        replaceContent(path(), greedy);
        QVERIFY(!sealed());
        QCOMPARE(int(m_refusal.kind), int(ErrorKind::StorageCorrupt));
    }
}

void FileStoresTest::thePassphraseMayBeTypedInAnotherForm() {
    const QString composed = QStringLiteral("ガギグゲゴ");
    QVERIFY(resultOf(sealed(composed)->write(token, secret)));
    QVERIFY(sealed(composed.normalized(QString::NormalizationForm_D)));
}

void FileStoresTest::aSealedFileInAnImpossiblePlaceIsRefused() {
    const auto opened = session::passphraseFileStore(path("no/such/folder"), passphrase);
    QVERIFY(!opened);
    QCOMPARE(int(opened.error().kind), int(ErrorKind::StorageReadOnly));
}

QTEST_GUILESS_MAIN(FileStoresTest)
#include "tst_file_stores.moc"
