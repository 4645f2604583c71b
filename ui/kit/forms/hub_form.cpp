#include "kit/forms/hub_form.h"

#include "kit/prompt/prompter.h"
#include "kit/text/error_text.h"
#include "kit/theme/theme.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

/// Sixteen bytes a line: people compare fingerprints by reading them aloud.
QString inTwoLines(const QString &fingerprint) {
    const QStringList bytes = fingerprint.split(QLatin1Char(':'), Qt::SkipEmptyParts);
    const qsizetype half = bytes.size() / 2;
    return bytes.mid(0, half).join(QLatin1Char(':')) + QLatin1Char('\n') +
           bytes.mid(half).join(QLatin1Char(':'));
}

} // namespace

HubForm::HubForm(services::Account &account, Prompter &prompter, QWidget *parent)
    : QWidget(parent), m_account(account), m_prompter(prompter), m_address(new LineEdit(this)),
      m_addressRow(new FieldRow(m_address, this)), m_store(new QPushButton(this)),
      m_loadCa(new QPushButton(this)), m_caRow(new FieldRow(m_loadCa, this)),
      m_fingerprintLabel(new MutedLabel(this)), m_fingerprint(new QLabel(this)) {
    m_address->setObjectName(QStringLiteral("hubAddress"));
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_store->setObjectName(QStringLiteral("hubStoreButton"));
    m_loadCa->setObjectName(QStringLiteral("loadCaButton"));
    m_fingerprint->setObjectName(QStringLiteral("caFingerprint"));
    m_fingerprint->setFont(fixedFont());
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : {static_cast<QWidget *>(m_addressRow), static_cast<QWidget *>(m_caRow)}) {
        layout->addWidget(widget);
    }
    layout->addWidget(m_fingerprintLabel);
    layout->addWidget(m_fingerprint);
    layout->addWidget(m_store, 0, Qt::AlignLeft);
    connect(m_address, &LineEdit::submitted, this, &HubForm::store);
    connect(m_store, &QPushButton::clicked, this, &HubForm::store);
    connect(m_loadCa, &QPushButton::clicked, this, &HubForm::loadCa);
    retranslate();
    reload();
}

void HubForm::retranslate() {
    m_loadCa->setText(tr("Load the CA …"));
    m_addressRow->setTexts(tr("Address of the hub"),
                           tr("Begins with https://. Your administrator knows it."));
    m_caRow->setTexts(tr("Certificate of the hub (CA)"),
                      tr("Only needed where the hub has a certificate authority of its own."));
    m_store->setText(tr("Use this address"));
    m_fingerprintLabel->setText(
        tr("SHA-256 fingerprint. Compare it with the one that your administrator gave you:"));
}

void HubForm::reload() {
    m_address->setText(m_account.hub().url);
    m_addressRow->clearError();
    m_caRow->clearError();
    showFingerprint();
}

void HubForm::showFingerprint() {
    const QString fingerprint = m_account.hub().caFingerprint;
    m_fingerprint->setText(inTwoLines(fingerprint));
    m_fingerprint->setVisible(!fingerprint.isEmpty());
    m_fingerprintLabel->setVisible(!fingerprint.isEmpty());
}

void HubForm::store() {
    const domain::Result<void> result = m_account.setHubUrl(m_address->text().trimmed());
    m_addressRow->setError(result ? QString() : errorText(result.error()));
    if (result) {
        Q_EMIT stored();
    } else {
        m_address->setFocus();
    }
}

void HubForm::loadCa() {
    m_prompter.chooseFile(this, tr("Load the hub's CA"),
                          tr("Certificates (*.pem *.crt *.cer *.der);;All files (*)"),
                          [this](const QString &file) {
                              if (file.isEmpty()) {
                                  return;
                              }
                              const domain::Result<QString> result = m_account.importCa(file);
                              m_caRow->setError(result ? QString() : errorText(result.error()));
                              showFingerprint();
                          });
}

} // namespace ui
