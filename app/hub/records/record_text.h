// A record's stored JSON, and the one way in which it leaves the hub: forCaller(), which knows who may see
// what.
#pragma once

#include "domain/record_kind.h"
#include "hub/calls/context.h"
#include "wire/records_json.h"

#include <string>
#include <string_view>
#include <utility>

namespace hub {

/// Which members a caller gets.
[[nodiscard]] wire::View viewOf(const Caller &caller);

/// What lies in a row of the table `record`; points into it.
struct StoredText {
    domain::RecordKind kind = domain::RecordKind::Unknown;
    std::string_view whole;
    std::string_view withoutPersonal; ///< empty where the kind has no personal members
    bool hasInside = true;            ///< false: known to hold no member for the inside only

    void appendTo(std::string &json, wire::View view) const;
};

/// Owns such a text. Nothing of it can be had without saying for whom.
class RecordText {
public:
    RecordText() = default;
    RecordText(domain::RecordKind kind, wire::RecordTexts texts) : m_kind(kind), m_texts(std::move(texts)) {}

    [[nodiscard]] std::string forCaller(const Caller &caller) const;
    /// For the hub's own judgement: `read` is one of the readers of wire.
    template <class Reader> [[nodiscard]] auto readBy(Reader read) const {
        return read(std::string_view(m_texts.whole), wire::Source::Hub);
    }
    /// What the audit makes a keyed hash of.
    [[nodiscard]] std::string_view asAudited() const { return m_texts.whole; }
    /// The same record once its personal members are erased.
    [[nodiscard]] RecordText erased() const;

private:
    friend class ChangeSet; // writes it down
    domain::RecordKind m_kind = domain::RecordKind::Unknown;
    wire::RecordTexts m_texts;
};

} // namespace hub
