<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>Errors</name>
    <message>
        <source>This slot has no free seat any more. Choose another slot.</source>
        <translation>この見学枠は満席になりました。別の枠を選んでください。</translation>
    </message>
    <message>
        <source>The time overlaps with another slot. Change the time.</source>
        <translation>ほかの見学枠と時間が重なっています。時間を変えてください。</translation>
    </message>
    <message>
        <source>This is not possible in the reservation&apos;s present state. Look at the newest state.</source>
        <translation>予約の今の状態ではこの操作はできません。最新の状態を確認してください。</translation>
    </message>
    <message>
        <source>The same child already has a reservation here. Look at the earlier reservation.</source>
        <translation>同じお子さんの予約がすでにあります。先の予約を確認してください。</translation>
    </message>
    <message>
        <source>Families are booked in this slot. Decide first what happens to them.</source>
        <translation>この見学枠には予約した家庭があります。先にその予約をどうするか決めてください。</translation>
    </message>
    <message>
        <source>This number is already in use. Please try again.</source>
        <translation>この番号はすでに使われています。もう一度お試しください。</translation>
    </message>
    <message>
        <source>Somebody else changed this in the meantime. Look at the newest state.</source>
        <translation>ほかの人が先に変更しました。最新の状態を確認してください。</translation>
    </message>
    <message>
        <source>This has already been sent and cannot be taken back.</source>
        <translation>すでに送信したため、取り消せません。</translation>
    </message>
    <message>
        <source>This PC was away for long. Everything is being fetched again.</source>
        <translation>長い間つながっていなかったため、すべてを取り直しています。</translation>
    </message>
    <message>
        <source>That is too much at once. Send it in smaller parts.</source>
        <translation>一度に送るには多すぎます。分けて送ってください。</translation>
    </message>
    <message>
        <source>You were signed out by the hub. Sign in again; unsent work is kept.</source>
        <translation>基盤側でサインアウトされました。もう一度サインインしてください。未送信の作業は残っています。</translation>
    </message>
    <message>
        <source>You have been away for long. Sign in again; unsent work is kept.</source>
        <translation>期限が切れました。もう一度サインインしてください。未送信の作業は残っています。</translation>
    </message>
    <message>
        <source>An administrator ordered the data on this PC to be erased. Unsent work was erased, too.</source>
        <translation>管理者の指示により、このPCのデータを消去しました。未送信の作業も消去されました。</translation>
    </message>
    <message>
        <source>The password is not right. Check capital letters and try again.</source>
        <translation>パスワードが違います。大文字・小文字を確認して、もう一度入力してください。</translation>
    </message>
    <message>
        <source>The passphrase is not right. Try again.</source>
        <translation>合言葉が違います。もう一度入力してください。</translation>
    </message>
    <message>
        <source>The passphrase needs at least 8 characters.</source>
        <translation>合言葉は8文字以上にしてください。</translation>
    </message>
    <message>
        <source>The password needs at least 12 characters.</source>
        <translation>パスワードは12文字以上にしてください。</translation>
    </message>
    <message>
        <source>This password is used by many people and easy to guess. Choose another one.</source>
        <translation>よく使われていて推測されやすいパスワードです。別のものにしてください。</translation>
    </message>
    <message>
        <source>The hub&apos;s address must begin with https://.</source>
        <translation>基盤のアドレスは https:// で始めてください。</translation>
    </message>
    <message>
        <source>This is not an address. Example: https://hub.example.jp</source>
        <translation>アドレスとして読めません。例: https://hub.example.jp</translation>
    </message>
    <message>
        <source>This file holds no certificate. Choose the CA file (PEM or DER) of the hub.</source>
        <translation>このファイルには証明書がありません。基盤のCAファイル(PEMまたはDER)を選んでください。</translation>
    </message>
    <message>
        <source>This hub is not for this profile: practice and real work are kept apart.</source>
        <translation>この基盤は、このプロファイルでは使えません。研修用と本番用は分けられています。</translation>
    </message>
    <message>
        <source>Something else answered instead of the hub, perhaps a proxy. Check the address and ask your network administrator.</source>
        <translation>基盤ではないもの(プロキシなど)が応答しました。アドレスを確認し、ネットワーク管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>That would be more than 1,000 slots. Choose a shorter period.</source>
        <translation>見学枠が1,000件を超えます。期間を短くしてください。</translation>
    </message>
    <message>
        <source>The hub is older than this program and does not know one of the items.</source>
        <translation>基盤がこのプログラムより古く、一部の項目に対応していません。</translation>
    </message>
    <message>
        <source>This account is locked after too many tries. Ask your administrator to reset it.</source>
        <translation>失敗が続いたため、このアカウントは使えなくなっています。管理者に再設定を依頼してください。</translation>
    </message>
    <message>
        <source>Hokatsu Desk is already open on this PC. Use the window that is open.</source>
        <translation>保活デスクはこのPCですでに開いています。開いている画面を使ってください。</translation>
    </message>
    <message>
        <source>Too many tries. Wait a moment and try again.</source>
        <translation>試行回数が多すぎます。少し待ってから、もう一度お試しください。</translation>
    </message>
    <message numerus="yes">
        <source>Too many tries. Try again in %n second(s).</source>
        <translation>
            <numerusform>試行回数が多すぎます。%n秒後にもう一度お試しください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many tries. Try again in %n minute(s).</source>
        <translation>
            <numerusform>試行回数が多すぎます。%n分後にもう一度お試しください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Please correct %n item(s).</source>
        <translation>
            <numerusform>%n項目を直してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub does not accept this. Check what was entered.</source>
        <translation>基盤が受け付けませんでした。入力内容を確認してください。</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Check the network; the program tries again by itself.</source>
        <translation>基盤につながりません。ネットワークを確認してください。つながると自動で再開します。</translation>
    </message>
    <message>
        <source>The hub did not answer in time. The program tries again by itself.</source>
        <translation>基盤から時間内に応答がありません。自動で再試行します。</translation>
    </message>
    <message>
        <source>The hub&apos;s certificate is not trusted. Load the hub&apos;s CA, or ask your administrator.</source>
        <translation>基盤の証明書を信頼できません。基盤のCAを読み込むか、管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>The proxy does not let us through. Ask your network administrator.</source>
        <translation>プロキシを通過できません。ネットワーク管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>You are signed out. Sign in again; unsent work is kept.</source>
        <translation>サインアウトしています。もう一度サインインしてください。未送信の作業は残っています。</translation>
    </message>
    <message>
        <source>The login ID or the password is not right. Check both and try again.</source>
        <translation>ログインIDまたはパスワードが違います。確認して、もう一度入力してください。</translation>
    </message>
    <message>
        <source>The code is not right. Type the code that is shown now; a code works only once.</source>
        <translation>コードが違います。今表示されているコードを入力してください。同じコードは一度しか使えません。</translation>
    </message>
    <message>
        <source>Your account may not do this. Ask your administrator.</source>
        <translation>このアカウントではできません。管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>This no longer exists.</source>
        <translation>すでに存在しません。</translation>
    </message>
    <message>
        <source>Somebody else was first. Look at the newest state.</source>
        <translation>ほかの人が先に操作しました。最新の状態を確認してください。</translation>
    </message>
    <message>
        <source>The hub has a fault. The program tries again by itself; if it stays, call the support desk.</source>
        <translation>基盤で障害が起きています。自動で再試行します。続く場合はサポートデスクにご連絡ください。</translation>
    </message>
    <message>
        <source>The hub is older than this program and does not know this. Ask your administrator.</source>
        <translation>基盤がこのプログラムより古く、対応していません。管理者にお問い合わせください。</translation>
    </message>
    <message>
        <source>This program is too old for the hub. Install the newest version.</source>
        <translation>このプログラムは古いため、基盤で使えません。最新版を入れてください。</translation>
    </message>
    <message>
        <source>Another program holds the stored data. Close other windows of this program and try again.</source>
        <translation>保存データをほかのプログラムが使っています。保活デスクのほかの画面を閉じて、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The disk is full, nothing can be saved. Make room and try again.</source>
        <translation>ディスクがいっぱいで保存できません。空きを作って、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The profile folder cannot be written to. Ask your administrator for the right to write there.</source>
        <translation>プロファイルのフォルダーに書き込めません。書き込み権限を管理者に依頼してください。</translation>
    </message>
    <message>
        <source>The stored data are damaged. They were put aside and are fetched anew from the hub.</source>
        <translation>保存データが壊れています。別の場所に残し、基盤から取り直します。</translation>
    </message>
    <message>
        <source>The stored data were written by a newer version. Install the newest version of this program.</source>
        <translation>保存データは新しい版のプログラムで作られています。このプログラムを最新版にしてください。</translation>
    </message>
    <message>
        <source>This PC&apos;s keychain does not answer, so the sign-in cannot be kept.</source>
        <translation>このPCのキーチェーンが応答しないため、サインインの状態を保存できません。</translation>
    </message>
    <message>
        <source>This was stopped.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>This cannot be read. Check what was entered or chosen.</source>
        <translation>読み取れません。入力または選択した内容を確認してください。</translation>
    </message>
    <message>
        <source>Something went wrong in the program. Please tell the support desk.</source>
        <translation>プログラムで問題が起きました。サポートデスクにお知らせください。</translation>
    </message>
    <message>
        <source>Please fill this in.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>Use at most {max} characters.</source>
        <translation>{max}文字以内で入力してください。</translation>
    </message>
    <message>
        <source>Use at least {min} characters.</source>
        <translation>{min}文字以上で入力してください。</translation>
    </message>
    <message>
        <source>Must be at least {min}.</source>
        <translation>{min}以上にしてください。</translation>
    </message>
    <message>
        <source>Must be at most {max}.</source>
        <translation>{max}以下にしてください。</translation>
    </message>
    <message>
        <source>Contains characters that cannot be used.</source>
        <translation>使えない文字が含まれています。</translation>
    </message>
    <message>
        <source>Type this in full-width katakana.</source>
        <translation>全角カタカナで入力してください。</translation>
    </message>
    <message>
        <source>Type a phone number. Example: 03-1234-5678</source>
        <translation>電話番号を入力してください。例: 03-1234-5678</translation>
    </message>
    <message>
        <source>Type a mail address. Example: name@example.jp</source>
        <translation>メールアドレスを入力してください。例: name@example.jp</translation>
    </message>
    <message>
        <source>Type a date. Example: 2026-04-01</source>
        <translation>日付を入力してください。例: 2026-04-01</translation>
    </message>
    <message>
        <source>Type a month. Example: 2026-04</source>
        <translation>年月を入力してください。例: 2026-04</translation>
    </message>
    <message>
        <source>Type a time. Example: 07:30</source>
        <translation>時刻を入力してください。例: 07:30</translation>
    </message>
    <message>
        <source>Type a number.</source>
        <translation>数字で入力してください。</translation>
    </message>
    <message>
        <source>Type an address that begins with https:// or http://.</source>
        <translation>https:// または http:// で始まるアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Type the six digits of the municipality code.</source>
        <translation>全国地方公共団体コードを6桁で入力してください。</translation>
    </message>
    <message>
        <source>The check digit does not fit. Is one digit wrong?</source>
        <translation>検査数字が合いません。数字の間違いがないか確認してください。</translation>
    </message>
    <message>
        <source>The end must come after the start.</source>
        <translation>終了は開始より後にしてください。</translation>
    </message>
    <message>
        <source>Must lie between {min} and {max}.</source>
        <translation>{min}から{max}の間にしてください。</translation>
    </message>
    <message>
        <source>Choose at least one age class.</source>
        <translation>クラスを1つ以上選んでください。</translation>
    </message>
    <message>
        <source>Fill in both or neither.</source>
        <translation>両方入力するか、両方空にしてください。</translation>
    </message>
    <message>
        <source>Choose one of the listed values.</source>
        <translation>一覧から選んでください。</translation>
    </message>
    <message>
        <source>Choose at least one weekday.</source>
        <translation>曜日を1つ以上選んでください。</translation>
    </message>
    <message>
        <source>The hub does not know this item yet.</source>
        <translation>この項目には基盤がまだ対応していません。</translation>
    </message>
    <message>
        <source>This is not accepted (%1).</source>
        <translation>受け付けられません(%1)。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>en</source>
        <comment>two-letter code of this language, for names of months and weekdays</comment>
        <translation>ja</translation>
    </message>
    <message>
        <source>%1d %2h</source>
        <comment>days and open hours</comment>
        <translation>%1日%2時間</translation>
    </message>
    <message>
        <source>%1d</source>
        <comment>days</comment>
        <translation>%1日</translation>
    </message>
    <message>
        <source>%1h</source>
        <comment>hours</comment>
        <translation>%1時間</translation>
    </message>
    <message>
        <source>%1min</source>
        <comment>minutes</comment>
        <translation>%1分</translation>
    </message>
    <message>
        <source>Awaiting approval</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Withdrawn by the family</source>
        <translation>キャンセル(保護者)</translation>
    </message>
    <message>
        <source>Cancelled by the nursery</source>
        <translation>キャンセル(園都合)</translation>
    </message>
    <message>
        <source>Visited</source>
        <translation>来園済</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>無断キャンセル</translation>
    </message>
    <message>
        <source>Expired unanswered</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Unknown state</source>
        <translation>不明な状態</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Propose another date</source>
        <translation>別の日を提案</translation>
    </message>
    <message>
        <source>Expire</source>
        <translation>期限切れにする</translation>
    </message>
    <message>
        <source>Withdraw for the family</source>
        <translation>保護者の申し出で取消</translation>
    </message>
    <message>
        <source>Cancel (nursery&apos;s reasons)</source>
        <translation>園都合でキャンセル</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>来園済</translation>
    </message>
    <message>
        <source>Did not come</source>
        <comment>button</comment>
        <translation>無断キャンセル</translation>
    </message>
    <message>
        <source>Move to another date</source>
        <translation>日程を変更</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>訂正</translation>
    </message>
    <message>
        <source>Approving a reservation</source>
        <translation>予約の承認</translation>
    </message>
    <message>
        <source>Declining a reservation</source>
        <translation>予約の却下</translation>
    </message>
    <message>
        <source>Proposing another date</source>
        <translation>別の日の提案</translation>
    </message>
    <message>
        <source>Withdrawing a reservation</source>
        <translation>予約の取消</translation>
    </message>
    <message>
        <source>Cancelling a reservation</source>
        <translation>予約のキャンセル</translation>
    </message>
    <message>
        <source>Recording a visit</source>
        <translation>来園の記録</translation>
    </message>
    <message>
        <source>Recording that nobody came</source>
        <translation>無断キャンセルの記録</translation>
    </message>
    <message>
        <source>Moving a reservation</source>
        <translation>予約の日程変更</translation>
    </message>
    <message>
        <source>Correcting a reservation</source>
        <translation>予約の訂正</translation>
    </message>
    <message>
        <source>Taking a phone or counter booking</source>
        <translation>電話・窓口予約の登録</translation>
    </message>
    <message>
        <source>Making a slot</source>
        <translation>見学枠の作成</translation>
    </message>
    <message>
        <source>Making a series of slots</source>
        <translation>見学枠のまとめて作成</translation>
    </message>
    <message>
        <source>Changing a slot</source>
        <translation>見学枠の変更</translation>
    </message>
    <message>
        <source>Cancelling a slot</source>
        <translation>見学枠の取りやめ</translation>
    </message>
    <message>
        <source>Changing the facility profile</source>
        <translation>施設情報の変更</translation>
    </message>
    <message>
        <source>Another change</source>
        <translation>その他の変更</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Needs your attention</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Age %1</source>
        <comment>age class 0 to 5</comment>
        <translation>%1歳児</translation>
    </message>
    <message>
        <source>All ages</source>
        <translation>全クラス</translation>
    </message>
    <message>
        <source>No class</source>
        <translation>クラスなし</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between ages</comment>
        <translation>・</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>窓口</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>ポータル</translation>
    </message>
    <message>
        <source>d MMM (ddd)</source>
        <comment>date pattern as in QLocale::toString</comment>
        <translation>M月d日(ddd)</translation>
    </message>
    <message>
        <source>d MMMM yyyy (ddd)</source>
        <comment>date pattern as in QLocale::toString</comment>
        <translation>yyyy年M月d日(ddd)</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date pattern as in QLocale::toString</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>%1 late</source>
        <comment>an answer, by a span of open time</comment>
        <translation>%1 遅れ</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>until an answer is late, a span of open time</comment>
        <translation>残り %1</translation>
    </message>
</context>
<context>
    <name>ui::Banner</name>
    <message>
        <source>Close this message</source>
        <translation>この知らせを閉じる</translation>
    </message>
</context>
<context>
    <name>ui::DelaysPage</name>
    <message>
        <source>Approval delays</source>
        <translation>承認状況</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>まだ何もありません</translation>
    </message>
</context>
<context>
    <name>ui::FacilityPage</name>
    <message>
        <source>Facility profile</source>
        <translation>施設情報</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>まだ何もありません</translation>
    </message>
</context>
<context>
    <name>ui::FieldRow</name>
    <message>
        <source>%1 *required</source>
        <translation>%1 ※必須</translation>
    </message>
    <message>
        <source>%1 *optional</source>
        <translation>%1 ※任意</translation>
    </message>
</context>
<context>
    <name>ui::PasswordEdit</name>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Hide what is typed</source>
        <translation>入力した文字を隠す</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>入力した文字を表示</translation>
    </message>
</context>
<context>
    <name>ui::ReservationListModel</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Child</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Booked by</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui::ReservationsPage</name>
    <message>
        <source>Reservations</source>
        <translation>予約</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>まだ何もありません</translation>
    </message>
</context>
<context>
    <name>ui::SeriesForm</name>
    <message>
        <source>No day matches. Choose weekdays and a longer period.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) will be opened.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n slot(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed that day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>national holiday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>overlaps a slot that is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is over already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>will be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every other week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the nth weekday of the month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the last weekday of the month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fri</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open slots by a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which weeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seats (families)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note to parents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview of the slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui::SlotForm</name>
    <message>
        <source>New slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slot on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n family/families approved</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Families</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visitors per family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note to parents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take no more reservations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reservations of this slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel this slot…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui::SlotsPage</name>
    <message>
        <source>Tour slots</source>
        <translation>見学枠</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>まだ何もありません</translation>
    </message>
</context>
<context>
    <name>ui::TodayPage</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>まだ何もありません</translation>
    </message>
</context>
<context>
    <name>ui::WeekView</name>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Week calendar of tour slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>full (%n families)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished">・</translation>
    </message>
</context>
</TS>
