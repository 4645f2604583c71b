#include "wire/reservation_calls.h"

#include "wire/record_fields.h"

namespace wire::detail {

template <> struct FieldsOf<CallBody> {
    static std::span<const Field<CallBody>> list() {
        using T = CallBody;
        static constexpr Field<T> fields[] = {
            field<&T::reason>("reason"),  field<&T::message>("message"), field<&T::slotIds>("slot_ids"),
            field<&T::slotId>("slot_id"), field<&T::correctTo>("to"),
        };
        return fields;
    }
};

template <> struct FieldsOf<ReservationBatch::Item> {
    static std::span<const Field<ReservationBatch::Item>> list() {
        using T = ReservationBatch::Item;
        static constexpr Field<T> fields[] = {
            field<&T::id>("id", Use::Required),
            field<&T::version>("version", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<ReservationBatch> {
    static std::span<const Field<ReservationBatch>> list() {
        using T = ReservationBatch;
        static constexpr Field<T> call{"call", Use::Required, Privacy::Plain,
                                       [](Reader &reader, const Value &value, T &out) {
                                           if (!value.IsString()) {
                                               return reader.fault("wrong-type");
                                           }
                                           const auto named = domain::reservationCall(viewOf(value));
                                           if (!named || !isForMany(*named)) {
                                               return reader.fault("not-allowed");
                                           }
                                           out.call = *named;
                                       },
                                       [](Writer &writer, const Field<T> &self, const T &record) {
                                           writer.key(self.name);
                                           writer.text(domain::nameOf(record.call));
                                       }};
        static constexpr Field<T> fields[] = {
            call,
            field<&T::reason>("reason"),
            field<&T::message>("message"),
            field<&T::items>("items", Use::Required),
        };
        return fields;
    }

private:
    static bool isForMany(domain::ReservationCall call) {
        using Call = domain::ReservationCall;
        return call != Call::Reschedule && call != Call::Propose && call != Call::Correct &&
               call != Call::Expire;
    }
};

template <> struct FieldsOf<FamilyAction> {
    static std::span<const Field<FamilyAction>> list() {
        using T = FamilyAction;
        static constexpr Field<T> action{
            "action", Use::Required, Privacy::Plain,
            [](Reader &reader, const Value &value, T &out) {
                const std::string_view name = value.IsString() ? viewOf(value) : std::string_view();
                if (name != "move" && name != "cancel") {
                    reader.fault(value.IsString() ? "not-allowed" : "wrong-type");
                }
                out.move = name == "move";
            },
            [](Writer &writer, const Field<T> &self, const T &record) {
                writer.key(self.name);
                writer.text(record.move ? "move" : "cancel");
            }};
        static constexpr Field<T> fields[] = {
            field<&T::reservationId>("reservation_id", Use::Required),
            action,
            field<&T::toSlotId>("to_slot_id"),
            field<&T::message>("message"),
        };
        return fields;
    }
};

template <> struct FieldsOf<SlotBatch> {
    static std::span<const Field<SlotBatch>> list() {
        using T = SlotBatch;
        static constexpr Field<T> fields[] = {
            field<&T::series>("series"),
            field<&T::slots>("slots", Use::Required),
            field<&T::allowOverlap>("allow_overlap"),
        };
        return fields;
    }
};

template <> struct FieldsOf<Delay> {
    static std::span<const Field<Delay>> list() {
        using T = Delay;
        static constexpr Field<T> fields[] = {
            field<&T::facilityId>("facility_id", Use::Required),
            field<&T::facilityName>("facility_name"),
            field<&T::phone>("phone"),
            field<&T::lateCount>("late_count", Use::Required),
            field<&T::nearlyLateCount>("nearly_late_count", Use::Required),
            field<&T::startsUnansweredSoon>("starts_unanswered_soon"),
            field<&T::oldestRequestedAt>("oldest_requested_at"),
            field<&T::oldestOpenMinutes>("oldest_open_minutes"),
        };
        return fields;
    }
};

template <> struct FieldsOf<HubStatus> {
    static std::span<const Field<HubStatus>> list() {
        using T = HubStatus;
        static constexpr Field<T> realm{
            "realm", Use::Required, Privacy::Plain,
            [](Reader &reader, const Value &value, T &out) {
                std::string name;
                readValue(reader, value, name);
                if (name != "real" && name != "training") { // a guess could mix sample and real families
                    reader.fault("not-allowed");
                }
                out.training = name == "training";
            },
            [](Writer &writer, const Field<T> &self, const T &record) {
                writer.key(self.name);
                writer.text(record.training ? "training" : "real");
            }};
        static constexpr Field<T> fields[] = {
            field<&T::epoch>("epoch", Use::Required),
            realm,
            field<&T::time>("time", Use::Required),
            field<&T::version>("version"),
            field<&T::notices>("notices"),
        };
        return fields;
    }
};

namespace {
struct DelayList {
    std::vector<Delay> delays;
};
} // namespace

template <> struct FieldsOf<DelayList> {
    static std::span<const Field<DelayList>> list() {
        static constexpr Field<DelayList> fields[] = {field<&DelayList::delays>("delays", Use::Required)};
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

using detail::Parsed;
using detail::Reader;
using detail::Value;

namespace {

constexpr std::size_t maxSlotsInBatch = 1'000;
constexpr std::size_t maxReservationsInBatch = 200;

std::string jsonTextOf(const Value &value) {
    detail::Writer writer;
    value.Accept(writer.out);
    return writer.take();
}

} // namespace

std::string toJson(const CallBody &body) {
    return detail::jsonOf(body);
}

domain::Result<CallBody> callBodyFromJson(std::string_view json) {
    if (json.empty()) { // approve, attend and no-show need no body
        return CallBody{};
    }
    return detail::fromJson<CallBody>(json, Source::Client);
}

domain::Result<ReservationBatch> reservationBatchFromJson(std::string_view json) {
    const domain::Result<Parsed> parsed = Parsed::object(json);
    if (!parsed) {
        return domain::passOn(parsed);
    }
    Reader reader(Source::Client);
    ReservationBatch batch;
    detail::readValue(reader, parsed->root(), batch);
    if (reader.clean() && (batch.items.empty() || batch.items.size() > maxReservationsInBatch)) {
        reader.faultAt("items", "out-of-range",
                       {{"min", "1"}, {"max", std::to_string(maxReservationsInBatch)}});
    }
    if (!reader.clean()) {
        return domain::fail(reader.takeError());
    }
    return batch;
}

std::string toJson(const SlotBatch &batch) {
    return detail::jsonOf(batch);
}

domain::Result<SlotBatch> slotBatchFromJson(std::string_view json) {
    const domain::Result<Parsed> parsed = Parsed::object(json);
    if (!parsed) {
        return domain::passOn(parsed);
    }
    Reader reader(Source::Client, detail::Ids::FromBody);
    SlotBatch batch;
    detail::readValue(reader, parsed->root(), batch);
    if (reader.clean() && (batch.slots.empty() || batch.slots.size() > maxSlotsInBatch)) {
        reader.faultAt("slots", "out-of-range", {{"min", "1"}, {"max", std::to_string(maxSlotsInBatch)}});
    }
    if (!reader.clean()) {
        return domain::fail(reader.takeError());
    }
    return batch;
}

std::string withFamilies(std::string_view patch, const std::vector<FamilyAction> &families) {
    const domain::Result<Parsed> parsed = Parsed::object(patch);
    detail::Writer writer;
    writer.out.StartObject();
    if (parsed) {
        for (const auto &member : parsed->root().GetObject()) {
            writer.key(detail::viewOf(member.name));
            member.value.Accept(writer.out);
        }
    }
    if (!families.empty()) {
        writer.key("families");
        detail::writeValue(writer, families);
    }
    writer.out.EndObject();
    return writer.take();
}

domain::Result<std::pair<std::string, std::vector<FamilyAction>>> splitFamilies(std::string_view body) {
    domain::Result<Parsed> parsed = Parsed::object(body.empty() ? "{}" : body);
    if (!parsed) {
        return domain::passOn(parsed);
    }
    std::vector<FamilyAction> families;
    const auto &root = std::as_const(*parsed).root();
    const auto found = root.FindMember("families");
    if (found == root.MemberEnd()) {
        return std::pair(jsonTextOf(parsed->root()), families);
    }
    Reader reader(Source::Client);
    {
        const Reader::Step step(reader, "families");
        detail::readValue(reader, found->value, families);
    }
    if (!reader.clean()) {
        return domain::fail(reader.takeError());
    }
    parsed->root().EraseMember(found);
    return std::pair(jsonTextOf(parsed->root()), families);
}

std::string toJson(const std::vector<Delay> &delays) {
    return detail::jsonOf(detail::DelayList{delays});
}

domain::Result<std::vector<Delay>> delaysFromJson(std::string_view json) {
    return detail::fromJson<detail::DelayList>(json, Source::Hub).map([](detail::DelayList list) {
        return std::move(list.delays);
    });
}

std::string toJson(const HubStatus &status) {
    return detail::jsonOf(status);
}

domain::Result<HubStatus> hubStatusFromJson(std::string_view json) {
    return detail::fromJson<HubStatus>(json, Source::Hub);
}

} // namespace wire
