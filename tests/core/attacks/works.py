"""Work for a child that behaves badly, in its way or in the way of a library."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection, Error

from linxuan.errors import BadInput, DefinitionError, InvalidProgramme
from linxuan.language import current_language
from linxuan.screening import child
from linxuan.screening.child import Tell
from linxuan.screening.locked import locked_connection

WORK = dict(child.WORK) | {
    name: (__name__, name)
    for name in (
        "answer",
        "allocate",
        "spin",
        "sleep",
        "crash",
        "abort",
        "surprise",
        "bad_input",
        "invalid_programme",
        "chatter",
        "flood",
        "surroundings",
        "query",
        "probe",
        "inspect_packages",
        "attempts",
        "with_grandchild",
        "out_of_disk",
    )
}


def answer(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    tell("读取", 0.5)
    return {"给": request, "language": current_language()}


def allocate(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """All at once: refused by the kernel. Bit by bit: seen by the parent, or refused as well."""
    if request["at_once"]:
        return {"size": len(bytearray(request["size"]))}
    kept = []
    for _ in range(request["size"] // 2**20):
        kept.append(os.urandom(2**20))
        time.sleep(0.001)
    return {"size": len(kept)}


def spin(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    while True:
        pass


def sleep(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    tell("睡", 0.0)
    Path(request["note"]).write_text(str(os.getpid()), "utf-8") if "note" in request else None
    time.sleep(600)
    return {}


def crash(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    os.kill(os.getpid(), signal.SIGSEGV)
    return {}


def abort(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    os.abort()


def surprise(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    raise ZeroDivisionError("something of ours")


def bad_input(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    raise BadInput("读不懂", field="name", allowed="文字")


def invalid_programme(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    raise InvalidProgramme([DefinitionError("call.toml", 3, "rule.a", "错", "改")])


def chatter(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Prints go nowhere, and progress without end stays little."""
    for number in range(100_000):
        tell("数", number / 100_000)
    sys.stdout.write("{not json")
    sys.stderr.write("noise\n")
    os.write(1, b"more noise\n")
    return {}


def flood(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    return {"much": "x" * request["size"]}


def surroundings(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    return {
        "environment": dict(os.environ),
        "open": sorted(each.name for each in Path("/proc/self/fd").iterdir()),
    }


def with_grandchild(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    subprocess.Popen(["/bin/sleep", "600"])
    subprocess.Popen(["/bin/sleep", "600"])
    tell("两个", 0.0)
    time.sleep(600)
    return {}


def out_of_disk(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    raise OSError(28, "No space left on device")


def query(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Run one statement on a locked connection."""
    inputs = [Path(each) for each in request["inputs"]]
    connection = locked_connection(inputs, Path(request["scratch"]), memory=request["memory"], threads=2)
    tell("连上", 0.0)
    return {"rows": repr(connection.execute(request["sql"]).fetchall())[:1000]}


def probe(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Run every statement on one locked connection: what each gave, or the name of what it raised."""
    inputs = [Path(each) for each in request["inputs"]]
    secret_frame = [("secret", 1)]
    connection = locked_connection(inputs, Path(request["scratch"]), memory=request["memory"], threads=2)
    found = {sql: _outcome(connection, sql) for sql in request["statements"]}
    return {"found": found, "of_ours": len(secret_frame)}


def _outcome(connection: DuckDBPyConnection, sql: str) -> str:
    try:
        return f"gave {connection.execute(sql).fetchall()!r}"[:200]
    except Error as fault:
        return type(fault).__name__


def attempts(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """What this process is let do: a word for each attempt."""
    return {
        "read": _tried(lambda: Path(request["secret"]).read_text("utf-8")),
        "list": _tried(lambda: list(Path(request["secret"]).parent.iterdir())),
        "read input": _tried(lambda: Path(request["input"]).read_text("utf-8")),
        "write input": _tried(lambda: Path(request["input"]).write_text("x", "utf-8")),
        "delete input": _tried(lambda: Path(request["input"]).unlink()),
        "write scratch": _tried(lambda: Path(request["scratch"], "a").write_text("x", "utf-8")),
        "write elsewhere": _tried(lambda: Path(request["secret"]).with_name("new").write_text("x", "utf-8")),
        "run": _tried(lambda: subprocess.run(["/bin/true"], check=True)),
        "connect": _tried(lambda: socket.create_connection(("127.0.0.1", request["port"]), 2)),
    }


def _tried(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as fault:
        return type(fault).__name__
    return "done"


def inspect_packages(request: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Inspect every attack: how many faults it has, the first of them, and the processor's seconds it took."""
    from linxuan.inspection import inspect
    from tests.core.attacks.packages import ATTACKS

    found = {}
    for name, made in ATTACKS.items():
        tell(name, 0.0)
        files = made()
        begun = time.process_time()
        errors = inspect(files, "attacked").errors
        first = [str(error)[:200] for error in errors[:5]]
        found[name] = {"faults": len(errors), "first": first, "seconds": time.process_time() - begun}
    return found
