"""Installing: Python packages into `.venv`, the project itself, its catalogues and static files.

What was done is noted in `.venv/linxuan.json`, so that a second start has nothing to do.
"""

import hashlib
import json
import os
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tools import bytecode, charts, indexes, npm
from tools.places import PYTHON, REQUIREMENTS, ROOT, TOOLS, VENV, succeeds, var
from tools.words import Failure, say, tell, warn

NOTE = VENV / "linxuan.json"
UV = TOOLS / "bin" / "uv"
SITE = ROOT / "src" / "linxuan_site"
BASE, POSTGRES, TEST = "base", "postgres", "test"
NPM = "npm"
SPARK, BENCH, FUZZ, SM2, S3 = "spark", "bench", "fuzz", "sm2", "s3"


def install(groups: Iterable[str] = (BASE,), *, insist: bool = False) -> None:
    """Bring `.venv` to what the requirements say; does nothing where nothing changed.

    What could be left out and could not be had is tried again where somebody insists.
    """
    wanted = [
        *groups,
        *([POSTGRES] if _stores_in_postgres() else []),
        *([S3] if _keeps_files_in_a_bucket() else []),
    ]
    note = _note()
    if not _usable(note):
        _make_environment()
        note = {"place": str(ROOT)}
    for group in dict.fromkeys(wanted):
        _once(note, group, _digest([REQUIREMENTS / f"{group}.txt"]), partial(_packages, group))
    _once(note, "project", _digest([ROOT / "pyproject.toml"]), _project)
    _once(note, "bytecode", bytecode.state(str(note.get(BASE))), _bytecode)
    _charts(note, insist=insist)
    _catalogues()
    if not (var() / "static" / "staticfiles.json").exists():
        note.pop("static", None)
    _once(note, "static", _static_state(note), _static_files)


def _stores_in_postgres() -> bool:
    kept = str(_site().get("database_url", ""))
    return (os.environ.get("DATABASE_URL") or kept).startswith("postgres")


def _keeps_files_in_a_bucket() -> bool:
    return bool(os.environ.get("LINXUAN_FILES_BUCKET") or _site().get("files", {}).get("bucket"))


def _site() -> dict[str, Any]:
    """The settings of this installation."""
    file = var() / "site.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def _once(note: dict[str, Any], key: str, state: str, work: Callable[[], None]) -> None:
    if note.get(key) == state:
        return
    work()
    note[key] = state
    _keep(note)


def _keep(note: dict[str, Any]) -> None:
    NOTE.write_text(json.dumps(note, ensure_ascii=False, indent=1), "utf-8")


def _note() -> dict[str, Any]:
    try:
        read = json.loads(NOTE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _usable(note: dict[str, Any]) -> bool:
    """An environment knows its own folder: one that was moved, or whose Python went away, is made anew."""
    return note.get("place") == str(ROOT) and PYTHON.exists()


def _digest(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


# ---------------------------------------------------------------------------------------- packages


def _make_environment() -> None:
    if VENV.is_symlink():
        # Making it anew would take the environment from under the checkout that it belongs to.
        raise Failure(
            say(
                f"{VENV} 是指向别处的链接，那里属于另一份检出；请先删掉这个链接",
                f"{VENV} is a link to the environment of another checkout; remove the link first",
            )
        )
    tell("准备 Python 环境 .venv …", "Making the Python environment .venv …")
    if _uv("venv", "--quiet", "--clear", "--no-project", "--python", sys.executable, VENV):
        return
    _make_environment_by_hand()


def _make_environment_by_hand() -> None:
    """Make what CPython takes for an environment; neither `venv` nor `ensurepip` is on every machine."""
    shutil.rmtree(VENV, ignore_errors=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    real = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    (VENV / "lib" / version / "site-packages").mkdir(parents=True)
    PYTHON.parent.mkdir()
    PYTHON.symlink_to(real)
    (PYTHON.parent / "python3").symlink_to("python")
    (VENV / "pyvenv.cfg").write_text(f"home = {real.parent}\ninclude-system-site-packages = false\n", "utf-8")


def _packages(group: str) -> None:
    tell(f"安装 requirements/{group}.txt …", f"Installing requirements/{group}.txt …")
    _put("--require-hashes", "-r", REQUIREMENTS / f"{group}.txt")


def _project() -> None:
    tell("安装 linxuan 本身 …", "Installing linxuan itself …")
    _put("--no-deps", "--no-build-isolation", "-e", ROOT)


def _bytecode() -> None:
    """A process that may write nothing, as that of a screening, would compile every module at each start."""
    succeeds([PYTHON, "-m", "tools.bytecode"])


def _put(*arguments: str | Path) -> None:
    if _uv("pip", "install", "--python", PYTHON, *arguments):
        return
    warn("uv 没有装成，改用 pip（会慢一些）…", "uv did not manage; pip does it, more slowly …")
    if not succeeds(
        [sys.executable, "-m", "pip", "--python", PYTHON, "install", *arguments], indexes.FOR_PIP
    ):
        raise Failure(
            say(
                "安装没有成功，原因见上面几行。请检查网络和 pip 的索引设置（python3 -m pip config list）后再运行，"
                "已装好的部分不会重来。",
                "Installing did not succeed; the lines above say why. Check the network and the indexes that pip is "
                "set up with (python3 -m pip config list) and run this again: what is installed stays.",
            )
        )


def _uv(*arguments: str | Path) -> bool:
    return _uv_is_there() and succeeds([UV, *arguments], indexes.for_uv())


def _uv_is_there() -> bool:
    file = REQUIREMENTS / "bootstrap.txt"
    note, state = TOOLS / "uv.sha256", _digest([file])
    if note.exists() and note.read_text("ascii") == state:
        return UV.exists()
    tell("下载安装工具 uv（约 20 MB）…", "Fetching the installer uv (about 20 MB) …")
    shutil.rmtree(TOOLS / "uv", ignore_errors=True)
    shutil.rmtree(TOOLS / "bin", ignore_errors=True)
    fetch: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--target",
        TOOLS,
        "--upgrade",
        "--require-hashes",
        "-r",
        file,
    ]
    TOOLS.mkdir(exist_ok=True)
    if not succeeds(fetch, indexes.FOR_PIP):
        warn("这里得不到 uv。", "uv cannot be had here.")
    note.write_text(state, "ascii")
    return UV.exists()


# -------------------------------------------------------------------- charts, catalogues and static


def _charts(note: dict[str, Any], *, insist: bool) -> None:
    state = _digest([charts.LOCKED / name for name in npm.LOCKED])
    lacking = f"could not be had: {state}"
    if note.get("charts") == state and charts.PLACE.exists():
        return
    if note.get("charts") == lacking and not insist:
        return
    if not npm.is_there():
        _once(note, NPM, _digest([REQUIREMENTS / f"{NPM}.txt"]), partial(_packages, NPM))
    note["charts"] = state if charts.fetch() else lacking
    _keep(note)


def _catalogues() -> None:
    stale = [file for file in sorted((ROOT / "src").rglob("*.po")) if _is_stale(file)]
    if not stale:
        return
    tell("编译译文 …", "Compiling the translations …")
    if not succeeds([PYTHON, "-m", "tools.catalogues", *map(str, stale)]):
        raise Failure(say("译文编译不成，原因见上。", "The translations cannot be compiled; see above."))


def _is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _static_state(note: dict[str, Any]) -> str:
    places = (SITE / "portal" / "static", charts.PLACE)
    files = sorted(file for place in places for file in place.rglob("*") if file.is_file())
    parts = [str(note.get(BASE)), str(var()), *map(str, files)]
    return hashlib.sha256("\0".join(parts).encode() + _digest(files).encode()).hexdigest()


def _static_files() -> None:
    tell("收集样式、脚本和字体 …", "Collecting styles, scripts and fonts …")
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "django",
        "collectstatic",
        "--noinput",
        "--clear",
        "--verbosity",
        "0",
    ]
    if not succeeds(command, {"DJANGO_SETTINGS_MODULE": "linxuan_site.settings"}):
        raise Failure(
            say("样式和脚本没有收集成，原因见上。", "Styles and scripts could not be collected; see above.")
        )
