#include "sync/member_conflicts.h"

#include "wire/records_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using domain::ErrorKind;
using domain::fail;
using domain::passOn;
using domain::Result;

namespace syncing {

namespace {

QJsonObject objectOf(std::string_view json) {
    return QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).object();
}

std::string textOf(const QJsonValue &value) {
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString().toStdString();
    case QJsonValue::Bool:
        return value.toBool() ? "true" : "false";
    case QJsonValue::Double:
        return value.toVariant().toString().toStdString();
    case QJsonValue::Array:
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact).toStdString();
    case QJsonValue::Object:
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString();
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

std::string below(const std::string &pointer, const QString &name) {
    QString segment = name;
    segment.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return pointer + '/' + segment.toStdString();
}

/// The three copies of one object, walked together.
struct Walk {
    std::vector<MemberConflict> &clashes;

    void enter(const std::string &pointer, const QJsonObject &base, const QJsonObject &mine,
               const QJsonObject &theirs) const {
        for (const QString &name : mine.keys() + base.keys()) {
            const QJsonValue was = base[name];
            const QJsonValue my = mine[name];
            const QJsonValue their = theirs[name];
            if (my == was || their == was || my == their || isKnown(below(pointer, name))) {
                continue;
            }
            if (my.isObject() && their.isObject()) {
                enter(below(pointer, name), was.toObject(), my.toObject(), their.toObject());
            } else {
                clashes.push_back({below(pointer, name), textOf(was), textOf(my), textOf(their)});
            }
        }
    }
    [[nodiscard]] bool isKnown(const std::string &pointer) const {
        return std::ranges::any_of(clashes,
                                   [&](const MemberConflict &clash) { return clash.pointer == pointer; });
    }
};

/// Takes what is given up out of a patch; what becomes empty goes with it.
QJsonObject without(const std::set<std::string> &given, const std::string &pointer,
                    const QJsonObject &patch) {
    QJsonObject kept;
    for (auto member = patch.begin(); member != patch.end(); ++member) {
        const std::string here = below(pointer, member.key());
        if (given.contains(here)) {
            continue;
        }
        if (!member.value().isObject()) {
            kept.insert(member.key(), member.value());
            continue;
        }
        const QJsonObject inner = without(given, here, member.value().toObject());
        if (!inner.isEmpty()) {
            kept.insert(member.key(), inner);
        }
    }
    return kept;
}

} // namespace

Result<std::vector<MemberConflict>> memberConflictsOf(std::string_view base, std::string_view patch,
                                                      std::string_view theirs) {
    const auto mine = wire::mergePatch(base, patch);
    if (!mine) {
        return passOn(mine);
    }
    if (auto readable = wire::mergePatch(theirs, "{}"); !readable) {
        return passOn(readable);
    }
    std::vector<MemberConflict> clashes;
    Walk{clashes}.enter({}, objectOf(base), objectOf(*mine), objectOf(theirs));
    return clashes;
}

Result<std::string> patchFor(std::string_view base, std::string_view patch, std::string_view theirs,
                             const std::set<std::string> &mine) {
    const auto clashes = memberConflictsOf(base, patch, theirs);
    if (!clashes) {
        return passOn(clashes);
    }
    std::set<std::string> given;
    for (const MemberConflict &clash : *clashes) {
        if (!mine.contains(clash.pointer)) {
            given.insert(clash.pointer);
        }
    }
    const auto whole = wire::mergePatch(base, patch).and_then([&](const std::string &edited) {
        return wire::diffPatch(base, edited);
    });
    if (!whole) {
        return passOn(whole);
    }
    const QJsonObject kept = without(given, {}, objectOf(*whole));
    // What the hub's copy says already need not be sent.
    return wire::mergePatch(theirs, QJsonDocument(kept).toJson(QJsonDocument::Compact).toStdString())
        .and_then([&](const std::string &result) { return wire::diffPatch(theirs, result); });
}

} // namespace syncing
