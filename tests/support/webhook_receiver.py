"""The HTTPS server with which a connected system hears of changes: checks the signature as Standard Webhooks says, remembers
each delivery by its id, and fails where a story wants it to."""
import base64
import collections
import hashlib
import hmac
import http.server
import json
import os
import socket
import ssl
import subprocess
import threading
import time

TOLERANCE = 300  # seconds between a message's own time and ours


def make_certificate(folder):
    """A certificate for localhost that is its own authority; gives its file and its key's."""
    certificate, key = os.path.join(folder, "receivers.pem"), os.path.join(folder, "receivers.key")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key


def signature(secret, message, moment, body):
    """secret: "whsec_" and base64."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message}.{moment}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


class Receiver:
    """Threads of its own; every member below is guarded by `changed`."""

    def __init__(self, certificate, key):
        self.secret = "whsec_" + base64.b64encode(os.urandom(32)).decode()
        self.changed = threading.Condition()
        self.arrivals = collections.Counter()  # attempts by delivery id
        self.taken = {}  # delivery id -> event, as far as it was understood
        self.bodies = []  # of everything that arrived
        self.troubles = []  # of the next deliveries that are new: "fails", "cut" (understood, but the answer is lost), "gone"
        self.forged = 0
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate, key)
        self.server = self.port = None
        self.come_up()

    def url(self):
        return f"https://localhost:{self.port}/hokatsu"

    def come_up(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            timeout = 30

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status = receiver.hear(self.headers, body)
                self.close_connection = True
                if status is None:
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *words):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def get_request(self):  # the handshake is the handler's, so that nobody holds up the door
                connection, address = self.socket.accept()
                return receiver.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address

            def handle_error(self, request, client_address):
                pass

        self.server = Server(("127.0.0.1", self.port or 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def go_down(self):
        self.server.shutdown()
        self.server.server_close()

    def hear(self, headers, body):
        """The status to answer with; None: no answer at all."""
        message, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        genuine = any(hmac.compare_digest(signature(self.secret, message, moment, body), given)
                      for given in headers.get("webhook-signature", "").split())
        fresh = moment.isdigit() and abs(time.time() - int(moment)) <= TOLERANCE
        with self.changed:
            self.changed.notify_all()
            if not (message and genuine and fresh):
                self.forged += 1
                return 401
            self.bodies.append(body.decode())
            self.arrivals[message] += 1
            trouble = self.troubles.pop(0) if self.arrivals[message] == 1 and self.troubles else ""
            if trouble in ("fails", "gone"):
                return 500 if trouble == "fails" else 410
            self.taken[message] = json.loads(body)
            return None if trouble == "cut" else 204

    def newest(self):
        """What the deliveries say of each reservation: {id: (version, status, slot)}. Their order does not matter."""
        with self.changed:
            events = [event["data"] for event in self.taken.values()]
        said = {}
        for event in events:
            now = (event["version"], event["status"], event["slot_id"])
            said[event["reservation_id"]] = max(now, said.get(event["reservation_id"], (0, "", "")))
        return said

    def forget(self):
        """As a system that lost its store."""
        with self.changed:
            self.taken.clear()
            self.arrivals.clear()

    def wait_until(self, holds, seconds):
        with self.changed:
            return self.changed.wait_for(holds, seconds)
