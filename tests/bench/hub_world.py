"""Databases of a hub, filled through records of the hub's own making as templates, on PostgreSQL and on SQLite with the
same statements; who calls it; and what must hold of it after each run."""
import base64
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import time
import uuid
from dataclasses import dataclass

from measuring import WORK, CannotRun, output, program

DAY = 86_400
SCOPES = "availability reservations:read reservations:write webhooks"


def check_digit(five):
    """A municipality's code with its check digit (JIS X 0401 and 0402)."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2)))
    return five + str((11 - total % 11) % 10)


def made_id(kind, number):
    """What ident() below makes in SQL."""
    return f"01900000-0000-7{kind:03d}-8000-{number:012x}"


def code(number):
    """Of an invented municipality; no prefecture has 90."""
    return check_digit(str(90_000 + number))


def text(value):
    """As an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


@dataclass
class Size:
    municipalities: int
    facilities: int
    past: int  # slots of a facility that are over
    coming: int
    seats: int
    skewed: bool = False  # a few municipalities hold many facilities, as in the country


class World:
    """One database of a hub, filled. `cluster` None: SQLite in the folder."""

    def __init__(self, name, cluster=None):
        self.name, self.cluster = name, cluster
        self.folder = os.path.join(WORK, name)
        self.database = cluster and cluster.url(name)
        self.options = ("--database", self.database) if cluster else ()

    # ---- databases

    @classmethod
    def made(cls, name, cluster, size):
        world = cls(name, cluster)
        if cluster:
            cluster.script("postgres", f"CREATE DATABASE {name}")
        today = time.strftime("%Y-%m-%d")
        output(program("hokatsu-hub", "seed", "--data", world.folder, *world.options, "--facilities", 1,
                       "--municipalities", 1, "--reservations", 200, "--seed", 1, "--today", today,
                       "--from", time.strftime("%Y-%m-%d", time.gmtime(time.time() - 60 * DAY))))
        world.size = size
        world.fill_places()
        return world

    def copy(self, name):
        """The same rows in a database of its own."""
        other = World(name, self.cluster)
        other.size = self.size
        shutil.copytree(self.folder, other.folder)
        if self.cluster:
            self.cluster.script("postgres", f"CREATE DATABASE {name} TEMPLATE {self.name}")
        return other

    def drop(self):
        if self.cluster:
            self.cluster.script("postgres", f"DROP DATABASE {self.name} WITH (FORCE)")
        shutil.rmtree(self.folder)

    def script(self, text):
        if self.cluster:
            return self.cluster.script(self.name, text)
        done = subprocess.run(["sqlite3", "-bail", os.path.join(self.folder, "hub.sqlite")], input=text,
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise CannotRun(f"sqlite3: {(done.stderr or done.stdout).strip().splitlines()[0]}")
        return done.stdout.strip()

    def numbers(self, text):
        return [int(word) for word in self.script(text).replace("|", "\n").split()]

    # ---- rows

    def series(self, count):
        if self.cluster:
            return f"generate_series(CAST(0 AS BIGINT), {count} - 1) AS n(i)"
        return (f"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count} - 1) "
                "SELECT i FROM n) AS n")

    def ident(self, kind, number):
        digits = f"lpad(to_hex({number}), 12, '0')" if self.cluster else f"printf('%012x', {number})"
        return f"('01900000-0000-7{kind:03d}-8000-' || {digits})"

    def add_records(self, kind, rows):
        """Records of one kind from a SELECT of (id, municipality, facility, version, made_by, body, public body); each
        takes its number from its municipality's counter, as a change does."""
        return f"""
            INSERT INTO record (id, kind, municipality, facility_id, version, change_no, made_by, body, public_body,
                inside) SELECT r.id, '{kind}', r.code, r.facility, r.version, c.change_no + row_number() OVER
                (PARTITION BY r.code ORDER BY r.id), r.made_by, r.body, r.public_body, 0
                FROM ({rows}) AS r JOIN counter c ON c.municipality = r.code;
            UPDATE counter SET change_no = (SELECT coalesce(max(change_no), 0) FROM record r
                WHERE r.municipality = counter.municipality);"""

    def places(self):
        """Temporary tables of this world's municipalities and facilities."""
        m, f = self.size.municipalities, self.size.facilities
        index = f"({m} * n.i * n.i / ({f} * CAST({f} AS BIGINT)))" if self.size.skewed else f"(n.i % {m})"
        codes = ",".join(f"({number}, '{code(number)}')" for number in range(m))
        return f"""
            CREATE TEMP TABLE named (m INTEGER PRIMARY KEY, code TEXT);
            INSERT INTO named VALUES {codes};
            CREATE TEMP TABLE place AS SELECT n.i AS f, {self.ident(1, "n.i")} AS id, k.code
                FROM {self.series(f)} JOIN named k ON k.m = {index};"""

    def slot_days(self):
        """(number, date, starts_at, ends_at) of each of a facility's slots: mornings, past ones first."""
        midnight = int(time.time()) // DAY * DAY
        days = [-2 - number for number in range(self.size.past)] + [20 + number for number in range(self.size.coming)]
        return [(number, time.strftime("%Y-%m-%d", time.gmtime(midnight + day * DAY)), midnight + day * DAY + 3600,
                 midnight + day * DAY + 3600 + 2700) for number, day in enumerate(days)]

    def template(self, kind, condition):
        """A record that the hub wrote itself: (id, facility, version, body, public body, ...)."""
        line = self.script(f"SELECT r.id, r.facility_id, r.version, r.body, r.public_body FROM record r {condition} "
                           f"AND r.kind = '{kind}' ORDER BY r.id LIMIT 1;")
        if not line:
            raise CannotRun(f"the seed has no {kind} {condition}")
        return line.split("|")

    def fill_places(self):
        home, _, _, facility_body, _ = self.template("facility", "WHERE r.version = 1")
        slot, _, _, slot_body, _ = self.template("slot", "WHERE r.version = 1")
        _, _, _, seats_body, _ = self.template("slot_seats", f"WHERE r.id = '{slot}'")
        home_code = json.loads(facility_body)["municipality_code"]
        about, count = json.loads(slot_body), json.loads(seats_body)
        seats, per = self.size.seats, self.size.past + self.size.coming
        day = f'"date":"{about["date"]}","start":"{about["start"]}","end":"{about["end"]}","seats":{about["seats"]}'
        new_day = f"""'"date":"' || d.date || '","start":"10:00","end":"10:45","seats":{seats}'"""
        slot_id = self.ident(2, f"p.f * {per} + d.n")
        facility_text = f"replace(replace({text(facility_body)}, '{home}', p.id), '{home_code}', p.code)"
        slot_text = (f"replace(replace(replace({text(slot_body)}, '{slot}', {slot_id}), '{home}', p.id), "
                     f"{text(day)}, {new_day})")
        seats_text = (f"""replace(replace(replace({text(seats_body)}, '{slot}', {slot_id}), """
                      f"""'"version":{count["version"]}', '"version":1'), """
                      f"""'"seats_taken":{count["seats_taken"]}', '"seats_taken":0')""")

        def rows(ident, body, source):
            return f"""SELECT {ident} AS id, p.code, p.id AS facility, 1 AS version, '' AS made_by, {body} AS body,
                NULL AS public_body FROM {source}"""

        every_slot = "place p CROSS JOIN day d"
        days = ",".join(f"({n}, '{date}', {start}, {end})" for n, date, start, end in self.slot_days())
        self.script(self.places() + f"""
            CREATE TEMP TABLE day (n BIGINT, date TEXT, starts_at BIGINT, ends_at BIGINT);
            INSERT INTO day VALUES {days};
            INSERT INTO municipality (code, name, version) SELECT code, '架空' || code, 1 FROM named;
            INSERT INTO counter (municipality) SELECT code FROM named;
            INSERT INTO facility (id, municipality, standard_id, name, phone, search, repeat_policy, hours, closed_days,
                warn_minutes, late_minutes, version) SELECT p.id, p.code, CAST(p.f AS TEXT), t.name, t.phone, t.search,
                t.repeat_policy, t.hours, t.closed_days, t.warn_minutes, t.late_minutes, 1
                FROM place p CROSS JOIN facility t WHERE t.id = '{home}';
            {self.add_records("facility", rows("p.id", facility_text, "place p"))}
            INSERT INTO slot (id, facility_id, starts_at, ends_at, seats, accepted_ages, created_at, status, version)
                SELECT {slot_id}, p.id, d.starts_at, d.ends_at, {seats}, 63, d.starts_at - 90 * 86400, 'open', 1
                FROM {every_slot};
            {self.add_records("slot", rows(slot_id, slot_text, every_slot))}
            {self.add_records("slot_seats", rows(slot_id, seats_text, every_slot))}
            ANALYZE;""")

    def fates(self):
        """What became of each 25th reservation of a facility: (number, slot, status, decided, version, bodies). Twenty
        are over, one waits for its answer, four are approved and still to come."""
        past, coming = self.size.past, self.size.coming
        over = ["attended"] * 13 + ["no_show"] * 2 + ["declined"] * 2 + ["withdrawn"] * 2 + ["expired"]
        states = [(state, number % past) for number, state in enumerate(over)]
        states += [(state, past + number % coming) for number, state in enumerate(["requested"] + ["approved"] * 4)]
        rows = []
        for number, (state, slot) in enumerate(states):
            _, home, version, body, public = self.template(
                "reservation", f"JOIN reservation v ON v.id = r.id WHERE v.status = '{state}' AND v.made_by <> ''")
            about = json.loads(body)

            def formed(words):
                words = words.replace(about["id"], "<id>").replace(about["slot_id"], "<slot>")
                return text(words.replace(home, "<facility>"))

            decided = 0 if state in ("requested", "expired") else 1
            rows.append(f"({number}, {slot}, '{state}', {decided}, {version}, {formed(body)}, {formed(public)})")
        return ",".join(rows)

    def fill_reservations(self, first, last):
        """Reservations of these numbers, spread evenly over the facilities, each with what a booking leaves behind; a
        third of them young enough that the answer is still stored."""
        per, facilities, now = self.size.past + self.size.coming, self.size.facilities, int(time.time())

        def body(column):
            return f"replace(replace(replace(t.{column}, '<id>', m.id), '<facility>', m.facility), '<slot>', m.slot)"

        self.script(self.places() + f"""
            CREATE TEMP TABLE fate (k BIGINT, n BIGINT, status TEXT, decided INTEGER, version BIGINT, body TEXT,
                public_body TEXT);
            INSERT INTO fate VALUES {self.fates()};
            CREATE TEMP TABLE made AS SELECT i.i, {self.ident(3, "i.i")} AS id, p.id AS facility, p.code, t.k,
                {self.ident(2, f"p.f * {per} + t.n")} AS slot
                FROM (SELECT {first} + n.i AS i FROM {self.series(last - first)}) AS i
                JOIN place p ON p.f = i.i % {facilities} JOIN fate t ON t.k = (p.f + i.i / {facilities}) % 25;
            INSERT INTO reservation (id, slot_id, facility_id, status, starts_at, requested_at, decision_due_at,
                decided_at, made_by, channel, age_classes, version)
                SELECT m.id, m.slot, m.facility, t.status, s.starts_at, r.at, r.at + 172800,
                CASE WHEN t.decided = 1 THEN r.at + 3600 * (1 + m.i % 40) END, 'kakuu-portal', 'portal', 4, t.version
                FROM made m JOIN fate t ON t.k = m.k JOIN slot s ON s.id = m.slot
                JOIN (SELECT i, {now} - CASE WHEN k < 20 THEN 86400 * (60 + i % 60) WHEN k = 20 THEN 21600 * (1 + i % 20)
                ELSE 172800 + 21600 * (i % 20) END AS at FROM made) AS r ON r.i = m.i;
            {self.add_records("reservation", f"SELECT m.id, m.code, m.facility, t.version, 'kakuu-portal' AS made_by, "
                              f"{body('body')} AS body, {body('public_body')} AS public_body FROM made m "
                              "JOIN fate t ON t.k = m.k")}
            INSERT INTO reservation_match (facility_id, hash, reservation_id)
                SELECT facility, i * 7919 * 104729, id FROM made
                UNION ALL SELECT facility, i * 7907 * 104723 + 1, id FROM made;
            INSERT INTO audit (municipality, number, at, action, kind, object_id, facility_id, role, actor, session,
                members, content_hash, previous_hash, hash) SELECT m.code, c.audit_no + row_number() OVER
                (PARTITION BY m.code ORDER BY m.i), {now}, 'reservation.request', 'reservation', m.id, m.facility,
                'system', 'kakuu-portal', m.id, '', '{"c" * 32}', '{"p" * 64}', '{"h" * 64}'
                FROM made m JOIN counter c ON c.municipality = m.code;
            UPDATE counter SET audit_no = (SELECT coalesce(max(number), 0) FROM audit a
                WHERE a.municipality = counter.municipality);
            INSERT INTO idempotency (caller, key, body_hash, status, headers, body, created_at)
                SELECT 'kakuu-portal', {self.ident(7, "m.i")}, '{"b" * 64}', 201, 'ETag: "1"',
                {self.bytes_of(body("body"))}, {now} FROM made m JOIN fate t ON t.k = m.k WHERE m.i % 3 = 0;
            UPDATE slot SET seats_taken = t.n, seats_version = 1 + t.n FROM (SELECT slot_id, count(*) AS n
                FROM reservation WHERE status IN ('requested', 'approved') GROUP BY slot_id) AS t
                WHERE slot.id = t.slot_id AND slot.id > '{made_id(2, 0)[:19]}' AND slot.id < '{made_id(3, 0)[:19]}';
            {"VACUUM" if self.cluster else ""} ANALYZE;""")

    def bytes_of(self, value):
        return f"convert_to({value}, 'UTF8')" if self.cluster else f"CAST({value} AS BLOB)"

    # ---- who calls

    def token(self, session):
        """An access token of a session that add_sessions() wrote, good for a day: made as the hub makes them."""
        with open(os.path.join(self.folder, "hub.key"), "rb") as file:
            key = hmac.digest(file.read(), b"access token", hashlib.sha256)
        claim = uuid.UUID(session).bytes + (int(time.time()) + DAY).to_bytes(8, "big")
        return base64.urlsafe_b64encode(claim + hmac.digest(key, claim, hashlib.sha256)).decode().rstrip("=")

    def add_systems(self, count):
        """A parents' site for each of the first municipalities; their tokens."""
        now = int(time.time())
        rows = [(f"kakuu-{number}", code(number), made_id(4, number)) for number in range(count)]
        systems = ",".join(f"('{name}', '架空', '-', '{where}', {now}, '{SCOPES}')" for name, where, _ in rows)
        sessions = ",".join(f"('{session}', '{name}', '{SCOPES}', '', {now}, {now}, {now})"
                            for name, _, session in rows)
        self.script(f"""
            INSERT INTO system_client (id, name, secret_hash, municipality, created_at, scopes) VALUES {systems};
            INSERT INTO session (id, system_id, device_id, device_name, created_at, last_used_at, rotated_at)
                VALUES {sessions};""")
        return [self.token(session) for _, _, session in rows]

    def add_country(self):
        """A connected system that may book everywhere; its token."""
        now, session = int(time.time()), made_id(4, 999_999)
        self.script(f"""
            INSERT INTO system_client (id, name, secret_hash, created_at, scopes)
                VALUES ('kakuu-all', '架空', '-', {now}, '{SCOPES}');
            INSERT INTO system_grant (system_id, facility_id) SELECT 'kakuu-all', id FROM facility;
            INSERT INTO session (id, system_id, device_id, device_name, created_at, last_used_at, rotated_at)
                VALUES ('{session}', 'kakuu-all', '{SCOPES}', '', {now}, {now}, {now});""")
        return self.token(session)

    def add_accounts(self, role, first, rows):
        """Signed-in people, one session each: rows of (facility or None, municipality or None). Their tokens."""
        now = int(time.time())
        people = [(made_id(5, first + n), made_id(6, first + n), *row) for n, row in enumerate(rows)]
        accounts = ",".join(f"('{person}', '{person}', '架空', '{role}', {text(where) if where else 'NULL'}, "
                            f"'-', {now})" for person, _, _, where in people)
        sessions = ",".join(f"('{session}', '{person}', '{person}', 'PC', {now}, {now}, {now})"
                            for person, session, _, _ in people)
        theirs = ",".join(f"('{person}', '{facility}')" for person, _, facility, _ in people if facility)
        self.script(f"""
            INSERT INTO account (id, login_id, name, role, municipality, password_hash, created_at) VALUES {accounts};
            {f"INSERT INTO account_facility (account_id, facility_id) VALUES {theirs};" if theirs else ""}
            INSERT INTO session (id, account_id, device_id, device_name, created_at, last_used_at, rotated_at)
                VALUES {sessions};""")
        return [self.token(session) for _, session, _, _ in people]

    # ---- what holds after each run

    def verify(self):
        """Seats, records, counters and audit chains, by the hub's own check; its fault, or nothing."""
        done = subprocess.run(program("hokatsu-hub", "verify", "--data", self.folder, *self.options),
                              capture_output=True, text=True)
        return "" if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()[0]

    def unkept(self, acknowledged, before, chains=True):
        """What is wrong with the bookings whose ids were acknowledged, `before` being booked() before them: a row, a
        record, an audit line or a stored answer that is missing, or a reservation that nobody was told of."""
        values = ",".join(f"('{each}')" for each in acknowledged)
        whole = self.numbers(f"""
            CREATE TEMP TABLE acked (id TEXT PRIMARY KEY);
            INSERT INTO acked VALUES {values};
            SELECT count(*) FROM acked a JOIN reservation r ON r.id = a.id
                JOIN record c ON c.id = a.id AND c.kind = 'reservation'
                JOIN audit u ON u.object_id = a.id AND u.action = 'reservation.request';""")
        after = self.booked()
        if whole != [len(acknowledged)] or after != [number + len(acknowledged) for number in before]:
            return f"{len(acknowledged)} acknowledged, {whole[0]} whole; rows and answers {before} -> {after}"
        if chains:
            return self.verify()
        wrong = self.numbers("""SELECT count(*) FROM slot WHERE seats_taken > seats;
            SELECT count(*) FROM slot s LEFT JOIN (SELECT slot_id, count(*) AS n FROM reservation
                WHERE status IN ('requested', 'approved') GROUP BY slot_id) AS r ON r.slot_id = s.id
                WHERE s.seats_taken <> coalesce(r.n, 0);""")
        return "" if wrong == [0, 0] else f"{wrong[0]} slots oversold, {wrong[1]} with other seats than reservations"

    def booked(self):
        """Reservations of the bench's systems, and answers that are stored for them."""
        return self.numbers("""
            SELECT count(*) FROM reservation WHERE made_by LIKE 'kakuu-_%' AND made_by <> 'kakuu-portal';
            SELECT count(*) FROM idempotency WHERE caller LIKE 'kakuu-_%';""")

    def write_places(self, count, path):
        """A line for each of the first municipalities: its system's token, and where it may book."""
        tokens = self.add_systems(count)
        per = self.size.past + self.size.coming
        lines = []
        for number, token in enumerate(tokens):
            slots = self.script(f"""SELECT s.id FROM slot s JOIN facility f ON f.id = s.facility_id
                WHERE f.municipality = '{code(number)}' AND s.seats_taken < s.seats
                AND s.starts_at > {int(time.time()) + DAY} ORDER BY s.id LIMIT {10 * per};""").split()
            lines.append(" ".join([token, f"kakuu-{number}", code(number), *slots]))
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
        return path
