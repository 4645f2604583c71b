"""Measures the hub as a service: against floors built from this folder's own sources and against nginx, in the same run.

hub.py BIN_FOLDER [--quick] [postgresql|sqlite|reading|waiting|country ...]: all figures, or those named. Every figure is
the median of at least five rounds in which ours and the floor take turns. Prints "name ours floor ratio"; exit 1 where
one falls short.
"""
import os
import statistics
import sys

QUICK = "--quick" in sys.argv
sys.argv = [word for word in sys.argv if word != "--quick"]

from hub_world import Cluster, Nginx, Size, World, made_id
from measuring import WORK, CannotRun, Hub, failures, measure, medians, output, program, remove_database, report, values

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

    def ours(self, clients, count):
        before = self.world.booked()
        got, _ = load("bench_hub_bookings", self.hub.about["url"], self.hub.about["ca_file"], self.places, clients, count,
                      self.acknowledged)
        if wrong := self.world.unkept(self.acknowledged, before):
            failures.append(f"bookings on {self.world.name}: {wrong}")
            print(f"{self.world.name}: {wrong}", flush=True)
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
            hub = Hub(world.folder, *world.options)
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
    report(f"reads-per-second-{label}", a, b, a / b, a / b >= 0.5, f" ({about.pop()})")


measure((postgresql, sqlite, reading))
