// A plain keep-alive HTTPS client on OpenSSL and blocking sockets, for load and for floors: as little of its
// own as possible, so that what is measured is the other side.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

/// Connects at the first request and stays connected. One thread at a time. Throws std::runtime_error.
class TlsClient {
public:
    TlsClient(std::string host, std::uint16_t port, std::string caFile);
    ~TlsClient();
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    using Headers = std::vector<std::pair<std::string, std::string>>;
    Answer request(std::string_view method, std::string_view path, const Headers &headers,
                   std::string_view body = {});
    /// What request() sends.
    static std::string requestText(std::string_view method, std::string_view host, std::string_view path,
                                   const Headers &headers, std::string_view body = {});
    /// Sends a text of requestText() on the open connection and passes over the answer, which must be 200
    /// with a Content-Length; gives that. Quicker than request(), which takes the answer apart.
    std::size_t repeat(const std::string &text);
    /// "TLSv1.3 TLS_AES_256_GCM_SHA384", of the open connection.
    [[nodiscard]] std::string protocol() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// "https://127.0.0.1:8443" -> host and port.
std::pair<std::string, std::uint16_t> hostAndPort(const std::string &url);

} // namespace bench
