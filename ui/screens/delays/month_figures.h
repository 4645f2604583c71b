// 今月の集計 above the late answers: what the hub counted since the first of the month, and how old that is.
#pragma once

#include "services/hub_queries.h"
#include "services/sync_status.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace ui {

class FlowLayout;
class MutedLabel;
class SectionTitle;
class SizedLabel;

class MonthFigures : public QWidget {
    Q_OBJECT
public:
    /// All outlive it.
    struct Sources {
        services::HubQueries &queries;
        services::SyncStatus &sync;
        const domain::Clock &clock;
    };
    explicit MonthFigures(const Sources &sources, QWidget *parent = nullptr);
    ~MonthFigures() override;
    /// Asks the hub, unless the figures are fresh.
    void refresh();
    void retranslate();

private:
    using Answer = services::HubAnswer<domain::StatisticsReport>;
    struct Figure {
        MutedLabel *caption;
        SizedLabel *value;
    };
    [[nodiscard]] Figure addFigure(FlowLayout *row, const char *name);
    void build();
    void ask();
    void take(const Answer &answer);
    void followConnection();
    void showFigures();
    void showAge();
    [[nodiscard]] bool isFresh() const;
    [[nodiscard]] QString ageText() const;
    [[nodiscard]] QString noteText() const;

    Sources m_sources;
    SectionTitle *m_title;
    MutedLabel *m_age;
    QPushButton *m_update;
    Figure m_requests{};
    Figure m_answerTime{};
    Figure m_inTime{};
    MutedLabel *m_note;
    QTimer m_minute; ///< the age grows by itself
    services::Async<Answer> m_underWay;
    Answer m_answer;
    std::optional<domain::Error> m_refusal;
    bool m_wasOnline = false;
};

} // namespace ui
