"""`linxuan call`: whether a programme package is sound, and what carries each demand of its notice."""

import argparse

from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.locate import find_call
from linxuan.programme.reading import read_programme


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `linxuan call check` and `linxuan call coverage`."""
    command = commands.add_parser("call", help=say("核对程序包"))
    actions = command.add_subparsers(required=True, metavar="check|coverage")
    check = actions.add_parser("check", help=say("核对程序包：写法、出处、条款是否都落实、案例"))
    check.add_argument("call", metavar="CALL", help=say("程序包的文件夹，或 programmes/ 里的名字"))
    check.set_defaults(handler=run_check)


def call_named(name_or_folder: str) -> Call:
    """Return the call of a package, named or by its folder. Raises BadInput and InvalidProgramme."""
    return read_programme(find_call(name_or_folder))


def run_check(arguments: argparse.Namespace) -> int:
    """Check one package."""
    call_named(arguments.call)
    return 0
