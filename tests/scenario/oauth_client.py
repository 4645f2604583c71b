"""A ready-made OAuth library (requests-oauthlib of Debian) at the hub over TLS: client credentials by HTTP Basic and in the
form, the token used, and every refusal understood as what it is.

oauth_client.py HUB_PROGRAM
"""
import base64
import os
import sys
import urllib.parse

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract", "openapi"))

from oauthlib.oauth2 import BackendApplicationClient, LegacyApplicationClient  # noqa: E402
from oauthlib.oauth2.rfc6749 import errors  # noqa: E402
from requests.auth import HTTPBasicAuth  # noqa: E402
from requests_oauthlib import OAuth2Session  # noqa: E402
from running_hub import Hub  # noqa: E402

ALL = "availability reservations:read reservations:write webhooks"


def check(holds, what):
    print(("ok    " if holds else "FAIL  ") + what, flush=True)
    if not holds:
        sys.exit(1)


class Story:
    def __init__(self, hub):
        accounts = hub.seed()
        hub.start()
        self.hub, self.id, self.secret = hub, accounts["system"]["client_id"], accounts["system"]["client_secret"]
        self.home = f"https://localhost:{hub.port}"
        self.url, self.authority = self.home + "/v1/oauth/token", os.path.join(hub.data, "ca.pem")

    def session(self, scope=None):
        session = OAuth2Session(client=BackendApplicationClient(client_id=self.id, scope=scope))
        session.verify = self.authority
        return session

    def fetch(self, session, **how):
        return session.fetch_token(self.url, verify=self.authority, **how)

    def signs_in_by_basic(self):
        session = self.session()
        token = self.fetch(session, auth=HTTPBasicAuth(self.id, self.secret))
        check(token["token_type"] == "Bearer" and token["expires_in"] > 0 and sorted(token["scope"]) == sorted(ALL.split()),
              "HTTP Basic gets a bearer token with all scopes")
        check(session.get(self.home + "/v1/facilities").status_code == 200, "and the library's session uses it")

    def signs_in_by_the_form(self):
        session = self.session()
        token = self.fetch(session, client_secret=self.secret, include_client_id=True)
        check(bool(token["access_token"]) and session.get(self.home + "/v1/changes?limit=1").status_code == 200,
              "id and secret in the form get one, too")

    def asks_for_less(self):
        session = self.session(scope=["availability"])
        token = self.fetch(session, auth=HTTPBasicAuth(self.id, self.secret))
        check(token["scope"] == ["availability"], "fewer scopes are granted as asked")
        check(session.get(self.home + "/v1/changes").status_code == 403, "and hold")

    def refused(self, kind, what, session, **how):
        try:
            self.fetch(session, **how)
            check(False, what)
        except kind as refusal:
            check(bool(refusal.description), f"{what}: {refusal.error}: {refusal.description}")

    def understands_refusals(self):
        self.refused(errors.InvalidClientError, "a wrong secret", self.session(), auth=HTTPBasicAuth(self.id, "guessed"))
        self.refused(errors.InvalidClientError, "a wrong secret in the form", self.session(), client_secret="guessed",
                     include_client_id=True)
        self.refused(errors.InvalidScopeError, "a scope that is none", self.session(scope=["everything"]),
                     auth=HTTPBasicAuth(self.id, self.secret))
        person = OAuth2Session(client=LegacyApplicationClient(client_id=self.id))
        self.refused(errors.UnsupportedGrantTypeError, "a person's password", person, username="x", password="y",
                     auth=HTTPBasicAuth(self.id, self.secret))

    def basic(self, user, secret):
        return {"Authorization": "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()}

    def ask(self, form, headers):
        return self.hub.send("POST", "/v1/oauth/token", body=urllib.parse.urlencode(form).encode(), headers=headers,
                             media="application/x-www-form-urlencoded")

    def keeps_to_the_letter(self):
        """What RFC 6749 asks and the library does not show."""
        grant = {"grant_type": "client_credentials"}
        encoded = self.basic("".join(f"%{ord(letter):02X}" for letter in self.id), urllib.parse.quote(self.secret, safe=""))
        answer = self.ask(grant, encoded)
        check(answer.status == 200, "id and secret are form-encoded before they are joined (2.3.1)")
        check(answer.headers["cache-control"] == "no-store" and answer.headers["pragma"] == "no-cache", "no cache keeps a token (5.1)")
        wrong = self.ask(grant, self.basic(self.id, "guessed"))
        check(wrong.status == 401 and wrong.headers["www-authenticate"].startswith("Basic ") and
              wrong.json["error"] == "invalid_client" and wrong.media == "application/json" and
              wrong.headers["cache-control"] == "no-store", "who failed by Basic is asked for Basic (5.2)")
        check(self.ask(grant, {"Authorization": "basic ?"}).json["error"] == "invalid_client", "what is no Base64 is no client")
        both = self.ask({**grant, "client_id": self.id, "client_secret": self.secret}, self.basic(self.id, self.secret))
        check(both.status == 400 and both.json["error"] == "invalid_request", "two ways at once are refused (2.3)")
        twice = self.ask([*grant.items(), *grant.items()], self.basic(self.id, self.secret))
        check(twice.json["error"] == "invalid_request", "a parameter that comes twice is refused (3.2)")
        check(self.ask({}, self.basic(self.id, self.secret)).json["error"] == "invalid_request", "so is a call without a grant")
        check(self.ask({**grant, "scope": "", "more": "x"}, self.basic(self.id, self.secret)).status == 200,
              "a parameter without a value is none, and an unknown one is left aside (3.2)")

    def older_clients_go_on(self):
        body = {"grant_type": "client_credentials", "client_id": self.id, "client_secret": self.secret}
        check(self.hub.send("POST", "/v1/oauth/token", body=body).status == 200, "a JSON body is taken as before")
        wrong = self.hub.send("POST", "/v1/oauth/token", body={**body, "client_secret": "guessed"})
        check(wrong.status == 401 and wrong.media == "application/problem+json" and wrong.json["code"] == "unauthenticated" and
              wrong.json["error"] == "invalid_client", "and refused with the problem that it knows")
        less = self.hub.send("POST", "/v1/oauth/token", body={"grant_type": "client_credentials"})
        check(less.status == 422 and less.json["errors"][0]["pointer"] == "/client_id", "at the member")


def main():
    hub = Hub(sys.argv[1])
    try:
        story = Story(hub)
        story.signs_in_by_basic()
        story.signs_in_by_the_form()
        story.asks_for_less()
        story.understands_refusals()
        story.keeps_to_the_letter()
        story.older_clients_go_on()
    finally:
        hub.stop()


main()
