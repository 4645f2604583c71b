#include "domain/records.h"

#include <algorithm>
#include <span>
#include <utility>

namespace domain {
namespace {

template <class Enum> using Names = std::span<const std::pair<Enum, std::string_view>>;

template <class Enum> std::string_view nameIn(Names<Enum> names, Enum value) {
    const auto found = std::ranges::find(names, value, &std::pair<Enum, std::string_view>::first);
    return found == names.end() ? std::string_view("unknown") : found->second;
}

template <class Enum> std::optional<Enum> valueIn(Names<Enum> names, std::string_view name) {
    const auto found = std::ranges::find(names, name, &std::pair<Enum, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

using Status = ReservationStatus;
constexpr std::array<std::pair<Status, std::string_view>, 8> statusNames{{
    {Status::Requested, "requested"},
    {Status::Approved, "approved"},
    {Status::Declined, "declined"},
    {Status::Withdrawn, "withdrawn"},
    {Status::CancelledByFacility, "cancelled_by_facility"},
    {Status::Attended, "attended"},
    {Status::NoShow, "no_show"},
    {Status::Expired, "expired"},
}};

constexpr std::array<std::pair<SlotStatus, std::string_view>, 3> slotStatusNames{{
    {SlotStatus::Open, "open"},
    {SlotStatus::Closed, "closed"},
    {SlotStatus::Cancelled, "cancelled"},
}};

constexpr std::array<std::pair<RepeatPolicy, std::string_view>, 3> policyNames{{
    {RepeatPolicy::Allow, "allow"},
    {RepeatPolicy::Warn, "warn"},
    {RepeatPolicy::Refuse, "refuse"},
}};

constexpr std::array<std::pair<Role, std::string_view>, 7> roleNames{{
    {Role::Staff, "staff"},
    {Role::Manager, "manager"},
    {Role::OperatorOffice, "operator_office"},
    {Role::Municipal, "municipal"},
    {Role::Auditor, "auditor"},
    {Role::System, "system"},
    {Role::HubOperator, "hub_operator"},
}};

} // namespace

std::string_view nameOf(ReservationStatus status) {
    return nameIn<Status>(statusNames, status);
}
std::string_view nameOf(SlotStatus status) {
    return nameIn<SlotStatus>(slotStatusNames, status);
}
std::string_view nameOf(RepeatPolicy policy) {
    return nameIn<RepeatPolicy>(policyNames, policy);
}
std::string_view nameOf(Role role) {
    return nameIn<Role>(roleNames, role);
}

ReservationStatus reservationStatus(std::string_view name) {
    return valueIn<Status>(statusNames, name).value_or(Status::Unknown);
}
std::optional<SlotStatus> slotStatus(std::string_view name) {
    return valueIn<SlotStatus>(slotStatusNames, name);
}
std::optional<RepeatPolicy> repeatPolicy(std::string_view name) {
    return valueIn<RepeatPolicy>(policyNames, name);
}
std::optional<Role> role(std::string_view name) {
    return valueIn<Role>(roleNames, name);
}

std::vector<int> agesOf(const AgeClasses &classes) {
    std::vector<int> ages;
    for (int age = 0; age < ageClassCount; ++age) {
        if (classes.test(static_cast<std::size_t>(age))) {
            ages.push_back(age);
        }
    }
    return ages;
}

AgeClasses ageClassesOf(const std::vector<int> &ages) {
    AgeClasses classes;
    for (const int age : ages) {
        if (age >= 0 && age < ageClassCount) {
            classes.set(static_cast<std::size_t>(age));
        }
    }
    return classes;
}

} // namespace domain
