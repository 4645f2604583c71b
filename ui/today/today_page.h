// Today.
#pragma once

#include "prompt/page.h"

namespace ui {

class EmptyState;
class PageTitle;

class TodayPage : public Page {
    Q_OBJECT
public:
    explicit TodayPage(const UiContext &context, QWidget *parent = nullptr);
    void retranslate() override;

private:
    UiContext m_context;
    PageTitle *m_title;
    EmptyState *m_empty;
};

} // namespace ui
