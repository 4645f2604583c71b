// 施設情報: typing is repaired and checked, kept through everything, and never overwrites what others
// changed.
#include "kit/widgets/banner.h"
#include "kit/widgets/status_chip.h"
#include "page_stage.h"
#include "screens/facility/class_places_edit.h"
#include "screens/facility/facility_page.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QWheelEvent>

using Stage = fake::PageStage<ui::FacilityPage>;

class FacilityTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Stage> stage;

    [[nodiscard]] domain::Facility &stored() const { return stage->desk.world.facilities.front(); }
    [[nodiscard]] QString item(const char *key) const {
        const auto found = stored().profile.find(key);
        return found == stored().profile.end() ? QString() : QString::fromStdString(found->second);
    }
    [[nodiscard]] QLineEdit *field(const char *name) const { return stage->find<QLineEdit>(name); }
    void type(const char *name, const QString &text) const {
        auto *edit = field(name);
        edit->setFocus();
        edit->selectAll();
        fake::typeText(edit, text);
    }
    /// The user goes on to the next field.
    void leave(const char *name) const {
        QTest::keyClick(field(name), Qt::Key_Tab);
        Stage::settle();
    }
    [[nodiscard]] QString banner() const {
        const auto *seen = stage->seen<ui::Banner>("facilityBanner");
        return seen ? seen->text() : QString();
    }
    [[nodiscard]] QString state() const { return stage->find<ui::StatusChip>("facilityState")->text(); }
    [[nodiscard]] QStringList errors() const {
        QStringList seen;
        for (const auto *label : stage->window->findChildren<QLabel *>(QStringLiteral("fieldError"))) {
            seen << (label->isVisible() ? label->text() : QString());
        }
        seen.removeAll(QString());
        return seen;
    }
    /// The same profile in a new window, as after a restart.
    void reopen() {
        stage->page->hide();
        Stage::settle();
        stage->open();
    }
    void someoneElse(const char *key, const char *value) const {
        stored().profile[key] = value;
        ++stored().meta.version;
        stage->desk.world.touch(domain::RecordKind::Facility, stored().id.text());
        Stage::settle();
    }

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() {
        fake::failOnWarnings();
        stage = std::make_unique<Stage>();
        stage->desk.world.fillNursery();
        stage->desk.grantAll();
    }
    void cleanup() { stage.reset(); }

    void whatParentsSeeFirstIsThere() {
        stage->open();
        QCOMPARE(field("facility_name")->text(), QStringLiteral("見本さくら保育園"));
        QCOMPARE(field("facility_phone")->text(), QStringLiteral("03-0000-0001"));
        QCOMPARE(stage->find<QComboBox>("facility_type")->currentText(), QStringLiteral("認可私立保育所"));
        QVERIFY(!stage->seen("facilityDiscard"));
        QVERIFY(field("facility_name")->accessibleName().contains(u"必須"));
        QCOMPARE(fake::controlsWithoutName(*stage->window), QStringList());
    }

    void aPhoneInFullWidthDigitsIsRepaired() {
        stage->open();
        type("facility_phone", QStringLiteral("０３－１２３４－５６７８"));
        QVERIFY(state().contains(u"未保存"));
        leave("facility_phone");
        QCOMPARE(field("facility_phone")->text(), QStringLiteral("03-1234-5678"));
        QCOMPARE(errors().size(), 0);
        stage->press("facilitySave");
        QCOMPARE(item("phone"), QStringLiteral("03-1234-5678"));
        QTRY_VERIFY(banner().contains(u"保存"));
        QTRY_VERIFY(!stage->seen("facilityDiscard"));
    }

    void aWrongPhoneIsRefusedAtTheField_data() {
        QTest::addColumn<QString>("typed");
        QTest::newRow("words") << QStringLiteral("でんわ");
        QTest::newRow("too short") << QStringLiteral("03-1");
        QTest::newRow("emoji") << QStringLiteral("📞📞📞");
    }

    void aWrongPhoneIsRefusedAtTheField() {
        QFETCH(QString, typed);
        stage->open();
        type("facility_phone", typed);
        leave("facility_phone");
        QCOMPARE(errors().size(), 1);
        QVERIFY(field("facility_phone")->accessibleDescription().contains(errors().first()));
        stage->press("facilitySave");
        QVERIFY(stage->desk.world.calls.isEmpty());
        QCOMPARE(item("phone"), QStringLiteral("03-0000-0001"));
        QVERIFY(field("facility_phone")->hasFocus());
        QVERIFY(banner().contains(u"1項目"));
        type("facility_phone", QStringLiteral("03-1234-5678"));
        stage->press("facilitySave");
        QCOMPARE(item("phone"), QStringLiteral("03-1234-5678"));
        QTRY_COMPARE(errors().size(), 0);
    }

    void otherItemsAreRepairedTheirWay() {
        stage->open();
        type("facility_name_kana", QStringLiteral("みほんさくらほいくえん"));
        type("facility_open_time", QStringLiteral("7：15"));
        leave("facility_open_time");
        QCOMPARE(field("facility_open_time")->text(), QStringLiteral("07:15"));
        type("facility_name", QStringLiteral("見本𠮷野🌸保育園"));
        stage->press("facilitySave");
        QCOMPARE(item("name_kana"), QStringLiteral("ミホンサクラホイクエン"));
        QCOMPARE(item("name"), QStringLiteral("見本𠮷野🌸保育園"));
    }

    void kanaInHalfWidthIsRepaired() {
        stage->open();
        type("facility_name_kana", QStringLiteral("ﾐﾎﾝﾊﾞﾗﾎｲｸｴﾝﾍﾟｰｼﾞ"));
        leave("facility_name_kana");
        QCOMPARE(field("facility_name_kana")->text(), QStringLiteral("ミホンバラホイクエンページ"));
        QCOMPARE(errors().size(), 0);
        stage->press("facilitySave");
        QCOMPARE(item("name_kana"), QStringLiteral("ミホンバラホイクエンページ"));
    }

    void aNameIsNeededAndALongOneIsTooMuch() {
        stage->open();
        type("facility_name", QStringLiteral(" "));
        stage->press("facilitySave");
        QCOMPARE(errors().size(), 1);
        type("facility_name", QString(3'000, u'あ'));
        stage->press("facilitySave");
        QCOMPARE(errors().size(), 1);
        QVERIFY(stage->desk.world.calls.isEmpty());
    }

    void whatTheHubRefusesComesBackToItsField() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        type("facility_address", QStringLiteral("東京都見本市架空町9-9-9"));
        stage->press("facilitySave");
        QTRY_VERIFY(state().contains(u"送信待ち"));
        domain::Error refusal{.kind = domain::ErrorKind::Rejected, .code = "validation"};
        refusal.fields = {{.pointer = "/profile/address", .code = "not-clean-text", .params = {}}};
        stage->desk.world.refuse(refusal);
        QTRY_COMPARE(errors().size(), 1);
        QVERIFY(field("facility_address")->accessibleDescription().contains(errors().first()));
        QCOMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市架空町9-9-9"));
        QVERIFY(banner().contains(u"1項目"));
    }

    void aRefusalCostsNothingThatWasTyped() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        type("facility_address", QStringLiteral("東京都見本市架空町9-9-9"));
        stage->press("facilitySave");
        // The store goes back to what the hub has, as after a rejected operation.
        stored().profile["address"] = "東京都見本市架空町1-2-3";
        domain::Error refusal{.kind = domain::ErrorKind::Rejected, .code = "validation"};
        refusal.fields = {{.pointer = "/profile/address", .code = "not-clean-text", .params = {}}};
        stage->desk.world.refuse(refusal);
        QTRY_COMPARE(errors().size(), 1);
        QCOMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市架空町9-9-9"));
        QVERIFY(state().contains(u"未保存"));
    }

    void aDraftOutlivesTheWindow() {
        stage->open();
        type("facility_address", QStringLiteral("東京都見本市途中町"));
        stage->find<QCheckBox>("classAccepted2")->click();
        reopen();
        QTRY_COMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市途中町"));
        QVERIFY(banner().contains(u"保存していない"));
        QVERIFY(stage->find<QCheckBox>("classAccepted2")->isChecked());
        QCOMPARE(item("address"), QStringLiteral("東京都見本市架空町1-2-3"));
        stage->press("facilityDiscard");
        QCOMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市架空町1-2-3"));
        QVERIFY(!stage->find<QCheckBox>("classAccepted2")->isChecked());
        QVERIFY(stage->desk.world.drafts.empty());
        reopen();
        QCOMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市架空町1-2-3"));
        QVERIFY(banner().isEmpty());
    }

    void anOldDraftBringsBackOnlyWhatWasTyped() {
        stage->open();
        type("facility_address", QStringLiteral("東京都見本市途中町"));
        stage->page->hide();
        Stage::settle();
        stored().profile["phone"] = "03-9999-9999"; // changed by others before the next start
        ++stored().meta.version;
        stage->open();
        QTRY_COMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市途中町"));
        QCOMPARE(field("facility_phone")->text(), QStringLiteral("03-9999-9999"));
        stage->press("facilitySave");
        QCOMPARE(item("address"), QStringLiteral("東京都見本市途中町"));
        QCOMPARE(item("phone"), QStringLiteral("03-9999-9999"));
    }

    void theDraftGoesOnceTheHubHasIt() {
        stage->desk.world.hubAnswers = false;
        stage->open();
        type("facility_address", QStringLiteral("東京都見本市新町1"));
        stage->press("facilitySave");
        stage->desk.world.deliver();
        QTRY_VERIFY(stage->desk.world.drafts.empty());
        QTRY_VERIFY(state().contains(u"基盤"));
    }

    void whatOthersChangeComesInBesideWhatIsTyped() {
        stage->open();
        type("facility_address", QStringLiteral("東京都見本市途中町"));
        someoneElse("phone", "03-9999-9999");
        QCOMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市途中町"));
        QCOMPARE(field("facility_phone")->text(), QStringLiteral("03-9999-9999"));
        QVERIFY(banner().contains(u"ほかの人"));
        stage->press("facilitySave"); // and it is accepted: it stands on their version
        QCOMPARE(item("address"), QStringLiteral("東京都見本市途中町"));
        QCOMPARE(item("phone"), QStringLiteral("03-9999-9999"));
        QTRY_VERIFY(banner().contains(u"このPCに保存"));
    }

    void theSameItemChangedTwiceIsSaidByName() {
        stage->open();
        type("facility_address", QStringLiteral("東京都見本市途中町"));
        someoneElse("address", "東京都見本市他人町");
        QCOMPARE(field("facility_address")->text(), QStringLiteral("東京都見本市途中町"));
        QVERIFY(banner().contains(u"所在地"));
        stage->press("facilitySave");
        QCOMPARE(item("address"), QStringLiteral("東京都見本市途中町"));
    }

    void unlessSomethingIsTypedTheNewestStateIsShown() {
        stage->open();
        someoneElse("phone", "03-9999-9999");
        QTRY_COMPARE(field("facility_phone")->text(), QStringLiteral("03-9999-9999"));
        QVERIFY(banner().isEmpty());
    }

    void classesAndPlacesAreKeptApart() {
        stage->open();
        auto *places = stage->find<QSpinBox>("classCapacity0");
        QVERIFY(places->text().contains(u"未")); // no class is not a class with 0 places
        places->setValue(0);
        QVERIFY(!places->text().contains(u"未"));
        stage->find<QCheckBox>("classAccepted3")->click();
        stage->find<QSpinBox>("classCapacity3")->setValue(18);
        stage->press("facilitySave");
        const auto &classes = stored().classes;
        QCOMPARE(classes.size(), std::size_t(2));
        QCOMPARE(classes[0].capacity, std::optional(0));
        QVERIFY(!classes[0].accepted);
        QCOMPARE(classes[1].capacity, std::optional(18));
        QVERIFY(classes[1].accepted);
    }

    void classesBecomeTextAndBack() {
        const std::vector<domain::ClassPlaces> classes = {
            {.age = 0, .capacity = 12, .accepted = true},
            {.age = 3, .capacity = std::nullopt, .accepted = true},
            {.age = 5, .capacity = 0, .accepted = false}};
        QVERIFY(ui::ClassPlacesEdit::fromText(ui::ClassPlacesEdit::textOf(classes)) == classes);
        QVERIFY(ui::ClassPlacesEdit::fromText("").empty());
        QVERIFY(ui::ClassPlacesEdit::fromText("9:1:1;x;;-1:2:3;1:2").empty());
    }

    void scrollingThePageChangesNoValue() {
        stage->open({900, 420});
        auto *box = stage->find<QComboBox>("facility_type");
        const QString before = box->currentText();
        field("facility_name")->setFocus();
        const QPointF middle = box->rect().center();
        QWheelEvent wheel(middle, box->mapToGlobal(middle), {0, -120}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(box, &wheel);
        QCOMPARE(box->currentText(), before);
        QVERIFY(!state().contains(u"未保存"));
    }

    void aKindThatOnlyAnImportKnowsStays() {
        stored().profile["type"] = "架空の種別";
        stage->open();
        QCOMPARE(stage->find<QComboBox>("facility_type")->currentText(), QStringLiteral("架空の種別"));
        type("facility_phone", QStringLiteral("03-1234-5678"));
        stage->press("facilitySave");
        QCOMPARE(item("type"), QStringLiteral("架空の種別"));
    }

    void theLanguageChangesWithoutARest() {
        stage->open();
        type("facility_phone", QStringLiteral("x"));
        stage->press("facilitySave");
        fake::speak(QStringLiteral("en"));
        Stage::settle();
        QStringList data;
        auto *types = stage->find<QComboBox>("facility_type"); // terms of the standard itself
        for (int i = 0; i < types->count(); ++i) {
            data << types->itemText(i);
        }
        data.removeAll(QString());
        const QStringList left = stage->leftInJapanese(data);
        fake::speak(QStringLiteral("ja"));
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    }
};

QTEST_MAIN(FacilityTest)
#include "tst_facility.moc"
