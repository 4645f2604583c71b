// The language of the screens, switched while the program runs.
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace ui {

/// Holds the installed translators; lives as long as the application. Every widget hears of a change by
/// QEvent::LanguageChange.
class Language : public QObject {
    Q_OBJECT
public:
    explicit Language(QObject *parent = nullptr);
    ~Language() override;

    /// "ja" or "en"; anything else is "ja". Does nothing when it is the current one.
    void use(const QString &language);
    [[nodiscard]] QString current() const { return m_current; }

private:
    void replace(QTranslator &translator, const QString &file, const QString &folder);

    QString m_current;
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace ui
