#!/usr/bin/env python3
"""What .github/SECURITY.md says must be there: security.py [self]. The numbers of ASVS 5.0.0 exist, all of levels 1 and 2 are
spoken of, every place is a file or a folder, every test is a case in the sources, a program of ctest or a file. Exit 1 names
what is not. With "self" a page with made-up names must be found wanting."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = os.path.join(ROOT, ".github", "SECURITY.md")
# How many requirements each section of ASVS 5.0.0 has, chapter by chapter.
SECTIONS = {1: (2, 10, 12, 3, 3), 2: (3, 3, 5, 2), 3: (1, 3, 5, 8, 8, 1, 5), 4: (5, 5, 2, 4), 5: (1, 6, 3, 3),
            6: (3, 12, 8, 6, 8, 4, 2, 4), 7: (3, 4, 2, 5, 3, 2), 8: (4, 4, 3, 2), 9: (3, 4), 10: (2, 3, 5, 16, 5, 2, 3),
            11: (4, 5, 5, 4, 2, 2, 2), 12: (5, 2, 5), 13: (4, 6, 4, 7), 14: (2, 8, 3), 15: (5, 5, 7, 4), 16: (1, 5, 4, 3, 4),
            17: (2, 8, 2)}
# Those of level 3.
LEVEL_3 = """1.2.10 1.3.12 1.5.3 2.3.5 2.4.2 3.1.1 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8 3.6.1 3.7.3 3.7.4 3.7.5 4.1.4 4.1.5
4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.2.6 5.3.3 6.3.5 6.3.6 6.3.7 6.3.8 6.4.5 6.4.6 6.5.6 6.5.7 6.5.8 6.6.4 6.7.1 6.7.2 7.5.3
8.1.3 8.1.4 8.2.4 8.3.2 8.3.3 8.4.2 10.2.3 10.3.5 10.4.12 10.4.13 10.4.14 10.4.15 10.4.16 11.1.3 11.1.4 11.2.4 11.2.5 11.3.4
11.3.5 11.5.2 11.6.2 11.7.1 11.7.2 12.1.4 12.1.5 12.3.5 13.1.2 13.1.3 13.1.4 13.2.6 13.3.3 13.3.4 13.4.6 13.4.7 14.2.5 14.2.6
14.2.7 14.2.8 15.1.4 15.1.5 15.2.4 15.2.5 15.4.1 15.4.2 15.4.3 15.4.4 16.5.4 17.1.2 17.2.5 17.2.6 17.2.7 17.2.8""".split()


def requirements():
    return [f"{chapter}.{section}.{number}" for chapter, counts in SECTIONS.items()
            for section, count in enumerate(counts, 1) for number in range(1, count + 1)]


def spoken_of(text):
    """All that the page names: one by one, as "V1.2.5 to V1.2.9", or a whole section or chapter."""
    everything, named = requirements(), set()
    for first, last in re.findall(r"\bV([\d.]+\d)(?: to V([\d.]+\d))?", text):
        if last and first.count(".") == 2:
            named |= set(everything[everything.index(first):everything.index(last) + 1])
        elif last:
            sections = [".".join(one.split(".")[:2]) for one in everything]
            begin = sections.index(first)
            end = len(sections) - sections[::-1].index(last)
            named |= set(everything[begin:end])
        named |= {one for one in everything if one == first or one.startswith(first + ".")}
    return named


def unspoken(text):
    named = spoken_of(text)
    for one in requirements():
        if one not in LEVEL_3 and one not in named:
            yield f"V{one} is not spoken of"


def wrong_numbers(text):
    for number in re.findall(r"\bV(\d+(?:\.\d+){0,2})\b", text):
        parts = [int(part) for part in number.split(".")]
        sections = SECTIONS.get(parts[0], ())
        known = bool(sections) and (len(parts) < 2 or 1 <= parts[1] <= len(sections))
        if known and len(parts) == 3:
            known = 1 <= parts[2] <= sections[parts[1] - 1]
        if not known:
            yield f"V{number} is no requirement of ASVS 5.0.0"


def twice(rows):
    seen = set()
    for number in re.findall(r"\bV\d+\.\d+\.\d+\b", " ".join(row[0] for row in rows)):
        if number in seen:
            yield f"{number} has two rows"
        seen.add(number)


def cases():
    """Every googletest case in the sources as Suite.Case."""
    found = set()
    for folder, _, names in os.walk(os.path.join(ROOT, "tests")):
        for name in names:
            if name.endswith(".cpp"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    found |= {f"{suite}.{case}" for suite, case in
                              re.findall(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)", file.read(), re.M)}
    return found


def programs():
    """Names of ctest's tests, with the variables of loops in them replaced by anything."""
    names = []
    for folder, _, files in os.walk(os.path.join(ROOT, "tests")):
        if "CMakeLists.txt" in files:
            with open(os.path.join(folder, "CMakeLists.txt"), encoding="utf-8") as file:
                names += re.findall(r"add_test\(NAME ([\w${}]+)", file.read())
    return [re.compile(re.sub(r"\\\$\\\{\w+\\\}", r"\\w+", re.escape(name)) + r"\Z") for name in names]


def table(text):
    """The rows of the table as (numbers, in short, where, test)."""
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| V") and len(cells) == 4:
            rows.append(cells)
    return rows


def wrong_places(rows):
    for row in rows:
        for place in re.findall(r"`([^`]+)`", row[2]):
            if not os.path.exists(os.path.join(ROOT, place)):
                yield f"{row[0]}: there is no {place}"
        if "`" not in row[2] and row[2] not in ("everywhere", "this file"):
            yield f"{row[0]}: no place is named"


def wrong_tests(rows):
    known, ctest = cases(), programs()
    for row in rows:
        named = re.findall(r"`([^`]+)`", row[3])
        if not named:
            yield f"{row[0]}: no test is named"
        for test in named:
            if "/" in test:
                there = os.path.exists(os.path.join(ROOT, test))
            elif "." in test:
                pattern = re.compile(re.escape(test).replace(r"\*", ".*") + r"\Z")
                there = any(pattern.match(case) for case in known)
            else:
                there = any(pattern.match(test) for pattern in ctest)
            if not there:
                yield f"{row[0]}: there is no test {test}"


def wrongs(text):
    rows = table(text)
    if len(rows) < 10:
        yield "there is no table"
    faults = list(wrong_numbers(text))
    yield from faults or unspoken(text)
    yield from twice(rows)
    yield from wrong_places(rows)
    yield from wrong_tests(rows)


def main():
    with open(PAGE, encoding="utf-8") as file:
        text = file.read()
    if sys.argv[1:] == ["self"]:
        row = "| V1.1.3, V2.3.3 | x | `app/nowhere.cpp` | `NoSuite.NoCase`, `no_program`, `tests/nothing.cpp` |"
        found = set(wrongs(text + "\n" + row)) | set(unspoken(text.replace("V2.3.4", "V2.3.3")))
        if len(found) != 7:
            print(f"seven faults were put in, found: {found}")
            return 1
        return 0
    found = sorted(set(wrongs(text)))
    print("\n".join(found) or f"{len(table(text))} rows are as they say")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
