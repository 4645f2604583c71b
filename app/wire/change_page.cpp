// Parses a page of the change feed in place, and reads each record directly from the parsed tree.
#include "wire/record_fields.h"

namespace wire {

namespace {

using detail::Reader;
using detail::Value;
using detail::viewOf;
using domain::RecordKind;

const Value *memberOf(const Value &object, std::string_view name) {
    const auto found = object.FindMember(Value(rapidjson::StringRef(name.data(), name.size())));
    return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string_view textOf(const Value *value) {
    return value && value->IsString() ? viewOf(*value) : "";
}
bool isTrue(const Value *value) {
    return value && value->IsBool() && value->GetBool();
}

void readRecord(Reader &reader, const Value &value, Change &out) {
    domain::KeptRecords::visit(
        out.kind, [&]<class Record>() { detail::readValue(reader, value, out.record.emplace<Record>()); });
}

/// Reads one line into the page. False if the line itself is invalid.
bool readChange(Reader &reader, const Value &line, ChangePage &page) {
    if (!line.IsObject() || textOf(memberOf(line, "id")).empty()) {
        return false;
    }
    const RecordKind kind = domain::recordKind(textOf(memberOf(line, "kind")));
    if (!domain::KeptRecords::has(kind)) {
        return true;
    }
    Change &change = page.changes.emplace_back();
    change.kind = kind;
    change.id = textOf(memberOf(line, "id"));
    change.deleted = isTrue(memberOf(line, "deleted"));
    if (const Value *version = memberOf(line, "version"); version && version->IsInt64()) {
        change.version = version->GetInt64();
    }
    if (change.deleted) {
        return true;
    }
    if (const Value *record = memberOf(line, "record")) {
        readRecord(reader, *record, change);
    } else {
        reader.fault("required");
    }
    if (!reader.clean()) {
        (void)reader.takeError();
        page.unreadable.push_back({change.kind, std::move(change.id), change.version});
        page.changes.pop_back();
    }
    return true;
}

} // namespace

domain::Result<ChangePage> changePageFromJson(std::string_view json) {
    const auto parsed = detail::Parsed::object(json, detail::Parsed::CheckTwins::No);
    if (!parsed) {
        return domain::passOn(parsed);
    }
    const Value *changes = memberOf(parsed->root(), "changes");
    const Value *cursor = memberOf(parsed->root(), "cursor");
    if (!changes || !changes->IsArray() || !cursor || !cursor->IsString()) {
        return domain::fail(domain::ErrorKind::Malformed, "malformed");
    }
    ChangePage page;
    page.cursor = viewOf(*cursor);
    page.more = isTrue(memberOf(parsed->root(), "more"));
    page.changes.reserve(changes->Size());
    Reader reader(Source::Hub);
    for (const Value &line : changes->GetArray()) {
        if (!readChange(reader, line, page)) {
            return domain::fail(domain::ErrorKind::Malformed, "malformed");
        }
    }
    return page;
}

} // namespace wire
