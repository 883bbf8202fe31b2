"""Work on data and programmes of strangers, in a process that is held to a memory and a time.

What it reads is never trusted: the child gets a bare environment, limits that the kernel keeps, no
network and no files but those that it is told of; and whatever becomes of it, the parent gets an
answer or one sentence, in bounded time.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

import linxuan
from linxuan.language import current_language
from linxuan.screening import limits
from linxuan.screening.faults import Limit, Stopped, ended_by, raised
from linxuan.screening.reach import Reach, described

__all__ = ["Child", "Progress", "Reach", "Stopped", "confined"]

START = "import sys; sys.path.insert(0, sys.argv[1]); from linxuan.screening.child import main; main()"
LONGEST_REPORT = 64 * 2**20
_LOOK = 0.05
"""Seconds between two looks at the memory of a child."""
_GRACE = 0.5
"""Seconds that a child has to end when it is asked to."""


@dataclass(frozen=True)
class Progress:
    """How far a child is: `done` of `stage`, from 0 to 1."""

    stage: str
    done: float
    made: Mapping[str, Any] | None = None
    """A part of the result, from work that hands over one after another."""


def confined(
    work: str,
    request: Mapping[str, object],
    *,
    memory: int,
    seconds: float,
    progress: Callable[[Progress], None] | None = None,
    reach: Reach | None = None,
) -> dict[str, Any]:
    """Do one piece of `child.WORK` in a child and return its result.

    `memory` is what the child may keep resident, in bytes, its 60 MB at rest included; `seconds` is by
    the clock on the wall. Request and result are JSON. With `reach` it can touch no other files, start
    no program and open no connection. Raises BadInput and InvalidProgramme as the work does, and
    `Stopped` where a limit or a crash ended it.
    """
    with Child(work, request, memory=memory, seconds=seconds, reach=reach) as child:
        for each in child.progress():
            if progress:
                progress(each)
        return child.result()


class Child:
    """A child at work, to be used in a `with`: leaving it ends the child, whatever happened."""

    def __init__(
        self,
        work: str,
        request: Mapping[str, object],
        *,
        memory: int,
        seconds: float,
        reach: Reach | None = None,
    ) -> None:
        self._memory, self._seconds = memory, seconds
        self._until = time.monotonic() + seconds
        self._ended: Limit | None = None
        self._outcome: Mapping[str, Any] | None = None
        asked = {"work": work, "language": current_language(), "request": request}
        self._line = json.dumps(asked, ensure_ascii=False).encode() + b"\n"
        self._process, self._reports = _started(limits.wanted(memory, seconds), reach)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()
        self._reports.close()

    @property
    def pid(self) -> int:
        """The process, which is also its group."""
        return self._process.pid

    def stop(self) -> None:
        """Ask the child to end, and make it. May be called from another thread, and more than once."""
        self._ended = self._ended or "stopped"
        self._signal(signal.SIGTERM)
        self._let_end()
        self._signal(signal.SIGKILL)

    def give(self, seconds: float) -> None:
        """Let it have so much time from now on, for work that does one thing after another."""
        self._until = time.monotonic() + seconds

    def progress(self) -> Iterator[Progress]:
        """Yield what the child reports, until it has nothing more to say."""
        for line in self._lines():
            message = json.loads(line)
            if "progress" in message:
                yield Progress(**message["progress"])
            else:
                self._outcome = message

    def result(self) -> dict[str, Any]:
        """Return the result once `progress` has come to its end; raises what `confined` raises."""
        self._kill()
        outcome = self._outcome or {}
        if "result" in outcome and not self._ended:
            return dict(outcome["result"])
        if "fault" in outcome and not self._ended:
            raise raised(outcome["fault"], memory=self._memory, seconds=self._seconds)
        limit = self._ended or ended_by(self._process.returncode)
        raise Stopped(limit, memory=self._memory, seconds=self._seconds)

    # ── what the child says ──

    def _lines(self) -> Iterator[bytes]:
        begun = bytearray()
        for part in self._parts():
            *whole, rest = part.split(b"\n")
            for line in whole:
                yield bytes(begun + line)
                begun.clear()
            begun += rest
            if len(begun) > LONGEST_REPORT:
                self._end("memory")
                return

    def _parts(self) -> Iterator[bytes]:
        """What comes through the pipe until it closes; gives the child its request, and watches it."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._reports, selectors.EVENT_READ)
            waiting.register(_input(self._process), selectors.EVENT_WRITE)
            while not self._is_over_a_limit():
                ready = {key.fileobj for key, _ in waiting.select(_LOOK)}
                if _input(self._process) in ready and not self._feed():
                    waiting.unregister(_input(self._process))
                if self._reports in ready:
                    part = os.read(self._reports.fileno(), 65_536)
                    if not part:
                        return
                    yield part

    def _feed(self) -> bool:
        """Write what the pipe takes of the request; its end stays open. Tells whether there is more."""
        try:
            written = os.write(_input(self._process).fileno(), self._line)
        except BlockingIOError:
            return True
        except BrokenPipeError:
            return False
        self._line = self._line[written:]
        return bool(self._line)

    # ── what it is held to ──

    def _is_over_a_limit(self) -> bool:
        if time.monotonic() > self._until:
            self._end("seconds")
        elif limits.resident(self._process.pid) > self._memory:
            self._end("memory")
        return self._ended is not None

    def _end(self, limit: Limit) -> None:
        self._ended = self._ended or limit
        self._signal(signal.SIGKILL)

    def _kill(self) -> None:
        """Let a child that said all it had to say go by itself, and end any other."""
        if self._outcome is None and self._ended is None:
            self._let_end()
        self._signal(signal.SIGKILL)
        with suppress(OSError):
            _input(self._process).close()
        self._process.wait()

    def _let_end(self) -> None:
        """Give it a moment; its number stays taken, so that its group can still be signalled."""
        until = time.monotonic() + _GRACE
        while time.monotonic() < until and not _has_ended(self.pid):
            time.sleep(0.01)

    def _signal(self, number: int) -> None:
        """Send a signal to the child and to whatever it started; its group is of its own."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)


def _has_ended(pid: int) -> bool:
    """Tell whether a child of ours is only waiting for us to take note of its end."""
    if not hasattr(os, "waitid"):
        return False
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def _started(held_to: Mapping[str, int], reach: Reach | None) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    """Start a child that waits for its request, and return it with our end of its pipe."""
    ours, theirs = os.pipe()
    source = str(Path(linxuan.__file__).parent.parent)
    command = [sys.executable, "-I", "-X", "utf8", "-c", START, source, str(theirs)]
    try:
        process = subprocess.Popen(
            [*command, json.dumps(held_to), json.dumps(described(reach))],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", **limits.ENVIRONMENT},
            pass_fds=(theirs,),
            start_new_session=True,
        )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    os.set_blocking(_input(process).fileno(), False)
    return process, os.fdopen(ours, "rb", buffering=0)


def _input(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdin is None:
        raise TypeError("a child is always started with a pipe for its input")
    return process.stdin
