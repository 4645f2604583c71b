#!/usr/bin/python3
"""lint.py OPENAPI.yaml: whether the description is a sound OpenAPI 3.1 document, whole, and true to itself.

Structure, references, operation ids, path parameters, the error answers that every call of this kind has, schemas by the
meta schema of JSON Schema 2020-12, and every example against its schema. One line a fault; exit 1 where there is one.
`lint.py --self` shows that each kind of fault is found.
"""
import copy
import re
import sys

from jsonschema import Draft202012Validator

from document import Document

PARAMETER_PLACES = ("path", "query", "header")


def references(node, place="#"):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield place, node["$ref"]
        for key, value in node.items():
            yield from references(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, f"{place}/{index}")


def schemas(node, place="#"):
    """Every schema in the document: named ones, and those of parameters, headers and contents."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "schema" and isinstance(value, dict):
                yield f"{place}/schema", value
            elif place == "#/components/schemas":
                yield f"{place}/{key}", value
            if place != "#/components/schemas":
                yield from schemas(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from schemas(value, f"{place}/{index}")


def schema_examples(schema, place):
    """The `examples` inside a schema, at any depth, each with the schema that it belongs to."""
    if isinstance(schema, dict):
        for example in schema.get("examples", []) if isinstance(schema.get("examples"), list) else []:
            yield place, schema, example
        for key, value in schema.items():
            if key not in ("examples", "enum", "const", "default", "required"):
                yield from schema_examples(value, f"{place}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from schema_examples(value, f"{place}/{index}")


def contents(operation):
    for media, entry in operation.body().items():
        yield f"{operation.where} body {media}", entry
    for status, response in operation.responses().items():
        for media, entry in response.get("content", {}).items():
            yield f"{operation.where} {status} {media}", entry


class Lint:
    def __init__(self, document):
        self.document, self.found = document, []

    def fault(self, text):
        self.found.append(text)

    def run(self):
        root = self.document.root
        if not re.fullmatch(r"3\.1\.\d+", str(root.get("openapi", ""))):
            self.fault("openapi: not 3.1")
        for member in ("title", "version", "summary", "description", "license"):
            if member not in root.get("info", {}):
                self.fault(f"info: {member} is missing")
        if not self.references():
            return self.found # nothing below can be trusted
        self.unused()
        self.operations()
        if self.schemas():
            self.examples()
        return self.found

    def references(self):
        sound = True
        for place, target in references(self.document.root):
            try:
                self.document.resolver.resolve(target)
            except Exception: # pylint: disable=broad-except
                self.fault(f"{place}: {target} leads nowhere")
                sound = False
        return sound

    def unused(self):
        used = {target for _, target in references(self.document.root)}
        for kind, named in self.document.root["components"].items():
            for name in named:
                if kind != "securitySchemes" and f"#/components/{kind}/{name}" not in used:
                    self.fault(f"components/{kind}/{name}: nobody uses it")

    def operations(self):
        ids = {}
        tags = {tag["name"] for tag in self.document.root.get("tags", [])}
        for operation in self.document.operations:
            if not re.fullmatch(r"[a-z][A-Za-z]+", operation.id):
                self.fault(f"{operation.where}: operationId is missing or no lowerCamelCase name")
            if ids.setdefault(operation.id, operation.where) != operation.where:
                self.fault(f"{operation.where}: operationId {operation.id} is taken by {ids[operation.id]}")
            if not operation.node.get("summary") or not set(operation.node.get("tags", [])) & tags:
                self.fault(f"{operation.where}: needs a summary and a tag of the document")
            self.parameters(operation)
            self.answers(operation)

    def parameters(self, operation):
        in_path = set(re.findall(r"\{(\w+)\}", operation.path))
        described = {one["name"] for one in operation.parameters if one["in"] == "path"}
        for name in in_path ^ described:
            self.fault(f"{operation.where}: {name} is in the path or among the parameters, not in both")
        for one in operation.parameters:
            if one["in"] not in PARAMETER_PLACES or "schema" not in one or (one["in"] == "path" and not one.get("required")):
                self.fault(f"{operation.where}: parameter {one['name']} is not whole")

    def answers(self, operation):
        statuses = operation.responses()
        if not any(status.startswith("2") for status in statuses):
            self.fault(f"{operation.where}: no answer of success")
        for status, response in statuses.items():
            if not re.fullmatch(r"[1-5]\d\d|default", status) or not response.get("description"):
                self.fault(f"{operation.where} {status}: no status, or no description")
            if not status.startswith("2") and "application/problem+json" not in response.get("content", {}):
                self.fault(f"{operation.where} {status}: an error is application/problem+json")
        for status, reason in self.needed(operation):
            if status not in statuses:
                self.fault(f"{operation.where}: {status} is missing ({reason})")

    @staticmethod
    def needed(operation):
        yield "default", "faults of the hub, limits"
        if operation.needs_sign_in:
            yield "401", "it needs a sign-in"
        only_makes = operation.method == "PUT" and not operation.parameter("If-Match")
        in_sign_in = operation.path.startswith("/v1/auth/")
        if re.search(r"\{(id|code|facility_id)\}", operation.path) and not only_makes and not in_sign_in:
            yield "404", "it names an object"
        if operation.body():
            yield "422", "it takes a body"
        if operation.parameter("Idempotency-Key"):
            yield "428", "it needs an Idempotency-Key"
        if operation.parameter("If-Match"):
            yield "412", "it needs the version that was seen"
        outside = operation.method == "GET" or operation.path.startswith(("/v1/auth", "/v1/oauth"))
        if not outside and not operation.parameter("Idempotency-Key"):
            yield "an Idempotency-Key", "it changes something"

    def schemas(self):
        before = len(self.found)
        for place, schema in schemas(self.document.root):
            for fault in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema):
                self.fault(f"{place}: {fault.message[:200]}")
        return len(self.found) == before

    def examples(self):
        count = 0
        for place, schema in schemas(self.document.root):
            for where, part, example in schema_examples(schema, place):
                count += 1
                for fault in self.document.faults(example, {key: value for key, value in part.items() if key != "examples"}):
                    self.fault(f"{where}: example: {fault}")
        for operation in self.document.operations:
            for place, entry in contents(operation):
                examples = [entry["example"]] if "example" in entry else []
                examples += [self.document.resolve(one)["value"] for one in entry.get("examples", {}).values()]
                count += len(examples)
                for example in examples:
                    for fault in self.document.faults(example, entry["schema"]):
                        self.fault(f"{place}: example: {fault}")
        self.count = count


# Each breaks a sound document in one way; the lint must say so.
def breakages():
    def path(root, where="/v1/slots/{id}", method="patch"):
        return root["paths"][where][method]
    yield "a reference", lambda root: path(root)["responses"].update({"404": {"$ref": "#/components/responses/Nothing"}})
    yield "an id twice", lambda root: path(root).update(operationId="getSlot")
    yield "an answer", lambda root: path(root)["responses"].pop("412")
    yield "a sign-in", lambda root: path(root)["responses"].pop("401")
    yield "a parameter", lambda root: path(root)["parameters"].pop(0)
    yield "a key", lambda root: path(root)["parameters"].pop(1)
    yield "a schema", lambda root: root["components"]["schemas"]["Slot"]["properties"]["seats"].update(type="number of seats")
    yield "an example", lambda root: root["components"]["schemas"]["Slot"]["examples"][0].update(seats=0)
    yield "a name that nobody uses", lambda root: root["components"]["schemas"].update(Nobody={"type": "object"})


def self_test(path):
    failed = 0
    for name, damage in breakages():
        document = Document(path)
        document.root = copy.deepcopy(document.root)
        damage(document.root)
        broken = Document.__new__(Document)
        broken.__dict__.update(document.__dict__)
        rebuild(broken)
        if not Lint(broken).run():
            print(f"not found: {name}")
            failed = 1
    return failed


def rebuild(document):
    from jsonschema import RefResolver

    from document import METHODS, Operation
    document.resolver = RefResolver("", document.root)
    document.operations = [Operation(document, method, path, item, item[method])
                           for path, item in document.root["paths"].items() for method in METHODS if method in item]


def main():
    path = sys.argv[-1]
    if "--self" in sys.argv:
        return self_test(path)
    lint = Lint(Document(path))
    for fault in lint.run():
        print(fault)
    if not lint.found:
        print(f"{len(lint.document.operations)} operations, {len(lint.document.root['components']['schemas'])} schemas, "
              f"{lint.count} examples: sound")
    return 1 if lint.found else 0


if __name__ == "__main__":
    sys.exit(main())
