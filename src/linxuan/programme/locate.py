"""Where programme packages lie: a folder that is named, or one in `programmes/`."""

import os
from pathlib import Path

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.faults import suggestion

VARIABLE = "LINXUAN_PROGRAMMES"
"""The environment variable that names another folder of packages."""


def find_call(name_or_folder: str, programmes: Path | None = None) -> Path:
    """Return the folder of a package: a folder itself, or the name of one in a folder of packages.

    Looked through in order: `programmes`, what the environment names, `programmes/` here, and that of
    the checkout which runs. Raises BadInput that names the packages there are.
    """
    folder = Path(name_or_folder)
    if _is_package(folder):
        return folder
    shelves = _shelves(programmes)
    if folder.name == name_or_folder:
        for shelf in shelves:
            if _is_package(shelf / name_or_folder):
                return shelf / name_or_folder
    raise BadInput(_not_found(name_or_folder, folder, shelves))


def _is_package(folder: Path) -> bool:
    try:
        return (folder / "call.toml").is_file()
    except (OSError, ValueError):
        # A name that no file can have: too long, or with a zero byte in it.
        return False


def _shelves(programmes: Path | None) -> list[Path]:
    named = os.environ.get(VARIABLE)
    checkout = Path(__file__).resolve().parents[3]
    wanted = [programmes, Path(named) if named else None, Path("programmes"), checkout / "programmes"]
    return [shelf for shelf in wanted if shelf is not None and shelf.is_dir()]


def _not_found(written: str, folder: Path, shelves: list[Path]) -> str:
    known = sorted({path.parent.name for shelf in shelves for path in shelf.glob("*/call.toml")})
    if "/" in written and folder.is_dir():
        return say("{folder} 不是程序包：里面没有 call.toml", folder=written)
    return " ".join(filter(None, [say("没有程序包“{name}”。", name=written), suggestion(written, known)]))
