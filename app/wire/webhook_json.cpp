#include "wire/webhook_json.h"

#include "wire/fields.h"

namespace wire::detail {

template <> struct FieldsOf<WebhookBody> {
    static std::span<const Field<WebhookBody>> list() {
        using T = WebhookBody;
        static constexpr Field<T> fields[] = {field<&T::url>("url", Use::Required),
                                              field<&T::secret>("secret"), field<&T::enabled>("enabled")};
        return fields;
    }
};

template <> struct FieldsOf<ReplayBody> {
    static std::span<const Field<ReplayBody>> list() {
        using T = ReplayBody;
        static constexpr Field<T> fields[] = {field<&T::deliveryIds>("delivery_ids"),
                                              field<&T::failed>("failed")};
        return fields;
    }
};

template <> struct FieldsOf<WebhookShown> {
    static std::span<const Field<WebhookShown>> list() {
        using T = WebhookShown;
        static constexpr Field<T> fields[] = {
            field<&T::id>("id"),
            field<&T::version>("version"),
            field<&T::createdAt>("created_at"),
            field<&T::updatedAt>("updated_at"),
            field<&T::url>("url"),
            field<&T::enabled>("enabled"),
        };
        return fields;
    }
};

template <> struct FieldsOf<DeliveryShown> {
    static std::span<const Field<DeliveryShown>> list() {
        using T = DeliveryShown;
        static constexpr Field<T> fields[] = {
            field<&T::id>("id"),
            field<&T::reservationId>("reservation_id"),
            field<&T::status>("status"),
            field<&T::attempts>("attempts"),
            field<&T::createdAt>("created_at"),
            field<&T::lastAt>("last_at"),
            field<&T::nextAt>("next_at"),
            field<&T::result>("result"),
        };
        return fields;
    }
};

template <> struct FieldsOf<DeliveriesShown> {
    static std::span<const Field<DeliveriesShown>> list() {
        using T = DeliveriesShown;
        static constexpr Field<T> fields[] = {field<&T::deliveries>("deliveries", Use::Required),
                                              field<&T::more>("more", Use::Required)};
        return fields;
    }
};

template <> struct FieldsOf<WebhookEvent::Data> {
    static std::span<const Field<WebhookEvent::Data>> list() {
        using T = WebhookEvent::Data;
        static constexpr Field<T> fields[] = {
            field<&T::reservationId>("reservation_id"),
            field<&T::facilityId>("facility_id"),
            field<&T::slotId>("slot_id"),
            field<&T::status>("status"),
            field<&T::version>("version"),
        };
        return fields;
    }
};

template <> struct FieldsOf<WebhookEvent> {
    static std::span<const Field<WebhookEvent>> list() {
        using T = WebhookEvent;
        static constexpr Field<T> fields[] = {field<&T::type>("type"), field<&T::timestamp>("timestamp"),
                                              field<&T::data>("data", Use::Required)};
        return fields;
    }
};

} // namespace wire::detail

namespace wire {

namespace {

std::string webhooksJson(const std::vector<WebhookShown> &webhooks) {
    detail::Writer writer;
    detail::writeValue(writer, webhooks);
    return writer.take();
}

} // namespace

domain::Result<WebhookBody> webhookBodyFromJson(std::string_view json) {
    return detail::fromJson<WebhookBody>(json, Source::Client);
}
domain::Result<ReplayBody> replayBodyFromJson(std::string_view json) {
    return detail::fromJson<ReplayBody>(json, Source::Client);
}
std::string toJson(const WebhookShown &webhook) {
    return detail::jsonOf(webhook);
}
std::string toJson(const std::vector<WebhookShown> &webhooks) {
    return R"({"webhooks":)" + webhooksJson(webhooks) + "}";
}
std::string toJson(const DeliveriesShown &list) {
    return detail::jsonOf(list);
}
std::string toJson(const WebhookEvent &event) {
    return detail::jsonOf(event);
}

} // namespace wire
