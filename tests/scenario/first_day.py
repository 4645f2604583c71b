"""The first day of a municipality, with the real programs: its open-data list goes in, accounts are made, families book
through the API with curl, a nursery's desk approves and declines, the city's desk sees whose answers come too late.

first_day.py BIN_FOLDER [LIST.csv [CODE]]: without a list one of three invented facilities with the usual flaws is used.
Prints every command with what it said; exit 1 where something is not as it should be.
"""
import atexit
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

BIN = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp(prefix="hokatsu-first-day-")
DATA = os.path.join(WORK, "hub")
SUPPRESSIONS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "support", "desk.lsan")
STARTED = []


@atexit.register
def leave_nothing_running():
    for process in STARTED:
        if process.poll() is None:
            process.kill()
    shutil.rmtree(WORK, ignore_errors=True)


INVENTED = """都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,種別,住所,方書,緯度,経度,アクセス方法,\
駐車場情報,電話番号,内線番号,FAX番号,法人番号,団体名,認可等年月日,収容定員,受入年齢,利用可能曜日,開始時間,終了時間,\
利用可能日時特記事項,一時預かりの有無,URL,備考
139106,0001,東京都,架空市,架空あおぞら保育園,かくうあおぞらほいくえん,認可私立保育所,東京都架空市一丁目2ｰ3,,35.6,139.3,,,\
０３－００００－０００１,,,,,令和6年4月1日,60,産休明け,,7：30,18:30,,有,,
139106,0002,東京都,架空市,架空ひだまり保育園,,認可公立保育所,東京都架空市二丁目,,,,,,,,,,架空市,,85,1歳,,07:30,18:30,,無,,
139106,,東京都,架空市,番号のない園,,認可公立保育所,東京都架空市三丁目,,,,,,,,,,架空市,,85,1歳,,07:30,18:30,,無,,
"""


def check(holds, what):
    print(("ok    " if holds else "FAIL  ") + what, flush=True)
    if not holds:
        sys.exit(1)


def hub(*arguments, quiet=False):
    done = subprocess.run([os.path.join(BIN, "hokatsu-hub"), *arguments, "--data", DATA], capture_output=True, text=True)
    if not quiet:
        print("$ hokatsu-hub " + " ".join(arguments), flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr)
        sys.exit(1)
    return done.stdout


def curl(method, path, token="", body=None, headers=()):
    command = ["curl", "-sS", "--noproxy", "*", "--cacert", ABOUT["ca_file"], "-X", method, ABOUT["url"] + path,
               "-w", "\n%{http_code}"]
    if token:
        command += ["-H", "Authorization: Bearer " + token]
    if body is not None:
        command += ["-H", "Content-Type: application/json", "-H", f"Idempotency-Key: {uuid.uuid4()}", "-d", json.dumps(body)]
    for header in headers:
        command += ["-H", header]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answer, status = text.rsplit("\n", 1)
    print(f"$ curl -X {method} {path} -> {status}", flush=True)
    return int(status), json.loads(answer) if answer else {}


class Desk:
    """A desk without windows: services, store, sync and TLS of the real one, led by lines."""

    def __init__(self, name):
        self.process = subprocess.Popen(
            [os.path.join(BIN, "desk_driver"), "--profile", os.path.join(WORK, name), "--hub", ABOUT["url"], "--ca",
             ABOUT["ca_file"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(
                os.environ, LSAN_OPTIONS="suppressions=" + SUPPRESSIONS + ":print_suppressions=0"))
        STARTED.append(self.process)
        self.process.stdout.readline()  # it says ok once it is open

    def __call__(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        shown = answer if words[0] != "first-sign-in" else answer.split()[0] + " (second factor set up)"
        print(f"desk> {words[0]} {' '.join(map(str, words[2:]) if words[0] == 'first-sign-in' else map(str, words[1:]))}"[:100]
              + " -> " + shown, flush=True)
        return answer

    def until(self, words, wanted, seconds=30):
        for _ in range(seconds * 20):
            answer = self(*words)
            if wanted(answer):
                return answer
            time.sleep(0.05)  # the desk follows the feed by itself; only the question is asked again
        check(False, f"{words} in time")

    def end(self):
        self.process.stdin.write("quit\n")
        self.process.stdin.close()
        check(self.process.wait(30) == 0, "the desk ends cleanly")


def activation(text):
    return text.split("Activation code:")[1].split()[0]


def booking(slot, number):
    return {"slot_id": slot, "channel": "portal", "visitors": 2, "guardian": {
        "name": f"試験 花子{number}", "kana": "シケン ハナコ", "phone": f"090-0000-000{number}"}, "children": [
            {"name": "試験 太郎", "kana": "シケン タロウ", "birth_date": f"2025-06-1{number}", "wished_month": "2027-04"}]}


def main():
    global ABOUT
    os.mkdir(DATA)
    source = sys.argv[2] if len(sys.argv) > 2 else os.path.join(WORK, "list.csv")
    code = sys.argv[3] if len(sys.argv) > 3 else "139106"
    if len(sys.argv) <= 2:
        open(source, "w", encoding="utf-8-sig").write(INVENTED)
    hub("municipality", "add", "--code", code, "--name", "試験の市")
    report = hub("import-facilities", "--municipality", code, source).strip().splitlines()
    print("\n".join(report[:6] + ["..."] + report[-1:]))
    facilities = [line.split("\t") for line in hub("facility", "list", "--municipality", code).strip().splitlines()]
    check(len(facilities) >= 2, f"{len(facilities)} facilities are in the hub")
    facility = facilities[0][0]
    manager = activation(hub("user", "add", "--role", "manager", "--login", "encho", "--name", "園長", "--facility", facility))
    city = activation(hub("user", "add", "--role", "municipal", "--login", "shiyakusho", "--name", "市職員",
                          "--municipality", code))
    secret = hub("system", "add", "--name", "portal", "--id", "portal-test", "--municipality", code)

    ready = os.path.join(DATA, "ready.json")
    server = subprocess.Popen([os.path.join(BIN, "hokatsu-hub"), "serve", "--data", DATA, "--listen", "127.0.0.1:0",
                               "--ready-file", ready], stdout=subprocess.DEVNULL)
    STARTED.append(server)
    for _ in range(600):
        if os.path.exists(ready):
            break
        time.sleep(0.05)
    ABOUT = json.load(open(ready))

    nursery = Desk("nursery")
    check(nursery("first-sign-in", "encho", manager).startswith("ok"), "the nursery's first sign-in")
    nursery("online")
    # The next ten o'clock in Tokyo, an hour ahead at least: whatever the time is, the visit comes before the answer is due.
    day = (datetime.datetime.utcnow() + datetime.timedelta(hours=9 + 24 - 9)).date().isoformat()
    slot = nursery("slot", facility, day, "10:00", "10:30", 3).split()[1]
    check(nursery("settled") == "ok 0", "the slot is at the hub")

    _, tokens = curl("POST", "/v1/oauth/token", body={"grant_type": "client_credentials", "client_id": "portal-test",
                                                      "client_secret": secret.split("client_secret:")[1].split()[0]})
    ids = [str(uuid.uuid4()) for _ in range(4)]
    for number, each in enumerate(ids):
        status, answer = curl("PUT", "/v1/reservations/" + each, tokens["access_token"], booking(slot, number),
                              ["If-None-Match: *"])
        if number < 3:
            check(status in (200, 201) and answer["status"] == "requested", f"family {number + 1} has a seat")
        else:
            check(status == 409 and answer["code"] == "slot-full", "the fourth family is told that the slot is full")

    for each in ids[:3]:
        nursery.until(("row", each), lambda answer: answer.startswith("ok requested"))
    check(nursery("act", "approve", ids[0], 1, "-").startswith("ok"), "approve")
    check(nursery("act", "decline", ids[1], 1, "園行事のため").startswith("ok"), "decline with a reason")
    check(nursery("settled") == "ok 0", "both went out and were accepted")
    for each, wanted in ((ids[0], "approved"), (ids[1], "declined"), (ids[2], "requested")):
        status, answer = curl("GET", "/v1/reservations/" + each, tokens["access_token"])
        check(answer["status"] == wanted, f"the hub says {wanted}")

    office = Desk("office")
    check(office("first-sign-in", "shiyakusho", city).startswith("ok"), "the city's first sign-in")
    office("online")
    late = office.until(("delays",), lambda answer: answer != "ok")
    check(late.endswith("/1"), "the city sees one visit that comes before the answer is due")
    nursery.end()
    office.end()
    server.terminate()
    check(server.wait(30) == 0, "the hub stops cleanly")
    print("the first day went well")


main()
