#include "hub/handlers/query_values.h"

#include "hub/handlers/answers.h"

#include <charconv>

namespace hub {

domain::Result<int> numberIn(const Request &request, const std::string &name, int otherwise, int least,
                             int most) {
    const std::string text = textIn(request, name);
    if (text.empty()) {
        return otherwise;
    }
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) {
        return invalid("/query/" + name, "not-a-number");
    }
    if (number < least || number > most) {
        return invalid("/query/" + name, "out-of-range",
                       {{"min", std::to_string(least)}, {"max", std::to_string(most)}});
    }
    return number;
}

domain::Result<std::optional<domain::LocalDate>> dateIn(const Request &request, const std::string &name) {
    const std::string text = textIn(request, name);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto date = domain::parseDate(text);
    if (!date) {
        return invalid("/query/" + name, "not-a-date");
    }
    return *date;
}

std::string textIn(const Request &request, const std::string &name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string() : found->second;
}

} // namespace hub
