"""`linxuan check`: one application against the conditions of a call."""

import argparse
import json
import sys
from pathlib import Path

from linxuan import checking, derive
from linxuan.answers import read_answers, read_json_object
from linxuan.answers.reading import read_day
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Strength
from linxuan_site.cli import INELIGIBLE, OK, UNDETERMINED
from linxuan_site.cli.call import call_named
from linxuan_site.cli.table import table

EXIT_CODES: dict[checking.Verdict, int] = {
    "eligible": OK,
    "ineligible": INELIGIBLE,
    "undetermined": UNDETERMINED,
}


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `linxuan check`."""
    command = commands.add_parser("check", help=say("按申报条件核验一份申报"))
    command.add_argument("call", metavar="CALL", help=say("程序包的文件夹，或 programmes/ 里的名字"))
    command.add_argument("answers", metavar="ANSWERS.json", type=Path, help=say("按栏目代号填写的答案"))
    command.add_argument("--track", metavar="T", required=True, help=say("遴选类别的代号"))
    command.add_argument("--on", metavar="DATE", help=say("核验日（“至今”的今）；默认为申报日，再默认为截止日"))
    command.add_argument("--set", metavar="parameter=value", action="append", default=[], dest="overrides",
                         help=say("假设参数为另一个值，可重复"))
    command.add_argument("--json", action="store_true", help=say("输出JSON"))
    command.set_defaults(handler=run)
