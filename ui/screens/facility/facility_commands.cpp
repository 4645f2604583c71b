// Checking, keeping and saving what was typed on the facility page.
#include "domain/validate.h"
#include "kit/models/lazy_reload.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/status_chip.h"
#include "screens/facility/class_places_edit.h"
#include "screens/facility/facility_page.h"

#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace ui {

domain::Profile FacilityPage::typedProfile() const {
    domain::Profile profile = m_row.facility.profile; // items without a field here stay as they are
    for (const auto &entry : m_items) {
        const auto value = domain::repairedProfileItem(entry.key, typed(entry).toStdString());
        if (value.empty()) {
            profile.erase(entry.key);
        } else {
            profile[entry.key] = value;
        }
    }
    return profile;
}

domain::Facility FacilityPage::edited() const {
    domain::Facility facility = m_row.facility;
    facility.profile = typedProfile();
    facility.classes = m_classes->classes();
    return facility;
}

void FacilityPage::onEdited() {
    if (m_filling) {
        return;
    }
    m_dirty = true;
    m_discarded.clear();
    if (!m_draftLater->isActive()) { // who goes on typing is not waited for
        m_draftLater->start();
    }
    showState();
}

// Leaving a field puts its text into the stored form, so that the user sees what will be kept.
void FacilityPage::onLeft(const std::string &key) {
    auto *entry = item(key);
    const auto before = typed(*entry).toStdString();
    const auto after = domain::repairedProfileItem(key, before);
    if (after != before) {
        setTyped(*entry, toQString(after));
    }
    if (m_dirty) {
        check(*entry);
    }
}

void FacilityPage::check(const Item &entry) {
    const auto value = domain::repairedProfileItem(entry.key, typed(entry).toStdString());
    const auto errors = domain::validateProfileItem(entry.key, value);
    entry.row->setError(errors.empty() ? QString() : fieldText(errors.front()));
}

// Shows each fault at its field and gives the number of those that have no field here.
int FacilityPage::showErrors(const std::vector<domain::FieldError> &errors) {
    for (const auto &entry : m_items) {
        entry.row->clearError();
    }
    int homeless = 0;
    for (const auto &error : errors) {
        constexpr std::string_view prefix = "/profile/";
        auto *entry =
            error.pointer.rfind(prefix, 0) == 0 ? item(error.pointer.substr(prefix.size())) : nullptr;
        if (entry == nullptr) {
            ++homeless;
        } else {
            entry->row->setError(fieldText(error));
        }
    }
    return homeless;
}

void FacilityPage::focusFirstError() {
    const auto first =
        std::find_if(m_items.begin(), m_items.end(), [](const Item &entry) { return entry.row->hasError(); });
    if (first != m_items.end()) {
        first->editor->setFocus();
    }
}

void FacilityPage::save() {
    const auto facility = edited();
    if (const auto errors = domain::validate(facility); !errors.empty()) {
        failed(domain::Error{.kind = domain::ErrorKind::Rejected, .code = "validation", .fields = errors});
        return;
    }
    keepDraft(); // stays until the hub has taken it: a refusal must not cost what was typed
    whenDone(
        m_context.desk.facilities().save(facility, m_row.facility.meta.version), this,
        [this](const services::ActReceipt &) {
            m_dirty = false;
            m_draftLater->stop();
            m_saved->clear();
            m_banner->say(Tone::Success, tr("Saved on this PC; it goes to the hub by itself."));
            m_reload->ask();
        },
        [this](const domain::Error &error) { failed(error); });
}

void FacilityPage::discard() {
    m_discarded = m_dirty ? draft() : domain::Profile();
    m_dirty = false;
    m_draftKept = false;
    m_banner->dismiss();
    fill(m_row.facility);
    showState();
    whenDone(
        m_context.desk.facilities().saveDraft(m_facility, {}), this, [] {}, [](const domain::Error &) {});
    if (!m_discarded.empty()) {
        m_banner->say(Tone::Info, tr("Your changes are discarded."));
        m_banner->setAction(tr("Undo"));
    }
}

void FacilityPage::undoDiscard() {
    takeDraft(std::exchange(m_discarded, {}));
    keepDraft();
}

void FacilityPage::onBannerAction() {
    if (m_discarded.empty()) {
        discard();
    } else {
        undoDiscard();
    }
}

void FacilityPage::keepDraft() {
    if (!m_dirty || m_facility.isNull()) {
        return;
    }
    m_draftKept = true;
    m_draftLater->stop();
    whenDone(
        m_context.desk.facilities().saveDraft(m_facility, draft()), this,
        [this] { m_saved->setText(m_dirty ? tr("Draft kept on this PC") : QString()); },
        [this](const domain::Error &error) { failed(error); });
}

void FacilityPage::showState() {
    m_state->setVisible(m_loaded);
    if (m_dirty) {
        m_state->setChip(Tone::Info, tr("Not saved yet"));
    } else if (m_row.pending.state != services::Pending::None) {
        m_state->setChip(m_row.pending.state == services::Pending::Waiting ? Tone::Waiting : Tone::Warning,
                         pendingText(m_row.pending));
    } else {
        m_state->setChip(Tone::Success, tr("As at the hub"));
    }
    m_discard->setVisible(m_dirty);
    m_saved->setText(m_dirty ? m_saved->text() : QString());
}

void FacilityPage::failed(const domain::Error &error) {
    m_problem = error;
    sayProblem(error);
    focusFirstError();
}

void FacilityPage::sayProblem(const domain::Error &error) {
    const int homeless = showErrors(error.fields);
    const int shown = static_cast<int>(error.fields.size()) - homeless;
    if (shown > 0) {
        m_banner->say(Tone::Error, tr("Please correct %n item(s). What you typed is kept.", nullptr, shown));
    } else {
        m_banner->say(Tone::Error, errorText(error));
    }
}

PageHelp FacilityPage::help() const {
    return {
        .tasks =
            {{tr("Correct what parents see"),
              tr("Type over the item and press Save. The text below an item says what it is for; a value "
                 "that "
                 "cannot be right is explained there before anything is sent.")},
             {tr("Stop in the middle"),
              tr("What you typed is kept on this PC, also when the program ends. Discard changes takes you "
                 "back to what parents see now.")},
             {tr("Work on it with a colleague"),
              tr("Items that only one of you changed come together by themselves. If both changed the same "
                 "item, you are asked; nothing is lost.")}},
        .keys = {}};
}

} // namespace ui
