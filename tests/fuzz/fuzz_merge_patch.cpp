// Merge patches (RFC 7396): a difference that is applied leads to what it was taken from.
#include "fuzz.h"

#include "wire/records_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    const std::string target(fuzz::firstLine(text));
    const std::string patch(text);
    const auto merged = wire::mergePatch(target, patch);
    if (!merged) {
        return 0;
    }
    const auto again = wire::mergePatch(*merged, patch);
    fuzz::must(again.has_value());
    fuzz::must(wire::diffPatch(*merged, *again).value_or("") == "{}"); // the same patch twice changes nothing
    const auto difference = wire::diffPatch(target, *merged);
    fuzz::must(difference.has_value());
    const auto back = wire::mergePatch(target, *difference);
    fuzz::must(back.has_value() && wire::diffPatch(*back, *merged).value_or("") == "{}");
    return 0;
}
