"""Two parents' sites and four vendors of nursery software at one hub over TLS, all at once: families book, withdraw and move,
nurseries open and change slots and answer, webhooks fail and come again. In the end no seat is oversold, every booking that
was acknowledged is there once, of two who wrote to one slot one was told to look again, nobody read what is not for him, and
what every partner believes is what the hub has.

connected_systems.py HUB_PROGRAM [postgresql]
"""
import datetime
import os
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(HERE, "..", "support"), os.path.join(HERE, "..", "contract", "openapi")]

from partners import Client, Nursery, Site, System, Vendor, Witness, at_once, overbooked, state_of  # noqa: E402
from postgres import Postgres  # noqa: E402
from running_hub import Hub, new_id  # noqa: E402
from webhook_receiver import Receiver, make_certificate, signature  # noqa: E402

CODE, ACTS, DUELS = "139106", 100, 8
LIST = """都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,種別,住所,方書,緯度,経度,アクセス方法,\
駐車場情報,電話番号,内線番号,FAX番号,法人番号,団体名,認可等年月日,収容定員,受入年齢,利用可能曜日,開始時間,終了時間,\
利用可能日時特記事項,一時預かりの有無,URL,備考
""" + "".join(f"{CODE},000{number},東京都,架空市,架空第{number}保育園,,認可私立保育所,東京都架空市{number}丁目,,,,,,03-0000-000{number},,,,,,60,,,"
              "07:30,18:30,,無,,\n" for number in range(1, 5))
# Who works where: the first facility has two vendors, because it is changing from one to the other.
WORKS_AT = {"vendor-1": (0,), "vendor-2": (0, 1), "vendor-3": (2,), "vendor-4": (3,)}


def day(later):
    """In Tokyo, where the slots are."""
    return str((datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)).date() + datetime.timedelta(later))


DAYS, DUEL_DAY = (day(3), day(20)), day(60)  # families look for visits in the first, duels are fought on the second


def check(holds, what):
    print(("ok    " if holds else "FAIL  ") + what, flush=True)
    if not holds:
        sys.exit(1)


def word_behind(text, name):
    return text.split(name)[1].split()[0]


class Office(Client):
    """The municipality's account: sees every reservation and nobody's name; judges the seats at every moment it sees."""

    def __init__(self, tokens, hub, witness):
        super().__init__("office", hub, witness, None)
        self.tokens, self.state, self.cursor, self.snapshots = tokens, {}, "", 0
        self.token, self.ends = tokens["access_token"], threading.Event()

    def renew(self):
        self.tokens = self.door.send("POST", "/v1/auth/refresh", body={"refresh_token": self.tokens["refresh_token"]}).json
        self.token = self.tokens["access_token"]

    def look(self, wait=0):
        changes, self.cursor = self.feed(self.cursor, wait)
        for change in changes:
            self.state.pop((change["kind"], change["id"]), None)
        self.state.update(state_of(changes))
        self.snapshots += 1
        for wrong in overbooked(self.state):
            self.witness.fault(wrong)

    def watch(self):
        while not self.ends.is_set():
            self.look(wait=2)

    def reservations(self):
        return {key: (record["version"], record["status"], record["slot_id"])
                for (kind, key), record in self.state.items() if kind == "reservation"}


class Story:
    def __init__(self, hub):
        self.hub, self.witness, self.twin_sites = hub, Witness(), []
        self.certificate, key = make_certificate(hub.folder)
        self.receivers = {name: Receiver(self.certificate, key) for name in ("site-1", "site-2", *WORKS_AT)}

    # --- the scene ---
    def set_scene(self):
        hub, source = self.hub, os.path.join(self.hub.folder, "list.csv")
        with open(source, "w", encoding="utf-8") as file:
            file.write(LIST)
        hub.command("municipality", "add", "--code", CODE, "--name", "架空市")
        hub.command("import-facilities", "--municipality", CODE, source)
        self.places = [line.split("\t")[0] for line in hub.command("facility", "list", "--municipality", CODE).splitlines()]
        self.secrets = {}
        for name, receiver in self.receivers.items():
            reach = ["--municipality", CODE]
            if name in WORKS_AT:
                reach = [word for index in WORKS_AT[name] for word in ("--facility", self.places[index])]
            made = hub.command("system", "add", "--id", name, "--name", "架空 " + name, *reach)
            self.secrets[name] = word_behind(made, "client_secret:")
            hub.command("webhook", "allow", "--system", name, "--url", receiver.url(), "--inner-network")
        hub.start("--webhook-ca", self.certificate)
        self.office = Office(self.person("office", "--role", "municipal", "--municipality", CODE), hub, self.witness)
        self.partners = {name: self.partner(seed, name) for seed, name in enumerate(self.receivers)}
        for name in WORKS_AT:
            self.open_slots(self.partners[name].nursery)

    def person(self, login, *scope):
        name, code = self.hub.new_account("kakuu-" + login, *scope)
        return self.hub.first_sign_in(name, code)[0]

    def partner(self, seed, name):
        common = (name, self.secrets[name], self.hub, self.witness, self.receivers[name], seed)
        if name not in WORKS_AT:
            return Site(*common, code=CODE, days=DAYS)
        places = [self.places[index] for index in WORKS_AT[name]]
        scope = [word for place in places for word in ("--facility", place)]
        nursery = Nursery(name + "'s nursery", self.person(name, "--role", "manager", *scope), places, self.hub, self.witness)
        stranger = next(place for place in self.places if place not in places)
        return Vendor(*common, nursery=nursery, days=DAYS, stranger=stranger)

    def open_slots(self, nursery):
        """Few seats, so that families get into each other's way. Whoever shares a place takes other hours."""
        hour = 9 + sorted(WORKS_AT).index(nursery.name.split("'")[0])
        for place in nursery.facilities:
            for offset in (3, 8, 12, 17):
                nursery.open_slot(place, day(offset), f"{hour:02d}:00", 4)
        nursery.follow()

    # --- everybody at once ---
    def everybody_works(self):
        for name, troubles in (("site-1", ["fails"]), ("site-2", ["cut"]), ("vendor-2", ["cut"]), ("vendor-3", ["fails"])):
            self.receivers[name].troubles = troubles
        self.receivers["vendor-1"].go_down()
        for partner in self.partners.values():
            partner.listen()
        watching = threading.Thread(target=self.office.watch)
        threads = [threading.Thread(target=self.guarded, args=(partner,)) for partner in self.partners.values()]
        for thread in (watching, *threads):
            thread.start()
        try:
            self.duels_over_a_slot()
            self.duels_over_an_answer()
            self.duels_over_the_last_seat()
        finally:
            for thread in threads:
                thread.join(400)
            self.office.ends.set()
            watching.join(60)
        self.receivers["vendor-1"].come_up()
        check(not any(thread.is_alive() for thread in (watching, *threads)), "six partners worked at once, and ended")

    def guarded(self, partner):
        try:
            partner.work(ACTS)
        except Exception as problem:  # a thread's fault is the story's
            self.witness.fault(f"{partner.name} gave up: {problem!r}")

    def twins(self, *names):
        """The same account at another connection, so that the partner's own work goes on."""
        for name in names:
            original = self.partners[name].nursery
            twin = Nursery(original.name, {"access_token": original.token, "refresh_token": original.refresh},
                           original.facilities, self.hub, self.witness)
            yield twin

    def duels_over_a_slot(self):
        one, two = self.twins("vendor-1", "vendor-2")
        slot, version, fair = one.open_slot(self.places[0], DUEL_DAY, "09:00", 2), 1, 0
        for number in range(DUELS):
            answers = at_once(*(lambda who=who, seats=seats: who.change_slot(slot, version, {"seats": seats, "note": who.name})
                                for who, seats in ((one, 10 + number), (two, 30 + number))))
            won = [answer for answer in answers if answer.status == 200]
            lost = [answer for answer in answers if answer.status == 412]
            fair += len(won) == len(lost) == 1 and lost[0].json["current"] == won[0].json
            version = won[0].json["version"] if won else version
        check(fair == DUELS and version == 1 + DUELS,
              f"{DUELS} times two vendors wrote to one slot: one was heard, the other was shown what stands there now")

    def duels_over_an_answer(self):
        one, two = self.twins("vendor-1", "vendor-2")
        slot, site, statuses = one.open_slot(self.places[0], DUEL_DAY, "10:00", DUELS), self.other("site-1"), []
        for _ in range(DUELS):
            site.book(self.places[0], slot, expect=(201,))
            reservation = site.last
            answers = at_once(lambda: one.answer_family(reservation, 1, "approve", {}),
                              lambda: two.answer_family(reservation, 1, "decline", {"reason": "満席のため"}))
            statuses.append(sorted(answer.status for answer in answers))
        check(statuses == [[200, 412]] * DUELS, f"{DUELS} times two gave a family contrary answers: one counted")

    def duels_over_the_last_seat(self):
        nursery, = self.twins("vendor-1")
        sites, statuses = [self.other("site-1"), self.other("site-2")], []
        for number in range(DUELS):
            slot = nursery.open_slot(self.places[0], DUEL_DAY, f"{11 + number % 8}:00", 1)
            statuses.append(sorted(at_once(*(lambda site=site: site.book(self.places[0], slot) for site in sites))))
            nursery.change_slot(slot, 1, {"date": day(61 + number), "start": "08:00"}, expect=(409,))
        check(statuses == [[201, 409]] * DUELS, f"{DUELS} times two families wanted the last seat: one has it")

    def other(self, name):
        """The same site at another of its machines, with books of its own until the day is over: what a duel is about is not
        withdrawn by the site's other work."""
        original = self.partners[name]
        twin = System(name, original.secret, self.hub, self.witness, original.receiver, seed=99)
        self.twin_sites.append(twin)
        twin.families = 1000 * len(self.twin_sites)
        return twin

    # --- and then ---
    def until(self, holds, what, seconds=180):
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until:
                check(False, f"{what} in time")
            time.sleep(0.1)  # the hub's answer is the only sign

    def everything_is_delivered(self):
        for partner in self.partners.values():
            self.until(lambda one=partner: not one.deliveries("waiting"), f"{partner.name} hears everything")
        lists = {name: partner.deliveries() for name, partner in self.partners.items()}
        told = {name: {one["id"] for one in rows} for name, rows in lists.items()}
        check(all(one["status"] == "delivered" for rows in lists.values() for one in rows) and
              all(told[name] == set(self.receivers[name].taken) for name in told) and min(map(len, told.values())) > 0,
              f"each of {sum(map(len, told.values()))} deliveries arrived, and nothing else did")
        again = {name: max(receiver.arrivals.values()) for name, receiver in self.receivers.items()}
        check(all(again[name] >= 2 for name in ("site-1", "site-2", "vendor-2", "vendor-3")),
              "what failed or whose answer was lost came again under the same id")
        check(any(one["attempts"] > 1 for one in lists["vendor-1"]), "who was down heard it when he was back")
        check(not any(receiver.forged for receiver in self.receivers.values()), "every signature was right")

    def nothing_is_wrong(self):
        for twin in self.twin_sites:
            self.partners[twin.name].books.hear_all(twin.books.known)
        for partner in self.partners.values():
            partner.catch_up()
        self.office.look()
        there, believed = self.office.reservations(), {}
        for partner in self.partners.values():
            believed.update(partner.books.known)
        check(there == believed, f"what the partners believe of {len(believed)} reservations is what the hub has")
        check(sum(len(partner.books.known) for partner in self.partners.values()) == len(there) > 100,
              "every acknowledged booking is there, and nothing that nobody asked for")
        families = []
        for name in WORKS_AT:
            nursery = self.partners[name].nursery
            nursery.follow()
            families += {(one["id"], one["guardian"]["name"]) for one in nursery.reservations.values()}
        check(len(set(families)) == len({name for _, name in set(families)}) == len(there), "no family is there twice")
        check(not overbooked(self.office.state) and self.office.snapshots > 5,
              f"no seat was oversold, at any of {self.office.snapshots} looks while they worked")
        verified = self.hub.command("verify")
        check("all is well" in verified, "verify: " + verified.strip().splitlines()[-1])
        said = [one for partner in self.partners.values() for one in partner.outcomes]
        met = {code for _, code in said}
        check({"", "slot-full"} <= met, f"the outcomes of {len(said)} bookings, withdrawals and moves: {', '.join(sorted(met - {''}))}")
        check(sum(partner.replayed for partner in self.partners.values()) > 5, "bookings that were sent twice took effect once")

    def families_read_their_answer(self):
        for name in ("site-1", "site-2"):
            site = self.partners[name]
            answered = [site.read(key) for key, (_, status, _) in sorted(site.books.known.items()) if status in ("approved", "declined")]
            check(len(answered) > 0 and all(one["decided_at"] and one["guardian"]["name"].startswith("架空") for one in answered),
                  f"{name} reads {len(answered)} answers")

    def scopes_hold(self):
        for name, partner in self.partners.items():
            narrow = partner.token_for("availability")
            own = next(iter(partner.books.known))
            for method, target in (("GET", "/v1/changes"), ("GET", f"/v1/reservations/{own}"), ("GET", "/v1/webhooks")):
                partner.call(method, target, token=narrow, expect=(403,))
            partner.call("POST", f"/v1/reservations/{own}/withdraw", version=1, token=narrow, expect=(403,))
            place = self.places[WORKS_AT[name][0]] if name in WORKS_AT else self.places[0]
            partner.call("GET", f"/v1/facilities/{place}/availability", token=narrow, expect=(200,))
            check(partner.token_for("hub").startswith("none"), f"{name} can do no more than its token's scopes say")

    def nobody_read_too_much(self):
        for name, receiver in self.receivers.items():
            for body in receiver.bodies:
                self.witness.hears(name, "a webhook", body, None)
        check(not self.witness.faults, f"{self.witness.read} answers and deliveries, nobody's that were not for him: "
              f"{self.witness.faults[:3]}")

    def the_judges_are_awake(self):
        """What they would say of a hub that sells a seat twice or shows a family to a stranger."""
        state = dict(self.office.state)
        sold = next(record["slot_id"] for (kind, _), record in state.items() if kind == "slot_seats" and record["seats_taken"] > 1)
        state["slot", sold] = {**state["slot", sold], "seats": 1}
        mark, owner = next((mark, owner[0]) for mark, owner in self.witness.marks.items() if owner[0] != "site-1")
        judge = Witness()
        judge.marks, judge.owners = self.witness.marks, self.witness.owners
        judge.hears("site-1", "/leak", f"架空 {mark}", self.partners["site-1"].may_read)
        judge.hears("office", "/leak", f"架空 {mark}", None)
        judge.hears("site-1", "/leak", next(key for key, name in judge.owners.items() if name == owner), self.partners["site-1"].may_read)
        judge.hears(owner, "/own", f"架空 {mark}", self.partners[owner].may_read)
        check(len(overbooked(state)) == 1 and len(judge.faults) == 3, "a seat sold twice or a family shown to a stranger would be seen")

    def a_forged_message_is_refused(self):
        receiver, body = self.receivers["site-1"], b'{"type":"reservation.changed"}'
        moment = str(int(time.time()))
        right = signature(receiver.secret, "msg", moment, body)
        for forged in (signature("whsec_" + "A" * 44, "msg", moment, body), signature(receiver.secret, "msg", moment, body + b" "),
                       signature(receiver.secret, "other", moment, body), ""):
            receiver.hear({"webhook-id": "msg", "webhook-timestamp": moment, "webhook-signature": forged}, body)
        receiver.hear({"webhook-id": "msg", "webhook-timestamp": str(int(moment) - 3600), "webhook-signature": right}, body)
        check(receiver.forged == 5 and "msg" not in receiver.taken, "a message with another signature or an old time is refused")

    def a_lost_store_is_filled_again(self):
        site, receiver = self.partners["site-1"], self.receivers["site-1"]
        before, ids = receiver.newest(), [one["id"] for one in site.deliveries()]
        receiver.forget()
        site.call("POST", f"/v1/webhooks/{site.webhook}/replay", {"delivery_ids": ids}, expect=(200,))
        check(receiver.wait_until(lambda: set(receiver.taken) == set(ids), 180) and receiver.newest() == before,
              f"a site that lost its store had {len(ids)} deliveries sent again and knows the same as before")

    def the_operator_sends_again_what_failed(self):
        site, receiver, nursery = self.partners["site-2"], self.receivers["site-2"], self.partners["vendor-4"].nursery
        receiver.troubles = ["gone"]
        slot = nursery.open_slot(self.places[3], DUEL_DAY, "13:00", 1)
        site.book(self.places[3], slot, expect=(201,))
        reservation = site.last
        nursery.answer_family(reservation, 1, "approve", {"message": "お待ちしています"})
        target = f"/v1/webhooks/{site.webhook}"
        self.until(lambda: not site.call("GET", target).json["enabled"], "the webhook is off")
        failed = [one["id"] for one in site.deliveries("failed")]
        site.call("PUT", target, {"url": receiver.url()}, site.call("GET", target).json["version"])
        printed = self.hub.command("webhook", "replay", "--webhook", site.webhook)
        check(len(failed) == 1 and printed == "1 delivery is sent again.\n" and
              receiver.wait_until(lambda: failed[0] in receiver.taken, 60), "what failed at a receiver that said it was gone is sent again")
        site.catch_up()
        check(site.books.known[reservation][1] == "approved", "and the family hears its answer")

    def who_is_shut_out_is_out(self):
        vendor = self.partners["vendor-4"]
        self.hub.command("system", "disable", "--system", "vendor-4")
        answer = vendor.door.send("GET", "/v1/facilities", vendor.token)
        check(answer.status == 401 and vendor.token_for("availability") == "none: 401", "a disabled system's token is worth nothing")

    def tell(self):
        self.set_scene()
        self.everybody_works()
        self.everything_is_delivered()
        self.nothing_is_wrong()
        self.families_read_their_answer()
        self.scopes_hold()
        self.the_judges_are_awake()
        self.a_forged_message_is_refused()
        self.a_lost_store_is_filled_again()
        self.the_operator_sends_again_what_failed()
        self.who_is_shut_out_is_out()
        self.nobody_read_too_much()


def main():
    cluster = Postgres() if "postgresql" in sys.argv[2:] else None
    hub = Hub(sys.argv[1], cluster.address() if cluster else None)
    begun = time.monotonic()
    try:
        story = Story(hub)
        story.tell()
        hub.process.terminate()
        check(hub.process.wait(60) == 0, "the hub ends cleanly")
    finally:
        print("\n".join(story.witness.faults[:5]), end="", flush=True)
        hub.stop()
        if cluster:
            cluster.stop()
    print(f"the partners went home after {time.monotonic() - begun:.0f} s", flush=True)


main()
