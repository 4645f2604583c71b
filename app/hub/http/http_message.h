// One HTTP exchange as the hub's code sees it; the socket and the parser are elsewhere (hub/http).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace hub {

struct Request {
    std::string method;                         ///< upper case
    std::string path;                           ///< percent-decoded per segment, without the query
    std::map<std::string, std::string> query;   ///< decoded
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
    std::string remoteAddress;
    std::string requestId; ///< X-Request-ID given by the client where well-formed, otherwise ours

    [[nodiscard]] std::string_view header(const std::string &name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view(found->second);
    }
};

struct Response {
    int status = 200;
    std::map<std::string, std::string> headers; ///< as they go out, for example "ETag"
    std::shared_ptr<const std::string> body;    ///< shared, so that one text can answer many; null = empty

    void setBody(std::string text, std::string contentType) {
        headers["Content-Type"] = std::move(contentType);
        body = std::make_shared<const std::string>(std::move(text));
    }
    [[nodiscard]] std::string_view text() const {
        return body ? std::string_view(*body) : std::string_view{};
    }
};

} // namespace hub
