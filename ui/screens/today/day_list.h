// One of the two lists of the day: heading, rows, what stands there when it is empty, and which row keys and
// buttons mean.
#pragma once

#include "kit/widgets/card.h"
#include "screens/today/row_list.h"
#include "services/reservations.h"

#include <QTimer>

#include <unordered_set>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace ui {

class ChosenRow;
class EmptyState;
class ReservationListModel;
class SectionTitle;

class DayList : public Card {
    Q_OBJECT
public:
    struct Names {
        const char16_t *view;
        const char16_t *icon;
    };
    DayList(services::Reservations &reservations, const Names &names, OpeningRowDelegate *delegate);
    [[nodiscard]] ReservationListModel &model() const { return *m_model; }
    [[nodiscard]] RowList &view() const { return *m_view; }
    [[nodiscard]] ChosenRow &chosen() const { return *m_chosen; }
    [[nodiscard]] SectionTitle &title() const { return *m_title; }
    [[nodiscard]] EmptyState &empty() const { return *m_empty; }
    /// Below the rows.
    [[nodiscard]] QVBoxLayout &foot() const { return *m_foot; }
    /// In the marked row, from left to right; with a stretch before the last where there are three.
    void setButtons(const std::vector<QPushButton *> &buttons);
    /// The marked row opens where one of its buttons is to be seen.
    void showButtons();
    /// Rows whose answer is under way are folded away: nothing is left to do with them.
    void setFolds(bool folds) { m_folds = folds; }
    [[nodiscard]] int foldedCount() const { return static_cast<int>(m_folded.size()); }
    /// Not known while only the front of a long list has come.
    [[nodiscard]] std::optional<int> openCount() const;
    /// The mark goes with the first row while the person has not chosen.
    void setFollowsTop(bool follows) { m_followsTop = follows; }
    /// The mark has just moved by itself: no key and no button means the new row yet.
    [[nodiscard]] bool isPausing() const { return m_pause.isActive(); }
    /// True where the marked row had been scrolled away: it is brought back, and a key does no more.
    bool bringBack();
    /// The ids have come; of a page that is about to be seen also the first row.
    [[nodiscard]] bool isReady(bool withRows) const;
    /// Shows the rows or what stands there without any.
    void showRows();

Q_SIGNALS:
    /// The rows, the marked one, or what can be done with it.
    void altered();
    /// The rows go, and have the keyboard: Qt would give it to whatever comes next in the window.
    void losesKeyboard();

protected:
    /// The mark goes where it belongs while the person has not chosen. But for the first time a pause
    /// follows, in which no key and no button means the new row.
    void moveMark(domain::ReservationId id);

private:
    void fold(int top, int bottom);
    void follow();
    [[nodiscard]] int firstOpenRow() const;

    ReservationListModel *m_model;
    RowList *m_view;
    ChosenRow *m_chosen;
    SectionTitle *m_title;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QVBoxLayout *m_foot;
    QWidget *m_buttons = nullptr;
    std::vector<QPushButton *> m_actions;
    std::unordered_set<domain::ReservationId> m_folded;
    QTimer m_pause;
    domain::ReservationId m_suggested; ///< the mark was shown there
    bool m_folds = false;
    bool m_followsTop = false;
};

} // namespace ui
