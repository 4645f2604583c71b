#include "hub/handlers/facilities/facility_match.h"

#include <algorithm>
#include <unordered_map>

namespace hub {

using domain::FacilityKeys;
using domain::Likeness;
using Verdict = RowMatch::Verdict;

namespace {

using Places = std::unordered_multimap<std::string, std::size_t>;

/// The agreeing parts of two descriptions.
struct Agreement {
    Likeness name = Likeness::Unknown;
    Likeness address = Likeness::Unknown;
    Likeness phone = Likeness::Unknown;

    [[nodiscard]] bool sameName() const { return name == Likeness::Same; }
    [[nodiscard]] bool sameAddress() const { return address == Likeness::Same; }
    [[nodiscard]] bool samePhone() const { return phone == Likeness::Same; }
    /// An address weighs more than a phone number, which several nurseries may share.
    [[nodiscard]] int weight() const {
        return (sameName() ? 4 : 0) + (sameAddress() ? 2 : 0) + (samePhone() ? 1 : 0);
    }
    [[nodiscard]] std::string words() const {
        std::string text;
        for (const auto &[same, word] : {std::pair{sameName(), "name"}, std::pair{sameAddress(), "address"},
                                         std::pair{samePhone(), "phone"}}) {
            if (same) {
                text += (text.empty() ? "" : ",") + std::string(word);
            }
        }
        return text;
    }
};

Agreement agreementOf(const FacilityKeys &a, const FacilityKeys &b) {
    return {domain::namesAlike(a, b), domain::addressesAlike(a, b), domain::phonesAlike(a, b)};
}

class Matching {
public:
    Matching(std::span<const FacilityKeys> stored, std::span<const FacilityKeys> rows)
        : m_stored(stored), m_rows(rows), m_matches(rows.size()), m_done(rows.size()),
          m_claimed(stored.size()) {
        for (std::size_t i = 0; i < stored.size(); ++i) {
            addTo(m_byNumber, stored[i].number, i);
            addTo(m_byName, stored[i].name, i);
            for (const std::string &phone : stored[i].phones) {
                addTo(m_byPhone, phone, i);
            }
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            addTo(m_rowsByName, rows[i].name, i);
            for (const std::string &phone : rows[i].phones) {
                addTo(m_rowsByPhone, phone, i);
            }
        }
    }

    std::vector<RowMatch> run() {
        forEachOpen([&](std::size_t row) { bySameNumberAndName(row); });
        for (const int weight : {7, 6, 5}) { // name and address and phone, name and address, name and phone
            forEachOpen([&](std::size_t row) { byName(row, weight); });
        }
        forEachOpen([&](std::size_t row) { byRenaming(row); });
        forEachOpen([&](std::size_t row) { byWeakSigns(row); });
        forEachOpen([&](std::size_t row) { decideRest(row); });
        return std::move(m_matches);
    }

private:
    static void addTo(Places &places, const std::string &key, std::size_t index) {
        if (!key.empty()) {
            places.emplace(key, index);
        }
    }

    template <class Act> void forEachOpen(Act act) {
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            if (!m_done[row]) {
                act(row);
            }
        }
    }

    /// The best stored facility under `key`; `fits` selects the candidates.
    template <class Fits>
    std::optional<std::size_t> best(const Places &places, const std::string &key, std::size_t row,
                                    Fits fits) const {
        std::optional<std::size_t> found;
        int weight = -1;
        const auto [from, to] = places.equal_range(key);
        for (auto at = from; at != to; ++at) {
            const Agreement agreement = agreementOf(m_stored[at->second], m_rows[row]);
            const bool better =
                agreement.weight() > weight || (agreement.weight() == weight && at->second < *found);
            if (!m_claimed[at->second] && fits(agreement) && better) {
                found = at->second;
                weight = agreement.weight();
            }
        }
        return found;
    }

    void settle(std::size_t row, std::size_t facility, Verdict verdict) {
        m_claimed[facility] = true;
        m_done[row] = true;
        m_matches[row] = {verdict, facility, holderOf(row, facility),
                          agreementOf(m_stored[facility], m_rows[row]).words()};
    }

    /// Another facility that has the row's number.
    [[nodiscard]] std::optional<std::size_t> holderOf(std::size_t row,
                                                      std::optional<std::size_t> facility) const {
        const auto [from, to] = m_byNumber.equal_range(m_rows[row].number);
        for (auto at = from; at != to; ++at) {
            if (at->second != facility) {
                return at->second;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] Verdict changedNumber(std::size_t row) const {
        return m_byNumber.contains(m_rows[row].number) ? Verdict::Renumbered : Verdict::NumberChanges;
    }

    void bySameNumberAndName(std::size_t row) {
        const auto same = [](const Agreement &agreement) { return agreement.sameName(); };
        if (const auto found = best(m_byNumber, m_rows[row].number, row, same)) {
            settle(row, *found, Verdict::Known);
        }
    }

    /// Matches by name if one side has no number, because then no number contradicts.
    void byName(std::size_t row, int weight) {
        const auto strong = [weight](const Agreement &agreement) { return agreement.weight() == weight; };
        const auto found = best(m_byName, m_rows[row].name, row, strong);
        if (!found) {
            return;
        }
        const bool numbered = !m_rows[row].number.empty() && !m_stored[*found].number.empty();
        settle(row, *found, numbered ? changedNumber(row) : Verdict::Known);
    }

    /// Matches the same number and place under another name.
    void byRenaming(std::size_t row) {
        const auto samePlace = [&](const Agreement &agreement) {
            return agreement.sameAddress() || (agreement.samePhone() && isOwnPhone(row));
        };
        if (const auto found = best(m_byNumber, m_rows[row].number, row, samePlace)) {
            settle(row, *found, Verdict::Known);
        }
    }

    /// True if no other row and no other facility has one of its phone numbers.
    [[nodiscard]] bool isOwnPhone(std::size_t row) const {
        return std::ranges::all_of(m_rows[row].phones, [&](const std::string &phone) {
            return m_rowsByPhone.count(phone) == 1 && m_byPhone.count(phone) <= 1;
        });
    }

    void byWeakSigns(std::size_t row) {
        const FacilityKeys &keys = m_rows[row];
        std::optional<std::size_t> found;
        for (const std::string &phone : keys.phones) {
            const auto fits = [&](const Agreement &agreement) {
                return agreement.sameAddress() || isOwnPhone(row);
            };
            found = found ? found : best(m_byPhone, phone, row, fits);
        }
        if (!found && m_rowsByName.count(keys.name) == 1 && m_byName.count(keys.name) == 1) {
            found = best(m_byName, keys.name, row, [](const Agreement &) { return true; });
        }
        if (found) {
            settle(row, *found, keys.number.empty() ? Verdict::PerhapsRenamed : changedNumber(row));
        }
    }

    void decideRest(std::size_t row) {
        const auto holder = holderOf(row, std::nullopt);
        m_matches[row] = {holder ? Verdict::Renumbered : Verdict::New, std::nullopt, holder, {}};
    }

    std::span<const FacilityKeys> m_stored;
    std::span<const FacilityKeys> m_rows;
    std::vector<RowMatch> m_matches;
    std::vector<bool> m_done;
    std::vector<bool> m_claimed;
    Places m_byNumber;
    Places m_byName;
    Places m_byPhone;
    Places m_rowsByName;
    Places m_rowsByPhone;
};

} // namespace

std::vector<RowMatch> matchRows(std::span<const FacilityKeys> stored, std::span<const FacilityKeys> rows) {
    return Matching(stored, rows).run();
}

} // namespace hub
