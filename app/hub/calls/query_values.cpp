#include "hub/calls/query_values.h"

#include "hub/calls/answers.h"

#include <charconv>

namespace hub {

namespace {

/// The same first day as for records (domain/faults.h).
constexpr domain::LocalDate firstDay = std::chrono::year(2000) / 1 / 1;
constexpr domain::LocalDate lastDay = std::chrono::year(2099) / 12 / 31;

struct Ends {
    std::optional<domain::LocalDate> from;
    std::optional<domain::LocalDate> to;
};

domain::Result<Ends> endsIn(const Request &request) {
    const auto from = dateIn(request, "from");
    const auto to = dateIn(request, "to");
    if (!from || !to) {
        return domain::passOn(from ? to : from);
    }
    return Ends{*from, *to};
}

domain::Result<domain::Period> checked(domain::Period period, int most) {
    if (period.to < period.from) {
        return invalid("/query/to", "ends-before-start");
    }
    if (domain::daysBetween(period.from, period.to) > most) {
        return invalid("/query/to", "out-of-range", {{"max", std::to_string(most)}});
    }
    return period;
}

} // namespace

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
    if (*date < firstDay || *date > lastDay) {
        return invalid("/query/" + name, "out-of-range",
                       {{"min", domain::textOf(firstDay)}, {"max", domain::textOf(lastDay)}});
    }
    return *date;
}

domain::Result<domain::Period> pastPeriodIn(const Request &request, domain::LocalDate today,
                                            PeriodLength length) {
    const auto ends = endsIn(request);
    if (!ends) {
        return domain::passOn(ends);
    }
    const domain::LocalDate to = ends->to.value_or(today);
    return checked({ends->from.value_or(domain::addDays(to, -length.usual)), to}, length.most);
}

domain::Result<domain::Period> comingPeriodIn(const Request &request, domain::LocalDate today,
                                              PeriodLength length) {
    const auto ends = endsIn(request);
    if (!ends) {
        return domain::passOn(ends);
    }
    const domain::LocalDate from = ends->from.value_or(today);
    return checked({from, ends->to.value_or(domain::addDays(from, length.usual))}, length.most);
}

std::string textIn(const Request &request, const std::string &name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? std::string() : found->second;
}

} // namespace hub
