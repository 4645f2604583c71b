// The names of the desk's pages, for those who lead to one of them.
#pragma once

namespace ui {

/// All pages that the desk has; which of them somebody sees depends on the role.
enum class PageId { Today, Reservations, Slots, Facility, Delays, Settings, Outbox, Shortcuts, Conflict };

} // namespace ui
