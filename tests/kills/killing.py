"""Who is killed, and brought back: workers, the whole server, the timer, and the database with one of its backends."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tests.support.postgres import Server, Unavailable
from tools.places import ROOT

STARTING = 120.0
"""How long a server may take to come back, in seconds."""


@dataclass
class Killer:
    """Knows who is at work, and kills one of them; the database only where it is a server of its own."""

    port: int
    environment: Mapping[str, str]
    log: Path
    chance: random.Random
    database: Server | None
    done: dict[str, int] = field(default_factory=dict)
    _site: "subprocess.Popen[bytes] | None" = None
    _timer: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start the server and the timer."""
        self._start_site()
        self._start_timer()
        self.wait()

    def stop(self) -> None:
        """End what is at work."""
        for process in (self._site, self._timer):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait()

    def kill(self) -> str:
        """Kill somebody at random, bring him back, and return who it was."""
        ways: list[tuple[str, int, Callable[[], None]]] = [
            ("worker", 5, self._kill_worker),
            ("server", 2, self._kill_server),
            ("timer", 1, self._kill_timer),
        ]
        if self.database is not None:
            ways += [("backend", 4, self._kill_backend), ("database", 3, self._kill_database)]
        name, _weight, way = self.chance.choices(ways, [weight for _name, weight, _way in ways])[0]
        way()
        self.done[name] = self.done.get(name, 0) + 1
        self.wait()
        return name

    def wait(self) -> None:
        """Wait until the site answers again."""
        until = time.monotonic() + STARTING
        while time.monotonic() < until:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", "/sign-in/")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.05)
            finally:
                connection.close()
        raise AssertionError(
            f"the site did not come back: {self.log.read_text('utf-8', errors='replace')[-1500:]}"
        )

    def _start_site(self) -> None:
        from linxuan_site.cli.site import server_command

        self._site = self._spawn(server_command(f"127.0.0.1:{self.port}"))

    def _start_timer(self) -> None:
        program = "from linxuan_site.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
        self._timer = self._spawn([sys.executable, "-c", program, "tick", "--every", "5"])

    def _spawn(self, command: list[str]) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as said:
            return subprocess.Popen(
                command,
                env={**os.environ, **self.environment},
                cwd=ROOT,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def _kill_worker(self) -> None:
        assert self._site is not None
        children = Path(f"/proc/{self._site.pid}/task/{self._site.pid}/children").read_text("ascii").split()
        if children:
            _kill(int(self.chance.choice(children)))

    def _kill_server(self) -> None:
        """The master and all its workers at once: they share a group of their own."""
        assert self._site is not None
        os.killpg(self._site.pid, signal.SIGKILL)
        self._site.wait()
        self._start_site()

    def _kill_timer(self) -> None:
        assert self._timer is not None
        _kill(self._timer.pid)
        self._timer.wait()
        self._start_timer()

    def _kill_backend(self) -> None:
        """One process of the database: the others are ended by it, which then recovers."""
        assert self.database is not None
        master = self.database.process
        children = Path(f"/proc/{master}/task/{master}/children").read_text("ascii").split()
        _kill(int(self.chance.choice(children)))

    def _kill_database(self) -> None:
        """The first process of the database; it is started again on the data that is there."""
        assert self.database is not None
        _kill(self.database.process)
        until = time.monotonic() + STARTING
        while True:
            try:
                self.database.start()
            except Unavailable:
                # Its children still end.
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
            else:
                return


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
