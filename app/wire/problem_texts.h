// The texts of problem details in both languages. Internal to wire.
#pragma once

#include "domain/result.h"
#include "wire/problem.h"

#include <span>

namespace wire::detail {

struct Words {
    std::string_view japanese;
    std::string_view english;
    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::Japanese ? japanese : english;
    }
};

struct Problem {
    std::string_view code;
    int status = 500;
    domain::ErrorKind kind = domain::ErrorKind::HubFault;
    bool retryable = false;
    Words title;
    Words detail;
};
/// The codes of the contract.
[[nodiscard]] std::span<const Problem> problems();
/// The problem of a code; a general one with status 500 if the contract does not have the code.
[[nodiscard]] const Problem &problemOf(std::string_view code);
[[nodiscard]] bool isKnownProblem(std::string_view code);

/// The sentence for a field error, with its parameters inserted.
[[nodiscard]] std::string fieldMessage(const domain::FieldError &fault, Language language);

} // namespace wire::detail
