// One HTTP request and its response as handlers see them. The socket and the parser are in other files of
// hub/http.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace hub {

struct Request {
    std::string method;                         ///< upper case
    std::string path;                           ///< each segment percent-decoded, without the query
    std::map<std::string, std::string> query;   ///< decoded
    std::map<std::string, std::string> headers; ///< names are in lower case
    std::string body;
    std::string remoteAddress;
    /// The client's X-Request-ID if it is well-formed, otherwise one that the hub makes.
    std::string requestId;

    [[nodiscard]] std::string_view header(const std::string &name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view(found->second);
    }
};

struct Response {
    int status = 200;
    std::map<std::string, std::string> headers; ///< as they are sent, for example "ETag"
    /// Shared, so that many responses can use one text; null means empty.
    std::shared_ptr<const std::string> body;

    void setBody(std::string text, std::string contentType) {
        headers["Content-Type"] = std::move(contentType);
        body = std::make_shared<const std::string>(std::move(text));
    }
    [[nodiscard]] std::string_view text() const {
        return body ? std::string_view(*body) : std::string_view{};
    }
};

} // namespace hub
