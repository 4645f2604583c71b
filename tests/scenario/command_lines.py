"""What a wrong command line gets: one line on standard error, the right exit code, and nothing made on the disk.

command_lines.py BIN_FOLDER
"""
import os
import subprocess
import sys
import tempfile
import time

BIN = os.path.abspath(sys.argv[1])
failures = 0


def says(program, arguments, code, words, display=True):
    global failures
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    environment["HOME"] = tempfile.mkdtemp(dir=WORK)
    if display:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run([os.path.join(BIN, program), *arguments], env=environment, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=60)
    told = (done.stderr or done.stdout).strip()
    holds = done.returncode == code and words in told and (code == 0 or len(told.splitlines()) <= 2)
    holds = holds and not (code and os.listdir(environment["HOME"]))
    print(("ok    " if holds else "FAIL  ") + program + " " + " ".join(arguments) + ("" if holds else f": {done.returncode} {told[:300]}"))
    failures += not holds


def ends_when_asked():
    """A desk that runs ends by itself on SIGTERM, with everything that it has to put away."""
    global failures
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", HOME=tempfile.mkdtemp(dir=WORK))
    desk = subprocess.Popen([os.path.join(BIN, "hokatsu-desk"), "--training", "--profile", os.path.join(WORK, "practice")],
                            env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while not os.path.isdir(os.path.join(WORK, "practice")) and desk.poll() is None:
        time.sleep(0.05)
    time.sleep(2)
    desk.terminate()
    try:
        code = desk.wait(30)
    except subprocess.TimeoutExpired:
        desk.kill()
        code = "never"
    print(("ok    " if code == 0 else "FAIL  ") + "hokatsu-desk ends on SIGTERM" + ("" if code == 0 else f": {code}"))
    failures += code != 0


with tempfile.TemporaryDirectory() as WORK:
    missing = os.path.join(WORK, "missing.pem")
    says("hokatsu-desk", ["--version"], 0, "", display=False)
    says("hokatsu-desk", ["--help"], 0, "--training", display=False)
    says("hokatsu-desk", ["somewhere"], 2, "options only")
    says("hokatsu-desk", ["--hub", "http://hub.example.jp"], 2, "https://")
    says("hokatsu-desk", ["--training", "--hub", "https://hub.example.jp"], 2, "--training")
    says("hokatsu-desk", ["--language", "fr"], 2, "ja or en")
    says("hokatsu-desk", ["--ca", missing], 2, "cannot be read")
    says("hokatsu-desk", ["--profile", os.path.join(WORK, "profile")], 1, "no display", display=False)
    says("hokatsu-hub", ["--help"], 0, "hokatsu-hub serve")
    says("hokatsu-hub", ["fly"], 2, "fly")
    says("hokatsu-hub", ["serve"], 2, "--data")
    says("hokatsu-hub", ["serve", "--data", os.path.join(WORK, "hub"), "--listen", "nowhere"], 2, "--listen")
    says("hokatsu-hub", ["municipality", "add", "--data", os.path.join(WORK, "none"), "--code", "132012", "--name", "架空市",
                         "--colour", "red"], 2, "--colour")
    ends_when_asked()
sys.exit(1 if failures else 0)
