"""`linxuan what-if`: another value of a parameter, or another call, over a whole register."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.locate import find_call
from linxuan.screening.request import WhatIf
from linxuan.screening.run import run_what_if
from linxuan_site.cli import OK
from linxuan_site.cli.progress import ProgressLine
from linxuan_site.cli.screening import add_shared, as_json, aside_of, origin, request_of, said_first
from linxuan_site.cli.table import table
from linxuan_site.documents.curve import KEYS, curve_page, headings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `what-if`."""
    what_if = commands.add_parser("what-if", help=say("换参数或换一个程序包，看符合的有多少"))
    add_shared(what_if)
    way = what_if.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--vary",
        metavar="p=FROM..TO:STEP",
        help=say("一个参数逐值试算，如 service_share_min=0.10..0.50:0.01"),
    )
    way.add_argument(
        "--against", metavar="OTHER_CALL", help=say("与另一个程序包对照：谁新符合，谁不再符合，因为哪条规则")
    )
    what_if.add_argument(
        "--against-track", metavar="T", default="", help=say("另一个程序包里的类别；不写则同名")
    )
    what_if.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help=say("--vary：曲线和表，.html；--against：结论变了的行，.parquet、.csv、.xlsx"),
    )
    what_if.set_defaults(handler=print_what_if)


def print_what_if(arguments: argparse.Namespace) -> int:
    """Vary a parameter or compare two calls, and print the table."""
    asked = WhatIf(
        screening=request_of(arguments),
        vary=arguments.vary or "",
        against=find_call(arguments.against) if arguments.against else None,
        against_track=arguments.against_track,
        changed=arguments.out if arguments.against else None,
    )
    if arguments.vary and arguments.out and arguments.out.suffix.lower() != ".html":
        raise BadInput(say("{file}：曲线写成 .html", file=arguments.out.name))
    if arguments.out and not arguments.out.resolve().parent.is_dir():
        raise BadInput(say("没有文件夹 {folder}", folder=arguments.out.parent))
    with ProgressLine(quiet=arguments.json) as progress:
        result = run_what_if(
            asked, aside=aside_of(arguments), seconds=arguments.seconds, progress=progress.show
        )
    if arguments.vary and arguments.out:
        result["files"]["out"] = str(_draw(result, arguments.out))
    told = _curve_table if arguments.vary else _comparison
    print(as_json(result) if arguments.json else told(result))
    return OK


def _draw(result: Mapping[str, Any], path: Path) -> Path:
    path.write_text(curve_page(result), "utf-8")
    return path


def _curve_table(result: Mapping[str, Any]) -> str:
    head = [result["parameter"], *headings().values()]
    rows = [[str(each["value"]), *(f"{each[key]:,}" for key in KEYS)] for each in result["values"]]
    return "\n".join(
        (
            *said_first(result),
            table(rows, head),
            "",
            say("“符合且达到”还满足用到这个参数的规则，包括原则上的。"),
            *origin(result),
        )
    )


def _comparison(result: Mapping[str, Any]) -> str:
    first, other = result["first"]["made_from"]["call"], result["other"]["made_from"]["call"]
    head = say(
        "{first} 与 {other} 对照，{rows}行：新符合{gains}，不再符合{loses}",
        first=first,
        other=other,
        rows=f"{result['rows']:,}",
        gains=f"{result['gains']:,}",
        loses=f"{result['loses']:,}",
    )
    gained = say("新符合的，原先因为（{call}）", call=first)
    lost = say("不再符合的，现在因为（{call}）", call=other)
    parts = [
        _by_rule(gained, result["gains_by"], result["first"]),
        _by_rule(lost, result["loses_by"], result["other"]),
    ]
    return "\n".join((*said_first(result["first"]), head, *filter(None, parts)))


def _by_rule(head: str, rows: Sequence[Mapping[str, Any]], side: Mapping[str, Any]) -> str:
    if not rows:
        return ""
    cells = [
        [side["details"][each["rule"]]["name"], f"{each['rows']:,}", f"{each['alone']:,}"] for each in rows
    ]
    return "\n" + table(cells, [head, say("行数"), say("只因它")])
