"""The command `linxuan`: a door to the core and to the site.

Each module of `COMMANDS` adds its own subcommands. Core commands never import Django, so that
`linxuan check` answers at once; what needs the site is imported inside the handler.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from linxuan.errors import BadInput, InvalidProgramme, Refused
from linxuan.language import say, speaking

COMMANDS = (
    "notice",
    "call",
    "checking",
    "explaining",
    "screening",
    "what_if",
    "life",
    "evaluating",
    "acts",
    "tokens",
    "register",
    "statuses",
    "administration",
    "papers",
    "worker",
    "ticking",
    "outbox",
    "cleaning",
    "doctor",
    "rotating",
    "site",
)

ALONE = {
    "check": "checking",
    "explain": "explaining",
    "screen": "screening",
    "what-if": "what_if",
    "evaluate": "evaluating",
    "papers": "papers",
    "work-screenings": "worker",
    "work-exports": "worker",
    "work-scans": "worker",
    "tick": "ticking",
}
"""Commands that have a module to themselves: nothing else is imported for them."""

OK = 0
INELIGIBLE = 1
WRONG_CALL = 2
UNDETERMINED = 3
STOPPED = 130
"""As a shell tells of a command that was stopped by Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a fault is one clear line on standard error."""
    with speaking(_language()):
        try:
            return _run(arguments)
        except (BadInput, InvalidProgramme, Refused) as fault:
            print(fault, file=sys.stderr)
            return WRONG_CALL
        except BrokenPipeError:
            # The reader (head, less) has gone; what is left unsaid is not wanted.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        except OSError as fault:
            told = say(
                "读写没有成功：{file}（{why}）", file=fault.filename or "", why=fault.strerror or fault
            )
            print(told, file=sys.stderr)
            return WRONG_CALL
        except KeyboardInterrupt:
            return STOPPED


def _run(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    chosen = _parser(given).parse_args(given)
    code: int = chosen.handler(chosen)
    return code


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """All commands, or the one that is asked for where its module is known: the others take their time."""
    modules = [ALONE[arguments[0]]] if arguments and arguments[0] in ALONE else COMMANDS
    parser = _Parser(prog="linxuan", description=say("遴选：从通知到名单，再到逐年评估评价"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in modules:
        import_module(f"{__name__}.{module}").add_commands(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_CALL, f"{self.prog}: {message}\n")


def _language() -> str:
    keys = ("LINXUAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[key] for key in keys if os.environ.get(key)), "")
