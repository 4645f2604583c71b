"""The figures of the house: sizes of files and functions, comments, rings, shares, tests."""
import collections
import re
import statistics

import house


def spread(values, parts=(0.5, 0.9, 0.99)):
    values = sorted(values)
    shown = [f"{statistics.median(values):.0f}" if p == 0.5 else f"{values[min(len(values) - 1, int(len(values) * p))]}"
             for p in parts]
    return " / ".join([*shown, str(values[-1])])


def shares():
    """(folder of a target, lines, per cent of app and ui), the largest first."""
    folders = house.target_folders(house.targets())
    lines = collections.Counter()
    for path, text in house.sources("app", "ui"):
        lines[house.home_of(path, folders)] += text.count("\n")
    total = sum(lines.values())
    return [(folder, count, 100 * count / total) for folder, count in lines.most_common()]


def comment_lines(text):
    return sum(1 for line in text.splitlines() if line.lstrip().startswith(("//", "/*", "* ")) or "///<" in line)


def measure():
    read = collections.defaultdict(list)
    for path, text in house.sources("app", "ui"):
        kind = path.rsplit(".", 1)[1]
        read[kind].append(text.count("\n"))
        read[kind + " comments"].append(comment_lines(text))
        for function in house.functions_of(text):
            read["functions"].append(function.lines)
            read["parameters"].append(function.parameters)
            parts = function.name.split("::")
            if len(parts) > 1:
                if parts[-1] == parts[-2]:
                    read["constructors"].append(function.lines)
        code = house.without_comments(text)
        read["instance()"].append(len(re.findall(r"::instance\s*\(\s*\)", code)))
        read["string SIGNAL"].append(len(re.findall(r"\b(?:SIGNAL|SLOT)\s*\(", code)))
        read["assertions"].append(len(re.findall(r"\b(?:assert|Q_ASSERT|Q_ASSERT_X)\s*\(", code)))
    read["tests"] = [text.count("\n") for _, text in house.sources("tests")]
    return read, house.class_lines("app", "ui")


def show():
    read, classes = measure()
    lines = sum(read["cpp"]) + sum(read["h"])
    rows = [
        ("lines of app and ui, files", f"{lines}, {len(read['cpp']) + len(read['h'])}"),
        (".cpp median / p90 / max", spread(read["cpp"], (0.5, 0.9))),
        (".h median / p90 / max", spread(read["h"], (0.5, 0.9))),
        ("functions", str(len(read["functions"]))),
        ("function median / p90 / p99 / max", spread(read["functions"])),
        ("constructor median / p90 / max", spread(read["constructors"], (0.5, 0.9))),
        ("functions of more than 4 parameters", str(sum(p > 4 for p in read["parameters"]))),
        ("comments in .h / .cpp", " / ".join(f"{100 * sum(read[k + ' comments']) / sum(read[k]):.1f} %" for k in ("h", "cpp"))),
        ("tests/source", f"{100 * sum(read['tests']) / lines:.0f} %"),
        ("instance() / string SIGNAL / assertions", " / ".join(str(sum(read[k])) for k in ("instance()", "string SIGNAL", "assertions"))),
        ("largest targets", ", ".join(f"{f} {s:.1f} %" for f, _, s in shares()[:5])),
        ("classes by lines of functions", ", ".join(f"{c} {n}" for c, n in classes.most_common(5))),
    ]
    for depth, rings in house.folder_rings().items():
        rows.append((f"rings of folders, {depth} deep", "; ".join(", ".join(r) for r in rings) or "0"))
    for name, value in rows:
        print(f"{name:42} {value}")
