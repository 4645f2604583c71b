#include "shell/appearance.h"

#include "kit/theme/icons.h"
#include "kit/theme/theme.h"

namespace ui {

Appearance::Appearance(QApplication &application, services::Preferences &preferences, QObject *parent)
    : QObject(parent), m_application(application), m_keys(application), m_preferences(preferences) {
    connect(&preferences, &services::Preferences::changed, this, &Appearance::follow);
    follow();
}

void Appearance::follow() {
    if (m_theme != m_preferences.theme() || m_percent != m_preferences.textPercent()) {
        m_theme = m_preferences.theme();
        m_percent = m_preferences.textPercent();
        applyTheme(m_application, m_theme, m_percent);
    }
    m_language.use(m_preferences.language());
}

} // namespace ui
