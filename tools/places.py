"""Where things lie, and how programs are started there."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
REQUIREMENTS = ROOT / "requirements"
PYTHON = VENV / "bin" / "python"
LINXUAN = VENV / "bin" / "linxuan"

_NOT_FOR_CHILDREN = ("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "VIRTUAL_ENV", "CONDA_PREFIX")


def surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for a child: ours, without what would point it at another Python."""
    kept = {key: value for key, value in os.environ.items() if key not in _NOT_FOR_CHILDREN}
    return kept | dict(extra or {})


def var() -> Path:
    """Return the folder of what an installation keeps, as the settings of the site find it."""
    return Path(os.environ.get("LINXUAN_VAR") or ROOT / "var").resolve()


def succeeds(
    command: Iterable[str | Path], extra: Mapping[str, str] | None = None, *, cwd: Path = ROOT
) -> bool:
    """Run a command with its output shown, and tell whether it ended well."""
    try:
        return (
            subprocess.run(list(map(str, command)), env=surroundings(extra), cwd=cwd, check=False).returncode
            == 0
        )
    except OSError:
        # A program that is not there or not for this machine is one that does not end well.
        return False
