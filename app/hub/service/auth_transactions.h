// Lets sign-in handlers use the database between two password hashes.
#pragma once

#include "hub/service/call_pipeline.h"
#include "hub/service/group_writer.h"

#include <functional>
#include <future>
#include <mutex>

namespace hub {

using TransactionWork = std::function<domain::Result<void>(Context &)>;

/// Work in a transaction of its own (a savepoint of the group commit). The caller waits for `done()`.
class WorkJob final : public WriteJob {
public:
    enum class Reads { UnderClaims, OneMoment };
    WorkJob(CallShared &shared, TransactionWork work, Reads reads)
        : m_shared(shared), m_work(std::move(work)), m_reads(reads) {}
    [[nodiscard]] bool readsOneMoment() const override { return m_reads == Reads::OneMoment; }
    Outcome run(Connection &db) override;
    void answer() override { m_done.set_value(m_result); }
    void fail(const domain::Error &error) override { m_done.set_value(domain::fail(error)); }
    [[nodiscard]] std::future<domain::Result<void>> done() { return m_done.get_future(); }

private:
    CallShared &m_shared;
    TransactionWork m_work;
    Reads m_reads;
    domain::Result<void> m_result;
    std::promise<domain::Result<void>> m_done;
};

/// A reading link. Lock the mutex before using the link.
struct PooledReadLink {
    std::unique_ptr<Link> link;
    std::mutex mutex;
};

class ServiceAuthTransactions final : public AuthTransactions {
public:
    /// Queued writes join the writer's group commit; with Now they run on the calling thread.
    enum class Writes { Queued, Now };
    ServiceAuthTransactions(const Call &call, CallShared &shared, GroupWriter &writer, PooledReadLink &reader,
                            Writes writes)
        : m_call(call), m_shared(shared), m_writer(writer), m_reader(reader), m_writes(writes) {}

    domain::Result<void> write(const TransactionWork &work) override;
    domain::Result<void> read(const TransactionWork &work) override;
    [[nodiscard]] const HubSettings &settings() const override { return m_shared.settings; }
    [[nodiscard]] const domain::Clock &clock() const override { return m_shared.clock; }
    [[nodiscard]] domain::Random &random() override { return m_shared.random; }

private:
    const Call &m_call;
    CallShared &m_shared;
    GroupWriter &m_writer;
    PooledReadLink &m_reader;
    Writes m_writes;
};

} // namespace hub
