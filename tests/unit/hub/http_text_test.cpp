// HTTP's text: targets, ids, dates, heads, compression.
#include "hub/http/http_text.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace hub {
namespace {

Request target(std::string_view text) {
    Request request;
    EXPECT_TRUE(readTarget(text, request)) << text;
    return request;
}

bool isRefused(std::string_view text) {
    Request request;
    return !readTarget(text, request);
}

TEST(HttpTarget, IsSplitAndDecoded) {
    const Request request =
        target("/v1/facilities?q=%E4%BF%9D%E8%82%B2&municipality=132012&empty=&flag&a+b=1+2");
    EXPECT_EQ(request.path, "/v1/facilities");
    EXPECT_EQ(request.query.at("q"), "保育");
    EXPECT_EQ(request.query.at("municipality"), "132012");
    EXPECT_EQ(request.query.at("empty"), "");
    EXPECT_EQ(request.query.at("flag"), "");
    EXPECT_EQ(request.query.at("a+b"), "1+2") << "a plus sign in a cursor stays one";
    EXPECT_EQ(target("/").path, "/");
    EXPECT_EQ(target("/a%20b/%E5%9C%92").path, "/a b/園");
    EXPECT_EQ(target("https://hub.example/v1/status?x=1").path, "/v1/status");
    EXPECT_EQ(target("https://hub.example").path, "/");
    EXPECT_TRUE(target("/a?").query.empty());
    EXPECT_TRUE(target("/a?&&").query.empty());
}

TEST(HttpTarget, AmbiguousTextIsRefused) {
    for (const char *text :
         {"", "v1", "*", "http://hub.example/", "/a%", "/a%2", "/a%zz", "/a%2Fb", "/a%00", "/a%0d%0a", "/a#b",
          "/%ff", "/%ed%a0%80", "/a?x=1&x=2", "/a?x=%", "/a?%00=1", "ftp://x/"}) {
        EXPECT_TRUE(isRefused(text)) << text;
    }
}

TEST(RequestId, IsTheClientsWhereHarmless) {
    const auto random = domain::seededRandom(1);
    EXPECT_EQ(requestIdOf("0193-abc_DEF.9", *random), "0193-abc_DEF.9");
    const std::string ours = requestIdOf("", *random);
    EXPECT_EQ(ours.size(), 24u);
    for (const std::string &given :
         {std::string("a b"), std::string("a\nb"), std::string(65, 'a'), std::string("名")}) {
        EXPECT_NE(requestIdOf(given, *random), given);
    }
    EXPECT_NE(requestIdOf("", *random), ours);
}

TEST(HttpHead, SaysWhatItMust) {
    using namespace std::chrono;
    const domain::Instant instant = sys_days{1994y / November / 6} + 8h + 49min + 37s;
    EXPECT_EQ(httpDate(instant), "Sun, 06 Nov 1994 08:49:37 GMT");
    Response response;
    response.setBody("{}", "application/json");
    const std::string head = responseHead(response, "id-1", instant, Persistence::KeepAlive);
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
    for (const char *field :
         {"Content-Length: 2", "Content-Type: application/json", "Date: Sun, 06 Nov 1994 08:49:37 GMT",
          "X-Request-ID: id-1", "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
          "Strict-Transport-Security: max-age=31536000; includeSubDomains", "Referrer-Policy: no-referrer",
          "Content-Security-Policy: default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors "
          "'none'",
          "Connection: keep-alive"}) {
        EXPECT_NE(head.find(field), std::string::npos) << field;
    }
    response.headers["Content-Security-Policy"] = "default-src 'self'";
    EXPECT_EQ(responseHead(response, "id-1", instant, Persistence::KeepAlive).find("frame-ancestors"),
              std::string::npos)
        << "a page brings its own";
}

TEST(HttpHead, AValueCannotAddAField) {
    Response response;
    response.status = 204;
    response.headers["ETag"] = "\"1\"\r\nSet-Cookie: a=b";
    const std::string head = responseHead(response, "x", {}, Persistence::Close);
    EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
    EXPECT_EQ(head.find("Content-Length"), std::string::npos) << "204 has no body";
}

TEST(Gzip, IsUsedOnlyWhereAcceptedAndUseful) {
    for (const char *accepted : {"gzip", "deflate, gzip;q=0.5", "gzip , br", "br;q=1.0, gzip;q=1"}) {
        EXPECT_TRUE(acceptsGzip(accepted)) << accepted;
    }
    for (const char *not_ : {"", "br", "gzip;q=0", "gzip;q=0.000, br", "gzipped", "x-gzip"}) {
        EXPECT_FALSE(acceptsGzip(not_)) << not_;
    }
    Response small;
    small.setBody(std::string(4096, 'a'), "text/plain");
    gzipWhereUseful(small);
    EXPECT_FALSE(small.headers.contains("Content-Encoding"));
}

TEST(Gzip, GivesTheSameTextBack) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += "{\"id\":" + std::to_string(i) + ",\"name\":\"見学\"}";
    }
    Response response;
    response.setBody(text, "application/json");
    gzipWhereUseful(response);
    ASSERT_EQ(response.headers["Content-Encoding"], "gzip");
    EXPECT_EQ(response.headers["Vary"], "Accept-Encoding");
    EXPECT_LT(response.text().size(), text.size() / 4);
    std::string back(text.size() + 1, '\0');
    z_stream stream{};
    ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(response.text().data()));
    stream.avail_in = static_cast<uInt>(response.text().size());
    stream.next_out = reinterpret_cast<Bytef *>(back.data());
    stream.avail_out = static_cast<uInt>(back.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    back.resize(stream.total_out);
    inflateEnd(&stream);
    EXPECT_EQ(back, text);
}

} // namespace
} // namespace hub
