"""Engines of the hub's bench, each in a folder of its own and gone with it: a PostgreSQL cluster that keeps its promises
(fsync), and nginx."""
import ctypes
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time

from measuring import WORK, CannotRun, hubs, output


def ends_with_us(signal_number):
    """For a child between fork and exec: it gets this signal when the bench dies, however that happens."""
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(1, signal_number)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Cluster:
    """Debian's PostgreSQL in a folder of its own, on a Unix socket; durable, with room for a million rows."""

    SETTINGS = {"listen_addresses": "", "max_connections": 200, "shared_buffers": "1GB", "max_wal_size": "8GB",
                "maintenance_work_mem": "512MB", "work_mem": "64MB"}

    def __init__(self):
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not folders:
            raise CannotRun("postgresql is not installed")
        self.bin = os.path.dirname(folders[-1])
        self.folder = os.path.join(WORK, "pg")
        self.user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        os.makedirs(self.folder)
        os.chmod(WORK, 0o755)
        if self.user:
            shutil.chown(self.folder, self.user)
        data = os.path.join(self.folder, "data")
        done = self.run("initdb", "-D", data, "-A", "trust", "-U", "hub", "--locale=C.UTF-8", "-E", "UTF8")
        if done.wait() != 0:
            raise CannotRun("initdb failed")
        options = [f"-c{name}={value}" for name, value in self.SETTINGS.items()]
        self.server = self.run("postgres", "-D", data, "-k", self.folder, *options)
        for _ in range(200):
            if self.run("pg_isready", "-q", "-h", self.folder).wait() == 0:
                return
            time.sleep(0.1)
        self.__exit__()
        raise CannotRun("PostgreSQL does not answer")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for hub in list(hubs):
            hub.stop()
        self.server.send_signal(signal.SIGINT)
        self.server.wait(60)
        shutil.rmtree(self.folder)

    def run(self, name, *arguments):
        ids = pwd.getpwnam(self.user) if self.user else None
        return subprocess.Popen([os.path.join(self.bin, name), *arguments], cwd="/",
                                preexec_fn=ends_with_us(signal.SIGQUIT), user=ids and ids.pw_uid,
                                group=ids and ids.pw_gid, extra_groups=[] if ids else None,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def url(self, name):
        return f"postgresql:///{name}?host={self.folder}&user=hub"

    def script(self, name, text):
        """Runs statements; gives what the last ones print, unaligned."""
        done = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-d", self.url(name)],
                              input=text, capture_output=True, text=True)
        if done.returncode != 0:
            raise CannotRun(f"psql: {done.stderr.strip().splitlines()[0] if done.stderr else 'failed'}")
        return done.stdout.strip()


class Nginx:
    """Serves one file over TLS with the hub's own certificate, as Debian's nginx does, and keeps connections open."""

    WORKERS = 2

    def __init__(self, world, body):
        self.folder = os.path.join(WORK, "nginx")
        os.makedirs(self.folder)
        self.url = f"https://127.0.0.1:{free_port()}"
        with open(os.path.join(self.folder, "body"), "w") as file:
            file.write(body)
        config = os.path.join(self.folder, "nginx.conf")
        with open(config, "w") as file:
            file.write(f"""{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes {self.WORKERS};
pid {self.folder}/pid;
error_log {self.folder}/log;
worker_rlimit_nofile 20000;
events {{ worker_connections 15000; }}
http {{
    access_log off;
    sendfile on;
    tcp_nodelay on;
    keepalive_timeout 600;
    keepalive_requests 1000000000;
    open_file_cache max=10;
    default_type application/json;
    client_body_temp_path {self.folder}/t1;
    proxy_temp_path {self.folder}/t2;
    fastcgi_temp_path {self.folder}/t3;
    uwsgi_temp_path {self.folder}/t4;
    scgi_temp_path {self.folder}/t5;
    server {{
        listen {self.url.removeprefix("https://")} ssl backlog=4096;
        ssl_certificate {world.folder}/server.pem;
        ssl_certificate_key {world.folder}/server.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        root {self.folder};
    }}
}}
""")
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-c", config, "-p", self.folder], stderr=subprocess.DEVNULL,
                                        preexec_fn=ends_with_us(signal.SIGTERM))
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(self.url.rsplit(":", 1)[1]))) == 0:
                    return
            time.sleep(0.05)
        raise CannotRun("nginx does not answer")

    def workers(self):
        done = output(["pgrep", "-P", str(self.process.pid)])
        return [int(word) for word in done.split()]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        shutil.rmtree(self.folder)
