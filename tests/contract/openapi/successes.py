"""Every operation of the interface called as it is meant to be, and the errors that need a scene of their own."""
import base64
import datetime
import hashlib
import time

from running_hub import new_id, totp

REASON = {"reason": "園の都合のため"}


def day(from_today):
    return str(datetime.date.today() + datetime.timedelta(days=from_today))


class World:
    def __init__(self, hub, conformance, accounts):
        self.hub, self.conformance, self.accounts = hub, conformance, accounts
        self.code, self.facility = accounts["municipality"], accounts["facility"]
        self.tokens, self.sent, self.paths = {}, {}, {}
        self.staff = hub.sign_in(accounts["staff"])
        self.municipal = hub.sign_in(accounts["municipal"])
        self.system = self.oauth()
        self.other_code = next(code for code in self.municipalities() if code != self.code)
        self.auditor = self.person("kakuu-auditor", "--role", "auditor", "--municipality", self.code)
        self.elsewhere = self.person("kakuu-yoso", "--role", "municipal", "--municipality", self.other_code)
        self.operator = self.person("kakuu-unyou", "--role", "hub_operator")
        self.foreigners = [self.auditor, self.system, self.elsewhere, self.operator, self.staff, self.municipal]
        self.other_facility = self.call_json(self.elsewhere, "/v1/facilities?limit=1")["facilities"][0]["id"]

    # --- helpers ---
    def municipalities(self):
        text = self.hub.command("facility", "list", "--municipality", self.code)
        assert self.facility in text
        return [f"{number:06d}" for number in self.known_codes()]

    def known_codes(self):
        """The seeder invents its municipalities one after the other; the desk's feed does not show the neighbour's."""
        import sqlite3
        with sqlite3.connect(f"file:{self.hub.data}/hub.sqlite?mode=ro", uri=True) as database:
            return [int(row[0]) for row in database.execute("SELECT code FROM municipality WHERE length(code) = 6")]

    def call_json(self, token, target):
        answer = self.hub.send("GET", target, token)
        assert answer.status == 200, (target, answer.status, answer.bytes[:300])
        return answer.json

    def person(self, login_id, *scope):
        name, code = self.hub.new_account(login_id, *scope)
        return self.hub.first_sign_in(name, code)[0]["access_token"]

    def token_for(self, operation):
        return self.tokens.get(operation.id, self.staff)

    def do(self, operation_id, token=None, path=None, body=None, version=None, creates=False, query=None, headers=None,
           media="application/json", expect=(200, 201, 204)):
        """Calls with success, and remembers how: the errors are tried on the same call."""
        self.tokens[operation_id], self.paths[operation_id] = token, path or {}
        if isinstance(body, dict):
            self.sent[operation_id] = body
        fields = dict(headers or {})
        if version is not None:
            fields["If-Match"] = f'"{version}"'
        if creates:
            fields["If-None-Match"] = "*"
        return self.conformance.call(operation_id, path, query, body, token, fields, media, expect)

    def everything(self, token):
        """The whole feed of a caller as {(kind, id): record}."""
        records, cursor = {}, ""
        while True:
            page = self.call_json(token, f"/v1/changes?cursor={cursor}")
            for change in page["changes"]:
                records[change["kind"], change["id"]] = change.get("record")
            cursor = page["cursor"]
            if not page["more"]:
                return {key: record for key, record in records.items() if record}

    def run(self):
        for name in ("open_calls", "sign_in", "factors", "sessions", "feed", "facilities", "slots", "series", "closures",
                     "booking", "decisions", "visits", "municipality", "audit"):
            getattr(self, name)()
        for name in sorted(dir(self)):
            if name.startswith("more_"):
                getattr(self, name)()

    # --- open to everybody ---
    def open_calls(self):
        for operation_id in ("status", "live", "ready"):
            self.do(operation_id)
        with open(self.conformance.document.path, "rb") as file:
            if self.do("interface").bytes != file.read():
                self.conformance.fault("the hub serves another description than this one")
        page = self.do("interfacePage")
        style = page.bytes.split(b"<style>")[1].split(b"</style>")[0]
        digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
        if f"'sha256-{digest}'" not in page.headers["content-security-policy"]:
            self.conformance.fault("the page's policy does not allow its own style sheet")

    # --- sign-in ---
    def oauth(self):
        body = {"grant_type": "client_credentials", **self.accounts["system"]}
        answer = self.do("clientToken", body=body)
        form = "&".join(f"{name}={value}" for name, value in body.items()).encode()
        self.do("clientToken", body=form, media="application/x-www-form-urlencoded")
        self.tokens["clientToken"], self.sent["clientToken"] = None, body
        return answer.json["access_token"]

    def sign_in(self):
        name, code = self.hub.new_account("kakuu-shinjin", "--role", "municipal", "--municipality", self.code)
        device = {"device_id": new_id(), "device_name": "架空のPC"}
        half = self.do("login", body={"login_id": name, "password": code, **device}).json
        self.do("choosePassword", body={"mfa_token": half["mfa_token"], "new_password": "a quiet green teapot"})
        uri = self.do("beginEnrolment", body={"mfa_token": half["mfa_token"]}).json["otpauth_uri"]
        self.secret = uri.split("secret=")[1].split("&")[0]
        tokens = self.do("confirmEnrolment", body={"mfa_token": half["mfa_token"], "code": self.now_code()}).json
        half = self.do("login", body={"login_id": name, "password": "a quiet green teapot", **device}).json
        tokens = self.do("secondFactor", body={"mfa_token": half["mfa_token"], "method": "recovery_code",
                                               "code": tokens["recovery_codes"][0]}).json
        self.newcomer = self.do("refresh", body={"refresh_token": tokens["refresh_token"]}).json["access_token"]

    def now_code(self, steps=0):
        return totp(self.secret, int(time.time()) // 30 + steps)

    def factors(self):
        """A code counts once and those of the neighbouring steps count too: now and the next one are two calls' worth."""
        listed = self.do("listFactors", self.newcomer).json["factors"]
        added = self.do("addFactor", self.newcomer, body={"name": "予備の端末", "code": self.now_code(1)}).json
        secret = added["otpauth_uri"].split("secret=")[1].split("&")[0]
        self.do("confirmFactor", self.newcomer, {"id": added["id"]}, {"code": totp(secret, int(time.time()) // 30)})
        self.secret = secret
        self.do("unlock", self.newcomer, body={"code": self.now_code(1)})
        self.do("removeFactor", self.newcomer, {"id": listed[0]["id"]})
        login, code = self.hub.new_account("kakuu-codes", "--role", "municipal", "--municipality", self.code)
        tokens, self.secret = self.hub.first_sign_in(login, code)
        self.do("renewRecoveryCodes", tokens["access_token"], body={"code": self.now_code(1)})

    def sessions(self):
        login, code = self.hub.new_account("kakuu-nakusu", "--role", "municipal", "--municipality", self.code)
        lost = self.hub.first_sign_in(login, code)[0]["access_token"]
        session = self.do("listSessions", lost).json["sessions"][0]["id"]
        self.do("endSession", lost, {"id": session}, query={"wipe": "true"})
        self.tokens["endSession"] = self.staff
        login, code = self.hub.new_account("kakuu-kaeru", "--role", "municipal", "--municipality", self.code)
        self.do("logout", self.hub.first_sign_in(login, code)[0]["access_token"])
        self.tokens["logout"] = self.staff

    # --- the feed ---
    def feed(self):
        first = self.do("changes", self.staff, query={"limit": 5}).json
        self.do("changes", self.municipal, query={"cursor": "", "limit": 1000})
        self.do("changes", self.system)
        self.do("changes", self.staff, query={"cursor": first["cursor"], "wait": 0})

    # --- facilities ---
    def facilities(self):
        place = {"id": self.facility}
        self.do("listFacilities", self.municipal, query={"municipality": self.code, "q": "園", "limit": 2})
        record = self.do("getFacility", self.staff, place).json
        version = self.do("patchFacility", self.staff, place, {"profile": {"note": "架空の備考"}}, record["version"]).json["version"]
        version = self.do("confirmFacility", self.staff, place, version=version).json["version"]
        kept = {name: value for name, value in record.items()
                if name not in ("id", "version", "created_at", "updated_at", "published_version")}
        self.do("putFacility", self.staff, place, kept, version)
        self.do("putFacility", self.municipal, {"id": new_id()}, {
            "municipality_code": self.code, "profile": {"name": "架空あたらし保育園"}, "repeat_policy": "allow",
            "open_hours": [{"weekday": 1, "from": "08:00", "to": "18:00"}], "classes": [{"age": 0, "capacity": 9}]},
            creates=True, expect=(201, 403))
        self.do("availability", self.system, place, query={"from": day(0), "to": day(30)})

    # --- slots ---
    def slot_body(self, from_today=60, start="10:00", **more):
        return {"facility_id": self.facility, "date": day(from_today), "start": start, "end": start[:3] + "30", "seats": 3, **more}

    def new_slot(self, from_today=60, start="10:00", **more):
        slot = {"id": new_id()}
        self.do("putSlot", self.staff, slot, self.slot_body(from_today, start, **more), creates=True)
        return slot

    def slots(self):
        slot = self.new_slot(70, accepted_ages=[0, 1, 2, 3], visitors_per_family=2, note="上履きをお持ちください",
                             opens_at="2026-01-01T00:00:00Z")
        record = self.do("getSlot", self.system, slot).json
        self.do("putSlot", self.staff, slot, self.slot_body(70, "11:00"), record["version"])
        self.do("patchSlot", self.staff, slot, {"note": "入口は裏です"}, record["version"] + 1)
        self.do("patchSlot", self.staff, slot, {"note": None}, record["version"] + 2, media="application/merge-patch+json")
        self.do("deleteSlot", self.staff, slot, version=record["version"] + 3)
        series = {"id": new_id(), "facility_id": self.facility, "rule": "0We", "from": day(90), "to": day(97), "start": "10:00",
                  "end": "10:30", "seats": 2}
        self.do("makeSlots", self.staff, body={"series": series, "slots": [
            {"id": new_id(), **self.slot_body(offset), "series_id": series["id"]} for offset in (90, 97)]})
        taken = self.new_slot(71)
        self.book(taken)
        self.do("deleteSlot", self.staff, taken, version=1, expect=(409,))
        family = self.reservation["id"]
        self.do("deleteSlot", self.staff, taken, {"families": [{"reservation_id": family, "action": "cancel", "message": "工事のため"}]}, 1)

    def series(self):
        series = {"id": new_id()}
        body = {"facility_id": self.facility, "rule": "13Th", "from": day(100), "to": day(190), "start": "10:00", "end": "10:30",
                "seats": 2, "exceptions": [day(120)]}
        self.do("putSeries", self.staff, series, body, creates=True)
        self.do("putSeries", self.staff, series, body, 1)
        self.do("patchSeries", self.staff, series, {"seats": 3}, 2)
        self.do("deleteSeries", self.staff, series, version=3)

    def closures(self):
        closure = {"id": new_id()}
        body = {"facility_id": self.facility, "date": day(50), "reason": "感染症のため"}
        self.do("putClosure", self.staff, closure, body, creates=True)
        self.do("putClosure", self.staff, closure, body, 1)
        self.do("patchClosure", self.staff, closure, {"reason": "台風のため"}, 2)
        self.do("deleteClosure", self.staff, closure, version=3)

    # --- reservations ---
    families = 0

    def booking_body(self, slot, channel="portal"):
        World.families += 1
        return {"slot_id": slot["id"], "channel": channel, "visitors": 2, "question": "駐輪場はありますか",
                "guardian": {"name": "架空 花子", "kana": "カクウ ハナコ", "phone": f"090-2222-{World.families:04d}",
                             "email": "kakuu@example.jp"},
                "children": [{"name": f"架空 𠮷太郎{World.families}", "birth_date": day(-400), "wished_month": day(60)[:7]},
                             {"due_date": day(-30)}]}

    def book(self, slot, channel="portal"):
        path = {"id": new_id()}
        answer = self.do("putReservation", self.system if channel == "portal" else self.staff, path,
                         self.booking_body(slot, channel), creates=True)
        self.reservation = answer.json
        return path

    def booking(self):
        self.plenty = self.new_slot(61, seats=100)
        self.other = self.new_slot(62, seats=100)
        self.book(self.plenty, "phone")
        path = self.book(self.plenty)
        self.do("getReservation", self.municipal, path)
        self.do("getReservation", self.staff, path)
        self.do("openPersonal", self.municipal, path)

    def step(self, operation_id, path, body=None, token=None):
        seen = self.call_json(self.staff, f"/v1/reservations/{path['id']}")
        return self.do(operation_id, token or self.staff, path, body, seen["version"])

    def decisions(self):
        one, two, three = (self.book(self.plenty) for _ in range(3))
        self.step("propose", one, {"slot_ids": [self.other["id"]], "message": "別の日はいかがですか"})
        self.step("reschedule", one, {"slot_id": self.other["id"]}, self.system)
        self.step("approve", one)
        self.step("cancel", one, REASON)
        self.step("correct", one, {"to": "approved", "reason": "押し間違い"})
        self.step("decline", two, {**REASON, "message": "またどうぞ"})
        self.step("withdraw", three, None, self.system)
        four, five = self.book(self.plenty), self.book(self.plenty)
        self.do("moveReservations", self.staff, body={"call": "approve", "items": [
            {"id": four["id"], "version": 1}, {"id": five["id"], "version": 9}, {"id": new_id(), "version": 1}]})

    def visits(self):
        """Of the visits that have begun and of which nobody has said yet who came."""
        begun = [record for (kind, _), record in self.everything(self.staff).items() if kind == "slot" and record["date"] < day(0)]
        dates = {record["id"]: record["date"] for record in begun}
        waiting = [record for (kind, _), record in self.everything(self.staff).items()
                   if kind == "reservation" and record["status"] == "approved" and record["slot_id"] in dates]
        assert len(waiting) >= 2, "the seed leaves visits that nobody has settled"
        self.step("attend", {"id": waiting[0]["id"]})
        self.step("noShow", {"id": waiting[1]["id"]})

    # --- municipalities ---
    def municipality(self):
        path = {"code": self.code}
        record = self.do("getMunicipality", self.municipal, path).json
        self.do("patchMunicipality", self.municipal, path, {"warn_minutes": 600, "late_minutes": 1200}, record["version"])
        self.do("delays", self.municipal, path)

    def audit(self):
        self.do("audit", self.municipal, query={"municipality": self.code, "limit": 50})
        self.do("audit", self.auditor, query={"after": 3})

    # --- the office's daily work ---
    def more_approval_rule(self):
        place = {"id": self.facility}
        rule = {"enabled": False, "conditions": {"seats_left": 1, "accepted_ages": [0, 1, 2], "no_question": True,
                                                 "hours_before_start": 48}, "delay_minutes": 30, "daily_limit": 5}
        self.conformance.call("getApprovalRule", place, token=self.staff, expect=(404,))
        self.do("putApprovalRule", self.staff, place, rule, creates=True)
        self.do("putApprovalRule", self.staff, place, rule, 1)
        self.do("getApprovalRule", self.staff, place)
        self.do("previewApprovalRule", self.staff, place, rule, query={"from": day(-60), "to": day(0)})

    def more_waitlist(self):
        body = {"facility_id": self.facility, "dates": [day(40)], "age_classes": [1, 2], "channel": "portal",
                "guardian": {"name": "架空 花子", "kana": "カクウ ハナコ", "phone": "090-3333-0001", "email": "kakuu@example.jp"}}
        self.waiting = {"id": new_id()}
        self.do("putWaitlistEntry", self.staff, {"id": new_id()}, {**body, "channel": "phone"}, creates=True)
        self.do("putWaitlistEntry", self.system, self.waiting, body, creates=True)
        self.do("listWaiting", self.municipal, {"id": self.facility})
        self.do("listWaiting", self.staff, {"id": self.facility})
        self.do("withdrawWaiting", self.system, self.waiting, version=1)

    def more_vacancies(self):
        month = day(30)[:7]
        path = {"facility_id": self.facility, "month": month}
        body = {"basis_date": day(0), "meaning": "next_month", "values": {"0": {"vacancy": 0, "waiting": 3}, "1": {"vacancy": 2}},
                "symbol": {"2": "△"}, "pooled": [{"ages": [3, 4, 5], "vacancy": 4}], "status": "draft"}
        self.do("putVacancy", self.municipal, path, body, creates=True)
        self.do("putVacancy", self.municipal, path, {**body, "status": "confirmed"}, 1)
        self.do("putVacancies", self.municipal, body={"vacancies": [
            {"version": 0, "vacancy": {**body, "facility_id": self.facility, "month": day(90)[:7]}}]})
        self.do("publishVacancies", self.municipal, body={"month": month})

    def more_notices(self):
        notice = {"id": new_id()}
        body = {"audience": "everyone", "text": "架空の計画停止のお知らせ", "from": "2026-01-01T00:00:00Z",
                "to": "2036-12-01T03:00:00Z"}
        self.do("putNotice", self.operator, notice, body, creates=True)
        self.do("putNotice", self.operator, notice, body, 1)
        self.do("patchNotice", self.operator, notice, {"text": "架空の計画停止は終わりました"}, 2)
        self.do("status")
        self.do("deleteNotice", self.operator, notice, version=3)

    def more_figures(self):
        path = {"code": self.code}
        self.do("statistics", self.municipal, path, query={"from": day(-60), "to": day(0)})
        self.do("coverage", self.municipal, path)
        self.do("makeFollowUp", self.municipal, body={
            "id": new_id(), "facility_id": self.facility, "at": "2026-11-20T01:00:00Z", "method": "phone",
            "counterpart": "園長", "result": "今日中に返事", "next_on": day(1)})
        self.do("reportAuditEvent", self.staff, body={
            "action": "print", "kind": "reservation", "facility_id": self.facility, "count": 3, "members": ["guardian", "children"],
            "occurred_at": "2026-11-20T01:00:00Z"})

    def more_publishing(self):
        place = {"id": self.facility}
        version = self.call_json(self.staff, f"/v1/facilities/{self.facility}")["version"]
        self.do("publishFacility", self.staff, place, version=version)
        self.do("facilityHistory", self.staff, place, query={"limit": 2})
        self.do("openData", path={"file": self.code + "_preschool.csv"})
        self.do("openData", path={"file": self.code + "_preschool.csv"}, query={"layout": "28"})

    def more_import(self):
        file = "ID,名称,名称_カナ\r\nkakuu-1,架空ながれ園,カクウナガレエン\r\n".encode()
        self.do("importFacilities", self.municipal, body=file, media="text/csv", query={"dry_run": "true"})
        self.do("importFacilities", self.municipal, body=file, media="text/csv")
        self.conformance.call("importFacilities", body=b"a,b\r\n", media="text/csv", token=self.municipal, expect=(422,))

    def more_users(self):
        person = {"login_id": "kakuu-atarashii", "name": "架空 次郎", "role": "auditor", "municipality_code": self.code}
        added = self.do("addUser", self.municipal, body=person).json["user"]
        self.do("listUsers", self.municipal)
        self.do("resetUser", self.municipal, {"id": added["id"]}, expect=(202,))
        self.do("resetUser", self.operator, {"id": added["id"]}, expect=(200,))
        self.do("disableUser", self.municipal, {"id": added["id"]})

    def more_webhooks(self):
        hook, url = {"id": new_id()}, "https://kakuu.invalid/hook"
        self.hub.command("webhook", "allow", "--system", self.accounts["system"]["client_id"], "--url", "https://kakuu.invalid/")
        body = {"url": url, "secret": "whsec_a2FrdXUta2FrdXUta2FrdXUta2FrdXUta2FrdXU="}
        self.do("putWebhook", self.system, hook, body, creates=True)
        self.do("putWebhook", self.system, hook, {"url": url, "enabled": False}, 1)
        self.do("getWebhook", self.system, hook)
        self.do("listWebhooks", self.system)
        self.do("listDeliveries", self.system, hook, query={"limit": 5})
        self.do("replayDeliveries", self.system, hook, {"failed": True})
        self.do("deleteWebhook", self.system, hook, version=2)
        self.sent["putWebhook"] = body

    # --- in every role ---
    def come_in_every_role(self):
        place = ("--facility", self.facility)
        made = self.hub.command("operator", "add", "--name", "架空法人")
        corporation = next(word for word in made.split() if word.count("-") == 4)
        self.hub.command("facility", "assign", "--facility", self.facility, "--operator", corporation)
        self.by_role = {
            "staff": self.person("kakuu-r-staff", "--role", "staff", *place),
            "manager": self.person("kakuu-r-manager", "--role", "manager", *place),
            "operator_office": self.person("kakuu-r-office", "--role", "operator_office", "--operator", corporation),
            "municipal": self.municipal, "auditor": self.auditor, "system": self.system, "hub_operator": self.operator}
        self.by_scope = {}
        for scope in ("availability", "reservations:read", "reservations:write", "webhooks"):
            body = {"grant_type": "client_credentials", **self.accounts["system"], "scope": scope}
            self.by_scope[scope] = self.hub.send("POST", "/v1/oauth/token", body=body).json["access_token"]

    def version_of(self, operation, path):
        """The reservation's own, so that nothing but the role is wrong; others are judged before their version."""
        if not operation.path.startswith("/v1/reservations/{id}/"):
            return 1
        return self.call_json(self.staff, f"/v1/reservations/{path['id']}")["version"]

    def one_move(self):
        one = self.sent["moveReservations"]["items"][0]["id"]
        return {"call": "approve", "items": [{"id": one, "version": self.call_json(self.staff, f"/v1/reservations/{one}")["version"]}]}

    # --- errors that need a scene ---
    def stale(self, operation_id, path, body=None, version=1):
        """A version that is no longer, and none at all."""
        token = self.tokens[operation_id]
        self.conformance.call(operation_id, path, None, body, token, {"If-Match": f'"{version}"'}, expect=(412,))
        self.conformance.call(operation_id, path, None, body, token, expect=(428,))

    def forbidden(self, operation_id, path, token, body=None, version=1, creates=False):
        fields = {"If-None-Match": "*"} if creates else {"If-Match": f'"{version}"'}
        self.conformance.call(operation_id, path, None, body, token, fields, expect=(403,))

    def whole_feed(self):
        """Everything that has happened above, as each kind of caller gets it."""
        for token in (self.staff, self.municipal, self.system):
            cursor, more = "", True
            while more:
                page = self.conformance.call("changes", query={"cursor": cursor, "limit": 1000}, token=token, expect=(200,)).json
                cursor, more = page["cursor"], page["more"]

    def particular_errors(self):
        self.errors_of_sign_in()
        self.errors_of_records()
        self.errors_of_reservations()
        self.errors_of_rules_and_publishing()
        self.errors_of_vacancies_and_notices()
        self.errors_of_users()
        self.errors_of_webhooks()
        call = self.conformance.call
        for cursor in ("invented", "x" * 600):
            call("changes", query={"cursor": cursor}, token=self.staff, expect=(410,))
        call("changes", query={"wait": 26}, token=self.staff, expect=(422,))
        call("listFacilities", query={"limit": 0}, token=self.municipal, expect=(422,))
        call("availability", {"id": self.facility}, {"from": "tomorrow"}, token=self.system, expect=(422,))
        call("audit", query={"limit": 0}, token=self.municipal, expect=(422,))
        call("audit", token=self.neighbours_staff(), expect=(403,))
        call("audit", query={"municipality": self.other_code}, token=self.municipal, expect=(404,))
        call("delays", {"code": self.code}, token=self.staff, expect=(403,))

    def errors_of_sign_in(self):
        call = self.conformance.call
        who = {"login_id": "nobody", "password": "not the right one", "device_id": new_id()}
        call("login", body=who, expect=(401,))
        for operation_id in ("secondFactor", "confirmEnrolment"):
            call(operation_id, body={"mfa_token": "invented", "method": "totp", "code": "000000"}, expect=(401,))
        call("beginEnrolment", body={"mfa_token": "invented"}, expect=(401,))
        call("choosePassword", body={"mfa_token": "invented", "new_password": "a quiet green teapot"}, expect=(401,))
        call("refresh", body={"refresh_token": "invented"}, expect=(401,))
        call("clientToken", body={"grant_type": "client_credentials", "client_id": "kakuu-portal", "client_secret": "guessed"},
             expect=(401,))
        form = "application/x-www-form-urlencoded"
        call("clientToken", body=b"grant_type=client_credentials&client_id=kakuu-portal&client_secret=guessed", media=form,
             expect=(401,))
        call("clientToken", body=b"grant_type=password&client_id=x&client_secret=y", media=form, expect=(400,))
        call("clientToken", body=b"scope=availability", media=form, expect=(400,))
        call("clientToken", body=b"grant_type", media="text/plain", expect=(400,))
        call("endSession", {"id": new_id()}, query={"wipe": "perhaps"}, token=self.staff, expect=(422,))
        factors = self.call_json(self.newcomer, "/v1/auth/factors")["factors"]
        call("removeFactor", {"id": factors[0]["id"]}, token=self.newcomer, expect=(403,))
        call("confirmFactor", {"id": new_id()}, body={"code": "000000"}, token=self.newcomer, expect=(401,))
        for operation_id in ("unlock", "renewRecoveryCodes"):
            call(operation_id, body={"code": 1}, token=self.newcomer, expect=(422,))
        call("addFactor", body={"name": "", "code": ""}, token=self.newcomer, expect=(422,))

    def errors_of_records(self):
        slot, series, closure = self.new_slot(63), {"id": new_id()}, {"id": new_id()}
        self.do("putSeries", self.staff, series, self.sent["putSeries"], creates=True)
        self.do("putClosure", self.staff, closure, self.sent["putClosure"], creates=True)
        for kind, path in (("Slot", slot), ("Series", series), ("Closure", closure)):
            body = self.sent["put" + kind]
            patch = {"reason": "台風のため"} if kind == "Closure" else {"note": "入口は裏です"}
            for operation_id in ("put" + kind, "patch" + kind):
                self.conformance.call(operation_id, path, None, {**body, "no_such_member": 1}, self.staff,
                                      {"If-Match": '"1"'}, expect=(422,))
            self.conformance.call("patch" + kind, path, None, patch, self.staff, {"If-Match": '"1"'}, expect=(200,))
            self.stale("put" + kind, path, body)
            self.stale("patch" + kind, path, patch)
            self.stale("delete" + kind, path)
            self.forbidden("put" + kind, path, self.auditor, body)
            self.forbidden("put" + kind, {"id": new_id()}, self.auditor, body, creates=True)
            self.forbidden("patch" + kind, path, self.auditor, patch)
            self.forbidden("delete" + kind, path, self.auditor)
            # An id that is taken where the caller does not look.
            theirs = {**body, "facility_id": self.other_facility}
            neighbour = self.neighbours_staff()
            self.conformance.call("put" + kind, path, None, theirs, neighbour, {"If-None-Match": "*"}, expect=(409,))
        self.conformance.call("deleteSlot", slot, None, {"families": 1}, self.staff, {"If-Match": '"2"'}, expect=(422,))
        self.conformance.call("patchSlot", self.plenty, None, {"status": "cancelled"}, self.staff, {"If-Match": '"1"'},
                              expect=(409,))
        overlap = self.sent["makeSlots"]["slots"][0]
        self.conformance.call("makeSlots", body={"slots": [{**overlap, "id": new_id()}]}, token=self.staff, expect=(409,))
        self.conformance.call("makeSlots", body={"slots": [{**overlap, "id": new_id()}]}, token=self.auditor, expect=(403,))
        for operation_id, body in (("patchFacility", {"repeat_policy": "warn"}), ("putFacility", self.sent["putFacility"]),
                                   ("confirmFacility", None)):
            self.tokens[operation_id] = self.staff
            self.stale(operation_id, {"id": self.facility}, body)
            self.forbidden(operation_id, {"id": self.facility}, self.auditor, body)
            if body:
                version = self.call_json(self.staff, f"/v1/facilities/{self.facility}")["version"]
                self.conformance.call(operation_id, {"id": self.facility}, None, {**body, "no_such_member": 1}, self.staff,
                                      {"If-Match": f'"{version}"'}, expect=(422,))
        self.conformance.call("putFacility", {"id": self.other_facility}, None, self.sent["putFacility"], self.municipal,
                              {"If-None-Match": "*"}, expect=(409,))
        self.stale("patchMunicipality", {"code": self.code}, {"warn_minutes": 500})
        version = self.call_json(self.municipal, f"/v1/municipalities/{self.code}")["version"]
        self.conformance.call("patchMunicipality", {"code": self.code}, None, {"late_minutes": -1}, self.municipal,
                              {"If-Match": f'"{version}"'}, expect=(422,))
        self.forbidden("patchMunicipality", {"code": self.code}, self.auditor, {"warn_minutes": 500})

    def neighbours_staff(self):
        if not hasattr(self, "neighbour"):
            self.neighbour = self.person("kakuu-tonari", "--role", "staff", "--facility", self.other_facility)
        return self.neighbour

    def errors_of_reservations(self):
        call, full = self.conformance.call, self.new_slot(64, seats=1)
        path = self.book(full)
        make = {"If-None-Match": "*"}
        call("putReservation", {"id": new_id()}, None, self.booking_body(full), self.system, make, expect=(409,))
        call("putReservation", {"id": new_id()}, None, self.booking_body(full, "phone"), self.municipal, make, expect=(403,))
        call("putReservation", path, None, self.booking_body(full, "phone"), self.neighbours_staff(), make, expect=(409, 422))
        call("openPersonal", {"id": new_id()}, token=self.municipal, expect=(404,))
        bodies = {"decline": REASON, "cancel": REASON, "propose": {"slot_ids": [self.other["id"]]},
                  "reschedule": {"slot_id": self.other["id"]}, "correct": {"to": "approved", "reason": "押し間違い"}}
        done = self.book(self.plenty)
        self.step("withdraw", done, None, self.system)
        for operation_id in ("approve", "decline", "propose", "withdraw", "cancel", "attend", "noShow", "reschedule", "correct"):
            body, token = bodies.get(operation_id), self.system if operation_id == "withdraw" else self.staff
            call(operation_id, done, None, body, token, {"If-Match": '"1"'}, expect=(412,))
            call(operation_id, done, None, body, token, expect=(428,))
            call(operation_id, done, None, body, token, {"If-Match": '"2"'}, expect=(409,))
            call(operation_id, path, None, body, self.auditor, {"If-Match": '"1"'}, expect=(403,))
            call(operation_id, path, None, {"reason": 1}, token, {"If-Match": '"1"'}, expect=(422,))

    def errors_of_rules_and_publishing(self):
        call, place, wrong = self.conformance.call, {"id": self.facility}, {"no_such_member": 1}
        rule = self.sent["putApprovalRule"]
        self.stale("putApprovalRule", place, rule, 7)
        self.forbidden("putApprovalRule", place, self.auditor, rule, 2)
        call("putApprovalRule", place, None, {**rule, **wrong}, self.staff, {"If-Match": '"2"'}, expect=(422,))
        call("getApprovalRule", place, token=self.system, expect=(403,))
        call("putWaitlistEntry", self.waiting, None, self.sent["putWaitlistEntry"], self.system, {"If-None-Match": "*"}, expect=(412,))
        call("putWaitlistEntry", self.waiting, None, self.sent["putWaitlistEntry"], self.neighbours_staff(),
             {"If-None-Match": "*"}, expect=(409,))
        call("withdrawWaiting", self.waiting, token=self.system, headers={"If-Match": '"1"'}, expect=(412,))
        call("withdrawWaiting", self.waiting, token=self.system, headers={"If-Match": '"2"'}, expect=(409,))
        call("withdrawWaiting", self.waiting, token=self.municipal, headers={"If-Match": '"2"'}, expect=(403,))
        call("previewApprovalRule", place, None, rule, self.auditor, expect=(403,))
        call("previewApprovalRule", place, None, {**rule, **wrong}, self.staff, expect=(422,))
        self.stale("publishFacility", place)
        self.forbidden("publishFacility", place, self.auditor)
        seen = self.call_json(self.staff, f"/v1/facilities/{self.facility}")
        bare = call("patchFacility", place, None, {"profile": {"name_kana": None, "address": None}}, self.staff,
                    {"If-Match": f'"{seen["version"]}"'}, expect=(200,)).json
        call("publishFacility", place, None, None, self.staff, {"If-Match": f'"{bare["version"]}"'}, expect=(422,))
        call("facilityHistory", place, token=self.system, expect=(403,))
        call("facilityHistory", place, {"limit": 0}, token=self.staff, expect=(422,))
        call("openData", {"file": self.code + "_preschool.csv"}, {"layout": "9"}, expect=(422,))
        call("statistics", {"code": self.code}, {"from": day(0), "to": day(-1)}, token=self.municipal, expect=(422,))

    def errors_of_vacancies_and_notices(self):
        call, make = self.conformance.call, {"If-None-Match": "*"}
        path, body = self.paths["putVacancy"], self.sent["putVacancy"]
        self.stale("putVacancy", path, body, 9)
        self.forbidden("putVacancy", path, self.auditor, body, 2)
        call("putVacancy", path, None, {**body, "meaning": "perhaps"}, self.municipal, {"If-Match": '"3"'}, expect=(422,))
        batch = self.sent["putVacancies"]["vacancies"][0]
        call("putVacancies", body={"vacancies": [{**batch, "version": 9}]}, token=self.municipal, expect=(412,))
        notice, body = {"id": new_id()}, self.sent["putNotice"]
        call("putNotice", notice, None, body, self.operator, make, expect=(201,))
        call("putNotice", notice, None, body, self.municipal, make, expect=(409,))
        for operation_id, wrong in (("putNotice", {**body, "audience": "nobody"}), ("patchNotice", {"text": ""})):
            call(operation_id, notice, None, wrong, self.operator, {"If-Match": '"1"'}, expect=(422,))
        self.stale("putNotice", notice, body, 9)
        self.stale("patchNotice", notice, {"text": "架空"}, 9)
        self.stale("deleteNotice", notice, version=9)
        call("makeFollowUp", body=self.sent["makeFollowUp"], token=self.municipal, expect=(409,))

    def errors_of_users(self):
        call, person = self.conformance.call, self.sent["addUser"]
        call("addUser", body=person, expect=(401,))
        call("addUser", body=person, token=self.municipal, expect=(409,))
        call("addUser", body={**person, "login_id": "kakuu-yoso-no", "municipality_code": self.other_code}, token=self.municipal,
             expect=(403,))
        call("addUser", body={**person, "login_id": "?"}, token=self.municipal, expect=(422,))
        for operation_id in ("disableUser", "resetUser"):
            call(operation_id, self.paths["disableUser"], token=self.auditor, expect=(403,))

    def errors_of_webhooks(self):
        call, make, hook = self.conformance.call, {"If-None-Match": "*"}, {"id": new_id()}
        body = self.sent["putWebhook"]
        call("putWebhook", hook, None, body, self.system, make, expect=(201,))
        text = self.hub.command("system", "add", "--name", "架空ポータル2", "--id", "kakuu-portal-2", "--municipality", self.code)
        secret = next(line.split()[-1] for line in text.splitlines() if "ecret" in line)
        other = call("clientToken", body={"grant_type": "client_credentials", "client_id": "kakuu-portal-2",
                                          "client_secret": secret}, expect=(200,)).json["access_token"]
        call("putWebhook", hook, None, body, other, make, expect=(409,))
        call("putWebhook", hook, None, body, other, {"If-Match": '"1"'}, expect=(404,))
        call("putWebhook", hook, None, {**body, "url": "https://elsewhere.invalid/"}, self.system, make, expect=(412, 422))
        self.stale("putWebhook", hook, body, 9)
        self.stale("deleteWebhook", hook, version=9)
        call("listDeliveries", hook, {"limit": 0}, token=self.system, expect=(422,))
        call("replayDeliveries", hook, None, {"failed": True, "delivery_ids": [new_id()]}, self.system, expect=(422,))
        call("deleteWebhook", hook, None, None, self.system, {"If-Match": '"1"'}, expect=(204,))
