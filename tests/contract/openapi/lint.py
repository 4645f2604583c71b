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
ROLES = ("staff", "manager", "operator_office", "municipal", "auditor", "system", "hub_operator")

# What OpenAPI 3.1 and JSON Schema 2020-12 know. A comma without quotes in a description makes a name of what follows it;
# the meta schema of JSON Schema takes any name, so it does not see that.
SCHEMA_WORDS = set("""
    $ref $defs $comment $id $anchor type enum const default examples title description readOnly writeOnly deprecated format
    multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems
    maxContains minContains contains items prefixItems maxProperties minProperties required dependentRequired properties
    patternProperties additionalProperties propertyNames unevaluatedItems unevaluatedProperties allOf anyOf oneOf not if then
    else dependentSchemas contentEncoding contentMediaType contentSchema discriminator xml externalDocs example""".split())
SCHEMA_MAPS = ("properties", "patternProperties", "$defs", "dependentSchemas")
SCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SCHEMA_PARTS = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
                "unevaluatedItems", "unevaluatedProperties", "contentSchema")
# Each object of OpenAPI: its fields, and what stands in them (NAME: that object, [NAME] a list, {NAME} a map of them).
OBJECTS = {
    "document": {"openapi": "", "info": "info", "jsonSchemaDialect": "", "servers": "[server]", "paths": "{path}",
                 "webhooks": "{path}", "components": "components", "security": "", "tags": "[tag]", "externalDocs": ""},
    "info": {"title": "", "version": "", "summary": "", "description": "", "termsOfService": "", "contact": "contact",
             "license": "license"},
    "contact": {"name": "", "url": "", "email": ""},
    "license": {"name": "", "identifier": "", "url": ""},
    "server": {"url": "", "description": "", "variables": "{variable}"},
    "variable": {"enum": "", "default": "", "description": ""},
    "tag": {"name": "", "description": "", "externalDocs": ""},
    "path": {"$ref": "", "summary": "", "description": "", "servers": "[server]", "parameters": "[parameter]",
             **{method: "operation" for method in ("get", "put", "post", "delete", "options", "head", "patch", "trace")}},
    "operation": {"tags": "", "summary": "", "description": "", "externalDocs": "", "operationId": "",
                  "parameters": "[parameter]", "requestBody": "body", "responses": "{response}", "callbacks": "",
                  "deprecated": "", "security": "", "servers": "[server]"},
    "parameter": {"$ref": "", "name": "", "in": "", "description": "", "required": "", "deprecated": "",
                  "allowEmptyValue": "", "style": "", "explode": "", "allowReserved": "", "schema": "schema", "example": "",
                  "examples": "{example}", "content": "{media}"},
    "header": {"$ref": "", "description": "", "required": "", "deprecated": "", "style": "", "explode": "",
               "schema": "schema", "example": "", "examples": "{example}", "content": "{media}"},
    "body": {"$ref": "", "description": "", "content": "{media}", "required": ""},
    "response": {"$ref": "", "description": "", "headers": "{header}", "content": "{media}", "links": ""},
    "media": {"schema": "schema", "example": "", "examples": "{example}", "encoding": ""},
    "example": {"$ref": "", "summary": "", "description": "", "value": "", "externalValue": ""},
    "components": {"schemas": "{schema}", "responses": "{response}", "parameters": "{parameter}", "examples": "{example}",
                   "requestBodies": "{body}", "headers": "{header}", "securitySchemes": "{scheme}", "links": "",
                   "callbacks": "", "pathItems": "{path}"},
    "scheme": {"$ref": "", "type": "", "description": "", "name": "", "in": "", "scheme": "", "bearerFormat": "",
               "flows": "flows", "openIdConnectUrl": ""},
    "flows": {name: "flow" for name in ("implicit", "password", "clientCredentials", "authorizationCode")},
    "flow": {"authorizationUrl": "", "tokenUrl": "", "refreshUrl": "", "scopes": ""},
}


def unknown_words(node, kind, place="#"):
    """Places of fields that no object of this kind has, at any depth. Extensions (`x-…`) may stand anywhere."""
    if kind == "schema":
        yield from unknown_in_schema(node, place)
        return
    for name, value in node.items() if isinstance(node, dict) else ():
        inner = OBJECTS[kind].get(name)
        if inner is None:
            if not str(name).startswith("x-"):
                yield f"{place}/{name}"
        elif inner.startswith("["):
            for index, one in enumerate(value):
                yield from unknown_words(one, inner[1:-1], f"{place}/{name}/{index}")
        elif inner.startswith("{"):
            for key, one in value.items():
                yield from unknown_words(one, inner[1:-1], f"{place}/{name}/{key}")
        elif inner:
            yield from unknown_words(value, inner, f"{place}/{name}")


def unknown_in_schema(node, place):
    for name, value in node.items() if isinstance(node, dict) else ():
        if name not in SCHEMA_WORDS:
            if not str(name).startswith("x-"):
                yield f"{place}/{name}"
        elif name in SCHEMA_MAPS:
            for key, one in value.items():
                yield from unknown_in_schema(one, f"{place}/{name}/{key}")
        elif name in SCHEMA_LISTS:
            for index, one in enumerate(value):
                yield from unknown_in_schema(one, f"{place}/{name}/{index}")
        elif name in SCHEMA_PARTS:
            yield from unknown_in_schema(value, f"{place}/{name}")


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
        for place in unknown_words(root, "document"):
            self.fault(f"{place}: no field of OpenAPI and no keyword of a schema: is a comma without quotes before it?")
        for member in ("title", "version", "summary", "description", "contact", "license"):
            if member not in root.get("info", {}):
                self.fault(f"info: {member} is missing")
        if not self.references():
            return self.found # nothing below can be trusted
        self.unused()
        self.operations()
        self.roles_in_words()
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
        tags = {tag["name"] for tag in self.document.root.get("tags", []) if tag.get("description")}
        for operation in self.document.operations:
            if not re.fullmatch(r"[a-z][A-Za-z]+", operation.id):
                self.fault(f"{operation.where}: operationId is missing or no lowerCamelCase name")
            if ids.setdefault(operation.id, operation.where) != operation.where:
                self.fault(f"{operation.where}: operationId {operation.id} is taken by {ids[operation.id]}")
            if not operation.node.get("summary") or not set(operation.node.get("tags", [])) & tags:
                self.fault(f"{operation.where}: needs a summary and a tag that the document describes")
            if not operation.node.get("description"):
                self.fault(f"{operation.where}: needs a description")
            self.roles(operation)
            self.parameters(operation)
            self.answers(operation)

    def roles(self, operation):
        """Who may call it stands in x-roles, and the scope of a system's token in security."""
        roles = operation.roles
        if operation.security and (not roles or set(roles) - set(ROLES)):
            self.fault(f"{operation.where}: x-roles is missing, or names a role that is none")
        if ("system" in roles and not operation.path.startswith("/v1/auth/")) != bool(operation.scopes):
            self.fault(f"{operation.where}: a scope is for systems, and each call of theirs needs one")
        flows = self.document.root["components"]["securitySchemes"]["clientCredentials"]["flows"]
        for scope in operation.scopes:
            if scope not in flows["clientCredentials"]["scopes"]:
                self.fault(f"{operation.where}: {scope} is no scope")

    def roles_in_words(self):
        """The list in the description says the same as x-roles."""
        text = " ".join(self.document.root["info"]["description"].split())
        written = {}
        for names, calls in re.findall(r"- ((?:`\w+`, )*`\w+`): ((?:\w+, )*\w+)(?= |$)", text):
            for call in calls.split(", "):
                written[call] = set(re.findall(r"\w+", names))
        for operation in self.document.operations:
            if set(operation.roles) != written.get(operation.id, set()):
                self.fault(f"{operation.where}: the list of roles in the document's description says something else")

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
        if not any(status.startswith("4") for status in statuses):
            self.fault(f"{operation.where}: no answer to a call that is wrong")
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
    yield "a comma in a description", lambda root: root["components"]["schemas"]["Id"].update({"chosen by the maker": None})
    yield "a comma in a member's description", lambda root: root["components"]["schemas"]["AuditList"]["properties"]["audit"][
        "items"]["properties"]["actor"].update({"never a name": None})
    yield "a comma in a parameter", lambda root: path(root)["parameters"].append(
        {"name": "x", "in": "query", "description": "one", "two": None, "schema": {"type": "string"}})
    yield "a role", lambda root: path(root).pop("x-roles")
    yield "another role", lambda root: path(root).update({"x-roles": ["auditor"]})
    yield "a scope", lambda root: path(root, "/v1/webhooks", "get").update(security=[{"accessToken": []}])
    yield "a description", lambda root: path(root).pop("description")
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
