"""What an installation of its own reads as a setting."""

import os
import subprocess
import sys
from pathlib import Path


def setting(name: str, var: Path, **environment: str) -> str:
    """Return a setting as Python writes it, or what stopped the settings from being read."""
    code = f"from linxuan_site import settings; print(repr(settings.{name}))"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LINXUAN_")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "LINXUAN_VAR": str(var), "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip()
