#include "kit/text/item_text.h"

#include <QCoreApplication>

#include <map>

namespace ui {

namespace {

struct ItemWords {
    const char *label;
    const char *support;
};

const std::map<std::string_view, ItemWords> &words() {
    static const std::map<std::string_view, ItemWords> all = {
        {"name", {QT_TRANSLATE_NOOP("ProfileItem", "Name"), ""}},
        {"name_kana",
         {QT_TRANSLATE_NOOP("ProfileItem", "Name in kana"),
          QT_TRANSLATE_NOOP("ProfileItem", "Full-width katakana; hiragana is converted.")}},
        {"type", {QT_TRANSLATE_NOOP("ProfileItem", "Type of facility"), ""}},
        {"address",
         {QT_TRANSLATE_NOOP("ProfileItem", "Address"),
          QT_TRANSLATE_NOOP("ProfileItem", "From the prefecture to the house number.")}},
        {"phone",
         {QT_TRANSLATE_NOOP("ProfileItem", "Phone"),
          QT_TRANSLATE_NOOP("ProfileItem", "For example 03-1234-5678; full-width digits are converted.")}},
        {"open_time",
         {QT_TRANSLATE_NOOP("ProfileItem", "Opens at"),
          QT_TRANSLATE_NOOP("ProfileItem", "For example 07:30")}},
        {"close_time",
         {QT_TRANSLATE_NOOP("ProfileItem", "Closes at"),
          QT_TRANSLATE_NOOP("ProfileItem", "For example 18:30")}},
        {"accepted_ages",
         {QT_TRANSLATE_NOOP("ProfileItem", "Accepted ages"),
          QT_TRANSLATE_NOOP("ProfileItem", "In your own words, for example: from 57 days")}},
        {"capacity",
         {QT_TRANSLATE_NOOP("ProfileItem", "Capacity"),
          QT_TRANSLATE_NOOP("ProfileItem", "Number of children")}},
        {"note", {QT_TRANSLATE_NOOP("ProfileItem", "Notes"), ""}},
    };
    return all;
}

QString translated(const char *source) {
    return *source == '\0' ? QString() : QCoreApplication::translate("ProfileItem", source);
}

} // namespace

QString itemLabel(std::string_view key) {
    const auto found = words().find(key);
    return found == words().end() ? QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()))
                                  : translated(found->second.label);
}

QString itemSupport(std::string_view key) {
    const auto found = words().find(key);
    return found == words().end() ? QString() : translated(found->second.support);
}

} // namespace ui
