#include "bench/invented_booking.h"

#include <chrono>
#include <cstdio>
#include <random>

namespace bench {

std::string uuid() {
    thread_local std::mt19937_64 random{std::random_device{}()};
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::system_clock::now().time_since_epoch())
                        .count();
    char text[40];
    std::snprintf(text, sizeof text, "%08llx-%04llx-7%03llx-%04llx-%012llx",
                  static_cast<unsigned long long>(ms >> 16) & 0xffffffffULL,
                  static_cast<unsigned long long>(ms) & 0xffffULL,
                  static_cast<unsigned long long>(random() & 0xfffULL),
                  static_cast<unsigned long long>(0x8000ULL | (random() & 0x3fffULL)),
                  static_cast<unsigned long long>(random() & 0xffffffffffffULL));
    return text;
}

std::string booking(const std::string &slot, std::uint64_t family) {
    const std::string number = std::to_string(10'000'000 + family % 90'000'000);
    return R"({"slot_id":")" + slot + R"(","channel":"portal","visitors":2,"guardian":{"name":"試験 花子)" +
           number + R"(","kana":"シケン ハナコ","phone":"090-)" + number.substr(0, 4) + "-" +
           number.substr(4) +
           R"("},"children":[{"name":"試験 太郎","kana":"シケン タロウ","birth_date":"2024-0)" +
           std::to_string(1 + family % 9) + "-1" + std::to_string(family % 10) +
           R"(","wished_month":"2027-04"}]})";
}

TlsClient::Headers signedIn(const std::string &token) {
    return {{"Authorization", "Bearer " + token}, {"Idempotency-Key", uuid()}};
}

Answer book(TlsClient &client, const std::string &token, const std::string &id, const std::string &slot,
            std::uint64_t family) {
    auto headers = signedIn(token);
    headers.emplace_back("If-None-Match", "*");
    return client.request("PUT", "/v1/reservations/" + id, headers, booking(slot, family));
}

} // namespace bench
