// What the slots page sends: making, changing and cancelling.
#include "domain/validate.h"
#include "kit/pages/draft_keeper.h"
#include "kit/pages/when_done.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/widgets/banner.h"
#include "screens/slots/series_form.h"
#include "screens/slots/slot_form.h"
#include "screens/slots/slots_page.h"
#include "screens/slots/week_view.h"

#include <QStackedWidget>

namespace ui {

void SlotsPage::saved(const QString &text) {
    m_draft->forget();
    m_side->hide();
    m_banner->say(Tone::Success, text);
    m_calendar->currentWidget()->setFocus();
    reload();
}

void SlotsPage::refused(const domain::Error &error) {
    const auto left = m_slotForm->showErrors(error.fields);
    if (error.fields.empty() || !left.empty()) {
        m_banner->say(Tone::Error, errorText(error));
    }
}

void SlotsPage::save() {
    const auto slot = m_slotForm->slot();
    if (const auto errors = domain::validate(slot); !errors.empty()) {
        m_slotForm->showErrors(errors);
        return;
    }
    auto &book = m_context.desk.slotBook();
    const bool isNew = m_slotForm->isNew();
    const auto ticket = isNew ? book.create(slot) : book.change(slot, slot.meta.version);
    whenDone(
        ticket, this,
        [this, slot, isNew](const services::ActReceipt &) {
            m_lastMade = slot;
            const QString when = dateText(slot.date) + u' ' + timeText(slot.start);
            saved(isNew ? tr("The slot on %1 is saved on this PC and goes to the hub.").arg(when)
                        : tr("The change to %1 is saved on this PC and goes to the hub.").arg(when));
        },
        [this](const domain::Error &error) { refused(error); });
}

void SlotsPage::cancelSlot() {
    for (const auto &row : m_rows) {
        if (row.slot.id != m_slotForm->slot().id) {
            continue;
        }
        const int families = row.waiting + row.approved;
        if (families > 0) {
            cancelWithFamilies(row, families);
            return;
        }
        m_context.prompter.confirm(this, tr("Cancel the slot"),
                                   tr("Cancel the slot on %1 at %2? No family has booked it.")
                                       .arg(longDateText(row.slot.date), timeText(row.slot.start)),
                                   tr("Cancel the slot"), [this, row](bool yes) {
                                       if (yes) {
                                           sendCancel(row, false, {});
                                       }
                                   });
        return;
    }
}

void SlotsPage::cancelWithFamilies(const services::SlotRow &row, int families) {
    m_context.prompter.confirm(
        this, tr("Cancel the slot and its reservations"),
        tr("%n family/families have booked this slot. Their reservations are cancelled for the facility's "
           "reasons and "
           "they are told.",
           nullptr, families),
        tr("Cancel the slot and tell the families"), [this, row](bool yes) {
            if (yes) {
                sendCancel(row, true,
                           tr("We are sorry: the tour had to be cancelled. Please choose another date."));
            }
        });
}

void SlotsPage::sendCancel(const services::SlotRow &row, bool familiesToo, const QString &message) {
    whenDone(
        m_context.desk.slotBook().cancel(row.slot.id, row.slot.meta.version, familiesToo, message), this,
        [this](const services::ActReceipt &) {
            saved(tr("The cancellation is saved on this PC and goes to the hub."));
        },
        [this](const domain::Error &error) { refused(error); });
}

void SlotsPage::askPreview() {
    const auto question = ++m_previewQuestion;
    whenDone(
        m_context.desk.slotBook().preview(m_seriesForm->series()), this,
        [this, question](const std::vector<domain::SeriesDay> &days) {
            if (question == m_previewQuestion) {
                m_seriesForm->showErrors({});
                m_seriesForm->showPreview(days);
            }
        },
        [this, question](const domain::Error &error) {
            if (question == m_previewQuestion) {
                m_seriesForm->showPreview({});
                m_seriesForm->showErrors(error.fields);
            }
        });
}

void SlotsPage::createSeries() {
    const auto days = m_seriesForm->days();
    const auto made = std::count_if(days.begin(), days.end(), [](const auto &day) { return day.make; });
    whenDone(
        m_context.desk.slotBook().createSeries(m_seriesForm->series(), days), this,
        [this, made](const services::ActReceipt &) {
            saved(tr("%n slot(s) are saved on this PC and go to the hub.", nullptr, static_cast<int>(made)));
        },
        [this](const domain::Error &error) {
            m_seriesForm->showErrors(error.fields);
            m_banner->say(Tone::Error, errorText(error));
        });
}

} // namespace ui
