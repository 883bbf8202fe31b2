"""A drill: an archive is restored into a database and a folder of its own, proved, and all of it thrown away."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from urllib.parse import quote

from django.db import DatabaseError, connection

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.last_runs import DRILL, note_run

PROVE = "from linxuan_site.backup.proving import main; main()"


@dataclass(frozen=True)
class Drill:
    """What a drill came to: how much was brought back, in how many seconds, and what differs from the archive."""

    rows: int
    files: int
    differing: list[str]
    triggers_lacking: list[str]
    restoring_seconds: float
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether everything came back as it was, with what the record relies on."""
        return not self.differing and not self.triggers_lacking


def drill(archive: Path) -> Drill:
    """Restore an archive beside the installation and prove it; raises `BadInput` where it cannot be restored.

    On PostgreSQL the database of the drill is made on the same server, which its user must be allowed to.
    """
    with (
        tempfile.TemporaryDirectory(prefix="linxuan-drill-") as folder,
        _scratch_database(Path(folder)) as address,
    ):
        done = subprocess.run(
            [sys.executable, "-c", PROVE, str(archive.resolve())],
            env=_surroundings(Path(folder), address),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        why = done.stderr.strip().splitlines()
        raise BadInput(say("演练没有成功，这个备份恢复不了：{why}", why=why[-1] if why else done.returncode))
    made = Drill(**json.loads(done.stdout))
    note_run(DRILL, file=str(archive), passed=made.passed, seconds=made.seconds)
    return made


def _surroundings(folder: Path, address: str) -> dict[str, str]:
    """Those of the installation, but for what would lead back to it."""
    own = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("LINXUAN_") and key != "DATABASE_URL"
    }
    code = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, [code, os.environ.get("PYTHONPATH", "")]))
    language = {"LINXUAN_LANG": os.environ.get("LINXUAN_LANG", "")}
    return {**own, **language, "PYTHONPATH": path, "LINXUAN_VAR": str(folder), "DATABASE_URL": address}


@contextmanager
def _scratch_database(folder: Path) -> Iterator[str]:
    """Yield the address of an empty database, which is gone after the block."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{folder}/drill.sqlite3"
        return
    name = f"linxuan_drill_{token_hex(4)}"
    try:
        _outside_a_transaction(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    except DatabaseError as fault:
        told = say(
            "建不了演练用的库：{why}；请给数据库用户 CREATEDB 的权限", why=" ".join(str(fault).split())
        )
        raise BadInput(told) from fault
    try:
        yield _address(name)
    finally:
        _outside_a_transaction(f'DROP DATABASE "{name}" WITH (FORCE)')


def _outside_a_transaction(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _address(name: str) -> str:
    database = connection.settings_dict
    person = ":".join(quote(database[key], safe="") for key in ("USER", "PASSWORD") if database[key])
    host = str(database["HOST"])
    if host.startswith("/"):
        return f"postgresql://{person}@/{name}?host={quote(host)}"
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgresql://{person}@{host}{port}/{name}"
