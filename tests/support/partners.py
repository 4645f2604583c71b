"""What is connected to a hub, as its partners would write it: parents' sites that look for free seats, book, withdraw, move and
read the answer, and nursery software that opens slots and answers families. Both are connected systems with credentials,
scopes and grants of their own and hear of changes by webhook; for a nursery's own work (slots, answers) its software signs in
with the account that the nursery gave it, since no connected system decides.

Every family is invented and carries its partner's mark, so that whoever reads it without a right to is found out.
"""
import os
import random
import re
import threading

from running_hub import Door, new_id

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
SCOPES = "availability reservations:read reservations:write webhooks"


class Witness:
    """Reads along with everybody: whose family it is, whose reservation, and who was told of it without a right."""

    def __init__(self):
        self.lock = threading.Lock()
        self.marks = {}  # mark -> (system, facility)
        self.owners = {}  # reservation -> system
        self.faults = []
        self.read = 0

    def mark(self, system, facility):
        with self.lock:
            for mark, owner in self.marks.items():
                if owner == (system, facility):
                    return mark
            mark = "Mark" + os.urandom(4).hex()
            self.marks[mark] = (system, facility)
            return mark

    def own(self, reservation, system):
        with self.lock:
            self.owners[reservation] = system

    def fault(self, text):
        with self.lock:
            self.faults.append(text)

    def hears(self, who, target, text, may_read):
        """may_read(system, facility): whether `who` may see that system's families there; None: it sees reservations of all,
        and personal data of nobody."""
        with self.lock:
            self.read += 1
            marks, owners = dict(self.marks), dict(self.owners)
        for mark, owner in marks.items():
            if mark in text and not (may_read and may_read(*owner)):
                self.fault(f"{who} read a family of {owner[0]} in {target}")
        if who in owners.values() or who.startswith("site"):
            strange = {found for found in ID.findall(text) if owners.get(found, who) != who} - set(ID.findall(target))
            if strange:
                self.fault(f"{who} read of {len(strange)} reservations of others in {target}")


class Books:
    """What a partner believes of its reservations: of each the newest version it was told, by whichever way."""

    def __init__(self):
        self.lock = threading.Lock()
        self.known = {}  # id -> (version, status, slot)

    def hear(self, record):
        now = (record["version"], record["status"], record["slot_id"])
        with self.lock:
            self.known[record["id"]] = max(now, self.known.get(record["id"], now))

    def hear_all(self, said):
        for reservation, now in said.items():
            self.hear({"id": reservation, "version": now[0], "status": now[1], "slot_id": now[2]})

    def pick(self, rng, statuses):
        with self.lock:
            fitting = sorted(key for key, (_, status, _) in self.known.items() if status in statuses)
            return self.one(rng.choice(fitting)) if fitting else None

    def one(self, reservation):
        return (reservation, *self.known[reservation])


class Client:
    """Calls with a token, and the witness reads along."""

    def __init__(self, name, hub, witness, may_read):
        self.name, self.hub, self.witness, self.may_read = name, hub, witness, may_read
        self.door, self.token, self.calls = Door(hub.port, hub.tls), None, 0

    def call(self, method, target, body=None, version=None, creates=False, expect=(200, 201), token=None, key=None):
        headers = {"If-Match": f'"{version}"'} if version else {}
        if creates:
            headers["If-None-Match"] = "*"
        if key:
            headers["Idempotency-Key"] = key
        answer = self.door.send(method, target, token or self.token, body, headers)
        if answer.status == 401 and token is None:
            self.renew()
            answer = self.door.send(method, target, self.token, body, headers)
        self.calls += 1
        self.witness.hears(self.name, target, answer.bytes.decode(), self.may_read)
        if answer.status not in expect:
            self.witness.fault(f"{self.name}: {method} {target}: {answer.status} {answer.bytes[:300].decode()}")
        return answer

    def feed(self, cursor, wait=0, token=None):
        """The changes since then, page by page to the end; gives them with the cursor for the next time."""
        changes, more = [], True
        while more:
            page = self.call("GET", f"/v1/changes?cursor={cursor}&wait={wait if not changes else 0}", token=token).json
            changes += page["changes"]
            cursor, more = page["cursor"], page["more"]
        return changes, cursor


class System(Client):
    """A connected system: its token, its bookings, its webhook."""

    def __init__(self, name, secret, hub, witness, receiver, seed):
        super().__init__(name, hub, witness, lambda system, _: system == name)
        self.secret, self.receiver, self.books = secret, receiver, Books()
        self.rng, self.families, self.webhook, self.replayed, self.last = random.Random(seed), 0, None, 0, None
        self.outcomes = []
        self.renew()

    def renew(self):
        self.token = self.token_for(SCOPES)

    def token_for(self, scope):
        body = {"grant_type": "client_credentials", "client_id": self.name, "client_secret": self.secret, "scope": scope}
        answer = self.door.send("POST", "/v1/oauth/token", body=body)
        return answer.json["access_token"] if answer.status == 200 else f"none: {answer.status}"

    def listen(self):
        self.webhook = new_id()
        body = {"url": self.receiver.url(), "secret": self.receiver.secret}
        self.call("PUT", f"/v1/webhooks/{self.webhook}", body, creates=True, expect=(201,))

    def deliveries(self, status=""):
        found, after = [], ""
        while True:
            page = self.call("GET", f"/v1/webhooks/{self.webhook}/deliveries?limit=50&status={status}&after={after}").json
            found += page["deliveries"]
            if not page["more"]:
                return found
            after = found[-1]["id"]

    def catch_up(self):
        """Takes into its books what its receiver heard meanwhile."""
        self.books.hear_all(self.receiver.newest())

    # --- what parents do ---
    def slots(self, facility, days):
        """Now and then also those that are full: a family's page is older than the hub's answer."""
        answer = self.call("GET", f"/v1/facilities/{facility}/availability?from={days[0]}&to={days[1]}", expect=(200,))
        any_will_do = self.rng.random() < 0.25
        return [slot["id"] for slot in answer.json["slots"] if slot["bookable"] or any_will_do]

    def family(self, facility):
        self.families += 1
        name = f"架空 {self.witness.mark(self.name, facility)} {self.families}"
        return {"guardian": {"name": name, "phone": f"090-{self.families // 10000:04d}-{self.families % 10000:04d}"}, "question": name,
                "children": [{"name": name, "birth_date": "2025-06-01"}]}

    def book(self, facility, slot, expect=(201, 409)):
        """Some ask twice, because the first answer was lost on its way to them."""
        reservation, key = new_id(), new_id()
        self.last = reservation
        self.witness.own(reservation, self.name)
        body = {"slot_id": slot, "channel": self.name, **self.family(facility)}
        target = f"/v1/reservations/{reservation}"
        answer = self.call("PUT", target, body, creates=True, expect=expect, key=key)
        if answer.status == 201 and self.rng.random() < 0.3:
            again = self.call("PUT", target, body, creates=True, expect=(201,), key=key)
            self.replayed += 1
            if again.bytes != answer.bytes or again.headers.get("idempotency-replayed") != "true":
                self.witness.fault(f"{self.name}: the same booking sent again was answered otherwise")
        return self.conclude("book", reservation, answer)

    def step(self, reservation, version, call, body=None):
        answer = self.call("POST", f"/v1/reservations/{reservation}/{call}", body, version, expect=(200, 409, 412))
        return self.conclude(call, reservation, answer)

    def conclude(self, act, reservation, answer):
        """Success and the hub's copy at a conflict both go into the books."""
        record = answer.json if answer.status < 300 else answer.json.get("current")
        if record:
            self.books.hear(record)
        code = "" if answer.status < 300 else answer.json["code"]
        if code not in ("", "slot-full", "illegal-transition", "version-conflict"):
            self.witness.fault(f"{self.name}: {act} {reservation}: {code}")
        self.outcomes.append((act, code))
        return answer.status

    def read(self, reservation):
        record = self.call("GET", f"/v1/reservations/{reservation}", expect=(200,)).json
        self.books.hear(record)
        return record


class Site(System):
    """A parents' site: all facilities of a municipality."""

    def __init__(self, *arguments, code, days):
        super().__init__(*arguments)
        self.code, self.days = code, days

    def work(self, acts):
        for _ in range(acts):
            self.catch_up()
            self.rng.choice((self.look_and_book,) * 4 + (self.take_back, self.move, self.look_after, self.pry))()

    def look_and_book(self):
        facility = self.rng.choice(self.facilities())
        slots = self.slots(facility, self.days)
        if slots:
            self.book(facility, self.rng.choice(slots))

    def facilities(self):
        return [one["id"] for one in self.call("GET", f"/v1/facilities?municipality={self.code}", expect=(200,)).json["facilities"]]

    def some(self, statuses):
        return self.books.pick(self.rng, statuses)

    def take_back(self):
        found = self.some(("requested", "approved"))
        if found:
            self.step(found[0], found[1], "withdraw")

    def move(self):
        found = self.some(("requested", "approved"))
        if not found:
            return
        facility = self.read(found[0])["facility_id"]
        slots = [slot for slot in self.slots(facility, self.days) if slot != found[3]]
        if slots:
            self.step(found[0], found[1], "reschedule", {"slot_id": self.rng.choice(slots)})

    def look_after(self):
        found = self.some(("requested", "approved", "declined"))
        if found:
            self.read(found[0])

    def pry(self):
        """What is not its own is not there, and deciding is not for systems."""
        with self.witness.lock:
            others = sorted(key for key, owner in self.witness.owners.items() if owner != self.name)
        if others:
            strange = self.rng.choice(others)
            self.call("GET", f"/v1/reservations/{strange}", expect=(404,))
            self.call("POST", f"/v1/reservations/{strange}/withdraw", version=1, expect=(403, 404))
        found = self.some(("requested",))
        if found:
            self.call("POST", f"/v1/reservations/{found[0]}/approve", version=found[1], expect=(403, 412))  # 412: decided meanwhile


class Nursery(Client):
    """A nursery's account in the hands of its software: slots and answers of its facilities."""

    def __init__(self, name, tokens, facilities, hub, witness):
        super().__init__(name, hub, witness, lambda _, facility: facility in facilities)
        self.token, self.refresh, self.facilities = tokens["access_token"], tokens["refresh_token"], facilities
        self.cursor, self.slots, self.reservations = "", {}, {}
        self.outcomes = []

    def renew(self):
        tokens = self.door.send("POST", "/v1/auth/refresh", body={"refresh_token": self.refresh}).json
        self.token, self.refresh = tokens["access_token"], tokens["refresh_token"]

    def follow(self):
        changes, self.cursor = self.feed(self.cursor)
        for change in changes:
            copies = {"slot": self.slots, "reservation": self.reservations}.get(change["kind"], {})
            if change["deleted"]:
                copies.pop(change["id"], None)
            else:
                copies[change["id"]] = change["record"]

    def open_slot(self, facility, date, start, seats, **more):
        slot = new_id()
        body = {"facility_id": facility, "date": date, "start": start, "end": start[:3] + "30", "seats": seats, **more}
        self.call("PUT", f"/v1/slots/{slot}", body, creates=True, expect=(201,))
        return slot

    def change_slot(self, slot, version, change, expect=(200, 409, 412)):
        answer = self.call("PATCH", f"/v1/slots/{slot}", change, version, expect=expect)
        self.conclude("slot", answer, self.slots)
        return answer

    def answer_family(self, reservation, version, call, body):
        answer = self.call("POST", f"/v1/reservations/{reservation}/{call}", body, version, expect=(200, 409, 412))
        self.conclude(call, answer, self.reservations)
        return answer

    def conclude(self, act, answer, copies):
        record = answer.json if answer.status < 300 else answer.json.get("current")
        if record and record.get("id") in copies and record["version"] > copies[record["id"]]["version"]:
            copies[record["id"]] = record
        code = "" if answer.status < 300 else answer.json["code"]
        if code not in ("", "version-conflict", "illegal-transition", "slot-has-reservations", "slot-full"):
            self.witness.fault(f"{self.name}: {act}: {code}")
        self.outcomes.append((act, code))


class Vendor(System):
    """Nursery software: an app of its own for parents at its facilities, and the nurseries' daily work."""

    def __init__(self, *arguments, nursery, days, stranger):
        super().__init__(*arguments)
        self.nursery, self.days, self.stranger = nursery, days, stranger

    def work(self, acts):
        for _ in range(acts):
            self.catch_up()
            self.rng.choice((self.answer_somebody,) * 3 + (self.change_some_slot, self.book_here, self.pry))()

    def book_here(self):
        facility = self.rng.choice(self.nursery.facilities)
        slots = self.slots(facility, self.days)
        if slots:
            self.book(facility, self.rng.choice(slots))

    def answer_somebody(self):
        """Often with an old copy: families change their minds, and a colleague at another PC answers too."""
        if self.rng.random() < 0.5:
            self.nursery.follow()
        here = self.slots_of_days()
        waiting = sorted(key for key, one in self.nursery.reservations.items()
                         if one["status"] == "requested" and one["slot_id"] in here)
        if not waiting:
            self.nursery.follow()
            return
        one = self.nursery.reservations[self.rng.choice(waiting)]
        if self.rng.random() < 0.75:
            self.nursery.answer_family(one["id"], one["version"], "approve", {"message": "お待ちしています"})
        else:
            self.nursery.answer_family(one["id"], one["version"], "decline", {"reason": "行事のため"})

    def slots_of_days(self):
        return sorted(key for key, one in self.nursery.slots.items() if self.days[0] <= one["date"] <= self.days[1])

    def change_some_slot(self):
        fitting = self.slots_of_days()
        if not fitting:
            self.nursery.follow()
            return
        slot = self.nursery.slots[self.rng.choice(fitting)]
        seats = max(1, slot["seats"] + self.rng.choice((-2, -1, 1)))
        self.nursery.change_slot(slot["id"], slot["version"], {"seats": seats})

    def pry(self):
        """A facility that it was not granted is not there, neither for the system nor for the nursery's account."""
        for client in (self, self.nursery):
            client.call("GET", f"/v1/facilities/{self.stranger}/availability", expect=(404,))
        self.nursery.call("GET", "/v1/webhooks", expect=(403,))


def at_once(*acts):
    """Calls all of them at the same moment, each on a thread; gives what they gave."""
    gate, given = threading.Barrier(len(acts), timeout=60), [None] * len(acts)

    def run(index, act):
        gate.wait()
        given[index] = act()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return given


def state_of(changes):
    """Folds pages of a feed into {(kind, id): record}."""
    state = {}
    for change in changes:
        state[change["kind"], change["id"]] = None if change["deleted"] else change["record"]
    return {key: record for key, record in state.items() if record is not None}


def overbooked(state):
    """What is wrong with the seats in a consistent copy of the feed."""
    taken = {}
    for (kind, _), record in state.items():
        if kind == "reservation" and record["status"] in ("requested", "approved"):
            taken[record["slot_id"]] = taken.get(record["slot_id"], 0) + 1
    wrong = []
    for (kind, key), record in state.items():
        if kind != "slot":
            continue
        counted = state.get(("slot_seats", key), {"seats_taken": 0})["seats_taken"]
        if counted != taken.get(key, 0) or counted > record["seats"]:
            wrong.append(f"slot {key}: {record['seats']} seats, {counted} counted, {taken.get(key, 0)} families")
    return wrong
