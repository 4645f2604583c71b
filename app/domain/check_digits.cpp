// Numbers with a check digit: 全国地方公共団体コード and 法人番号.
#include "domain/characters.h"
#include "domain/text.h"
#include "domain/validate.h"

namespace domain {
namespace {

int digitAt(std::string_view text, std::size_t at) {
    return text[at] - '0';
}

int numberOf(std::string_view text) {
    int value = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        value = value * 10 + digitAt(text, i);
    }
    return value;
}

char municipalityCheckDigit(std::string_view five) {
    int sum = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        sum += digitAt(five, i) * (6 - static_cast<int>(i));
    }
    const int check = sum < 11 ? 11 - sum : 11 - sum % 11;
    return static_cast<char>('0' + check % 10);
}

std::string withCheckDigit(std::string_view five) {
    return std::string(five) + municipalityCheckDigit(five);
}

bool hasPrefecture(std::string_view code) {
    const int prefecture = numberOf(code.substr(0, 2));
    return prefecture >= 1 && prefecture <= 47;
}

/// Five digits can be a code without its check digit (13101) or one whose leading zero a spreadsheet removed
/// (92011). If both are possible and the digits are in the range of wards (101-125) or cities (201-240), the
/// check digit is missing.
Result<std::string> repairedFiveDigits(const std::string &five) {
    const std::string padded = '0' + five;
    const int place = numberOf(five.substr(2));
    const bool paddedFits = isMunicipalityCode(padded) && hasPrefecture(padded);
    const bool placeFits = hasPrefecture(five) && (place == 0 || place >= 100);
    const bool wardOrCity = (place > 100 && place <= 125) || (place > 200 && place <= 240);
    if (placeFits && (wardOrCity || !paddedFits)) {
        return withCheckDigit(five);
    }
    if (paddedFits) {
        return padded;
    }
    return fail(ErrorKind::Malformed, "check-digit");
}

} // namespace

bool isMunicipalityCode(std::string_view code) {
    return code.size() == 6 && isAllDigits(code) && municipalityCheckDigit(code) == code[5];
}

Result<std::string> repairedMunicipalityCode(std::string_view typed) {
    const std::string code = trimmed(toHalfWidthAscii(typed));
    if (!isAllDigits(code) || code.size() < 4 || code.size() > 6) {
        return fail(ErrorKind::Malformed, "not-a-code");
    }
    if (code.size() == 5) {
        return repairedFiveDigits(code);
    }
    if (code.size() == 4) { // both the leading zero and the check digit are missing: 1100
        return withCheckDigit('0' + code);
    }
    if (!isMunicipalityCode(code)) {
        return fail(ErrorKind::Malformed, "check-digit");
    }
    return code;
}

bool isCorporateNumber(std::string_view number) {
    if (number.size() != 13 || !isAllDigits(number)) {
        return false;
    }
    int sum = 0;
    for (std::size_t fromRight = 1; fromRight <= 12; ++fromRight) {
        sum += digitAt(number, 13 - fromRight) * (fromRight % 2 == 1 ? 1 : 2);
    }
    return digitAt(number, 0) == 9 - sum % 9;
}

} // namespace domain
