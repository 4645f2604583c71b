#include "scenario/tour/steps.h"

#include <QAbstractButton>
#include <QDir>
#include <QLineEdit>
#include <QPixmap>
#include <QTest>

#include <cstdio>

namespace tour {

Stage::Stage(QWidget &window, QString pictureFolder) : m_window(window), m_folder(std::move(pictureFolder)) {}

void Stage::step(const QString &name, const std::function<QString()> &act) {
    QElapsedTimer timer;
    timer.start();
    ++m_number;
    try {
        const QString saw = act();
        std::printf("%2d  ok    %6lld ms  %s: %s\n", m_number, static_cast<long long>(timer.elapsed()),
                    qUtf8Printable(name), qUtf8Printable(saw));
    } catch (const StepFailed &failed) {
        std::printf("%2d  FAIL  %6lld ms  %s: %s\n", m_number, static_cast<long long>(timer.elapsed()),
                    qUtf8Printable(name), qUtf8Printable(failed.why));
        picture(QStringLiteral("failed"));
        throw;
    }
    std::fflush(stdout);
}

void Stage::picture(const QString &name) {
    QTest::qWait(150); // what is animated or coalesced comes to rest
    QDir().mkpath(m_folder);
    const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
    if (!m_window.grab().save(path)) {
        throw StepFailed{QStringLiteral("the picture %1 could not be saved").arg(path)};
    }
}

void Stage::click(const QString &buttonName) {
    auto *button = shown<QAbstractButton>(buttonName);
    waitUntil([&] { return button->isEnabled(); }, buttonName + QStringLiteral(" can be pressed"));
    QTest::mouseClick(button, Qt::LeftButton);
}

void Stage::type(QWidget *field, const QString &text) {
    field->setFocus();
    if (auto *line = qobject_cast<QLineEdit *>(field)) {
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
    }
    for (const QChar c : text) {
        QTest::sendKeyEvent(QTest::Click, field, Qt::Key_unknown, c, Qt::NoModifier);
    }
}

void Stage::key(QWidget *widget, int key, Qt::KeyboardModifiers modifiers) {
    widget->setFocus();
    QTest::keyClick(widget, static_cast<Qt::Key>(key), modifiers);
}

void Stage::waitUntil(const std::function<bool()> &seen, const QString &what, int milliseconds) {
    if (!QTest::qWaitFor(seen, milliseconds)) {
        throw StepFailed{QStringLiteral("waited %1 s in vain until %2").arg(milliseconds / 1000).arg(what)};
    }
}

} // namespace tour
