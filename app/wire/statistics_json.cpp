#include "wire/office_json.h"
#include "wire/record_fields.h"

namespace wire::detail {

using domain::Coverage;
using domain::FacilityStatistics;
using domain::Share;
using domain::Statistics;
using domain::StatisticsReport;

namespace {

using Counts = std::map<std::string, std::int64_t>;
using ByClass = std::array<std::int64_t, domain::ageClassCount>;

} // namespace

/// `value` is for readers that do not know the formula.
template <> struct FieldsOf<Share> {
    static std::span<const Field<Share>> list() {
        static constexpr Field<Share> value{"value", Use::ReadOnly, Privacy::Plain,
                                            [](Reader &, const Value &, Share &) {},
                                            [](Writer &writer, const Field<Share> &self, const Share &share) {
                                                if (const auto number = share.value()) {
                                                    writer.key(self.name);
                                                    writer.out.Double(*number);
                                                }
                                            }};
        static constexpr Field<Share> fields[] = {field<&Share::part>("part", Use::Required),
                                                  field<&Share::of>("of", Use::Required), value};
        return fields;
    }
};

void readValue(Reader &reader, const Value &value, Counts &out) {
    if (!value.IsObject()) {
        return reader.fault("wrong-type");
    }
    for (const auto &member : value.GetObject()) {
        readValue(reader, member.value, out[std::string(viewOf(member.name))]);
    }
}
void writeValue(Writer &writer, const Counts &value) {
    writer.out.StartObject();
    for (const auto &[name, count] : value) {
        writer.key(name);
        writer.out.Int64(count);
    }
    writer.out.EndObject();
}

void readValue(Reader &reader, const Value &value, ByClass &out) {
    if (!value.IsArray() || value.Size() != out.size()) {
        return reader.fault("wrong-type");
    }
    for (rapidjson::SizeType age = 0; age < value.Size(); ++age) {
        readValue(reader, value[age], out.at(age));
    }
}
void writeValue(Writer &writer, const ByClass &value) {
    writer.out.StartArray();
    for (const std::int64_t count : value) {
        writer.out.Int64(count);
    }
    writer.out.EndArray();
}

template <> struct FieldsOf<Statistics> {
    static std::span<const Field<Statistics>> list() {
        using T = Statistics;
        static constexpr Field<T> fields[] = {
            field<&T::useBySlots>("use_by_slots", Use::Required),
            field<&T::useBySeats>("use_by_seats", Use::Required),
            field<&T::medianMinutes>("decision_median_minutes"),
            field<&T::p90Minutes>("decision_p90_minutes"),
            field<&T::late>("late", Use::Required),
            field<&T::automatic>("automatic", Use::Required),
            field<&T::noShow>("no_show", Use::Required),
            field<&T::bookings>("bookings", Use::Required),
            field<&T::byMonth>("by_month", Use::Required),
            field<&T::byChannel>("by_channel", Use::Required),
            field<&T::byClass>("by_class", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<FacilityStatistics> {
    static std::span<const Field<FacilityStatistics>> list() {
        using T = FacilityStatistics;
        static constexpr Field<T> fields[] = {
            field<&T::facilityId>("facility_id", Use::Required),
            field<&T::facilityName>("facility_name", Use::Required),
            field<&T::figures>("figures", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<StatisticsReport> {
    static std::span<const Field<StatisticsReport>> list() {
        using T = StatisticsReport;
        static constexpr Field<T> fields[] = {
            field<&T::from>("from", Use::Required),
            field<&T::to>("to", Use::Required),
            field<&T::whole>("whole", Use::Required),
            field<&T::facilities>("facilities", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<Coverage> {
    static std::span<const Field<Coverage>> list() {
        using T = Coverage;
        static constexpr Field<T> participation{"participation", Use::ReadOnly, Privacy::Plain,
                                                [](Reader &, const Value &, T &) {},
                                                [](Writer &writer, const Field<T> &self, const T &coverage) {
                                                    writer.key(self.name);
                                                    writeValue(writer, domain::participation(coverage));
                                                }};
        static constexpr Field<T> fields[] = {
            field<&T::facilities>("facilities", Use::Required),
            field<&T::participating>("participating", Use::Required),
            field<&T::withOpenSlots>("with_open_slots", Use::Required),
            field<&T::published>("published", Use::Required),
            field<&T::confirmed>("confirmed", Use::Required),
            field<&T::vacancyEntered>("vacancy_entered", Use::Required),
            participation,
        };
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

std::string toJson(const domain::StatisticsReport &report) {
    return detail::jsonOf(report);
}
domain::Result<domain::StatisticsReport> statisticsReportFromJson(std::string_view json) {
    return detail::fromJson<domain::StatisticsReport>(json, Source::Hub);
}

std::string toJson(const domain::Coverage &coverage) {
    return detail::jsonOf(coverage);
}
domain::Result<domain::Coverage> coverageFromJson(std::string_view json) {
    return detail::fromJson<domain::Coverage>(json, Source::Hub);
}

} // namespace wire
