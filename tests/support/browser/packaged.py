"""A Chromium from a package: npm's `@sparticuz/chromium`, fetched with the npm of a wheel, no node on the machine."""

import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

from tools import npm
from tools.npm import NotInstalled

__all__ = ["NotInstalled", "install"]

HERE = Path(__file__).resolve().parent
UNPACK = (
    "const {createReadStream: r, createWriteStream: w} = require('fs');"
    "require('stream').pipeline(r(process.argv[1]), require('zlib').createBrotliDecompress(), w(process.argv[2]),"
    "fault => { if (fault) throw fault })"
)

# Python before 3.11.4 knows no filters; what is unpacked here was proved by its hash.
_FILTER: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def install(folder: Path) -> tuple[Path, Path]:
    """Return the program and the folder of its libraries, fetching them if they are not there yet."""
    program, libraries, note = folder / "chromium", folder / "lib", folder / "installed"
    state = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in npm.LOCKED)).hexdigest()
    if not note.exists() or note.read_text("ascii") != state:
        print(
            "下载测试用的浏览器（约 70 MB）… / Fetching a browser for the tests (about 70 MB) …", flush=True
        )
        _unpack(npm.ci(HERE, folder), folder)
        note.write_text(state, "ascii")
    return program, libraries


def _unpack(modules: Path, folder: Path) -> None:
    packed = modules / "@sparticuz" / "chromium" / "bin"
    _unpacked(packed / "chromium.br", folder / "chromium")
    (folder / "chromium").chmod(0o755)
    for name in ("al2023.tar", "swiftshader.tar"):
        _unpacked(packed / f"{name}.br", folder / name)
        with tarfile.open(folder / name) as archive:
            archive.extractall(folder, **_FILTER)
        (folder / name).unlink()
    shutil.rmtree(modules)


def _unpacked(source: Path, target: Path) -> None:
    ran = subprocess.run(
        [str(npm.node()), "-e", UNPACK, str(source), str(target)], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise NotInstalled(f"{source.name}: {ran.stderr.strip()}")
