#include "kit/theme/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace ui {

Language::Language(QObject *parent) : QObject(parent) {}

Language::~Language() {
    if (QCoreApplication *application = qApp) {
        application->removeTranslator(&m_own);
        application->removeTranslator(&m_qt);
    }
}

void Language::replace(QTranslator &translator, const QString &file, const QString &folder) {
    QCoreApplication::removeTranslator(&translator);
    if (translator.load(file, folder)) {
        QCoreApplication::installTranslator(&translator);
    }
}

void Language::use(const QString &language) {
    const QString wanted = language == u"en" ? QStringLiteral("en") : QStringLiteral("ja");
    if (wanted == m_current) {
        return;
    }
    m_current = wanted;
    QLocale::setDefault(QLocale(wanted));
    // Qt's own texts first: each installation sends a LanguageChange, and the last one must find all in
    // place.
    replace(m_qt, QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    replace(m_own, QStringLiteral("hokatsu_") + wanted, QStringLiteral(":/i18n"));
}

} // namespace ui
