#include "hub/webhooks/https_post.h"

#include "hub/webhooks/target.h"

#include <cerrno>
#include <curl/curl.h>
#include <memory>
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

namespace hub::webhooks {
namespace {

struct EasyDeleter {
    void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;

/// The state of one exchange, which curl's callbacks use.
struct Exchange {
    bool mayBePrivate = false;
    bool refusedAddress = false;
    std::size_t left = 0; ///< bytes of the response body that may still arrive
};

curl_socket_t openSocket(void *data, curlsocktype, curl_sockaddr *address) {
    auto &exchange = *static_cast<Exchange *>(data);
    if (!exchange.mayBePrivate && !isPublicAddress(address->addr)) {
        exchange.refusedAddress = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t dropAnswer(char *, std::size_t size, std::size_t count, void *data) {
    auto &exchange = *static_cast<Exchange *>(data);
    const std::size_t bytes = size * count;
    if (bytes > exchange.left) {
        return 0; // this ends the exchange
    }
    exchange.left -= bytes;
    return bytes;
}

List headerList(const Post &what) {
    curl_slist *list = curl_slist_append(nullptr, "Content-Type: application/json");
    list = curl_slist_append(list, "Expect:"); // the body is short, so the request needs no "100 Continue"
    for (const auto &[name, value] : what.headers) {
        std::string line = name;
        line.append(": ").append(value);
        list = curl_slist_append(list, line.c_str());
    }
    return List(list);
}

void setSafety(CURL *easy, const PostLimits &limits, Exchange &exchange) {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!limits.caFile.empty()) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, limits.caFile.c_str());
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    }
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connectTime.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.wholeTime.count()));
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, dropAnswer);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
}

const char *faultOf(CURLcode code, const Exchange &exchange) {
    if (exchange.refusedAddress) {
        return "address";
    }
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return "timeout";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
        return "tls";
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_URL_MALFORMAT:
        return "name";
    case CURLE_WRITE_ERROR:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return "answer";
    default:
        return "connection";
    }
}

void startCurlOnce() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

} // namespace

Attempted post(const Post &what, const PostLimits &limits) {
    startCurlOnce();
    const Easy easy(curl_easy_init());
    if (easy == nullptr) {
        return {.status = 0, .fault = "connection"};
    }
    Exchange exchange{.mayBePrivate = what.mayBePrivate, .left = limits.answerBytes};
    const List headers = headerList(what);
    setSafety(easy.get(), limits, exchange);
    curl_easy_setopt(easy.get(), CURLOPT_URL, what.url.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy.get(), CURLOPT_USERAGENT, "hokatsu-hub/" HOKATSU_VERSION);
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(what.body.size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, what.body.data());
    const CURLcode code = curl_easy_perform(easy.get());
    if (code != CURLE_OK) {
        return {.status = 0, .fault = faultOf(code, exchange)};
    }
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    return {.status = static_cast<int>(status), .fault = status == 0 ? "answer" : ""};
}

} // namespace hub::webhooks
