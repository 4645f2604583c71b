// The data thread as seen from the GUI thread: it takes jobs, returns futures, and copies values.
#pragma once

#include "async/completion.h"
#include "async/promise.h"
#include "desk/account/account_state_machine.h"
#include "desk/data/data_core.h"
#include "use_cases/hub_query_use_cases.h"

#include <QThread>

#include <memory>
#include <type_traits>

namespace services {

class DataThread : public QObject {
    Q_OBJECT
public:
    DataThread(CoreOptions options, const QString &deviceId);
    /// Ends sync, network, store and thread in this order. It waits at most two seconds; a thread that is
    /// blocked in the system ends later or with the program.
    ~DataThread() override;

    /// `job(const UseCaseContext &)` returns a domain::Result. It runs once the store is open.
    template <class JobFn> [[nodiscard]] auto ask(JobFn job);
    /// Runs `useCase(const UseCaseContext &, arguments...)` like ask().
    template <auto useCase, class... Arguments> [[nodiscard]] auto run(Arguments... arguments) {
        return ask([=](const UseCaseContext &context) { return useCase(context, arguments...); });
    }
    /// `question(const UseCaseContext &, arguments...)` gives a HubQuestion; the hub's answer finishes the
    /// future, and who cancels it gives the question up.
    template <auto question, class... Arguments> [[nodiscard]] auto inquire(Arguments... arguments);
    /// Runs in the data thread, in the order given.
    void post(std::function<void(DataCore &, AccountStateMachine &)> job);

Q_SIGNALS:
    void accountChanged(const services::AccountState &state);
    void recordsChanged(const QList<services::EntityKey> &keys);
    void syncChanged(const services::SyncState &state);

private:
    template <class T>
    static void askHub(syncing::Questions &questions, const HubQuestion<T> &asked,
                       const async::Promise<HubAnswer<T>> &answer);
    /// Lives in the data thread.
    struct DataThreadObjects {
        DataCore core;
        AccountStateMachine flow;
        DataThreadObjects(CoreOptions options, const QString &deviceId)
            : core(std::move(options)), flow(core, deviceId, nullptr) {}
    };
    void wire(DataThreadObjects &inhabitants);

    std::unique_ptr<QThread> m_thread;
    QObject *m_receiver = nullptr; ///< lives on the data thread; jobs are delivered to it
    std::shared_ptr<std::unique_ptr<DataThreadObjects>> m_inside;
};

template <class JobFn> auto DataThread::ask(JobFn job) {
    using Given = std::invoke_result_t<JobFn, const UseCaseContext &>;
    using Value = typename Given::value_type;
    const async::Promise<Value> answer;
    post([answer, job = std::move(job)](DataCore &core, AccountStateMachine &) {
        core.submit([&core, answer, job](const domain::Result<UseCaseContext *> &context) {
            Given given = context ? job(**context) : Given(domain::passOn(context));
            if (context && !given) {
                core.noteFault(given.error());
            }
            answer.give(std::move(given));
        });
    });
    return answer.future();
}

template <class T>
void DataThread::askHub(syncing::Questions &questions, const HubQuestion<T> &asked,
                        const async::Promise<HubAnswer<T>> &answer) {
    auto told = questions.ask(asked.question);
    async::whenCancelled(answer.future(), &questions, [told]() mutable { told.cancel(); });
    async::whenReady(told, &questions, [answer](const domain::Result<syncing::Told> &given) {
        answer.give(given.map(&hubAnswerOf<T>));
    });
}

template <auto question, class... Arguments> auto DataThread::inquire(Arguments... arguments) {
    using Question = std::invoke_result_t<decltype(question), const UseCaseContext &, Arguments...>;
    using Answer = HubAnswer<typename Question::value_type::Answer>;
    const async::Promise<Answer> answer;
    post([answer, arguments...](DataCore &core, AccountStateMachine &) {
        core.submit([&core, answer, arguments...](const domain::Result<UseCaseContext *> &context) {
            const Question asked =
                context ? question(**context, arguments...) : Question(domain::passOn(context));
            if (!asked || answer.future().isCanceled()) {
                answer.give(asked ? domain::fail(domain::ErrorKind::Cancelled, "cancelled")
                                  : domain::passOn(asked));
            } else {
                askHub(core.questions(), *asked, answer);
            }
        });
    });
    return answer.future();
}

} // namespace services
