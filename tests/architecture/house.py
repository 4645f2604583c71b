"""What the checks know of the house: its sources, its targets with their links, its functions."""
import collections
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def sources(*tops, ext=(".cpp", ".h")):
    for top in tops:
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in sorted(names):
                if name.endswith(ext):
                    path = os.path.join(folder, name)
                    with open(path, encoding="utf-8") as file:
                        yield os.path.relpath(path, ROOT), file.read()


# A comment, a string literal or a character.
UNSPOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)


def without_comments(text):
    """Comments and string literals blanked, line numbers kept."""
    return UNSPOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def literals(text):
    """The string literals outside comments."""
    return (match for match in UNSPOKEN.finditer(text) if match.group(0).startswith(('"', 'R"')))


Target = collections.namedtuple("Target", "folder public private")


def without_loops(text):
    """A CMake list with its foreach() written out and its lists put in."""
    def turns(match):
        variable, *items = match.group(1).split()
        return "".join(match.group(2).replace("${" + variable + "}", item) for item in items)

    text = re.sub(r"#[^\n]*", "", text)
    text = re.sub(r"foreach\(([^)]*)\)(.*?)endforeach\(\)", turns, text, flags=re.S)
    lists = collections.defaultdict(list)
    for name, items in re.findall(r"list\(APPEND (\w+) ([^)]*)\)", text):
        lists[name] += items.split()
    return re.sub(r"\$\{(\w+)\}", lambda m: " ".join(lists[m.group(1)]) if m.group(1) in lists else m.group(0), text)


def links_in(words):
    """What stands behind LINK and PRIVATE (or INTERFACE and PUBLIC)."""
    public, private, place = [], [], None
    for word in words:
        if word in ("LINK", "INTERFACE", "PUBLIC"):
            place = public
        elif word == "PRIVATE":
            place = private
        elif place is not None:
            place.append(word)
    return public, private


def targets():
    """Name -> Target, as the CMake lists of app and ui declare them. What only gathers others has no folder."""
    found = {}
    for path, text in sources("app", "ui", ext=("CMakeLists.txt",)):
        here = os.path.dirname(path)
        text = without_loops(text)
        for call, words in re.findall(r"\b(hokatsu_library|hokatsu_room|hokatsu_folder_library)\(([^)]*)\)", text):
            name, *words = words.split()
            folder = here
            if call == "hokatsu_room":
                folder += "/" + words[0]
            elif call == "hokatsu_folder_library":
                folder, name = f"{here}/{name}", "ui_" + os.path.basename(name)
            found[name] = Target(folder, *links_in(words))
        for name in re.findall(r"\badd_library\((\w+) INTERFACE\)", text):
            links = re.search(rf"target_link_libraries\({name} ([^)]*)\)", text)
            found[name] = Target(None, *links_in(links.group(1).split() if links else []))
    return found


def reached(name, known):
    """A target and all whose headers it may include: what it links, and what those pass on."""
    seen, waiting = {name}, [*known[name].public, *known[name].private]
    while waiting:
        one = waiting.pop()
        if one in known and one not in seen:
            seen.add(one)
            waiting += known[one].public
    return seen


def linked(name, known):
    """A target and all that it can call: as reached(), also what others keep to themselves."""
    seen, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one in known and one not in seen:
            seen.add(one)
            waiting += [*known[one].public, *known[one].private]
    return seen


def target_folders(known):
    """Folders that are targets, the deepest first, so that the first that a path lies in is its own."""
    return sorted({t.folder for t in known.values() if t.folder} | {"app/programs"}, key=len, reverse=True)


def home_of(path, folders):
    return next((f for f in folders if path.startswith(f + "/")), os.path.dirname(path))


def included(path, text):
    """The project's own headers that a file includes, as paths."""
    for name in re.findall(r'^\s*#\s*include\s+"([^"]+)"', text, re.M):
        for top in ("app", "ui"):
            if os.path.exists(os.path.join(ROOT, top, name)):
                yield f"{top}/{name}"


def rings(graph):
    """Groups of nodes that reach each other (Tarjan)."""
    order, low, stack, found = {}, {}, [], []

    def visit(node):
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            group = []
            while not group or group[-1] != node:
                group.append(stack.pop())
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def folder_rings():
    """depth -> rings among the folders at that depth (2: app/hub; 3: app/hub/db)."""
    edges = []
    for path, text in sources("app", "ui"):
        edges += [(os.path.dirname(path), os.path.dirname(other)) for other in included(path, text)]
    found = {}
    for depth in range(2, 1 + max((a.count("/") + 1 for a, _ in edges), default=1)):
        graph = collections.defaultdict(set)
        for a, b in edges:
            a, b = ("/".join(x.split("/")[:depth]) for x in (a, b))
            if a != b:
                graph[a].add(b)
        found[depth] = rings(graph)
    return found


Function = collections.namedtuple("Function", "name parameters lines line")


def functions_of(text):
    """Every function that has a body, in classes too; lambdas belong to the function around them."""
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), without_comments(text), flags=re.M)
    found, begun, i = [], 0, 0
    while i < len(code):
        c = code[i]
        if c in ";}":
            begun = i + 1
        elif c == "{":
            head = code[begun:i]
            end = closing(code, i)
            follows = code[end:end + 200].lstrip()[:1]
            signature = signature_of(head)
            if signature is None:
                if re.search(r"\b(?:namespace|class|struct|union|extern)\b", head) and "=" not in head.split("{")[0]:
                    begun = i + 1  # a scope: what is in it is looked at
                else:
                    i = end - 1  # an enum or a value
            elif follows in (",", "{") and re.search(r"\)[^()]*:", head):
                i = end - 1  # a member made with braces, before the body
            else:
                start = begun + len(head) - len(head.lstrip())
                found.append(Function(*signature, code.count("\n", i, end), code.count("\n", 0, start) + 1))
                i = end - 1
                begun = end
        i += 1
    return found


def class_lines(*tops):
    """Class -> lines of its functions that stand outside its header, over all its files."""
    lines = collections.Counter()
    for _, text in sources(*tops):
        for function in functions_of(text):
            parts = function.name.split("::")
            if len(parts) > 1:
                lines[parts[-2]] += function.lines
    return lines


def closing(code, opening):
    """The place behind the bracket that ends what begins at `opening`."""
    pairs = {"(": ")", "{": "}"}
    first, last = code[opening], pairs[code[opening]]
    depth, i = 0, opening
    while i < len(code):
        depth += {first: 1, last: -1}.get(code[i], 0)
        i += 1
        if depth == 0:
            return i
    return len(code)


def signature_of(head):
    """(name, count of parameters) of a function's head; None where it is none."""
    for found in re.finditer(r"([\w:~]*operator\s*(?:\(\)|[^\s\w(]+|\w+)|[\w:~<>]*\w)\s*\(", head):
        name = found.group(1)
        if name.split("::")[-1] in ("decltype", "noexcept", "alignas", "requires", "sizeof", "if", "for", "while", "switch",
                                    "catch", "static_assert"):
            continue
        if re.search(r"=\s*$|\breturn\b", head[:found.start()]) or re.search(r"(?<![=!<>])=(?!=)", head[:found.start()]):
            return None
        opening = found.end() - 1
        inside = head[opening + 1:closing(head, opening) - 1]
        return name, count_of(inside)
    return None


def count_of(inside):
    depth, count = 0, 0 if not inside.strip() or inside.strip() == "void" else 1
    for c in inside:
        depth += {"(": 1, "<": 1, "{": 1, "[": 1, ")": -1, ">": -1, "}": -1, "]": -1}.get(c, 0)
        count += c == "," and depth == 0
    return count
