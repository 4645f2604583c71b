#include "ways.h"

#include "hub/http/http_text.h"
#include "running_program.h"
#include "tls_client.h"

#include <algorithm>
#include <csignal>
#include <future>
#include <gtest/gtest.h>
#include <optional>

namespace contract {
namespace {

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    return text;
}

void readJson(Told &told) {
    if (!told.body.empty() && (told.body.front() == '{' || told.body.front() == '[')) {
        told.json.Parse(told.body.data(), told.body.size());
    }
}

class InProcess final : public Way {
public:
    InProcess(std::unique_ptr<domain::Clock> clock, std::unique_ptr<domain::Random> random,
              std::unique_ptr<hub::Service> service)
        : m_clock(std::move(clock)), m_random(std::move(random)), m_service(std::move(service)) {}

    Told send(const Ask &ask) override { return toldOf(m_service->handle(requestOf(ask))); }
    std::vector<Told> sendAtOnce(const std::vector<Ask> &asks) override {
        std::vector<std::promise<hub::Response>> answers(asks.size());
        for (std::size_t index = 0; index < asks.size(); ++index) {
            m_service->submit(requestOf(asks[index]), [&answer = answers[index]](hub::Response response) {
                answer.set_value(std::move(response));
            });
        }
        std::vector<Told> told;
        for (auto &answer : answers) {
            told.push_back(toldOf(answer.get_future().get()));
        }
        return told;
    }
    [[nodiscard]] bool hasServer() const override { return false; }

private:
    static hub::Request requestOf(const Ask &ask) {
        hub::Request request;
        request.method = ask.method;
        EXPECT_TRUE(hub::readTarget(ask.target, request)) << ask.target;
        request.headers = ask.headers;
        request.body = ask.body;
        request.remoteAddress = "127.0.0.1";
        request.requestId = "story";
        return request;
    }
    static Told toldOf(const hub::Response &response) {
        Told told;
        told.status = response.status;
        told.body = response.text();
        for (const auto &[name, value] : response.headers) {
            told.headers[lowered(name)] = value;
        }
        readJson(told);
        return told;
    }

    std::unique_ptr<domain::Clock> m_clock;
    std::unique_ptr<domain::Random> m_random;
    std::unique_ptr<hub::Service> m_service;
};

class ToProgram final : public Way {
public:
    ToProgram(const std::filesystem::path &data, const std::string &database)
        : m_caFile(data / "ca.pem"), m_program(arguments(data, database)) {
        const std::string &output = m_program.outputUntil("SHA-256: ");
        const std::size_t at = output.find("https://127.0.0.1:");
        EXPECT_NE(at, std::string::npos) << output;
        m_port = at == std::string::npos ? std::uint16_t(0)
                                         : static_cast<std::uint16_t>(std::stoi(output.substr(at + 18)));
    }
    ~ToProgram() override {
        m_client.reset();
        m_program.signal(SIGTERM);
        EXPECT_EQ(m_program.wait(), 0) << m_program.outputUntil("never");
    }
    ToProgram(const ToProgram &) = delete;
    ToProgram &operator=(const ToProgram &) = delete;

    Told send(const Ask &ask) override {
        const std::string text = textOf(ask);
        Reply reply;
        for (int attempt = 0; attempt < 2 && reply.status == 0;
             ++attempt) { // the server may have closed an idle one
            if (!m_client || !m_client->isConnected() || attempt > 0) {
                m_client.emplace(m_port, m_caFile.string());
            }
            reply = m_client->ask(text);
        }
        if (reply.has("Connection: close")) {
            m_client.reset();
        }
        return read(std::move(reply));
    }
    std::vector<Told> sendAtOnce(const std::vector<Ask> &asks) override {
        std::vector<TlsClient> clients;
        for (std::size_t index = 0; index < asks.size(); ++index) {
            clients.emplace_back(m_port, m_caFile.string());
        }
        for (std::size_t index = 0; index < asks.size(); ++index) {
            EXPECT_TRUE(clients[index].send(textOf(asks[index])));
        }
        std::vector<Told> told;
        for (TlsClient &client : clients) {
            told.push_back(read(client.receive()));
        }
        return told;
    }
    [[nodiscard]] bool hasServer() const override { return true; }

private:
    static std::vector<std::string> arguments(const std::filesystem::path &data,
                                              const std::string &database) {
        std::vector<std::string> args{"serve",
                                      "--listen",
                                      "127.0.0.1:0",
                                      "--data",
                                      data.string(),
                                      "--calls-per-minute",
                                      "0",
                                      "--calls-per-minute-before-sign-in",
                                      "0",
                                      "--new-connections-per-minute",
                                      "0"};
        if (!database.empty()) {
            args.insert(args.end(), {"--database", database});
        }
        return args;
    }
    static std::string textOf(const Ask &ask) {
        std::string text = ask.method + ' ' + ask.target + " HTTP/1.1\r\nHost: localhost\r\n";
        for (const auto &[name, value] : ask.headers) {
            text.append(name).append(": ").append(value).append("\r\n");
        }
        if (ask.method != "GET") {
            text += "Content-Length: " + std::to_string(ask.body.size()) + "\r\n";
        }
        return text + "\r\n" + ask.body;
    }
    static Told read(Reply reply) {
        Told told;
        told.status = reply.status;
        told.body = std::move(reply.body);
        std::size_t from = reply.head.find("\r\n") + 2;
        while (from < reply.head.size()) {
            const std::size_t end = reply.head.find("\r\n", from);
            const std::size_t colon = reply.head.find(": ", from);
            if (colon < end) {
                told.headers[lowered(reply.head.substr(from, colon - from))] =
                    reply.head.substr(colon + 2, end - colon - 2);
            }
            from = end + 2;
        }
        readJson(told);
        return told;
    }

    std::filesystem::path m_caFile;
    RunningProgram m_program;
    std::uint16_t m_port = 0;
    std::optional<TlsClient> m_client;
};

} // namespace

std::unique_ptr<Way> wayInProcess(std::unique_ptr<domain::Clock> clock,
                                  std::unique_ptr<domain::Random> random,
                                  std::unique_ptr<hub::Service> service) {
    return std::make_unique<InProcess>(std::move(clock), std::move(random), std::move(service));
}

std::unique_ptr<Way> wayToProgram(const std::filesystem::path &data, const std::string &database) {
    return std::make_unique<ToProgram>(data, database);
}

} // namespace contract
