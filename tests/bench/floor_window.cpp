// The floor of a start: a bare Qt window with a table of 1,000 rows. Ends after its first complete paint.
#include <QApplication>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>

#include <cstdio>

namespace {

class Table : public QTableView {
public:
    using QTableView::QTableView;

protected:
    void paintEvent(QPaintEvent *event) override {
        QTableView::paintEvent(event);
        if (!m_told) {
            m_told = true;
            QTimer::singleShot(0, this, [] {
                std::puts("painted");
                std::fflush(stdout);
                QApplication::quit();
            });
        }
    }

private:
    bool m_told = false;
};

} // namespace

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    QStandardItemModel model(1000, 6);
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            model.setItem(row, column,
                          new QStandardItem(QStringLiteral("見学予約 %1-%2").arg(row).arg(column)));
        }
    }
    Table table;
    table.setModel(&model);
    table.resize(1280, 860);
    table.show();
    return QApplication::exec();
}
