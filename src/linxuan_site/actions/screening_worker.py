"""The process that works on screenings is started: apart from the web, so that no request waits for it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

COMMAND = "import sys; from linxuan_site.cli import main; sys.exit(main())"
# Started through a process that ends at once: nobody has to wait for the worker, and it outlives the request.
DETACH = """
import subprocess, sys
with open(sys.argv[1], "ab") as log:
    subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
"""
LOG = "worker.log"
_PATIENCE = 60


def start_worker(command: str = "work-screenings", folder: Path | None = None) -> None:
    """Start a process that works on what waits; one that finds nothing to do ends at once.

    Other work than on screenings has a command, and a folder for its log, of its own.
    """
    root = Path(folder or settings.SCREENING_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    worker = [sys.executable, "-c", COMMAND, command]
    subprocess.run(
        [sys.executable, "-I", "-S", "-c", DETACH, str(root / LOG), *worker],
        env=_environment(),
        cwd=root,
        check=True,
        timeout=_PATIENCE,
    )


def _environment() -> Mapping[str, str]:
    """That of the site: the same installation, and the same code."""
    code = str(settings.PACKAGE.parent)
    path = os.pathsep.join(filter(None, [code, os.environ.get("PYTHONPATH", "")]))
    return {
        **os.environ,
        "LINXUAN_VAR": str(settings.VAR),
        "PYTHONPATH": path,
        **settings.SCREENING_ENVIRONMENT,
    }
