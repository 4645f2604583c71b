#include "screens/facility/facility_page.h"

#include "domain/profile_items.h"
#include "kit/models/lazy_reload.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/text/item_text.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/scroll.h"
#include "kit/widgets/status_chip.h"
#include "screens/facility/class_places_edit.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

namespace {

// In a draft, beside the items of the profile.
const std::string classesKey = "desk:classes";

} // namespace

FacilityPage::FacilityPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_title(new PageTitle(this)), m_state(new StatusChip(this)),
      m_banner(new Banner(this)), m_aboutTitle(new SectionTitle), m_hoursTitle(new SectionTitle),
      m_classesTitle(new SectionTitle), m_classes(new ClassPlacesEdit), m_save(new QPushButton(this)),
      m_discard(new QPushButton(this)), m_saved(new MutedLabel(this)), m_draftLater(new QTimer(this)),
      m_reload(new LazyReload(this, [this] { reload(); })) {
    setObjectName(QStringLiteral("facilityPage"));
    m_banner->setObjectName(QStringLiteral("facilityBanner"));
    m_state->setObjectName(QStringLiteral("facilityState"));
    m_save->setObjectName(QStringLiteral("facilitySave"));
    m_discard->setObjectName(QStringLiteral("facilityDiscard"));
    m_draftLater->setSingleShot(true);
    m_draftLater->setInterval(2'000);
    build();
    connect(m_save, &QPushButton::clicked, this, &FacilityPage::save);
    connect(m_discard, &QPushButton::clicked, this, &FacilityPage::discard);
    connect(m_banner, &Banner::actionTriggered, this, &FacilityPage::onBannerAction);
    connect(m_draftLater, &QTimer::timeout, this, &FacilityPage::keepDraft);
    connect(m_classes, &ClassPlacesEdit::edited, this, &FacilityPage::onEdited);
    connect(&context.desk.facilities(), &services::Facilities::changed, m_reload, &LazyReload::ask);
    retranslate();
    showState();
}

void FacilityPage::build() {
    setButtonKind(m_save, ButtonKind::Primary);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, lineHeights(0.6), 0);
    column->addWidget(m_aboutTitle);
    for (const char *key : {"name", "name_kana", "type", "address", "phone"}) {
        addItem(key, column);
    }
    column->addWidget(m_hoursTitle);
    auto *hours = new QHBoxLayout;
    for (const char *key : {"open_time", "close_time"}) {
        auto *half = new QVBoxLayout;
        addItem(key, half);
        half->addStretch(1); // an error below one must not push the other
        hours->addLayout(half, 1);
    }
    column->addLayout(hours);
    column->addWidget(m_classesTitle);
    for (const char *key : {"accepted_ages", "capacity"}) {
        addItem(key, column);
    }
    column->addWidget(m_classes);
    addItem("note", column);
    column->addStretch(1);
    content->setMaximumWidth(charWidths(this, 46));

    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch(1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_save);
    foot->addWidget(m_discard);
    foot->addWidget(m_saved, 1);
    auto *page = new QVBoxLayout(this);
    page->addLayout(head);
    page->addWidget(m_banner);
    page->addWidget(new VerticalScroll(content), 1);
    page->addLayout(foot);
}

QWidget *FacilityPage::editorFor(const char *key) {
    const auto type = domain::profileItem(key)->type;
    const QString name = QStringLiteral("facility_") + QString::fromUtf8(key);
    if (type == domain::ItemType::FacilityType) {
        auto *box = new QComboBox;
        box->addItem(QString());
        for (const auto value : domain::facilityTypes()) {
            box->addItem(QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())));
        }
        connect(box, &QComboBox::currentTextChanged, this, &FacilityPage::onEdited);
        box->setObjectName(name);
        return box;
    }
    if (type == domain::ItemType::MultilineText) {
        auto *edit = new QPlainTextEdit;
        edit->setTabChangesFocus(true);
        edit->setFixedHeight(lineHeights(5));
        connect(edit, &QPlainTextEdit::textChanged, this, &FacilityPage::onEdited);
        edit->setObjectName(name);
        return edit;
    }
    auto *edit = new LineEdit;
    edit->setObjectName(name);
    connect(edit, &QLineEdit::textEdited, this, &FacilityPage::onEdited);
    connect(edit, &QLineEdit::editingFinished, this, [this, id = std::string(key)] { onLeft(id); });
    connect(edit, &LineEdit::submitted, this, &FacilityPage::save);
    return edit;
}

void FacilityPage::addItem(const char *key, QVBoxLayout *column) {
    auto *editor = editorFor(key);
    auto *row = new FieldRow(editor);
    row->setNeed(domain::profileItem(key)->required ? FieldRow::Need::Required : FieldRow::Need::Optional);
    column->addWidget(row);
    m_items.push_back({key, editor, row});
}

FacilityPage::Item *FacilityPage::item(std::string_view key) {
    for (auto &entry : m_items) {
        if (entry.key == key) {
            return &entry;
        }
    }
    return nullptr;
}

QString FacilityPage::typed(const Item &item) const {
    if (const auto *box = qobject_cast<QComboBox *>(item.editor)) {
        return box->currentText();
    }
    if (const auto *text = qobject_cast<QPlainTextEdit *>(item.editor)) {
        return text->toPlainText();
    }
    return qobject_cast<QLineEdit *>(item.editor)->text();
}

void FacilityPage::setTyped(const Item &item, const QString &text) {
    if (auto *box = qobject_cast<QComboBox *>(item.editor)) {
        if (box->findText(text) < 0) { // a kind that only an imported list knows stays selectable
            box->addItem(text);
        }
        box->setCurrentText(text);
    } else if (auto *area = qobject_cast<QPlainTextEdit *>(item.editor)) {
        area->setPlainText(text);
    } else {
        qobject_cast<QLineEdit *>(item.editor)->setText(text);
    }
}

void FacilityPage::setFacility(domain::FacilityId facility) {
    keepDraft();
    m_discarded.clear(); // of the other nursery
    m_facility = facility;
    m_loaded = false;
    m_dirty = false;
    m_reload->ask();
}

void FacilityPage::activate() {
    m_reload->ask();
}

void FacilityPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    keepDraft(); // the page may be left for the lock screen
}

void FacilityPage::focusFirst() {
    m_items.front().editor->setFocus();
}

void FacilityPage::reload() {
    if (m_facility.isNull()) {
        return;
    }
    whenDone(
        m_context.desk.facilities().one(m_facility), this,
        [this](const services::FacilityRow &row) { take(row); },
        [this](const domain::Error &error) { failed(error); });
}

void FacilityPage::take(const services::FacilityRow &row) {
    const bool first = !m_loaded || m_row.facility.id != row.facility.id;
    if (!first && m_dirty) {
        rebase(row);
        return;
    }
    m_row = row;
    m_loaded = true;
    fill(row.facility);
    showState();
    const bool refused = row.pending.state == services::Pending::NeedsYou;
    if (first || refused) {
        askForDraft();
    } else if (m_draftKept && row.pending.state == services::Pending::None) {
        m_draftKept = false; // the hub has it
        whenDone(
            m_context.desk.facilities().saveDraft(m_facility, {}), this, [] {}, [](const domain::Error &) {});
    }
}

void FacilityPage::askForDraft() {
    whenDone(
        m_context.desk.facilities().draft(m_facility), this,
        [this](const std::optional<domain::Profile> &draft) { takeDraft(draft); },
        [this](const domain::Error &) { takeDraft({}); });
}

// What was typed before comes back over the newest state: after a crash, a lock, or a refusal by the hub.
void FacilityPage::takeDraft(const std::optional<domain::Profile> &draft) {
    if (m_dirty) {
        return;
    }
    const bool refused = m_row.pending.state == services::Pending::NeedsYou;
    if (draft && m_row.pending.state != services::Pending::Waiting) {
        auto facility = m_row.facility;
        for (const auto &[key, value] : *draft) {
            if (key == classesKey) {
                facility.classes = ClassPlacesEdit::fromText(value);
            } else {
                facility.profile[key] = value;
            }
        }
        fill(facility);
        m_dirty = !this->draft().empty();
    }
    if (refused) {
        failed(m_row.pending.refusal);
    } else if (m_dirty) {
        m_banner->say(Tone::Info, tr("These are changes that you had not saved. Go on, or discard them."));
        m_banner->setAction(tr("Discard"));
    }
    showState();
}

// Somebody else saved while this user types: what only they changed comes in, what is typed here stays.
void FacilityPage::rebase(const services::FacilityRow &row) {
    const auto before = m_row.facility;
    const auto mine = edited();
    const auto valueOf = [](const domain::Profile &profile, const std::string &key) {
        const auto found = profile.find(key);
        return found == profile.end() ? std::string() : found->second;
    };
    bool came = false;
    QStringList both;
    m_filling = true;
    for (const auto &entry : m_items) {
        const auto theirs = valueOf(row.facility.profile, entry.key);
        if (theirs == valueOf(before.profile, entry.key)) {
            continue;
        }
        const auto typedHere = valueOf(mine.profile, entry.key);
        if (typedHere == valueOf(before.profile, entry.key)) {
            setTyped(entry, toQString(theirs));
            came = true;
        } else if (typedHere != theirs) {
            both << itemLabel(entry.key);
        }
    }
    if (row.facility.classes != before.classes && mine.classes == before.classes) {
        m_classes->setClasses(row.facility.classes);
        came = true;
    }
    m_filling = false;
    m_row = row;
    m_dirty = !draft().empty();
    if (!both.isEmpty()) {
        m_banner->say(Tone::Warning,
                      tr("Somebody else changed the same item meanwhile: %1. What you typed is "
                         "still here; if you save, yours replaces theirs.")
                          .arg(both.join(tr(", "))));
    } else if (came) {
        m_banner->say(Tone::Info, tr("Somebody else changed this facility meanwhile. Their changes have been "
                                     "filled in; what you typed is still here."));
    }
    showState();
}

void FacilityPage::fill(const domain::Facility &facility) {
    fillProfile(facility.profile);
    m_filling = true;
    m_classes->setClasses(facility.classes);
    m_filling = false;
    m_dirty = false;
    m_draftLater->stop();
    m_problem.reset();
    showErrors({});
}

void FacilityPage::fillProfile(const domain::Profile &profile) {
    m_filling = true;
    for (const auto &entry : m_items) {
        const auto value = profile.find(entry.key);
        setTyped(entry, value == profile.end() ? QString() : toQString(value->second));
    }
    m_filling = false;
}

// Only what differs from the stored state, so that an old draft never brings back what others replaced.
domain::Profile FacilityPage::draft() const {
    domain::Profile differing;
    const auto mine = edited();
    const auto &stored = m_row.facility.profile;
    for (const auto &entry : m_items) {
        const auto here = mine.profile.find(entry.key);
        const auto there = stored.find(entry.key);
        const auto typedHere = here == mine.profile.end() ? std::string() : here->second;
        if (typedHere != (there == stored.end() ? std::string() : there->second)) {
            differing[entry.key] = typedHere;
        }
    }
    if (mine.classes != m_row.facility.classes) {
        differing[classesKey] = ClassPlacesEdit::textOf(mine.classes);
    }
    return differing;
}

void FacilityPage::retranslate() {
    m_title->setText(tr("Facility profile"));
    m_aboutTitle->setText(tr("What parents see first"));
    m_hoursTitle->setText(tr("Opening hours"));
    m_classesTitle->setText(tr("Classes and places"));
    for (const auto &entry : m_items) {
        entry.row->setTexts(itemLabel(entry.key), itemSupport(entry.key));
    }
    m_classes->retranslate();
    m_save->setText(tr("Save"));
    m_discard->setText(tr("Discard changes"));
    m_saved->clear();
    m_banner->dismiss();
    if (m_problem) {
        sayProblem(*m_problem);
    }
    showState();
}

} // namespace ui
