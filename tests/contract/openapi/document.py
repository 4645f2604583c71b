"""The interface's description (resources/openapi.yaml, OpenAPI 3.1): reading it, and holding values against its schemas."""
import yaml
from jsonschema import Draft202012Validator, FormatChecker, RefResolver

METHODS = ("get", "put", "patch", "post", "delete")


class StrictLoader(yaml.SafeLoader):
    """YAML lets a key come twice and keeps the last one; here that is a fault. Dates stay texts, as in JSON."""


def strict_mapping(loader, node):
    seen = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} comes twice", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


StrictLoader.add_constructor("tag:yaml.org,2002:map", strict_mapping)
StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


class Operation:
    def __init__(self, document, method, path, item, node):
        self.document, self.method, self.path, self.node = document, method.upper(), path, node
        self.id = node.get("operationId", "")
        self.parameters = [document.resolve(one) for one in item.get("parameters", []) + node.get("parameters", [])]
        self.security = node.get("security", document.root.get("security", []))
        self.roles = node.get("x-roles", [])
        self.scopes = [scope for one in self.security for scope in one.get("clientCredentials", [])]

    @property
    def where(self):
        return f"{self.method} {self.path}"

    @property
    def needs_sign_in(self):
        return bool(self.security) and {} not in self.security

    def parameter(self, name):
        return next((one for one in self.parameters if one["name"] == name), None)

    def body(self):
        """The media types of the request body; empty where there is none."""
        return self.document.resolve(self.node.get("requestBody", {})).get("content", {})

    def responses(self):
        return {str(status): self.document.resolve(one) for status, one in self.node["responses"].items()}

    def response(self, status):
        """What is documented for a status, by itself or as the default."""
        responses = self.responses()
        return responses.get(str(status)) or responses.get("default")


class Document:
    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as file:
            self.root = yaml.load(file, Loader=StrictLoader)
        self.resolver = RefResolver("", self.root)
        self.operations = [Operation(self, method, path, item, item[method])
                           for path, item in self.root["paths"].items() for method in METHODS if method in item]

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            node = self.resolver.resolve(node["$ref"])[1]
        return node

    def faults(self, value, schema):
        """What is wrong with a value, as texts with the place; empty where it fits."""
        validator = Draft202012Validator(schema, resolver=self.resolver, format_checker=FormatChecker())
        return [f"{'/'.join(str(part) for part in fault.absolute_path) or '(whole)'}: {fault.message[:300]}"
                for fault in validator.iter_errors(value)]
