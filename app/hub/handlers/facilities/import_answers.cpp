// Parses the officer's answers about held rows.
#include "hub/handlers/facilities/facility_import.h"

#include "domain/profile_items.h"
#include "domain/text.h"

#include <algorithm>
#include <charconv>

namespace hub {

namespace {

std::optional<ImportAnswers::Way> wayOf(std::string_view word) {
    if (word == "match") {
        return ImportAnswers::Way::Match;
    }
    if (word == "new") {
        return ImportAnswers::Way::New;
    }
    return word == "same" ? std::optional(ImportAnswers::Way::SameNumber) : std::nullopt;
}

} // namespace

domain::Result<void> ImportAnswers::add(std::string_view word) {
    if (word == "renumbered") {
        takeMatches = true;
        return {};
    }
    if (word == "new") {
        takeNew = true;
        return {};
    }
    const std::size_t equals = word.find('=');
    const std::string_view number = word.substr(0, equals);
    const auto way = equals == std::string_view::npos ? std::nullopt : wayOf(word.substr(equals + 1));
    int row = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), row);
    if (!way || error != std::errc() || end != number.data() + number.size() || row < 1) {
        return domain::fail(domain::ErrorKind::Malformed, "not-allowed", {{"word", std::string(word)}});
    }
    rows[row] = *way;
    return {};
}

std::vector<std::string> wordsBetweenCommas(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        if (std::string word = domain::trimmed(text.substr(0, comma)); !word.empty()) {
            words.push_back(std::move(word));
        }
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return words;
}

bool addKind(formats::ReadingChoices &choices, std::string_view word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return false;
    }
    std::string kind = domain::trimmed(word.substr(equals + 1));
    const bool known = std::ranges::find(domain::facilityTypes(), kind) != domain::facilityTypes().end();
    if (known) {
        choices.kinds[domain::trimmed(word.substr(0, equals))] = std::move(kind);
    }
    return known;
}

} // namespace hub
