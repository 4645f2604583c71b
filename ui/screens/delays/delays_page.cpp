#include "screens/delays/delays_page.h"

#include "kit/delegates/row_selection_delegate.h"
#include "kit/models/lazy_reload.h"
#include "kit/pages/when_done.h"
#include "kit/text/error_text.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/states.h"
#include "screens/delays/delay_list_model.h"
#include "screens/delays/month_figures.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

DelaysPage::DelaysPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)), m_summary(new QLabel(this)),
      m_figures(
          new MonthFigures({context.desk.hubQueries(), context.desk.syncStatus(), context.desk.clock()})),
      m_banner(new Banner(this)), m_table(new QTableView), m_model(new DelayListModel(this)),
      m_empty(new EmptyState(QStringLiteral("success"))), m_stack(new QStackedWidget),
      m_copy(new QPushButton(this)), m_reload(new LazyReload(this, [this] { reload(); })) {
    setObjectName(QStringLiteral("delaysPage"));
    build();
    connect(&context.desk.delays(), &services::Delays::changed, m_reload, &LazyReload::ask);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DelaysPage::showCurrent);
    connect(m_copy, &QPushButton::clicked, this, &DelaysPage::copyPhone);
    connect(m_table, &QTableView::activated, this, &DelaysPage::copyPhone);
    retranslate();
    m_reload->ask();
}

void DelaysPage::build() {
    m_summary->setObjectName(QStringLiteral("delaysSummary"));
    m_summary->setWordWrap(true);
    m_banner->setObjectName(QStringLiteral("delaysBanner"));
    m_copy->setObjectName(QStringLiteral("delaysCopyPhone"));
    setButtonKind(m_copy, ButtonKind::Primary);
    m_table->setObjectName(QStringLiteral("delaysTable"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setItemDelegate(new RowSelectionDelegate(m_table));
    m_table->setMinimumHeight(lineHeights(8));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_title);
    column->addWidget(m_summary);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    column->addWidget(m_copy, 0, Qt::AlignLeft);
    column->addWidget(m_figures);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(new VerticalScroll(content));
}

// Numbers need what their headings need; names get the rest of an ordinary window.
void DelaysPage::fitColumns() {
    m_table->verticalHeader()->setDefaultSectionSize(lineHeights(1.8));
    auto *header = m_table->horizontalHeader();
    const std::initializer_list<std::pair<int, double>> least = {{DelayListModel::Name, 14},
                                                                 {DelayListModel::Phone, 8},
                                                                 {DelayListModel::Late, 4},
                                                                 {DelayListModel::NearlyLate, 4},
                                                                 {DelayListModel::StartsUnanswered, 4},
                                                                 {DelayListModel::Oldest, 8},
                                                                 {DelayListModel::Waited, 7}};
    for (const auto &[column, characters] : least) {
        m_table->setColumnWidth(column, std::max(charWidths(m_table, characters),
                                                 header->sectionSizeHint(column) + lineHeights(0.4)));
    }
}

void DelaysPage::changeEvent(QEvent *event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fitColumns();
    }
}

void DelaysPage::activate() {
    m_figures->refresh();
    m_reload->ask();
}

void DelaysPage::focusFirst() {
    m_table->setFocus();
}

void DelaysPage::reload() {
    whenDone(
        m_context.desk.delays().list(), this,
        [this](const std::vector<services::DelayRow> &rows) { take(rows); },
        [this](const domain::Error &error) { m_banner->say(Tone::Error, errorText(error)); });
}

void DelaysPage::take(const std::vector<services::DelayRow> &rows) {
    m_model->setRows(rows);
    // Before the table gets the focus: Qt would make the first row current then without marking it.
    if (!rows.empty() && !m_table->currentIndex().isValid()) {
        m_table->selectRow(0);
    }
    m_stack->setCurrentIndex(rows.empty() ? 1 : 0);
    showSummary();
    showCurrent();
}

void DelaysPage::showSummary() {
    int late = 0;
    int unanswered = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        late += m_model->rowAt(row)->late;
        unanswered += m_model->rowAt(row)->startsUnanswered;
    }
    m_summary->setText(tr("%n late answer(s)", nullptr, late) + u' ' +
                       tr("%n tour(s) start before anybody answered", nullptr, unanswered) + u' ' +
                       tr("in %n facility/facilities.", nullptr, m_model->rowCount()));
    m_summary->setVisible(m_model->rowCount() > 0);
}

void DelaysPage::showCurrent() {
    const auto *row = m_model->rowAt(m_table->currentIndex().row());
    m_copy->setVisible(row != nullptr && !row->phone.isEmpty());
    if (row != nullptr) {
        m_copy->setText(tr("Copy the phone number %1").arg(row->phone));
    }
}

void DelaysPage::copyPhone() {
    const auto *row = m_model->rowAt(m_table->currentIndex().row());
    if (row == nullptr || row->phone.isEmpty()) {
        return;
    }
    QGuiApplication::clipboard()->setText(row->phone);
    m_banner->say(Tone::Success, tr("%1 is copied.").arg(row->phone));
}

void DelaysPage::retranslate() {
    m_banner->dismiss(); // of the moment, and in the language of then
    m_title->setText(tr("Late answers"));
    m_table->setAccessibleName(tr("Facilities with late answers"));
    m_empty->setTexts(tr("No late answers"), tr("Every facility answers in time."),
                      tr("This list keeps itself up to date."));
    m_figures->retranslate();
    m_model->retranslate();
    fitColumns();
    showSummary();
    showCurrent();
}

PageHelp DelaysPage::help() const {
    return {
        .tasks =
            {{tr("See who needs a call"),
              tr("Nurseries with a tour that starts before anybody answered stand first: a tour of today "
                 "or of the next open day. Then come those with the most late answers, then those whose "
                 "families have waited longest.")},
             {tr("Call the nursery"),
              tr("Choose the line; the button copies its phone number for your phone program.")},
             {tr("Follow what happens"),
              tr("The list keeps itself up to date: a nursery that answers leaves it by itself.")},
             {tr("See how the month goes"),
              tr("Below the list stand the month's figures. The hub counts them; the words beside them say "
                 "how old they are. Offline the last ones stay.")}},
        .keys = {}};
}

} // namespace ui
