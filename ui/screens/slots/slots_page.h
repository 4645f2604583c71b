// 見学枠: the week, and beside it the slot that is looked at or being made.
#pragma once

#include "kit/pages/page.h"

#include <QJsonObject>

#include <map>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace ui {

class AdaptiveRow;
class Banner;
class CopyForm;
class DraftKeeper;
class LazyReload;
class MonthView;
class PageTitle;
class SeriesForm;
class SlotForm;
class WeekView;

class SlotsPage : public Page {
    Q_OBJECT
public:
    explicit SlotsPage(const UiContext &context, QWidget *parent = nullptr);
    /// Shows the slot in its week with its details.
    void open(domain::SlotId id);
    void setFacility(domain::FacilityId facility) override;
    void activate() override;
    void retranslate() override;
    [[nodiscard]] PageHelp help() const override;
    void focusFirst() override;
    bool stepBack() override;

private:
    void build();
    void connectSignals();
    void goTo(domain::LocalDate monday);
    void showRange();
    void reload();
    void takeRows(const std::vector<services::SlotRow> &rows);
    void loadFacility();
    void refreshClosedDays();
    void refreshForm();
    void choose(domain::SlotId id);
    void lookAt(const services::SlotRow &row);
    [[nodiscard]] bool hasUnsaved();
    void openChosen();
    void newSlot(domain::LocalDate date, domain::LocalTime from, domain::LocalTime to);
    void newSeries();
    void beginSeries();
    void move(domain::SlotId id, domain::LocalDate date, domain::LocalTime from, domain::LocalTime to);
    void beginCopy();
    void previewCopy();
    void copyWeek();
    void takeDraft(const QJsonObject &draft);
    void takeSlotDraft(const QJsonObject &draft);
    void takeCopyDraft(const QJsonObject &draft);
    [[nodiscard]] QJsonObject draft() const;
    [[nodiscard]] bool showsMonth() const;
    void showMonth(bool month);
    void step(int direction);
    void openDay(domain::LocalDate date);
    [[nodiscard]] std::pair<domain::LocalDate, domain::LocalDate> shownDays() const;
    void save();
    void cancelSlot();
    void cancelWithFamilies(const services::SlotRow &row, int families);
    void sendCancel(const services::SlotRow &row, bool familiesToo, const QString &message);
    void askPreview();
    void createSeries();
    void closeForm();
    void leaveForm();
    void putAside();
    bool takeUpAgain(const QString &what);
    void undoDiscard();
    void saved(const QString &text);
    void refused(const domain::Error &error);
    [[nodiscard]] domain::LocalDate today() const;
    [[nodiscard]] domain::Slot proposal() const;

    UiContext m_context;
    domain::FacilityId m_facility;
    domain::Facility m_facilityRecord;
    domain::LocalDate m_monday{};
    domain::LocalMonth m_month{};
    std::vector<services::SlotRow> m_rows;
    domain::Slot m_lastMade;                ///< what the next new slot starts from
    domain::SlotId m_wanted;                ///< to be opened once its week has come
    std::map<QString, QJsonObject> m_aside; ///< typed and left, by what it is about
    QJsonObject m_discarded;                ///< what the banner offers to bring back
    quint64 m_question = 0;
    quint64 m_previewQuestion = 0;
    quint64 m_copyQuestion = 0;

    PageTitle *m_title;
    QLabel *m_range;
    QPushButton *m_previous;
    QPushButton *m_thisWeek;
    QPushButton *m_next;
    QPushButton *m_new;
    QPushButton *m_series;
    QPushButton *m_copyWeek;
    QPushButton *m_asMonth;
    Banner *m_banner;
    WeekView *m_week;
    MonthView *m_monthView;
    QStackedWidget *m_calendar;
    QLabel *m_hint;
    QStackedWidget *m_side;
    SlotForm *m_slotForm;
    SeriesForm *m_seriesForm;
    CopyForm *m_copyForm;
    DraftKeeper *m_draft;
    QTimer *m_previewLater;
    LazyReload *m_reload;
    LazyReload *m_reloadFacility;
};

} // namespace ui
