"""A PostgreSQL cluster of a test's own, as postgres_cluster.h makes one: on a socket in its folder only, gone with the test."""
import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time


class Postgres:
    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        if not found:
            sys.exit("PostgreSQL is missing (apt install postgresql)")
        self.programs, self.server = found[-1], None
        self.folder = tempfile.mkdtemp(prefix="hokatsu-pg-")
        if os.geteuid() == 0:  # as whom PostgreSQL does not run
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.log = open(os.path.join(self.folder, "log"), "w", encoding="utf-8")
        made = self.begin("initdb", "-D", self.data(), "-A", "trust", "-U", "hub", "--no-sync", "--locale=C.UTF-8", "-E", "UTF8")
        if made.wait(120) != 0:
            self.give_up("initdb failed")
        self.server = self.begin("postgres", "-D", self.data(), "-k", self.folder, "-clisten_addresses=", "-cfsync=off",
                                 "-cfull_page_writes=off", "-cmax_connections=200", "-cautovacuum=off")
        self.wait_for_answer()

    def data(self):
        return os.path.join(self.folder, "data")

    def address(self):
        return f"postgresql:///postgres?host={self.folder}&user=hub"

    def begin(self, program, *arguments):
        """It ends with this process, however that ends."""
        command = ["setpriv", "--pdeathsig", "QUIT"]
        if os.geteuid() == 0:
            command += ["--reuid=postgres", "--regid=postgres", "--init-groups"]
        return subprocess.Popen([*command, os.path.join(self.programs, program), *arguments], cwd="/",
                                stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def wait_for_answer(self):
        for _ in range(1000):
            asked = subprocess.run([os.path.join(self.programs, "psql"), "-X", "-q", "-c", "SELECT 1", self.address()],
                                   capture_output=True, check=False)
            if asked.returncode == 0:
                return
            time.sleep(0.02)  # no sign but its answer
        self.give_up("PostgreSQL does not answer")

    def give_up(self, why):
        with open(self.log.name, encoding="utf-8") as log:
            said = log.read()[-2000:]
        self.stop()
        sys.exit(f"{why}: {said}")

    def stop(self):
        if self.server and self.server.poll() is None:
            self.server.send_signal(3)  # an immediate shutdown: all of its processes end, nothing is kept
            self.server.wait(60)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
