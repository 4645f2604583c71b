// JSON Merge Patch, RFC 7396, and its inverse.
#include "wire/json_read.h"
#include "wire/json_write.h"

namespace wire {

namespace {

using detail::Parsed;
using detail::Value;
using Allocator = rapidjson::Document::AllocatorType;

void apply(Value &target, const Value &patch, Allocator &memory) {
    if (!patch.IsObject()) {
        target.CopyFrom(patch, memory);
        return;
    }
    if (!target.IsObject()) {
        target.SetObject();
    }
    for (const auto &member : patch.GetObject()) {
        const auto found = target.FindMember(member.name);
        if (member.value.IsNull()) {
            if (found != target.MemberEnd()) {
                target.EraseMember(found); // this function keeps the order of the other members
            }
        } else if (found != target.MemberEnd()) {
            apply(found->value, member.value, memory);
        } else {
            Value added;
            apply(added, member.value, memory);
            target.AddMember(Value(member.name, memory), added, memory);
        }
    }
}

Value difference(const Value &base, const Value &edited, Allocator &memory) {
    Value patch(rapidjson::kObjectType);
    for (const auto &member : edited.GetObject()) {
        const auto before = base.FindMember(member.name);
        if (before != base.MemberEnd() && before->value == member.value) {
            continue;
        }
        const bool nested = before != base.MemberEnd() && before->value.IsObject() && member.value.IsObject();
        Value value = nested ? difference(before->value, member.value, memory) : Value(member.value, memory);
        patch.AddMember(Value(member.name, memory), value, memory);
    }
    for (const auto &member : base.GetObject()) {
        if (edited.FindMember(member.name) == edited.MemberEnd()) {
            patch.AddMember(Value(member.name, memory), Value(), memory);
        }
    }
    return patch;
}

void addMembers(const Value &patch, const std::string &pointer, std::vector<std::string> &members) {
    for (const auto &member : patch.GetObject()) {
        const std::string here = pointer + '/' + detail::pointerSegment(detail::viewOf(member.name));
        if (member.value.IsObject()) {
            addMembers(member.value, here, members);
        } else {
            members.push_back(here);
        }
    }
}

std::string textOf(const Value &value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

} // namespace

domain::Result<std::string> mergePatch(std::string_view target, std::string_view patch) {
    domain::Result<Parsed> into = Parsed::object(target);
    if (!into) {
        return domain::passOn(into);
    }
    const domain::Result<Parsed> change = Parsed::object(patch);
    if (!change) {
        return domain::passOn(change);
    }
    apply(into->root(), change->root(), into->root().GetAllocator());
    return textOf(into->root());
}

domain::Result<std::string> diffPatch(std::string_view base, std::string_view edited) {
    const domain::Result<Parsed> from = Parsed::object(base);
    if (!from) {
        return domain::passOn(from);
    }
    const domain::Result<Parsed> to = Parsed::object(edited);
    if (!to) {
        return domain::passOn(to);
    }
    rapidjson::Document memory;
    return textOf(difference(from->root(), to->root(), memory.GetAllocator()));
}

std::vector<std::string> membersOf(std::string_view patch) {
    std::vector<std::string> members;
    if (const domain::Result<Parsed> parsed = Parsed::object(patch)) {
        addMembers(parsed->root(), {}, members);
    }
    return members;
}

} // namespace wire
