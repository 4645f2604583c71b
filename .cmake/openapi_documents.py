#!/usr/bin/python3
"""openapi_documents.py OPENAPI.yaml OUT.cpp: the interface's text, and a page to read it, as constants of the hub.

The page is complete in itself: no script, no outside host; its one style sheet is allowed by its hash.
"""
import base64
import hashlib
import html
import json
import re
import sys

import yaml

METHODS = ("get", "put", "patch", "post", "delete")
STYLE = """
:root { color-scheme: light dark; --line: #8c8c8c; --soft: #f2f2f2; --link: #0017c1; }
@media (prefers-color-scheme: dark) { :root { --line: #999; --soft: #262626; --link: #9db7f9; } }
body { font-family: "Noto Sans JP", sans-serif; line-height: 1.6; margin: 0 auto; max-width: 64rem; padding: 1rem 1.5rem 4rem; }
a { color: var(--link); }
code, pre { font-family: "Noto Sans Mono", monospace; font-size: 0.95em; }
pre { background: var(--soft); overflow-x: auto; padding: 0.75rem 1rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: 0.3rem 0.8rem 0.3rem 0; text-align: left; vertical-align: top; }
section.call { border-top: 2px solid var(--line); margin-top: 2rem; }
h3 code { font-size: 1.05em; overflow-wrap: anywhere; }
nav ul { columns: 2 22rem; padding-left: 1.2rem; }
"""


def words(text):
    """The little Markdown that the descriptions use: paragraphs, lists, **bold**, `code`."""
    out = []
    for block in re.split(r"\n\s*\n", str(text).strip()):
        if block.startswith("- "):
            items = re.split(r"\n- ", block[2:])
            out.append("<ul>" + "".join(f"<li>{marked(item)}</li>" for item in items) + "</ul>")
        else:
            out.append(f"<p>{marked(block)}</p>")
    return "\n".join(out)


def marked(text):
    inner = html.escape(" ".join(text.split()))
    inner = re.sub(r"`([^`]+)`", r"<code>\1</code>", inner)
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", inner)


def inline(text):
    return words(text)[3:-4] if text else ""


def name_of(reference):
    return reference.rsplit("/", 1)[1]


class Page:
    def __init__(self, document):
        self.document = document
        self.out = []

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.document
            for part in node["$ref"][2:].split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def kind(self, schema):
        """A schema in a few words, with links to those that have a name."""
        if "$ref" in schema:
            name = name_of(schema["$ref"])
            return f'<a href="#schema-{html.escape(name)}">{html.escape(name)}</a>'
        if "allOf" in schema:
            return ", ".join(self.kind(part) for part in schema["allOf"])
        for word in ("oneOf", "anyOf"):
            if word in schema:
                return " or ".join(self.kind(part) for part in schema[word])
        if "const" in schema:
            return f"<code>{html.escape(str(schema['const']))}</code>"
        if "enum" in schema:
            return " | ".join(f"<code>{html.escape(str(value))}</code>" for value in schema["enum"])
        kind = schema.get("type", "any")
        kind = " | ".join(kind) if isinstance(kind, list) else kind
        if kind == "array":
            return "list of " + self.kind(schema.get("items", {}))
        limits = [f"{word} {schema[key]}" for key, word in (
            ("format", ""), ("minimum", "from"), ("maximum", "to"), ("minLength", "at least"), ("maxLength", "at most"),
            ("pattern", "like"), ("default", "else")) if key in schema]
        more = self.kind(schema["additionalProperties"]) if isinstance(schema.get("additionalProperties"), dict) else ""
        return html.escape(" ".join([kind, *limits]).strip()) + (f" of {more}" if more else "")

    def members(self, schema, required=()):
        rows = []
        for name, member in schema.get("properties", {}).items():
            marks = ["needed"] if name in schema.get("required", required) else []
            marks += ["from the hub"] if self.is_read_only(member) else []
            about = member.get("description") or ("" if "$ref" in member else self.nested(member))
            rows.append((f"<code>{html.escape(name)}</code>", self.kind(member), ", ".join(marks), inline(about)))
        self.table(("Member", "Kind", "Use", "About"), rows)

    def nested(self, member):
        inner = member.get("items", member)
        names = inner.get("properties", {}) if isinstance(inner, dict) and "$ref" not in inner else {}
        return ", ".join(f"`{name}`" for name in names)

    def is_read_only(self, member):
        return bool(member.get("readOnly") or self.resolve(member).get("readOnly"))

    def table(self, heads, rows):
        if not rows:
            return
        self.out.append("<table><tr>" + "".join(f"<th scope=col>{head}</th>" for head in heads) + "</tr>")
        self.out += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
        self.out.append("</table>")

    def calls(self):
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield method.upper(), path, item, item[method]

    def content(self, title, content):
        for media, entry in content.items():
            self.out.append(f"<p>{title}: <code>{html.escape(media)}</code> {self.kind(entry.get('schema', {}))}</p>")
            schema = entry.get("schema", {})
            if "$ref" not in schema and schema.get("properties"):
                self.members(schema)
            if "example" in entry:
                self.example(entry["example"])
            for example in entry.get("examples", {}).values():
                self.example(self.resolve(example)["value"])

    def example(self, value):
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
        self.out.append(f"<pre>{html.escape(text)}</pre>")

    def call(self, method, path, item, operation):
        anchor = html.escape(operation["operationId"])
        self.out.append(f'<section class=call id="{anchor}"><h3><code>{method} {html.escape(path)}</code></h3>')
        self.out.append(words(operation["summary"] + "."))
        if operation.get("security") == []:
            self.out.append("<p>Needs no sign-in.</p>")
        if operation.get("description"):
            self.out.append(words(operation["description"]))
        if operation.get("x-roles"):
            scopes = [scope for one in operation.get("security", []) for scope in one.get("clientCredentials", [])]
            self.out.append(words("For " + ", ".join(f"`{role}`" for role in operation["x-roles"])
                                  + (f"; scope `{scopes[0]}`." if scopes else ".")))
        parameters = [self.resolve(one) for one in item.get("parameters", []) + operation.get("parameters", [])]
        self.table(("Parameter", "In", "Kind", "Use", "About"), [
            (f"<code>{html.escape(one['name'])}</code>", one["in"], self.kind(one["schema"]),
             "needed" if one.get("required") else "", inline(one.get("description", ""))) for one in parameters])
        if "requestBody" in operation:
            self.content("Body", self.resolve(operation["requestBody"])["content"])
        rows = []
        for status, answer in operation["responses"].items():
            answer = self.resolve(answer)
            kinds = "; ".join(f"<code>{html.escape(media)}</code> {self.kind(entry.get('schema', {}))}"
                              for media, entry in answer.get("content", {}).items())
            rows.append((html.escape(status), inline(answer["description"]), kinds,
                         ", ".join(f"<code>{html.escape(name)}</code>" for name in answer.get("headers", {}))))
        self.table(("Answer", "Meaning", "Body", "Fields"), rows)
        self.out.append("</section>")

    def text(self):
        info = self.document["info"]
        self.out += [f"<h1>{html.escape(info['title'])} <small>{html.escape(str(info['version']))}</small></h1>",
                     f"<p>{html.escape(info['summary'])}</p>", words(info["description"]),
                     '<p>The same as a file: <a href="/v1/openapi.yaml">/v1/openapi.yaml</a></p>', "<nav><h2>Calls</h2><ul>"]
        calls = list(self.calls())
        self.out += [f'<li><a href="#{html.escape(operation["operationId"])}"><code>{method} {html.escape(path)}</code></a> '
                     f'{inline(operation["summary"])}</li>' for method, path, _, operation in calls]
        self.out.append("</ul></nav><main>")
        tags = [tag["name"] for tag in self.document["tags"]]
        for tag in tags:
            self.out.append(f"<h2>{html.escape(tag)}</h2>")
            for method, path, item, operation in calls:
                if operation["tags"][0] == tag:
                    self.call(method, path, item, operation)
        self.out.append("<h2>Records and bodies</h2>")
        for name, schema in self.document["components"]["schemas"].items():
            self.out.append(f'<h3 id="schema-{html.escape(name)}">{html.escape(name)}</h3>')
            self.out.append(words(schema["description"]) if schema.get("description") else "")
            if schema.get("properties"):
                self.members(schema)
                for example in schema.get("examples", []):
                    self.example(example)
            else:
                self.out.append(f"<p>{self.kind(schema)}</p>")
        self.out.append("</main>")
        return ("<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>"
                '<meta name=viewport content="width=device-width">'
                f"<title>{html.escape(info['title'])}</title><style>{STYLE}</style></head><body>\n"
                + "\n".join(self.out) + "\n</body></html>\n")


def constant(name, text):
    assert ')hokatsu"' not in text
    return f'const std::string_view {name} = R"hokatsu({text})hokatsu";\n'


def main():
    source, target = sys.argv[1:3]
    with open(source, encoding="utf-8") as file:
        text = file.read()
    page = Page(yaml.safe_load(text)).text()
    style = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; object-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    with open(target, "w", encoding="utf-8") as file:
        file.write('// Made from resources/openapi.yaml.\n#include "hub/handlers/feed/api_description.h"\n\n'
                   '#pragma GCC diagnostic ignored "-Woverlength-strings"\n\nnamespace hub::api_description {\n\n'
                   + constant("interfaceText", text) + constant("interfacePage", page)
                   + constant("pagePolicy", policy) + "\n} // namespace hub::api_description\n")


if __name__ == "__main__":
    main()
