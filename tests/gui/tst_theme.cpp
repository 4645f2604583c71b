// Every theme is readable, and sizes follow the text.
#include "fake_prompter.h"
#include "gui_checks.h"
#include "kit/text/common_text.h"
#include "kit/text/error_text.h"
#include "kit/theme/colours.h"
#include "kit/theme/icons.h"
#include "kit/theme/metrics.h"
#include "kit/theme/theme.h"
#include "kit/widgets/banner.h"
#include "kit/widgets/field_row.h"
#include "kit/widgets/inputs.h"
#include "kit/widgets/labels.h"
#include "kit/widgets/states.h"
#include "kit/widgets/status_chip.h"

#include <QFontInfo>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using ui::Tone;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fake::dressApplication(); }
    void init() { fake::failOnWarnings(); }

    void textAndControlsReachTheirContrast_data() {
        QTest::addColumn<QPalette>("palette");
        const QPalette system;
        for (const char *theme : {"light", "dark", "contrast"}) {
            QTest::newRow(theme) << ui::themePalette(QLatin1String(theme), system);
        }
        // A system's own odd choice: greenish grey with cream fields.
        QPalette foreign(QColor(0xc8, 0xd8, 0xc8));
        foreign.setColor(QPalette::Base, QColor(0xff, 0xfa, 0xe6));
        QTest::newRow("foreign") << foreign;
    }

    void textAndControlsReachTheirContrast() {
        QFETCH(QPalette, palette);
        const ui::Colours c = ui::colours(palette);
        for (const QColor &ground : {c.window, c.surface}) {
            for (const QColor &ink : {c.text, c.muted, c.key, c.success, c.warning, c.error}) {
                QVERIFY2(ui::contrastRatio(ink, ground) >= 4.5,
                         qPrintable(ink.name() + QLatin1Char('/') + ground.name()));
            }
            QVERIFY(ui::contrastRatio(c.border, ground) >= 3.0);
            QVERIFY(ui::contrastRatio(c.focus, ground) >= 3.0);
        }
        QVERIFY(ui::contrastRatio(c.onKey, c.key) >= 4.5);
        for (const Tone tone :
             {Tone::Neutral, Tone::Info, Tone::Waiting, Tone::Success, Tone::Warning, Tone::Error}) {
            QVERIFY(ui::contrastRatio(ui::inkOf(tone, c), ui::backgroundOf(tone, c)) >= 4.5);
        }
        for (const QColor &ground : {c.trainingBackground, c.trainingStripe}) {
            QVERIFY(ui::contrastRatio(c.trainingText, ground) >= 4.5);
        }
        const auto chosen = palette.color(QPalette::HighlightedText);
        QVERIFY(ui::contrastRatio(chosen, palette.color(QPalette::Highlight)) >= 4.5);
    }

    void theSystemsThemeIsTakenByItsLightness() {
        QPalette dark;
        dark.setColor(QPalette::Window, Qt::black);
        dark.setColor(QPalette::WindowText, Qt::white);
        const QString system = QStringLiteral("system");
        QCOMPARE(ui::themePalette(system, dark), ui::themePalette(QStringLiteral("dark"), dark));
        QPalette light;
        light.setColor(QPalette::Window, Qt::white);
        light.setColor(QPalette::WindowText, Qt::black);
        QCOMPARE(ui::themePalette(system, light), ui::themePalette(QStringLiteral("light"), light));
    }

    void everyToneHasItsOwnShape() {
        QSet<QString> shapes;
        for (const Tone tone :
             {Tone::Neutral, Tone::Info, Tone::Waiting, Tone::Success, Tone::Warning, Tone::Error}) {
            shapes << ui::shapeOf(tone);
        }
        QCOMPARE(shapes.size(), 6);
    }

    void japaneseIsDrawnInAJapaneseFont() {
        QVERIFY(QFontMetrics(QApplication::font()).inFont(QChar(u'日')));
        QVERIFY(QFontInfo(QApplication::font()).family().contains(u"Noto Sans"));
    }

    void lengthsFollowTheTextSize() {
        const int before = ui::lineHeights(2);
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *button = new QPushButton(QStringLiteral("承認"));
        auto *heading = new ui::SectionTitle;
        heading->setText(QStringLiteral("見出し"));
        layout->addWidget(heading);
        layout->addWidget(button);
        window.show();
        const int buttonBefore = button->sizeHint().height();
        const int headingBefore = heading->sizeHint().height();
        const int marginBefore = layout->contentsMargins().left();
        ui::applyTheme(*qApp, QStringLiteral("light"), 200);
        QVERIFY(qAbs(ui::lineHeights(2) - 2 * before) <= 4);
        QVERIFY(qAbs(button->sizeHint().height() - 2 * buttonBefore) <= 4);
        QVERIFY(qAbs(heading->sizeHint().height() - 2 * headingBefore) <= 4);
        QVERIFY(layout->contentsMargins().left() > marginBefore);
        ui::applyTheme(*qApp, QStringLiteral("light"), 100);
    }

    void anIconTakesTheInkOfTheTheme() {
        const auto darkest = [] {
            const QImage image = ui::icon(QStringLiteral("check")).pixmap(QSize(48, 48)).toImage();
            int strongest = 0;
            QColor found;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() > strongest) {
                        strongest = pixel.alpha();
                        found = pixel;
                    }
                }
            }
            return QColor(found.rgb());
        };
        QCOMPARE(darkest(), QColor(0x1a1a1a));
        ui::applyTheme(*qApp, QStringLiteral("dark"), 100);
        QCOMPARE(darkest(), QColor(0xf2f2f2));
        ui::applyTheme(*qApp, QStringLiteral("light"), 100);
    }

    void enterDuringJapaneseInputDoesNotSubmit() {
        ui::LineEdit edit;
        QSignalSpy submitted(&edit, &ui::LineEdit::submitted);
        QInputMethodEvent composing(QStringLiteral("さくら"), {});
        QApplication::sendEvent(&edit, &composing);
        QVERIFY(edit.composing());
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(submitted.count(), 0);
        QInputMethodEvent taken;
        taken.setCommitString(QStringLiteral("桜"));
        QApplication::sendEvent(&edit, &taken);
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        QCOMPARE(edit.text(), QStringLiteral("桜"));
    }

    void fullWidthDigitsBecomeHalfWidth() {
        ui::DigitsEdit edit;
        fake::typeText(&edit, QStringLiteral("１２３456"));
        QCOMPARE(edit.text(), QStringLiteral("123456"));
        QCOMPARE(ui::halfWidthDigits(QStringLiteral("０３－１２")), QStringLiteral("03－12"));
    }

    void aFieldTellsItsErrorToScreenReaders() {
        auto *edit = new ui::LineEdit;
        ui::FieldRow row(edit);
        row.setTexts(QStringLiteral("電話番号"), QStringLiteral("例: 03-0000-0000"));
        row.setNeed(ui::FieldRow::Need::Required);
        QCOMPARE(edit->accessibleName(), QStringLiteral("電話番号 ※必須"));
        row.setError(QStringLiteral("入力してください。"));
        QVERIFY(edit->accessibleDescription().contains(u"入力してください。"));
        QVERIFY(edit->accessibleDescription().contains(u"03-0000-0000"));
        row.clearError();
        QVERIFY(!row.hasError());
        QVERIFY(!edit->accessibleDescription().contains(u"入力してください。"));
    }

    void busyIsOnlyShownWhenItLasts() {
        QWidget window;
        auto *line = new ui::BusyLine(&window);
        window.show();
        line->start(QStringLiteral("取り込み中"));
        QVERIFY(!line->isVisible());
        QTRY_VERIFY(line->isVisible());
        line->stop();
        QVERIFY(!line->isVisible());
        line->start(QStringLiteral("すぐ終わる"));
        line->stop();
        QTest::qWait(0);
        QVERIFY(!line->isVisible());
    }

    void everyErrorHasAJapaneseText() {
        for (int kind = 0; kind <= static_cast<int>(domain::ErrorKind::Bug); ++kind) {
            const QString text = ui::errorText({.kind = static_cast<domain::ErrorKind>(kind)});
            QVERIFY2(!text.isEmpty(), qPrintable(QString::number(kind)));
            QVERIFY2(text.contains(u'。'), qPrintable(text));
        }
        domain::Error wait{.kind = domain::ErrorKind::RateLimited};
        wait.retryAfter = std::chrono::seconds(30);
        QVERIFY(ui::errorText(wait).contains(u"30秒"));
        const domain::Error fields{
            .kind = domain::ErrorKind::Rejected, .code = "validation", .fields = {{}, {}}};
        QCOMPARE(ui::errorText(fields), QStringLiteral("2項目を直してください。"));
        QVERIFY(ui::fieldText({"/profile/name", "too-long", {{"max", "200"}}}).startsWith(u"200文字"));
    }

    void wordsFollowTheLanguage() {
        const domain::LocalDate day = std::chrono::year(2026) / 11 / 22;
        QCOMPARE(ui::dateText(day), QStringLiteral("11月22日(日)"));
        QCOMPARE(ui::longDateText(day), QStringLiteral("2026年11月22日(日)"));
        QCOMPARE(ui::remainingText(15 * 60), QStringLiteral("残り 1日4時間"));
        QCOMPARE(ui::remainingText(-120), QStringLiteral("2時間 遅れ"));
        QCOMPARE(ui::ageClassesText(domain::ageClassesOf({0, 1})), QStringLiteral("0・1歳児"));
        QCOMPARE(ui::statusText(domain::ReservationStatus::NoShow), QStringLiteral("無断キャンセル"));
        fake::speak(QStringLiteral("en"));
        QCOMPARE(ui::dateText(day), QStringLiteral("22 Nov (Sun)"));
        QCOMPARE(ui::remainingText(15 * 60), QStringLiteral("1d 4h left"));
        fake::speak(QStringLiteral("ja"));
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
