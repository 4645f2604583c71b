#include "hub/service_writer.h"

#include <chrono>
#include <vector>

namespace hub {
namespace {

/// So that one group neither grows a transaction without end nor lets its first caller wait long.
constexpr std::size_t largestGroup = 256;
constexpr std::chrono::milliseconds longestGroup{25};

void settle(WriteJob &job, const std::optional<domain::Error> &fault) {
    if (fault)
        job.fail(*fault);
    else
        job.answer();
}

} // namespace

GroupWriter::GroupWriter(std::unique_ptr<Link> link, Publish publish)
    : m_link(std::move(link)), m_publish(std::move(publish)) {}

GroupWriter::~GroupWriter() {
    stop();
}

void GroupWriter::start() {
    m_thread = std::thread([this] { loop(); });
}

void GroupWriter::stop() {
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

bool GroupWriter::enqueue(std::unique_ptr<WriteJob> &job) {
    return m_queue.push(job) == decltype(m_queue)::Push::Taken;
}

void GroupWriter::loop() {
    while (auto first = m_queue.pop()) {
        std::vector<std::unique_ptr<WriteJob>> group;
        const auto fault = runGroup(std::move(*first), group);
        for (const auto &job : group)
            settle(*job, fault);
    }
}

std::optional<domain::Error> GroupWriter::runGroup(std::unique_ptr<WriteJob> first,
                                                   std::vector<std::unique_ptr<WriteJob>> &group) {
    const std::scoped_lock lock(m_gate);
    const auto started = std::chrono::steady_clock::now();
    group.push_back(std::move(first));
    if (const auto begun = m_link->begin(); !begun)
        return begun.error();
    Group state;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (const auto done = runOne(*group[i], state); !done) {
            m_link->rollback();
            return done.error();
        }
        if (group.size() >= largestGroup || std::chrono::steady_clock::now() - started > longestGroup)
            continue;
        if (auto next = m_queue.tryPop())
            group.push_back(std::move(*next));
    }
    const auto finished = finish(state);
    return finished ? std::nullopt : std::optional(finished.error());
}

domain::Result<void> GroupWriter::runOne(WriteJob &job, Group &group) {
    if (auto begun = m_link->savepoint(); !begun)
        return begun;
    WriteJob::Verdict verdict = job.run(*m_link);
    if (verdict.fault)
        return domain::fail(std::move(*verdict.fault));
    if (!verdict.keep) {
        m_link->rollbackToSavepoint();
        return {};
    }
    group.anythingKept = true;
    group.touched.merge(verdict.touched);
    return m_link->release();
}

domain::Result<void> GroupWriter::finish(const Group &group) {
    if (!group.anythingKept) {
        m_link->rollback();
        return {};
    }
    if (auto committed = m_link->commit(); !committed) {
        m_link->rollback();
        return committed;
    }
    if (!group.touched.empty())
        m_publish(group.touched);
    return {};
}

void GroupWriter::runNow(WriteJob &job) {
    std::optional<domain::Error> fault;
    {
        const std::scoped_lock lock(m_gate);
        Group state;
        auto done = m_link->begin();
        if (done) {
            done = runOne(job, state);
            if (done)
                done = finish(state);
            else
                m_link->rollback();
        }
        if (!done)
            fault = done.error();
    }
    settle(job, fault);
}

} // namespace hub
