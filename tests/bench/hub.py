"""Measures the hub as a service: against floors from this folder's own sources and against nginx, in the same run.

hub.py BIN_FOLDER [--quick] [postgresql|sqlite|reading|waiting|country ...]: all figures, or those named. Rates are
medians of at least five rounds in which ours and the floor take turns. Prints "name ours floor ratio"; exit 1 where one
falls short. --quick, for trying, is too short to judge by.
"""
import http.client
import os
import ssl
import subprocess
import sys
import time

QUICK = "--quick" in sys.argv
sys.argv = [word for word in sys.argv if word != "--quick"]

from hub_engines import Cluster, Nginx
from hub_world import Size, World, code, made_id
from measuring import WORK, CannotRun, Hub, failures, measure, medians, output, program, report, values

ROUNDS = 2 if QUICK else 5


def many(count):
    return max(200, count // 10) if QUICK else count


def load(name, *arguments):
    """What a program of runLoad() measured, and the lines that it adds."""
    lines = output(program(name, *arguments)).splitlines()
    return values(lines[0]), lines[1:]


class Bookings:
    """A hub on a world, and the same world for the floor; rounds of bookings, judged after each."""

    def __init__(self, world, floor, floor_program, *options):
        self.world, self.floor, self.floor_program = world, floor, floor_program
        self.hub = Hub(world.folder, *world.options, *options)
        self.places = world.write_places(16, os.path.join(WORK, world.name + ".places"))
        self.acknowledged = os.path.join(WORK, world.name + ".acknowledged")
        self.told, self.before = [], world.booked()

    def run(self, clients, count):
        about = self.hub.about
        got, _ = load("bench_hub_bookings", about["url"], about["ca_file"], self.places, clients, count,
                      self.acknowledged)
        with open(self.acknowledged) as file:
            self.told += file.read().split()
        return got

    def judge(self, chains=True):
        """No seat oversold, no row missing, nothing there that nobody was told of: since the last time."""
        if wrong := self.world.unkept(self.told, self.before, chains):
            failures.append(f"bookings on {self.world.name}: {wrong}")
            print(f"{self.world.name}: {wrong}", flush=True)
        self.told, self.before = [], self.world.booked()

    def ours(self, clients, count):
        got = self.run(clients, count)
        self.judge()
        return got

    def rounds(self, label, clients, count):
        ours, floor = [], []
        for _ in range(ROUNDS):
            ours.append(self.ours(clients, count))
            floor.append(load(self.floor_program, self.floor, self.places, clients, count)[0])
        rate, bare = medians([got["per-second"] for got in ours], [got["per-second"] for got in floor])
        late, least = medians([got["p99-ms"] for got in ours], [got["p99-ms"] for got in floor])
        report(f"{label}-per-second-{clients}", rate, bare, rate / bare, rate / bare >= 0.5)
        report(f"{label}-p99-ms-{clients}", late, least, late / least, late <= 3 * least)


def postgresql():
    """Sixteen municipalities, each with a parents' site of its own; as many connections to the database as clients."""
    for clients in (8, 16):
        with Cluster() as cluster:
            world = World.made("ours", cluster, Size(16, 64, 0, 10, 500))
            bare = world.copy("bare")
            both = Bookings(world, bare.database, "floor_hub_postgres", "--write-links", clients)
            both.rounds("postgresql-bookings", clients, many(3_000))
            both.hub.stop()
            world.drop()
            bare.drop()


def sqlite():
    """The same on the database inside, whose one writer shares its commits among those who wait."""
    world = World.made("sqlite", None, Size(16, 64, 0, 10, 500))
    bare = world.copy("bare-sqlite")
    both = Bookings(world, os.path.join(bare.folder, "hub.sqlite"), "floor_hub_sqlite")
    for clients in (8, 16):
        both.rounds("sqlite-bookings", clients, many(3_000))


def reading():
    """One reservation against the same bytes in a file: the same client, connections, protocol and cipher."""
    with Cluster() as cluster:
        for database in (None, cluster):
            world = World.made("reading", database, Size(1, 4, 0, 10, 500))
            hub = Hub(world.folder, *world.options, "--io-threads", Nginx.WORKERS)
            token, = world.add_systems(1)
            read_one("postgresql" if database else "sqlite", world, hub, token)
            hub.stop()
            world.drop()


def read_one(label, world, hub, token):
    ca = hub.about["ca_file"]
    acknowledged = os.path.join(WORK, "one")
    with open(os.path.join(WORK, "one.places"), "w") as file:
        file.write(f"{token} kakuu-0 - {made_id(2, 0)}\n")
    load("bench_hub_bookings", hub.about["url"], ca, file.name, 1, 1, acknowledged)
    with open(acknowledged) as file:
        path = "/v1/reservations/" + file.readline().strip()
    body = world.script(f"SELECT body FROM record WHERE id = '{os.path.basename(path)}' AND kind = 'reservation';")
    ours, floor, about = [], [], set()
    with Nginx(world, body) as nginx:
        for _ in range(ROUNDS):
            for rates, url, what, who in ((ours, hub.about["url"], path, token), (floor, nginx.url, "/body", "-")):
                got, more = load("bench_hub_reads", url, ca, what, who, 16, many(40_000))
                rates.append(got["per-second"])
                about.update(more)
    if len(about) != 1:
        raise CannotRun(f"not the same bytes under the same cipher: {about}")
    a, b = medians(ours, floor)
    judged = label == "sqlite"  # on PostgreSQL a read goes to another process and back: told, not judged
    note = about.pop() + ("" if judged else "; told, not judged")
    report(f"reads-per-second-{label}", a, b, a / b, a / b >= 0.5 or not judged, f" ({note})")


class Waiting:
    """A crowd of clients in a program of its own, which takes orders."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(program("bench_hub_desks", *arguments), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.hear("waiting")

    def hear(self, what):
        line = self.process.stdout.readline().split()
        if not line or line[0] != what:
            raise CannotRun(f"the crowd said {line} where it should say {what}")
        return dict(zip(line[::2], map(float, line[1::2])))

    def order(self, what, number, answer):
        self.process.stdin.write(f"{what} {number}\n")
        self.process.stdin.flush()
        return self.hear(answer)

    def rest(self, seconds):
        """Until no poll ends for so long."""
        left = self.order("fresh", 0, "fresh")["fresh"]
        if left < seconds:
            raise CannotRun(f"ten thousand polls take longer than {25 - seconds} s to make")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def memory(*processes):
    """Kilobytes that they hold: shared pages by their share, where the process lets itself be looked into."""
    total = 0
    for process in processes:
        try:
            with open(f"/proc/{process}/smaps_rollup") as file:
                total += next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except PermissionError:
            with open(f"/proc/{process}/status") as file:
                total += next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))
    return total


def processor_seconds(process):
    """What all its threads ran so far."""
    total = 0
    for task in os.listdir(f"/proc/{process}/task"):
        with open(f"/proc/{process}/task/{task}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def settle(process):
    """Until it has taken in what it was sent: it runs less than a twentieth of the time."""
    for _ in range(40):
        began = processor_seconds(process)
        time.sleep(0.25)
        if processor_seconds(process) - began < 0.25 / 20:
            return


def waiting():
    """Ten thousand desks in fifty municipalities wait, each with a session of its own; others book."""
    desks = many(10_000)
    apart = ("--connections", 15_000, "--connections-per-address", 15_000, "--new-connections-per-minute", 0, "--write-links", 8)
    with Cluster() as cluster:
        world = World.made("waited", cluster, Size(66, 660, 0, 10, 500))
        calm = Bookings(world.copy("calm"), None, None, *apart)
        busy = Bookings(world, None, None, *apart)
        for each in (calm, busy):
            each.ours(8, many(2_000))  # warm
        files = waiting_files(world, desks)
        process = busy.hub.process.pid
        before = memory(process)
        with Waiting("wait", busy.hub.about["url"], busy.hub.about["ca_file"], *files) as crowd:
            settle(process)
            gained = (memory(process) - before) / desks
            floor = idle_connections(world, desks)
            report("memory-of-a-waiting-desk-kB", gained, floor, gained / floor, gained <= 1.5 * floor)
            idle_processor(crowd, process)
            with_and_without(crowd, calm, busy)
            one_change(crowd, many(200))


def waiting_files(world, desks):
    """Files of the desks, spread over the facilities of municipalities that nobody books in, and of changes there."""
    facilities = [number for number in range(world.size.facilities) if number % world.size.municipalities >= 16]
    theirs = [made_id(1, facilities[n % len(facilities)]) for n in range(desks)]
    tokens = world.add_accounts("staff", 0, [(facility, None) for facility in theirs])
    system = world.add_country()
    paths = [os.path.join(WORK, name) for name in ("desks", "changes")]
    with open(paths[0], "w") as file:
        file.writelines(f"{token} {facility}\n" for token, facility in zip(tokens, theirs))
    with open(paths[1], "w") as file:
        file.writelines(f"{system} {made_id(2, number * 10)} {made_id(1, number)}\n" for number in facilities)
    return paths


def idle_connections(world, count):
    """Kilobytes that nginx gains for each connection that was answered once and stays open."""
    with Nginx(world, "x" * 800) as nginx:
        before = memory(*nginx.workers())
        with Waiting("idle", nginx.url, os.path.join(world.folder, "ca.pem"), "/body", count):
            return (memory(*nginx.workers()) - before) / count


def idle_processor(crowd, process):
    shares = []
    for _ in range(1 if QUICK else 3):
        crowd.rest(15)
        settle(process)
        began, start = processor_seconds(process), time.monotonic()
        time.sleep(6)
        shares.append((processor_seconds(process) - began) / (time.monotonic() - start) * 100)
    a, = medians(shares)
    report("waiting-percent-of-a-core", a, 0.5, a / 0.5, a <= 0.5)
    began, start = processor_seconds(process), time.monotonic()
    time.sleep(25)
    share = (processor_seconds(process) - began) / (time.monotonic() - start) * 100
    print(f"asking again each 25 s: {share:.2f} percent of a core (told, not judged)", flush=True)


def with_and_without(crowd, calm, busy):
    """The same hub on the same rows with nobody waiting, and with all of them; in the time in which no poll ends."""
    without, among = [], []
    for _ in range(1 if QUICK else 3):
        crowd.rest(15)
        settle(busy.hub.process.pid)
        for each, rates in ((calm, without), (busy, among), (busy, among), (calm, without)):
            rates.append(each.run(8, many(3_000))["per-second"])
    for each in (calm, busy):
        each.judge()
    a, b = medians(among, without)
    report("bookings-among-the-waiting", a, b, a / b, a / b >= 0.95)


def one_change(crowd, count):
    got = crowd.order("change", count, "p50-ms")
    late = got["p99-ms"]
    report("change-heard-p99-ms", late, 1000, late / 1000, late <= 1000 and got["missed"] == 0)
    report("woken-for-nothing", got["strangers"], 0, 0 if got["strangers"] == 0 else 1, got["strangers"] == 0,
           f" ({got['told']:.0f} were told)")


def country():
    """Forty thousand facilities in 1,741 municipalities, some of them large; ten thousand reservations, or a million."""
    with Cluster() as cluster:
        few = World.made("few", cluster, Size(many(1_741), many(40_000), 5, 3, 100, skewed=True))
        few.fill_reservations(0, many(10_000))
        million = few.copy("million")
        million.fill_reservations(many(10_000), many(1_000_000))
        stored, = million.numbers("SELECT count(*) FROM reservation WHERE made_by = 'kakuu-portal';")
        print(f"{stored} reservations stored", flush=True)
        hubs_of_both = [Bookings(world, None, None, "--write-links", 8) for world in (few, million)]
        reports(million, hubs_of_both[1].hub)
        growth(*hubs_of_both)


def reports(world, hub):
    """What a municipality's staff look at, in every 17th municipality, the largest among them."""
    numbers = range(0, world.size.municipalities, 17)
    tokens = world.add_accounts("municipal", 50_000, [(None, code(number)) for number in numbers])
    connection = http.client.HTTPSConnection(hub.about["url"].removeprefix("https://"), timeout=60,
                                             context=ssl.create_default_context(cafile=hub.about["ca_file"]))
    for what in ("delays", "statistics"):
        times, lengths = [], []
        for number, token in zip(numbers, tokens):
            start = time.monotonic()
            connection.request("GET", f"/v1/municipalities/{code(number)}/{what}",
                               headers={"Authorization": f"Bearer {token}"})
            answer = connection.getresponse()
            lengths.append(len(answer.read()))
            times.append((time.monotonic() - start) * 1000)
            if answer.status != 200:
                raise CannotRun(f"{what} of {code(number)}: {answer.status}")
        if min(lengths) < 100:
            raise CannotRun(f"{what} of a municipality is empty")
        largest = times[0]
        late = sorted(times)[len(times) * 95 // 100]
        report(f"{what}-p95-ms", late, 200, late / 200, late <= 200, f" (the largest municipality: {largest:.0f} ms)")


def growth(few, million):
    for each in (few, million):
        each.run(8, many(3_000))  # what they need is in memory
    a, b = [], []
    for number in range(2 * ROUNDS - 1):
        for each, rates in ((few, a), (million, b))[::-1 if number % 2 else 1]:
            rates.append(each.run(8, many(3_000))["per-second"])
    for each in (few, million):
        each.judge(chains=False)  # the audit lines that were filled in hold no chain
    small, large = medians(a, b)
    report("booking-cost-among-a-million-us", 1e6 / large, 1e6 / small, small / large, small / large <= 1.2)


measure((postgresql, sqlite, reading, waiting, country))
