#include "hub/records/earlier_visit.h"

namespace hub {

std::string withoutEarlierVisit(std::string_view record) {
    constexpr std::string_view member = R"(,"repeat_of":")";
    std::string text(record);
    const std::size_t from = text.find(member);
    if (from != std::string::npos) {
        const std::size_t end = text.find('"', from + member.size());
        text.erase(from, end + 1 - from);
    }
    return text;
}

} // namespace hub
