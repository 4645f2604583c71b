#include "hub/records/known_family.h"

#include "domain/text.h"
#include "domain/validate.h"
#include "hub/calls/answers.h"
#include "hub/db/read.h"
#include "hub/records/audit_chain.h"
#include "hub/records/stored_id.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace hub {

using domain::Reservation;
using domain::Result;

namespace {

/// An earlier reservation that shares a hash.
struct Earlier {
    std::int64_t requestedAt = 0;
    std::string id;
    std::string slot;
    std::int64_t hash = 0;
};

/// The statement looks for up to four hashes at the slot's facility. It returns reservations of the slot
/// itself first and then the newest. A phone number that hundreds of families leave does not identify one of
/// them.
constexpr std::size_t hashesAtOnce = 4;
constexpr std::string_view earlierSql =
    "SELECT r.requested_at, r.id, r.slot_id, m.hash FROM reservation_match m "
    "JOIN reservation r ON r.id = m.reservation_id "
    "WHERE m.facility_id = (SELECT facility_id FROM slot WHERE id = $1) AND m.hash IN ($2, $3, $4, $5) "
    "AND r.status IN ('requested', 'approved', 'attended') "
    "ORDER BY CASE WHEN r.slot_id = $1 THEN 0 ELSE 1 END, r.requested_at DESC, r.id DESC LIMIT 100";

/// Calls `each` with the hashes in groups of `size`. The last group is padded with its own first hash.
template <std::size_t size, class Each>
Result<void> inGroups(const std::vector<std::int64_t> &hashes, const Each &each) {
    for (std::size_t from = 0; from < hashes.size(); from += size) {
        std::array<std::int64_t, size> group{};
        group.fill(hashes[from]);
        std::copy_n(hashes.begin() + static_cast<std::ptrdiff_t>(from), std::min(size, hashes.size() - from),
                    group.begin());
        if (auto done = each(group); !done) {
            return done;
        }
    }
    return {};
}

/// Other reservations of the same family at the slot's facility that count: those that are waiting, approved
/// or visited.
Result<std::vector<Earlier>> earlierOf(Connection &db, const std::string &slot, const FamilyHashes &hashes,
                                       const std::string &own) {
    std::vector<Earlier> all;
    auto read = inGroups<hashesAtOnce>(hashes.all(), [&](const auto &hash) -> Result<void> {
        return eachRow(db, earlierSql, {slot, hash[0], hash[1], hash[2], hash[3]},
                       [&all, &own](const Rows &row) {
                           if (row.text(1) != own) {
                               all.push_back({row.integer(0), std::string(row.text(1)),
                                              std::string(row.text(2)), row.integer(3)});
                           }
                       });
    });
    return read ? Result<std::vector<Earlier>>(std::move(all)) : domain::passOn(read);
}

/// Whether one of them is certainly the same family and in this slot.
bool hasSeatAlready(const std::vector<Earlier> &known, const std::string &slot, const FamilyHashes &hashes) {
    std::set<std::string_view> byChild;
    std::set<std::string_view> byContact;
    for (const Earlier &earlier : known) {
        if (earlier.slot == slot) {
            (hashes.isOfChild(earlier.hash) ? byChild : byContact).insert(earlier.id);
        }
    }
    return std::any_of(byChild.begin(), byChild.end(),
                       [&byContact](std::string_view id) { return byContact.contains(id); });
}

/// The digits of the phone number, or the mail address if there is none.
std::string contactOf(const domain::Guardian &guardian) {
    std::string digits;
    for (const char c : domain::repairedPhone(guardian.phone)) {
        if (c >= '0' && c <= '9') {
            digits += c;
        }
    }
    if (!digits.empty()) {
        return "phone\n" + digits;
    }
    return guardian.email.empty() ? std::string() : "mail\n" + domain::searchKey(guardian.email);
}

tl::unexpected<domain::Error> secondSeat() {
    return domain::fail(domain::Error{.kind = domain::ErrorKind::Conflict,
                                      .code = "duplicate-reservation",
                                      .fields = {{"/slot_id", "same-slot-twice", {}}}});
}

} // namespace

FamilyHashes::FamilyHashes(const Reservation &reservation, std::string_view key) {
    const domain::ReservationPersonal &personal = *reservation.personal;
    const std::string contact = contactOf(personal.guardian);
    for (const domain::Child &child : personal.children) {
        const std::string &spoken = child.kana.empty() ? child.name : child.kana;
        const auto &day = child.birthDate ? child.birthDate : child.dueDate;
        // For a child without a name the contact takes the place of the name.
        const std::string known = spoken.empty() ? contact : domain::searchKey(spoken);
        if (!known.empty() && day) {
            m_all.push_back(comparisonHash("child\n" + known + '\n' + domain::textOf(*day), key));
        }
    }
    m_children = m_all.size();
    if (!contact.empty()) {
        m_all.push_back(comparisonHash(contact, key));
    }
}

bool FamilyHashes::isOfChild(std::int64_t hash) const {
    const auto end = m_all.begin() + static_cast<std::ptrdiff_t>(m_children);
    return std::find(m_all.begin(), end, hash) != end;
}

Result<void> followRepeatPolicy(Connection &db, const SlotRow &slot, const FamilyHashes &hashes,
                                Reservation &draft) {
    const auto known = earlierOf(db, slot.id, hashes, draft.id.text());
    if (!known || known->empty()) {
        return known ? Result<void>() : domain::passOn(known);
    }
    if (hasSeatAlready(*known, slot.id, hashes)) {
        return secondSeat();
    }
    const domain::RepeatPolicy policy = slot.facility.repeatPolicy;
    if (policy == domain::RepeatPolicy::Allow) {
        return {};
    }
    const bool isChildKnown = std::any_of(known->begin(), known->end(), [&hashes](const Earlier &earlier) {
        return hashes.isOfChild(earlier.hash);
    });
    if (policy == domain::RepeatPolicy::Refuse && isChildKnown) {
        return conflict("duplicate-reservation");
    }
    const auto newest =
        std::max_element(known->begin(), known->end(), [](const Earlier &one, const Earlier &other) {
            return std::tie(one.requestedAt, one.id) < std::tie(other.requestedAt, other.id);
        });
    const auto earlier = storedId<domain::ReservationId>(newest->id);
    if (!earlier) {
        return domain::passOn(earlier);
    }
    draft.repeatOf = *earlier;
    return {};
}

Result<void> refuseSecondSeat(Context &context, const SlotRow &target, const Reservation &reservation) {
    const FamilyHashes hashes(reservation, context.settings.key);
    const auto known = earlierOf(context.db, target.id, hashes, reservation.id.text());
    if (!known) {
        return domain::passOn(known);
    }
    return hasSeatAlready(*known, target.id, hashes) ? Result<void>(secondSeat()) : Result<void>();
}

/// Most bookings have one child and one phone number, which gives two rows. Twins that were entered twice in
/// one booking share one hash.
Result<void> rememberFamily(Connection &db, const std::string &facility, const FamilyHashes &hashes,
                            const std::string &id) {
    return inGroups<2>(hashes.all(), [&](const auto &hash) {
        return run(db,
                   "INSERT INTO reservation_match (facility_id, hash, reservation_id) "
                   "VALUES ($1, $2, $3), ($1, $4, $3) ON CONFLICT DO NOTHING",
                   {facility, hash[0], id, hash[1]});
    });
}

void prefetchFamily(Connection &db, const std::string &slot, const FamilyHashes &hashes) {
    static_cast<void>(inGroups<hashesAtOnce>(hashes.all(), [&](const auto &hash) -> Result<void> {
        db.prefetch(earlierSql, {slot, hash[0], hash[1], hash[2], hash[3]});
        return {};
    }));
}

} // namespace hub
