#include "hub/http/proxy_line.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <vector>

namespace hub {
namespace {

/// Splits at single blanks.
std::vector<std::string> wordsOf(std::string_view line) {
    std::vector<std::string> words;
    for (;;) {
        const std::size_t blank = line.find(' ');
        words.emplace_back(line.substr(0, blank));
        if (blank == std::string_view::npos) {
            return words;
        }
        line.remove_prefix(blank + 1);
    }
}

/// The canonical form; empty if the text is not an address of this family.
std::string canonical(int family, const std::string &text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::array<char, INET6_ADDRSTRLEN> written{};
    if (inet_pton(family, text.c_str(), bytes.data()) != 1 ||
        inet_ntop(family, bytes.data(), written.data(), written.size()) == nullptr) {
        return {};
    }
    return written.data();
}

bool isPort(const std::string &text) {
    const bool digits = !text.empty() && text.size() <= 5 &&
                        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits && (text == "0" || text.front() != '0') && std::stoi(text) <= 65'535;
}

} // namespace

std::string canonicalAddress(const std::string &text) {
    std::string address = canonical(AF_INET, text);
    return address.empty() ? canonical(AF_INET6, text) : address;
}

std::optional<ProxyLine> readProxyLine(std::string_view line) {
    if (line == "PROXY UNKNOWN" || line.starts_with("PROXY UNKNOWN ")) {
        return ProxyLine{};
    }
    if (line.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    const auto words = wordsOf(line);
    if (words.size() != 6 || words[0] != "PROXY" || (words[1] != "TCP4" && words[1] != "TCP6")) {
        return std::nullopt;
    }
    const int family = words[1] == "TCP4" ? AF_INET : AF_INET6;
    std::string client = canonical(family, words[2]);
    if (client.empty() || canonical(family, words[3]).empty() || !isPort(words[4]) || !isPort(words[5])) {
        return std::nullopt;
    }
    return ProxyLine{std::move(client)};
}

} // namespace hub
