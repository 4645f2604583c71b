#include "wire/problem_texts.h"

#include <algorithm>

namespace wire::detail {

using domain::ErrorKind;

namespace {

constexpr Problem unknownProblem{
    "internal",
    500,
    ErrorKind::HubFault,
    true,
    {"内部エラー", "Internal error"},
    {"連携基盤の内部で問題が起きました。しばらくしてからもう一度お試しください。",
     "Something went wrong inside the hub. Please try again in a while."}};

constexpr Problem table[] = {
    {"malformed",
     400,
     ErrorKind::Rejected,
     false,
     {"読み取れない要求", "Unreadable request"},
     {"要求の内容を JSON として読み取れませんでした。", "The request could not be read as JSON."}},
    {"unauthenticated",
     401,
     ErrorKind::SignedOut,
     false,
     {"サインインが必要", "Not signed in"},
     {"サインインしていないか、ログインIDまたはパスワードが違います。",
      "You are not signed in, or the login ID or password is wrong."}},
    {"mfa-required",
     401,
     ErrorKind::CodeNeeded,
     false,
     {"確認コードが必要", "Second factor needed"},
     {"確認コードがないか、正しくありません。", "The code is missing or not right."}},
    {"token-expired",
     401,
     ErrorKind::SignedOut,
     true,
     {"アクセストークンの期限切れ", "Access token expired"},
     {"アクセストークンの期限が切れました。更新してください。", "The access token has expired. Refresh it."}},
    {"session-ended",
     401,
     ErrorKind::SignedOut,
     false,
     {"セッションの終了", "Session ended"},
     {"このセッションは終了しました。もう一度サインインしてください。",
      "This session has ended. Please sign in again."}},
    {"device-wiped",
     401,
     ErrorKind::SignedOut,
     false,
     {"端末の消去", "Device wiped"},
     {"この端末のデータは管理者の指示により消去されます。",
      "An administrator has ordered this device's data to be destroyed."}},
    {"forbidden",
     403,
     ErrorKind::Forbidden,
     false,
     {"権限がありません", "Not allowed"},
     {"このアカウントではこの操作はできません。", "This account may not do this."}},
    {"not-found",
     404,
     ErrorKind::NotFound,
     false,
     {"見つかりません", "Not found"},
     {"対象が見つからないか、見る権限がありません。", "There is no such thing, or you may not see it."}},
    {"slot-full",
     409,
     ErrorKind::Conflict,
     false,
     {"満席", "No seat left"},
     {"この見学枠には空きがありません。", "This slot has no seat left."}},
    {"slot-overlap",
     409,
     ErrorKind::Conflict,
     false,
     {"見学枠の重なり", "Slots overlap"},
     {"同じ時間帯に別の見学枠があります。", "Another slot is at the same time."}},
    {"illegal-transition",
     409,
     ErrorKind::Conflict,
     false,
     {"この状態ではできません", "Not possible in this state"},
     {"予約の現在の状態では、この操作はできません。",
      "The reservation's present state does not allow this."}},
    {"duplicate-reservation",
     409,
     ErrorKind::Conflict,
     false,
     {"予約の重複", "Already reserved"},
     {"同じご家庭の予約がすでにあります。", "This family already has a reservation."}},
    {"slot-has-reservations",
     409,
     ErrorKind::Conflict,
     false,
     {"予約のある見学枠", "Slot has reservations"},
     {"この見学枠には予約した家庭があります。家庭ごとの扱いを決めてください。",
      "Families have reserved this slot. Say what happens to each of them."}},
    {"id-taken",
     409,
     ErrorKind::Conflict,
     false,
     {"使用済みの ID", "Id already taken"},
     {"この ID はすでに使われています。", "This id is already in use."}},
    {"cursor-expired",
     410,
     ErrorKind::Conflict,
     false,
     {"カーソルの期限切れ", "Cursor expired"},
     {"変更の続きを読めません。はじめから読み直してください。",
      "The feed cannot go on from here. Read it again from the start."}},
    {"version-conflict",
     412,
     ErrorKind::Conflict,
     false,
     {"ほかの変更と競合", "Changed by somebody else"},
     {"読み取ったあとに別の人が変更しました。", "Somebody else has changed this since you read it."}},
    {"payload-too-large",
     413,
     ErrorKind::Rejected,
     false,
     {"大きすぎる要求", "Request too large"},
     {"送られた内容が大きすぎます。", "What was sent is too large."}},
    {"validation",
     422,
     ErrorKind::Rejected,
     false,
     {"入力の誤り", "Input not accepted"},
     {"入力に誤りがあります。", "Some of the input is not right."}},
    {"unknown-member",
     422,
     ErrorKind::Rejected,
     false,
     {"知らない項目", "Unknown member"},
     {"連携基盤の知らない項目があります。", "There is a member that this hub does not know."}},
    {"idempotency-mismatch",
     422,
     ErrorKind::Rejected,
     false,
     {"操作番号の使い回し", "Idempotency key reused"},
     {"同じ Idempotency-Key が別の内容に使われています。",
      "The same Idempotency-Key was used with different content."}},
    {"precondition-required",
     428,
     ErrorKind::Rejected,
     false,
     {"If-Match が必要", "Precondition required"},
     {"If-Match、If-None-Match または Idempotency-Key が必要です。",
      "If-Match, If-None-Match or Idempotency-Key is needed."}},
    {"rate-limited",
     429,
     ErrorKind::RateLimited,
     true,
     {"回数が多すぎます", "Too many requests"},
     {"しばらく待ってからもう一度お試しください。", "Please wait a while and try again."}},
    {"unavailable",
     503,
     ErrorKind::HubFault,
     true,
     {"一時的に利用できません", "Temporarily unavailable"},
     {"連携基盤は一時的に利用できません。しばらくしてからもう一度お試しください。",
      "The hub is unavailable for the moment. Please try again in a while."}},
};

struct FieldWords {
    std::string_view code;
    Words words;
};

constexpr FieldWords fieldTable[] = {
    {"required", {"入力してください。", "This is required."}},
    {"too-long", {"{max}文字以内で入力してください。", "At most {max} characters."}},
    {"too-small", {"{min}以上にしてください。", "At least {min}."}},
    {"too-big", {"{max}以下にしてください。", "At most {max}."}},
    {"out-of-range", {"{min}から{max}までにしてください。", "Between {min} and {max}."}},
    {"not-clean-text", {"使えない文字が含まれています。", "Contains characters that cannot be used."}},
    {"not-katakana", {"全角カタカナで入力してください。", "Use full-width katakana."}},
    {"not-a-phone-number", {"電話番号の形ではありません。", "Not a phone number."}},
    {"not-a-mail-address", {"メールアドレスの形ではありません。", "Not a mail address."}},
    {"not-a-date", {"日付ではありません(例 2026-11-22)。", "Not a date (for example 2026-11-22)."}},
    {"not-a-month", {"年月ではありません(例 2026-11)。", "Not a month (for example 2026-11)."}},
    {"not-a-time", {"時刻ではありません(例 07:30)。", "Not a time (for example 07:30)."}},
    {"not-an-instant",
     {"日時ではありません(例 2026-11-22T01:00:00Z)。", "Not an instant (for example 2026-11-22T01:00:00Z)."}},
    {"not-an-id", {"ID の形ではありません。", "Not an id."}},
    {"not-a-number", {"数ではありません。", "Not a number."}},
    {"not-a-url", {"URL の形ではありません。", "Not a URL."}},
    {"not-a-code", {"コードの形ではありません。", "Not a code."}},
    {"check-digit", {"検査数字が合いません。", "The check digit does not fit."}},
    {"ends-before-start", {"終わりを始まりより後にしてください。", "The end must be after the start."}},
    {"none-accepted", {"一つ以上選んでください。", "Choose at least one."}},
    {"both-or-neither", {"両方入力するか、両方空にしてください。", "Fill in both or neither."}},
    {"not-allowed", {"使えない値です。", "This value is not allowed."}},
    {"wrong-type", {"値の型が違います。", "The value has the wrong type."}},
    {"too-short", {"{min}文字以上にしてください。", "At least {min} characters."}},
    {"too-common", {"よく使われる言葉なので使えません。", "Too common to be safe."}},
    {"contains-login-id", {"ログインIDを含めないでください。", "Must not contain the login ID."}},
    {"wrong-password", {"パスワードが違います。", "The password is wrong."}},
    {"same-as-before", {"今までと同じものは使えません。", "Must differ from the one before."}},
    {"too-many", {"これ以上は追加できません。", "There are too many already."}},
    {"not-found", {"対象が見つかりません。", "There is no such thing."}},
    {"in-the-future", {"今日より後の日付は使えません。", "Must not be later than today."}},
    {"person-too-new",
     {"作られて7日以上たったアカウントの人が必要です。",
      "Takes a person whose account is at least 7 days old."}},
    {"person-related",
     {"一方がもう一方のアカウントを作っているので、別の人が必要です。",
      "One of the two made the other's account; it takes somebody else."}},
    {"slot-not-open", {"この見学枠は受け付けていません。", "This slot is not open."}},
    {"slot-past", {"この見学枠はもう始まっています。", "This slot has started already."}},
    {"not-yet-open", {"予約の受付はまだ始まっていません。", "Booking has not opened yet."}},
    {"booking-closed", {"予約の受付は終わりました。", "Booking has closed."}},
    {"class-not-accepted", {"この見学枠が受け入れないクラスです。", "This slot does not accept the class."}},
    {"no-class", {"どのクラスの年齢にも当てはまりません。", "The age belongs to no class."}},
    {"closed-day", {"施設の休園日です。", "The facility is closed on that day."}},
    {"same-slot-twice",
     {"このご家庭は、この見学枠をすでに予約しています。",
      "This family has a reservation in this slot already."}},
    {"in-future", {"{max}以前の日付にしてください。", "Not after {max}."}},
    {"in-past", {"{min}以降にしてください。", "Not before {min}."}},
    {"too-far-ahead", {"{max}以前にしてください。", "Not after {max}."}},
    {"empty", {"ファイルに行がありません。", "The file has no rows."}},
    {"not-utf8", {"UTF-8 の文字ではありません。", "Not UTF-8."}},
    {"unclosed-quote", {"引用符が閉じていません。", "A quote is not closed."}},
    {"too-many-rows", {"行が多すぎます（{max}行まで）。", "At most {max} rows."}},
    {"too-many-columns", {"列が多すぎます（{max}列まで）。", "At most {max} columns."}},
    {"unknown-layout",
     {"「{missing}」の列がありません。見出し: {headings}",
      "No column {missing}. The headings are: {headings}"}},
    {"other-municipality",
     {"このファイルは {code} の一覧です（{expected} の一覧ではありません）。",
      "This is the list of {code}, not of {expected}."}},
    {"unknown-member", {"知らない項目です。", "This member is not known."}},
};

std::string withParams(std::string_view words, const domain::Params &params) {
    std::string text(words);
    for (const auto &[name, value] : params) {
        const std::string mark = "{" + name + "}";
        for (std::size_t at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + value.size())) {
            text.replace(at, mark.size(), value);
        }
    }
    return text;
}

} // namespace

std::span<const Problem> problems() {
    return table;
}

const Problem &problemOf(std::string_view code) {
    const auto found = std::ranges::find(table, code, &Problem::code);
    return found == std::end(table) ? unknownProblem : *found;
}

bool isKnownProblem(std::string_view code) {
    return &problemOf(code) != &unknownProblem;
}

std::string fieldMessage(const domain::FieldError &fault, Language language) {
    const auto found = std::ranges::find(fieldTable, fault.code, &FieldWords::code);
    const Words words = found == std::end(fieldTable) ? problemOf("validation").detail : found->words;
    return withParams(words.in(language), fault.params);
}

} // namespace wire::detail
