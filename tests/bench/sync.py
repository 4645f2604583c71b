"""Measures what nobody may lose: pulling, following, saving. Against floors from this folder's own sources.

sync.py BIN_FOLDER [pull|window|acts|outbox|start ...]: all figures, or those named, as run.py does.
"""
import os
import signal
import subprocess

from measuring import (WORK, CannotRun, Hub, desk_start, failures, filled_profile, measure, measured_start, medians,
                       output, program, remove_database, report, seeded, sign_in_of, values, wait_for_new_code)

ROWS = 100_000
big = {}


def big_hub():
    """One hub with a hundred thousand reservations for all figures that need them."""
    if not big:
        big["folder"], accounts = seeded("big", ROWS)
        big["staff"] = accounts["staff"]
    return Hub(big["folder"]), big["staff"]


def killed_at(half, command):
    done = subprocess.run(command + [str(half)], capture_output=True, text=True)
    if done.returncode != -signal.SIGKILL:
        raise CannotRun(f"bench_pull was to die at {half} rows, and ended with {done.returncode}")


def pull():
    """A first pull against the same bytes with the same indexes; and what is left of it after a kill at half."""
    hub, staff = big_hub()
    ours, floor, rest = [], [], []
    for number in range(5):
        token = output(program("bench_token", *sign_in_of(hub, staff))).strip()
        database = os.path.join(WORK, f"pull-{number}.sqlite")

        def pulling(name, *more):
            return program(name, hub.about["url"], hub.about["ca_file"], token, database, *more)

        got = values(output(pulling("bench_pull")))
        ours.append(got["seconds"])
        remove_database(database)
        floor.append(values(output(pulling("floor_pull", "indexes")))["seconds"])
        remove_database(database)
        killed_at(ROWS // 2, pulling("bench_pull"))
        after = values(output(pulling("bench_pull")))
        rest.append(after["seconds"])
        remove_database(database)
        if got["rows"] != ROWS or after["rows"] != ROWS:
            failures.append(f"pull: {got['rows']:.0f} and {after['rows']:.0f} reservations arrived")
    hub.stop()
    a, b, c = medians(ours, floor, rest)
    report("pull-with-indexes-s", a, b, a / b, a / b <= 1.5)
    report("rest-after-kill-s", c, a, c / a, c / a <= 0.7)


def window():
    """How long input waits while a hundred thousand rows come in, and what they cost in memory."""
    hub, staff = big_hub()
    waits, grown = [], []
    for number in range(5):
        wait_for_new_code()
        got = values(output(program("bench_first_pull", os.path.join(WORK, f"window-{number}"), *sign_in_of(hub, staff))))
        waits.append(got["longest-wait-ms"])
        grown.append((got["peak-kb"] - got["idle-kb"]) / 1024)
    hub.stop()
    a, b = medians(waits, grown)
    report("input-waits-ms", a, 100, a / 100, a <= 100)
    report("pull-memory-MB", b, 100, b / 100, b <= 100)


def acts():
    """From the hub's commit to the desk's disk, and from a key to the desk's disk."""
    lines = [values(line) for line in output(program("bench_latency", 41)).splitlines() if line.startswith("milli")]
    durable, trip, commit, saved = (sorted(line[name] for line in lines)
                                    for name in ("durable", "floor", "commit", "saved"))
    a, b, c, d = medians(durable, trip, commit, saved)
    report("durable-at-the-desk-ms", a, b + c, a / (b + c), a <= 10 * (b + c))
    report("durable-p99-ms", durable[-1], 50, durable[-1] / 50, durable[-1] <= 50)
    report("act-saved-ms", d, c, d / c, d <= 1.5 * c)


def outbox():
    """A thousand acts of a day without the hub, against the same acts sent by clients that do nothing else."""
    hub, staff = big_hub()
    wait_for_new_code()
    profile = filled_profile("outbox", hub, staff)
    for_floor = os.path.join(WORK, "outbox.acts")
    ours, floor = [], []
    for _ in range(5):
        ours.append(values(output(program("bench_outbox", profile, 1_000, for_floor)))["seconds"])
        floor.append(values(output(program("floor_outbox", hub.about["url"], hub.about["ca_file"],
                                           for_floor)))["seconds"])
    hub.stop()
    a, b = medians(ours, floor)
    report("outbox-of-1000-s", a, b, a / b, a / b <= 2.0)


def start():
    """With a hundred thousand stored reservations: against a bare window, and against a desk with none."""
    full_hub, full_staff = big_hub()
    wait_for_new_code()
    full = desk_start(filled_profile("full", full_hub, full_staff))
    full_hub.stop()
    folder, accounts = seeded("none", 0)
    none_hub = Hub(folder)
    none = desk_start(filled_profile("none-profile", none_hub, accounts["staff"]))
    none_hub.stop()
    commands = (full, none, program("floor_window"))
    times = ([], [], [])
    os.sync()  # what the pulls left to be written would be written beside the starts
    for number in range(25):
        for row, command in zip(times, commands):
            took = measured_start(command)[0]
            if number > 0:  # the first from a warm disk
                row.append(took)
    a, b, c = medians(*times)
    report("start-with-100000-ms", a, c, a / c, a / c <= 1.7)
    report("start-against-none-ms", a, b, a / b, a / b <= 1.15)


measure((pull, window, acts, outbox, start))
