#include "domain/faults.h"

#include <algorithm>

namespace domain {
namespace {

constexpr std::size_t nameLength = 100;
constexpr std::size_t familyTextLength = 2000;
constexpr std::size_t mostChildrenPerFamily = 10;
constexpr int mostVisitorsPerFamily = 50;
constexpr std::size_t channelLength = 50;
/// A child that is born late, or whose parents enter the due date out of habit, is at most a month old.
constexpr int daysAfterDue = 31;
/// Longer than any pregnancy.
constexpr int daysBeforeDue = 300;

void checkKana(Faults &faults, const std::string &kana) {
    if (!kana.empty() && isCleanText(kana, TextShape::OneLine) && !isFullWidthKatakana(kana)) {
        faults.add("kana", "not-katakana");
    } else {
        faults.text("kana", kana, nameLength, TextShape::OneLine);
    }
}

/// A reservation names no day before 1900.
void checkDay(Faults &faults, const std::string &member, const std::optional<LocalDate> &day) {
    if (day && (!day->ok() || !parseDate(textOf(*day)))) {
        faults.add(member, "not-a-date");
    }
}

FieldErrors childFaults(const Child &child, std::size_t index) {
    Faults faults("/children/" + std::to_string(index));
    faults.text("name", child.name, nameLength, TextShape::OneLine);
    checkKana(faults, child.kana);
    if (!child.birthDate && !child.dueDate) {
        faults.add("birth_date", "required");
    }
    if (child.birthDate && child.dueDate) {
        faults.add("due_date", "not-allowed");
    }
    checkDay(faults, "birth_date", child.birthDate);
    checkDay(faults, "due_date", child.dueDate);
    if (child.wishedMonth && !parseMonth(textOf(*child.wishedMonth))) {
        faults.add("wished_month", "not-a-date");
    }
    return faults.take();
}

/// The faults of the child's dates that today's date reveals.
FieldErrors implausibleDays(const Child &child, std::size_t index, LocalDate today) {
    Faults faults("/children/" + std::to_string(index));
    if (child.birthDate && *child.birthDate > today) {
        faults.add("birth_date", "in-future", {{"max", textOf(today)}});
    }
    if (child.dueDate) {
        faults.between("due_date", *child.dueDate, addDays(today, -daysAfterDue),
                       addDays(today, daysBeforeDue));
    }
    if (child.wishedMonth && *child.wishedMonth < today.year() / today.month()) {
        faults.add("wished_month", "in-past", {{"min", textOf(today.year() / today.month())}});
    }
    return faults.take();
}

} // namespace

FieldErrors guardianFaults(const Guardian &guardian) {
    Faults faults("/guardian");
    faults.requiredText("name", guardian.name, nameLength, TextShape::OneLine);
    checkKana(faults, guardian.kana);
    if (guardian.phone.empty() && guardian.email.empty()) {
        faults.add("phone", "required");
    }
    if (!guardian.phone.empty() && !isPhoneNumber(guardian.phone)) {
        faults.add("phone", "not-a-phone-number");
    }
    if (!guardian.email.empty() && !isMailAddress(guardian.email)) {
        faults.add("email", "not-a-mail-address");
    }
    return faults.take();
}

bool isChannel(std::string_view channel) {
    return std::ranges::all_of(channel, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
}

FieldErrors validate(const ReservationPersonal &personal) {
    Faults faults;
    faults.append(guardianFaults(personal.guardian));
    if (personal.children.empty()) {
        faults.add("children", "required");
    }
    if (personal.children.size() > mostChildrenPerFamily) {
        faults.add("children", "too-big", {{"max", std::to_string(mostChildrenPerFamily)}});
    }
    for (std::size_t i = 0; i < std::min(personal.children.size(), mostChildrenPerFamily); ++i) {
        faults.append(childFaults(personal.children[i], i));
    }
    faults.text("question", personal.question, familyTextLength, TextShape::Multiline);
    faults.text("reason", personal.reason, familyTextLength, TextShape::Multiline);
    faults.text("message", personal.message, familyTextLength, TextShape::Multiline);
    return faults.take();
}

FieldErrors validate(const Reservation &reservation) {
    Faults faults;
    faults.requiredId("slot_id", reservation.slotId);
    faults.number("visitors", reservation.visitors, 1, mostVisitorsPerFamily);
    faults.requiredText("channel", reservation.channel, channelLength, TextShape::OneLine);
    if (!isChannel(reservation.channel)) {
        faults.add("channel", "not-allowed");
    }
    if (reservation.personal) {
        faults.append(validate(*reservation.personal));
    }
    return faults.take();
}

FieldErrors validate(const Reservation &reservation, LocalDate today) {
    Faults faults;
    faults.append(validate(reservation));
    if (!reservation.personal) {
        return faults.take();
    }
    const std::vector<Child> &children = reservation.personal->children;
    for (std::size_t i = 0; i < std::min(children.size(), mostChildrenPerFamily); ++i) {
        faults.append(implausibleDays(children[i], i, today));
    }
    return faults.take();
}

} // namespace domain
