#include "faults.h"

#include "hub/db/read.h"

#include <algorithm>
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
        if (std::exchange(m_owes, false))
            static_cast<void>(inner().commit());
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

/// Puts other statements in place of some.
class OtherWords final : public PassingLink {
public:
    OtherWords(std::unique_ptr<hub::Link> inner, std::string_view begins, std::string_view instead)
        : PassingLink(std::move(inner)), m_begins(begins), m_instead(instead) {}
    Result<std::unique_ptr<hub::Rows>> query(std::string_view sql,
                                             std::initializer_list<hub::Value> values) override {
        return inner().query(sql.starts_with(m_begins) ? m_instead : sql, values);
    }

private:
    std::string_view m_begins;
    std::string_view m_instead;
};

constexpr std::string_view takeSeat = "UPDATE slot SET seats_taken = seats_taken + 1";
constexpr std::string_view takeSeatAnyway =
    "UPDATE slot SET seats = max(seats, seats_taken + 1), seats_taken = seats_taken + 1, "
    "seats_version = seats_version + 1 WHERE id = $1 RETURNING seats_taken, seats_version";
constexpr std::string_view takeNumber = "UPDATE counter SET change_no = change_no + $1";
constexpr std::string_view takeOldNumber =
    "UPDATE counter SET change_no = change_no + $1, audit_no = audit_no + $2 WHERE municipality = $3 "
    "RETURNING change_no - (audit_no % 2), audit_no, audit_hash";

class SpoiltDatabase final : public hub::Database {
public:
    SpoiltDatabase(std::unique_ptr<hub::Database> inner, Fault fault)
        : m_inner(std::move(inner)), m_fault(fault) {}
    Result<std::unique_ptr<hub::Link>> link(Mode mode) override {
        auto link = m_inner->link(mode);
        if (!link || mode == Mode::Read)
            return link;
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
            return std::make_unique<OtherWords>(std::move(link), takeSeat, takeSeatAnyway);
        case Fault::CounterOutsideTransaction:
            return std::make_unique<OtherWords>(std::move(link), takeNumber, takeOldNumber);
        default:
            return link;
        }
    }

    std::unique_ptr<hub::Database> m_inner;
    Fault m_fault;
};

void forgetAnswers(std::vector<hub::Route> &routes) {
    for (hub::Route &route : routes)
        route.idempotency = hub::Idempotency::None;
}

void refuseSecondRefresh(std::vector<hub::Route> &routes) {
    const auto refresh = std::ranges::find(routes, "/v1/auth/refresh", &hub::Route::pattern);
    refresh->authHandler = [inner = refresh->authHandler, used = std::make_shared<std::set<std::string>>()](
                               const hub::Request &request, hub::AuthDoor &door) -> hub::HandlerResult {
        if (!used->insert(request.body).second)
            return domain::fail(domain::ErrorKind::SignedOut, "session-ended");
        return inner(request, door);
    };
}

/// Who calls, changed by `change`.
hub::CallerFinder changed(hub::CallerFinder inner,
                          std::function<void(hub::Caller &, hub::Connection &)> change) {
    return [inner = std::move(inner),
            change = std::move(change)](std::string_view header, hub::Connection &db,
                                        const hub::HubSettings &settings, domain::Instant now) {
        auto caller = inner(header, db, settings, now);
        if (caller)
            change(*caller, db);
        return caller;
    };
}

void addFacilities(hub::Caller &caller, hub::Connection &db) {
    caller.user.facilities.clear();
    static_cast<void>(hub::eachRow(db, "SELECT id FROM facility WHERE municipality = '131016' ORDER BY id",
                                   {}, [&caller](const hub::Rows &row) {
                                       if (auto id = domain::FacilityId::parse(row.text(0)))
                                           caller.user.facilities.push_back(*id);
                                   }));
}

} // namespace

void spoil(hub::ServiceParts &parts, Fault fault) {
    parts.database = std::make_unique<SpoiltDatabase>(std::move(parts.database), fault);
    if (fault == Fault::NoIdempotency)
        forgetAnswers(parts.routes);
    if (fault == Fault::RefreshNotRepeated)
        refuseSecondRefresh(parts.routes);
    if (fault == Fault::ScopeLeaks)
        parts.callerOf = changed(parts.callerOf, [](hub::Caller &caller, hub::Connection &db) {
            if (caller.user.role == domain::Role::Staff)
                addFacilities(caller, db);
        });
    if (fault == Fault::PersonalForMunicipality)
        parts.callerOf = changed(parts.callerOf, [](hub::Caller &caller, hub::Connection &db) {
            if (caller.user.role != domain::Role::Municipal)
                return;
            caller.user.role = domain::Role::Manager;
            addFacilities(caller, db);
        });
}

} // namespace simulation
