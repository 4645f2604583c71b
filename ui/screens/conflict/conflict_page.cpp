#include "screens/conflict/conflict_page.h"

#include "kit/pages/draft_keeper.h"
#include "kit/pages/when_done.h"
#include "kit/text/act_text.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/member_text.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/card.h"
#include "kit/widgets/flow_layout.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QJsonArray>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace ui {
namespace {

enum Column { What, Mine, Theirs, Result };

QLabel *text(const QString &words) {
    auto *label = new QLabel(words);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// A radio button whose long text wraps: the button itself stays short, the value stands below it.
QWidget *choice(QRadioButton *button, const QString &value) {
    auto *cell = new QWidget;
    auto *column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(lineHeights(0.1));
    column->addWidget(button);
    auto *words = text(value);
    words->setIndent(lineHeights(1.3));
    words->setBuddy(button);
    column->addWidget(words);
    column->addStretch(1);
    return cell;
}

} // namespace

ConflictPage::ConflictPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_back(new QPushButton(this)), m_title(new PageTitle(this)),
      m_about(new SectionTitle(this)), m_intro(new QLabel(this)), m_problem(new Banner(this)),
      m_place(new Card), m_settle(new QPushButton(this)), m_later(new QPushButton(this)),
      m_draft(new DraftKeeper(
          context.desk.drafts(), [this] { return draft(); }, this)) {
    setObjectName(QStringLiteral("conflictPage"));
    m_back->setObjectName(QStringLiteral("conflictBack"));
    m_back->setIcon(icon(QStringLiteral("left"), Ink::Key));
    setButtonKind(m_back, ButtonKind::Quiet);
    m_settle->setObjectName(QStringLiteral("conflictSettle"));
    setButtonKind(m_settle, ButtonKind::Primary);
    m_later->setObjectName(QStringLiteral("conflictLater"));
    setButtonKind(m_later, ButtonKind::Quiet);
    m_about->setObjectName(QStringLiteral("conflictAbout"));
    m_problem->setObjectName(QStringLiteral("conflictProblem"));
    m_intro->setWordWrap(true);
    auto *buttons = new FlowLayout;
    buttons->addWidget(m_settle);
    buttons->addWidget(m_later);
    auto *inPlace = new QVBoxLayout(m_place);
    inPlace->addStretch(0);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_back, 0, Qt::AlignLeft);
    for (QWidget *widget : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_about),
                            static_cast<QWidget *>(m_intro), static_cast<QWidget *>(m_problem), m_place}) {
        column->addWidget(widget);
    }
    column->addLayout(buttons);
    column->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new VerticalScroll(content, this));
    connect(m_back, &QPushButton::clicked, this, &ConflictPage::closed);
    connect(m_later, &QPushButton::clicked, this, &ConflictPage::closed);
    connect(m_settle, &QPushButton::clicked, this, &ConflictPage::settle);
    retranslate();
}

void ConflictPage::retranslate() {
    m_back->setText(tr("Back"));
    m_title->setText(tr("Changed on two sides"));
    m_intro->setText(
        tr("Somebody else changed the same thing while your change had not been sent. Choose what "
           "shall hold. Until you choose otherwise the hub's value stays; nothing is lost, and the "
           "decision can be looked up later in the list of sending."));
    m_settle->setText(tr("Decide so"));
    m_later->setText(tr("Decide later"));
    take(services::Conflict(m_conflict));
}

void ConflictPage::activate() {
    load();
}

void ConflictPage::focusFirst() {
    if (m_shown.empty()) {
        m_back->setFocus();
    } else {
        m_shown.front().theirs->setFocus();
    }
}

/// To the list that led here; what was chosen is kept.
bool ConflictPage::stepBack() {
    Q_EMIT closed();
    return true;
}

void ConflictPage::show(domain::OperationId operation) {
    // First of all: it keeps what was chosen for the one before.
    m_draft->open(QStringLiteral("conflict/") + QString::fromStdString(operation.text()),
                  [this](const QJsonObject &draft) { takeDraft(draft); });
    if (m_operation != operation) {
        m_mine.clear();
        m_chosen = false;
    }
    m_operation = operation;
    m_conflict = {};
    m_problem->dismiss();
    clearRows();
    load();
}

QJsonObject ConflictPage::draft() const {
    QJsonArray mine;
    for (const std::string &pointer : m_mine) {
        mine.append(QString::fromStdString(pointer));
    }
    return m_chosen ? QJsonObject{{QStringLiteral("mine"), mine}} : QJsonObject();
}

void ConflictPage::takeDraft(const QJsonObject &draft) {
    if (m_chosen) {
        return;
    }
    const QJsonArray mine = draft[u"mine"].toArray();
    for (const auto pointer : mine) {
        m_mine.insert(pointer.toString().toStdString());
    }
    for (const Row &row : m_shown) {
        (m_mine.contains(row.pointer) ? row.mine : row.theirs)->setChecked(true);
    }
}

void ConflictPage::load() {
    if (m_operation.isNull() || !m_shown.empty()) {
        return; // what is being chosen is not taken away
    }
    whenDone(
        m_context.desk.syncStatus().conflict(m_operation), this,
        [this](const services::Conflict &conflict) {
            take(conflict);
            focusFirst();
        },
        [this](const domain::Error &error) { failed(error); });
}

void ConflictPage::clearRows() {
    m_shown.clear();
    delete m_rows;
    m_rows = nullptr;
    m_grid = nullptr;
    m_place->hide();
    m_settle->hide();
}

void ConflictPage::take(const services::Conflict &conflict) {
    clearRows();
    m_conflict = conflict;
    const services::OutboxItem &item = m_conflict.item;
    m_about->setVisible(item.act != domain::ActKind::Unknown);
    m_about->setText(actText(item.act) + u'　' + subjectText(item.subject));
    if (m_conflict.parts.empty()) {
        return;
    }
    m_rows = new QWidget;
    m_grid = new QGridLayout(m_rows);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(lineHeights(0.8));
    m_grid->setVerticalSpacing(lineHeights(0.6));
    for (const Column column : {Mine, Theirs, Result}) {
        m_grid->setColumnStretch(column, 3);
    }
    m_grid->setColumnStretch(What, 2);
    addHead();
    m_shown.reserve(m_conflict.parts.size()); // rows are remembered by their place
    for (const services::ConflictPart &part : m_conflict.parts) {
        addRow(part);
    }
    m_place->layout()->addWidget(m_rows);
    m_place->show();
    m_settle->show();
}

void ConflictPage::addHead() {
    const QStringList heads = {tr("Item"), tr("My change"), tr("At the hub now"), tr("Result")};
    for (int column = 0; column < heads.size(); ++column) {
        auto *head = new MutedLabel;
        head->setText(heads[column]);
        m_grid->addWidget(head, 0, column);
    }
}

void ConflictPage::addRow(const services::ConflictPart &part) {
    Row row;
    row.pointer = part.pointer;
    QString what;
    if (part.overlap) {
        what = dateText(part.overlap->first.date);
        row.mineText = tr("Open %1 as well").arg(slotTimeText(part.overlap->first));
        row.theirsText = tr("Leave it out: %1 is open already").arg(slotTimeText(part.overlap->second));
    } else {
        what = memberText(m_conflict.item.kind, part.pointer);
        row.mineText = valueText(part.pointer, part.mine);
        row.theirsText = valueText(part.pointer, part.theirs);
    }
    row.mine = new QRadioButton(tr("Take mine"));
    row.theirs = new QRadioButton(tr("Leave the hub's"));
    row.mine->setObjectName(QStringLiteral("conflictMine"));
    row.theirs->setObjectName(QStringLiteral("conflictTheirs"));
    row.mine->setAccessibleName(tr("%1: take mine, %2").arg(what, row.mineText));
    row.theirs->setAccessibleName(tr("%1: leave the hub's, %2").arg(what, row.theirsText));
    (m_mine.contains(part.pointer) ? row.mine : row.theirs)->setChecked(true);
    auto *group = new QButtonGroup(m_rows);
    group->addButton(row.mine);
    group->addButton(row.theirs);
    row.result = text({});
    row.result->setObjectName(QStringLiteral("conflictResult"));
    const int line = m_grid->rowCount();
    auto *whatLabel = text(what);
    QFont bold = whatLabel->font();
    bold.setBold(true);
    whatLabel->setFont(bold);
    m_grid->addWidget(whatLabel, line, What, Qt::AlignTop);
    m_grid->addWidget(choice(row.mine, row.mineText), line, Mine);
    m_grid->addWidget(choice(row.theirs, row.theirsText), line, Theirs);
    m_grid->addWidget(row.result, line, Result, Qt::AlignTop);
    const std::size_t index = m_shown.size();
    connect(row.mine, &QRadioButton::toggled, this, [this, index] { choose(m_shown[index]); });
    m_shown.push_back(row);
    showResult(m_shown.back());
}

void ConflictPage::choose(const Row &row) {
    if (row.mine->isChecked()) {
        m_mine.insert(row.pointer);
    } else {
        m_mine.erase(row.pointer);
    }
    m_chosen = true;
    m_draft->touch();
    showResult(row);
}

void ConflictPage::showResult(const Row &row) {
    row.result->setText(row.mine->isChecked() ? row.mineText : row.theirsText);
}

void ConflictPage::settle() {
    if (m_sending || m_shown.empty()) {
        return;
    }
    std::map<std::string, services::Side> choices;
    for (const Row &row : m_shown) {
        choices[row.pointer] = row.mine->isChecked() ? services::Side::Mine : services::Side::Theirs;
    }
    m_sending = true;
    whenDone(
        m_context.desk.syncStatus().settle(m_operation, choices), this, [this] { settled(); },
        [this](const domain::Error &error) { failed(error); });
}

void ConflictPage::settled() {
    m_sending = false;
    m_draft->forget();
    m_mine.clear();
    m_chosen = false;
    m_operation = {};
    m_conflict = {};
    clearRows();
    Q_EMIT closed();
}

void ConflictPage::failed(const domain::Error &error) {
    m_sending = false;
    if (error.code == "not-a-conflict") {
        clearRows();
        m_problem->say(Tone::Info, tr("This has been settled in the meantime."));
        return;
    }
    m_problem->say(Tone::Error, errorText(error));
}

PageHelp ConflictPage::help() const {
    return {
        .tasks =
            {{tr("Decide between two changes"),
              tr("Each line is one item that both of you changed: your change, what the hub has now, and the "
                 "result of your choice. Until you choose, the hub's value stays.")},
             {tr("Decide later"), tr("It stays on the list of what waits; everything else goes on.")},
             {tr("Look up a decision"),
              tr("Past decisions stand at the end of that list, with the value that was not taken.")}},
        .keys = {}};
}

} // namespace ui
