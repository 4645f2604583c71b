#include "screens/slots/copy_form.h"

#include "kit/text/common_text.h"
#include "kit/text/qt_dates.h"
#include "kit/theme/theme.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/side_by_side.h"
#include "kit/widgets/value_boxes.h"
#include "screens/slots/preview_table.h"

#include <QDateEdit>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

/// Slots of a preview have new ids each time it is made; their place stays.
QString placeOf(const domain::Slot &slot) {
    return QString::fromStdString(domain::textOf(slot.date) + ' ' + domain::textOf(slot.start) + '-' +
                                  domain::textOf(slot.end));
}

} // namespace

CopyForm::CopyForm(QWidget *parent)
    : QWidget(parent), m_title(new SectionTitle(this)), m_to(new DateBox(this)),
      m_toRow(new FieldRow(m_to, this)), m_count(new QLabel(this)),
      m_preview(newPreviewTable(u"copyPreview", this)), m_copy(new QPushButton(this)),
      m_close(new QPushButton(this)) {
    m_to->setObjectName(QStringLiteral("copyTo"));
    m_to->setCalendarPopup(true);
    m_to->setDisplayFormat(QStringLiteral("yyyy/MM/dd"));
    m_count->setObjectName(QStringLiteral("copyCount"));
    m_count->setWordWrap(true);
    m_copy->setObjectName(QStringLiteral("copySave"));
    m_close->setObjectName(QStringLiteral("copyClose"));
    setButtonKind(m_copy, ButtonKind::Primary);
    setButtonKind(m_close, ButtonKind::Quiet);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_toRow);
    column->addWidget(m_count);
    column->addWidget(m_preview, 1);
    column->addLayout(sideBySide({m_copy, m_close}));
    connect(m_to, &QDateEdit::dateChanged, this, [this] {
        if (!m_filling) {
            m_edited = true;
            Q_EMIT edited();
            Q_EMIT previewWanted();
        }
    });
    connect(m_preview, &QTableWidget::itemChanged, this, &CopyForm::noteChoices);
    connect(m_copy, &QPushButton::clicked, this, &CopyForm::copyWanted);
    connect(m_close, &QPushButton::clicked, this, &CopyForm::closeWanted);
    retranslate();
}

void CopyForm::begin(domain::LocalDate from) {
    m_filling = true;
    m_choices.clear();
    m_edited = false;
    m_from = from;
    m_to->setDate(toQDate(domain::addDays(from, 7)));
    m_filling = false;
    retranslate();
    showPreview({});
    Q_EMIT previewWanted();
}

domain::LocalDate CopyForm::to() const {
    return mondayOf(toLocalDate(m_to->date()));
}

QString CopyForm::problemText(const std::string &problem) {
    const std::initializer_list<std::pair<const char *, QString>> texts = {
        {"closed-day", tr("closed that day")},
        {"holiday", tr("national holiday")},
        {"overlap", tr("overlaps a slot that is there")},
        {"past", tr("is over already")}};
    for (const auto &[code, text] : texts) {
        if (problem == code) {
            return text;
        }
    }
    return tr("will be opened");
}

void CopyForm::showPreview(const std::vector<services::WeekCopyDay> &days) {
    m_filling = true;
    m_days = days;
    for (services::WeekCopyDay &day : m_days) {
        const auto chosen = m_choices.find(placeOf(day.slot));
        day.make = chosen == m_choices.end() ? day.make : chosen->second;
    }
    m_preview->setRowCount(static_cast<int>(days.size()));
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        const services::WeekCopyDay &day = m_days[static_cast<std::size_t>(row)];
        auto *make = new QTableWidgetItem(dateText(day.slot.date));
        make->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        make->setCheckState(day.make ? Qt::Checked : Qt::Unchecked);
        m_preview->setItem(row, 0, make);
        m_preview->setItem(row, 1,
                           new QTableWidgetItem(timeText(day.slot.start) + u'–' + timeText(day.slot.end)));
        m_preview->setItem(row, 2, new QTableWidgetItem(problemText(day.problem)));
    }
    m_preview->resizeColumnsToContents();
    m_filling = false;
    onItemChanged();
}

void CopyForm::noteChoices() {
    if (m_filling) {
        return;
    }
    onItemChanged();
    for (const services::WeekCopyDay &day : m_days) {
        m_choices[placeOf(day.slot)] = day.make;
    }
    m_edited = true;
    Q_EMIT edited();
}

QJsonObject CopyForm::draft() const {
    if (!m_edited) {
        return {};
    }
    QJsonObject choices;
    for (const auto &[place, make] : m_choices) {
        choices.insert(place, make);
    }
    return {{QStringLiteral("form"), QStringLiteral("copy")},
            {QStringLiteral("from"), toQDate(m_from).toString(Qt::ISODate)},
            {QStringLiteral("to"), m_to->date().toString(Qt::ISODate)},
            {QStringLiteral("choices"), choices}};
}

void CopyForm::takeDraft(const QJsonObject &draft) {
    begin(toLocalDate(QDate::fromString(draft[u"from"].toString(), Qt::ISODate)));
    const QJsonObject choices = draft[u"choices"].toObject();
    for (auto choice = choices.begin(); choice != choices.end(); ++choice) {
        m_choices[choice.key()] = choice.value().toBool();
    }
    m_edited = true;
    m_to->setDate(QDate::fromString(draft[u"to"].toString(), Qt::ISODate)); // asks for the preview
}

void CopyForm::onItemChanged() {
    for (int row = 0; row < m_preview->rowCount(); ++row) {
        m_days[static_cast<std::size_t>(row)].make = m_preview->item(row, 0)->checkState() == Qt::Checked;
    }
    const auto made = static_cast<int>(
        std::count_if(m_days.begin(), m_days.end(), [](const auto &day) { return day.make; }));
    m_count->setText(
        m_days.empty()
            ? tr("There is no slot in this week that could be copied.")
            : tr("%n slot(s) will be opened in the week from %1.", nullptr, made).arg(dateText(to())));
    m_copy->setText(tr("Open %n slot(s)", nullptr, made));
    m_copy->setVisible(made > 0);
}

void CopyForm::focusFirst() {
    m_to->setFocus();
}

void CopyForm::retranslate() {
    m_title->setText(tr("Copy the week from %1").arg(dateText(m_from)));
    m_toRow->setTexts(tr("Into the week of"), tr("Any day of it."));
    m_preview->setHorizontalHeaderLabels({tr("Day"), tr("Time"), tr("What happens")});
    m_preview->setAccessibleName(tr("Preview of the copied slots"));
    m_close->setText(tr("Close"));
    showPreview(std::vector(m_days));
}

} // namespace ui
