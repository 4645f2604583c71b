// Detects passwords that attackers try first. A list can contain only few of them, but most follow one of a
// few known patterns.
#include "domain/text.h"
#include "hub/auth/password.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace hub::auth {
namespace {

/// Longer passwords that occur often in lists of leaked ones and that no pattern below detects.
constexpr std::array<std::string_view, 44> listed = {"1q2w3e4r5t6y",
                                                     "1q2w3e4r5t6y7u8i",
                                                     "1qaz2wsx3edc",
                                                     "1qaz2wsx3edc4rfv",
                                                     "zaq12wsxcde3",
                                                     "zaq1xsw2cde3",
                                                     "q1w2e3r4t5y6",
                                                     "qwer1234asdf",
                                                     "qwerasdfzxcv",
                                                     "asdfqwerzxcv",
                                                     "1234qwerasdf",
                                                     "qweasdzxc123",
                                                     "correcthorsebatterystaple",
                                                     "thequickbrownfox",
                                                     "letmeinplease",
                                                     "ilovemyfamily",
                                                     "iloveyouforever",
                                                     "nothingtoseehere",
                                                     "opensesame123",
                                                     "changemenow123",
                                                     "trustno1trustno1",
                                                     "mypassword123",
                                                     "yourpassword",
                                                     "newpassword123",
                                                     "thisismypassword",
                                                     "passwordpassword",
                                                     "adminadminadmin",
                                                     "adminpassword",
                                                     "rootpassword",
                                                     "testpassword",
                                                     "defaultpassword",
                                                     "secretpassword",
                                                     "supersecret123",
                                                     "administrator",
                                                     "hoikuenhoikuen",
                                                     "hokatsuhokatsu",
                                                     "konnichiwa123",
                                                     "arigatougozaimasu",
                                                     "watashinohoikuen",
                                                     "pasuwaadodesu",
                                                     "ohayougozaimasu",
                                                     "sakurasakura",
                                                     "nihonnippon",
                                                     "tokyotokyotokyo"};

/// Words that stay common passwords with digits and signs before or after them.
constexpr std::array<std::string_view, 40> commonWords = {
    "password",      "passwd",   "pass",       "pasuwado", "welcome",   "letmein",  "iloveyou", "admin",
    "administrator", "root",     "user",       "guest",    "test",      "training", "login",    "secret",
    "changeme",      "qwerty",   "qwertyuiop", "asdfgh",   "asdfghjkl", "zxcvbn",   "zxcvbnm",  "dragon",
    "monkey",        "sunshine", "princess",   "football", "baseball",  "hoiku",    "hoikuen",  "hoikujo",
    "hokatsu",       "youchien", "tokyo",      "japan",    "nippon",    "sakura",   "hachioji", "kodomo"};

constexpr std::array<std::string_view, 8> runs = {"qwertyuiop",
                                                  "asdfghjkl",
                                                  "zxcvbnm",
                                                  "1234567890",
                                                  "abcdefghijklmnopqrstuvwxyz",
                                                  "0123456789",
                                                  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
                                                  "1q2w3e4r5t6y7u8i9o0p"};

std::string lowered(std::string_view text) {
    std::string lower = domain::toHalfWidthAscii(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return lower;
}

/// Undoes common substitutions: "p@ssw0rd" becomes "password".
std::string withoutDisguise(std::string text) {
    constexpr std::string_view from = "@4301$5!|7";
    constexpr std::string_view to = "aaeoissiit";
    static_assert(from.size() == to.size());
    for (char &c : text) {
        if (const std::size_t at = from.find(c); at != std::string_view::npos) {
            c = to[at];
        }
    }
    return text;
}

/// True for a repeated text: "abcabcabcabc" has a period of three.
bool repeats(std::string_view text) {
    for (std::size_t period = 1; period <= std::min<std::size_t>(6, text.size() / 2); ++period) {
        std::size_t at = period;
        while (at < text.size() && text[at] == text[at - period]) {
            ++at;
        }
        if (at == text.size()) {
            return true;
        }
    }
    return false;
}

std::size_t runLengthAt(std::string_view text, std::size_t at) {
    std::size_t best = 1;
    for (const std::string_view run : runs) {
        for (const int direction : {1, -1}) {
            std::size_t place = run.find(text[at]);
            std::size_t length = place == std::string_view::npos ? 0 : 1;
            while (length > 0 && at + length < text.size()) {
                // Runs wrap around: 1 follows 0, and q follows p.
                place = (place + run.size() +
                         static_cast<std::size_t>(direction + static_cast<int>(run.size()))) %
                        run.size();
                if (run[place] != text[at + length]) {
                    break;
                }
                ++length;
            }
            best = std::max(best, length);
        }
    }
    return best;
}

/// True if the text consists only of at most three runs: "qwertyuiop12", "asdfghjkl123", "abcdef123456".
bool isRuns(std::string_view text) {
    std::size_t at = 0;
    int pieces = 0;
    while (at < text.size() && pieces <= 3) {
        const std::size_t length = runLengthAt(text, at);
        if (length < 2) {
            return false;
        }
        at += length;
        ++pieces;
    }
    return pieces <= 3;
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 128;
}

/// The text without non-letters at its ends.
std::string_view core(std::string_view text) {
    while (!text.empty() && !isLetter(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && !isLetter(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

bool isWord(std::string_view text) {
    return std::find(commonWords.begin(), commonWords.end(), text) != commonWords.end();
}

} // namespace

bool isCommonPassword(std::string_view password) {
    const std::string lower = lowered(password);
    if (lower.empty() || repeats(lower) || isRuns(lower)) {
        return true;
    }
    const std::string plain = withoutDisguise(lower);
    if (std::find(listed.begin(), listed.end(), lower) != listed.end() ||
        std::find(listed.begin(), listed.end(), plain) != listed.end()) {
        return true;
    }
    return isWord(core(lower)) || isWord(withoutDisguise(std::string(core(lower)))) || isWord(plain);
}

} // namespace hub::auth
