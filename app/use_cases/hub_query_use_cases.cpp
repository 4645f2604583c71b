#include "use_cases/hub_query_use_cases.h"

#include "wire/office_json.h"
#include "wire/paths.h"

namespace services {
namespace {

using domain::Result;
using Query = QList<std::pair<QString, QString>>;

/// `parse` reads the hub's JSON.
template <auto parse, class T> HubQuestion<T> getting(const std::string &path, const Query &query) {
    HubQuestion<T> asked;
    asked.question.request.path = QString::fromStdString(path);
    asked.question.request.query = query;
    asked.question.read = [](const QByteArray &body) -> Result<std::any> {
        Result<T> value = parse({body.constData(), static_cast<std::size_t>(body.size())});
        if (!value) {
            return domain::fail(domain::ErrorKind::HubFault, "not-the-hub");
        }
        return std::any(std::move(*value));
    };
    return asked;
}

Result<std::string> ownMunicipality(const UseCaseContext &context) {
    if (!context.user) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    return context.user->municipalityCode;
}

QString dayOf(domain::LocalDate date) {
    return QString::fromStdString(domain::textOf(date));
}

} // namespace

Result<HubQuestion<domain::StatisticsReport>> statisticsQuestion(const UseCaseContext &context,
                                                                 const StatisticsQuery &query) {
    const auto municipality = ownMunicipality(context);
    if (!municipality) {
        return domain::passOn(municipality);
    }
    Query values{{QStringLiteral("from"), dayOf(query.period.from)},
                 {QStringLiteral("to"), dayOf(query.period.to)}};
    if (query.facility) {
        values.append({QStringLiteral("facility"), QString::fromStdString(query.facility->text())});
    }
    return getting<wire::statisticsReportFromJson, domain::StatisticsReport>(
        wire::paths::pathOf(wire::paths::statistics, *municipality), values);
}

Result<HubQuestion<domain::Coverage>> coverageQuestion(const UseCaseContext &context) {
    const auto municipality = ownMunicipality(context);
    if (!municipality) {
        return domain::passOn(municipality);
    }
    return getting<wire::coverageFromJson, domain::Coverage>(
        wire::paths::pathOf(wire::paths::coverage, *municipality), {});
}

Result<HubQuestion<domain::AuditPage>> auditQuestion(const UseCaseContext &context, const AuditQuery &query) {
    if (!context.user) {
        return domain::fail(domain::ErrorKind::SignedOut, "unauthenticated");
    }
    return getting<wire::auditPageFromJson, domain::AuditPage>(
        std::string(wire::paths::audit), {{QStringLiteral("after"), QString::number(query.after)},
                                          {QStringLiteral("limit"), QString::number(query.most)}});
}

} // namespace services
