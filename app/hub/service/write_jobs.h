// The jobs of the writer thread: writing calls, due work, and probes of the disk.
#pragma once

#include "domain/calendar.h"
#include "hub/db/meta.h"
#include "hub/service/call_pipeline.h"
#include "hub/service/due_work.h"
#include "hub/service/group_writer.h"
#include "hub/service/municipality_index.h"

namespace hub {

/// A writing call.
class CallJob final : public WriteJob {
public:
    /// `municipalities` learns which ones the call changed; it may be null.
    CallJob(Call call, CallShared &shared, Service::Done done, MunicipalityIndex *municipalities)
        : m_call(std::move(call)), m_shared(shared), m_done(std::move(done)),
          m_municipalities(municipalities) {}
    [[nodiscard]] bool isRepeatable() const override { return true; }
    [[nodiscard]] const Request *request() const override { return &m_call.request; }
    Outcome run(Connection &db) override {
        m_call.municipality = claims.size() == 1 ? *claims.begin() : std::string();
        CallOutcome outcome = runInTransaction(m_call, db, m_shared);
        m_response = std::move(outcome.response);
        m_changed.clear();
        for (const ChangedScope &touched : outcome.changedScopes) {
            m_changed.insert(touched.municipality);
        }
        return {.keep = outcome.keep,
                .fault = std::move(outcome.fault),
                .changedScopes = std::move(outcome.changedScopes)};
    }
    void answer() override {
        if (m_municipalities != nullptr) {
            m_municipalities->learn(m_call.request, m_changed);
        }
        m_done(std::move(m_response));
    }
    void fail(const domain::Error &error) override {
        logFault("a group of writes was given up", error, m_call.request.requestId);
        m_done(unavailableResponse(m_call.language));
    }

private:
    Call m_call;
    CallShared &m_shared;
    Service::Done m_done;
    MunicipalityIndex *m_municipalities;
    MunicipalityIndex::Municipalities m_changed;
    Response m_response;
};

/// Expires reservations, deletes old rows ...
class DueWorkJob final : public WriteJob {
public:
    DueWorkJob(const DueWork &work, CallShared &shared) : m_work(work), m_shared(shared) {}
    Outcome run(Connection &db) override {
        Context context = makeContext(m_shared, db);
        auto touched = m_work(context);
        if (touched) {
            return {.keep = true, .fault = {}, .changedScopes = std::move(*touched)};
        }
        // That another hub was faster is not a fault.
        if (!touched.error().params.contains("again")) {
            logFault("due work", touched.error(), {});
        }
        Outcome outcome;
        if (isStorageFault(touched.error())) {
            outcome.fault = touched.error();
        }
        return outcome;
    }
    void answer() override {}
    void fail(const domain::Error &) override {} // the next run is in a few seconds
    [[nodiscard]] bool readsOneMoment() const override { return true; }

private:
    const DueWork &m_work;
    CallShared &m_shared;
};

/// Tests whether the disk accepts writes again. Nobody else does, because a balancer sends no requests to a
/// stuck hub.
class ProbeJob final : public WriteJob {
public:
    explicit ProbeJob(const domain::Clock &clock) : m_clock(clock) {}
    Outcome run(Connection &db) override {
        // As large as some bookings. A full disk may have room for one row, and the result would then
        // alternate.
        const std::string probe(std::size_t{256} * 1024, '.');
        const auto written = setMetaValue(db, "disk_probe", probe + domain::textOf(m_clock.now()));
        Outcome outcome{.keep = written.has_value(), .fault = {}, .changedScopes = {}};
        if (!written && isStorageFault(written.error())) {
            outcome.fault = written.error();
        }
        return outcome;
    }
    void answer() override {}
    void fail(const domain::Error &) override {} // the next run is in a few seconds
    [[nodiscard]] bool isProbe() const override { return true; }

private:
    const domain::Clock &m_clock;
};

} // namespace hub
