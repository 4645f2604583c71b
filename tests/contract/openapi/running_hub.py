"""A seeded hub with accounts of several roles: the real program, real TLS, a folder of its own."""
import base64
import datetime
import hashlib
import hmac
import http.client
import json
import os
import shutil
import signal
import ssl
import struct
import subprocess
import tempfile
import time
import urllib.parse
import uuid


def totp(secret, step):
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.bytes = response.read()
        self.media = self.headers.get("content-type", "").split(";")[0]
        self.json = json.loads(self.bytes) if self.media.endswith("json") and self.bytes else None


class Door:
    """One client's kept connection to the hub. Not for two threads."""

    def __init__(self, port, tls):
        self.port, self.tls, self.connection = port, tls, None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def send(self, method, target, token=None, body=None, headers=None, media="application/json"):
        """One call. A body that is no bytes goes as JSON; what changes something gets an Idempotency-Key of its own."""
        fields = {}
        if token:
            fields["Authorization"] = "Bearer " + token
        if body is not None:
            fields["Content-Type"] = media
            body = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        if method != "GET" and not target.startswith(("/v1/auth", "/v1/oauth")):
            fields["Idempotency-Key"] = new_id()
        fields.update(headers or {})
        fields = {name: value for name, value in fields.items() if value is not None}
        for attempt in (1, 2): # an idle connection may have been closed meanwhile
            try:
                if not self.connection:
                    self.connection = http.client.HTTPSConnection("localhost", self.port, context=self.tls, timeout=60)
                self.connection.request(method, target, body, fields)
                return Answer(self.connection.getresponse())
            except (http.client.HTTPException, OSError):
                self.close()
                if attempt == 2:
                    raise
        return None


class Hub:
    """On SQLite in its folder, or on the database whose address is given."""

    def __init__(self, program, database=None):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp(prefix="hokatsu-contract-")
        self.data = os.path.join(self.folder, "hub")
        self.where = ["--data", self.data, *(["--database", database] if database else [])]
        self.process = None
        self.door = None

    def command(self, *arguments):
        done = subprocess.run([self.program, *arguments, *self.where], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def routes(self):
        text = subprocess.run([self.program, "routes"], capture_output=True, text=True, check=True).stdout
        return {tuple(line.split(" ", 1)) for line in text.splitlines()}

    def seed(self):
        """Invented data in which the last days' visits still wait for somebody to say who came."""
        today = datetime.date.today()
        return json.loads(self.command(
            "seed", "--facilities", "6", "--municipalities", "2", "--reservations", "400", "--accounts", "--for-tests",
            "--from", str(today - datetime.timedelta(days=40)), "--today", str(today - datetime.timedelta(days=12))))

    def start(self, *more):
        self.process = subprocess.Popen(
            [self.program, "serve", *self.where, "--listen", "127.0.0.1:0", "--calls-per-minute", "0",
             "--calls-per-minute-before-sign-in", "0", "--new-connections-per-minute", "0", "--exit-with-parent", *more], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if "listens on " in line:
                port = int(line.rsplit(":", 1)[1])
            if line.startswith("SHA-256: "):
                break
        self.tls = ssl.create_default_context(cafile=os.path.join(self.data, "ca.pem"))
        self.port, self.door = port, Door(port, self.tls)

    def stop(self):
        if self.door:
            self.door.close()
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
            self.process.stdin.close()
            self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def send(self, *call, **more):
        return self.door.send(*call, **more)

    # --- people ---
    def login(self, login_id, password):
        return self.send("POST", "/v1/auth/login", body={"login_id": login_id, "password": password, "device_id": new_id(),
                                                         "device_name": "架空のPC"})

    def sign_in(self, account):
        half = self.login(account["login_id"], account["password"])
        done = self.send("POST", "/v1/auth/mfa", body={"mfa_token": half.json["mfa_token"], "method": "totp",
                                                       "code": totp(account["totp_secret"], int(time.time()) // 30)})
        if done.status != 200:
            raise RuntimeError(f"sign-in of {account['login_id']}: {done.status} {done.bytes[:300]}")
        return done.json["access_token"]

    def new_account(self, login_id, *scope):
        """Login ID and activation code of an account that nobody has used."""
        text = self.command("user", "add", "--login", login_id, "--name", "架空 太郎", *scope)
        codes = [word for word in text.split() if word.count("-") == 3 and word.replace("-", "").isalnum() and word.isupper()]
        if len(codes) != 1:
            raise RuntimeError(f"no activation code in: {text}")
        return login_id, codes[0]

    def first_sign_in(self, login_id, code, password="a quiet green teapot"):
        """The whole first sign-in; gives the tokens and the secret."""
        token = self.login(login_id, code).json["mfa_token"]
        self.send("POST", "/v1/auth/password", body={"mfa_token": token, "new_password": password})
        token = self.login(login_id, password).json["mfa_token"]
        uri = self.send("POST", "/v1/auth/enrolment", body={"mfa_token": token}).json["otpauth_uri"]
        secret = urllib.parse.parse_qs(urllib.parse.urlsplit(uri).query)["secret"][0]
        done = self.send("POST", "/v1/auth/enrolment/confirm",
                         body={"mfa_token": token, "code": totp(secret, int(time.time()) // 30)})
        if done.status != 200:
            raise RuntimeError(f"first sign-in of {login_id}: {done.status} {done.bytes[:300]}")
        return done.json, secret


def new_id():
    """A UUIDv7."""
    value = bytearray(int(time.time() * 1000).to_bytes(6, "big") + os.urandom(10))
    value[6] = 0x70 | value[6] & 0x0F
    value[8] = 0x80 | value[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(value)))
