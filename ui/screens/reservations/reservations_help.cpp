#include "screens/reservations/reservations_help.h"

#include <QCoreApplication>

namespace ui {
namespace {

struct ReservationsHelp {
    Q_DECLARE_TR_FUNCTIONS(ReservationsHelp)
};

} // namespace

PageHelp reservationsHelp() {
    return {
        .tasks =
            {{ReservationsHelp::tr("Answer a reservation"),
              ReservationsHelp::tr(
                  "Choose it in the list and press Approve or Decline. A family that is declined needs a "
                  "reason; a text to start from fills it in. For 8 seconds Undo or Ctrl+Z takes it back.")},
             {ReservationsHelp::tr("Answer many at once"),
              ReservationsHelp::tr(
                  "Choose several lines with Shift or Ctrl and the arrows or the mouse, then approve. You "
                  "are asked once, with the names.")},
             {ReservationsHelp::tr("Take a booking by phone or at the counter"),
              ReservationsHelp::tr("Press Phone or counter booking, choose the slot and type who comes. It "
                                   "takes a seat of the "
                                   "same slot; the hub says if the last one has just gone.")},
             {ReservationsHelp::tr("Find a family"),
              ReservationsHelp::tr("Type a part of the name, the kana or the phone number.")},
             {ReservationsHelp::tr("Record who came"),
              ReservationsHelp::tr("From the start of the tour on, press Came or Did not come.")}},
        .keys = {
            {QKeySequence(Qt::Key_A), ReservationsHelp::tr("Approve (in the list)")},
            {QKeySequence(Qt::Key_D), ReservationsHelp::tr("Decline (in the list)")},
            {QKeySequence(Qt::CTRL | Qt::Key_Return), ReservationsHelp::tr("Approve; in a form: send it")},
            {QKeySequence(Qt::CTRL | Qt::Key_D), ReservationsHelp::tr("Decline")},
            {QKeySequence(QKeySequence::Undo), ReservationsHelp::tr("Take the last answer back")},
            {QKeySequence(QKeySequence::New), ReservationsHelp::tr("Phone or counter booking")},
            {QKeySequence(QKeySequence::Find), ReservationsHelp::tr("To the search")}}};
}

} // namespace ui
