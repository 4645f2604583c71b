// The municipalities' lists, as files from anywhere.
#include "fuzz.h"

#include "domain/validate.h"
#include "formats/open_data_csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string_view text = fuzz::textOf(data, size);
    const bool known = fuzz::firstByte(text) % 2 == 1;
    const auto file = formats::readOpenData(text, known ? "131016" : "");
    if (!file) {
        return 0;
    }
    (void)formats::reportLines(*file);
    for (const formats::ImportRow &row : file->rows) {
        fuzz::must(!row.facility.profile.at("name").empty());
        for (const auto &[key, value] : row.facility.profile) { // what is not set aside is sound
            fuzz::must(value.empty() || domain::validateProfileItem(key, value).empty());
        }
    }
    return 0;
}
