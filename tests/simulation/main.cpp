// simulation: many invented weeks of a town, each from one number, and the same again for the same number.
//
//   simulation --seed N            one run; what happened in words where a rule was broken
//   simulation --runs N --minutes M [--from SEED]   until either is reached
//   simulation --seeds FILE        each number of a file (lines; what follows # is left out)
//   simulation --fault NAME ...    with a deliberate fault; --fault all: each is found within --runs runs, or
//   it fails
#include "shrink.h"

#include <QCoreApplication>
#include <QFile>

#include <charconv>
#include <cstdio>
#include <malloc.h>
#include <random>
#include <sodium.h>

namespace {

using namespace simulation;

struct Wishes {
    std::optional<std::uint64_t> seed;
    std::optional<std::uint64_t> from;
    std::uint64_t runs = 0;
    double minutes = 0;
    std::string fault;
    std::string file;
    bool tells = false;
};

struct Tally {
    std::uint64_t runs = 0;
    std::uint64_t events = 0;
    double began = realSeconds();
    [[nodiscard]] double seconds() const { return std::max(realSeconds() - began, 0.001); }
};

void say(const RunResult &result, const RunOptions &options) {
    for (const std::string &line : result.story) {
        std::printf("  %s\n", line.c_str());
    }
    for (const Violation &one : result.violations) {
        std::printf("seed %llu breaks a rule: %s: %s\n", static_cast<unsigned long long>(options.seed),
                    one.rule.c_str(), one.text.c_str());
    }
}

/// A seed that broke something, in as few words as it takes.
void explain(Dispatcher &dispatcher, RunOptions options, const RunResult &result) {
    constexpr int tries = 300;
    std::printf("seed %llu breaks a rule: %s: %s\n", static_cast<unsigned long long>(options.seed),
                result.violations.front().rule.c_str(), result.violations.front().text.c_str());
    options = shrink(dispatcher, options, result.violations.front().rule, tries);
    options.tells = true;
    std::printf("with %zu of %zu things that happen in it:\n", options.items->size(),
                planOf(options.seed).items.size());
    say(World(dispatcher, options).run(), options);
    std::fflush(stdout);
}

/// True where every rule held.
bool runOne(Dispatcher &dispatcher, const RunOptions &options, Tally &tally, bool explains = true) {
    const RunResult result = World(dispatcher, options).run();
    ++tally.runs;
    tally.events += result.events;
    if (result.violations.empty()) {
        return true;
    }
    if (explains) {
        explain(dispatcher, options, result);
    }
    return false;
}

void close(const Tally &tally, const std::string &seeds) {
    std::printf("%llu runs, %llu events (%llu a run), %.1f runs/s, seeds %s\n",
                static_cast<unsigned long long>(tally.runs), static_cast<unsigned long long>(tally.events),
                static_cast<unsigned long long>(tally.events / std::max<std::uint64_t>(tally.runs, 1)),
                static_cast<double>(tally.runs) / tally.seconds(), seeds.c_str());
    std::fflush(stdout);
}

int runMany(Dispatcher &dispatcher, const Wishes &wishes, Fault fault) {
    const std::uint64_t from = wishes.from.value_or(std::random_device{}() % 1'000'000'000ULL * 1'000);
    Tally tally;
    bool good = true;
    std::uint64_t seed = from;
    const auto goesOn = [&] {
        return good && (wishes.runs == 0 || tally.runs < wishes.runs) &&
               (wishes.minutes <= 0 || tally.seconds() < wishes.minutes * 60);
    };
    constexpr std::uint64_t nowAndThen = 5'000; // a long run that is cut short has said how far it came
    for (; goesOn(); ++seed) {
        good = runOne(dispatcher, {.seed = seed, .fault = fault, .items = {}}, tally);
        if (good && tally.runs % nowAndThen == 0) {
            close(tally, std::to_string(from) + " to " + std::to_string(seed) + ", no rule was broken yet");
        }
    }
    close(tally, std::to_string(from) + " to " + std::to_string(seed - 1));
    std::printf(good ? "no rule was broken\n" : "FAILED\n");
    return good ? 0 : 1;
}

int runFile(Dispatcher &dispatcher, const Wishes &wishes) {
    QFile file(QString::fromStdString(wishes.file));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s cannot be read\n", wishes.file.c_str());
        return 2;
    }
    Tally tally;
    bool good = true;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().split('#').front().trimmed();
        if (!line.isEmpty()) {
            good = runOne(dispatcher, {.seed = line.toULongLong(), .items = {}}, tally) && good;
        }
    }
    close(tally, "of " + wishes.file);
    return good ? 0 : 1;
}

/// Every deliberate fault must be found; which ones were not is said.
int findFaults(Dispatcher &dispatcher, const Wishes &wishes) {
    const std::uint64_t from = wishes.from.value_or(1);
    int missed = 0;
    for (const FaultName &fault : allFaults()) {
        Tally tally;
        bool held = true;
        while (held && tally.runs < std::max<std::uint64_t>(wishes.runs, 1)) {
            held = runOne(dispatcher, {.seed = from + tally.runs, .fault = fault.fault, .items = {}}, tally,
                          false);
        }
        std::printf("%-28s %s %5llu   %s\n", fault.name.data(), held ? "MISSED after" : "found in run",
                    static_cast<unsigned long long>(tally.runs), fault.words.data());
        std::fflush(stdout);
        missed += held ? 1 : 0;
    }
    return missed == 0 ? 0 : 1;
}

template <class Number> Number number(const char *text) {
    Number value{};
    const std::string_view view(text);
    std::from_chars(view.data(), view.data() + view.size(), value);
    return value;
}

std::optional<Wishes> wishesOf(int argc, char **argv) {
    Wishes wishes;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name(argv[i]);
        if (name == "--tell") {
            wishes.tells = true;
            continue;
        }
        if (++i >= argc) {
            return std::nullopt;
        }
        if (name == "--seed") {
            wishes.seed = number<std::uint64_t>(argv[i]);
        } else if (name == "--from") {
            wishes.from = number<std::uint64_t>(argv[i]);
        } else if (name == "--runs") {
            wishes.runs = number<std::uint64_t>(argv[i]);
        } else if (name == "--minutes") {
            wishes.minutes = number<double>(argv[i]);
        } else if (name == "--fault") {
            wishes.fault = argv[i];
        } else if (name == "--seeds") {
            wishes.file = argv[i];
        } else {
            return std::nullopt;
        }
    }
    return wishes;
}

// Sealing must not make two runs of one seed differ.
domain::Random &sodiumSource() {
    static const auto random = domain::seededRandom(1);
    return *random;
}
randombytes_implementation repeatable{
    .implementation_name = [] { return "simulation"; },
    .random = [] { return static_cast<std::uint32_t>(sodiumSource().below(1ULL << 32)); },
    .stir = nullptr,
    .uniform = nullptr,
    .buf =
        [](void *out, std::size_t size) {
            sodiumSource().fill({static_cast<std::uint8_t *>(out), size});
        },
    .close = nullptr};

int runAsWished(Dispatcher &dispatcher, const Wishes &wishes) {
    if (wishes.fault == "all") {
        return findFaults(dispatcher, wishes);
    }
    const auto fault = wishes.fault.empty() ? Fault::None : faultNamed(wishes.fault);
    if (!fault) {
        for (const FaultName &each : allFaults()) {
            std::printf("%-28s %s\n", each.name.data(), each.words.data());
        }
        return 2;
    }
    if (!wishes.file.empty()) {
        return runFile(dispatcher, wishes);
    }
    if (!wishes.seed) {
        return runMany(dispatcher, wishes, *fault);
    }
    Tally tally;
    const RunOptions options{.seed = *wishes.seed, .fault = *fault, .items = {}, .tells = wishes.tells};
    if (wishes.tells) {
        const RunResult result = World(dispatcher, options).run();
        say(result, options);
        return result.violations.empty() ? 0 : 1;
    }
    const bool good = runOne(dispatcher, options, tally);
    close(tally, std::to_string(*wishes.seed));
    return good ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
    const auto wishes = wishesOf(argc, argv);
    if (!wishes) {
        std::fprintf(
            stderr,
            "simulation [--seed N | --runs N --minutes M --from SEED | --seeds FILE] [--fault NAME|all] "
            "[--tell]\n");
        return 2;
    }
    // What one run gives back the next one takes again.
    mallopt(M_MMAP_THRESHOLD, 1 << 28);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    randombytes_set_implementation(&repeatable);
    auto *dispatcher = new Dispatcher; // the application's
    QCoreApplication::setEventDispatcher(dispatcher);
    const QCoreApplication application(argc, argv);
    setTime(0);
    static_cast<void>(town()); // before any run has machines of these names
    return runAsWished(*dispatcher, *wishes);
}
