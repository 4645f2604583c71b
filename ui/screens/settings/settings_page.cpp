#include "screens/settings/settings_page.h"

#include "kit/forms/hub_form.h"
#include "kit/text/common_text.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/card.h"
#include "kit/widgets/choice_box.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int lockChoices[] = {5, 10, 15, 30, 60, 0};
constexpr int textSizes[] = {100, 125, 150, 200};

void choose(QComboBox *box, const QVariant &value) {
    const int index = box->findData(value);
    if (index >= 0) {
        box->setCurrentIndex(index);
    }
}

} // namespace

SettingsPage::SettingsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)), m_intro(new MutedLabel(this)),
      m_version(new MutedLabel(this)) {
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_title);
    column->addWidget(m_intro);
    makeAppearance(column);
    makeSecurity(column);
    if (context.desk.account().user() && context.desk.account().user()->role != domain::Role::Municipal) {
        makeReasons(column);
    }
    makeAccount(column);
    makeHub(column);
    column->addWidget(m_version);
    column->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new VerticalScroll(content, this));
    connect(&context.desk.account(), &services::Account::changed, this, &SettingsPage::showAccount);
    connect(&context.desk.syncStatus(), &services::SyncStatus::changed, this, &SettingsPage::showAccount);
    connect(&context.desk.preferences(), &services::Preferences::changed, this, &SettingsPage::fillChoices);
    retranslate();
}

SettingsPage::~SettingsPage() {
    if (m_reasonsDelay && m_reasonsDelay->isActive()) {
        storeReasons();
    }
}

QVBoxLayout *SettingsPage::addSection(QVBoxLayout *column, const QString &name) {
    auto *card = new Card;
    card->setObjectName(name);
    auto *section = new QVBoxLayout(card);
    auto *heading = new SectionTitle;
    m_headings.push_back(heading);
    section->addWidget(heading);
    column->addWidget(card);
    return section;
}

FieldRow *SettingsPage::addChoice(QVBoxLayout *section, QComboBox *box, const QString &name) {
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *row = new FieldRow(box);
    section->addWidget(row);
    return row;
}

void SettingsPage::makeAppearance(QVBoxLayout *column) {
    QVBoxLayout *section = addSection(column, QStringLiteral("appearanceSection"));
    auto *language = new ChoiceBox;
    language->setTypeAhead(false); // the first thing on the page: what is typed there is meant for elsewhere
    m_language = language;
    m_languageRow = addChoice(section, m_language, QStringLiteral("language"));
    m_textSize = new QComboBox;
    m_textSizeRow = addChoice(section, m_textSize, QStringLiteral("textSize"));
    m_theme = new QComboBox;
    m_themeRow = addChoice(section, m_theme, QStringLiteral("theme"));
    connect(m_language, &QComboBox::activated, this,
            [this](int i) { m_context.desk.preferences().setLanguage(m_language->itemData(i).toString()); });
    connect(m_textSize, &QComboBox::activated, this,
            [this](int i) { m_context.desk.preferences().setTextPercent(m_textSize->itemData(i).toInt()); });
    connect(m_theme, &QComboBox::activated, this,
            [this](int i) { m_context.desk.preferences().setTheme(m_theme->itemData(i).toString()); });
}

void SettingsPage::makeSecurity(QVBoxLayout *column) {
    QVBoxLayout *section = addSection(column, QStringLiteral("securitySection"));
    m_lock = new QComboBox;
    m_lockRow = addChoice(section, m_lock, QStringLiteral("lockAfter"));
    connect(m_lock, &QComboBox::activated, this,
            [this](int i) { m_context.desk.preferences().setLockAfterMinutes(m_lock->itemData(i).toInt()); });
}

void SettingsPage::makeReasons(QVBoxLayout *column) {
    QVBoxLayout *section = addSection(column, QStringLiteral("reasonsSection"));
    m_reasons = new QPlainTextEdit;
    m_reasons->setObjectName(QStringLiteral("declineReasons"));
    m_reasons->setTabChangesFocus(true);
    m_reasons->setPlainText(m_context.desk.preferences().declineReasons().join(QLatin1Char('\n')));
    m_reasonsRow = new FieldRow(m_reasons);
    section->addWidget(m_reasonsRow);
    // Not at each key: a template that is half typed is none.
    m_reasonsDelay = new QTimer(this);
    m_reasonsDelay->setSingleShot(true);
    m_reasonsDelay->setInterval(600);
    connect(m_reasonsDelay, &QTimer::timeout, this, &SettingsPage::storeReasons);
    connect(m_reasons, &QPlainTextEdit::textChanged, m_reasonsDelay, qOverload<>(&QTimer::start));
}

void SettingsPage::makeAccount(QVBoxLayout *column) {
    QVBoxLayout *section = addSection(column, QStringLiteral("accountSection"));
    m_account = new QLabel;
    m_account->setObjectName(QStringLiteral("accountText"));
    m_account->setTextFormat(Qt::PlainText);
    m_account->setWordWrap(true);
    m_signOutText = new MutedLabel;
    m_signOutText->setObjectName(QStringLiteral("signOutText"));
    m_signOut = new QPushButton;
    m_signOut->setObjectName(QStringLiteral("signOutButton"));
    section->addWidget(m_account);
    section->addWidget(m_signOutText);
    section->addWidget(m_signOut, 0, Qt::AlignLeft);
    connect(m_signOut, &QPushButton::clicked, this, &SettingsPage::askForSignOut);
}

void SettingsPage::makeHub(QVBoxLayout *column) {
    QVBoxLayout *section = addSection(column, QStringLiteral("hubSection"));
    m_hubText = new QLabel;
    m_hubText->setObjectName(QStringLiteral("hubText"));
    m_hubText->setWordWrap(true);
    m_hubText->setTextFormat(Qt::PlainText);
    section->addWidget(m_hubText);
    if (!m_context.desk.account().training()) {
        m_hub = new HubForm(m_context.desk.account(), m_context.prompter);
        section->addWidget(m_hub);
    }
}

void SettingsPage::fillChoices() {
    const services::Preferences &stored = m_context.desk.preferences();
    const auto fill = [](QComboBox *box, const QList<std::pair<QString, QVariant>> &items,
                         const QVariant &now) {
        box->clear();
        for (const auto &[text, value] : items) {
            box->addItem(text, value);
        }
        choose(box, now);
    };
    fill(m_language,
         {{QStringLiteral(u"日本語"), QStringLiteral("ja")},
          {QStringLiteral("English"), QStringLiteral("en")}},
         stored.language());
    QList<std::pair<QString, QVariant>> sizes;
    for (const int percent : textSizes) {
        sizes.append({tr("%1 %", "text size").arg(percent), percent});
    }
    fill(m_textSize, sizes, stored.textPercent());
    fill(m_theme,
         {{tr("As the system"), QStringLiteral("system")},
          {tr("Light"), QStringLiteral("light")},
          {tr("Dark"), QStringLiteral("dark")},
          {tr("High contrast"), QStringLiteral("contrast")}},
         stored.theme());
    QList<std::pair<QString, QVariant>> locks;
    for (const int minutes : lockChoices) {
        locks.append({minutes > 0 ? tr("After %n minute(s)", nullptr, minutes) : tr("Never"), minutes});
    }
    fill(m_lock, locks, stored.lockAfterMinutes());
}

void SettingsPage::retranslate() {
    m_title->setText(tr("Settings"));
    m_intro->setText(tr("What you change here is stored at once."));
    QStringList headings{tr("Display"), tr("Lock")};
    if (m_reasons) {
        headings << tr("Reasons for declining");
        m_reasonsRow->setTexts(tr("Templates"),
                               tr("One a line. {日時} becomes the date and time, {施設名} the nursery's "
                                  "name."));
    }
    headings << tr("Account") << tr("Hub");
    for (std::size_t i = 0; i < m_headings.size(); ++i) {
        m_headings[i]->setText(headings.at(static_cast<qsizetype>(i)));
    }
    m_languageRow->setTexts(tr("Language"));
    m_textSizeRow->setTexts(tr("Text size"));
    m_themeRow->setTexts(tr("Colours"));
    m_lockRow->setTexts(tr("Lock when nobody works here"),
                        tr("The password opens the program again. Ctrl+L locks at once."));
    m_signOut->setText(tr("Sign out"));
    m_hubText->setText(
        tr("In the practice mode the program speaks only to the practice hub on this PC, so the address "
           "cannot be changed."));
    m_hubText->setVisible(!m_hub);
    if (m_hub) {
        m_hub->retranslate();
    }
    m_version->setText(tr("Hokatsu Desk %1").arg(QStringLiteral(HOKATSU_VERSION)));
    fillChoices();
    showAccount();
}

void SettingsPage::showAccount() {
    const auto user = m_context.desk.account().user();
    m_account->setText(user ? tr("%1 (%2)\nLogin ID: %3")
                                  .arg(toQString(user->name), roleText(user->role), toQString(user->loginId))
                            : QString());
    const services::SyncState sync = m_context.desk.syncStatus().state();
    m_signOutText->setText(sync.waiting > 0
                               ? tr("%n act(s) not yet sent stay on this PC and go out after the next "
                                    "sign-in.",
                                    nullptr, sync.waiting)
                               : tr("Everything has been sent."));
}

void SettingsPage::activate() {
    if (m_hub) {
        m_hub->reload();
    }
    showAccount();
}

void SettingsPage::focusFirst() {
    m_language->setFocus();
}

void SettingsPage::storeReasons() {
    QStringList reasons;
    for (const QString &line : m_reasons->toPlainText().split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty()) {
            reasons << line.trimmed();
        }
    }
    m_context.desk.preferences().setDeclineReasons(reasons);
}

void SettingsPage::askForSignOut() {
    m_context.prompter.confirm(
        this, tr("Sign out"),
        tr("To work on, you need your password and a code again. %1").arg(m_signOutText->text()),
        tr("Sign out"), [this](bool yes) {
            if (yes) {
                m_context.desk.account().signOut();
            }
        });
}

PageHelp SettingsPage::help() const {
    PageHelp help{.tasks = {{tr("Make it easier to read"),
                             tr("Choose the text size and the colours; everything changes at once.")},
                            {tr("Leave the PC for a moment"),
                             tr("Ctrl+L locks. What is open and typed is there again after the password.")},
                            {tr("End work on this PC"), tr("Sign out. What has not been sent stays here and "
                                                           "goes out after the next sign-in.")}},
                  .keys = {}};
    if (m_reasons != nullptr) {
        help.tasks.emplace_back(tr("Prepare reasons for declining"),
                                tr("Write one a line under Reasons for declining; they are offered when a "
                                   "family is declined."));
    }
    return help;
}

} // namespace ui
