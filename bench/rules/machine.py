"""What a result was made on and with: enough to judge it, nothing that tells whose machine it was."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "duckdb", "polars", "openfisca-core", "zen-engine", "common-expression-language", "json-logic-qubit", "numpy", "pyspark",
)  # fmt: skip


def made(packages: Sequence[str] = PACKAGES) -> Mapping[str, Any]:
    """Return the day, the versions of some packages, and how large and how busy the machine is."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "load": [round(each, 1) for each in os.getloadavg()],
        "versions": {name: found for name in packages if (found := _version(name))},
    }


def processor() -> str:
    """Return the model of the processor, where the system tells it."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
