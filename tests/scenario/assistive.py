"""A screen reader's questions to the real desk over AT-SPI: every object of every page is asked for children that are
not there, again and again while pages change, and the desk must live. Then the list of the day is read row by row.

assistive.py BIN_FOLDER
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

BIN = os.path.abspath(sys.argv[1])
ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"


def inside_a_private_session():
    """Starts this again with a display, a session bus and an accessibility bus of its own."""
    folder = tempfile.mkdtemp(prefix="assistive-")
    reader, writer = os.pipe()
    display = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
                               pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    environment = dict(os.environ, DISPLAY=":" + os.fdopen(reader).readline().strip(), XDG_RUNTIME_DIR=folder, HOME=folder,
                       QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    try:
        return subprocess.call(["dbus-run-session", "--", sys.executable, os.path.abspath(__file__), BIN, "--inside"],
                               env=environment)
    finally:
        display.terminate()
        display.wait()
        shutil.rmtree(folder, ignore_errors=True)


class Reader:
    """Asks over the accessibility bus as readers do, without a library that would check the index first."""

    def __init__(self):
        from gi.repository import Gio, GLib
        self.glib, self.gio = GLib, Gio
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 10000, None)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address.unpack()[0], flags, None, None)

    def ask(self, thing, interface, method, arguments=None):
        name, path = thing
        return self.bus.call_sync(name, path, interface, method, arguments, None, 0, 10000, None).unpack()

    def of(self, thing, name):
        return self.ask(thing, PROPERTIES, "Get", self.glib.Variant("(ss)", (ACCESSIBLE, name)))[0]

    def child(self, thing, index):
        try:
            return self.ask(thing, ACCESSIBLE, "GetChildAtIndex", self.glib.Variant("(i)", (index,)))[0]
        except self.glib.Error:
            return None  # gone meanwhile, or none: an answer, too

    def program(self, process):
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        for _ in range(300):
            for one in self.ask(registry, ACCESSIBLE, "GetChildren")[0]:
                if self.of(one, "Name") and self.of(one, "ChildCount"):
                    return one
            if process.poll() is not None:
                sys.exit("the desk ended before it was seen")
            time.sleep(0.1)
        sys.exit("the desk did not come to the accessibility bus")

    def walk(self, thing, depth=0):
        try:
            count = self.of(thing, "ChildCount")
        except self.glib.Error:
            return
        for beyond in (-1, count, count + 2, 2**31 - 1):
            self.child(thing, beyond)
        yield thing
        for index in range(min(count, 60) if depth < 40 else 0):
            below = self.child(thing, index)
            if below and not below[1].endswith("/null"):
                yield from self.walk(below, depth + 1)

    def named(self, root, name, role=None):
        for thing in self.walk(root):
            try:
                if self.of(thing, "Name").startswith(name) and role in (None, self.role(thing)):
                    return thing
            except self.glib.Error:
                pass
        return None

    def role(self, thing):
        return self.ask(thing, ACCESSIBLE, "GetRoleName")[0]

    def wait_for(self, root, name, role=None):
        for _ in range(100):
            found = self.named(root, name, role)
            if found:
                return found
            time.sleep(0.1)
        sys.exit("nothing is called " + name)

    def press(self, thing):
        self.ask(thing, "org.a11y.atspi.Action", "DoAction", self.glib.Variant("(i)", (0,)))

    def type(self, thing, text):
        self.ask(thing, "org.a11y.atspi.EditableText", "SetTextContents", self.glib.Variant("(s)", (text,)))

    def listen(self, heard):
        """Collects who comes into sight from now on, as a reader that speaks does."""
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
        self.ask(registry, "org.a11y.atspi.Registry", "RegisterEvent",
                 self.glib.Variant("(sass)", ("object:state-changed:showing", [], "")))

        def on(_bus, sender, path, _interface, _signal, arguments):
            if arguments.unpack()[:2] == ("showing", 1):
                heard.append((sender, path))
        self.bus.signal_subscribe(None, "org.a11y.atspi.Event.Object", "StateChanged", None, None,
                                  self.gio.DBusSignalFlags.NONE, on)

    def hear(self):
        while self.glib.MainContext.default().iteration(False):
            pass


def main():
    work = tempfile.mkdtemp(prefix="assistive-profile-")
    desk = subprocess.Popen([os.path.join(BIN, "hokatsu-desk"), "--training", "--language", "en", "--profile", work + "/practice"],
                            stderr=subprocess.PIPE, text=True)
    failures = 0

    def says(holds, words):
        nonlocal failures
        print(("ok    " if holds else "FAIL  ") + words, flush=True)
        failures += not holds

    try:
        reader = Reader()
        root = reader.program(desk)
        fill = reader.wait_for(root, "Fill in the login")
        seen = 0
        for _ in range(3):
            seen = sum(1 for _ in reader.walk(root))
        says(desk.poll() is None and seen > 20, f"the first page bears questions for children that are not there ({seen} objects)")
        heard = []
        reader.listen(heard)
        reader.press(fill)
        reader.type(reader.wait_for(root, "Password", "text"), "not the password")
        reader.press(reader.wait_for(root, "Sign in", "push button"))
        spoken = []
        for _ in range(100):
            reader.hear()
            spoken = [reader.of(one, "Name") for one in heard if reader.role(one) == "notification"]
            if spoken:
                break
            time.sleep(0.1)
        says(any(spoken), f"a refusal is a notification that comes into sight: {spoken[:1]}")
        reader.press(reader.wait_for(root, "Fill in the login"))
        reader.press(reader.wait_for(root, "Sign in", "push button"))
        for _ in range(5):
            sum(1 for _ in reader.walk(root))
        code = reader.wait_for(root, "Six-digit code")
        says(desk.poll() is None and code is not None, "so does the way to the next page, walked without a pause")
        shown = re.search(r"\d{6}", reader.of(reader.wait_for(root, "Practice authenticator"), "Name"))
        reader.type(reader.wait_for(root, "Six-digit code", "text"), shown.group())
        reader.press(reader.wait_for(root, "Confirm", "push button"))
        waiting = reader.wait_for(root, "Reservations to be answered", "list")
        rows = reader.of(waiting, "ChildCount")
        names = [reader.of(reader.child(waiting, row), "Name") for row in range(rows)]
        says(0 < rows < 20 and len(set(names)) == rows and all(":" in name for name in names),
             f"the list of the day has one child a family, each with its sentence ({rows})")
        sum(1 for _ in reader.walk(root))
        says(desk.poll() is None, "the day bears the same questions")
    finally:
        desk.terminate()
        try:
            says(desk.wait(30) == 0, "the desk ends by itself when asked")
        except subprocess.TimeoutExpired:
            desk.kill()
            says(False, "the desk ends by itself when asked")
        shutil.rmtree(work, ignore_errors=True)
    return 1 if failures else 0


sys.exit(main() if "--inside" in sys.argv else inside_a_private_session())
