#include "kit/pages/draft_keeper.h"

#include "kit/pages/when_done.h"

#include <QEvent>
#include <QJsonDocument>

namespace ui {
namespace {

constexpr std::chrono::seconds everyFew{2};

} // namespace

DraftKeeper::DraftKeeper(services::Drafts &drafts, std::function<QJsonObject()> typed, QObject *parent)
    : QObject(parent), m_drafts(drafts), m_typed(std::move(typed)) {
    m_later.setSingleShot(true);
    m_later.setInterval(everyFew);
    connect(&m_later, &QTimer::timeout, this, &DraftKeeper::keepNow);
    if (parent != nullptr) {
        parent->installEventFilter(this);
    }
}

void DraftKeeper::touch() {
    if (!m_later.isActive()) {
        m_later.start();
    }
}

bool DraftKeeper::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Hide && m_later.isActive()) {
        keepNow();
    }
    return QObject::eventFilter(watched, event);
}

void DraftKeeper::open(const QString &form, std::function<void(const QJsonObject &)> take) {
    if (m_form == form) {
        return;
    }
    keepNow();
    m_form = form;
    whenDone(
        m_drafts.load(form), this,
        [this, form, take = std::move(take)](const QByteArray &text) {
            const QJsonObject draft = QJsonDocument::fromJson(text).object();
            if (m_form == form && !draft.isEmpty()) {
                take(draft);
            }
        },
        [](const domain::Error &) {}); // an empty form is no harm; saving says what is wrong
}

void DraftKeeper::keepNow() {
    m_later.stop();
    const QJsonObject typed = m_form.isEmpty() ? QJsonObject() : m_typed();
    if (!typed.isEmpty()) {
        save(QJsonDocument(typed).toJson(QJsonDocument::Compact));
    }
}

void DraftKeeper::forget() {
    m_later.stop();
    if (!m_form.isEmpty()) {
        save({});
    }
}

void DraftKeeper::save(const QByteArray &text) {
    whenDone(
        m_drafts.save(m_form, text), this, [] {}, [](const domain::Error &) {});
}

} // namespace ui
