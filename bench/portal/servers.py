"""The servers of the bench: PostgreSQL and one worker of gunicorn, each with the processor time that it used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tools.places import ROOT
from tools.words import Failure, say

STARTING = 60.0
"""How long a server may take until it answers, in seconds."""


@dataclass(frozen=True)
class Site:
    """A worker that serves the site; `processes` are all that work for it."""

    port: int
    master: int

    def processes(self) -> list[int]:
        """Return the ids of the workers."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text("ascii")
        return [int(one) for one in children.split()]


@contextmanager
def site(environment: Mapping[str, str], log: Path) -> Iterator[Site]:
    """Serve the site from one worker with one thread; it ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "linxuan_site.wsgi", "--bind", f"127.0.0.1:{port}"]
    options = ["--workers", "1", "--threads", "1", "--log-level", "warning", "--timeout", "600"]
    with served([*command, *options], port, environment, log) as running:
        yield running


@contextmanager
def served(command: list[str], port: int, environment: Mapping[str, str], log: Path) -> Iterator[Site]:
    """Run a command that serves the site at a port of this machine; it ends with the block."""
    with log.open("w") as said:
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, cwd=ROOT, stdout=said, stderr=said
        )
        try:
            _wait(port, process, log)
            yield Site(port, process.pid)
        finally:
            process.terminate()
            process.wait()


def processor_seconds(processes: list[int]) -> float:
    """Return the processor time that processes have used so far, in seconds, over all their threads."""
    return sum(_of_thread(thread) for process in processes for thread in _threads(process))


def _threads(process: int) -> list[Path]:
    return sorted(Path(f"/proc/{process}/task").glob("*/schedstat"))


def _of_thread(file: Path) -> float:
    # In nanoseconds; the ticks of `stat` are too coarse for a page.
    return int(file.read_text("ascii").split()[0]) / 1e9


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=STARTING)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    said = log.read_text("utf-8", errors="replace")[-2000:]
    raise Failure(say(f"网站没有启动：{said}", f"The site did not start: {said}"))
