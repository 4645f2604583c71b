#include "faults.h"

#include "passing_store.h"

#include <QPromise>

namespace simulation {
namespace {

using domain::Result;
using storage::EntityKey;
using storage::Operation;
using storage::OperationState;
using Keys = Result<std::vector<EntityKey>>;

class CursorBeforeRows final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Keys applyRemote(const wire::ChangePage &page) override {
        wire::ChangePage onlyCursor;
        onlyCursor.cursor = page.cursor;
        onlyCursor.more = page.more;
        if (auto first = inner().applyRemote(onlyCursor); !first) {
            return first;
        }
        return inner().applyRemote(page);
    }
};

class ChangePassedOver final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Keys applyRemote(const wire::ChangePage &page) override {
        wire::ChangePage shorter = page;
        if (shorter.changes.size() > 1) {
            shorter.changes.pop_back();
        }
        return inner().applyRemote(shorter);
    }
};

class InFlightForgotten final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<void> recoverInFlight() override { return {}; }
};

class AppliedWhenSent final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<void> updateOperation(const Operation &operation) override {
        Operation changed = operation;
        if (changed.state == OperationState::InFlight) {
            changed.state = OperationState::Applied;
        }
        return inner().updateOperation(changed);
    }
};

class RefusalsHidden final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<void> updateOperation(const Operation &operation) override {
        Operation changed = operation;
        if (changed.state == OperationState::Conflict || changed.state == OperationState::Rejected) {
            changed.state = OperationState::Superseded;
        }
        return inner().updateOperation(changed);
    }
};

/// Takes the hub's version at the time of sending for the one that the user saw.
class LastWriterWins final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<void> updateOperation(const Operation &operation) override {
        Operation changed = operation;
        if (changed.state == OperationState::Conflict && changed.errorCode == "version-conflict" &&
            (changed.act == domain::ActKind::EditSlot || changed.act == domain::ActKind::EditFacility)) {
            const auto record = changed.current.find("\"version\":");
            changed.baseVersion = std::strtoll(changed.current.c_str() + record + 10, nullptr, 10);
            changed.state = OperationState::Pending;
            changed.finishedAt.reset();
        }
        return inner().updateOperation(changed);
    }
};

class GoneRowsStay final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<void> beginShadow() override {
        auto done = inner().applyRemote(wire::ChangePage{});
        return done ? Result<void>() : domain::passOn(done);
    }
};

class AppliedNotSentAgain final : public PassingStore {
public:
    using PassingStore::PassingStore;
    Result<int> sendAppliedAgain() override { return 0; }
};

// ---- on the way to the hub

class SpoiltApi : public net::HubApi {
public:
    explicit SpoiltApi(std::unique_ptr<net::HubApi> inner) : m_inner(std::move(inner)) {}
    void cancelAll() override { m_inner->cancelAll(); }

protected:
    [[nodiscard]] net::HubApi &inner() { return *m_inner; }

private:
    std::unique_ptr<net::HubApi> m_inner;
};

class NewKeyEachTry final : public SpoiltApi {
public:
    NewKeyEachTry(std::unique_ptr<net::HubApi> inner, domain::Random &random)
        : SpoiltApi(std::move(inner)), m_random(random) {}
    QFuture<Result<net::ApiResponse>> send(const net::ApiRequest &request) override {
        net::ApiRequest changed = request;
        if (!changed.idempotencyKey.isEmpty()) {
            domain::Uuid other;
            m_random.fill(other.bytes);
            changed.idempotencyKey = QByteArray::fromStdString(other.text());
        }
        return inner().send(changed);
    }

private:
    domain::Random &m_random;
};

class NetworkFaultIsFinal final : public SpoiltApi {
public:
    using SpoiltApi::SpoiltApi;
    QFuture<Result<net::ApiResponse>> send(const net::ApiRequest &request) override {
        const bool isAct = !request.idempotencyKey.isEmpty();
        return inner().send(request).then([isAct](const Result<net::ApiResponse> &answer) {
            if (!isAct || answer || answer.error().kind == domain::ErrorKind::Cancelled) {
                return answer;
            }
            net::ApiResponse no;
            no.status = 422;
            no.contentType = "application/problem+json";
            no.body =
                R"({"type":"urn:hokatsu:problem:validation","code":"validation","status":422,"title":"no"})";
            return Result<net::ApiResponse>(no);
        });
    }
};

} // namespace

std::unique_ptr<storage::Store> spoil(std::unique_ptr<storage::Store> store, Fault fault) {
    switch (fault) {
    case Fault::CursorBeforeRows:
        return std::make_unique<CursorBeforeRows>(std::move(store));
    case Fault::ChangePassedOver:
        return std::make_unique<ChangePassedOver>(std::move(store));
    case Fault::InFlightForgotten:
        return std::make_unique<InFlightForgotten>(std::move(store));
    case Fault::AppliedWhenSent:
        return std::make_unique<AppliedWhenSent>(std::move(store));
    case Fault::RefusalsHidden:
        return std::make_unique<RefusalsHidden>(std::move(store));
    case Fault::LastWriterWins:
        return std::make_unique<LastWriterWins>(std::move(store));
    case Fault::GoneRowsStay:
        return std::make_unique<GoneRowsStay>(std::move(store));
    case Fault::AppliedNotSentAgain:
        return std::make_unique<AppliedNotSentAgain>(std::move(store));
    default:
        return store;
    }
}

std::unique_ptr<net::HubApi> spoil(std::unique_ptr<net::HubApi> api, Fault fault, domain::Random &random) {
    if (fault == Fault::NewKeyEachTry) {
        return std::make_unique<NewKeyEachTry>(std::move(api), random);
    }
    if (fault == Fault::NetworkFaultIsFinal) {
        return std::make_unique<NetworkFaultIsFinal>(std::move(api));
    }
    return api;
}

} // namespace simulation
