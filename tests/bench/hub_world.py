"""What the hub's bench runs on: a PostgreSQL cluster of its own that keeps its promises (fsync), and databases filled
through a template record of the hub's own making, on PostgreSQL and on SQLite with the same statements."""
import base64
import ctypes
import glob
import hashlib
import hmac
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
import uuid
from dataclasses import dataclass

from measuring import WORK, CannotRun, Hub, hubs, output, program

DAY = 86_400
SCOPES = "availability reservations:read reservations:write webhooks"


def ends_with_us(signal_number):
    """For a child between fork and exec: it gets this signal when the bench dies, however that happens."""
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(1, signal_number)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Cluster:
    """Debian's PostgreSQL in a folder of its own, on a Unix socket; durable, with room for a million rows."""

    SETTINGS = {"listen_addresses": "", "max_connections": 200, "shared_buffers": "1GB", "max_wal_size": "8GB",
                "maintenance_work_mem": "512MB", "work_mem": "64MB"}

    def __init__(self):
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not folders:
            raise CannotRun("postgresql is not installed")
        self.bin = os.path.dirname(folders[-1])
        self.folder = os.path.join(WORK, "pg")
        self.user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        os.makedirs(self.folder)
        os.chmod(WORK, 0o755)
        if self.user:
            shutil.chown(self.folder, self.user)
        data = os.path.join(self.folder, "data")
        done = self.run("initdb", "-D", data, "-A", "trust", "-U", "hub", "--locale=C.UTF-8", "-E", "UTF8")
        if done.wait() != 0:
            raise CannotRun("initdb failed")
        options = [f"-c{name}={value}" for name, value in self.SETTINGS.items()]
        self.server = self.run("postgres", "-D", data, "-k", self.folder, *options)
        for _ in range(200):
            if self.run("pg_isready", "-q", "-h", self.folder).wait() == 0:
                return
            time.sleep(0.1)
        self.__exit__()
        raise CannotRun("PostgreSQL does not answer")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for hub in list(hubs):
            hub.stop()
        self.server.send_signal(signal.SIGINT)
        self.server.wait(60)
        shutil.rmtree(self.folder)

    def run(self, name, *arguments):
        ids = pwd.getpwnam(self.user) if self.user else None
        return subprocess.Popen([os.path.join(self.bin, name), *arguments], cwd="/",
                                preexec_fn=ends_with_us(signal.SIGQUIT), user=ids and ids.pw_uid, group=ids and ids.pw_gid, extra_groups=[] if ids else None,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def url(self, name):
        return f"postgresql:///{name}?host={self.folder}&user=hub"

    def script(self, name, text):
        """Runs statements; gives what the last ones print, unaligned."""
        done = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-d", self.url(name)],
                              input=text, capture_output=True, text=True)
        if done.returncode != 0:
            raise CannotRun(f"psql: {done.stderr.strip().splitlines()[0] if done.stderr else 'failed'}")
        return done.stdout.strip()


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
        """Records of one kind from a SELECT of (id, municipality, facility, version, made_by, body, public body); each takes
        its number from its municipality's counter, as a change does."""
        return f"""
            INSERT INTO record (id, kind, municipality, facility_id, version, change_no, made_by, body, public_body)
                SELECT r.id, '{kind}', r.code, r.facility, r.version, c.change_no + row_number() OVER
                (PARTITION BY r.code ORDER BY r.id), r.made_by, r.body, r.public_body
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
        seats_text = (f"""replace(replace(replace({text(seats_body)}, '{slot}', {slot_id}), '"version":{count["version"]}', """
                      f"""'"version":1'), '"seats_taken":{count["seats_taken"]}', '"seats_taken":0')""")

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

    # ---- what holds after each run

    def verify(self):
        """Seats, records, counters and audit chains, by the hub's own check; its fault, or nothing."""
        done = subprocess.run(program("hokatsu-hub", "verify", "--data", self.folder, *self.options),
                              capture_output=True, text=True)
        return "" if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()[0]

    def unkept(self, acknowledged, before):
        """What is wrong with the bookings of a file of acknowledged ids, `before` being booked() before them: a row, a
        record, an audit line or a stored answer that is missing, or a reservation that nobody was told of."""
        with open(acknowledged) as file:
            ids = file.read().split()
        values = ",".join(f"('{each}')" for each in ids)
        whole = self.numbers(f"""
            CREATE TEMP TABLE acked (id TEXT PRIMARY KEY);
            INSERT INTO acked VALUES {values};
            SELECT count(*) FROM acked a JOIN reservation r ON r.id = a.id
                JOIN record c ON c.id = a.id AND c.kind = 'reservation'
                JOIN audit u ON u.object_id = a.id AND u.action = 'reservation.request';""")
        after = self.booked()
        if whole != [len(ids)] or after != [number + len(ids) for number in before]:
            return f"{len(ids)} acknowledged, {whole[0]} whole; rows and answers {before} -> {after}"
        return self.verify()

    def booked(self):
        """Reservations of the bench's systems, and answers that are stored for them."""
        return self.numbers("""SELECT count(*) FROM reservation WHERE made_by LIKE 'kakuu-_%' AND made_by <> 'kakuu-portal';
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


class Nginx:
    """Serves one file over TLS with the hub's own certificate, as Debian's nginx does, and keeps connections open."""

    def __init__(self, world, body):
        self.folder = os.path.join(WORK, "nginx")
        os.makedirs(self.folder)
        self.url = f"https://127.0.0.1:{free_port()}"
        with open(os.path.join(self.folder, "body"), "w") as file:
            file.write(body)
        config = os.path.join(self.folder, "nginx.conf")
        with open(config, "w") as file:
            file.write(f"""{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 2;
pid {self.folder}/pid;
error_log {self.folder}/log;
worker_rlimit_nofile 20000;
events {{ worker_connections 15000; }}
http {{
    access_log off;
    sendfile on;
    tcp_nodelay on;
    keepalive_timeout 600;
    keepalive_requests 1000000000;
    open_file_cache max=10;
    default_type application/json;
    client_body_temp_path {self.folder}/t1;
    proxy_temp_path {self.folder}/t2;
    fastcgi_temp_path {self.folder}/t3;
    uwsgi_temp_path {self.folder}/t4;
    scgi_temp_path {self.folder}/t5;
    server {{
        listen {self.url.removeprefix("https://")} ssl backlog=4096;
        ssl_certificate {world.folder}/server.pem;
        ssl_certificate_key {world.folder}/server.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        root {self.folder};
    }}
}}
""")
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-c", config, "-p", self.folder], stderr=subprocess.DEVNULL,
                                        preexec_fn=ends_with_us(signal.SIGTERM))
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(self.url.rsplit(":", 1)[1]))) == 0:
                    return
            time.sleep(0.05)
        raise CannotRun("nginx does not answer")

    def workers(self):
        done = output(["pgrep", "-P", str(self.process.pid)])
        return [int(word) for word in done.split()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        shutil.rmtree(self.folder)
