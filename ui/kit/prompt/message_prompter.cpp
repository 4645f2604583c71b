#include "kit/prompt/message_prompter.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QTextCursor>
#include <QTextTable>

namespace ui {
namespace {

struct Marks {
    Q_DECLARE_TR_FUNCTIONS(Marks)
};

} // namespace

QString MessagePrompter::marked(const QString &title) const {
    return m_practice ? Marks::tr("[Practice] %1", "title of a window or print").arg(title) : title;
}

std::unique_ptr<QTextDocument> MessagePrompter::onPaper(const QString &text) const {
    auto paper = std::make_unique<QTextDocument>();
    if (!m_practice) {
        paper->setPlainText(text);
        return paper;
    }
    // The header row of a table is what a document repeats on each page.
    QTextTableFormat format;
    format.setHeaderRowCount(1);
    format.setBorder(0);
    const QTextTable *table = QTextCursor(paper.get()).insertTable(2, 1, format);
    table->cellAt(0, 0).firstCursorPosition().insertText(Marks::tr("[Practice] Invented families only."));
    table->cellAt(1, 0).firstCursorPosition().insertText(text);
    return paper;
}

void MessagePrompter::confirm(QWidget *parent, const QString &title, const QString &text,
                              const QString &action, std::function<void(bool)> answer) {
    auto *box = new QMessageBox(QMessageBox::Question, marked(title), text, QMessageBox::Cancel, parent);
    box->setTextFormat(Qt::PlainText);
    QPushButton *go = box->addButton(action, QMessageBox::AcceptRole);
    // Enter must never do what cannot be undone.
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(box, &QMessageBox::finished, box,
                     [box, go, answer = std::move(answer)] { answer(box->clickedButton() == go); });
    box->open();
}

void MessagePrompter::chooseFile(QWidget *parent, const QString &title, const QString &filter,
                                 std::function<void(QString)> answer) {
    auto *dialog = new QFileDialog(parent, marked(title), QString(), filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(
        dialog, &QFileDialog::finished, dialog, [dialog, answer = std::move(answer)](int result) {
            const QStringList files = dialog->selectedFiles();
            answer(result == QDialog::Accepted && !files.isEmpty() ? files.constFirst() : QString());
        });
    dialog->open();
}

void MessagePrompter::print(QWidget *parent, const QString &title, const QString &text) {
    auto printer = std::make_shared<QPrinter>();
    printer->setDocName(marked(title));
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setWindowTitle(marked(title));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const std::shared_ptr<const QTextDocument> paper = onPaper(text);
    QObject::connect(dialog, &QPrintDialog::finished, dialog, [printer, paper](int result) {
        if (result == QDialog::Accepted) {
            paper->print(printer.get());
        }
    });
    dialog->open();
}

} // namespace ui
