// The list of pages at the left.
#pragma once

#include "kit/pages/page_id.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QWidget>

#include <map>

class QVBoxLayout;

namespace ui {

/// An entry: icon, name, and a line of text for what waits there.
class NavigationButton : public QAbstractButton {
    Q_OBJECT
public:
    NavigationButton(QString iconName, QWidget *parent);
    void setTexts(const QString &name, const QString &keys);
    void setNote(const QString &note);
    [[nodiscard]] QString note() const { return m_note; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void describe();
    [[nodiscard]] QFont noteFont() const;

    QString m_iconName;
    QString m_keys;
    QString m_note;
};

class Navigation : public QWidget {
    Q_OBJECT
public:
    explicit Navigation(const std::vector<PageId> &pages, QWidget *parent = nullptr);
    void setCurrent(PageId page);
    /// "3 await approval"; empty takes it away.
    void setNote(PageId page, const QString &note);
    [[nodiscard]] const std::vector<PageId> &pages() const { return m_pages; }
    [[nodiscard]] static QString nameOf(PageId page);

Q_SIGNALS:
    void chosen(ui::PageId page);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    std::vector<PageId> m_pages;
    std::map<PageId, NavigationButton *> m_buttons;
    QButtonGroup m_group;
};

} // namespace ui
