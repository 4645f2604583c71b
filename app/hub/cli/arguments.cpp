#include "hub/cli/arguments.h"

#include <algorithm>
#include <charconv>

namespace hub::cli {
namespace {

const OptionSpec *specOf(std::span<const OptionSpec> options, std::string_view name) {
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const OptionSpec &each) { return each.name == name; });
    return found == options.end() ? nullptr : &*found;
}

} // namespace

tl::unexpected<domain::Error> usage(std::string what) {
    return domain::fail(domain::ErrorKind::Malformed, "usage", {{"what", std::move(what)}});
}

domain::Result<Arguments> Arguments::parse(std::span<const std::string> args,
                                           std::span<const OptionSpec> options, std::size_t positional) {
    Arguments parsed;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string &name = args[i];
        if (!name.starts_with("--")) {
            parsed.m_positional.push_back(name);
            continue;
        }
        const OptionSpec *spec = specOf(options, name);
        if (spec == nullptr) {
            return usage("unknown option " + name);
        }
        std::vector<std::string> &values = parsed.m_values[name];
        if (!values.empty() && spec->takes == Takes::One) {
            return usage(name + " is given twice");
        }
        const auto more = [&] { return i + 1 < args.size() && !args[i + 1].starts_with("--"); };
        if (spec->takes != Takes::Nothing && !more()) {
            return usage(name + " needs a value");
        }
        if (spec->takes == Takes::One) {
            values.push_back(args[++i]);
        }
        while (spec->takes == Takes::Many && more()) {
            values.push_back(args[++i]);
        }
    }
    for (const OptionSpec &spec : options) {
        if (spec.presence == Presence::Required && !parsed.has(spec.name)) {
            return usage(std::string(spec.name) + " is missing");
        }
    }
    if (parsed.m_positional.size() != positional) {
        return usage(parsed.m_positional.size() < positional ? "a value is missing"
                                                             : "unexpected " + parsed.m_positional.back());
    }
    return parsed;
}

std::string Arguments::one(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() || found->second.empty() ? std::string() : found->second.front();
}

std::vector<std::string> Arguments::many(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::vector<std::string>() : found->second;
}

domain::Result<long> Arguments::number(std::string_view name, long from, long to, long otherwise) const {
    if (!has(name)) {
        return otherwise;
    }
    const std::string text = one(name);
    long value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || value < from || value > to) {
        return usage(std::string(name) + " must be a whole number from " + std::to_string(from) + " to " +
                     std::to_string(to));
    }
    return value;
}

} // namespace hub::cli
