"""Measures the desk and the hub against floors built from this folder's own sources, in the same run.

run.py BIN_FOLDER [start|keychain|pull|arrival|bookings ...]: all figures, or those named. Every figure is the median of at least
five rounds in which ours and the floor take turns. Prints "name ours floor ratio"; exit 1 where one falls short.
"""
import os
import statistics
import subprocess

from measuring import (WORK, Hub, desk_start, failures, filled_profile, measure, measured_start, medians, output,
                       program, remove_database, report, seeded, sign_in_of, values, wait_for_new_code)


def start():
    folder, accounts = seeded("start", 10_000)
    hub = Hub(folder)
    desk = desk_start(filled_profile("profile", hub, accounts["staff"]))
    ours, floor = [], []
    for command in (desk, program("floor_window")):
        measured_start(command)  # both from a warm disk
    for _ in range(11):
        ours.append(measured_start(desk))
        floor.append(measured_start(program("floor_window")))
    hub.stop()
    for index, name in ((0, "start-ms"), (1, "start-peak-kB")):
        a, b = medians(*([row[index] for row in rows] for rows in (ours, floor)))
        report(name, a, b, a / b, a / b <= 2.0)


class Keychain:
    """A session bus of its own with an unlocked keyring; both go when the bus is ended."""

    def __init__(self, home):
        os.makedirs(home, mode=0o700)
        self.environment = dict(os.environ, HOME=home, XDG_RUNTIME_DIR=home, XDG_DATA_HOME=home)
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                    env=self.environment)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().strip()
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input="invented", text=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment, check=True)

    def end(self):
        self.bus.terminate()
        self.bus.wait(10)


def keychain():
    """The same start with the secrets in a real keychain."""
    folder, accounts = seeded("keychain", 10_000)
    hub = Hub(folder)
    ring = Keychain(os.path.join(WORK, "keychain-home"))
    try:
        profile = os.path.join(WORK, "keychain-profile")
        output(program("bench_profile", profile, *sign_in_of(hub, accounts["staff"]), "keychain"), ring.environment)
        desk, bare = desk_start(profile), program("floor_window")
        for command in (desk, bare):
            measured_start(command, ring.environment)
        ours, floor = [], []
        for _ in range(11):
            ours.append(measured_start(desk, ring.environment)[0])
            floor.append(measured_start(bare, ring.environment)[0])
    finally:
        ring.end()
    hub.stop()
    a, b = medians(ours, floor)
    report("start-with-keychain-ms", a, b, a / b, True)  # told, not judged: part of it is the keychain's own time


def pull():
    folder, accounts = seeded("pull", 100_000)
    hub = Hub(folder)
    staff = accounts["staff"]
    ours, floor, rows = [], [], set()
    for number in range(5):
        token = output(program("bench_token", *sign_in_of(hub, staff))).strip()
        for times, name in ((ours, "bench_pull"), (floor, "floor_pull")):
            database = os.path.join(WORK, f"{name}-{number}.sqlite")
            got = values(output(program(name, hub.about["url"], hub.about["ca_file"], token, database)))
            times.append(got["seconds"])
            if name == "bench_pull":
                rows.add(got["rows"])
            remove_database(database)
    hub.stop()
    if rows != {100_000.0}:
        failures.append(f"pull: {rows} reservations arrived")
    a, b = statistics.median(ours), statistics.median(floor)
    report("first-pull-s", a, b, a / b, a / b <= 2.0)


def arrival():
    lines = [values(line) for line in output(program("bench_latency", 21)).splitlines() if line.startswith("milli")]
    a = statistics.median(line["milliseconds"] for line in lines)
    b = statistics.median(line["floor"] for line in lines)
    report("arrival-to-paint-ms", a, b, a / b, a <= 100)


def bookings():
    folder, accounts = seeded("bookings", 0)
    hub = Hub(folder)
    config = os.path.join(WORK, "bookings.conf")
    with open(config, "w") as file:
        staff, system = accounts["staff"], accounts["system"]
        for name, value in (("url", hub.about["url"]), ("ca", hub.about["ca_file"]), ("login", staff["login_id"]),
                            ("password", staff["password"]), ("totp", staff["totp_secret"]),
                            ("facility", accounts["facility"]), ("client_id", system["client_id"]),
                            ("client_secret", system["client_secret"])):
            file.write(f"{name} {value}\n")
    ours, floor = [], []
    for number in range(5):
        wait_for_new_code()
        ours.append(values(output(program("bench_bookings", config, "scatter", 8, 4_000)))["per-second"])
        copy = os.path.join(WORK, f"floor-{number}.sqlite")
        output(["sqlite3", os.path.join(folder, "hub.sqlite"), f".backup {copy}"])
        floor.append(values(output(program("floor_bookings", copy, 4_000)))["per-second"])
        os.remove(copy)
    a, b = statistics.median(ours), statistics.median(floor)
    report("bookings-per-second", a, b, a / b, a / b >= 0.5)
    wait_for_new_code()
    race = subprocess.run(program("bench_bookings", config, "last-seat", 50, 200), capture_output=True, text=True)
    hub.stop()
    won = values(race.stdout) if race.stdout else {"won-once": 0}
    report("last-seat-won-once", won["won-once"], 200, won["won-once"] / 200, race.returncode == 0)
    if race.returncode != 0:
        print(race.stdout + race.stderr)


measure((start, keychain, pull, arrival, bookings))
