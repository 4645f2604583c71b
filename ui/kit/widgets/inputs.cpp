#include "kit/widgets/inputs.h"

#include "kit/theme/icons.h"
#include "kit/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPushButton>

namespace ui {

QString halfWidthDigits(const QString &text) {
    QString result = text;
    for (QChar &c : result) {
        if (c.unicode() >= 0xff10 && c.unicode() <= 0xff19) {
            c = QChar(c.unicode() - 0xff10 + u'0');
        }
    }
    return result;
}

LineEdit::LineEdit(QWidget *parent) : QLineEdit(parent) {}

void LineEdit::inputMethodEvent(QInputMethodEvent *event) {
    m_composing = !event->preeditString().isEmpty();
    QLineEdit::inputMethodEvent(event);
}

void LineEdit::keyPressEvent(QKeyEvent *event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter) {
        return QLineEdit::keyPressEvent(event);
    }
    // Some input methods pass the key on although it only ends their own text.
    event->accept();
    if (!m_composing) {
        Q_EMIT submitted();
    }
}

DigitsEdit::DigitsEdit(QWidget *parent) : LineEdit(parent) {
    setInputMethodHints(Qt::ImhPreferNumbers | Qt::ImhLatinOnly);
    connect(this, &QLineEdit::textChanged, this, &DigitsEdit::normalise);
}

void DigitsEdit::normalise() {
    const QString wanted = halfWidthDigits(text());
    if (composing() || wanted == text()) {
        return;
    }
    const int cursor = cursorPosition();
    setText(wanted);
    setCursorPosition(cursor);
}

PasswordEdit::PasswordEdit(QWidget *parent)
    : QWidget(parent), m_edit(new LineEdit(this)), m_reveal(new QPushButton(this)) {
    m_edit->setEchoMode(QLineEdit::Password);
    m_reveal->setCheckable(true);
    m_reveal->setIcon(icon(QStringLiteral("eye"), Ink::Key));
    setButtonKind(m_reveal, ButtonKind::Quiet);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_reveal);
    setFocusProxy(m_edit);
    connect(m_edit, &LineEdit::submitted, this, &PasswordEdit::submitted);
    connect(m_edit, &QLineEdit::textEdited, this, &PasswordEdit::textEdited);
    connect(m_reveal, &QPushButton::toggled, this, [this](bool on) {
        m_edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setIcon(icon(on ? QStringLiteral("eye-off") : QStringLiteral("eye"), Ink::Key));
        retranslate();
    });
    retranslate();
}

void PasswordEdit::setObjectNames(const QString &name) {
    setObjectName(name);
    m_edit->setObjectName(name + QStringLiteral("Edit"));
    m_reveal->setObjectName(name + QStringLiteral("Reveal"));
}

void PasswordEdit::changeEvent(QEvent *event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void PasswordEdit::retranslate() {
    m_reveal->setText(m_reveal->isChecked() ? tr("Hide") : tr("Show"));
    m_reveal->setAccessibleName(m_reveal->isChecked() ? tr("Hide what is typed") : tr("Show what is typed"));
}

} // namespace ui
