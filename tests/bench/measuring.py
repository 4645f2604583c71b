"""What the benches share: real programs on folders of their own, figures printed as "name ours floor ratio"."""
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
WORK = tempfile.mkdtemp(prefix="hokatsu-bench-")
failures = []
hubs = []


class CannotRun(Exception):
    """A program of a figure failed; said in one line."""


def program(name, *arguments):
    return [os.path.join(BIN, name), *map(str, arguments)]


def output(command, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
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
                                                "--calls-per-minute-before-sign-in", 0, "--exit-with-parent", *options),
                                        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
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


def sign_in_of(hub, staff):
    return hub.about["url"], hub.about["ca_file"], staff["login_id"], staff["password"], staff["totp_secret"]


def filled_profile(name, hub, staff):
    """A desk's profile as a user would have it after the first pull."""
    profile = os.path.join(WORK, name)
    output(program("bench_profile", profile, *sign_in_of(hub, staff)))
    return profile


def desk_start(profile):
    return program("hokatsu-desk", "--profile", profile, "--exit-after-first-paint")


def medians(*rows):
    return [statistics.median(row) for row in rows]


def remove_database(path):
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)


def measured_start(command, environment=None):
    """Milliseconds from fork to the program's line after its first complete paint, and its peak memory in kB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    line = process.stdout.readline()
    took = (time.monotonic() - start) * 1000
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if not line or status != 0:
        raise CannotRun(f"{os.path.basename(command[0])} did not paint")
    return took, usage.ru_maxrss


def wait_for_new_code():
    """A code is good once: the next sign-in of the same account needs the next half minute's."""
    time.sleep(30 - time.time() % 30 + 0.5)


def attempt(figure):
    """A figure that cannot be taken is a failure of its own; the others are taken all the same."""
    try:
        figure()
    except (CannotRun, OSError, ValueError, KeyError, StopIteration, statistics.StatisticsError,
            subprocess.SubprocessError) as problem:
        print(f"{figure.__name__}: not measured: {str(problem).splitlines()[0] if str(problem) else problem!r}", flush=True)
        failures.append(f"{figure.__name__} (not measured)")
    for hub in list(hubs):
        hub.stop()


def measure(figures):
    """All of them, or those named on the command line; exit 1 where one falls short."""
    print("name ours floor ratio")
    for figure in figures:
        if not ONLY or figure.__name__ in ONLY:
            attempt(figure)
    shutil.rmtree(WORK, ignore_errors=True)
    if failures:
        print("short of the mark: " + ", ".join(failures))
        sys.exit(1)
