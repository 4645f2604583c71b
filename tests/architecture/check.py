#!/usr/bin/env python3
"""The walls of the house: check.py includes|links|calls|paths|translations|sizes|figures|top_level.

Exit 1 names each breach. `links` takes the build folder; `figures` measures and judges nothing.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import figures
import house
from house import ROOT, functions_of, sources, without_comments

# The links of the CMake lists are the walls: what a target links, it may include. These hold whatever is linked:
# part of the house -> the only other folders of app that it may include.
ONLY = {
    "app/platform": [],
    "app/domain": ["platform"],
    "app/wire": ["domain"],
    "app/async": ["domain"],
    "app/formats": ["domain"],
    "app/log": ["domain"],
    "app/hub": ["wire", "formats", "domain", "platform"],
    "app/training": ["hub", "wire", "formats", "domain"],
    "app/services": ["async", "domain"],
    "ui": ["services", "async", "domain"],
}
NO_QT = ["platform", "domain", "log", "wire", "formats", "hub", "training"]


# Folders that are still one room inside: excused from the rings and from the share of one target.
UNOPENED = set()
# Headers of POSIX and Linux stand in app/platform, so that another system has one room to replace. Where they may
# stand besides, and why: addresses and sockets are what these files are about, and are measured as they are.
SYSTEM_HEADERS = (r"(?:c?signal|c?unistd|fcntl|poll|pthread|dirent|netdb|pwd|grp|termios|sched|spawn|syslog|ucontext|dlfcn)(?:\.h)?"
                  r"|(?:sys|arpa|netinet|linux|net)/[\w./]+")
SYSTEM_HEADERS_BESIDES = {
    "app/hub/http/": "sockets and addresses of clients",
    "app/hub/webhooks/": "sockets and addresses to which webhooks may go",
    "app/hub/ops/admin_server.cpp": "a socket of its own, apart from the one for clients",
    "app/hub/db/postgres_": "waits for the socket of PostgreSQL's library",
}
LARGEST_SHARE = 8  # per cent of the lines of app and ui in one target


def walls():
    """Folder of a target -> folders whose headers it may include."""
    known = house.targets()
    return {target.folder: {known[other].folder for other in house.reached(name, known)}
            for name, target in known.items() if target.folder}


def wall_faults(path, text, allowed, folders):
    home = house.home_of(path, folders)
    part = next((p for p in ONLY if path.startswith(p + "/")), None)
    faults = []
    for other in house.included(path, text):
        if home in allowed and house.home_of(other, folders) not in allowed[home]:
            faults.append(f"{path}: {home} must not include {other}: it does not link it")
        top = other.split("/")[1]
        if part and not other.startswith(part + "/") and (other.startswith("ui/") or top not in ONLY[part]):
            faults.append(f"{path}: {part} must never include {other}")
    return faults


def stray_declarations(folders):
    """Free functions that a target declares and only others define: somebody above it is called behind the links."""
    declared, defined = collections.defaultdict(set), collections.defaultdict(set)
    for path, text in sources("app", "ui"):
        home = house.home_of(path, folders)
        for function in functions_of(text):
            defined[function.name].add(home)
        if path.endswith(".h"):
            heads = r"^(?:\[\[nodiscard\]\] )?[A-Za-z_][\w:<>,&* ]*?[ &*\n](\w+)\([^;{}]*\);"
            for name in re.findall(heads, without_comments(text), re.M):
                declared[name].add((path, home))
    return [f"{path} declares {name}(), which is defined in {', '.join(sorted(defined[name]))}"
            for name in sorted(declared) for path, home in sorted(declared[name])
            if defined[name] and home not in defined[name]]


def ring_faults(excused):
    faults = []
    for depth, found in house.folder_rings().items():
        for ring in found:
            inside = next((f for f in UNOPENED if all(r == f or r.startswith(f + "/") for r in ring)), None)
            if inside is None:
                faults.append(f"folders include each other, {depth} deep: " + ", ".join(ring))
            else:
                excused.add(inside)
    return faults


def share_faults(excused):
    faults = []
    for folder, lines, share in figures.shares():
        if share > LARGEST_SHARE and folder in UNOPENED:
            excused.add(folder)
        elif share > LARGEST_SHARE:
            faults.append(f"{folder} has {lines} lines, {share:.1f} % of the house; the limit is {LARGEST_SHARE} %")
    return faults


def system_header_faults(path, text, excused):
    if path.startswith("app/platform/"):
        return []
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*#\s*include\s+<(" + SYSTEM_HEADERS + r")>", line)
        if header:
            place = next((p for p in SYSTEM_HEADERS_BESIDES if path.startswith(p)), None)
            if place is None:
                faults.append(f"{path}:{number}: only app/platform knows the operating system: <{header.group(1)}>")
            else:
                excused.add(place)
    return faults


def includes():
    graph = {}
    excused = set()
    allowed, folders = walls(), house.target_folders(house.targets())
    faults = ring_faults(excused) + share_faults(excused) + stray_declarations(folders)
    faults += [f"{folder} is excused in UNOPENED and needs no excuse" for folder in sorted(UNOPENED - excused)]
    beside = set()
    for path, text in sources("app", "ui"):
        parts = path.split("/")
        faults += system_header_faults(path, text, beside)
        faults += wall_faults(path, text, allowed, folders)
        graph[path] = set(house.included(path, text))
        for number, line in enumerate(text.splitlines(), 1):
            local = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            system = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
            if local:
                target = local.group(1)
                if target.startswith(("ui_", "moc_")) or target.endswith(".moc"):
                    continue
                if "/" not in target:
                    faults.append(f"{path}:{number}: write the folder: \"{target}\"")
                    continue
            if system and parts[0] == "app" and parts[1] in NO_QT and re.match(r"Q[A-Z]|qt6", system.group(1)):
                faults.append(f"{path}:{number}: {parts[1]} is standard C++ without Qt: <{system.group(1)}>")
            if system and parts[0] == "ui" and re.match(r"QSql|QNetwork|QSsl|qt6keychain", system.group(1)):
                faults.append(f"{path}:{number}: ui knows neither database nor network: <{system.group(1)}>")
    faults += [f"{place} may hold system headers and holds none"
               for place in sorted(set(SYSTEM_HEADERS_BESIDES) - beside)]
    state = {}

    def visit(node, trail):
        if state.get(node) == "done":
            return
        if node in trail:
            faults.append("include cycle: " + " -> ".join(trail[trail.index(node):] + [node]))
            return
        for nxt in sorted(graph.get(node, ())):
            visit(nxt, trail + [node])
        state[node] = "done"

    for node in sorted(graph):
        visit(node, [])
    return faults


def links(build):
    """What the rooms call, by the symbols of their archives: a call upwards that no include shows is a breach too."""
    known = {n: t for n, t in house.targets().items() if t.folder and t.folder.startswith("app/hub/")}
    faults, defined, wanted = [], {}, {}
    if not known and "app/hub" not in UNOPENED:
        faults.append("app/hub declares no rooms")
    for name, target in known.items():
        archive = os.path.join(build, target.folder, f"lib{name}.a")
        if not os.path.exists(archive):
            faults.append(f"{archive} is not built")
            continue
        listing = subprocess.run(["nm", "-P", archive], capture_output=True, text=True, check=True).stdout
        for symbol, kind in re.findall(r"^(\S+) (\w)", listing, re.M):
            if kind == "U":
                wanted.setdefault(name, set()).add(symbol)
            elif kind in "TDBR":  # weak ones are made wherever they are used
                defined[symbol] = name
    for name in wanted:
        for symbol in sorted(wanted[name]):
            home = defined.get(symbol, name)
            if home not in house.linked(name, known):
                text = subprocess.run(["c++filt", symbol], capture_output=True, text=True).stdout.strip()
                faults.append(f"{name} calls {text} of {home}, which it does not link")
    return faults


CALLS = [
    (r"\bQEventLoop\b|\bprocessEvents\s*\(|\bwaitFor(?:ReadyRead|BytesWritten|Connected|Disconnected|Encrypted)\s*\(",
     "nested or blocking event loop", ("app", "ui")),
    (r"(?:->|\.)exec\s*\(\s*\)", "exec() of a dialog or loop", ("ui", "app/use_cases", "app/desk", "app/net", "app/session", "app/sync")),
    (r"::instance\s*\(\s*\)", "instance(): hand it in instead", ("app", "ui")),
    (r"\b(?:system_clock|steady_clock)::now\b|\bQDateTime::current|\bQDate::currentDate|\bQTime::currentTime"
     r"|\bstd::time\s*\(|\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)|\bgettimeofday\s*\("
     r"|\bclock_gettime\s*\(|\bCLOCK_[A-Z]+",
     "reads a clock by itself", ("app", "ui")),
    (r"\bstd::random_device\b|\bstd::rand\b|\bQRandomGenerator\b", "randomness by itself", ("app", "ui")),
    (r"\bignoreSslErrors\b|\bVerifyNone\b|\bSSL_VERIFY_NONE\b", "TLS errors are never ignored", ("app/net", "app/session", "app/sync", "app/use_cases", "app/desk", "ui")),
    (r"\bSIGNAL\s*\(|\bSLOT\s*\(", "connect by string", ("app", "ui")),
    (r"\bQSqlQueryModel\b|\bQSqlTableModel\b", "SQL in the GUI thread", ("app", "ui")),
    (r"\bsetStyleSheet\s*\(", "style sheets hide colours from the theme", ("ui",)),
    (r"\b(?:std::this_thread::sleep|QThread::m?sleep|usleep)\b", "sleeping", ("app", "ui")),
    (r"\b(?:TODO|FIXME|HACK|XXX)\b", "an open end", ("app", "ui", "tests")),
]
# The one place where each is right. One that excuses nothing fails.
EXCEPTIONS = {
    ("app/domain/clock.cpp", "reads a clock by itself"),
    ("app/platform/times.cpp", "reads a clock by itself"),
    # Deadlines of sockets, waits and back-off are spans of the machine, not times of day.
    ("app/hub/http/", "reads a clock by itself"),
    ("app/hub/service/", "reads a clock by itself"),
    ("app/hub/ops/metrics.cpp", "reads a clock by itself"),
}


def calls():
    faults, used = [], set()
    for path, text in sources("app", "ui", "tests"):
        code = text if path.startswith("tests/architecture") else without_comments(text)
        for pattern, what, where in CALLS:
            if not path.startswith(tuple(w + "/" for w in where)):
                continue
            excused = {(p, w) for p, w in EXCEPTIONS if path.startswith(p) and what == w}
            body = text if what == "an open end" else code
            for match in re.finditer(pattern, body):
                if excused:
                    used |= excused
                    break
                line = body.count("\n", 0, match.start()) + 1
                faults.append(f"{path}:{line}: {what}: {match.group(0).strip()}")
        # connect() always has a context object: sender, signal, context, slot.
        if path.startswith(("app/", "ui/")):
            for match in re.finditer(r"\bconnect\s*\(", code):
                arguments = split_arguments(code, match.end())
                if arguments is not None and len(arguments) == 3 and "[" in arguments[2]:
                    line = code.count("\n", 0, match.start()) + 1
                    faults.append(f"{path}:{line}: connect() of a lambda without a context object")
    faults += [f"the exception of {place} excuses nothing: {what}" for place, what in sorted(EXCEPTIONS - used)]
    return faults


# What of the hub's interface the desk calls stands in one file; requests are made of it in these rooms.
PATHS = "app/wire/paths.h"
OF_THE_DESK = ("ui/", "app/async/", "app/desk/", "app/domain/", "app/log/", "app/net/", "app/programs/desk.cpp",
               "app/services/", "app/session/", "app/storage/", "app/sync/", "app/use_cases/", "app/wire/")


def paths():
    """The desk types no path of the hub's interface, and reads no meaning out of one."""
    faults = []
    for path, text in sources("app", "ui"):
        if path == PATHS or not path.startswith(OF_THE_DESK):
            continue
        for match in house.literals(text):
            if re.search(r"/v\d+/", match.group(0)):
                line = text.count("\n", 0, match.start()) + 1
                faults.append(f"{path}:{line}: {match.group(0)} belongs in {PATHS}")
    return faults


def split_arguments(code, start):
    depth, parts, last = 1, [], start
    for i in range(start, min(len(code), start + 4000)):
        c = code[i]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                parts.append(code[last:i])
                return parts
        elif c == "," and depth == 1:
            parts.append(code[last:i])
            last = i + 1
    return None


def find_lupdate():
    places = ["/usr/lib/qt6/bin", *os.environ.get("PATH", "").split(os.pathsep)]
    return next((p for p in (os.path.join(f, "lupdate") for f in places) if os.access(p, os.X_OK)), shutil.which("lupdate6"))


def catalogue_faults(folder):
    """lupdate over the sources into a copy changes nothing: no text without its entry, no entry without its text."""
    lupdate = find_lupdate()
    if lupdate is None:
        return ["lupdate is missing (qt6-l10n-tools)"]
    faults = []
    with tempfile.TemporaryDirectory() as copies:
        for name, options in (("hokatsu_ja.ts", []), ("hokatsu_en.ts", ["-pluralonly"])):
            copy = os.path.join(copies, name)
            shutil.copy(os.path.join(folder, name), copy)
            run = subprocess.run([lupdate, "-silent", *options, "-locations", "none", "-no-ui-lines", "-extensions", "cpp,h,ui",
                                  "ui", "app", "-ts", copy], cwd=ROOT, capture_output=True, text=True)
            if run.returncode != 0:
                faults.append(f"lupdate cannot read the sources: {run.stderr.strip()}")
            faults += different_entries(name, os.path.join(folder, name), copy)
    return faults


def different_entries(name, kept, made):
    def entries(path):
        tree = ElementTree.parse(path).getroot()
        return {(c.findtext("name"), m.findtext("source"), m.findtext("comment") or "", m.get("numerus") or "",
                 (m.find("translation").get("type") or "") if m.find("translation") is not None else "")
                for c in tree.iter("context") for m in c.iter("message")}

    before, after = entries(kept), entries(made)
    faults = [f"{name}: {e[0]}: has no entry: {e[1]!r}" for e in sorted(after - before) if e[4] == "unfinished"]
    faults += [f"{name}: {e[0]}: no longer in the sources: {e[1]!r}" for e in sorted(before - after)
               if not any(a[:4] == e[:4] and not a[4] for a in after)]
    with open(kept, encoding="utf-8") as a, open(made, encoding="utf-8") as b:
        if not faults and a.read() != b.read():
            faults.append(f"{name}: lupdate writes it in another form or order; run the target update_translations")
    return faults


def translations():
    faults = []
    folder = os.path.join(ROOT, "translations")
    names = [n for n in os.listdir(folder) if n.endswith(".ts")]
    for need in ("hokatsu_ja.ts", "hokatsu_en.ts"):
        if need not in names:
            faults.append(f"translations/{need} is missing")
    keys = set()
    for name in names:
        tree = ElementTree.parse(os.path.join(folder, name)).getroot()
        for context in tree.iter("context"):
            for message in context.iter("message"):
                translation = message.find("translation")
                kind = translation.get("type") if translation is not None else "unfinished"
                source = message.findtext("source") or ""
                if kind in ("vanished", "obsolete"):
                    faults.append(f"{name}: {context.findtext('name')}: no longer used: {source!r}")
                elif kind == "unfinished" and (name.endswith("_ja.ts") or message.get("numerus") == "yes"):
                    faults.append(f"{name}: {context.findtext('name')}: not translated: {source!r}")
                elif name.endswith("_ja.ts"):
                    keys.add((context.findtext("name"), source))
                    text = "".join(translation.itertext()) if translation is not None else ""
                    wanted, got = (sorted(set(re.findall(r"%(?:L?\d|n)", t))) for t in (source, text))
                    if wanted != got and "%n" not in wanted:
                        faults.append(f"{name}: placeholders differ: {source!r} -> {text!r}")
    faults += catalogue_faults(folder)
    for path, text in sources("ui", "app/desk"):
        for match in re.finditer(r'\bsetText\(\s*(?:QStringLiteral\(|u)"[^"]*[\u3040-\u30ff\u4e00-\u9fff]', text):
            line = text.count("\n", 0, match.start()) + 1
            faults.append(f"{path}:{line}: Japanese text past the translations")
    return faults


LONGEST_CPP, LONGEST_HEADER, LONGEST_FUNCTION = 500, 260, 60
MOST_PARAMETERS = 4
# Functions with more, from before the rule was checked. Only ever fewer.
MANY_PARAMETERS = 32
# A class of the windows has one job. More lines than this in its functions, over all its files, are two.
LARGEST_CLASS = 300
# Classes from before the rule was checked, with the lines that they have. Only ever fewer; one that keeps the rule
# leaves the list.
LARGE_CLASSES = {"WeekView": 465, "FacilityPage": 366, "BookingForm": 351, "OutboxPage": 333}


def class_faults():
    lines = house.class_lines("ui/kit", "ui/screens")
    faults = [f"{name} has {count} lines of functions, the limit is {LARGE_CLASSES.get(name, LARGEST_CLASS)}"
              for name, count in lines.most_common() if count > LARGE_CLASSES.get(name, LARGEST_CLASS)]
    return faults + [f"{name} has {lines[name]} lines of functions: lower its entry in LARGE_CLASSES, or take it out"
                     for name, known in LARGE_CLASSES.items() if lines[name] < known]


def sizes():
    faults, many = class_faults(), []
    for path, text in sources("app", "ui"):
        lines = text.count("\n")
        limit = LONGEST_CPP if path.endswith(".cpp") else LONGEST_HEADER
        if lines > limit:
            faults.append(f"{path}: {lines} lines, the limit is {limit}")
        for function in functions_of(text):
            if function.lines > LONGEST_FUNCTION:
                faults.append(f"{path}:{function.line}: {function.name} has {function.lines} lines, "
                              f"the limit is {LONGEST_FUNCTION}")
            if function.parameters > MOST_PARAMETERS:
                many.append(f"{path}:{function.line}: {function.name} has {function.parameters} parameters")
    if len(many) > MANY_PARAMETERS:
        faults += many + [f"{len(many)} functions have more than {MOST_PARAMETERS} parameters; "
                          f"there were {MANY_PARAMETERS}"]
    print(f"{len(many)} functions have more than {MOST_PARAMETERS} parameters")
    return faults


def top_level():
    """The top level stays as it is: what lies there is found there by everybody."""
    faults = []
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    files = listing.stdout.split("\n")
    if listing.returncode != 0 and os.path.exists(os.path.join(ROOT, ".git")):
        return ["git cannot list the files: " + listing.stderr.strip()]
    fixed = {"CMakeLists.txt", "app", "ui", "resources", "translations", "tests", "installer", "README.md",
             "CMakePresets.json", "LICENSE"}
    for top in sorted({f.split("/")[0] for f in files if f}):
        if top not in fixed and not top.startswith("."):
            faults.append(f"the top level holds {top}")
    return faults


def show_figures():
    figures.show()
    return []


CHECKS = {"includes": includes, "links": links, "calls": calls, "paths": paths, "translations": translations, "sizes": sizes,
          "figures": show_figures, "top_level": top_level}

if __name__ == "__main__":
    found = CHECKS[sys.argv[1]](*sys.argv[2:])
    for fault in found:
        print(fault)
    print(f"{sys.argv[1]}: {len(found)} breaches")
    sys.exit(1 if found else 0)
