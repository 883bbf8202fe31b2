"""The far side of `confined.py`: a process that limits itself, does one piece of work and reports.

Started as `python -c … FOLDER PIPE LIMITS REACH`. Its request is one line on standard input, which then
stays open for as long as the parent lives. What it reports are lines of JSON on a pipe of its own, so
that nothing which prints by mistake can break them.

Every child imports what is imported here and in `limits` and `reach`, before it does anything: so they do
without dataclasses and pathlib, which take longer than all the rest.
"""

import json
import os
import select
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeAlias

from linxuan.screening.limits import impose
from linxuan.screening.reach import close_off

Tell: TypeAlias = Callable[[str, float], None]
Work: TypeAlias = Callable[[Mapping[str, Any], Tell], Mapping[str, Any]]

WORK: Mapping[str, tuple[str, str]] = {
    "screen": ("linxuan.screening.screen", "screen_in_child"),
    "what_if": ("linxuan.screening.what_if", "what_if_in_child"),
    "against": ("linxuan.screening.against", "against_in_child"),
    "convert": ("linxuan.screening.converting", "convert_in_child"),
    "typeset": ("linxuan.typesetting_child", "typeset_in_child"),
    "paper_codes": ("linxuan.papers.reading", "codes_in_child"),
    "scan": ("linxuan.papers.scans.examining", "examine_in_child"),
    "picture": ("linxuan.picturing", "picture_in_child"),
    "upload": ("linxuan.uploads.looking", "look_in_child"),
    "package": ("linxuan.screening.package", "inspect_in_child"),
    "table": ("linxuan.screening.table_file", "lines_in_child"),
    "fill_letter": ("linxuan.letters.filling", "fill_in_child"),
    "fill_word": ("linxuan.letters.templates", "fill_in_child"),
    "fill_workbook": ("linxuan.workbooks.filling", "fill_in_child"),
    "read_workbook": ("linxuan.workbooks.reading", "read_in_child"),
    "spark_snapshot": ("linxuan.screening.spark.reading", "snapshot_in_child"),
    "spark_result": ("linxuan.screening.spark.screening", "write_in_child"),
}
"""All that a child can be asked for: module and function by name. A request never names code of its own."""
_BETWEEN_REPORTS = 0.1
"""Seconds; more progress than that is for nobody."""


def main(work: Mapping[str, tuple[str, str]] = WORK) -> None:
    """Do the one piece of work that this process is for, and end it."""
    pipe = int(sys.argv[2])
    impose(json.loads(sys.argv[3]))
    os.set_inheritable(pipe, False)
    close_off(json.loads(sys.argv[4]))
    asked = json.loads(sys.stdin.buffer.readline())
    _end_with_parent()
    report = _Report(pipe)
    report.send(_outcome(work, asked, report.progress))
    # Threads of a library that still wait for something are no reason to wait as well.
    os._exit(0)


def _outcome(work: Mapping[str, tuple[str, str]], asked: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    from linxuan.language import speaking

    with speaking(asked["language"]):
        try:
            module, function = work[asked["work"]]
            run: Work = getattr(import_module(module), function)
            return {"result": run(asked["request"], tell)}
        except BaseException as fault:  # noqa: BLE001 - whatever it is, the parent has to hear of it
            from linxuan.screening.faults import told

            return {"fault": told(fault)}


class _Report:
    """Lines to the parent."""

    def __init__(self, pipe: int) -> None:
        self._file = os.fdopen(pipe, "wb")
        self._told = ("", 0.0)

    def send(self, message: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(message, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        self._file.flush()

    def progress(self, stage: str, done: float, made: Mapping[str, Any] | None = None) -> None:
        """Say how far a stage is, from 0 to 1; `made` is a part of the result, for work that makes one by one."""
        last, at = self._told
        now = time.monotonic()
        if made is not None or stage != last or now - at >= _BETWEEN_REPORTS:
            self._told = (stage, now)
            self.send({"progress": {"stage": stage, "done": done, "made": made}})


def _end_with_parent() -> None:
    """End this process when the parent's end of standard input closes, however the parent ends.

    On Linux the kernel sends the signal, so that no long call can put it off. PR_SET_PDEATHSIG would
    end the child with the thread that started it, and a web server's threads come and go.
    """
    if sys.platform == "linux":
        _kill_at_end_of_input()
    else:
        import threading

        threading.Thread(target=_exit_at_end_of_input, daemon=True).start()


def _kill_at_end_of_input() -> None:
    import fcntl
    import signal

    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([0], [], [], 0)[0]:
        os._exit(1)


def _exit_at_end_of_input() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
