#include "screens/signin/enrolment_steps.h"

#include "kit/prompt/prompter.h"
#include "kit/text/error_text.h"
#include "kit/theme/icons.h"
#include "kit/theme/theme.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"
#include "screens/signin/qr_code.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QUrlQuery>
#include <QVBoxLayout>

namespace ui {
namespace {

QLabel *monospaced(const QString &objectName, QWidget *parent) {
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setFont(fixedFont());
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

} // namespace

QString secretForTyping(const QString &otpauthUri) {
    const QString secret = QUrlQuery(QUrl(otpauthUri)).queryItemValue(QStringLiteral("secret"));
    QString grouped;
    for (qsizetype i = 0; i < secret.size(); i += 4) {
        grouped += (i ? QStringLiteral(" ") : QString()) + secret.mid(i, 4);
    }
    return grouped;
}

EnrolmentStep::EnrolmentStep(services::Account &account, QWidget *parent)
    : StepView(account, parent), m_qr(new QrCode(this)), m_secretLabel(new MutedLabel(this)),
      m_secret(monospaced(QStringLiteral("enrolmentSecret"), this)), m_code(new DigitsEdit(this)) {
    m_qr->setObjectName(QStringLiteral("enrolmentQr"));
    body()->addWidget(m_qr, 0, Qt::AlignHCenter);
    body()->addWidget(m_secretLabel);
    body()->addWidget(m_secret);
    m_row = addField(m_code);
    m_go = addPrimary(QStringLiteral("enrolButton"));
    m_back = addQuiet(QStringLiteral("backButton"));
    m_code->setObjectName(QStringLiteral("enrolmentCode"));
    connect(m_code, &LineEdit::submitted, this, &EnrolmentStep::go);
    connect(m_go, &QPushButton::clicked, this, &EnrolmentStep::go);
    connect(m_back, &QPushButton::clicked, this, [this] { this->account().startOver(); });
    retranslate();
}

void EnrolmentStep::retranslate() {
    setHead(
        tr("Connect an authenticator app"),
        tr("Scan this picture with an authenticator app on your phone or tablet. From then on the app shows "
           "a new code every 30 seconds, which you type when you sign in."));
    m_qr->setAccessibleName(tr("QR code for the authenticator app"));
    m_qr->setAccessibleDescription(tr("The same secret follows as text."));
    m_secretLabel->setText(tr("If it cannot be scanned, type this into the app:"));
    m_row->setTexts(tr("Six-digit code"), tr("The code that the app shows now."));
    m_go->setText(tr("Connect"));
    m_back->setText(tr("Back to the beginning"));
}

void EnrolmentStep::enter() {
    m_code->clear();
    m_row->clearError();
    refresh();
}

void EnrolmentStep::refresh() {
    const QString uri = account().otpauthUri();
    if (uri != m_uri) {
        m_uri = uri;
        m_qr->setVisible(m_qr->setText(uri));
        m_secret->setText(secretForTyping(uri));
    }
}

void EnrolmentStep::showProblem(const domain::Error &error) {
    if (!isAboutCode(error)) {
        return StepView::showProblem(error);
    }
    clearProblem();
    m_row->setError(errorText({.kind = domain::ErrorKind::CodeNeeded}));
    m_code->selectAll();
    m_code->setFocus();
}

QWidget *EnrolmentStep::firstField() {
    return m_code;
}

void EnrolmentStep::go() {
    const QString code = m_code->text().simplified().remove(QLatin1Char(' '));
    if (refuseEmpty(m_row, code)) {
        m_code->setFocus();
        return;
    }
    account().confirmEnrolment(code);
}

RecoveryCodesStep::RecoveryCodesStep(services::Account &account, Prompter &prompter, QWidget *parent)
    : StepView(account, parent), m_prompter(prompter),
      m_codes(monospaced(QStringLiteral("recoveryCodes"), this)), m_copy(new QPushButton(this)),
      m_print(new QPushButton(this)), m_noted(new QCheckBox(this)) {
    m_copy->setObjectName(QStringLiteral("copyCodesButton"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_print->setObjectName(QStringLiteral("printCodesButton"));
    m_print->setIcon(icon(QStringLiteral("print")));
    m_noted->setObjectName(QStringLiteral("codesNoted"));
    body()->addWidget(m_codes);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_print);
    buttons->addStretch(1);
    body()->addLayout(buttons);
    m_notedRow = addField(m_noted);
    m_go = addPrimary(QStringLiteral("codesNotedButton"));
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(this->account().recoveryCodes().join(QLatin1Char('\n')));
    });
    connect(m_print, &QPushButton::clicked, this, &RecoveryCodesStep::print);
    connect(m_go, &QPushButton::clicked, this, &RecoveryCodesStep::go);
    retranslate();
}

void RecoveryCodesStep::retranslate() {
    setHead(tr("Keep your recovery codes"),
            tr("If you lose the device with the authenticator app, each of these codes lets you in once. "
               "They are "
               "shown only now. Keep them on paper in a safe place, not on this PC."));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the recovery codes"));
    m_print->setText(tr("Print"));
    m_print->setAccessibleName(tr("Print the recovery codes"));
    m_noted->setText(tr("I have noted the codes"));
    m_notedRow->setTexts(tr("Confirmation"));
    m_go->setText(tr("Go on"));
}

void RecoveryCodesStep::enter() {
    m_noted->setChecked(false);
    m_notedRow->clearError();
    refresh();
}

void RecoveryCodesStep::refresh() {
    // Two columns are read faster than one and leave room for the rest.
    const QStringList codes = account().recoveryCodes();
    QStringList lines;
    for (qsizetype i = 0; i < codes.size(); i += 2) {
        lines << codes.mid(i, 2).join(QStringLiteral("    "));
    }
    m_codes->setText(lines.join(QLatin1Char('\n')));
}

QWidget *RecoveryCodesStep::firstField() {
    return m_copy;
}

void RecoveryCodesStep::print() {
    const QString title = tr("Hokatsu Desk: recovery codes");
    m_prompter.print(this, title,
                     title + QStringLiteral("\n\n") + account().recoveryCodes().join(QLatin1Char('\n')));
}

void RecoveryCodesStep::go() {
    if (!m_noted->isChecked()) {
        m_notedRow->setError(tr("Note the codes first, then tick this. They are not shown again."));
        m_noted->setFocus();
        return;
    }
    account().recoveryCodesNoted();
}

} // namespace ui
