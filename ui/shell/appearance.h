// Keeps the application's look and language at what the preferences say, while it runs.
#pragma once

#include "kit/theme/language.h"
#include "kit/widgets/keys.h"
#include "services/desk.h"

#include <QApplication>

namespace ui {

/// Lives as long as the windows; made before them, so that they start in the right clothes. Also keeps a
/// held key from acting again and again in any of them.
class Appearance : public QObject {
    Q_OBJECT
public:
    Appearance(QApplication &application, services::Preferences &preferences, QObject *parent = nullptr);

private:
    void follow();

    QApplication &m_application;
    SteadyKeys m_keys;
    services::Preferences &m_preferences;
    Language m_language;
    QString m_theme;
    int m_percent = 0;
};

} // namespace ui
