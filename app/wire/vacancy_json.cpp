#include "wire/office_json.h"
#include "wire/record_fields.h"

namespace wire::detail {

using domain::Places;
using domain::PooledPlaces;
using domain::RecordMeta;
using domain::Vacancy;
using domain::VacancyMeaning;
using domain::VacancyStatus;

template <> struct FieldsOf<Places> {
    static std::span<const Field<Places>> list() {
        static constexpr Field<Places> fields[] = {
            field<&Places::vacancy>("vacancy"),
            field<&Places::waiting>("waiting"),
            field<&Places::enrolled>("enrolled"),
        };
        return fields;
    }
};

namespace {

using ClassValues = std::array<std::optional<Places>, domain::ageClassCount>;

template <class Enum, class Find> void readName(Reader &reader, const Value &value, Enum &out, Find find) {
    if (!value.IsString()) {
        return reader.fault("wrong-type");
    }
    const auto found = find(viewOf(value));
    if (!found) {
        return reader.fault("not-allowed");
    }
    out = *found;
}

void readClass(Reader &reader, const Value &value, std::string_view age, ClassValues &out) {
    if (age.size() != 1 || age[0] < '0' || age[0] >= '0' + domain::ageClassCount) {
        return reader.unknownMember(age);
    }
    if (value.IsNull()) {
        return;
    }
    const Reader::Step step(reader, age);
    readValue(reader, value, out.at(static_cast<std::size_t>(age[0] - '0')));
}

void readClasses(Reader &reader, const Value &value, Vacancy &out) {
    if (!value.IsObject()) {
        return reader.fault("wrong-type");
    }
    for (const auto &member : value.GetObject()) {
        readClass(reader, member.value, viewOf(member.name), out.values);
    }
}

void writeClasses(Writer &writer, const Field<Vacancy> &self, const Vacancy &record) {
    writer.key(self.name);
    writer.out.StartObject();
    for (std::size_t age = 0; age < record.values.size(); ++age) {
        if (!record.values[age]) {
            continue;
        }
        writer.key(std::to_string(age));
        writeValue(writer, *record.values[age]);
    }
    writer.out.EndObject();
}

void ignore(Reader &, const Value &, Vacancy &) {}
void writeKey(Writer &writer, const Field<Vacancy> &self, const Vacancy &record) {
    writer.key(self.name);
    writer.text(domain::vacancyKey(record.facilityId, record.month));
}

} // namespace

void readValue(Reader &reader, const Value &value, VacancyMeaning &out) {
    readName(reader, value, out, domain::vacancyMeaning);
}
void readValue(Reader &reader, const Value &value, VacancyStatus &out) {
    readName(reader, value, out, domain::vacancyStatus);
}

template <> struct FieldsOf<PooledPlaces> {
    static std::span<const Field<PooledPlaces>> list() {
        using T = PooledPlaces;
        static constexpr Field<T> fields[] = {
            field<&T::ages>("ages", Use::Required),
            field<&T::places, &Places::vacancy>("vacancy"),
            field<&T::places, &Places::waiting>("waiting"),
            field<&T::places, &Places::enrolled>("enrolled"),
        };
        return fields;
    }
};

std::span<const Field<Vacancy>> FieldsOf<Vacancy>::list() {
    using T = Vacancy;
    static constexpr Field<T> key{"id", Use::ReadOnly, Privacy::Plain, ignore, writeKey};
    static constexpr Field<T> values{"values", Use::Optional, Privacy::Plain, readClasses, writeClasses};
    static constexpr Field<T> fields[] = {
        key,
        field<&T::meta, &RecordMeta::version>("version", Use::ReadOnly),
        field<&T::meta, &RecordMeta::createdAt>("created_at", Use::ReadOnly),
        field<&T::meta, &RecordMeta::updatedAt>("updated_at", Use::ReadOnly),
        field<&T::facilityId>("facility_id"),
        field<&T::month>("month"),
        field<&T::basisDate>("basis_date", Use::Required),
        field<&T::meaning>("meaning", Use::Required),
        values,
        field<&T::symbol>("symbol"),
        field<&T::pooled>("pooled"),
        field<&T::status>("status"),
    };
    return fields;
}

template <> struct FieldsOf<VacancyEdit> {
    static std::span<const Field<VacancyEdit>> list() {
        static constexpr Field<VacancyEdit> fields[] = {
            field<&VacancyEdit::version>("version"),
            field<&VacancyEdit::vacancy>("vacancy", Use::Required),
        };
        return fields;
    }
};

template <> struct FieldsOf<VacancyBatch> {
    static std::span<const Field<VacancyBatch>> list() {
        static constexpr Field<VacancyBatch> fields[] = {
            field<&VacancyBatch::vacancies>("vacancies", Use::Required)};
        return fields;
    }
};

template <> struct FieldsOf<VacancyPublication> {
    static std::span<const Field<VacancyPublication>> list() {
        static constexpr Field<VacancyPublication> fields[] = {
            field<&VacancyPublication::month>("month", Use::Required),
            field<&VacancyPublication::facilityIds>("facility_ids"),
        };
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

namespace {
constexpr std::size_t mostInBatch = 2'000;
} // namespace

std::string toJson(const domain::Vacancy &record) {
    return detail::jsonOf(record);
}
std::string writableJson(const domain::Vacancy &record) {
    return detail::jsonOf(record, detail::Extent::Writable);
}
domain::Result<domain::Vacancy> vacancyFromJson(std::string_view json, Source source) {
    return detail::fromJson<domain::Vacancy>(json, source);
}

std::string toJson(const VacancyBatch &batch) {
    return detail::jsonOf(batch, detail::Extent::Writable);
}
domain::Result<VacancyBatch> vacancyBatchFromJson(std::string_view json) {
    auto batch = detail::fromJson<VacancyBatch>(json, Source::Client);
    if (batch && (batch->vacancies.empty() || batch->vacancies.size() > mostInBatch)) {
        domain::Error error{.kind = domain::ErrorKind::Rejected, .code = "validation"};
        error.fields.push_back(
            {"/vacancies", "out-of-range", {{"min", "1"}, {"max", std::to_string(mostInBatch)}}});
        return domain::fail(std::move(error));
    }
    return batch;
}

std::string toJson(const VacancyPublication &publication) {
    return detail::jsonOf(publication);
}
domain::Result<VacancyPublication> vacancyPublicationFromJson(std::string_view json) {
    return detail::fromJson<VacancyPublication>(json, Source::Client);
}

template RecordTexts textsOf(const domain::Vacancy &);

} // namespace wire
