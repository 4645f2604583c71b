#include "wire/problem.h"

#include "wire/json_read.h"
#include "wire/json_write.h"
#include "wire/problem_texts.h"

#include <algorithm>
#include <charconv>

namespace wire {

using detail::Parsed;
using detail::Value;
using detail::viewOf;
using domain::Error;
using domain::ErrorKind;

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool startsWithIgnoringCase(std::string_view text, std::string_view start) {
    return text.size() >= start.size() && std::equal(start.begin(), start.end(), text.begin(),
                                                     [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view withoutBlanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Returns the text before `mark` and sets `rest` to the text after it.
std::string_view takeUntil(std::string_view &rest, char mark) {
    const std::size_t at = rest.find(mark);
    const std::string_view part = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    return withoutBlanks(part);
}

double qualityOf(std::string_view parameters) {
    while (!parameters.empty()) {
        const std::string_view parameter = takeUntil(parameters, ';');
        double quality = 0;
        if (startsWithIgnoringCase(parameter, "q=")) {
            std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), quality);
            return quality;
        }
    }
    return 1;
}

/// The best quality for each language ("ja" or "ja-JP"); `*` stands for every language that is not named.
struct Qualities {
    double japanese = -1;
    double english = -1;
    double any = -1;
};

bool isLanguage(std::string_view range, std::string_view language) {
    return startsWithIgnoringCase(range, language) &&
           (range.size() == language.size() || range[language.size()] == '-');
}

Qualities qualitiesIn(std::string_view acceptLanguage) {
    Qualities found;
    while (!acceptLanguage.empty()) {
        std::string_view item = takeUntil(acceptLanguage, ',');
        const std::string_view range = takeUntil(item, ';');
        const double quality = qualityOf(item);
        if (isLanguage(range, "ja")) {
            found.japanese = std::max(found.japanese, quality);
        } else if (isLanguage(range, "en")) {
            found.english = std::max(found.english, quality);
        } else if (range == "*") {
            found.any = std::max(found.any, quality);
        }
    }
    return found;
}

void writeText(detail::Writer &writer, std::string_view name, std::string_view text) {
    writer.key(name);
    writer.text(text);
}

/// With a sentence where there is a language to say it in.
void writeFault(detail::Writer &writer, const domain::FieldError &fault, std::optional<Language> language) {
    writer.out.StartObject();
    writeText(writer, "pointer", fault.pointer);
    writeText(writer, "code", fault.code);
    if (!fault.params.empty()) {
        writer.key("params");
        detail::writeValue(writer, fault.params);
    }
    if (language) {
        writeText(writer, "message", detail::fieldMessage(fault, *language));
    }
    writer.out.EndObject();
}

void writeFaults(detail::Writer &writer, const std::vector<domain::FieldError> &faults, Language language) {
    if (faults.empty()) {
        return;
    }
    const std::size_t shown = std::min(faults.size(), mostFaults);
    writer.key("errors");
    writer.out.StartArray();
    for (std::size_t index = 0; index < shown; ++index) {
        writeFault(writer, faults[index], language);
    }
    writer.out.EndArray();
    if (shown < faults.size()) {
        writer.key("more_errors");
        writer.out.Bool(true);
    }
}

/// The member for `Error::current`. A list belongs to the calls that change many records.
std::string_view currentMember(std::string_view code, const Value &current) {
    if (!current.IsArray()) {
        return "current";
    }
    return code == "slot-has-reservations" ? "reservation_ids" : "items";
}

void writeCurrent(detail::Writer &writer, const Error &error) {
    if (error.current.empty()) {
        return;
    }
    if (const domain::Result<Parsed> current = Parsed::text(error.current)) {
        writer.key(currentMember(error.code, current->root()));
        current->root().Accept(writer.out);
    }
}

std::string textMember(const Value &object, const char *name) {
    const auto found = object.FindMember(name);
    return found != object.MemberEnd() && found->value.IsString() ? std::string(viewOf(found->value))
                                                                  : std::string();
}

std::string jsonOf(const Value &value) {
    detail::Writer writer;
    value.Accept(writer.out);
    return writer.take();
}

domain::Params paramsIn(const Value &object) {
    domain::Params params;
    const auto found = object.FindMember("params");
    if (found == object.MemberEnd() || !found->value.IsObject()) {
        return params;
    }
    for (const auto &member : found->value.GetObject()) {
        params[std::string(viewOf(member.name))] =
            member.value.IsString() ? std::string(viewOf(member.value)) : jsonOf(member.value);
    }
    return params;
}

std::vector<domain::FieldError> faultsInList(const Value &list) {
    std::vector<domain::FieldError> faults;
    if (!list.IsArray()) {
        return faults;
    }
    for (const Value &each : list.GetArray()) {
        if (each.IsObject()) {
            faults.push_back({textMember(each, "pointer"), textMember(each, "code"), paramsIn(each)});
        }
    }
    return faults;
}

std::vector<domain::FieldError> faultsIn(const Value &document) {
    const auto found = document.FindMember("errors");
    return found == document.MemberEnd() ? std::vector<domain::FieldError>() : faultsInList(found->value);
}

std::string currentIn(const Value &document) {
    for (const char *name : {"current", "items", "reservation_ids"}) {
        const auto found = document.FindMember(name);
        if (found != document.MemberEnd() && !found->value.IsNull()) {
            return jsonOf(found->value);
        }
    }
    return {};
}

/// The kind for codes that this version does not know.
ErrorKind kindOfStatus(int status) {
    switch (status) {
    case 401:
        return ErrorKind::SignedOut;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 409:
    case 410:
    case 412:
        return ErrorKind::Conflict;
    case 429:
        return ErrorKind::RateLimited;
    default:
        return status >= 400 && status < 500 ? ErrorKind::Rejected : ErrorKind::HubFault;
    }
}

Error notTheHub(int status) {
    return {.kind = status == 407 ? ErrorKind::Proxy : ErrorKind::HubFault,
            .code = status == 407 ? "proxy-authentication" : "not-the-hub",
            .params = {{"status", std::to_string(status)}}};
}

Error errorIn(int status, std::string_view contentType, std::string_view body) {
    if (!startsWithIgnoringCase(contentType, "application/problem+json")) {
        return notTheHub(status);
    }
    const domain::Result<Parsed> parsed = Parsed::object(body);
    if (!parsed || textMember(parsed->root(), "code").empty()) {
        return notTheHub(status);
    }
    const Value &document = parsed->root();
    const std::string code = textMember(document, "code");
    return {.kind = detail::isKnownProblem(code) ? detail::problemOf(code).kind : kindOfStatus(status),
            .code = code,
            .params = paramsIn(document),
            .detail = textMember(document, "detail"),
            .fields = faultsIn(document),
            .current = currentIn(document)};
}

/// Accepts seconds only, because a date would need the hub's clock. More than a day counts as one day.
std::optional<std::chrono::seconds> delayOf(std::string_view retryAfter) {
    unsigned seconds = 0;
    const std::string_view text = withoutBlanks(retryAfter);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || read.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    constexpr unsigned day = 24 * 60 * 60;
    return std::chrono::seconds(read.ec == std::errc{} ? std::min(seconds, day) : day);
}

} // namespace

Language preferredLanguage(std::string_view acceptLanguage) {
    const Qualities found = qualitiesIn(acceptLanguage);
    const double japanese = found.japanese >= 0 ? found.japanese : found.any;
    const double english = found.english >= 0 ? found.english : found.any;
    return english > 0 && english > japanese ? Language::English : Language::Japanese;
}

int statusOf(std::string_view code) {
    return detail::problemOf(code).status;
}

bool isRetryable(std::string_view code) {
    return detail::problemOf(code).retryable;
}

std::string problemJson(const Error &error, Language language) {
    const detail::Problem &problem = detail::problemOf(error.code);
    const std::string_view code = error.code.empty() ? problem.code : std::string_view(error.code);
    detail::Writer writer;
    writer.out.StartObject();
    writeText(writer, "type", "urn:hokatsu:problem:" + std::string(code));
    writeText(writer, "title", problem.title.in(language));
    writer.key("status");
    writer.out.Int(problem.status);
    writeText(writer, "detail", error.detail.empty() ? problem.detail.in(language) : error.detail);
    writeText(writer, "code", code);
    writer.key("retryable");
    writer.out.Bool(problem.retryable);
    if (!error.params.empty()) {
        writer.key("params");
        detail::writeValue(writer, error.params);
    }
    writeFaults(writer, error.fields, language);
    writeCurrent(writer, error);
    writer.out.EndObject();
    return writer.take();
}

Error errorFromAnswer(int status, std::string_view contentType, std::string_view body,
                      std::string_view retryAfter, std::string_view requestId) {
    Error error = errorIn(status, contentType, body);
    error.requestId = requestId;
    error.retryAfter = delayOf(retryAfter);
    return error;
}

std::string faultsJson(const std::vector<domain::FieldError> &faults) {
    if (faults.empty()) {
        return {};
    }
    detail::Writer writer;
    writer.out.StartArray();
    for (const domain::FieldError &fault : faults) {
        writeFault(writer, fault, std::nullopt);
    }
    writer.out.EndArray();
    return writer.take();
}

std::vector<domain::FieldError> faultsFromJson(std::string_view json) {
    const auto parsed = Parsed::text(json);
    return parsed ? faultsInList(parsed->root()) : std::vector<domain::FieldError>();
}

std::map<std::string, domain::Slot> standingSlotsFromJson(std::string_view current) {
    std::map<std::string, domain::Slot> standing;
    const auto parsed = Parsed::text(current);
    if (!parsed || !parsed->root().IsArray()) {
        return standing;
    }
    for (const Value &item : std::as_const(*parsed).root().GetArray()) {
        if (!item.IsObject()) {
            continue;
        }
        const auto found = item.FindMember("current");
        if (found == item.MemberEnd()) {
            continue;
        }
        if (const auto slot = slotFromJson(jsonOf(found->value), Source::Hub)) {
            standing.emplace(textMember(item, "id"), *slot);
        }
    }
    return standing;
}

} // namespace wire
