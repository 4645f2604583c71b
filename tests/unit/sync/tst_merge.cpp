// Three-way merge of edits: examples, and properties over many invented edits.
#include "sync/member_conflicts.h"
#include "sync/merge.h"

#include "domain/random.h"
#include "wire/records_json.h"

#include <QTest>

using syncing::mergeEdit;
using syncing::MergeOutcome;

class TestMerge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void examples_data();
    void examples();
    void whatIsNoObjectIsMalformed();
    void neitherSideLosesAField();
    void theOrderOfTheSidesDoesNotMatter();
    void mergingTwiceIsMergingOnce();
    void saysAlreadySeesOnlyRealChanges();
    void aClashNamesOnlyWhatBothChanged();
    void theDecisionKeepsEverythingThatDoesNotClash();
    void clashesAreFoundExactlyWhereTheMergeStops();

private:
    static constexpr int rounds = 2'000;
};

namespace {

/// A small record: members a to e, some of them inside "profile".
std::string recordOf(const std::vector<int> &values) {
    const auto text = [&](std::size_t index) { return std::to_string(values[index]); };
    return R"({"version":)" + text(0) + R"(,"a":)" + text(1) + R"(,"b":")" + text(2) +
           R"(","profile":{"c":")" + text(3) + R"(","d":[)" + text(4) + R"(]}})";
}

struct Edits {
    std::vector<int> base{1, 0, 0, 0, 0};
    std::vector<int> mine = base;
    std::vector<int> theirs = base;
};

/// Each member is changed by nobody, by one side, or by both (to the same or to another value).
Edits someEdits(domain::Random &random) {
    Edits edits;
    edits.theirs[0] = 2;
    for (std::size_t index = 1; index < edits.base.size(); ++index) {
        if (random.below(3) == 0) {
            edits.mine[index] = static_cast<int>(random.below(3));
        }
        if (random.below(3) == 0) {
            edits.theirs[index] = static_cast<int>(random.below(3));
        }
    }
    return edits;
}

std::string patchTo(const std::vector<int> &base, const std::vector<int> &edited) {
    return wire::diffPatch(recordOf(base), recordOf(edited)).value();
}

/// What must come out, computed without the code under test; empty on a clash.
std::optional<std::vector<int>> expected(const Edits &edits) {
    std::vector<int> merged = edits.theirs;
    for (std::size_t index = 1; index < merged.size(); ++index) {
        if (edits.mine[index] == edits.base[index]) {
            continue;
        }
        if (edits.theirs[index] != edits.base[index] && edits.theirs[index] != edits.mine[index]) {
            return std::nullopt;
        }
        merged[index] = edits.mine[index];
    }
    return merged;
}

} // namespace

void TestMerge::examples_data() {
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QByteArray>("sent");
    const int equal = static_cast<int>(MergeOutcome::Equal);
    const int merged = static_cast<int>(MergeOutcome::Merged);
    const int clash = static_cast<int>(MergeOutcome::MemberConflict);
    const QByteArray base = R"({"version":1,"profile":{"phone":"1","name":"x"},"ages":[1,2]})";
    QTest::newRow("another member") << base << QByteArray(R"({"profile":{"phone":"2"}})")
                                    << QByteArray(
                                           R"({"version":2,"profile":{"phone":"1","name":"y"},"ages":[1,2]})")
                                    << merged << QByteArray(R"({"profile":{"phone":"2"}})");
    QTest::newRow("same member") << base << QByteArray(R"({"profile":{"phone":"2"}})")
                                 << QByteArray(
                                        R"({"version":2,"profile":{"phone":"3","name":"x"},"ages":[1,2]})")
                                 << clash << QByteArray();
    QTest::newRow("same member, same value")
        << base << QByteArray(R"({"profile":{"phone":"2"}})")
        << QByteArray(R"({"version":2,"profile":{"phone":"2","name":"x"},"ages":[1,2]})") << equal
        << QByteArray();
    QTest::newRow("lists are one value")
        << base << QByteArray(R"({"ages":[1,2,3]})")
        << QByteArray(R"({"version":2,"profile":{"phone":"1","name":"x"},"ages":[2]})") << clash
        << QByteArray();
    QTest::newRow("removed here, kept there")
        << base << QByteArray(R"({"profile":{"phone":null}})")
        << QByteArray(R"({"version":2,"profile":{"phone":"1","name":"y"},"ages":[1,2]})") << merged
        << QByteArray(R"({"profile":{"phone":null}})");
    QTest::newRow("removed here, changed there")
        << base << QByteArray(R"({"profile":{"phone":null}})")
        << QByteArray(R"({"version":2,"profile":{"phone":"9","name":"x"},"ages":[1,2]})") << clash
        << QByteArray();
    QTest::newRow("a member that the patch leaves as it was does not count")
        << base << QByteArray(R"({"profile":{"phone":"1"},"ages":[5]})")
        << QByteArray(R"({"version":2,"profile":{"phone":"7","name":"x"},"ages":[1,2]})") << merged
        << QByteArray(R"({"ages":[5]})");
}

void TestMerge::examples() {
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, theirs);
    QFETCH(int, outcome);
    QFETCH(QByteArray, sent);
    const auto merge = mergeEdit(base.toStdString(), patch.toStdString(), theirs.toStdString());
    QVERIFY(merge);
    QCOMPARE(static_cast<int>(merge->outcome), outcome);
    QCOMPARE(QByteArray::fromStdString(merge->patch), sent);
}

void TestMerge::whatIsNoObjectIsMalformed() {
    const std::string good = "{}";
    for (const char *bad : {"", "[1]", "{", "null", "text"}) {
        for (const auto &merge :
             {mergeEdit(bad, good, good), mergeEdit(good, bad, good), mergeEdit(good, good, bad)}) {
            QCOMPARE(merge ? domain::ErrorKind::Bug : merge.error().kind, domain::ErrorKind::Malformed);
        }
    }
}

void TestMerge::neitherSideLosesAField() {
    const auto random = domain::seededRandom(11);
    int clashes = 0;
    for (int round = 0; round < rounds; ++round) {
        const Edits edits = someEdits(*random);
        const auto wanted = expected(edits);
        const auto merge =
            mergeEdit(recordOf(edits.base), patchTo(edits.base, edits.mine), recordOf(edits.theirs));
        QVERIFY(merge);
        QCOMPARE(merge->outcome == MergeOutcome::MemberConflict, !wanted);
        clashes += wanted ? 0 : 1;
        if (!wanted) {
            continue;
        }
        const std::string patch = merge->outcome == MergeOutcome::Equal ? "{}" : merge->patch;
        const auto result = wire::mergePatch(recordOf(edits.theirs), patch);
        QCOMPARE(wire::diffPatch(recordOf(*wanted), *result).value(), std::string("{}"));
    }
    QVERIFY(clashes > rounds / 50 && clashes < rounds); // both outcomes were really tried
}

void TestMerge::theOrderOfTheSidesDoesNotMatter() {
    const auto random = domain::seededRandom(12);
    for (int round = 0; round < rounds; ++round) {
        const Edits edits = someEdits(*random);
        const auto one =
            mergeEdit(recordOf(edits.base), patchTo(edits.base, edits.mine), recordOf(edits.theirs));
        const auto other =
            mergeEdit(recordOf(edits.base), patchTo(edits.base, edits.theirs), recordOf(edits.mine));
        QVERIFY(one && other);
        QCOMPARE(one->outcome == MergeOutcome::MemberConflict,
                 other->outcome == MergeOutcome::MemberConflict);
        if (one->outcome != MergeOutcome::Merged || other->outcome != MergeOutcome::Merged) {
            continue;
        }
        const auto first = wire::mergePatch(recordOf(edits.theirs), one->patch);
        const auto second = wire::mergePatch(recordOf(edits.mine), other->patch);
        QCOMPARE(wire::diffPatch(*first, *second).value(), std::string("{}"));
    }
}

void TestMerge::mergingTwiceIsMergingOnce() {
    const auto random = domain::seededRandom(13);
    for (int round = 0; round < rounds; ++round) {
        const Edits edits = someEdits(*random);
        const std::string patch = patchTo(edits.base, edits.mine);
        const auto merge = mergeEdit(recordOf(edits.base), patch, recordOf(edits.theirs));
        if (merge->outcome != MergeOutcome::Merged) {
            continue;
        }
        const auto done = wire::mergePatch(recordOf(edits.theirs), merge->patch);
        const auto again = mergeEdit(recordOf(edits.base), patch, *done);
        QVERIFY(again);
        QCOMPARE(again->outcome, MergeOutcome::Equal);
    }
}

void TestMerge::saysAlreadySeesOnlyRealChanges() {
    const std::string record = R"({"version":3,"a":1,"p":{"x":"1"}})";
    QVERIFY(syncing::saysAlready(record, R"({"a":1,"p":{"x":"1"}})"));
    QVERIFY(syncing::saysAlready(record, R"({"gone":null})"));
    QVERIFY(!syncing::saysAlready(record, R"({"a":2})"));
    QVERIFY(!syncing::saysAlready(record, R"({"p":{"x":null}})"));
    QVERIFY(!syncing::saysAlready("", R"({"a":1})"));
}

namespace {

const std::string clashBase = "{\"a\":1,\"b\":\"x\",\"profile\":{\"c\":\"k\",\"d/e\":\"m\"}}";
const std::string clashPatch = "{\"a\":2,\"profile\":{\"c\":\"mine\",\"d/e\":\"mine\"}}";
const std::string clashTheirs = "{\"a\":1,\"b\":\"y\",\"profile\":{\"c\":\"theirs\"}}";

} // namespace

void TestMerge::aClashNamesOnlyWhatBothChanged() {
    const auto clashes = syncing::memberConflictsOf(clashBase, clashPatch, clashTheirs);
    QVERIFY(clashes.has_value());
    QCOMPARE(clashes->size(), 2U);
    QCOMPARE(clashes->at(0).pointer, std::string("/profile/c"));
    QCOMPARE(clashes->at(0).base, std::string("k"));
    QCOMPARE(clashes->at(0).mine, std::string("mine"));
    QCOMPARE(clashes->at(0).theirs, std::string("theirs"));
    QCOMPARE(clashes->at(1).pointer, std::string("/profile/d~1e"));
    QVERIFY(clashes->at(1).theirs.empty());
    QVERIFY(!syncing::memberConflictsOf("[]", clashPatch, clashTheirs));
}

void TestMerge::theDecisionKeepsEverythingThatDoesNotClash() {
    const auto patch = syncing::patchFor(clashBase, clashPatch, clashTheirs, {"/profile/c"});
    QVERIFY(patch.has_value());
    const auto result = wire::mergePatch(clashTheirs, *patch);
    QCOMPARE(*wire::diffPatch(*result, "{\"a\":2,\"b\":\"y\",\"profile\":{\"c\":\"mine\"}}"),
             std::string("{}"));
    const std::string onlyClash = "{\"profile\":{\"c\":\"mine\"}}";
    QCOMPARE(*syncing::patchFor(clashBase, onlyClash, clashTheirs, {}), std::string("{}"));
}

void TestMerge::clashesAreFoundExactlyWhereTheMergeStops() {
    const auto random = domain::seededRandom(11);
    for (int round = 0; round < rounds; ++round) {
        const Edits edits = someEdits(*random);
        const std::string patch = patchTo(edits.base, edits.mine);
        const auto merge = mergeEdit(recordOf(edits.base), patch, recordOf(edits.theirs));
        const auto clashes = syncing::memberConflictsOf(recordOf(edits.base), patch, recordOf(edits.theirs));
        QVERIFY(merge.has_value() && clashes.has_value());
        if (merge->outcome == MergeOutcome::MemberConflict) {
            QVERIFY(!clashes->empty());
        } else {
            QVERIFY(clashes->empty());
        }
    }
}

QTEST_GUILESS_MAIN(TestMerge)
#include "tst_merge.moc"
