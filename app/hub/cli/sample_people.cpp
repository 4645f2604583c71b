#include "hub/cli/sample_people.h"

#include "domain/age_class.h"
#include "domain/validate.h"

#include <array>

namespace hub::sample_people {
namespace {

struct Spoken {
    const char *written;
    const char *kana;
};

constexpr std::array<Spoken, 40> familyNames = {{
    {"風見野", "カザミノ"},     {"星野原", "ホシノハラ"},   {"月島田", "ツキシマダ"},
    {"雪ノ下", "ユキノシタ"},   {"朝霧", "アサギリ"},       {"夕凪", "ユウナギ"},
    {"緑野", "ミドリノ"},       {"青葉山", "アオバヤマ"},   {"若草", "ワカクサ"},
    {"小鳩", "コバト"},         {"花園", "ハナゾノ"},       {"水無瀬", "ミナセ"},
    {"木漏", "コモレ"},         {"空野", "ソラノ"},         {"虹川", "ニジカワ"},
    {"霞野", "カスミノ"},       {"白鳥沢", "シラトリザワ"}, {"桜坂", "サクラザカ"},
    {"梅里", "ウメサト"},       {"楓谷", "カエデダニ"},     {"柚木原", "ユズキハラ"},
    {"鈴風", "スズカゼ"},       {"浜路", "ハマジ"},         {"潮見坂", "シオミザカ"},
    {"日向野", "ヒナタノ"},     {"陽だまり", "ヒダマリ"},   {"露木野", "ツユキノ"},
    {"稲穂", "イナホ"},         {"麦秋", "バクシュウ"},     {"野分", "ノワキ"},
    {"時雨", "シグレ"},         {"雲井", "クモイ"},         {"千歳飴", "チトセアメ"},
    {"竹とんぼ", "タケトンボ"}, {"折鶴", "オリヅル"},       {"風鈴", "フウリン"},
    {"𠮷凪", "ヨシナギ"},       {"若竹", "ワカタケ"},       {"常盤野", "トキワノ"},
    {"春野原", "ハルノハラ"},
}};

constexpr std::array<Spoken, 24> parentNames = {{
    {"あかり", "アカリ"}, {"いずみ", "イズミ"}, {"遥香", "ハルカ"}, {"美咲", "ミサキ"},
    {"さくら", "サクラ"}, {"真理", "マリ"},     {"千尋", "チヒロ"}, {"詩織", "シオリ"},
    {"夏美", "ナツミ"},   {"由紀", "ユキ"},     {"健太", "ケンタ"}, {"大輔", "ダイスケ"},
    {"拓海", "タクミ"},   {"翔太", "ショウタ"}, {"直樹", "ナオキ"}, {"悠介", "ユウスケ"},
    {"隆", "タカシ"},     {"誠", "マコト"},     {"春樹", "ハルキ"}, {"涼", "リョウ"},
    {"彩", "アヤ"},       {"恵", "メグミ"},     {"舞", "マイ"},     {"渚", "ナギサ"},
}};

constexpr std::array<Spoken, 24> childNames = {{
    {"ひなた", "ヒナタ"}, {"つむぎ", "ツムギ"}, {"はると", "ハルト"}, {"めい", "メイ"},
    {"そうた", "ソウタ"}, {"いろは", "イロハ"}, {"みなと", "ミナト"}, {"ゆい", "ユイ"},
    {"あおい", "アオイ"}, {"れん", "レン"},     {"こはる", "コハル"}, {"りつ", "リツ"},
    {"さな", "サナ"},     {"ゆうま", "ユウマ"}, {"ひまり", "ヒマリ"}, {"あさひ", "アサヒ"},
    {"ほのか", "ホノカ"}, {"かなた", "カナタ"}, {"りお", "リオ"},     {"なぎ", "ナギ"},
    {"すず", "スズ"},     {"たいが", "タイガ"}, {"ふうか", "フウカ"}, {"はな", "ハナ"},
}};

constexpr std::array<Spoken, 30> nurseryNames = {{
    {"そらの木", "ソラノキ"},       {"ひだまりの丘", "ヒダマリノオカ"}, {"にじいろ", "ニジイロ"},
    {"どんぐり山", "ドングリヤマ"}, {"わたぐも", "ワタグモ"},           {"つくしんぼ", "ツクシンボ"},
    {"ほしのこ", "ホシノコ"},       {"あおぞら", "アオゾラ"},           {"もりのうた", "モリノウタ"},
    {"こもれび", "コモレビ"},       {"みどりの風", "ミドリノカゼ"},     {"たんぽぽ", "タンポポ"},
    {"ゆめの舟", "ユメノフネ"},     {"さんぽみち", "サンポミチ"},       {"かざぐるま", "カザグルマ"},
    {"てのひら", "テノヒラ"},       {"ことりの森", "コトリノモリ"},     {"みずたま", "ミズタマ"},
    {"はるかぜ", "ハルカゼ"},       {"おひさま", "オヒサマ"},           {"しろつめくさ", "シロツメクサ"},
    {"くるみの木", "クルミノキ"},   {"まつぼっくり", "マツボックリ"},   {"いちょう並木", "イチョウナミキ"},
    {"つばめ", "ツバメ"},           {"なないろ", "ナナイロ"},           {"こぐまの里", "コグマノサト"},
    {"ささぶね", "ササブネ"},       {"あさがお", "アサガオ"},           {"うみかぜ", "ウミカゼ"},
}};

constexpr std::array<const char *, 12> districts = {"青葉町", "若草町", "星見台", "虹の丘",
                                                    "風見町", "緑が原", "花見坂", "小鳩町",
                                                    "朝日台", "夕凪町", "水音町", "野辺町"};

constexpr std::array<const char *, 8> questions = {"アレルギーのある子の給食について教えてください。",
                                                   "ベビーカーを置く場所はありますか。",
                                                   "慣らし保育は何日くらいですか。",
                                                   "延長保育は何時まで利用できますか。",
                                                   "下の子を連れて見学してもよいでしょうか。",
                                                   "駐車場は使えますか。",
                                                   "布おむつは使えますか。",
                                                   "見学のときに園庭も見せていただけますか。"};

constexpr std::array<const char *, 4> reasons = {
    "行事と重なったため、別の日でお願いします。", "ご希望のクラスの見学は終了しました。",
    "当日は職員の研修があり、ご案内できません。", "感染症が流行しているため、見学を控えています。"};

template <std::size_t size> const Spoken &pick(domain::Random &random, const std::array<Spoken, size> &from) {
    return from[random.below(size)];
}
template <std::size_t size>
std::string pick(domain::Random &random, const std::array<const char *, size> &from) {
    return from[random.below(size)];
}

std::string digits(domain::Random &random, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += static_cast<char>('0' + random.below(10));
    }
    return text;
}

/// A birth date whose class on the slot's date is accepted. It is found by trial, because the rule is the
/// domain's.
domain::Child child(domain::Random &random, domain::LocalDate slotDate, const domain::AgeClasses &accepted,
                    const Spoken &family) {
    const Spoken &name = pick(random, childNames);
    domain::Child child{.name = std::string(family.written) + " " + name.written,
                        .kana = std::string(family.kana) + " " + name.kana};
    for (int tries = 0; tries < 200; ++tries) {
        child.birthDate =
            domain::addDays(slotDate, -static_cast<int>(60 + random.below(std::uint64_t{6} * 365)));
        const auto age = domain::ageClass(child, slotDate);
        if (age && accepted.test(static_cast<std::size_t>(*age))) {
            break;
        }
    }
    return child;
}

std::string digitsInKana(int number) {
    constexpr std::array<const char *, 10> names = {"ゼロ", "イチ", "ニ",   "サン", "ヨン",
                                                    "ゴ",   "ロク", "ナナ", "ハチ", "キュウ"};
    std::string kana;
    for (const char digit : std::to_string(number)) {
        kana += names[static_cast<std::size_t>(digit - '0')];
    }
    return kana;
}

std::string padded(int number, int width) {
    std::string text = std::to_string(number);
    return std::string(static_cast<std::size_t>(std::max(0, width - static_cast<int>(text.size()))), '0') +
           text;
}

} // namespace

domain::Municipality municipality(int index) {
    constexpr std::array<const char *, 6> names = {"架空市", "風見市", "虹川市",
                                                   "星見市", "緑野市", "夕凪市"};
    const auto count = static_cast<int>(names.size());
    domain::Municipality made;
    // No real municipality has these five digits (139xx); the sixth one is computed.
    made.code = domain::repairedMunicipalityCode(std::to_string(13910 + index)).value_or("000000");
    made.name =
        index < count ? names[static_cast<std::size_t>(index)] : "架空第" + std::to_string(index + 1) + "市";
    return made;
}

domain::Facility facility(domain::Random &random, int number, const std::string &municipalityCode,
                          const std::string &municipalityName) {
    const Spoken &name = nurseryNames[static_cast<std::size_t>(number) % nurseryNames.size()];
    const int round = number / static_cast<int>(nurseryNames.size());
    const std::string which = round == 0 ? "" : "第" + std::to_string(round + 1);
    domain::Facility made;
    made.municipalityCode = municipalityCode;
    made.standardId = padded(number + 1, 10);
    made.profile = {
        {"name", which + name.written + "保育園"},
        {"name_kana", (round == 0 ? "" : "ダイ" + digitsInKana(round + 1)) + name.kana + "ホイクエン"},
        {"type", "認可私立保育所"},
        {"address", municipalityName + pick(random, districts) + std::to_string(1 + random.below(5)) + "-" +
                        std::to_string(1 + random.below(20)) + "-" + std::to_string(1 + random.below(30))},
        {"phone", "042-000-" + digits(random, 4)},
        {"open_time", "07:30"},
        {"close_time", "18:30"},
        {"capacity", std::to_string(60 + 10 * random.below(8))},
        {"accepted_ages", "0歳児～5歳児"}};
    for (int age = 0; age < domain::ageClassCount; ++age) {
        made.classes.push_back({.age = age, .capacity = 6 + 3 * age, .accepted = true});
    }
    // An item that the rules refuse is left out, so that sample data is not worse than a real list.
    std::erase_if(made.profile, [](const auto &item) {
        return item.first != "name" && !domain::validateProfileItem(item.first, item.second).empty();
    });
    return made;
}

domain::ReservationPersonal family(domain::Random &random, domain::LocalDate slotDate,
                                   const domain::AgeClasses &accepted) {
    const Spoken &name = pick(random, familyNames);
    const Spoken &first = pick(random, parentNames);
    domain::ReservationPersonal made;
    made.guardian = {.name = std::string(name.written) + " " + first.written,
                     .kana = std::string(name.kana) + " " + first.kana,
                     .phone = "090-0" + digits(random, 3) + "-" + digits(random, 4)};
    if (chance(random, 60)) {
        made.guardian.email = "oya" + digits(random, 6) + "@example.jp";
    }
    made.children.push_back(child(random, slotDate, accepted, name));
    if (chance(random, 15)) {
        made.children.push_back(child(random, slotDate, accepted, name));
    }
    return made;
}

std::string question(domain::Random &random) {
    return pick(random, questions);
}
std::string reason(domain::Random &random) {
    return pick(random, reasons);
}
std::string staffName(domain::Random &random) {
    return std::string(pick(random, familyNames).written) + " 先生";
}

} // namespace hub::sample_people
