// Requests from bytes, in every cutting, and the many ways in which they can be wrong.
#include "hub/http/http_server.h"
#include "hub/http/request_reader.h"

#include <gtest/gtest.h>

namespace hub {
namespace {

HttpServerConfig limits() {
    HttpServerConfig config;
    config.bodyLimit = 100;
    config.largeBodyLimit = 1000;
    return config;
}

struct Read {
    bool finished = false;
    int refused = 0; ///< status of the refusal
    Request request;
    std::string rest;
    bool keepAlive = false;
};

/// Feeds `text` in pieces of `piece` bytes, as the connection does.
Read read(std::string_view text, std::size_t piece) {
    static const HttpServerConfig config = limits();
    RequestReader reader(config);
    Read result;
    std::string bytes;
    int stops = 0;
    for (std::size_t at = 0; at < text.size() && !result.finished; at += piece) {
        bytes += text.substr(at, piece);
        while (reader.take(bytes) == RequestReader::Step::Stopped) {
            ++stops;
            result.finished = stops == 2 || !reader.wantsBody();
            if (result.finished) {
                bytes += text.substr(std::min(text.size(), at + piece));
                break;
            }
        }
    }
    if (const auto refusal = reader.refusal()) {
        result.refused = refusal->status;
    }
    result.keepAlive = reader.keepAlive();
    result.request = reader.request();
    result.rest = bytes;
    return result;
}

/// The same in every cutting.
Read readAnyhow(const std::string &text) {
    Read whole = read(text, text.size());
    for (const std::size_t piece : {std::size_t(1), std::size_t(2), std::size_t(7), std::size_t(64)}) {
        const Read other = read(text, piece);
        EXPECT_EQ(other.finished, whole.finished) << piece;
        EXPECT_EQ(other.refused, whole.refused) << piece << ' ' << text.substr(0, 80);
        if (whole.refused == 0) {
            EXPECT_EQ(other.request.body, whole.request.body) << piece;
            EXPECT_EQ(other.request.headers, whole.request.headers) << piece;
            EXPECT_EQ(other.rest, whole.rest) << piece;
        }
    }
    return whole;
}

TEST(RequestReaderTest, ReadsARequestAndLeavesWhatFollows) {
    const Read got = readAnyhow(
        "POST /v1/x?a=1 HTTP/1.1\r\nHost: h\r\nX-Two: 1\r\nx-two: 2\r\nContent-Length: 5\r\n\r\nhelloGET");
    ASSERT_TRUE(got.finished);
    EXPECT_EQ(got.refused, 0);
    EXPECT_EQ(got.request.method, "POST");
    EXPECT_EQ(got.request.path, "/v1/x");
    EXPECT_EQ(got.request.query.at("a"), "1");
    EXPECT_EQ(got.request.header("x-two"), "1, 2");
    EXPECT_EQ(got.request.body, "hello");
    EXPECT_EQ(got.rest, "GET");
    EXPECT_TRUE(got.keepAlive);
}

TEST(RequestReaderTest, ReadsChunks) {
    const Read got = readAnyhow("PUT /v1/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "4\r\nwiki\r\nA;name=value\r\n0123456789\r\n0\r\n\r\nREST");
    ASSERT_TRUE(got.finished);
    EXPECT_EQ(got.refused, 0);
    EXPECT_EQ(got.request.body, "wiki0123456789");
    EXPECT_EQ(got.rest, "REST");
}

TEST(RequestReaderTest, OldAndClosingClientsAreNotKept) {
    EXPECT_FALSE(readAnyhow("GET / HTTP/1.0\r\n\r\n").keepAlive);
    EXPECT_FALSE(readAnyhow("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").keepAlive);
}

struct Wrong {
    const char *what;
    std::string text;
    int status;
};

TEST(RequestReaderTest, WhatIsWrongIsRefused) {
    const std::string post = "POST /x HTTP/1.1\r\nHost: h\r\n";
    const std::vector<Wrong> all{
        {"garbage", "\x16\x03\x01 garbage\r\n\r\n", 400},
        {"no method", " / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"no version", "GET /\r\nHost: h\r\n\r\n", 400},
        {"unknown version", "GET / HTTP/9.9\r\nHost: h\r\n\r\n", 400},
        {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"a host with a blank", "GET / HTTP/1.1\r\nHost: a b/@\r\n\r\n", 400},
        {"a host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
        {"a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"a host with a tab", "GET / HTTP/1.1\r\nHost: a\tb\r\n\r\n", 400},
        {"a port that is none", "GET / HTTP/1.1\r\nHost: a:8a\r\n\r\n", 400},
        {"an address without its end", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400},
        {"a folded line", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", 400},
        {"a line folded with a tab", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n\tb\r\n\r\n", 400},
        {"a folded coding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400},
        {"a first line that is folded", "GET / HTTP/1.1\r\n X: a\r\nHost: h\r\n\r\n", 400},
        {"two empty lines before it", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"no colon", "GET / HTTP/1.1\r\nHost: h\r\nbroken\r\n\r\n", 400},
        {"blank before colon", post + "Content-Length : 5\r\n\r\nhello", 400},
        {"length and coding", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"coding and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
        {"two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400},
        {"the same length twice", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
        {"lengths in a list", post + "Content-Length: 5, 5\r\n\r\nhello", 400},
        {"negative length", post + "Content-Length: -5\r\n\r\n", 400},
        {"length with sign", post + "Content-Length: +5\r\n\r\nhello", 400},
        {"length beyond numbers", post + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
        {"unknown coding", post + "Transfer-Encoding: gzip\r\n\r\n", 400},
        {"two codings", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
        {"coding twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"coding in 1.0", "POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"bad chunk", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
        {"packed body", post + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", 400},
        {"bad target", "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {"long body", post + "Content-Length: 101\r\n\r\n", 413},
        {"10 GB", post + "Content-Length: 10737418240\r\n\r\n", 413},
        {"long chunk", post + "Transfer-Encoding: chunked\r\n\r\nFFF\r\n" + std::string(200, 'a'), 413},
        {"many chunks",
         post + "Transfer-Encoding: chunked\r\n\r\n3C\r\n" + std::string(60, 'a') + "\r\n3C\r\n" +
             std::string(60, 'a') + "\r\n0\r\n\r\n",
         413},
        {"long field", "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n", 431},
        {"long target", "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 431},
        {"field without end", "GET / HTTP/1.1\r\nX: " + std::string(20'000, 'a'), 431},
    };
    for (const Wrong &wrong : all) {
        EXPECT_EQ(readAnyhow(wrong.text).refused, wrong.status) << wrong.what;
    }
}

TEST(RequestReaderTest, OneEmptyLineBeforeTheRequestLineIsPassedOver) {
    const Read got = readAnyhow("\r\nGET /v1/x HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(got.finished);
    EXPECT_EQ(got.refused, 0);
    EXPECT_EQ(got.request.path, "/v1/x");
}

TEST(RequestReaderTest, AHostMayHaveAPortOrBeAnAddress) {
    for (const char *host : {"h", "hub.example:8443", "192.0.2.1", "[2001:db8::7]:443", "[::1]", "h:", ""}) {
        EXPECT_EQ(readAnyhow("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n").refused, 0) << host;
    }
}

TEST(RequestReaderTest, AnEmptyBodyInChunksMayComeByteByByte) {
    const Read empty =
        readAnyhow("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    EXPECT_TRUE(empty.finished);
    EXPECT_EQ(empty.refused, 0);
    EXPECT_EQ(empty.request.body, "");
}

TEST(RequestReaderTest, SomePathsTakeMore) {
    const std::string body(900, 'b');
    const std::string head = " HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n";
    EXPECT_EQ(readAnyhow("POST /v1/slots/batch" + head + body).request.body, body);
    EXPECT_EQ(readAnyhow("POST /v1/facilities/import?dry_run=true" + head + body).refused, 0);
    EXPECT_EQ(readAnyhow("POST /v1/slots/batch/x" + head + body).refused, 413);
    EXPECT_EQ(readAnyhow("POST /v1/slots/batch HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n").refused,
              413);
}

TEST(RequestReaderTest, ManyFieldsAreTooManyBytes) {
    std::string text = "GET / HTTP/1.1\r\nHost: h\r\n";
    for (int i = 0; i < 100'000; ++i) {
        text += "A: b\r\n";
    }
    EXPECT_EQ(read(text + "\r\n", 4096).refused, 431);
}

} // namespace
} // namespace hub
