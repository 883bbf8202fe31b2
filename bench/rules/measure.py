"""A command in a process of its own, and what it cost: processor, clock, memory."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

from tools.places import ROOT

_BETWEEN_LOOKS = 0.02
_BYTES_IN_MB = 1e6
_BYTES_IN_KB = 1024
_TICKS_IN_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds and MB. Time counts the process and all its children that it waited for."""

    cpu: float
    wall: float
    peak: float
    """The most that one of its processes held at once, as the kernel keeps count.

    Not what `wait4` tells: a child starts there with the peak of who started it.
    """
    together: float
    """The most that was seen of all of them at once, looking fifty times a second.

    Pages that they share are counted for each.
    """


class Failed(Exception):
    """A measured command that did not end well; the text is what it said."""


def run(command: Sequence[str]) -> tuple[str, Cost]:
    """Run a command from the root of the project; return its output and what it cost. Raises Failed."""
    with TemporaryFile() as output, TemporaryFile() as faults:
        started = perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=_surroundings(), stdout=output, stderr=faults)
        looking = _Looking(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        looking.end()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            faults.seek(0)
            raise Failed(faults.read().decode(errors="replace")[-2000:])
        output.seek(0)
        cpu = max(used.ru_utime + used.ru_stime, looking.cpu)
        return output.read().decode(), Cost(cpu, wall, looking.peak, looking.together)


def python(*arguments: str) -> list[str]:
    """Return a command for the Python that runs this."""
    return [sys.executable, *arguments]


def linxuan(*arguments: str) -> list[str]:
    """Return a command of `linxuan`, as its script would start it."""
    return python("-c", "import sys; from linxuan_site.cli import main; sys.exit(main())", *arguments)


def _surroundings() -> dict[str, str]:
    """Children find the bench and the sources, whether the project is installed or not."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))}


class _Looking:
    """Looks at a process and its children until told to end.

    Besides memory it adds up their processor time, because some are waited for by nobody (the Java of
    Spark), and the kernel then tells their time to nobody.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._over = pid, threading.Event()
        self._times: dict[int, float] = {}
        self.peak = self.together = 0.0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    @property
    def cpu(self) -> float:
        """Seconds of all processes, as they were last seen."""
        return sum(self._times.values())

    def _look(self) -> None:
        while not self._over.wait(_BETWEEN_LOOKS):
            family = list(_family(self._pid))
            seen = [_memory(pid) for pid in family]
            self.peak = max(self.peak, *(peak for peak, _ in seen))
            self.together = max(self.together, sum(now for _, now in seen))
            self._times |= {pid: seconds for pid in family if (seconds := _seconds(pid))}


def _family(pid: int) -> Iterator[int]:
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _text(thread).split():
            yield from _family(int(child))


def _memory(pid: int) -> tuple[float, float]:
    """The most that a process has held, and what it holds, in MB."""
    lines = (line.partition(":") for line in _text(Path(f"/proc/{pid}/status")).splitlines())
    found = {key: value.split() for key, _, value in lines if key in ("VmHWM", "VmRSS")}
    peak, now = (
        int(found[key][0]) * _BYTES_IN_KB / _BYTES_IN_MB if key in found else 0.0
        for key in ("VmHWM", "VmRSS")
    )
    return peak, now


def _seconds(pid: int) -> float:
    """Processor time of a process itself; its name, in brackets, may hold anything."""
    fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / _TICKS_IN_SECOND if fields else 0.0


def _text(path: Path) -> str:
    """A process may end while it is looked at."""
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
