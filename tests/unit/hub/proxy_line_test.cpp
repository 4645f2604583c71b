// What a balancer says about whose connection it is.
#include "hub/http/proxy_line.h"

#include <gtest/gtest.h>

namespace hub {
namespace {

std::string clientIn(std::string_view line) {
    const auto read = readProxyLine(line);
    return !read ? "refused" : read->address.value_or("itself");
}

TEST(ProxyLine, NamesTheClient) {
    EXPECT_EQ(clientIn("PROXY TCP4 192.0.2.7 192.0.2.1 40000 443"), "192.0.2.7");
    EXPECT_EQ(clientIn("PROXY TCP6 2001:db8::7 2001:db8::1 0 65535"), "2001:db8::7");
    EXPECT_EQ(clientIn("PROXY TCP6 2001:DB8:0:0::7 2001:db8::1 1 2"), "2001:db8::7")
        << "one text for one address";
    EXPECT_EQ(clientIn("PROXY UNKNOWN"), "itself");
    EXPECT_EQ(clientIn("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535"), "itself");
}

TEST(ProxyLine, IsThatOfTheProtocolAndNothingElse) {
    for (const std::string_view line :
         {"", "PROXY", "PROXY ", "GET / HTTP/1.1", "proxy TCP4 192.0.2.7 192.0.2.1 1 2",
          "PROXY TCP4 192.0.2.7 192.0.2.1 1", "PROXY TCP4 192.0.2.7 192.0.2.1 1 2 3",
          "PROXY TCP4  192.0.2.7 192.0.2.1 1 2", "PROXY TCP4 192.0.2.7 192.0.2.1 1 65536",
          "PROXY TCP4 192.0.2.7 192.0.2.1 01 2", "PROXY TCP4 192.0.2.7 192.0.2.1 -1 2",
          "PROXY TCP4 192.0.2.7 192.0.2.1 1 2 ", "PROXY TCP4 192.0.2.256 192.0.2.1 1 2",
          "PROXY TCP4 2001:db8::7 192.0.2.1 1 2", "PROXY TCP6 192.0.2.7 192.0.2.1 1 2",
          "PROXY TCP4 localhost 192.0.2.1 1 2", "PROXY UDP4 192.0.2.7 192.0.2.1 1 2", "PROXY UNKNOWNS",
          "\x16\x03\x01\x02"}) {
        EXPECT_EQ(clientIn(line), "refused") << line;
    }
    EXPECT_EQ(clientIn(std::string_view("PROXY TCP4 192.0.2.7\0 192.0.2.1 1 2", 36)), "refused");
}

TEST(ProxyLine, AnAddressHasOneText) {
    EXPECT_EQ(canonicalAddress("2001:DB8:0::0:1"), "2001:db8::1");
    EXPECT_EQ(canonicalAddress("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(canonicalAddress("balancer"), "");
    EXPECT_EQ(canonicalAddress(""), "");
}

} // namespace
} // namespace hub
