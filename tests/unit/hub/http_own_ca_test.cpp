// The hub's own certificate authority: what it makes, when it makes it anew, and when it leaves its hands
// off.
#include "hub/cli/serve_options.h"
#include "hub/http/own_ca.h"
#include "hub/http/private_file.h"
#include "hub/http/x509.h"
#include "service_support.h"

#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace hub::test {
namespace {

using namespace std::chrono_literals;

class OwnCaTest : public ::testing::Test {
protected:
    OwnCa prepare(const std::vector<std::string> &hosts = {}, domain::Instant now = testNow) {
        auto made = prepareOwnCa(m_folder.path(), hosts, now);
        EXPECT_TRUE(made) << made.error().code;
        return made.value_or(OwnCa{});
    }
    static x509::Certificate load(const std::filesystem::path &file) {
        return x509::certificateFromPem(readWholeFile(file).value_or(""));
    }
    /// As a client verifies: the chain, the purpose, the name, at a time.
    static int verify(const OwnCa &files, const char *host, domain::Instant at) {
        const auto ca = load(files.caFile);
        const auto server = load(files.certificateFile);
        X509_STORE *store = X509_STORE_new();
        X509_STORE_add_cert(store, ca.get());
        X509_STORE_CTX *context = X509_STORE_CTX_new();
        X509_STORE_CTX_init(context, store, server.get(), nullptr);
        X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(context);
        X509_VERIFY_PARAM_set_time(param, at.time_since_epoch().count());
        X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT);
        if (X509_VERIFY_PARAM_set1_ip_asc(param, host) != 1) {
            X509_VERIFY_PARAM_set1_host(param, host, 0);
        }
        X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER);
        X509_verify_cert(context);
        const int result = X509_STORE_CTX_get_error(context);
        X509_STORE_CTX_free(context);
        X509_STORE_free(store);
        return result;
    }
    static std::filesystem::perms modeOf(const std::filesystem::path &file) {
        return std::filesystem::status(file).permissions();
    }
    TemporaryFolder m_folder;
};

TEST_F(OwnCaTest, AClientThatTrustsItVerifiesTheHub) {
    const OwnCa files = prepare({"hub.example", "192.0.2.7"});
    EXPECT_TRUE(files.madeCa);
    EXPECT_TRUE(files.madeCertificate);
    for (const char *host : {"localhost", "127.0.0.1", "::1", "hub.example", "192.0.2.7"}) {
        EXPECT_EQ(verify(files, host, testNow), X509_V_OK) << host;
    }
    EXPECT_EQ(verify(files, "other.example", testNow), X509_V_ERR_HOSTNAME_MISMATCH);
    EXPECT_EQ(verify(files, "192.0.2.8", testNow), X509_V_ERR_IP_ADDRESS_MISMATCH);
    EXPECT_EQ(verify(files, "localhost", testNow - 20h), X509_V_OK) << "a desk whose clock is a day behind";
    EXPECT_EQ(verify(files, "localhost", testNow + std::chrono::days(826)), X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_F(OwnCaTest, KeysAreTheHubsAlone) {
    const OwnCa files = prepare();
    using std::filesystem::perms;
    EXPECT_EQ(modeOf(files.keyFile), perms::owner_read | perms::owner_write);
    EXPECT_EQ(modeOf(m_folder.path() / "ca.key"), perms::owner_read | perms::owner_write);
    int count = 0;
    for (const auto &entry : std::filesystem::directory_iterator(m_folder.path())) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    EXPECT_EQ(count, 4) << "nothing half-written stays";
}

TEST_F(OwnCaTest, TheFingerprintIsTheCas) {
    const OwnCa files = prepare();
    EXPECT_EQ(files.caSha256.size(), 32u * 3 - 1);
    EXPECT_EQ(files.caSha256[2], ':');
    EXPECT_EQ(fingerprintOf(files.caFile).value_or(""), files.caSha256);
    EXPECT_NE(fingerprintOf(files.certificateFile).value_or(""), files.caSha256);
    EXPECT_FALSE(fingerprintOf(files.keyFile));
}

TEST_F(OwnCaTest, ASecondStartChangesNothing) {
    const OwnCa first = prepare({"hub.example"});
    const std::string certificate = readWholeFile(first.certificateFile).value_or("");
    const OwnCa second = prepare({"hub.example"}, testNow + std::chrono::days(700));
    EXPECT_FALSE(second.madeCa);
    EXPECT_FALSE(second.madeCertificate);
    EXPECT_EQ(second.caSha256, first.caSha256);
    EXPECT_EQ(readWholeFile(second.certificateFile).value_or(""), certificate);
}

TEST_F(OwnCaTest, TheCertificateIsRenewedInTimeAndForNewNames) {
    const OwnCa first = prepare();
    const OwnCa renewed = prepare({}, testNow + std::chrono::days(795));
    EXPECT_FALSE(renewed.madeCa);
    EXPECT_TRUE(renewed.madeCertificate);
    EXPECT_EQ(renewed.caSha256, first.caSha256);
    EXPECT_EQ(verify(renewed, "localhost", testNow + std::chrono::days(1000)), X509_V_OK);
    const OwnCa named = prepare({"hub.example"}, testNow + std::chrono::days(796));
    EXPECT_TRUE(named.madeCertificate);
    EXPECT_EQ(verify(named, "hub.example", testNow + std::chrono::days(796)), X509_V_OK);
}

TEST_F(OwnCaTest, ALostServerKeyIsMadeAnewADamagedCaIsNot) {
    const OwnCa first = prepare();
    std::filesystem::remove(first.keyFile);
    EXPECT_TRUE(prepare().madeCertificate);
    ASSERT_TRUE(writePrivateFile(m_folder.path() / "ca.key", "not a key", Overwrite::Yes));
    const auto damaged = prepareOwnCa(m_folder.path(), {}, testNow);
    ASSERT_FALSE(damaged);
    EXPECT_EQ(damaged.error().code, "ca-damaged");
    EXPECT_EQ(fingerprintOf(first.caFile).value_or(""), first.caSha256);
}

TEST_F(OwnCaTest, AHostIsANameAndNothingMore) {
    for (const char *host : {"a,IP:192.0.2.1", "", "a b", "DNS:x\n", "*.example", "名.example"}) {
        const auto made = prepareOwnCa(m_folder.path(), {host}, testNow);
        ASSERT_FALSE(made) << host;
        EXPECT_EQ(made.error().code, "host-not-usable");
    }
}

TEST_F(OwnCaTest, AFolderThatIsNotThereIsSaid) {
    const auto made = prepareOwnCa(m_folder.path() / "missing", {}, testNow);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, domain::ErrorKind::StorageReadOnly);
}

TEST(PrivateFile, NeverOverwritesUnlessAsked) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "f";
    EXPECT_TRUE(writePrivateFile(file, "first", Overwrite::No));
    EXPECT_TRUE(writePrivateFile(file, "second", Overwrite::No));
    EXPECT_EQ(readWholeFile(file).value_or(""), "first");
    EXPECT_TRUE(writePrivateFile(file, "third", Overwrite::Yes));
    EXPECT_EQ(readWholeFile(file).value_or(""), "third");
    EXPECT_FALSE(readWholeFile(folder.path() / "missing"));
}

std::string codeOf(const std::vector<std::string> &args) {
    const auto options = parseServeOptions(args);
    return options ? "" : options.error().code;
}

TEST(ServeOptionsTest, AreRead) {
    const auto options =
        parseServeOptions({"--listen", "[::1]:0", "--data", "d", "--host", "a", "--host", "b", "--training",
                           "--ready-file", "r", "--read-threads", "3", "--calls-per-minute", "0"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->host, "::1");
    EXPECT_EQ(options->port, 0);
    EXPECT_EQ(options->dataDirectory, "d");
    EXPECT_EQ(options->certificateHosts, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(options->training);
    EXPECT_FALSE(options->exitWithParent);
    EXPECT_EQ(options->readThreads, 3);
    EXPECT_EQ(options->callsPerMinute, 0);
    EXPECT_EQ(parseServeOptions({"--data", "d"})->port, 8443);
    EXPECT_TRUE(parseServeOptions({"--help"})->help);
}

TEST(ServeOptionsTest, FaultsHaveASentence) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> all{
        {{}, "data-missing"},
        {{"--data"}, "value-missing"},
        {{"--data", "d", "--no-such"}, "unknown-option"},
        {{"--data", "d", "--read-threads", "0"}, "not-a-number"},
        {{"--data", "d", "--read-threads", "2x"}, "not-a-number"},
        {{"--data", "d", "--key", "k"}, "key-without-certificate"},
        {{"--data", "d", "--listen", "8443"}, "not-an-address"},
        {{"--data", "d", "--listen", ":8443"}, "not-an-address"},
        {{"--data", "d", "--listen", "::1:8443"}, "not-an-address"},
        {{"--data", "d", "--listen", "a:65536"}, "not-an-address"},
        {{"--data", "d", "--listen", "a:"}, "not-an-address"}};
    for (const auto &[args, code] : all) {
        EXPECT_EQ(codeOf(args), code);
        const std::string sentence = sentenceOf(parseServeOptions(args).error());
        EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
        EXPECT_EQ(sentence.find('\n'), std::string::npos);
        EXPECT_EQ(sentence.find("cannot start"), std::string::npos) << code;
    }
}

} // namespace
} // namespace hub::test
