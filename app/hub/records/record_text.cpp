#include "hub/records/record_text.h"

namespace hub {

wire::View viewOf(const Caller &caller) {
    if (caller.user.role == domain::Role::System) {
        return wire::View::WithoutInside;
    }
    return caller.seesPersonalData() ? wire::View::Whole : wire::View::WithoutPersonal;
}

void StoredText::appendTo(std::string &json, wire::View view) const {
    switch (view) {
    case wire::View::Whole:
        json.append(whole);
        return;
    case wire::View::WithoutPersonal:
        json.append(withoutPersonal.empty() ? whole : withoutPersonal);
        return;
    case wire::View::WithoutInside:
        if (hasInside) {
            json.append(wire::withoutInside(kind, whole));
        } else {
            json.append(whole);
        }
        return;
    }
}

std::string RecordText::forCaller(const Caller &caller) const {
    std::string json;
    StoredText{m_kind, m_texts.whole, m_texts.withoutPersonal, m_texts.hasInside}.appendTo(json,
                                                                                           viewOf(caller));
    return json;
}

RecordText RecordText::erased() const {
    RecordText text = *this;
    if (!text.m_texts.withoutPersonal.empty()) {
        text.m_texts.whole = text.m_texts.withoutPersonal;
    }
    return text;
}

} // namespace hub
