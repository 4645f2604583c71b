#!/usr/bin/env python3
"""The walls of the house: check.py includes|calls|accessible|translations|sizes|self. Exit 1 names each breach."""
import os
import re
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# folder -> what it may include directly or through these; the folder itself is always allowed.
APP = {
    "domain": [],
    "wire": ["domain"],
    "formats": ["domain"],
    "storage": ["domain", "wire"],
    "net": ["wire", "domain"],
    "session": ["net", "wire", "domain"],
    "sync": ["storage", "net", "wire", "domain"],
    "services": ["sync", "session", "formats", "storage", "net", "wire", "domain"],
    "hub": ["wire", "formats", "domain"],
    "training": ["hub", "wire", "formats", "domain"],
}
SMALL = ["theme", "widgets", "prompt", "models", "delegates"]  # each knows those before it
SCREENS = ["signin", "today", "reservations", "slots", "facility", "delays", "settings", "training", "help"]
NO_QT = ["domain", "wire", "formats", "hub", "training"]


def sources(*tops, ext=(".cpp", ".h")):
    for top in tops:
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in sorted(names):
                if name.endswith(ext):
                    path = os.path.join(folder, name)
                    yield os.path.relpath(path, ROOT), open(path, encoding="utf-8").read()


def without_comments(text):
    """Comments and string literals blanked, line numbers kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def allowed_for(path):
    parts = path.split("/")
    if parts[0] == "app":
        if parts[1] == "programs":
            return None
        return set(APP[parts[1]]) | {parts[1]}
    folder = parts[1]
    if folder in SMALL:
        ui = set(SMALL[: SMALL.index(folder) + 1])
    elif folder in SCREENS:
        ui = set(SMALL) | {folder}
    else:  # shell
        ui = set(SMALL) | set(SCREENS) | {folder}
    base = {"domain"}
    return ui | base | ({"services"} if folder not in ("theme", "widgets") else set())


def includes():
    faults = []
    graph = {}
    for path, text in sources("app", "ui"):
        parts = path.split("/")
        allowed = allowed_for(path)
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
                folder = target.split("/")[0]
                where = "ui" if parts[0] == "ui" and folder in SMALL + SCREENS + ["shell"] else "app"
                graph.setdefault(path, set()).add(where + "/" + target)
                if allowed is not None and folder not in allowed:
                    faults.append(f"{path}:{number}: {parts[0]}/{parts[1]} must not include {target}")
            if system and parts[0] == "app" and parts[1] in NO_QT and re.match(r"Q[A-Z]|qt6", system.group(1)):
                faults.append(f"{path}:{number}: {parts[1]} is standard C++ without Qt: <{system.group(1)}>")
            if system and parts[0] == "ui" and re.match(r"QSql|QNetwork|QSsl|qt6keychain", system.group(1)):
                faults.append(f"{path}:{number}: ui knows neither database nor network: <{system.group(1)}>")
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


CALLS = [
    (r"\bQEventLoop\b|\bprocessEvents\s*\(|\bwaitFor(?:ReadyRead|BytesWritten|Connected|Disconnected|Encrypted)\s*\(",
     "nested or blocking event loop", ("app", "ui")),
    (r"(?:->|\.)exec\s*\(\s*\)", "exec() of a dialog or loop", ("ui", "app/services", "app/net", "app/session", "app/sync")),
    (r"::instance\s*\(\s*\)", "instance(): hand it in instead", ("app", "ui")),
    (r"\b(?:system_clock|steady_clock)::now\b|\bQDateTime::current|\bQDate::currentDate|\bQTime::currentTime"
     r"|\bstd::time\s*\(|\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)|\bgettimeofday\s*\(",
     "reads a clock by itself", ("app", "ui")),
    (r"\bstd::random_device\b|\bstd::rand\b|\bQRandomGenerator\b", "randomness by itself", ("app", "ui")),
    (r"\bignoreSslErrors\b|\bVerifyNone\b|\bSSL_VERIFY_NONE\b", "TLS errors are never ignored", ("app/net", "app/session", "app/sync", "app/services", "ui")),
    (r"\bSIGNAL\s*\(|\bSLOT\s*\(", "connect by string", ("app", "ui")),
    (r"\bQSqlQueryModel\b|\bQSqlTableModel\b", "SQL in the GUI thread", ("app", "ui")),
    (r"\bsetStyleSheet\s*\(", "style sheets hide colours from the theme", ("ui",)),
    (r"\b(?:std::this_thread::sleep|QThread::m?sleep|usleep)\b", "sleeping", ("app", "ui")),
    (r"\b(?:TODO|FIXME|HACK|XXX)\b", "an open end", ("app", "ui", "tests")),
]
# The one place where each is right.
EXCEPTIONS = {
    ("app/domain/clock.cpp", "reads a clock by itself"),
    # Deadlines of sockets, waits and back-off are spans of the machine, not times of day.
    ("app/hub/server/", "reads a clock by itself"),
    ("app/hub/service", "reads a clock by itself"),
    ("app/hub/ops/metrics.cpp", "reads a clock by itself"),
    ("app/training/", "reads a clock by itself"),
    ("app/programs/desk.cpp", "exec() of a dialog or loop"),
    ("app/programs/desk.cpp", "reads a clock by itself"),
}


def calls():
    faults = []
    for path, text in sources("app", "ui", "tests"):
        code = text if path.startswith("tests/architecture") else without_comments(text)
        for pattern, what, where in CALLS:
            if not path.startswith(tuple(w + "/" for w in where)):
                continue
            if any(path.startswith(p) and what == w for p, w in EXCEPTIONS):
                continue
            body = text if what == "an open end" else code
            for match in re.finditer(pattern, body):
                line = body.count("\n", 0, match.start()) + 1
                faults.append(f"{path}:{line}: {what}: {match.group(0).strip()}")
        # connect() always has a context object: sender, signal, context, slot.
        if path.startswith(("app/", "ui/")):
            for match in re.finditer(r"\bconnect\s*\(", code):
                arguments = split_arguments(code, match.end())
                if arguments is not None and len(arguments) == 3 and "[" in arguments[2]:
                    line = code.count("\n", 0, match.start()) + 1
                    faults.append(f"{path}:{line}: connect() of a lambda without a context object")
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


def accessible():
    """Every control in a .ui file has an accessible name, a text, or a label whose buddy it is."""
    faults = []
    controls = {"QLineEdit", "QTextEdit", "QPlainTextEdit", "QComboBox", "QSpinBox", "QTimeEdit", "QDateEdit",
                "QTableView", "QTreeView", "QListView", "QToolButton", "QPushButton", "QCheckBox", "QRadioButton",
                "QSlider", "QTabWidget"}
    for path, text in sources("ui", ext=(".ui",)):
        tree = ElementTree.fromstring(text)
        buddies = {p.findtext("cstring") for p in tree.iter("property") if p.get("name") == "buddy"}
        for widget in tree.iter("widget"):
            if widget.get("class") not in controls:
                continue
            properties = {p.get("name") for p in widget.findall("property")}
            if not properties & {"accessibleName", "text"} and widget.get("name") not in buddies:
                faults.append(f"{path}: {widget.get('class')} {widget.get('name')} has no name for a screen reader")
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
    for path, text in sources("ui", "app/services"):
        for match in re.finditer(r'\bsetText\(\s*(?:QStringLiteral\(|u)"[^"]*[\u3040-\u30ff\u4e00-\u9fff]', text):
            line = text.count("\n", 0, match.start()) + 1
            faults.append(f"{path}:{line}: Japanese text past the translations")
    return faults


def functions_of(code):
    """Lengths of function bodies, roughly: a brace block after a ')' that is not a control statement."""
    lengths = []
    for match in re.finditer(r"^[A-Za-z_~][^;{}=#]*\)[^;{}=]*\{", code, re.M):
        head = match.group(0)
        if re.match(r"\s*(?:if|for|while|switch|namespace|class|struct|enum|do|else|return)\b", head):
            continue
        depth, i = 1, match.end()
        while i < len(code) and depth:
            depth += {"{": 1, "}": -1}.get(code[i], 0)
            i += 1
        lengths.append((code.count("\n", match.end(), i) + 1, code.count("\n", 0, match.start()) + 1))
    return lengths


def sizes():
    faults, functions, cpp, headers = [], [], [], []
    source_lines = test_lines = 0
    for path, text in sources("app", "ui"):
        lines = text.count("\n")
        source_lines += lines
        (cpp if path.endswith(".cpp") else headers).append(lines)
        limit = 500 if path.endswith(".cpp") else 260
        if lines > limit:
            faults.append(f"{path}: {lines} lines, the limit is {limit}")
        for length, line in functions_of(without_comments(text)):
            functions.append(length)
            if length > 60:
                faults.append(f"{path}:{line}: a function of {length} lines, the limit is 60")
    for _, text in sources("tests"):
        test_lines += text.count("\n")
    functions.sort()
    if functions and cpp and headers:
        print(f".cpp median {statistics.median(cpp):.0f} max {max(cpp)}; .h median {statistics.median(headers):.0f}; "
              f"functions median {statistics.median(functions):.0f} p90 {functions[int(len(functions) * 0.9)]} "
              f"max {functions[-1]}; tests/source {100 * test_lines / source_lines:.0f} %")
    return faults


def own_words():
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


CHECKS = {"includes": includes, "calls": calls, "accessible": accessible, "translations": translations,
          "sizes": sizes, "self": own_words}

if __name__ == "__main__":
    found = CHECKS[sys.argv[1]]()
    for fault in found:
        print(fault)
    print(f"{sys.argv[1]}: {len(found)} breaches")
    sys.exit(1 if found else 0)
