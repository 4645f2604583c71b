<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>The family cancelled at %1.</source>
        <translation>保護者が %1 に取り消しました。</translation>
    </message>
    <message>
        <source>%2 withdrew it for the family at %1.</source>
        <translation>%2 さんが %1 に保護者に代わって取り消しました。</translation>
    </message>
    <message>
        <source>It was approved automatically at %1.</source>
        <translation>%1 に自動で承認されました。</translation>
    </message>
    <message>
        <source>%2 approved it at %1.</source>
        <translation>%2 さんが %1 に承認しました。</translation>
    </message>
    <message>
        <source>It was declined at %1.</source>
        <translation>%1 に却下されました。</translation>
    </message>
    <message>
        <source>%2 declined it at %1.</source>
        <translation>%2 さんが %1 に却下しました。</translation>
    </message>
    <message>
        <source>It was cancelled at %1.</source>
        <translation>%1 にキャンセルされました。</translation>
    </message>
    <message>
        <source>%2 cancelled it for the nursery&apos;s reasons at %1.</source>
        <translation>%2 さんが %1 に園の都合でキャンセルしました。</translation>
    </message>
    <message>
        <source>The tour began at %1 before anybody answered; it has expired.</source>
        <translation>回答の前に見学の開始時刻（%1）になり、期限切れになりました。</translation>
    </message>
    <message>
        <source>The family moved it to another date at %1.</source>
        <translation>保護者が %1 に別の日時へ変更しました。</translation>
    </message>
    <message>
        <source>%2 moved it to another date at %1.</source>
        <translation>%2 さんが %1 に別の日時へ変更しました。</translation>
    </message>
    <message>
        <source>Other dates were proposed at %1.</source>
        <translation>%1 に別の日時が提案されました。</translation>
    </message>
    <message>
        <source>%2 proposed other dates at %1.</source>
        <translation>%2 さんが %1 に別の日時を提案しました。</translation>
    </message>
    <message>
        <source>The visit was recorded at %1.</source>
        <translation>%1 に来園が記録されました。</translation>
    </message>
    <message>
        <source>%2 recorded the visit at %1.</source>
        <translation>%2 さんが %1 に来園を記録しました。</translation>
    </message>
    <message>
        <source>It was recorded at %1 that nobody came.</source>
        <translation>%1 に無断キャンセルと記録されました。</translation>
    </message>
    <message>
        <source>%2 recorded at %1 that nobody came.</source>
        <translation>%2 さんが %1 に無断キャンセルと記録しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) from %1 on</source>
        <translation>
            <numerusform>%1 から %n枠</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>ほかの職員</translation>
    </message>
    <message>
        <source>It was changed at %1: %2.</source>
        <translation>%1 に「%2」に変わりました。</translation>
    </message>
    <message>
        <source>Sent; the hub&apos;s answer is awaited.</source>
        <translation>送信しました。基盤の返事を待っています。</translation>
    </message>
    <message>
        <source>Goes out after the earlier act on the same record.</source>
        <translation>同じ予約・枠への先の操作のあとに送信されます。</translation>
    </message>
    <message>
        <source>The hub could not take it; next try at %1.</source>
        <translation>基盤が受け取れませんでした。%1 にもう一度送ります。</translation>
    </message>
    <message>
        <source>The hub could not take it; it is tried again.</source>
        <translation>基盤が受け取れませんでした。もう一度送ります。</translation>
    </message>
    <message>
        <source>Waits for the connection to the hub.</source>
        <translation>基盤につながるのを待っています。</translation>
    </message>
    <message>
        <source>Goes out after the next sign-in.</source>
        <translation>次にサインインしたあとに送信されます。</translation>
    </message>
    <message>
        <source>Goes out in a moment.</source>
        <translation>まもなく送信されます。</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Seats (families)</source>
        <translation>枠数（組）</translation>
    </message>
    <message>
        <source>Visitors per family</source>
        <translation>1組の人数</translation>
    </message>
    <message>
        <source>Accepted classes</source>
        <translation>受け入れるクラス</translation>
    </message>
    <message>
        <source>Booking opens</source>
        <translation>受付開始</translation>
    </message>
    <message>
        <source>Booking closes</source>
        <translation>受付終了</translation>
    </message>
    <message>
        <source>Families may cancel until</source>
        <translation>保護者の取消期限</translation>
    </message>
    <message>
        <source>Note to parents</source>
        <translation>保護者への案内</translation>
    </message>
    <message>
        <source>Meeting place</source>
        <translation>集合場所</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Families that are told</source>
        <translation>連絡する家庭</translation>
    </message>
    <message>
        <source>Goes out in some seconds; until then it can be taken back.</source>
        <translation>数秒後に送信します。それまでは元に戻せます。</translation>
    </message>
</context>
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
    <message>
        <source>The activation code has expired. Ask your administrator for a new one.</source>
        <translation>アクティベーションコードの期限が切れています。管理者に新しいコードを依頼してください。</translation>
    </message>
    <message>
        <source>Type the passphrase that opens the stored data.</source>
        <translation>保存データを開く合言葉を入力してください。</translation>
    </message>
    <message>
        <source>The key of the stored data is no longer in this PC&apos;s keychain, so they cannot be opened. Sign in: everything is fetched anew from the hub.</source>
        <translation>保存データの鍵がこのPCのキーチェーンにないため、開けません。サインインすると、基盤からすべて取り直します。</translation>
    </message>
    <message>
        <source>The stored data are locked. Sign in again.</source>
        <translation>保存データに鍵がかかっています。もう一度サインインしてください。</translation>
    </message>
    <message>
        <source>You chose to store nothing on this PC, so you can read but not answer. Sign in again with a passphrase to answer.</source>
        <translation>このPCに何も保存しない設定のため、閲覧だけができます。承認などを行うには、合言葉を使ってサインインし直してください。</translation>
    </message>
    <message>
        <source>This PC has too little free memory. Close other programs and try again.</source>
        <translation>このPCの空きメモリーが足りません。ほかのプログラムを閉じて、もう一度お試しください。</translation>
    </message>
    <message>
        <source>An earlier act on this still waits to be sent. Take that one back first.</source>
        <translation>前の操作がまだ送信待ちです。先にその操作を取り消してください。</translation>
    </message>
    <message>
        <source>This is a practice profile; its hub cannot be changed.</source>
        <translation>研修用のプロファイルのため、基盤は変更できません。</translation>
    </message>
    <message>
        <source>The program hokatsu-hub is not installed beside this one. Install it and start again.</source>
        <translation>hokatsu-hub がインストールされていません。インストールしてから、もう一度起動してください。</translation>
    </message>
    <message>
        <source>The practice hub takes too long to start. Start the program again.</source>
        <translation>研修用の基盤の起動に時間がかかりすぎています。プログラムをもう一度起動してください。</translation>
    </message>
    <message>
        <source>The practice hub has stopped. Go back to the start, or start the program again.</source>
        <translation>研修用の基盤が止まりました。「最初からやり直す」を押すか、プログラムをもう一度起動してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) that had not been sent could not be opened any more and are lost. Please check the newest reservations.</source>
        <translation>
            <numerusform>未送信だった操作 %n件 を開けず、失われました。最新の予約を確認してください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Somebody else&apos;s %n act(s) on this PC have not been sent yet. That person has to sign in first, so that nothing is lost.</source>
        <translation>
            <numerusform>このPCには別の人の未送信の操作が%n件あります。失われないよう、先にその人がサインインしてください。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is the old one. Choose another.</source>
        <translation>前と同じです。別のものにしてください。</translation>
    </message>
    <message>
        <source>The password must not contain the login ID.</source>
        <translation>パスワードにログインIDを含めることはできません。</translation>
    </message>
    <message>
        <source>Nothing is chosen. Tick at least one.</source>
        <translation>何も選ばれていません。1つ以上選んでください。</translation>
    </message>
    <message>
        <source>This has been settled in the meantime.</source>
        <translation>すでに解決されています。</translation>
    </message>
    <message>
        <source>The damaged file cannot be moved. Close other programs that use the profile folder, and try again.</source>
        <translation>壊れたファイルを移せません。プロファイルのフォルダーを使っているほかのプログラムを閉じて、もう一度お試しください。</translation>
    </message>
    <message>
        <source>This waited for more than 55 days. Do it once more if it is still right.</source>
        <translation>55日を過ぎても送信されませんでした。今も必要なら、もう一度操作してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n unsent act(s) were saved and go out by themselves.</source>
        <translation>
            <numerusform>未送信の操作 %n件は残っており、自動で送信されます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unsent act(s) could not be read any more: please check the newest reservations.</source>
        <translation>
            <numerusform>未送信の操作 %n件は読み取れませんでした。最新の予約をご確認ください。</numerusform>
        </translation>
    </message>
    <message>
        <source>The stored data were damaged. The file was put aside (folder %1) and everything is fetched anew from the hub.</source>
        <translation>保存データが壊れていました。ファイルは消さずに別の場所（フォルダー %1）に移し、基盤からすべて取り直しています。</translation>
    </message>
    <message>
        <source>The key in this PC&apos;s keychain does not open the stored data. They were put aside (folder %1); sign in, and everything is fetched anew from the hub.</source>
        <translation>このPCのキーチェーンの鍵では保存データを開けません。データは消さずに別の場所（フォルダー %1）に移しました。サインインすると、基盤からすべて取り直します。</translation>
    </message>
    <message>
        <source>Practice and real work are kept apart: this profile folder is of the other kind and was left as it is. Choose another folder.</source>
        <translation>研修用と本番用は分けられています。このプロファイルフォルダーはもう一方の種類のため、何も変更していません。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>This day is still to come. It must not be after {max}.</source>
        <translation>まだ来ていない日付です。{max}以前にしてください。</translation>
    </message>
    <message>
        <source>This is over already. It must not be before {min}.</source>
        <translation>すでに過ぎています。{min}以降にしてください。</translation>
    </message>
    <message>
        <source>Too far ahead. It must not be after {max}.</source>
        <translation>先の日付すぎます。{max}以前にしてください。</translation>
    </message>
    <message>
        <source>The facility is closed on this day.</source>
        <translation>この日は休園日です。</translation>
    </message>
    <message>
        <source>This slot is over.</source>
        <translation>この見学枠はもう終わっています。</translation>
    </message>
    <message>
        <source>This slot is not open for bookings.</source>
        <translation>この見学枠は予約を受け付けていません。</translation>
    </message>
    <message>
        <source>This family already has a reservation in this slot.</source>
        <translation>このご家庭は、この見学枠をすでに予約しています。</translation>
    </message>
    <message>
        <source>What was to be sent is damaged and cannot be read any more, so nothing was sent. Look at the record and do it again.</source>
        <translation>送信するはずだった内容が壊れて読めないため、何も送信していません。対象の記録を確認し、もう一度操作してください。</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>[Practice] %1</source>
        <comment>title of a window or print</comment>
        <translation>【研修】%1</translation>
    </message>
    <message>
        <source>[Practice] Invented families only.</source>
        <translation>【研修】架空の家庭だけです。</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>%1: %2</source>
        <comment>class and its places</comment>
        <translation>%1 %2名</translation>
    </message>
    <message>
        <source>Takes reservations</source>
        <translation>受付中</translation>
    </message>
    <message>
        <source>Takes no more reservations</source>
        <translation>受付終了</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <comment>a slot</comment>
        <translation>中止</translation>
    </message>
    <message>
        <source>Classes and places</source>
        <translation>クラスと定員</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>開所時間</translation>
    </message>
    <message>
        <source>none</source>
        <comment>an empty value</comment>
        <translation>（なし）</translation>
    </message>
</context>
<context>
    <name>ProfileItem</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name in kana</source>
        <translation>名称（カナ）</translation>
    </message>
    <message>
        <source>Full-width katakana; hiragana is converted.</source>
        <translation>全角カタカナ。ひらがなは変換します。</translation>
    </message>
    <message>
        <source>Type of facility</source>
        <translation>種別</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>所在地</translation>
    </message>
    <message>
        <source>From the prefecture to the house number.</source>
        <translation>都道府県から番地まで。</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話番号</translation>
    </message>
    <message>
        <source>For example 03-1234-5678; full-width digits are converted.</source>
        <translation>例：03-1234-5678。全角の数字は変換します。</translation>
    </message>
    <message>
        <source>Opens at</source>
        <translation>開始時間</translation>
    </message>
    <message>
        <source>For example 07:30</source>
        <translation>例：07:30</translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation>終了時間</translation>
    </message>
    <message>
        <source>For example 18:30</source>
        <translation>例：18:30</translation>
    </message>
    <message>
        <source>Accepted ages</source>
        <translation>受入年齢</translation>
    </message>
    <message>
        <source>In your own words, for example: from 57 days</source>
        <translation>自由記述。例：生後57日から</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>収容定員</translation>
    </message>
    <message>
        <source>Number of children</source>
        <translation>子どもの人数</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>備考</translation>
    </message>
</context>
<context>
    <name>ReservationsHelp</name>
    <message>
        <source>Answer a reservation</source>
        <translation>予約に回答する</translation>
    </message>
    <message>
        <source>Choose it in the list and press Approve or Decline. A family that is declined needs a reason; a text to start from fills it in. For 8 seconds Undo or Ctrl+Z takes it back.</source>
        <translation>一覧で選び、「承認」か「却下」を押します。却下には理由が必要で、ひな形から入れられます。8秒以内なら「元に戻す」か Ctrl+Z で取り消せます。</translation>
    </message>
    <message>
        <source>Answer many at once</source>
        <translation>まとめて回答する</translation>
    </message>
    <message>
        <source>Choose several lines with Shift or Ctrl and the arrows or the mouse, then approve. You are asked once, with the names.</source>
        <translation>Shift や Ctrl を押しながら矢印キーかマウスで複数の行を選び、承認します。お名前を示して一度だけ確認します。</translation>
    </message>
    <message>
        <source>Take a booking by phone or at the counter</source>
        <translation>電話・窓口の予約を受ける</translation>
    </message>
    <message>
        <source>Press Phone or counter booking, choose the slot and type who comes. It takes a seat of the same slot; the hub says if the last one has just gone.</source>
        <translation>「電話・窓口の予約を入力」を押し、枠を選んで来る方を入力します。同じ枠の席を使います。最後の席がちょうど埋まっていた場合は、基盤が知らせます。</translation>
    </message>
    <message>
        <source>Find a family</source>
        <translation>家庭を探す</translation>
    </message>
    <message>
        <source>Type a part of the name, the kana or the phone number.</source>
        <translation>氏名・カナ・電話番号の一部を入力します。</translation>
    </message>
    <message>
        <source>Record who came</source>
        <translation>来園を記録する</translation>
    </message>
    <message>
        <source>From the start of the tour on, press Came or Did not come.</source>
        <translation>見学の開始時刻になったら「来園済」か「無断キャンセル」を押します。</translation>
    </message>
    <message>
        <source>Approve (in the list)</source>
        <translation>承認（一覧で）</translation>
    </message>
    <message>
        <source>Decline (in the list)</source>
        <translation>却下（一覧で）</translation>
    </message>
    <message>
        <source>Approve; in a form: send it</source>
        <translation>承認（入力中はその内容を送信）</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Take the last answer back</source>
        <translation>直前の回答を元に戻す</translation>
    </message>
    <message>
        <source>Phone or counter booking</source>
        <translation>電話・窓口の予約を入力</translation>
    </message>
    <message>
        <source>To the search</source>
        <translation>検索へ</translation>
    </message>
</context>
<context>
    <name>RowWords</name>
    <message numerus="yes">
        <source>%n visitor(s)</source>
        <translation>
            <numerusform>来園 %n名</numerusform>
        </translation>
    </message>
    <message>
        <source>has a question</source>
        <translation>質問あり</translation>
    </message>
    <message>
        <source>%1: to be sent</source>
        <comment>an act that waits to be sent</comment>
        <translation>%1・送信待ち</translation>
    </message>
    <message>
        <source>booked here before</source>
        <translation>過去に予約あり</translation>
    </message>
    <message>
        <source>Today %1</source>
        <comment>a tour, with its time</comment>
        <translation>今日 %1</translation>
    </message>
    <message>
        <source>Tomorrow %1</source>
        <comment>a tour, with its time</comment>
        <translation>明日 %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Connecting …</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>サインアウト中</translation>
    </message>
    <message>
        <source>Fetching …</source>
        <translation>取り込み中</translation>
    </message>
    <message>
        <source>Up to date %1</source>
        <comment>with the time</comment>
        <translation>最新 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>要確認 %n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n件 送信待ち</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline. You can go on reading and answering; what you do is stored on this PC and goes out by itself. Reason: %1</source>
        <translation>オフラインですが、閲覧や承認は続けられます。このPCに保存し、自動で送信します。理由: %1</translation>
    </message>
    <message numerus="yes">
        <source>This PC&apos;s clock differs from the hub&apos;s by %n minute(s). Deadlines shown here are counted with the wrong time: please set the clock.</source>
        <translation>
            <numerusform>このPCの時計が基盤と%n分ずれています。期限の表示が正しくないため、時計を合わせてください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching everything for the first time: %1 of %2 records</source>
        <translation>はじめての取り込み: %2件中 %1件</translation>
    </message>
    <message>
        <source>Fetching everything for the first time: %1 records</source>
        <translation>はじめての取り込み: %1件</translation>
    </message>
    <message>
        <source>Offline: the hub cannot be reached. You can go on reading and answering; what you do is stored on this PC and goes out by itself.</source>
        <translation>オフラインです（基盤につながりません）。閲覧や承認は続けられます。操作はこのPCに保存し、自動で送信します。</translation>
    </message>
    <message numerus="yes">
        <source>%n not readable</source>
        <comment>records of the hub</comment>
        <translation>
            <numerusform>%n件 読み取れません</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) of the hub cannot be read by this version: what is shown of them may be old or missing. They are asked for again by themselves; a newer version of this program may read them.</source>
        <translation>
            <numerusform>基盤の記録 %n件を、このバージョンでは読み取れません。その内容は古いか、表示されていないことがあります。自動で取り直します。新しいバージョンでは読み取れることがあります。</numerusform>
        </translation>
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
    <message>
        <source>Nursery staff</source>
        <translation>園職員</translation>
    </message>
    <message>
        <source>Nursery manager</source>
        <translation>施設管理者</translation>
    </message>
    <message>
        <source>Operator&apos;s office</source>
        <translation>法人本部</translation>
    </message>
    <message>
        <source>Municipal staff</source>
        <translation>自治体職員</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>監査</translation>
    </message>
    <message>
        <source>Connected system</source>
        <translation>連携システム</translation>
    </message>
    <message>
        <source>Hub operator</source>
        <translation>基盤運用者</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month pattern as in QLocale::toString</comment>
        <translation>yyyy年M月</translation>
    </message>
</context>
<context>
    <name>ui::ActFlow</name>
    <message numerus="yes">
        <source>%n reservation(s) are approved and the families are told.</source>
        <translation>
            <numerusform>%n件の予約を承認し、ご家族に知らせます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n reservation(s)</source>
        <translation>
            <numerusform>%1：%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve many</source>
        <translation>まとめて承認</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n</source>
        <translation>
            <numerusform>%n件を承認</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2. Saved on this PC; it goes to the hub by itself.</source>
        <translation>%1：%2。このPCに保存しました。自動で送信されます。</translation>
    </message>
    <message>
        <source>%1: %2. The hub has it.</source>
        <translation>%1：%2。基盤に届きました。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n reservation(s) saved on this PC; they go to the hub by themselves.</source>
        <translation>
            <numerusform>「%1」%n件をこのPCに保存しました。自動で送信されます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: the hub has %n reservation(s).</source>
        <translation>
            <numerusform>%1: %n件が基盤に届きました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back. Nothing was sent.</source>
        <translation>取り消しました。何も送信していません。</translation>
    </message>
</context>
<context>
    <name>ui::Agenda</name>
    <message numerus="yes">
        <source>%n free</source>
        <comment>seats of a slot</comment>
        <translation>
            <numerusform>空き%n組</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 now</source>
        <comment>time of day</comment>
        <translation>%1 現在</translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>あと%n分</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1 h %2 min</source>
        <translation>あと%1時間%2分</translation>
    </message>
    <message>
        <source>Plan of today (%1)</source>
        <translation>今日の予定（%1組）</translation>
    </message>
    <message>
        <source>Plan of %1 (%2)</source>
        <translation>%1の予定（%2組）</translation>
    </message>
    <message>
        <source>No visitors today</source>
        <translation>今日の来園はありません</translation>
    </message>
    <message>
        <source>No visitors on this day</source>
        <translation>この日の来園はありません</translation>
    </message>
    <message>
        <source>Approved tours of the day stand here.</source>
        <translation>承認した見学がここに並びます。</translation>
    </message>
    <message>
        <source>Back to today</source>
        <translation>今日の予定に戻る</translation>
    </message>
    <message>
        <source>Visitors of the day</source>
        <translation>来園の予定</translation>
    </message>
</context>
<context>
    <name>ui::AgendaDelegate</name>
    <message>
        <source>To be recorded</source>
        <comment>a visit whose time has come</comment>
        <translation>記録待ち</translation>
    </message>
</context>
<context>
    <name>ui::AttentionList</name>
    <message>
        <source>Needs care</source>
        <translation>対応が必要なこと</translation>
    </message>
    <message>
        <source>From the hub: %1 (until %2)</source>
        <translation>基盤からのお知らせ：%1（%2まで）</translation>
    </message>
    <message>
        <source>From the hub: %1</source>
        <translation>基盤からのお知らせ：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) did not go through. See what happened.</source>
        <translation>
            <numerusform>受け付けられなかった操作が%n件あります。内容を確認してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>No tour slot in the next four weeks. Families can book once you make one.</source>
        <translation>今後4週間の見学枠がありません。枠を作成すると保護者が予約できます。</translation>
    </message>
    <message numerus="yes">
        <source>Only %n free seat(s) in the next four weeks. Make slots.</source>
        <translation>
            <numerusform>今後4週間の空きは%n組だけです。枠を作成してください。</numerusform>
        </translation>
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
    <name>ui::BookingFlow</name>
    <message>
        <source>The booking that you had begun is here again.</source>
        <translation>入力の途中だった予約を戻しました。</translation>
    </message>
    <message>
        <source>No slot with a free seat is open. Open one under Tour slots first.</source>
        <translation>空きのある枠がありません。先に「見学枠」で枠を開いてください。</translation>
    </message>
    <message>
        <source>The booking is saved on this PC. It stands in the list as soon as the hub has given it the seat.</source>
        <translation>予約をこのPCに保存しました。基盤が席を確保すると一覧に出ます。</translation>
    </message>
    <message>
        <source>The hub has given the booking its seat.</source>
        <translation>基盤で席が確保され、予約が成立しました。</translation>
    </message>
    <message>
        <source>The hub did not accept a booking that was typed here.</source>
        <translation>入力した予約は受け付けられませんでした。</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>入力に戻る</translation>
    </message>
    <message>
        <source>A form is open at the side. Send it or go back first.</source>
        <translation>入力の途中です。先に送信するか、戻ってください。</translation>
    </message>
    <message>
        <source>The booking that was typed is discarded.</source>
        <translation>入力した予約を破棄しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>ui::BookingForm</name>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>空き%n組</numerusform>
        </translation>
    </message>
    <message>
        <source>Class: %1</source>
        <translation>クラス：%1</translation>
    </message>
    <message>
        <source>This slot accepts only %1.</source>
        <translation>この枠で受け入れるのは %1 だけです。</translation>
    </message>
    <message>
        <source>By the birth date the child is in no class of that school year.</source>
        <translation>生年月日から見ると、その年度のどのクラスにも当たりません。</translation>
    </message>
    <message>
        <source>Guardian&apos;s name</source>
        <translation>保護者氏名</translation>
    </message>
    <message>
        <source>Guardian&apos;s name in kana</source>
        <translation>保護者氏名（カナ）</translation>
    </message>
    <message>
        <source>Hiragana is converted.</source>
        <translation>ひらがなは変換します。</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話番号</translation>
    </message>
    <message>
        <source>Phone or mail is needed.</source>
        <translation>電話番号かメールのどちらかが必要です。</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source> (child %1)</source>
        <translation>（%1人目）</translation>
    </message>
    <message>
        <source>Child&apos;s name</source>
        <translation>お子さんの氏名</translation>
    </message>
    <message>
        <source>Child&apos;s name in kana</source>
        <translation>お子さんの氏名（カナ）</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>生年月日（出産予定日）</translation>
    </message>
    <message>
        <source>For example 2024-04-15</source>
        <translation>例：2024-04-15</translation>
    </message>
    <message>
        <source>Wished month of entry</source>
        <translation>入園希望月</translation>
    </message>
    <message>
        <source>For example 2027-04; empty: the month of the tour</source>
        <translation>例：2027-04。空欄なら見学の月</translation>
    </message>
    <message>
        <source>Booking by phone or at the counter</source>
        <translation>電話・窓口の予約</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>申込経路</translation>
    </message>
    <message>
        <source>Tour slot</source>
        <translation>見学枠</translation>
    </message>
    <message>
        <source>Only slots that can be booked.</source>
        <translation>予約できる枠だけを表示します。</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>来園人数</translation>
    </message>
    <message>
        <source>Persons, with the children</source>
        <translation>お子さんを含む人数</translation>
    </message>
    <message>
        <source>Question or remark</source>
        <translation>質問・備考</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>ご家族</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>お子さん</translation>
    </message>
    <message>
        <source>Add a sibling</source>
        <translation>きょうだいを追加</translation>
    </message>
    <message>
        <source>Remove the last sibling</source>
        <translation>最後のお子さんを外す</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>入力を破棄</translation>
    </message>
    <message>
        <source>%1 is still to come: it is taken as the day on which the child is expected.</source>
        <translation>%1はこれからの日付のため、出産予定日として扱います。</translation>
    </message>
    <message>
        <source>Asking the hub for the seat…</source>
        <translation>席を確認しています…</translation>
    </message>
    <message>
        <source>Book this slot (Ctrl+Enter)</source>
        <translation>この枠で予約する（Ctrl+Enter）</translation>
    </message>
</context>
<context>
    <name>ui::ChosenMany</name>
    <message numerus="yes">
        <source>%n reservation(s) are chosen</source>
        <translation>
            <numerusform>%n件を選択中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n</source>
        <translation>
            <numerusform>%n件を承認</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decline %n…</source>
        <translation>
            <numerusform>%n件をお断り…</numerusform>
        </translation>
    </message>
    <message>
        <source>End the choice</source>
        <translation>選択を解除</translation>
    </message>
</context>
<context>
    <name>ui::ClassPlacesEdit</name>
    <message numerus="yes">
        <source>Sum of the classes: %n</source>
        <translation>
            <numerusform>クラスの合計：%n名</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 takes children</source>
        <translation>%1クラスで受け入れる</translation>
    </message>
    <message>
        <source>Places of %1</source>
        <translation>%1の定員</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未入力</translation>
    </message>
    <message>
        <source> places</source>
        <translation>名</translation>
    </message>
</context>
<context>
    <name>ui::ConflictPage</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Changed on two sides</source>
        <translation>同時に変更された内容</translation>
    </message>
    <message>
        <source>Somebody else changed the same thing while your change had not been sent. Choose what shall hold. Until you choose otherwise the hub&apos;s value stays; nothing is lost, and the decision can be looked up later in the list of sending.</source>
        <translation>あなたの変更を送信する前に、ほかの人が同じ項目を変更しました。どちらにするか選んでください。選ぶまでは基盤の内容のままです。どちらの内容も失われず、選んだ結果は送信の一覧であとから確認できます。</translation>
    </message>
    <message>
        <source>Decide so</source>
        <translation>この内容で確定</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>あとで決める</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>My change</source>
        <translation>自分の変更</translation>
    </message>
    <message>
        <source>At the hub now</source>
        <translation>基盤の今の内容</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Open %1 as well</source>
        <translation>%1 も開く</translation>
    </message>
    <message>
        <source>Leave it out: %1 is open already</source>
        <translation>開かない（%1 がすでにあります）</translation>
    </message>
    <message>
        <source>Take mine</source>
        <translation>自分の変更にする</translation>
    </message>
    <message>
        <source>Leave the hub&apos;s</source>
        <translation>基盤のままにする</translation>
    </message>
    <message>
        <source>%1: take mine, %2</source>
        <translation>%1：自分の変更にする、%2</translation>
    </message>
    <message>
        <source>%1: leave the hub&apos;s, %2</source>
        <translation>%1：基盤のままにする、%2</translation>
    </message>
    <message>
        <source>This has been settled in the meantime.</source>
        <translation>すでに解決されています。</translation>
    </message>
    <message>
        <source>Decide between two changes</source>
        <translation>2 つの変更のどちらにするか決める</translation>
    </message>
    <message>
        <source>Each line is one item that both of you changed: your change, what the hub has now, and the result of your choice. Until you choose, the hub&apos;s value stays.</source>
        <translation>1 行が、両方で変えた 1 項目です。自分の変更、連携基盤のいまの値、選んだ結果を並べています。選ぶまでは連携基盤の値のままです。</translation>
    </message>
    <message>
        <source>It stays on the list of what waits; everything else goes on.</source>
        <translation>送信待ちの一覧に残ります。ほかの操作は止まりません。</translation>
    </message>
    <message>
        <source>Look up a decision</source>
        <translation>決めた内容を見直す</translation>
    </message>
    <message>
        <source>Past decisions stand at the end of that list, with the value that was not taken.</source>
        <translation>過去の決定は、その一覧の最後に、採らなかった値とともに残ります。</translation>
    </message>
</context>
<context>
    <name>ui::CopyForm</name>
    <message>
        <source>closed that day</source>
        <translation>休園日</translation>
    </message>
    <message>
        <source>national holiday</source>
        <translation>祝日</translation>
    </message>
    <message>
        <source>overlaps a slot that is there</source>
        <translation>ほかの枠と重なる</translation>
    </message>
    <message>
        <source>is over already</source>
        <translation>過ぎている</translation>
    </message>
    <message>
        <source>will be opened</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>There is no slot in this week that could be copied.</source>
        <translation>この週には写せる枠がありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) will be opened in the week from %1.</source>
        <translation>
            <numerusform>%1 からの週に %n枠を開きます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n slot(s)</source>
        <translation>
            <numerusform>%n枠を開く</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the week from %1</source>
        <translation>%1 からの週を写す</translation>
    </message>
    <message>
        <source>Into the week of</source>
        <translation>写し先の週</translation>
    </message>
    <message>
        <source>Any day of it.</source>
        <translation>その週のどの日でもかまいません。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Preview of the copied slots</source>
        <translation>写す枠の一覧</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ui::DayGreeting</name>
    <message numerus="yes">
        <source>%n more answer(s), and today is done.</source>
        <translation>
            <numerusform>あと%n件に回答すると今日は完了です。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is answered.</source>
        <translation>回答はすべて終わりました。</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>今日%1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>明日%1</translation>
    </message>
    <message>
        <source>Everything is answered. The next visit is %1.</source>
        <translation>回答はすべて終わりました。次の見学は%1です。</translation>
    </message>
    <message>
        <source>See the plan of tomorrow</source>
        <translation>明日の予定を見る</translation>
    </message>
    <message>
        <source>See the plan of that day</source>
        <translation>その日の予定を見る</translation>
    </message>
</context>
<context>
    <name>ui::DecisionFlow</name>
    <message>
        <source>“%1” is not possible for what is chosen.</source>
        <translation>選んだ予約では「%1」はできません。</translation>
    </message>
    <message>
        <source>Decline: %1</source>
        <translation>却下：%1</translation>
    </message>
    <message>
        <source>Cancel for the facility&apos;s reasons: %1</source>
        <translation>園都合でキャンセル：%1</translation>
    </message>
    <message numerus="yes">
        <source>Decline %n reservation(s)</source>
        <translation>
            <numerusform>%n件の予約を却下</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n reservation(s) for the facility&apos;s reasons</source>
        <translation>
            <numerusform>%n件の予約を園の都合でキャンセル</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer that you had begun is here again.</source>
        <translation>入力の途中だった回答を戻しました。</translation>
    </message>
</context>
<context>
    <name>ui::DecisionForm</name>
    <message>
        <source>Choose a text…</source>
        <translation>文例を選ぶ…</translation>
    </message>
    <message>
        <source>A reason is needed: the family is told.</source>
        <translation>理由を入力してください。ご家族に伝わります。</translation>
    </message>
    <message>
        <source>Text to start from</source>
        <translation>文例</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>The family reads this.</source>
        <translation>ご家族が読みます。</translation>
    </message>
    <message>
        <source>Message to the family</source>
        <translation>ご家族へのメッセージ</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>%1 (Ctrl+Enter)</source>
        <translation>%1（Ctrl+Enter）</translation>
    </message>
</context>
<context>
    <name>ui::DelayListModel</name>
    <message>
        <source>not known</source>
        <translation>未登録</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1時間%2分</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>施設</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話番号</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>遅れ</translation>
    </message>
    <message>
        <source>Nearly late</source>
        <translation>まもなく遅れ</translation>
    </message>
    <message>
        <source>Starts unanswered</source>
        <translation>未回答のまま見学日</translation>
    </message>
    <message>
        <source>Oldest request</source>
        <translation>最も古い申込</translation>
    </message>
    <message>
        <source>Waited (open hours)</source>
        <translation>経過（開所時間）</translation>
    </message>
</context>
<context>
    <name>ui::DelaysPage</name>
    <message numerus="yes">
        <source>%n late answer(s)</source>
        <translation>
            <numerusform>遅れている回答 %n件、</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n facility/facilities.</source>
        <translation>
            <numerusform>（%n施設）</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the phone number %1</source>
        <translation>電話番号 %1 をコピー</translation>
    </message>
    <message>
        <source>%1 is copied.</source>
        <translation>%1 をコピーしました。</translation>
    </message>
    <message>
        <source>Late answers</source>
        <translation>承認状況</translation>
    </message>
    <message>
        <source>Facilities with late answers</source>
        <translation>回答が遅れている施設</translation>
    </message>
    <message>
        <source>No late answers</source>
        <translation>遅れている回答はありません</translation>
    </message>
    <message>
        <source>Every facility answers in time.</source>
        <translation>すべての施設が期限内に回答しています。</translation>
    </message>
    <message>
        <source>This list keeps itself up to date.</source>
        <translation>この一覧は自動で更新されます。</translation>
    </message>
    <message>
        <source>See who needs a call</source>
        <translation>連絡が必要な施設を見る</translation>
    </message>
    <message>
        <source>Call the nursery</source>
        <translation>施設に電話する</translation>
    </message>
    <message>
        <source>Choose the line; the button copies its phone number for your phone program.</source>
        <translation>行を選び、ボタンを押すと電話番号をコピーします。</translation>
    </message>
    <message>
        <source>Follow what happens</source>
        <translation>その後を見守る</translation>
    </message>
    <message>
        <source>The list keeps itself up to date: a nursery that answers leaves it by itself.</source>
        <translation>一覧は自動で更新されます。回答した施設は自動で一覧から外れます。</translation>
    </message>
    <message numerus="yes">
        <source>%n tour(s) start before anybody answered</source>
        <translation>
            <numerusform>未回答のまま見学日が来るもの %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nurseries with a tour that starts before anybody answered stand first: a tour of today or of the next open day. Then come those with the most late answers, then those whose families have waited longest.</source>
        <translation>今日の見学や、1開所日のうちに始まる見学に未回答の家庭がある施設が先頭です。次に遅れている回答の多い順、その次に長く待っている家庭のある順に並びます。</translation>
    </message>
    <message>
        <source>See how the month goes</source>
        <translation>今月の状況を見る</translation>
    </message>
    <message>
        <source>Below the list stand the month&apos;s figures. The hub counts them; the words beside them say how old they are. Offline the last ones stay.</source>
        <translation>一覧の下に今月の集計があります。ハブが集計し、いつの時点の値かを横に示します。オフラインのあいだは、最後の集計がそのまま残ります。</translation>
    </message>
</context>
<context>
    <name>ui::DeskView</name>
    <message>
        <source>Try now</source>
        <translation>今すぐ試す</translation>
    </message>
    <message numerus="yes">
        <source>%n await(s) approval</source>
        <translation>
            <numerusform>承認待ち %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Nursery</source>
        <translation>園</translation>
    </message>
    <message>
        <source>Opens the list of what waits to be sent and what needs attention</source>
        <translation>送信待ちと要確認の一覧を開きます</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>ロック (Ctrl+L)</translation>
    </message>
    <message>
        <source>Help (F1)</source>
        <translation>ヘルプ (F1)</translation>
    </message>
</context>
<context>
    <name>ui::DetailsSide</name>
    <message>
        <source>Close (Esc)</source>
        <translation>閉じる（Esc）</translation>
    </message>
</context>
<context>
    <name>ui::EnrolmentStep</name>
    <message>
        <source>Connect an authenticator app</source>
        <translation>認証アプリを登録してください</translation>
    </message>
    <message>
        <source>Scan this picture with an authenticator app on your phone or tablet. From then on the app shows a new code every 30 seconds, which you type when you sign in.</source>
        <translation>スマートフォンやタブレットの認証アプリでこの画像を読み取ってください。アプリには30秒ごとに新しいコードが表示され、サインインのときに入力します。</translation>
    </message>
    <message>
        <source>QR code for the authenticator app</source>
        <translation>認証アプリ用のQRコード</translation>
    </message>
    <message>
        <source>The same secret follows as text.</source>
        <translation>同じ内容を次に文字で示します。</translation>
    </message>
    <message>
        <source>If it cannot be scanned, type this into the app:</source>
        <translation>読み取れないときは、アプリに次の文字を入力してください:</translation>
    </message>
    <message>
        <source>Six-digit code</source>
        <translation>6桁のコード</translation>
    </message>
    <message>
        <source>The code that the app shows now.</source>
        <translation>アプリに今表示されているコード。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>Back to the beginning</source>
        <translation>最初に戻る</translation>
    </message>
</context>
<context>
    <name>ui::FacilityPage</name>
    <message>
        <source>Facility profile</source>
        <translation>施設情報</translation>
    </message>
    <message>
        <source>Saved on this PC; it goes to the hub by itself.</source>
        <translation>このPCに保存しました。自動で送信されます。</translation>
    </message>
    <message>
        <source>Draft kept on this PC</source>
        <translation>下書きをこのPCに保存しました</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>As at the hub</source>
        <translation>基盤と同じ</translation>
    </message>
    <message numerus="yes">
        <source>Please correct %n item(s). What you typed is kept.</source>
        <translation>
            <numerusform>%n項目を直してください。入力した内容は残っています。</numerusform>
        </translation>
    </message>
    <message>
        <source>These are changes that you had not saved. Go on, or discard them.</source>
        <translation>保存していない変更が残っていました。続けるか、破棄してください。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄する</translation>
    </message>
    <message>
        <source>What parents see first</source>
        <translation>保護者が最初に見る項目</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>開所時間</translation>
    </message>
    <message>
        <source>Classes and places</source>
        <translation>クラスと定員</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>変更を破棄</translation>
    </message>
    <message>
        <source>Somebody else changed the same item meanwhile: %1. What you typed is still here; if you save, yours replaces theirs.</source>
        <translation>ほかの人が同じ項目を変更しました：%1。入力した内容は残っています。保存すると、あなたの内容に置き換わります。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Somebody else changed this facility meanwhile. Their changes have been filled in; what you typed is still here.</source>
        <translation>ほかの人がこの施設の情報を変更しました。その変更を反映しました。入力した内容は残っています。</translation>
    </message>
    <message>
        <source>Correct what parents see</source>
        <translation>保護者に見える内容を直す</translation>
    </message>
    <message>
        <source>Type over the item and press Save. The text below an item says what it is for; a value that cannot be right is explained there before anything is sent.</source>
        <translation>項目を書き直して「保存」を押します。項目の下の文がその項目の意味です。正しくない値は、送る前にそこで説明します。</translation>
    </message>
    <message>
        <source>Stop in the middle</source>
        <translation>途中でやめる</translation>
    </message>
    <message>
        <source>What you typed is kept on this PC, also when the program ends. Discard changes takes you back to what parents see now.</source>
        <translation>入力した内容は、プログラムを終了してもこの PC に残ります。「変更を破棄」を押すと、いま保護者に見えている内容に戻ります。</translation>
    </message>
    <message>
        <source>Work on it with a colleague</source>
        <translation>ほかの職員と分担する</translation>
    </message>
    <message>
        <source>Items that only one of you changed come together by themselves. If both changed the same item, you are asked; nothing is lost.</source>
        <translation>片方だけが変えた項目は自動でまとまります。同じ項目を両方が変えたときは確認します。失われるものはありません。</translation>
    </message>
    <message>
        <source>Your changes are discarded.</source>
        <translation>変更を破棄しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
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
    <name>ui::FilterBar</name>
    <message numerus="yes">
        <source>%n reservation(s)</source>
        <translation>
            <numerusform>%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Day of the visit</source>
        <translation>見学日</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Booked by</source>
        <translation>申込経路</translation>
    </message>
    <message>
        <source>Name, kana or phone</source>
        <translation>氏名・カナ・電話番号</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>絞り込みを解除</translation>
    </message>
    <message>
        <source>Awaiting an answer</source>
        <translation>承認待ち</translation>
    </message>
    <message>
        <source>Awaiting and approved</source>
        <translation>承認待ちと承認</translation>
    </message>
    <message>
        <source>Not sent or to be looked at</source>
        <translation>送信待ち・要確認</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>終了したもの</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>すべての日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>今週</translation>
    </message>
    <message>
        <source>From today</source>
        <translation>今日以降</translation>
    </message>
    <message>
        <source>Any channel</source>
        <translation>すべての経路</translation>
    </message>
    <message>
        <source>Any class</source>
        <translation>すべてのクラス</translation>
    </message>
    <message>
        <source>Empty the search</source>
        <translation>検索を消す</translation>
    </message>
</context>
<context>
    <name>ui::FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>はじめに</translation>
    </message>
    <message>
        <source>Look through the nursery&apos;s profile</source>
        <translation>施設情報を確認</translation>
    </message>
    <message>
        <source>Open a tour slot</source>
        <translation>見学枠を開く</translation>
    </message>
    <message>
        <source>Try it in the practice mode (in the menu of the PC: Hokatsu Desk, practice)</source>
        <translation>練習モードで試す（PCのメニューの「保活デスク」→「研修モード」）</translation>
    </message>
</context>
<context>
    <name>ui::HubForm</name>
    <message>
        <source>Address of the hub</source>
        <translation>基盤のアドレス</translation>
    </message>
    <message>
        <source>Begins with https://. Your administrator knows it.</source>
        <translation>https:// で始まります。管理者に確認してください。</translation>
    </message>
    <message>
        <source>Certificate of the hub (CA)</source>
        <translation>基盤の証明書(CA)</translation>
    </message>
    <message>
        <source>Only needed where the hub has a certificate authority of its own.</source>
        <translation>基盤が独自の認証局を使っている場合だけ必要です。</translation>
    </message>
    <message>
        <source>Load the CA …</source>
        <translation>CA を読み込む…</translation>
    </message>
    <message>
        <source>Use this address</source>
        <translation>このアドレスを使う</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint. Compare it with the one that your administrator gave you:</source>
        <translation>SHA-256 フィンガープリント。管理者から受け取ったものと見比べてください:</translation>
    </message>
    <message>
        <source>Load the hub&apos;s CA</source>
        <translation>基盤のCAを読み込む</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der);;All files (*)</source>
        <translation>証明書 (*.pem *.crt *.cer *.der);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>ui::HubStep</name>
    <message>
        <source>Where is the hub?</source>
        <translation>基盤の場所</translation>
    </message>
    <message>
        <source>The hub joins nurseries, municipalities and the parents&apos; sites. This PC needs its address once.</source>
        <translation>基盤は、園・自治体・保護者向けサイトをつなぎます。このPCに一度だけアドレスを設定してください。</translation>
    </message>
    <message>
        <source>Back to signing in</source>
        <translation>サインインに戻る</translation>
    </message>
</context>
<context>
    <name>ui::KeychainStep</name>
    <message>
        <source>This PC has no usable keychain</source>
        <translation>このPCではキーチェーンを使えません</translation>
    </message>
    <message>
        <source>Families&apos; names and your sign-in are stored on this PC only in locked form. Windows, macOS and most Linux desktops keep the key in their keychain; here it does not answer. Choose one of the two ways.</source>
        <translation>保護者の氏名とサインインの状態は、鍵をかけた形でだけこのPCに保存します。通常、鍵はOSのキーチェーンに置きますが、このPCでは応答がありません。次のどちらかを選んでください。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>合言葉</translation>
    </message>
    <message>
        <source>At least 8 characters. You type it at each start; without it the stored data cannot be opened.</source>
        <translation>8文字以上。起動のたびに入力します。忘れると保存データを開けません。</translation>
    </message>
    <message>
        <source>Store data, locked by the passphrase</source>
        <translation>合言葉で鍵をかけて保存する</translation>
    </message>
    <message>
        <source>Store nothing</source>
        <translation>何も保存しない</translation>
    </message>
    <message>
        <source>Without a passphrase nothing is stored: everything is fetched anew at each start, and you can read but not answer.</source>
        <translation>合言葉を使わない場合は何も保存しません。起動のたびにすべて取り直し、閲覧だけができます(承認などはできません)。</translation>
    </message>
    <message>
        <source>Type your passphrase</source>
        <translation>合言葉を入力してください</translation>
    </message>
    <message>
        <source>The data on this PC are locked by a passphrase that was chosen here.</source>
        <translation>このPCのデータには、以前決めた合言葉で鍵がかかっています。</translation>
    </message>
    <message>
        <source>Open the stored data</source>
        <translation>保存データを開く</translation>
    </message>
    <message>
        <source>Go on without the stored data</source>
        <translation>保存データを使わずに続ける</translation>
    </message>
    <message>
        <source>The keychain is there now: ask it again</source>
        <translation>キーチェーンをもう一度確かめる</translation>
    </message>
</context>
<context>
    <name>ui::LockView</name>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>%1 is signed in.</source>
        <translation>%1 さんがサインインしています。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Works without a network, too.</source>
        <translation>ネットワークにつながっていなくても解除できます。</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>別の人がサインインする</translation>
    </message>
    <message>
        <source>Work that was not yet sent stays on this PC and goes out after the next sign-in.</source>
        <translation>未送信の作業はこのPCに残り、次のサインインの後に送信されます。</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>[Practice] Hokatsu Desk</source>
        <translation>【研修】保活デスク</translation>
    </message>
    <message>
        <source>Hokatsu Desk</source>
        <translation>保活デスク</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
</context>
<context>
    <name>ui::MonthFigures</name>
    <message>
        <source>%1</source>
        <comment>number of requests, with its counter word</comment>
        <translation>%1件</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>a share</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>as of %1</source>
        <comment>age of figures</comment>
        <translation>%1 時点</translation>
    </message>
    <message>
        <source>just now</source>
        <comment>age of figures</comment>
        <translation>たった今</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <comment>age of figures</comment>
        <translation>
            <numerusform>%n分前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <comment>age of figures</comment>
        <translation>
            <numerusform>%n時間前</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline: the figures are those that the hub gave then.</source>
        <translation>オフラインのため、その時点の集計を表示しています。</translation>
    </message>
    <message>
        <source>Offline: the figures come as soon as the hub can be reached.</source>
        <translation>オフラインです。ハブにつながりしだい集計を表示します。</translation>
    </message>
    <message>
        <source>The hub is counting …</source>
        <translation>集計中…</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between figures</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>今月</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申込</translation>
    </message>
    <message>
        <source>Time to the answer (median of open hours)</source>
        <translation>回答までの時間（開所時間の中央値）</translation>
    </message>
    <message>
        <source>Answered in time</source>
        <translation>期限内の回答</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Update this month&apos;s figures</source>
        <translation>今月の集計を更新</translation>
    </message>
</context>
<context>
    <name>ui::MonthView</name>
    <message>
        <source>Month calendar of tour slots</source>
        <translation>見学枠の月カレンダー</translation>
    </message>
    <message>
        <source>%1 closed</source>
        <comment>a slot in the month, time</comment>
        <translation>%1 受付終了</translation>
    </message>
    <message>
        <source>%1 full</source>
        <comment>a slot in the month, time</comment>
        <translation>%1 満席</translation>
    </message>
    <message>
        <source>%1 %2/%3 free</source>
        <comment>a slot in the month: time, free seats, seats</comment>
        <translation>%1 空き%2/%3</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか %n枠</numerusform>
        </translation>
    </message>
    <message>
        <source>no slot</source>
        <translation>枠なし</translation>
    </message>
</context>
<context>
    <name>ui::Navigation</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>予約</translation>
    </message>
    <message>
        <source>Tour slots</source>
        <translation>見学枠</translation>
    </message>
    <message>
        <source>Facility profile</source>
        <translation>施設情報</translation>
    </message>
    <message>
        <source>Approval delays</source>
        <translation>承認状況</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>送信の状況</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>キーボード操作</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>画面の一覧</translation>
    </message>
    <message>
        <source>Changed on two sides</source>
        <translation>同時に変更された内容</translation>
    </message>
</context>
<context>
    <name>ui::NewPasswordStep</name>
    <message>
        <source>Choose your password</source>
        <translation>パスワードを決めてください</translation>
    </message>
    <message>
        <source>From now on you sign in with this password; the activation code no longer works.</source>
        <translation>これからはこのパスワードでサインインします。アクティベーションコードは使えなくなります。</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>At least 12 characters. A sentence that only you know is good; any characters may be used. Very common passwords are refused.</source>
        <translation>12文字以上。自分だけが知っている文がおすすめです。どの文字でも使えます。よく使われるパスワードは登録できません。</translation>
    </message>
    <message>
        <source>The same password again</source>
        <translation>もう一度、同じパスワード</translation>
    </message>
    <message>
        <source>Use this password</source>
        <translation>このパスワードにする</translation>
    </message>
    <message>
        <source>Back to the beginning</source>
        <translation>最初に戻る</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>2つのパスワードが違います。同じものを2回入力してください。</translation>
    </message>
</context>
<context>
    <name>ui::OutboxPage</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>今すぐ試す</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>送信の状況</translation>
    </message>
    <message>
        <source>What you did is stored on this PC and goes to the hub by itself.</source>
        <translation>操作はこのPCに保存し、基盤へ自動で送信します。</translation>
    </message>
    <message>
        <source>Everything has been sent</source>
        <translation>すべて送信しました</translation>
    </message>
    <message>
        <source>Nothing waits, and the hub refused nothing.</source>
        <translation>送信待ちや、基盤に断られた操作はありません。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub says: %1</source>
        <translation>基盤からの応答: %1</translation>
    </message>
    <message>
        <source>I have seen it</source>
        <translation>確認しました</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>送信をやめる</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>対象を表示</translation>
    </message>
    <message>
        <source>Print the list</source>
        <translation>一覧を印刷</translation>
    </message>
    <message>
        <source>Your act was not done; the hub&apos;s state stands.</source>
        <translation>この操作は行われず、基盤の状態のままです。</translation>
    </message>
    <message>
        <source>Done here: %1</source>
        <translation>操作した日時：%1</translation>
    </message>
    <message>
        <source>Nursery: %1</source>
        <translation>施設：%1</translation>
    </message>
    <message>
        <source>Reason for the family: %1</source>
        <translation>保護者への理由：%1</translation>
    </message>
    <message>
        <source>Changed items: %1</source>
        <translation>変更した項目：%1</translation>
    </message>
    <message>
        <source>It was on its way once, so it cannot be taken back: the hub may have it.</source>
        <translation>一度送信を始めたため、取り消せません（基盤に届いている可能性があります）。</translation>
    </message>
    <message>
        <source>Number for the support desk: %1</source>
        <translation>お問い合わせ番号：%1</translation>
    </message>
    <message>
        <source>Not yet sent</source>
        <translation>まだ送信されていない操作</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>詳しく見る</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Taken: %1. The hub&apos;s was: %2.</source>
        <translation>自分の変更にした：%1（基盤は %2 でした）</translation>
    </message>
    <message>
        <source>Left as at the hub: %1. Mine was: %2.</source>
        <translation>基盤のままにした：%1（自分の変更は %2 でした）</translation>
    </message>
    <message>
        <source>Compare and decide</source>
        <translation>比べて決める</translation>
    </message>
    <message>
        <source>See what still waits</source>
        <translation>送信待ちを見る</translation>
    </message>
    <message>
        <source>Each act is stored on this PC and goes out by itself as soon as the hub is reached; Try now does not wait. In detail shows everything about it.</source>
        <translation>操作はこの PC に保存され、連携基盤につながると自動で送られます。「今すぐ試す」は待たずに送ります。「詳しく見る」で内容をすべて表示します。</translation>
    </message>
    <message>
        <source>Take something back</source>
        <translation>取りやめる</translation>
    </message>
    <message>
        <source>Do not send works as long as the act has never been on its way.</source>
        <translation>「送信をやめる」は、一度も送信を始めていない操作に使えます。</translation>
    </message>
    <message>
        <source>Look at what the hub refused</source>
        <translation>受け付けられなかった操作を見る</translation>
    </message>
    <message>
        <source>The reason stands below the act. Show it leads to where it can be corrected; I have seen it takes it off this list.</source>
        <translation>理由は操作の下に表示されます。「対象を表示」で直す画面に移ります。「確認しました」で一覧から外れます。</translation>
    </message>
    <message>
        <source>Work on paper</source>
        <translation>紙で控える</translation>
    </message>
    <message>
        <source>Print the list, for example before this PC is put away.</source>
        <translation>PC を片付ける前などに、一覧を印刷できます。</translation>
    </message>
    <message>
        <source>Decisions on what was changed on two sides, kept for 180 days</source>
        <translation>双方の変更についての判断の記録（180日間保存）</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) need your decision or a look</source>
        <translation>
            <numerusform>要確認 %n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait to be sent</source>
        <translation>
            <numerusform>送信待ち %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back. Nothing was sent.</source>
        <translation>取り消しました。何も送信していません。</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>入力に戻る</translation>
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
    <name>ui::PasswordStep</name>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Login ID</source>
        <translation>ログインID</translation>
    </message>
    <message>
        <source>As given to you by your administrator.</source>
        <translation>管理者から受け取ったもの。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>At the first sign-in: the activation code.</source>
        <translation>はじめてのサインインでは、アクティベーションコードを入力します。</translation>
    </message>
    <message>
        <source>Address and certificate of the hub</source>
        <translation>基盤のアドレスと証明書</translation>
    </message>
</context>
<context>
    <name>ui::RecentList</name>
    <message>
        <source>%1 %2 withdrew the tour of %3</source>
        <translation>%1&#x3000;%2 の保護者が %3 の見学を取り消しました</translation>
    </message>
    <message>
        <source>%1 %2 asked for %3</source>
        <translation>%1&#x3000;%2 の保護者が %3 の見学を申し込みました</translation>
    </message>
    <message>
        <source>Nothing yet. Requests and withdrawals stand here.</source>
        <translation>まだありません。申込と保護者の取消がここに出ます。</translation>
    </message>
    <message>
        <source>What happened lately</source>
        <translation>最近の動き</translation>
    </message>
</context>
<context>
    <name>ui::RecoveryCodesStep</name>
    <message>
        <source>Keep your recovery codes</source>
        <translation>リカバリーコードを控えてください</translation>
    </message>
    <message>
        <source>If you lose the device with the authenticator app, each of these codes lets you in once. They are shown only now. Keep them on paper in a safe place, not on this PC.</source>
        <translation>認証アプリの端末をなくしたとき、コード1つにつき1回サインインできます。表示されるのは今だけです。紙に控え、このPC以外の安全な場所に保管してください。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the recovery codes</source>
        <translation>リカバリーコードをコピー</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>Print the recovery codes</source>
        <translation>リカバリーコードを印刷</translation>
    </message>
    <message>
        <source>I have noted the codes</source>
        <translation>コードを控えました</translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Hokatsu Desk: recovery codes</source>
        <translation>保活デスク: リカバリーコード</translation>
    </message>
    <message>
        <source>Note the codes first, then tick this. They are not shown again.</source>
        <translation>先にコードを控えてから、チェックを入れてください。もう一度表示することはできません。</translation>
    </message>
</context>
<context>
    <name>ui::ReservationDetails</name>
    <message>
        <source>%1 did not go through. %2</source>
        <translation>「%1」は受け付けられませんでした。%2</translation>
    </message>
    <message>
        <source>I have seen it</source>
        <translation>確認しました</translation>
    </message>
    <message>
        <source>Question: %1</source>
        <translation>質問：%1</translation>
    </message>
    <message>
        <source>born %1</source>
        <translation>%1 生まれ</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>%1 出産予定</translation>
    </message>
    <message>
        <source>wishes to enter in %1</source>
        <translation>%1 入園希望</translation>
    </message>
    <message>
        <source>Class: %1</source>
        <translation>クラス：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n visitor(s)</source>
        <translation>
            <numerusform>来園 %n名</numerusform>
        </translation>
    </message>
    <message>
        <source>Booked by %1 on %2</source>
        <translation>申込：%1（%2）</translation>
    </message>
    <message>
        <source>Answer due by %1</source>
        <translation>回答期限：%1</translation>
    </message>
    <message>
        <source>Names and addresses are not shown to this account.</source>
        <translation>このアカウントには氏名と連絡先を表示しません。</translation>
    </message>
    <message>
        <source>(automatically)</source>
        <translation>（自動）</translation>
    </message>
    <message>
        <source>  Reason: %1</source>
        <translation>&#x3000;理由：%1</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>ご家族</translation>
    </message>
    <message>
        <source>History</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>取り消す（未送信）</translation>
    </message>
    <message>
        <source>Show the slot</source>
        <translation>見学枠を見る</translation>
    </message>
</context>
<context>
    <name>ui::ReservationListModel</name>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>見学日</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>お子さん</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>保護者</translation>
    </message>
    <message>
        <source>Answer due</source>
        <translation>回答期限</translation>
    </message>
    <message>
        <source>Booked by</source>
        <translation>申込経路</translation>
    </message>
</context>
<context>
    <name>ui::ReservationTable</name>
    <message>
        <source>List of reservations</source>
        <translation>予約の一覧</translation>
    </message>
    <message>
        <source>A approves, D declines.</source>
        <translation>Aで承認、Dで却下します。</translation>
    </message>
</context>
<context>
    <name>ui::ReservationsPage</name>
    <message>
        <source>Reservations</source>
        <translation>予約</translation>
    </message>
    <message>
        <source>No reservation matches</source>
        <translation>条件に合う予約はありません</translation>
    </message>
    <message>
        <source>Nothing fits all that is chosen above.</source>
        <translation>上で選んだ条件のすべてに合うものがありません。</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>絞り込みを解除</translation>
    </message>
    <message>
        <source>No reservations yet</source>
        <translation>予約はまだありません</translation>
    </message>
    <message>
        <source>New ones appear here by themselves, within a moment.</source>
        <translation>新しい予約は自動でここに表示されます。</translation>
    </message>
    <message>
        <source>Families can only book where tour slots are open.</source>
        <translation>見学枠を開いている日だけ、ご家族が予約できます。</translation>
    </message>
    <message>
        <source>An answer is being typed at the side. Send it or go back first.</source>
        <translation>横で回答を入力中です。先に送るか、戻ってください。</translation>
    </message>
    <message>
        <source>Phone or counter booking</source>
        <translation>電話・窓口の予約を入力</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>A form is open at the side. Send it or go back first.</source>
        <translation>入力の途中です。先に送信するか、戻ってください。</translation>
    </message>
    <message>
        <source>This reservation is not on this PC.</source>
        <translation>この予約はこのPCにありません。</translation>
    </message>
    <message>
        <source>The chosen family is no longer in this list. Choose the next one.</source>
        <translation>選んでいたご家庭は一覧にありません。次に見る予約を選んでください。</translation>
    </message>
    <message>
        <source>Choose a family in the list.</source>
        <translation>一覧から予約を選んでください。</translation>
    </message>
</context>
<context>
    <name>ui::SecondFactorStep</name>
    <message>
        <source>Confirm that it is you</source>
        <translation>本人確認</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>リカバリーコード</translation>
    </message>
    <message>
        <source>One of the ten codes that you noted. Each works once.</source>
        <translation>控えておいた10個のコードのうち1つ。それぞれ1回だけ使えます。</translation>
    </message>
    <message>
        <source>Use the authenticator app instead</source>
        <translation>認証アプリのコードを使う</translation>
    </message>
    <message>
        <source>Six-digit code</source>
        <translation>6桁のコード</translation>
    </message>
    <message>
        <source>The code that your authenticator app shows now.</source>
        <translation>認証アプリに今表示されているコード。</translation>
    </message>
    <message>
        <source>Use a recovery code instead</source>
        <translation>リカバリーコードを使う</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>Back to the beginning</source>
        <translation>最初に戻る</translation>
    </message>
    <message>
        <source>This recovery code is not right, or it was used before.</source>
        <translation>リカバリーコードが違うか、すでに使われています。</translation>
    </message>
</context>
<context>
    <name>ui::SeriesForm</name>
    <message>
        <source>No day matches. Choose weekdays and a longer period.</source>
        <translation>当てはまる日がありません。曜日と期間を選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) will be opened.</source>
        <translation>
            <numerusform>%n枠を開きます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left out.</source>
        <translation>
            <numerusform>%n日は除きます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open %n slot(s)</source>
        <translation>
            <numerusform>%n枠を開く</numerusform>
        </translation>
    </message>
    <message>
        <source>left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>closed that day</source>
        <translation>休園日</translation>
    </message>
    <message>
        <source>national holiday</source>
        <translation>祝日</translation>
    </message>
    <message>
        <source>overlaps a slot that is there</source>
        <translation>既にある枠と重なる</translation>
    </message>
    <message>
        <source>is over already</source>
        <translation>過ぎた日</translation>
    </message>
    <message>
        <source>will be opened</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>毎週</translation>
    </message>
    <message>
        <source>Every other week</source>
        <translation>隔週</translation>
    </message>
    <message>
        <source>On the nth weekday of the month</source>
        <translation>毎月 第何曜日</translation>
    </message>
    <message>
        <source>On the last weekday of the month</source>
        <translation>毎月 最終曜日</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>火</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>水</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>木</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>金</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>土</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>日</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>第%1</translation>
    </message>
    <message>
        <source>Open slots by a rule</source>
        <translation>くり返しで枠を開く</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>くり返し</translation>
    </message>
    <message>
        <source>Which weeks</source>
        <translation>第何週</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>曜日</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>最初の日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最後の日</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Seats (families)</source>
        <translation>定員（組）</translation>
    </message>
    <message>
        <source>Accepted classes</source>
        <translation>受入クラス</translation>
    </message>
    <message>
        <source>Note to parents</source>
        <translation>保護者へのお知らせ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Preview of the slots</source>
        <translation>作られる枠の確認</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ui::SettingsPage</name>
    <message>
        <source>%1 %</source>
        <comment>text size</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>明るい</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>暗い</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>ハイコントラスト</translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>%n分後</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>ロックしない</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>What you change here is stored at once.</source>
        <translation>変更はすぐに保存されます。</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Reasons for declining</source>
        <translation>却下の理由</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>ひな形</translation>
    </message>
    <message>
        <source>One a line. {日時} becomes the date and time, {施設名} the nursery&apos;s name.</source>
        <translation>1行に1つ。{日時} は見学の日時、{施設名} は園の名前に置きかわります。</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>基盤</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語 (Language)</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字の大きさ</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Lock when nobody works here</source>
        <translation>使わないときにロックするまで</translation>
    </message>
    <message>
        <source>The password opens the program again. Ctrl+L locks at once.</source>
        <translation>パスワードで解除できます。Ctrl+L ですぐにロックします。</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>サインアウト</translation>
    </message>
    <message>
        <source>In the practice mode the program speaks only to the practice hub on this PC, so the address cannot be changed.</source>
        <translation>研修モードではこのPCの研修用基盤だけにつながるため、アドレスは変更できません。</translation>
    </message>
    <message>
        <source>Hokatsu Desk %1</source>
        <translation>保活デスク %1</translation>
    </message>
    <message>
        <source>%1 (%2)
Login ID: %3</source>
        <translation>%1 (%2)
ログインID: %3</translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) not yet sent stay on this PC and go out after the next sign-in.</source>
        <translation>
            <numerusform>未送信の作業 %n件 はこのPCに残り、次のサインインの後に送信されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything has been sent.</source>
        <translation>未送信の作業はありません。</translation>
    </message>
    <message>
        <source>To work on, you need your password and a code again. %1</source>
        <translation>次に使うときは、パスワードとコードが必要です。%1</translation>
    </message>
    <message>
        <source>Make it easier to read</source>
        <translation>読みやすくする</translation>
    </message>
    <message>
        <source>Choose the text size and the colours; everything changes at once.</source>
        <translation>文字の大きさと配色を選びます。すぐに反映されます。</translation>
    </message>
    <message>
        <source>Leave the PC for a moment</source>
        <translation>少しの間、席を離れる</translation>
    </message>
    <message>
        <source>Ctrl+L locks. What is open and typed is there again after the password.</source>
        <translation>Ctrl+L でロックします。開いていた画面と入力中の内容は、パスワードのあとに元どおり表示されます。</translation>
    </message>
    <message>
        <source>End work on this PC</source>
        <translation>この PC での作業を終える</translation>
    </message>
    <message>
        <source>Sign out. What has not been sent stays here and goes out after the next sign-in.</source>
        <translation>サインアウトします。未送信の操作はここに残り、次のサインインのあとに送られます。</translation>
    </message>
    <message>
        <source>Prepare reasons for declining</source>
        <translation>却下の理由を用意する</translation>
    </message>
    <message>
        <source>Write one a line under Reasons for declining; they are offered when a family is declined.</source>
        <translation>「却下の理由」に 1 行に 1 つ書くと、却下のときに選べます。</translation>
    </message>
</context>
<context>
    <name>ui::ShortcutsPage</name>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Fetch and send now</source>
        <translation>今すぐ取り込み・送信</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>この画面</translation>
    </message>
    <message>
        <source>To the next field or button</source>
        <translation>次の項目・ボタンへ</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <translation>ヘルプ：%1</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>この画面のキー</translation>
    </message>
    <message>
        <source>Keys everywhere</source>
        <translation>どの画面でも使えるキー</translation>
    </message>
    <message>
        <source>What to do here</source>
        <translation>この画面でできること</translation>
    </message>
</context>
<context>
    <name>ui::SignInPage</name>
    <message>
        <source>Asking the hub …</source>
        <translation>基盤に問い合わせています…</translation>
    </message>
    <message>
        <source>Hokatsu Desk</source>
        <translation>保活デスク</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
</context>
<context>
    <name>ui::SlotForm</name>
    <message>
        <source>New slot</source>
        <translation>新しい見学枠</translation>
    </message>
    <message>
        <source>Slot on %1</source>
        <translation>%1の見学枠</translation>
    </message>
    <message numerus="yes">
        <source>%n family/families approved</source>
        <translation>
            <numerusform>承認%n組</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>承認待ち%n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>空き%n組</numerusform>
        </translation>
    </message>
    <message>
        <source>Date</source>
        <translation>見学日</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>定員</translation>
    </message>
    <message>
        <source>Families</source>
        <translation>組</translation>
    </message>
    <message>
        <source>Visitors per family</source>
        <translation>1組の人数</translation>
    </message>
    <message>
        <source>0: no limit</source>
        <translation>0＝制限なし</translation>
    </message>
    <message>
        <source>Accepted classes</source>
        <translation>受入クラス</translation>
    </message>
    <message>
        <source>Note to parents</source>
        <translation>保護者へのお知らせ</translation>
    </message>
    <message>
        <source>Take no more reservations</source>
        <translation>新しい予約の受付を止める</translation>
    </message>
    <message>
        <source>Open this slot</source>
        <translation>この枠を開く</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Reservations of this slot</source>
        <translation>この枠の予約を見る</translation>
    </message>
    <message>
        <source>Cancel this slot…</source>
        <translation>この枠を取り消す…</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>変更を破棄</translation>
    </message>
</context>
<context>
    <name>ui::SlotsPage</name>
    <message>
        <source>Tour slots</source>
        <translation>見学枠</translation>
    </message>
    <message>
        <source>The slot on %1 is saved on this PC and goes to the hub.</source>
        <translation>%1の枠をこのPCに保存しました。自動で送信されます。</translation>
    </message>
    <message>
        <source>The change to %1 is saved on this PC and goes to the hub.</source>
        <translation>%1の変更をこのPCに保存しました。自動で送信されます。</translation>
    </message>
    <message>
        <source>Cancel the slot</source>
        <translation>枠を取り消す</translation>
    </message>
    <message>
        <source>Cancel the slot on %1 at %2? No family has booked it.</source>
        <translation>%1 %2の枠を取り消しますか？予約しているご家族はいません。</translation>
    </message>
    <message>
        <source>Cancel the slot and its reservations</source>
        <translation>枠と予約を取り消す</translation>
    </message>
    <message numerus="yes">
        <source>%n family/families have booked this slot. Their reservations are cancelled for the facility&apos;s reasons and they are told.</source>
        <translation>
            <numerusform>この枠には%n組の予約があります。予約は園の都合によるキャンセルになり、ご家族に連絡されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel the slot and tell the families</source>
        <translation>枠を取り消して連絡する</translation>
    </message>
    <message>
        <source>We are sorry: the tour had to be cancelled. Please choose another date.</source>
        <translation>申し訳ありませんが、見学を中止することになりました。別の日をお選びください。</translation>
    </message>
    <message>
        <source>The cancellation is saved on this PC and goes to the hub.</source>
        <translation>取り消しをこのPCに保存しました。自動で送信されます。</translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) are saved on this PC and go to the hub.</source>
        <translation>
            <numerusform>%n枠をこのPCに保存しました。自動で送信されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>closed</source>
        <translation>休園</translation>
    </message>
    <message>
        <source>Previous week</source>
        <translation>前の週</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>今週</translation>
    </message>
    <message>
        <source>Next week</source>
        <translation>次の週</translation>
    </message>
    <message>
        <source>New slot</source>
        <translation>新しい見学枠</translation>
    </message>
    <message>
        <source>By a rule…</source>
        <translation>くり返しで開く…</translation>
    </message>
    <message>
        <source>Drag over free time, or press Enter on it, to open a slot. Arrows move, Page Up and Page Down change the week.</source>
        <translation>空いている時間をドラッグするか、Enterキーで枠を開きます。矢印キーで移動、PageUp・PageDownで週を変えます。</translation>
    </message>
    <message>
        <source>What is typed at the side is not saved yet. Save it or close it first.</source>
        <translation>入力中の内容がまだ保存されていません。先に保存するか、破棄してください。</translation>
    </message>
    <message>
        <source>New time: %1 %2–%3. It holds once you save it.</source>
        <translation>新しい日時：%1 %2–%3。「保存」を押すと決まります。</translation>
    </message>
    <message>
        <source>What you had begun to type is here again.</source>
        <translation>入力の途中だった内容を戻しました。</translation>
    </message>
    <message>
        <source>Open one slot</source>
        <translation>枠を1つ開く</translation>
    </message>
    <message>
        <source>Drag over free time, or press Enter on it, then fill in the form at the side.</source>
        <translation>空いている時間をドラッグするか Enter を押し、横の欄に入力します。</translation>
    </message>
    <message>
        <source>Open many slots</source>
        <translation>まとめて枠を開く</translation>
    </message>
    <message>
        <source>By a rule: choose weekdays and the period, look at every day in the preview, then open them with one press.</source>
        <translation>「くり返しで開く」で曜日と期間を選び、一覧で1日ずつ確かめてから、まとめて開きます。</translation>
    </message>
    <message>
        <source>Copy a week</source>
        <translation>週を写す</translation>
    </message>
    <message>
        <source>Copy this week shows each slot in the other week with what speaks against it; families are never copied.</source>
        <translation>「この週を写す」で、写し先の枠と支障のある日を確かめられます。予約した家庭は写しません。</translation>
    </message>
    <message>
        <source>Move or stretch a slot</source>
        <translation>枠の時間を変える</translation>
    </message>
    <message>
        <source>Pull it with the mouse, or its lower edge, or change the times in the form; then save.</source>
        <translation>枠（長さは下の端）をマウスで動かすか、横の欄で時刻を変えて、保存します。</translation>
    </message>
    <message>
        <source>Cancel a slot</source>
        <translation>枠を中止する</translation>
    </message>
    <message>
        <source>Choose it and press Cancel this slot. Families who booked it are told.</source>
        <translation>枠を選び「この枠を中止」を押します。予約した家庭に連絡します。</translation>
    </message>
    <message>
        <source>See the whole month</source>
        <translation>月全体を見る</translation>
    </message>
    <message>
        <source>By month shows every day; Enter opens its week.</source>
        <translation>「月で見る」で1か月を表示します。Enter でその週を開きます。</translation>
    </message>
    <message>
        <source>Open the slot, or a new one on free time</source>
        <translation>枠を開く（空き時間では新しい枠）</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>長くする</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>短くする</translation>
    </message>
    <message>
        <source>The week or month before</source>
        <translation>前の週・月</translation>
    </message>
    <message>
        <source>The week or month after</source>
        <translation>次の週・月</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>前の月</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>今月</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>次の月</translation>
    </message>
    <message>
        <source>By week</source>
        <translation>週で見る</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>月で見る</translation>
    </message>
    <message>
        <source>Copy this week…</source>
        <translation>この週を写す…</translation>
    </message>
    <message>
        <source>Enter or a double click opens the week of the day.</source>
        <translation>Enter かダブルクリックで、その日の週を開きます。</translation>
    </message>
    <message>
        <source>What was typed is discarded.</source>
        <translation>入力した内容を破棄しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>ui::StartingStep</name>
    <message>
        <source>Opening …</source>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>The stored data are being opened.</source>
        <translation>保存データを開いています。</translation>
    </message>
</context>
<context>
    <name>ui::StoreProblemStep</name>
    <message>
        <source>The stored data are in use</source>
        <translation>保存データが使用中です</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>ディスクがいっぱいです</translation>
    </message>
    <message>
        <source>The profile folder cannot be written to</source>
        <translation>プロファイルのフォルダーに書き込めません</translation>
    </message>
    <message>
        <source>The stored data come from a newer version</source>
        <translation>保存データが新しい版のものです</translation>
    </message>
    <message>
        <source>The stored data are damaged</source>
        <translation>保存データが壊れています</translation>
    </message>
    <message>
        <source>The profile cannot be opened</source>
        <translation>プロファイルを開けません</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Nothing was deleted; what you did is still there.</source>
        <translation>何も消えていません。行った操作も残っています。</translation>
    </message>
    <message>
        <source>Another window of this program, or a backup program, holds them. Close it, then try again.</source>
        <translation>このプログラムの別の画面か、バックアップのプログラムが使っています。閉じてから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>There is no room to save what you do. Delete files that nobody needs, then try again.</source>
        <translation>操作を保存する空きがありません。いらないファイルを消してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Ask your administrator for the right to write there, then try again.</source>
        <translation>管理者に書き込みの権限を依頼してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>This program is older than the one that was used here last. Install the newest version and start it.</source>
        <translation>このプログラムは、前に使ったものより古い版です。最新版を入れて起動してください。</translation>
    </message>
    <message>
        <source>The damaged file could not be put aside. Close other programs that use the profile folder, then try again.</source>
        <translation>壊れたファイルを移せませんでした。プロファイルのフォルダーを使っているほかのプログラムを閉じてから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Remove the cause, then try again.</source>
        <translation>原因を取り除いてから、もう一度お試しください。</translation>
    </message>
</context>
<context>
    <name>ui::TodayActs</name>
    <message>
        <source>Approve (A)</source>
        <translation>承認（A）</translation>
    </message>
    <message>
        <source>Decline… (D)</source>
        <translation>お断り…（D）</translation>
    </message>
    <message>
        <source>Details (Enter)</source>
        <translation>詳細（Enter）</translation>
    </message>
    <message>
        <source>Came (C)</source>
        <translation>来園済（C）</translation>
    </message>
    <message>
        <source>Did not come (N)</source>
        <translation>来なかった（N）</translation>
    </message>
    <message>
        <source>A more urgent family has come to the top.</source>
        <translation>急ぎの申込が先頭に来ました。</translation>
    </message>
    <message>
        <source>The chosen family is no longer in this list. Choose whom to answer next.</source>
        <translation>選んでいたご家庭は一覧にありません。次に回答するご家庭を選んでください。</translation>
    </message>
    <message>
        <source>Choose the family that is to be answered.</source>
        <translation>回答するご家庭を選んでください。</translation>
    </message>
    <message>
        <source>Choose a family to see its details.</source>
        <translation>一覧から選ぶと、ここに詳細が出ます。</translation>
    </message>
</context>
<context>
    <name>ui::TodayPage</name>
    <message>
        <source>Reservations to be answered</source>
        <translation>承認待ちの予約</translation>
    </message>
    <message>
        <source>Everything is answered</source>
        <translation>承認待ちはありません</translation>
    </message>
    <message>
        <source>New requests appear here by themselves.</source>
        <translation>新しい申込は自動でここに表示されます。</translation>
    </message>
    <message>
        <source>Answer who waits</source>
        <translation>待っている方に回答する</translation>
    </message>
    <message>
        <source>Check visitors in</source>
        <translation>来園を記録する</translation>
    </message>
    <message>
        <source>See what needs care</source>
        <translation>対応が必要なことを見る</translation>
    </message>
    <message>
        <source>Approve (in the list)</source>
        <translation>承認（一覧で）</translation>
    </message>
    <message>
        <source>Decline (in the list)</source>
        <translation>却下（一覧で）</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>A tour of today or of the next open day that nobody has answered stands first, then the answer that is due first. A approves it, D declines it with a reason. For 8 seconds Undo or Ctrl+Z takes it back; then it goes out.</source>
        <translation>今日か次の開所日の見学で、まだ回答していないものが先頭です。続いて期限の早い順に並びます。A で承認、D で理由をつけて却下します。8秒以内なら「元に戻す」か Ctrl+Z で取り消せ、そのあと送信されます。</translation>
    </message>
    <message>
        <source>Send the answer that is being typed</source>
        <translation>入力中の回答を送信</translation>
    </message>
    <message>
        <source>Take the last answer back</source>
        <translation>直前の回答を元に戻す</translation>
    </message>
    <message>
        <source>Next to do (%1)</source>
        <translation>次にすること（%1件）</translation>
    </message>
    <message>
        <source>Next to do</source>
        <translation>次にすること</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) waiting to be sent</source>
        <translation>
            <numerusform>送信待ち %n件</numerusform>
        </translation>
    </message>
    <message>
        <source>The plan of the day shows who comes next. From the start of the tour on, C records that the marked family came.</source>
        <translation>「今日の予定」に次に来園するご家庭が出ます。見学の開始時刻から、選んだご家庭の来園を C で記録できます。</translation>
    </message>
    <message>
        <source>Below the plan stand few free seats, acts that did not go through and notices of the hub. A press on a line leads there.</source>
        <translation>予定の下に、残り少ない空き、受け付けられなかった操作、お知らせが出ます。行を押すとその画面に移ります。</translation>
    </message>
    <message>
        <source>Came (in the plan of the day)</source>
        <translation>来園済（今日の予定で）</translation>
    </message>
    <message>
        <source>Did not come (in the plan of the day)</source>
        <translation>来なかった（今日の予定で）</translation>
    </message>
</context>
<context>
    <name>ui::TraineeCard</name>
    <message>
        <source>Login ID: %1
Password: %2
The six-digit code stands in the yellow bar above.</source>
        <translation>ログインID: %1
パスワード: %2
6桁のコードは上の黄色い帯に表示されます。</translation>
    </message>
    <message>
        <source>Fill in the login</source>
        <translation>ログインを入力する</translation>
    </message>
    <message>
        <source>For practice: nursery staff</source>
        <translation>研修用：園職員</translation>
    </message>
    <message>
        <source>For practice: municipal staff</source>
        <translation>研修用：自治体職員</translation>
    </message>
    <message>
        <source>Practise as municipal staff</source>
        <translation>自治体職員として研修する</translation>
    </message>
    <message>
        <source>Practise as nursery staff</source>
        <translation>園職員として研修する</translation>
    </message>
</context>
<context>
    <name>ui::TrainingBar</name>
    <message>
        <source>The practice hub is starting …</source>
        <translation>研修用の基盤を準備しています…</translation>
    </message>
    <message>
        <source>Paused: the invented families do nothing by themselves</source>
        <translation>一時停止中: 架空の保護者は自分からは動きません</translation>
    </message>
    <message>
        <source>Invented families only. Nothing reaches a real hub.</source>
        <translation>架空の家庭だけです。本番の基盤にはつながりません。</translation>
    </message>
    <message>
        <source>The practice hub does not run: %1</source>
        <translation>研修用の基盤が動いていません: %1</translation>
    </message>
    <message>
        <source>Back to the start …</source>
        <translation>最初の状態に戻しています…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Practice authenticator: %1 (%2 s)</source>
        <translation>練習用認証コード: %1 (あと%2秒)</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>最初からやり直す</translation>
    </message>
    <message>
        <source>Everything that was done in this practice is removed, and new invented families come.</source>
        <translation>この研修で行ったことはすべて消え、新しい架空の家庭が入ります。</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>研修</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>コードをコピー</translation>
    </message>
    <message>
        <source>A family books</source>
        <translation>保護者が予約する</translation>
    </message>
</context>
<context>
    <name>ui::UndoOffer</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>元に戻す（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z), %1</source>
        <translation>元に戻す（Ctrl+Z）&#x3000;%1</translation>
    </message>
</context>
<context>
    <name>ui::WaitingRowDelegate</name>
    <message numerus="yes">
        <source>%n visitor(s)</source>
        <comment>short, in a row</comment>
        <translation>
            <numerusform>%n名</numerusform>
        </translation>
    </message>
    <message>
        <source>Question</source>
        <comment>mark of a row</comment>
        <translation>質問</translation>
    </message>
</context>
<context>
    <name>ui::WeekView</name>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Week calendar of tour slots</source>
        <translation>見学枠の週間カレンダー</translation>
    </message>
    <message>
        <source>no slot</source>
        <translation>枠なし</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1から%2</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>受付停止</translation>
    </message>
    <message numerus="yes">
        <source>full (%n families)</source>
        <translation>
            <numerusform>満席（%n組）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>空き%1/%2組</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>承認待ち%n</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <comment>short, in a slot of the calendar</comment>
        <translation>
            <numerusform>待ち%n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/%2</source>
        <comment>free of all seats</comment>
        <translation>%1/%2</translation>
    </message>
</context>
</TS>
