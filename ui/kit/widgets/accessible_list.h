// A list for assistive programs: row n is child n, whatever columns the model behind it has.
#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QListView>
#include <QPersistentModelIndex>
#include <QPointer>

namespace ui {

class AccessibleList final : public QAccessibleWidget {
public:
    explicit AccessibleList(QListView *view);
    ~AccessibleList() override;
    AccessibleList(const AccessibleList &) = delete;
    AccessibleList &operator=(const AccessibleList &) = delete;

    [[nodiscard]] int childCount() const override;
    /// Null for a row that is not there.
    [[nodiscard]] QAccessibleInterface *child(int row) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;

private:
    [[nodiscard]] QListView *view() const;
    void forgetGoneRows() const;

    mutable QHash<QPersistentModelIndex, QAccessible::Id> m_rows; ///< those that somebody asked for
};

/// One row. It stays the same record when rows move, and says that it is gone when its record is.
class AccessibleListRow final : public QAccessibleInterface {
public:
    AccessibleListRow(QListView *view, const QModelIndex &index) : m_view(view), m_index(index) {}

    [[nodiscard]] int row() const { return m_index.row(); }
    [[nodiscard]] bool isValid() const override;
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QWindow *window() const override;
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text which) const override;
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override;

private:
    QPointer<QListView> m_view;
    QPersistentModelIndex m_index;
};

} // namespace ui
