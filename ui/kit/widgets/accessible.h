// What assistive programs are told where Qt's own words are wrong, missing or unsafe.
#pragma once

namespace ui {

/// Once for the program, before its windows. From then on scroll areas bear any question for a child, lists
/// have one child a row, and headings, messages, signs and page tabs say what they are.
void useAccessibleFactory();

} // namespace ui
