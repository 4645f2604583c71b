#include "domain/profile_items.h"

#include <algorithm>
#include <array>

namespace domain {
namespace {

using enum ItemType;

// Required marks are those of the older list (名称, 名称_カナ, 住所). The code and the ID are members of the
// facility itself.
constexpr std::array<ProfileItem, 53> items{{
    {"municipality_code", "全国地方公共団体コード", "都道府県コード又は市区町村コード", MunicipalityCode,
     false, 6},
    {"standard_id", "ID", "NO", Text, false, 50},
    {"municipality_name", "地方公共団体名", "", Text, false, 100},
    {"name", "名称", "名称", Text, true, 200},
    {"name_kana", "名称_カナ", "名称_カナ", Katakana, true, 200},
    {"name_en", "名称_英字", "", Ascii, false, 200},
    {"type", "種別", "種別", FacilityType, false, 50},
    {"address_code", "所在地_全国地方公共団体コード", "", MunicipalityCode, false, 6},
    {"town_id", "町字ID", "", Ascii, false, 7},
    {"address", "所在地_連結表記", "住所", Text, true, 300},
    {"address_prefecture", "所在地_都道府県", "都道府県名", Text, false, 20},
    {"address_city", "所在地_市区町村", "市区町村名", Text, false, 60},
    {"address_town", "所在地_町字", "", Text, false, 100},
    {"address_number", "所在地_番地以下", "", Text, false, 100},
    {"address_building", "建物名等(方書)", "方書", Text, false, 200},
    {"latitude", "緯度", "緯度", Decimal, false, 20},
    {"longitude", "経度", "経度", Decimal, false, 20},
    {"altitude_kind", "高度の種別", "", Text, false, 50},
    {"altitude", "高度の値", "", Decimal, false, 20},
    {"access", "アクセス方法", "アクセス方法", MultilineText, false, 1000},
    {"parking", "駐車場情報", "駐車場情報", MultilineText, false, 1000},
    {"phone", "電話番号", "電話番号", Phone, false, 100},
    {"extension", "内線番号", "内線番号", Text, false, 50},
    {"fax", "FAX番号", "FAX番号", Phone, false, 100},
    {"email", "連絡先メールアドレス", "", Mail, false, 254},
    {"contact_form_url", "連絡先FormURL", "", Url, false, 2000},
    {"contact_note", "連絡先備考（その他、SNSなど）", "", MultilineText, false, 1000},
    {"postal_code", "郵便番号", "", PostalCode, false, 7},
    {"corporate_number", "法人番号", "法人番号", CorporateNumber, false, 13},
    {"operator_name", "団体名", "団体名", Text, false, 200},
    {"licensed_on", "認可等年月日", "認可等年月日", Date, false, 10},
    {"capacity", "収容定員", "収容定員", Integer, false, 6},
    {"accepted_ages", "受入年齢", "受入年齢", Text, false, 200},
    {"open_weekdays", "利用可能曜日", "利用可能曜日", Text, false, 100},
    {"open_time", "開始時間", "開始時間", Time, false, 5},
    {"close_time", "終了時間", "終了時間", Time, false, 5},
    {"hours_note", "利用可能日時特記事項", "利用可能日時特記事項", MultilineText, false, 1000},
    {"temporary_care", "一時預かりの有無", "一時預かりの有無", YesNo, false, 1},
    {"childcare_fee_kind", "子供預かり料金種別", "", Text, false, 100},
    {"childcare_fee", "子供預かり料金", "", Text, false, 200},
    {"childcare_fee_note", "子供預かり料金備考", "", MultilineText, false, 1000},
    {"childcare_open_time", "子供預かり開所時間", "", Time, false, 5},
    {"childcare_close_time", "子供預かり閉所時間", "", Time, false, 5},
    {"sick_child_care", "病児保育の有無", "", YesNo, false, 1},
    {"nursing_room", "授乳室", "", Text, false, 100},
    {"diaper_corner", "おむつ替えコーナー", "", Text, false, 100},
    {"eating_allowed", "飲食可否", "", Text, false, 100},
    {"stroller_rental", "ベビーカー貸出", "", Text, false, 100},
    {"stroller_use", "ベビーカー利用", "", Text, false, 100},
    {"url", "URL", "URL", Url, false, 2000},
    {"image_url", "画像", "", Url, false, 2000},
    {"image_license", "画像_ライセンス", "", Text, false, 200},
    {"note", "備考", "備考", MultilineText, false, 2000},
}};

constexpr std::array<std::string_view, 24> types{
    "公立幼稚園",
    "私立幼稚園",
    "認可公立保育所",
    "認可私立保育所",
    "認可外保育所",
    "認定こども園（幼保連携型）",
    "認定こども園（幼稚園型）",
    "認定こども園（保育所型）",
    "認定こども園（地方裁量型）",
    // Kinds for Tokyo beyond the nine of the standard.
    "小規模保育事業（A型）",
    "小規模保育事業（B型）",
    "小規模保育事業（C型）",
    "家庭的保育事業",
    "事業所内保育事業",
    "居宅訪問型保育事業",
    "企業主導型保育事業",
    "認証保育所（A型）",
    "認証保育所（B型）",
    // Words of lists that leave out the letter, the founder or the form.
    "小規模保育事業",
    "認証保育所",
    "認可保育所",
    "認定こども園",
    "幼稚園",
    "その他",
};

} // namespace

std::span<const ProfileItem> profileItems() {
    return items;
}

const ProfileItem *profileItem(std::string_view key) {
    const auto *const found = std::ranges::find(items, key, &ProfileItem::key);
    return found == items.end() ? nullptr : found;
}

std::span<const std::string_view> facilityTypes() {
    return types;
}

} // namespace domain
