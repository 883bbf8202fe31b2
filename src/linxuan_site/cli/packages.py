"""The call that a command is about: a folder, or the name of one in `programmes/`."""

from linxuan.errors import BadInput, InvalidProgramme
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.locate import find_call
from linxuan.programme.reading import read_programme


def call_named(name: str) -> Call:
    """Return the call for a command that needs a package without faults. Raises BadInput in one line."""
    try:
        return read_programme(find_call(name))
    except InvalidProgramme as fault:
        told = say(
            "{call}：这个程序包有{count}处错误，请先运行 linxuan call check {call}；第一处：{first}",
            call=name,
            count=len(fault.errors),
            first=" ".join(str(fault.errors[0]).split()),
        )
        raise BadInput(told) from None
