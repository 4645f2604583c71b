// Tour slots.
#pragma once

#include "prompt/page.h"

namespace ui {

class EmptyState;
class PageTitle;

class SlotsPage : public Page {
    Q_OBJECT
public:
    explicit SlotsPage(const UiContext &context, QWidget *parent = nullptr);
    void retranslate() override;
    /// Shows the week of this slot and selects it.
    void open(domain::SlotId id);

private:
    UiContext m_context;
    PageTitle *m_title;
    EmptyState *m_empty;
};

} // namespace ui
