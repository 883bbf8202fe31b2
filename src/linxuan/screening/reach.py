"""What of the machine a child can reach, kept by the kernel where it can: Landlock of Linux.

The second line behind the language and behind a locked DuckDB. Where the kernel has no Landlock, or the
processor's system calls are numbered otherwise, the child runs with the other two.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_MACHINES = frozenset({"x86_64", "aarch64"})
_ASK_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_EXECUTE, _WRITE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_CHANGES = sum(1 << bit for bit in range(4, 13))
"""Remove and make files, folders, links, sockets, pipes, devices."""
_FIRST_VERSION = (1 << 13) - 1
_MOVE, _TRUNCATE = 1 << 13, 1 << 14
_TCP = 0b11
"""Bind to a port, connect to one."""
_OF_A_FILE = _EXECUTE | _WRITE | _READ_FILE | _TRUNCATE

SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/etc/ld.so.cache",
    "/proc/self",
    "/proc/meminfo",
    "/proc/cpuinfo",
    "/proc/sys/vm",
    "/sys/fs/cgroup",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/urandom",
)
"""What Python and its libraries read while they run, besides their own folders."""


class Reach(NamedTuple):
    """The files and folders that a child may read, and those that it may write to as well."""

    reads: "Sequence[Path]" = ()
    writes: "Sequence[Path]" = ()


def described(reach: Reach | None) -> dict[str, list[str]] | None:
    """Return a reach as what `close_off` takes, with links followed; None is no limit.

    The folders of this interpreter are in it, which is that of the child as well.
    """
    import sysconfig

    if reach is None:
        return None
    return {
        "python": list(sysconfig.get_paths().values()),
        "reads": [str(path.resolve()) for path in reach.reads],
        "writes": [str(path.resolve()) for path in reach.writes],
    }


def close_off(reach: Mapping[str, Sequence[str]] | None) -> bool:
    """Deny this process, for good, all files but these, every program and every TCP connection.

    Returns whether the kernel does it.
    """
    version = landlock_version()
    if reach is None or version < 1:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    files = _FIRST_VERSION | (_MOVE if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    rules = _made(libc, files, _TCP if version >= 4 else 0)
    for path in (*_of_python(), *reach["python"], *SYSTEM, *reach["reads"]):
        _allow(libc, rules, path, _READ_FILE | _READ_FOLDER)
    for path in reach["writes"]:
        _allow(libc, rules, path, files & ~_EXECUTE)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    closed = bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    os.close(rules)
    return closed


def landlock_version() -> int:
    """Return which version of Landlock the kernel has; 0 for none. From 4 on it closes the network too."""
    if sys.platform != "linux" or os.uname().machine not in _MACHINES:
        return 0
    return max(0, int(ctypes.CDLL(None).syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION)))


def _of_python() -> set[str]:
    """The folders of the interpreter, and of our own code."""
    return {*filter(None, sys.path), sys.base_prefix, sys.prefix}


def _made(libc: ctypes.CDLL, files: int, network: int) -> int:
    attributes = struct.pack("QQ", files, network) if network else struct.pack("Q", files)
    return int(libc.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0))


def _allow(libc: ctypes.CDLL, rules: int, path: str, access: int) -> None:
    """Allow what lies beneath a path; one that is not there needs no leave."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):  # noqa: PTH112 - before the limits take hold, by its descriptor's own name
        access &= _OF_A_FILE
    libc.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", access, place), 0)
    os.close(place)
