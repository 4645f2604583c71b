#!/usr/bin/python3
"""conformance.py HUB_PROGRAM OPENAPI.yaml: the running hub does what its description says.

A seeded hub over real TLS. Every operation of the document is called with success (successes.py) and with the errors that
it documents; every answer's status, fields and body are held against the document. Fails where an answer differs, where an
operation has no success here, where a documented error never came, and where the router and the document name different
calls.
"""
import collections
import copy
import json
import re
import sys
import urllib.parse

import successes
from document import Document
from running_hub import Hub, new_id

# Errors that need what this test does not make: floods, a hub that is ending, bodies of many megabytes.
NOT_MADE_HERE = {"429": "tests/contract/stories_sign_in.cpp", "503": "tests/unit/hub/service_threads_test.cpp",
                 "413": "tests/contract/stories_conventions.cpp"}


# What the feed carries, by kind.
RECORDS = {"municipality": "Municipality", "facility": "Facility", "slot": "Slot", "slot_seats": "SlotSeats", "series": "Series",
           "reservation": "Reservation", "closure": "Closure", "notice": "Notice", "approval_rule": "ApprovalRule",
           "vacancy": "Vacancy", "follow_up": "FollowUp", "waitlist_entry": "WaitlistEntry"}


class Conformance:
    def __init__(self, hub, document):
        self.hub, self.document = hub, document
        self.by_id = {operation.id: operation for operation in document.operations}
        self.seen = collections.defaultdict(set)
        self.found = []
        self.calls = 0
        self.kinds = collections.Counter()

    def fault(self, text):
        if text not in self.found:
            self.found.append(text)

    def call(self, operation_id, path=None, query=None, body=None, token=None, headers=None, media="application/json",
             expect=None):
        """Calls an operation and holds the answer against the document."""
        operation = self.by_id[operation_id]
        target = re.sub(r"\{(\w+)\}", lambda hit: urllib.parse.quote(str((path or {})[hit[1]])), operation.path)
        if query:
            target += "?" + urllib.parse.urlencode(query)
        answer = self.hub.send(operation.method, target, token, body, headers, media)
        self.calls += 1
        where = f"{operation.where} ({operation_id})"
        if expect and answer.status not in expect:
            self.fault(f"{where}: {answer.status} where {expect} is expected: {answer.bytes[:400].decode(errors='replace')}")
        self.check(operation, where, answer)
        if 200 <= answer.status < 300 and isinstance(body, (dict, list)):
            self.check_request(operation, where, body, media)
        return answer

    def check(self, operation, where, answer):
        status = str(answer.status)
        self.seen[operation.id].add(status)
        documented = operation.response(status)
        if answer.status >= 500:
            self.fault(f"{where}: a fault of the hub: {answer.bytes[:400].decode(errors='replace')}")
        if documented is None or (status.startswith("2") and status not in operation.responses()):
            self.fault(f"{where}: {status} is not documented")
            return
        for name, header in documented.get("headers", {}).items():
            value = answer.headers.get(name.lower())
            schema = self.document.resolve(header)
            if value is None:
                if name not in ("Idempotency-Replayed", "Retry-After"):
                    self.fault(f"{where} {status}: the field {name} is missing")
            elif schema["schema"].get("type") == "string":
                for fault in self.document.faults(value, schema["schema"]):
                    self.fault(f"{where} {status}: {name}: {fault}")
        contents = documented.get("content", {})
        if not contents:
            if answer.bytes:
                self.fault(f"{where} {status}: has a body, documented without")
            return
        if answer.media not in contents:
            self.fault(f"{where} {status}: is {answer.media or 'without a body'}, documented as {', '.join(contents)}")
            return
        self.check_body(where, status, answer, contents[answer.media]["schema"])

    def check_body(self, where, status, answer, schema):
        value = answer.json if answer.json is not None else answer.bytes.decode()
        for fault in self.document.faults(value, schema):
            self.fault(f"{where} {status}: {fault}")
        for fault in self.undocumented(value, schema):
            self.fault(f"{where} {status}: {fault} is not in the document")
        for change in value.get("changes", []) if isinstance(value, dict) else []:
            self.check_change(change)

    def check_change(self, change):
        kind, record = change["kind"], change.get("record")
        self.kinds[kind] += 1
        if kind not in RECORDS:
            self.fault(f"the feed carries {kind}, which the document does not name")
        elif (record is None) != change["deleted"]:
            self.fault(f"the feed: {kind} with a record although deleted, or without one")
        elif record is not None:
            schema = self.document.root["components"]["schemas"][RECORDS[kind]]
            for fault in (*self.document.faults(record, schema), *self.undocumented(record, schema)):
                self.fault(f"the feed: {kind}: {fault}")

    def check_request(self, operation, where, body, media):
        entry = operation.body().get(media)
        if entry is None:
            self.fault(f"{where}: takes a body, documented without")
            return
        for fault in self.document.faults(body, entry["schema"]):
            self.fault(f"{where}: the hub took a body that the document refuses: {fault}")

    def undocumented(self, value, schema, place=""):
        """Members of an answer that its schema does not know: the document would be less than the hub."""
        schema = self.document.resolve(schema)
        for part in schema.get("allOf", []):
            part = self.document.resolve(part)
            schema = {**part, **schema, "properties": {**part.get("properties", {}), **schema.get("properties", {})}}
        if isinstance(value, list):
            for index, one in enumerate(value):
                yield from self.undocumented(one, schema.get("items", {}), f"{place}/{index}")
        elif isinstance(value, dict) and schema.get("properties"):
            for name, one in value.items():
                if name in schema["properties"]:
                    yield from self.undocumented(one, schema["properties"][name], f"{place}/{name}")
                elif not schema.get("additionalProperties"):
                    yield f"{place}/{name}"

    # --- errors that follow from the document alone ---
    def path_for(self, operation, world, foreign=False):
        values = {}
        for name in re.findall(r"\{(\w+)\}", operation.path):
            if name == "code":
                values[name] = world.other_code if foreign else world.code
            else:
                values[name] = {"month": "2026-12", "file": "999999_preschool.csv"}.get(name, new_id())
        return values

    def body_for(self, operation, world):
        """A body that is well formed, from the examples of the document or what the successes sent."""
        return world.sent.get(operation.id, {} if operation.body() else None)

    def errors_of(self, operation, world):
        statuses = operation.responses()
        write = operation.parameter("Idempotency-Key") is not None
        path = self.path_for(operation, world)
        body = self.body_for(operation, world)
        token = world.token_for(operation)
        seen = {"If-Match": '"1"'} if operation.parameter("If-Match") else {}
        if operation.needs_sign_in:
            self.call(operation.id, path, body=body, headers=seen, expect=(401,))
            self.call(operation.id, path, body=body, headers=seen, token="invented", expect=(401,))
        if write and "428" in statuses:
            self.call(operation.id, path, body=body, token=token, headers={**seen, "Idempotency-Key": None}, expect=(428,))
        if "404" in statuses and "{" in operation.path:
            foreign = self.path_for(operation, world, foreign=True)
            self.call(operation.id, foreign, body=body, token=token, headers=seen, expect=(404, 403, 401))
        if "application/json" in operation.body():
            good = body if isinstance(body, dict) else {}
            known = world.paths.get(operation.id, path)
            making = {"If-None-Match": "*"} if operation.method == "PUT" and "201" in statuses else seen
            for wrong in ({**good, "no_such_member": 1}, {name: [] for name in good} or {"no_such_member": 1}):
                self.call(operation.id, known, body=wrong, token=token, headers=making)
            self.call(operation.id, known, body=b"{", token=token, headers=making, expect=(400, 401, 403, 404, 409, 412, 428))
        if "400" in statuses and operation.id != "clientToken":
            self.call(operation.id, path, query=[("twice", 1), ("twice", 2)], token=token, expect=(400,))
        if "403" in statuses:
            for foreigner in world.foreigners:
                self.call(operation.id, world.paths.get(operation.id, path), body=body, token=foreigner, headers=seen)

    # --- who may call what ---
    def roles_of(self, operation, world):
        """A role that is not in x-roles is refused whatever it sends; one that is there is not refused for its role."""
        path = world.paths.get(operation.id, self.path_for(operation, world))
        for role, token in world.by_role.items():
            fields = {"If-Match": f'"{world.version_of(operation, path)}"'} if operation.parameter("If-Match") else {}
            if operation.parameter("If-None-Match") and not fields:
                fields = {"If-None-Match": "*"}
            body, media = world.sent.get(operation.id), "application/json"
            if operation.id == "importFacilities":
                body, media = b"ID,x\r\n", "text/csv"
            if operation.id == "moveReservations":
                body = world.one_move()
            answer = self.call(operation.id, path, None, body, token, fields, media)
            if operation.id == "moveReservations": # answers for each item
                answer.status = answer.json["results"][0]["status"]
            unknown = answer.status == 422 and answer.json["errors"][0]["code"] == "not-found" # named in the body
            if role not in operation.roles and answer.status not in (403, 404) and not unknown:
                self.fault(f"{operation.where}: {role} is not in x-roles and gets {answer.status}")
            if role in operation.roles and answer.status == 403 and operation.id not in self.JUDGED_BY_OBJECT:
                self.fault(f"{operation.where}: {role} is in x-roles and gets 403: {answer.bytes[:200].decode()}")

    # Whom these may touch hangs on the account or the state, so that also those in x-roles are refused some.
    JUDGED_BY_OBJECT = ("addUser", "resetUser", "disableUser", "putFacility", "withdraw", "withdrawWaiting", "moveReservations")

    def scopes_of(self, operation, world):
        """A system's token without the scope is refused, and is told which one the call needs."""
        path = world.paths.get(operation.id, self.path_for(operation, world))
        for scope, token in world.by_scope.items():
            answer = self.call(operation.id, path, None, world.sent.get(operation.id), token)
            named = (answer.json or {}).get("params", {}).get("scope")
            if scope not in operation.scopes and (answer.status != 403 or [named] != operation.scopes):
                self.fault(f"{operation.where}: a token for {scope} gets {answer.status} and hears of {named}")
            if scope in operation.scopes and named:
                self.fault(f"{operation.where}: a token for {scope} hears that {named} is needed")

    # --- how long texts may be ---
    def texts_in(self, schema, place=()):
        """Each free text of a body with its place and its maxLength."""
        schema = self.document.resolve(schema)
        for name, member in schema.get("properties", {}).items():
            member = self.document.resolve(member)
            if member.get("readOnly") or "format" in member:
                continue
            if member.get("type") == "object":
                yield from self.texts_in(member, (*place, name))
            elif member.get("type") == "array":
                yield from self.texts_in(member.get("items", {}), (*place, name, 0))
            elif "maxLength" in member and ("pattern" not in member or name == "kana"):
                yield (*place, name), member["maxLength"]

    def limits_of(self, operation, world):
        """A text that is one character too long is refused at its member, with the figure that the document has."""
        sent, media = world.sent[operation.id], "application/json"
        for place, most in self.texts_in(operation.body()[media]["schema"]):
            body = copy.deepcopy(sent)
            inner = body
            for part in place[:-1]:
                inner = inner.setdefault(part, {}) if isinstance(inner, dict) else inner[part]
            inner[place[-1]] = ("ア" if place[-1] == "kana" else "a") * (most + 1)
            path = {"id": new_id()} if operation.method == "PUT" else world.paths.get(operation.id)
            making = {"If-None-Match": "*"} if operation.method == "PUT" else {}
            token = world.token_for(operation)
            if operation.id == "putReservation" and place[0] in ("reason", "message"):  # the nursery's words
                token, body["channel"] = world.staff, "phone"
            answer = self.call(operation.id, path, None, body, token, making, media, expect=(422,))
            pointer = "/" + "/".join(map(str, place))
            if answer.status == 422 and not any(one["pointer"] == pointer and one.get("params", {}).get("max") == str(most)
                                                for one in answer.json["errors"]):
                self.fault(f"{operation.where}: {pointer} is not held to {most}: {answer.bytes[:200].decode()}")

    WITH_TEXTS = ("putReservation", "putSlot", "putSeries", "putClosure", "putNotice", "makeFollowUp", "putWaitlistEntry")

    def compare_routes(self):
        documented = {(operation.method, re.sub(r"\{\w+\}", "{}", operation.path)) for operation in self.document.operations}
        routed = {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in self.hub.routes()}
        for method, path in sorted(routed - documented):
            self.fault(f"{method} {path}: the hub answers it, the document does not name it")
        for method, path in sorted(documented - routed):
            self.fault(f"{method} {path}: the document names it, the hub does not answer it")
        return {one for one in documented if one in routed}

    def coverage(self, there):
        for kind in RECORDS:
            if not self.kinds[kind]:
                self.fault(f"the feed: no {kind} ever came")
        for operation in self.document.operations:
            if (operation.method, re.sub(r"\{\w+\}", "{}", operation.path)) not in there:
                continue
            if not any(status.startswith("2") for status in self.seen[operation.id]):
                self.fault(f"{operation.where} ({operation.id}): was never called with success")
            for status in operation.responses():
                if status[0] in "45" and status not in self.seen[operation.id] and status not in NOT_MADE_HERE:
                    self.fault(f"{operation.where} ({operation.id}): {status} is documented and never came")


def main():
    hub = Hub(sys.argv[1])
    conformance = Conformance(hub, Document(sys.argv[2]))
    try:
        there = conformance.compare_routes()
        accounts = hub.seed()
        hub.start()
        world = successes.World(hub, conformance, accounts)
        world.run()
        for operation in conformance.document.operations:
            if (operation.method, re.sub(r"\{\w+\}", "{}", operation.path)) in there:
                conformance.errors_of(operation, world)
        world.particular_errors()
        for name in conformance.WITH_TEXTS:
            conformance.limits_of(conformance.by_id[name], world)
        world.come_in_every_role()
        for operation in conformance.document.operations:
            if operation.roles and not operation.path.startswith("/v1/auth/"):
                conformance.roles_of(operation, world)
            if operation.scopes:
                conformance.scopes_of(operation, world)
        world.whole_feed()
        conformance.coverage(there)
    finally:
        hub.stop()
    for fault in conformance.found:
        print(fault)
    if not conformance.found:
        print(f"{len(conformance.document.operations)} operations in {conformance.calls} calls: the hub is as described")
    return 1 if conformance.found else 0


if __name__ == "__main__":
    sys.exit(main())
