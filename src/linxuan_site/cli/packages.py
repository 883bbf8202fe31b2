"""The call that a command is about: a folder, or the name of one in `programmes/`."""

from pathlib import Path

from linxuan.errors import BadInput, InvalidProgramme
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.locate import find_call
from linxuan.programme.reading import read_programme

_OURS = Path(__file__).resolve().parents[3] / "programmes"
"""The packages of the checkout, so that a name works from any folder."""


def folder_named(name: str) -> Path:
    """Return the folder of a package. Raises BadInput if there is none."""
    here = Path.cwd() / "programmes"
    return find_call(name, here if (here / name).is_dir() else _OURS)


def call_named(name: str) -> Call:
    """Return the call for a command that needs a package without faults. Raises BadInput in one line."""
    try:
        return read_programme(folder_named(name))
    except InvalidProgramme as fault:
        told = say(
            "{call}：这个项目包有{count}处错误，请先运行 linxuan call check {call}；第一处：{first}",
            call=name,
            count=len(fault.errors),
            first=" ".join(str(fault.errors[0]).split()),
        )
        raise BadInput(told) from None
