#include "faults.h"

#include "hub/db/read.h"

#include <algorithm>
#include <map>
#include <set>

namespace simulation {
namespace {

using domain::Result;

/// A link that passes everything on.
class PassingLink : public hub::Link {
public:
    explicit PassingLink(std::unique_ptr<hub::Link> inner) : m_inner(std::move(inner)) {}
    Result<std::unique_ptr<hub::Rows>> query(std::string_view sql,
                                             std::initializer_list<hub::Value> values) override {
        return inner().query(sql, values);
    }
    Result<std::int64_t> execute(std::string_view sql, std::initializer_list<hub::Value> values) override {
        return inner().execute(sql, values);
    }
    Result<void> begin() override { return inner().begin(); }
    Result<void> commit() override { return inner().commit(); }
    void rollback() override { inner().rollback(); }
    Result<void> savepoint() override { return inner().savepoint(); }
    Result<void> release(Answers answers) override { return inner().release(answers); }
    void rollbackToSavepoint() override { inner().rollbackToSavepoint(); }

protected:
    [[nodiscard]] hub::Link &inner() { return *m_inner; }

private:
    std::unique_ptr<hub::Link> m_inner;
};

/// The commit itself waits for the next transaction.
class AnswersBeforeCommit final : public PassingLink {
public:
    using PassingLink::PassingLink;
    Result<void> begin() override {
        if (std::exchange(m_owes, false)) {
            static_cast<void>(inner().commit());
        }
        return inner().begin();
    }
    Result<void> commit() override {
        m_owes = true;
        return {};
    }

private:
    bool m_owes = false;
};

class CommitErrorsIgnored final : public PassingLink {
public:
    using PassingLink::PassingLink;
    Result<void> commit() override {
        static_cast<void>(inner().commit());
        return {};
    }
};

/// A part of the hub's statements, and what stands in its place.
struct OtherWords {
    std::string_view words;
    std::string_view instead;
};

/// Statements with other words in them.
class Reworded final : public PassingLink {
public:
    Reworded(std::unique_ptr<hub::Link> inner, std::vector<OtherWords> words)
        : PassingLink(std::move(inner)), m_words(std::move(words)) {}
    Result<std::unique_ptr<hub::Rows>> query(std::string_view sql,
                                             std::initializer_list<hub::Value> values) override {
        return inner().query(reworded(sql), values);
    }
    Result<std::int64_t> execute(std::string_view sql, std::initializer_list<hub::Value> values) override {
        return inner().execute(reworded(sql), values);
    }

private:
    /// Kept, because a statement is known by the address of its text.
    const std::string &reworded(std::string_view sql) {
        const auto [place, fresh] = m_texts.try_emplace(std::string(sql), sql);
        for (const OtherWords &each : m_words) {
            const auto found = fresh ? place->second.find(each.words) : std::string::npos;
            if (found != std::string::npos) {
                place->second.replace(found, each.words.size(), each.instead);
            }
        }
        return place->second;
    }

    std::vector<OtherWords> m_words;
    std::map<std::string, std::string> m_texts;
};

/// Neither the hub's own look nor the database's constraint refuses a seat that is not there.
std::vector<OtherWords> withoutSeats() {
    return {
        {"s.ends_at, s.seats, s.seats_taken", "s.ends_at, s.seats + 1, s.seats_taken"},
        {"THEN seats_taken + $2 END, ", "THEN seats_taken + $2 END, seats = max(seats, seats_taken + $2), "}};
}

/// Now and then the number that was newest a moment ago is given once more.
std::vector<OtherWords> withOldNumbers() {
    return {
        {"SELECT change_no, audit_no, audit_hash", "SELECT change_no - (audit_no % 2), audit_no, audit_hash"},
        {"CASE WHEN change_no = $1", "CASE WHEN change_no - (audit_no % 2) = $1"}};
}

class SpoiltDatabase final : public hub::Database {
public:
    SpoiltDatabase(std::unique_ptr<hub::Database> inner, Fault fault)
        : m_inner(std::move(inner)), m_fault(fault) {}
    Result<std::unique_ptr<hub::Link>> link(Mode mode) override {
        auto link = m_inner->link(mode);
        if (!link || mode == Mode::Read) {
            return link;
        }
        return around(std::move(*link));
    }

private:
    std::unique_ptr<hub::Link> around(std::unique_ptr<hub::Link> link) {
        switch (m_fault) {
        case Fault::AnswersBeforeCommit:
            return std::make_unique<AnswersBeforeCommit>(std::move(link));
        case Fault::CommitErrorsIgnored:
            return std::make_unique<CommitErrorsIgnored>(std::move(link));
        case Fault::SeatsUnguarded:
            return std::make_unique<Reworded>(std::move(link), withoutSeats());
        case Fault::CounterOutsideTransaction:
            return std::make_unique<Reworded>(std::move(link), withOldNumbers());
        default:
            return link;
        }
    }

    std::unique_ptr<hub::Database> m_inner;
    Fault m_fault;
};

void forgetAnswers(std::vector<hub::Route> &routes) {
    for (hub::Route &route : routes) {
        route.idempotency = hub::Idempotency::None;
    }
}

void refuseSecondRefresh(std::vector<hub::Route> &routes) {
    const auto refresh = std::ranges::find(routes, "/v1/auth/refresh", &hub::Route::pattern);
    refresh->handler = [inner = refresh->handler, used = std::make_shared<std::set<std::string>>()](
                           const hub::Request &request, hub::Context &context) -> hub::HandlerResult {
        if (!used->insert(request.body).second) {
            return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
        }
        return inner(request, context);
    };
}

/// Who calls, changed by `change`.
hub::CallerFinder changed(hub::CallerFinder inner,
                          std::function<void(hub::Caller &, hub::Connection &)> change) {
    return [inner = std::move(inner),
            change = std::move(change)](std::string_view header, hub::Connection &db,
                                        const hub::HubSettings &settings, domain::Instant now) {
        auto caller = inner(header, db, settings, now);
        if (caller) {
            change(*caller, db);
        }
        return caller;
    };
}

void addFacilities(hub::Caller &caller, hub::Connection &db) {
    caller.user.facilities.clear();
    static_cast<void>(hub::eachRow(db, "SELECT id FROM facility WHERE municipality = '131016' ORDER BY id",
                                   {}, [&caller](const hub::Rows &row) {
                                       if (auto id = domain::FacilityId::parse(row.text(0))) {
                                           caller.user.facilities.push_back(*id);
                                       }
                                   }));
}

} // namespace

void spoil(hub::ServiceParts &parts, Fault fault) {
    parts.database = std::make_unique<SpoiltDatabase>(std::move(parts.database), fault);
    if (fault == Fault::NoIdempotency) {
        forgetAnswers(parts.routes);
    }
    if (fault == Fault::RefreshNotRepeated) {
        refuseSecondRefresh(parts.routes);
    }
    if (fault == Fault::ScopeLeaks) {
        parts.callerOf = changed(parts.callerOf, [](hub::Caller &caller, hub::Connection &db) {
            if (caller.user.role == domain::Role::Staff) {
                addFacilities(caller, db);
            }
        });
    }
    if (fault == Fault::PersonalForMunicipality) {
        parts.callerOf = changed(parts.callerOf, [](hub::Caller &caller, hub::Connection &db) {
            if (caller.user.role != domain::Role::Municipal) {
                return;
            }
            caller.user.role = domain::Role::Manager;
            addFacilities(caller, db);
        });
    }
}

} // namespace simulation
