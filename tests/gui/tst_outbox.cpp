// What waits and what was refused; deciding what was changed on two sides; help; signing in again.
#include "fake_desk.h"
#include "fake_prompter.h"
#include "gui_checks.h"
#include "shell/desk_view.h"
#include "shell/main_window.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

using services::SignInStep;
using ui::PageId;

namespace {

/// Keeps what would have been printed.
class Printer final : public ui::Prompter {
public:
    QString printed;
    void confirm(QWidget *, const QString &, const QString &, const QString &,
                 std::function<void(bool)> answer) override {
        answer(true);
    }
    void chooseFile(QWidget *, const QString &, const QString &,
                    std::function<void(QString)> answer) override {
        answer({});
    }
    void print(QWidget *, const QString &title, const QString &text) override {
        printed = title + u'\n' + text;
    }
};

} // namespace

class OutboxTest : public QObject {
    Q_OBJECT

    std::unique_ptr<fake::Desk> desk;
    Printer prompter;
    std::unique_ptr<ui::MainWindow> window;

    void start() {
        window = std::make_unique<ui::MainWindow>(*desk, prompter);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    template <class T> T *find(const char *name) const {
        for (T *found : window->findChildren<T *>(QLatin1String(name))) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    void press(const char *name) const {
        QTRY_VERIFY2(find<QAbstractButton>(name), name);
        QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton);
    }
    /// A change of the phone number that somebody else changed, too.
    void addConflict() const {
        desk->world.hubAnswers = false;
        const auto &facility = desk->world.facilities.front();
        desk->world.enqueue(domain::RecordKind::Facility, facility.id.text(), "facility-edit", [] {});
        desk->world.refuse({.kind = domain::ErrorKind::Conflict, .code = "version-conflict"});
        desk->world.outbox.front().item.canBeSettled = true;
        desk->world.outbox.front().item.subject.facility = QStringLiteral("架空第一保育園");
        desk->world.conflictParts = {
            {.pointer = "/profile/phone",
             .base = "03-0000-0001",
             .mine = "03-0000-0002",
             .theirs = "03-0000-0003"},
            {.pointer = "/profile/note", .base = {}, .mine = "駐車場あり", .theirs = {}}};
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        desk = std::make_unique<fake::Desk>();
        desk->world.fillNursery();
        desk->grantAll();
    }
    void cleanup() {
        window.reset();
        desk.reset();
    }

    void mineTheHubsAndTheResultStandSideBySide() {
        addConflict();
        start();
        press("statusChip");
        press("outboxSettle");
        QTRY_COMPARE(window->deskView()->current(), PageId::Conflict);
        QTRY_COMPARE(window->findChildren<QLabel *>(QStringLiteral("conflictResult")).size(), 2);
        const auto results = window->findChildren<QLabel *>(QStringLiteral("conflictResult"));
        QCOMPARE(results[0]->text(), QStringLiteral("03-0000-0003")); // safe: as the hub has it
        QCOMPARE(results[1]->text(), QStringLiteral("（なし）"));
        QCOMPARE(fake::controlsWithoutName(*window), QStringList());
        QCOMPARE(fake::clippedTexts(*window), QStringList());
        fake::keepPicture(*window, QStringLiteral("conflict"));
        find<QRadioButton>("conflictMine")->click();
        QCOMPARE(results[0]->text(), QStringLiteral("03-0000-0002"));
        press("conflictSettle");
        QTRY_VERIFY(desk->world.calls.contains(QStringLiteral("settle")));
        QCOMPARE(desk->world.settled.at("/profile/phone"), services::Side::Mine);
        QCOMPARE(desk->world.settled.at("/profile/note"), services::Side::Theirs);
        QTRY_COMPARE(window->deskView()->current(), PageId::Outbox);
        // And it can be looked up.
        QTRY_VERIFY(find<QLabel>("pastDecision"));
        QVERIFY(find<QLabel>("pastDecision")->text().contains(u"03-0000-0002"));
        QVERIFY(find<QLabel>("pastDecision")->text().contains(u"見本 花子"));
    }

    /// Own list, own badge, own end: what does not go away by itself never drowns among what only waits.
    void whatNeedsADecisionStandsApart() {
        desk->world.hubAnswers = false;
        desk->world.enqueue(domain::RecordKind::Slot, desk->world.slotBook.front().id.text(), "slot-edit",
                            [] {});
        addConflict();
        for (int more = 0; more < 3; ++more) {
            desk->world.enqueue(domain::RecordKind::Slot, desk->world.slotBook.back().id.text(), "slot-edit",
                                [] {});
        }
        start();
        QTRY_VERIFY(find<QAbstractButton>("attentionChip"));
        QTRY_COMPARE(find<QAbstractButton>("attentionChip")->text(), QStringLiteral("要確認 1件"));
        QVERIFY(!find<QAbstractButton>("statusChip")->text().contains(u"要確認"));
        press("attentionChip");
        QTRY_VERIFY(find<QAbstractButton>("outboxSettle"));
        const auto *own = find<QLabel>("outboxAttention");
        const auto *others = find<QLabel>("outboxQueue");
        QVERIFY(own && others);
        QCOMPARE(own->text(), QStringLiteral("要確認 1件"));
        QCOMPARE(others->text(), QStringLiteral("送信待ち 4件"));
        const auto y = [this](const QWidget *widget) { return widget->mapTo(window.get(), QPoint()).y(); };
        const int place = y(find<QAbstractButton>("outboxSettle"));
        QVERIFY(y(own) < place && place < y(others)); // above all others, however new they are
        fake::keepPicture(*window, QStringLiteral("outbox_attention"));
        press("outboxSettle");
        QTRY_VERIFY(find<QAbstractButton>("conflictSettle"));
        press("conflictSettle");
        QTRY_VERIFY(find<QLabel>("pastDecision")); // its end
        QVERIFY(!find<QAbstractButton>("attentionChip"));
        QVERIFY(!find<QLabel>("outboxAttention"));
    }

    void aChoiceHalfMadeIsThereAgain() {
        addConflict();
        start();
        press("statusChip");
        press("outboxSettle");
        QTRY_VERIFY(find<QRadioButton>("conflictMine"));
        find<QRadioButton>("conflictMine")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!desk->world.formDrafts.empty(), 10'000); // every few seconds
        window.reset();                                                    // a crash, or the end of the day
        start();
        press("statusChip");
        press("outboxSettle");
        QTRY_VERIFY(find<QRadioButton>("conflictMine"));
        QTRY_VERIFY(find<QRadioButton>("conflictMine")->isChecked());
        QCOMPARE(find<QLabel>("conflictResult")->text(), QStringLiteral("03-0000-0002"));
        press("conflictSettle");
        QTRY_VERIFY(desk->world.formDrafts.empty());
        QCOMPARE(desk->world.settled.at("/profile/phone"), services::Side::Mine);
    }

    void decidingLaterChangesNothing() {
        addConflict();
        start();
        press("statusChip");
        press("outboxSettle");
        press("conflictLater");
        QTRY_COMPARE(window->deskView()->current(), PageId::Outbox);
        QVERIFY(!desk->world.calls.contains(QStringLiteral("settle")));
        QVERIFY(find<QAbstractButton>("outboxSettle"));
    }

    void whoWasFirstIsSaidInWords() {
        desk->world.hubAnswers = false;
        const auto &reservation = desk->world.reservations.front();
        desk->world.enqueue(domain::RecordKind::Reservation, reservation.id.text(), "approve", [] {});
        desk->world.refuse({.kind = domain::ErrorKind::Conflict, .code = "illegal-transition"});
        domain::HistoryEntry step;
        step.at = desk->world.clock.now() + std::chrono::minutes(102);
        step.action = "withdraw";
        step.to = domain::ReservationStatus::Withdrawn;
        step.actorKind = "system";
        desk->world.outbox.front().item.first = step;
        start();
        press("statusChip");
        QTRY_VERIFY(find<QLabel>("outboxRefusal"));
        QVERIFY(find<QLabel>("outboxRefusal")->text().contains(u"保護者が 10:42 に取り消しました"));
    }

    void anActCanBeLookedIntoAndTheListPrinted() {
        desk->world.hubAnswers = false;
        const auto &reservation = desk->world.reservations.front();
        desk->world.setOffline();
        desk->world.enqueue(domain::RecordKind::Reservation, reservation.id.text(), "decline", [] {});
        auto &item = desk->world.outbox.front().item;
        item.subject.children = {QStringLiteral("架空 はな")};
        item.subject.date = domain::LocalDate{std::chrono::year{2026} / 11 / 24};
        item.subject.start = domain::LocalTime::of(10, 0);
        item.subject.reason = QStringLiteral("園の行事のため");
        start();
        press("statusChip");
        QTRY_VERIFY(find<QLabel>("outboxSubject"));
        QCOMPARE(find<QLabel>("outboxSubject")->text(), QStringLiteral("11月24日(火) 10:00 架空 はな"));
        QCOMPARE(find<QLabel>("outboxWaits")->text(), QStringLiteral("基盤につながるのを待っています。"));
        QVERIFY(!find<QLabel>("outboxDetails"));
        press("outboxInspect");
        QVERIFY(find<QLabel>("outboxDetails")->text().contains(u"園の行事のため"));
        QCOMPARE(fake::controlsWithoutName(*window), QStringList());
        fake::keepPicture(*window, QStringLiteral("outbox"));
        press("outboxPrint");
        QVERIFY(prompter.printed.contains(u"架空 はな"));
        QVERIFY(prompter.printed.contains(u"基盤につながるのを待っています。"));
    }

    void whatWasOnItsWayCannotBeTakenBack() {
        desk->world.hubAnswers = false;
        desk->world.enqueue(domain::RecordKind::Reservation, desk->world.reservations.front().id.text(),
                            "approve", [] {});
        desk->world.outbox.front().item.mayBeWithdrawn = false;
        desk->world.outbox.front().item.why = services::WaitReason::OnItsWay;
        start();
        press("statusChip");
        QTRY_VERIFY(find<QLabel>("outboxWaits"));
        QVERIFY(!find<QAbstractButton>("outboxWithdraw"));
    }

    void helpTellsAboutTheScreenItWasCalledFrom() {
        start();
        QTest::keyClick(window.get(), Qt::Key_3, Qt::ControlModifier);
        QTest::keyClick(window.get(), Qt::Key_F1);
        QTRY_VERIFY(find<QWidget>("helpTasks"));
        QString words;
        for (const QLabel *label : find<QWidget>("helpTasks")->findChildren<QLabel *>()) {
            words += label->text();
        }
        QVERIFY(words.contains(u"週を写す"));
        fake::keepPicture(*window, QStringLiteral("help"));
        press("shortcutsBack");
        QCOMPARE(window->deskView()->current(), PageId::Slots);
    }

    void everyScreenHasItsHelp() {
        start();
        using ui::PageId;
        for (const PageId page : {PageId::Today, PageId::Reservations, PageId::Slots, PageId::Facility,
                                  PageId::Settings, PageId::Outbox, PageId::Conflict}) {
            window->deskView()->open(page);
            QTest::keyClick(window.get(), Qt::Key_F1);
            QTRY_VERIFY(find<QWidget>("helpTasks"));
            press("shortcutsBack");
        }
    }

    void whatIsOpenIsThereAfterSigningInAgain() {
        start();
        QTest::keyClick(window.get(), Qt::Key_3, Qt::ControlModifier);
        const ui::DeskView *before = window->deskView();
        QTRY_VERIFY(!find<QLabel>("facilityName")->text().isEmpty());
        press("slotsNew");
        QTRY_VERIFY(find<QLineEdit>("slotNote"));
        fake::typeText(find<QLineEdit>("slotNote"), QStringLiteral("雨天中止"));
        // The hub ends the session in the middle of typing.
        desk->fakeAccount.trouble =
            domain::Error{.kind = domain::ErrorKind::SignedOut, .code = "session-ended"};
        desk->fakeAccount.now = SignInStep::Password;
        desk->fakeAccount.announce();
        QVERIFY(!find<QLineEdit>("slotNote")); // hidden behind the sign-in page
        QVERIFY(find<QLineEdit>("loginId"));
        desk->fakeAccount.trouble.reset();
        desk->fakeAccount.go(SignInStep::SecondFactor);
        desk->fakeAccount.go(SignInStep::SignedIn);
        QCOMPARE(window->deskView(), before);
        QVERIFY(find<QLineEdit>("slotNote"));
        QCOMPARE(find<QLineEdit>("slotNote")->text(), QStringLiteral("雨天中止"));
        const auto slotsBefore = desk->world.slotBook.size();
        find<QAbstractButton>("slotSave")->click(); // the same save goes out
        QTRY_COMPARE(desk->world.slotBook.size(), slotsBefore + 1);
    }

    void somebodyElseFindsNothingOfIt() {
        start();
        const ui::DeskView *before = window->deskView();
        desk->fakeAccount.trouble =
            domain::Error{.kind = domain::ErrorKind::SignedOut, .code = "session-ended"};
        desk->fakeAccount.now = SignInStep::Password;
        desk->fakeAccount.announce();
        desk->fakeAccount.trouble.reset();
        desk->fakeAccount.who->id = domain::UserId::make(desk->world.clock, *desk->world.random);
        desk->fakeAccount.go(SignInStep::SignedIn);
        QVERIFY(window->deskView() != before);
    }
};

QTEST_MAIN(OutboxTest)
#include "tst_outbox.moc"
