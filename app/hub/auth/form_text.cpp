#include "hub/auth/form_text.h"

#include <algorithm>

namespace hub::auth {
namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

std::string formDecoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped =
            text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0;
        if (escaped) {
            decoded += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
            i += 2;
            continue;
        }
        decoded += text[i] == '+' ? ' ' : text[i];
    }
    return decoded;
}

std::string formMember(std::string_view form, std::string_view name) {
    while (!form.empty()) {
        const std::string_view pair = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(form.size(), pair.size() + 1));
        const std::size_t mark = pair.find('=');
        if (mark != std::string_view::npos && formDecoded(pair.substr(0, mark)) == name) {
            return formDecoded(pair.substr(mark + 1));
        }
    }
    return {};
}

int countOfFormMember(std::string_view form, std::string_view name) {
    int count = 0;
    while (!form.empty()) {
        const std::string_view pair = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(form.size(), pair.size() + 1));
        count += formDecoded(pair.substr(0, pair.find('='))) == name ? 1 : 0;
    }
    return count;
}

} // namespace hub::auth
