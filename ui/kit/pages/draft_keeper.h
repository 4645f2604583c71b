// Keeps what is typed into a form on this PC: every few seconds while it is typed, and at once when its page
// goes out of sight (another page, the lock, the end of the program), until it is saved or given up.
#pragma once

#include "services/desk.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <functional>

namespace ui {

class DraftKeeper : public QObject {
    Q_OBJECT
public:
    /// `typed` gives the form's text as it stands; an empty object: nothing worth keeping. Belongs to the
    /// form's page.
    DraftKeeper(services::Drafts &drafts, std::function<QJsonObject()> typed, QObject *parent);
    /// What the draft is about ("slots/<facility>"); what was typed for another form is kept first. `take`
    /// gets the draft that is there, once, unless there is none.
    void open(const QString &form, std::function<void(const QJsonObject &)> take);
    /// Something was typed. Who goes on typing is not waited for.
    void touch();
    void keepNow();
    /// Saved or given up: the draft goes.
    void forget();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void save(const QByteArray &text);

    services::Drafts &m_drafts;
    std::function<QJsonObject()> m_typed;
    QTimer m_later;
    QString m_form;
};

} // namespace ui
