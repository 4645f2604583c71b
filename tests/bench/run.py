"""Measures the desk and the hub against floors built from this folder's own sources, in the same run.

run.py BIN_FOLDER [start|pull|arrival|bookings ...]: all figures, or those named. Every figure is the median of at least
five rounds in which ours and the floor take turns. Prints "name ours floor ratio"; exit 1 where one falls short.
"""
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

BIN = sys.argv[1]
ONLY = sys.argv[2:]
ROUNDS = 7
WORK = tempfile.mkdtemp(prefix="hokatsu-bench-")
failures = []
hubs = []


class CannotRun(Exception):
    """A program of a figure failed; said in one line."""


def program(name, *arguments):
    return [os.path.join(BIN, name), *map(str, arguments)]


def output(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "no word").splitlines()[-1]
        raise CannotRun(f"{os.path.basename(command[0])} ended with {done.returncode}: {said}")
    return done.stdout


def values(line):
    words = line.split()
    return {words[i]: float(words[i + 1]) for i in range(0, len(words) - 1, 2)}


def report(name, ours, floor, ratio, holds, note=""):
    print(f"{name} {ours:.2f} {floor:.2f} {ratio:.2f}{note}", flush=True)
    if not holds:
        failures.append(name)


class Hub:
    """A real hub on a folder of its own, over TLS on loopback."""

    def __init__(self, folder, *options):
        self.folder = folder
        ready = os.path.join(folder, "ready.json")
        if os.path.exists(ready):
            os.remove(ready)
        self.process = subprocess.Popen(program("hokatsu-hub", "serve", "--data", folder, "--listen", "127.0.0.1:0",
                                                "--ready-file", ready, "--calls-per-minute", 0,
                                                "--calls-per-minute-before-sign-in", 0, *options),
                                        stdout=subprocess.DEVNULL)
        hubs.append(self)
        for _ in range(600):
            if os.path.exists(ready) or self.process.poll() is not None:
                break
            time.sleep(0.05)
        if not os.path.exists(ready):
            raise CannotRun("hokatsu-hub did not become ready")
        with open(ready) as file:
            self.about = json.load(file)

    def stop(self):
        hubs.remove(self)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def seeded(name, reservations):
    folder = os.path.join(WORK, name)
    today = time.strftime("%Y-%m-%d")
    text = output(program("hokatsu-hub", "seed", "--data", folder, "--facilities", 1, "--municipalities", 1,
                          "--reservations", reservations, "--from", today, "--seed", 1, "--accounts", "--for-tests"))
    return folder, json.loads(text.strip().splitlines()[-1] if text.strip().startswith("{") else
                              next(line for line in text.splitlines() if line.startswith("{")))


def measured_start(command):
    """Milliseconds from fork to the program's line after its first complete paint, and its peak memory in kB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    took = (time.monotonic() - start) * 1000
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if not line or status != 0:
        raise CannotRun(f"{os.path.basename(command[0])} did not paint")
    return took, usage.ru_maxrss


def start():
    folder, accounts = seeded("start", 10_000)
    hub = Hub(folder)
    profile = os.path.join(WORK, "profile")
    staff = accounts["staff"]
    output(program("bench_profile", profile, hub.about["url"], hub.about["ca_file"], staff["login_id"], staff["password"],
                   staff["totp_secret"]))
    ours, floor = [], []
    desk = program("hokatsu-desk", "--profile", profile, "--exit-after-first-paint")
    for command in (desk, program("floor_window")):
        measured_start(command)  # both from a warm disk
    for _ in range(ROUNDS + 4):
        ours.append(measured_start(desk))
        floor.append(measured_start(program("floor_window")))
    hub.stop()
    for index, name, unit in ((0, "start-ms", 1), (1, "start-peak-kB", 1)):
        a, b = (statistics.median(row[index] for row in rows) for rows in (ours, floor))
        report(name, a, b, a / b, a / b <= 2.0)


def pull():
    folder, accounts = seeded("pull", 100_000)
    hub = Hub(folder)
    staff = accounts["staff"]
    ours, floor, rows = [], [], set()
    for number in range(5):
        token = output(program("bench_token", hub.about["url"], hub.about["ca_file"], staff["login_id"], staff["password"],
                               staff["totp_secret"])).strip()
        for times, name in ((ours, "bench_pull"), (floor, "floor_pull")):
            database = os.path.join(WORK, f"{name}-{number}.sqlite")
            got = values(output(program(name, hub.about["url"], hub.about["ca_file"], token, database)))
            times.append(got["seconds"])
            if name == "bench_pull":
                rows.add(got["rows"])
            for suffix in ("", "-wal", "-shm"):
                if os.path.exists(database + suffix):
                    os.remove(database + suffix)
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


def wait_for_new_code():
    """A code is good once: the next sign-in of the same account needs the next half minute's."""
    time.sleep(30 - time.time() % 30 + 0.5)


def attempt(figure):
    """A figure that cannot be taken is a failure of its own; the others are taken all the same."""
    try:
        figure()
    except (CannotRun, OSError, ValueError, KeyError, StopIteration, statistics.StatisticsError) as problem:
        print(f"{figure.__name__}: not measured: {str(problem).splitlines()[0] if str(problem) else problem!r}", flush=True)
        failures.append(f"{figure.__name__} (not measured)")
    for hub in list(hubs):
        hub.stop()


def main():
    print("name ours floor ratio")
    for figure in (start, pull, arrival, bookings):
        if not ONLY or figure.__name__ in ONLY:
            attempt(figure)
    shutil.rmtree(WORK, ignore_errors=True)
    if failures:
        print("short of the mark: " + ", ".join(failures))
        sys.exit(1)


main()
