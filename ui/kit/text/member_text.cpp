#include "kit/text/member_text.h"

#include "kit/text/act_text.h"
#include "kit/text/common_text.h"
#include "kit/text/item_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ui {
namespace {

struct Members {
    Q_DECLARE_TR_FUNCTIONS(Members)
};

constexpr std::string_view profile = "/profile/";

QString classesText(const QJsonArray &classes) {
    QStringList texts;
    for (const QJsonValue &value : classes) {
        const QJsonObject one = value.toObject();
        const QString age = ageClassText(one[u"age"].toInt());
        texts.append(
            one[u"capacity"].isDouble()
                ? Members::tr("%1: %2", "class and its places").arg(age).arg(one[u"capacity"].toInt())
                : age);
    }
    return texts.join(u'、');
}

QString agesText(const QJsonArray &ages) {
    std::vector<int> list;
    for (const QJsonValue &age : ages) {
        list.push_back(age.toInt());
    }
    return ageClassesText(domain::ageClassesOf(list));
}

QString slotStatusText(const std::string &value) {
    switch (domain::slotStatus(value).value_or(domain::SlotStatus::Open)) {
    case domain::SlotStatus::Open:
        return Members::tr("Takes reservations");
    case domain::SlotStatus::Closed:
        return Members::tr("Takes no more reservations");
    case domain::SlotStatus::Cancelled:
        return Members::tr("Cancelled", "a slot");
    }
    return {};
}

} // namespace

QString memberText(domain::RecordKind kind, const std::string &pointer) {
    if (kind == domain::RecordKind::Slot) {
        const QString text = slotMemberText(pointer);
        return text.isEmpty() ? toQString(pointer.substr(1)) : text;
    }
    if (pointer.rfind(profile, 0) == 0) {
        return itemLabel(std::string_view(pointer).substr(profile.size()));
    }
    if (pointer == "/classes") {
        return Members::tr("Classes and places");
    }
    if (pointer == "/open_hours") {
        return Members::tr("Opening hours");
    }
    return toQString(pointer.empty() ? pointer : pointer.substr(1));
}

QString valueText(const std::string &pointer, const std::string &value) {
    if (value.empty()) {
        return Members::tr("none", "an empty value");
    }
    const QJsonArray list = QJsonDocument::fromJson(QByteArray::fromStdString(value)).array();
    if (pointer == "/accepted_ages") {
        return agesText(list);
    }
    if (pointer == "/classes") {
        return classesText(list);
    }
    if (pointer == "/status") {
        return slotStatusText(value);
    }
    return toQString(value);
}

QString slotTimeText(const domain::Slot &slot) {
    return dateText(slot.date) + u' ' + timeText(slot.start) + u'–' + timeText(slot.end);
}

} // namespace ui
