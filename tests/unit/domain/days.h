// Dates as the tests of domain write them.
#pragma once

#include "domain/calendar.h"

inline domain::LocalDate day(const char *text) {
    return domain::parseDate(text).value();
}
