"""How a fault of the child crosses to its parent, and the words for a child that did not end well."""

import signal
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from linxuan.errors import BadInput, DefinitionError, InvalidProgramme
from linxuan.language import say

Limit = Literal["memory", "seconds", "disk", "crash", "stopped"]
_LONGEST_DETAIL = 4_000


class Stopped(BadInput):
    """A child that was ended before it was done: `limit` says by what.

    `detail` is for a log and may be empty; it is never shown to a reader.
    """

    def __init__(self, limit: Limit, *, memory: int, seconds: float, detail: str = "") -> None:
        self.limit = limit
        self.detail = detail
        super().__init__(_words(limit, memory, seconds))


def told(fault: BaseException) -> dict[str, Any]:
    """Return a fault as what the child reports."""
    match fault:
        case BadInput():
            words = {"problem": fault.problem, "field": fault.field, "allowed": fault.allowed}
            return {"kind": "bad_input", **words}
        case InvalidProgramme():
            return {"kind": "invalid_programme", "errors": [asdict(error) for error in fault.errors]}
    return {"kind": _kind(fault), "detail": _detail(fault)}


def raised(fault: Mapping[str, Any], *, memory: int, seconds: float) -> Exception:
    """Return the exception that a reported fault is for the parent."""
    match fault["kind"]:
        case "bad_input":
            return BadInput(fault["problem"], field=fault["field"], allowed=fault["allowed"])
        case "invalid_programme":
            return InvalidProgramme(DefinitionError(**error) for error in fault["errors"])
    return Stopped(fault["kind"], memory=memory, seconds=seconds, detail=fault["detail"])


def ended_by(code: int) -> Limit:
    """Return what ended a child that reported nothing, from its exit code.

    C++ aborts where it gets no memory, and SIGKILL that is not ours comes from a machine that has none.
    """
    found: dict[int, Limit] = {
        -signal.SIGXCPU: "seconds",
        -signal.SIGABRT: "memory",
        -signal.SIGKILL: "memory",
        -signal.SIGXFSZ: "disk",
    }
    return found.get(code, "crash")


def _kind(fault: BaseException) -> Limit:
    if isinstance(fault, MemoryError):
        return "memory"
    if isinstance(fault, OSError):
        return "disk"
    return _kind_of_database(type(fault).__name__, str(fault))


def _kind_of_database(name: str, text: str) -> Limit:
    """DuckDB tells by the class of its error, and of a full disk by the words only."""
    if "max_temp_directory_size" in text or "No space left" in text or "File too large" in text:
        return "disk"
    return "memory" if name == "OutOfMemoryException" or "bad_alloc" in text else "crash"


def _detail(fault: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(fault))[-_LONGEST_DETAIL:]


def _words(limit: Limit, memory: int, seconds: float) -> str:
    match limit:
        case "memory":
            most = memory // 2**20
            return say("所需内存超过限制（{most} MB），已停下；请把数据分成几份，或放宽限制", most=most)
        case "seconds":
            return say("用时超过限制（{most}秒），已停下；请把数据分成几份，或放宽限制", most=f"{seconds:g}")
        case "disk":
            return say("读写文件没有成功，已停下；请看磁盘是否已满、文件是否还在，再运行一次")
        case "stopped":
            return say("已按要求停下，没有结果")
    return say("运行中途意外结束，没有结果；请再运行一次，还是这样就请系统管理员看记录")
