"""What the kernel holds the screening process to: memory, time, file size, open files."""

import os
import resource
import sys
from collections.abc import Mapping

RESERVED = 256 * 2**20
"""Address space in bytes that an idle child reserves beyond what it keeps in memory.

Measured with DuckDB and two threads: 247 MB reserved, 59 MB kept, with two arenas of malloc; with as
many arenas as malloc likes it reserves 825 MB.
"""
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
"""One thread for numpy: its matrices are small, and threads that wait for each other cost more than they bring."""
OPEN_FILES = 256
LARGEST_FILE = 16 * 2**30
_GRACE = 2
"""Seconds between the signal that ends a process over its CPU time and the one that it cannot catch."""


def wanted(memory: int, seconds: float) -> dict[str, int]:
    """Return the limits of a child that may keep `memory` bytes and run for `seconds`, by their names."""
    processors = os.cpu_count() or 1
    return {
        "RLIMIT_AS": memory + RESERVED,
        "RLIMIT_CPU": int(seconds * processors) + 1,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_FSIZE": LARGEST_FILE,
    }


def impose(limits: Mapping[str, int]) -> None:
    """Set the limits of this process, for good. One that this system does not know is left out."""
    for name, most in limits.items():
        # macOS has RLIMIT_AS and refuses to set it.
        if hasattr(resource, name) and not (name == "RLIMIT_AS" and sys.platform == "darwin"):
            _lower(getattr(resource, name), most, most + (_GRACE if name == "RLIMIT_CPU" else 0))


def _lower(limit: int, soft: int, hard: int) -> None:
    """Never above what this process is held to already."""
    highest = resource.getrlimit(limit)[1]
    if highest != resource.RLIM_INFINITY:
        soft, hard = min(soft, highest), min(hard, highest)
    resource.setrlimit(limit, (soft, hard))


def resident(pid: int) -> int:
    """Return how many bytes a process keeps in memory; 0 where that cannot be told."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123 - read many times a second
            return int(file.read().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0
