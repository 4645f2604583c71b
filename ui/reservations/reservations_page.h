// Reservations.
#pragma once

#include "prompt/page.h"

namespace ui {

class EmptyState;
class PageTitle;

class ReservationsPage : public Page {
    Q_OBJECT
public:
    explicit ReservationsPage(const UiContext &context, QWidget *parent = nullptr);
    void retranslate() override;
    /// Shows this reservation, whatever the filter.
    void open(domain::ReservationId id);

private:
    UiContext m_context;
    PageTitle *m_title;
    EmptyState *m_empty;
};

} // namespace ui
