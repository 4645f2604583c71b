// Opens the database connections of a running service.
#include "hub/service/open_service.h"
#include "hub/service/running_service.h"

#include <algorithm>

namespace hub {

domain::Result<void> RunningService::openLinks(const ServiceConfig &config) {
    const auto readLink = [this]() { return m_parts.database->link(Database::Mode::Read); };
    auto forHandle = readLink();
    if (!forHandle) {
        return domain::passOn(forHandle);
    }
    m_handleLink.link = std::move(*forHandle);
    for (int i = 0; i < std::max(1, config.readThreads); ++i) {
        auto link = readLink();
        if (!link) {
            return domain::passOn(link);
        }
        m_readLinks.push_back(std::move(*link));
    }
    if (auto opened = openReadLinks(config.hashThreads, m_hashLinks); !opened) {
        return opened;
    }
    return openWriter(config);
}

domain::Result<void> RunningService::openReadLinks(int count, ReadLinkPool &pool) {
    for (int i = 0; i < std::max(1, count); ++i) {
        auto link = m_parts.database->link(Database::Mode::Read);
        if (!link) {
            return domain::passOn(link);
        }
        pool.push_back(std::make_unique<PooledReadLink>());
        pool.back()->link = std::move(*link);
    }
    return {};
}

domain::Result<void> RunningService::openInlineReadLinks(const ServiceConfig &config) {
    if (m_parts.database->isShared() || config.inMemory) {
        return {}; // an inline read could wait: for a server, or for the writer
    }
    return openReadLinks(config.readThreads, m_inlineLinks);
}

domain::Result<void> RunningService::openWriter(const ServiceConfig &config) {
    const bool shared = m_parts.database->isShared();
    std::vector<std::unique_ptr<Link>> links;
    for (int i = 0; i < (shared ? std::max(1, config.writeLinks) : 1); ++i) {
        auto link = m_parts.database->link(Database::Mode::Write);
        if (!link) {
            return domain::passOn(link);
        }
        links.push_back(std::move(*link));
    }
    auto notificationChannel =
        m_parts.database->notificationChannel([this](const std::optional<std::string> &text) { hear(text); });
    if (!notificationChannel) {
        return domain::passOn(notificationChannel);
    }
    m_notifications = std::move(*notificationChannel);
    GroupWriter::Find find;
    if (shared) {
        find = [this](WriteJob &job, Connection &db) {
            if (job.request() != nullptr) {
                job.claims = m_municipalities.find(*job.request(), db);
            }
        };
    }
    m_writer = std::make_unique<GroupWriter>(
        std::move(links), [this](const std::set<ChangedScope> &touched) { publish(touched); },
        std::move(find));
    return {};
}

} // namespace hub
