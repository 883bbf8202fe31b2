"""`linxuan screen`: a whole register held against the conditions of a call."""

import argparse
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from linxuan.answers import read_date
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.locate import find_call
from linxuan.screening.request import MEMORY, Request
from linxuan.screening.run import SECONDS, run_screening
from linxuan_site.cli import OK
from linxuan_site.cli.progress import ProgressLine
from linxuan_site.cli.table import table

UNREADABLE = ".unreadable.csv"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `screen`."""
    screen = commands.add_parser("screen", help=say("按申报条件筛查整份名录（Parquet、CSV、xlsx）"))
    add_shared(screen)
    screen.add_argument(
        "--out", metavar="FILE", type=Path, help=say("每行的结论和各条结果：.parquet、.csv、.xlsx")
    )
    screen.add_argument(
        "--reuse",
        metavar="FILE",
        type=Path,
        help=say("接着用以前 --out 写出的 .parquet，只重算参数变了的规则"),
    )
    screen.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help=say("spark 用于一台机器放不下的名录")
    )
    screen.set_defaults(handler=print_screening)


def add_shared(command: argparse.ArgumentParser) -> None:
    """Add what both ways of looking at a register take."""
    command.add_argument("call", metavar="CALL", help=say("程序包的文件夹，或 programmes/ 里的名字"))
    command.add_argument(
        "data", metavar="DATA", type=Path, help=say("名录：.parquet、.csv、.xlsx，或装 Parquet 的文件夹")
    )
    command.add_argument("--track", metavar="T", required=True, help=say("遴选类别的代号"))
    command.add_argument(
        "--map", metavar="columns.toml", type=Path, help=say("名录的列名和栏目的对应，见 docs/screening.md")
    )
    command.add_argument("--sheet", metavar="NAME", default="", help=say("xlsx 的工作表；不写则第一张"))
    command.add_argument("--on", metavar="DATE", help=say("核验日，即“至今”；不写则为申报日，再不然为截止日"))
    command.add_argument(
        "--set",
        metavar="parameter=value",
        action="append",
        default=[],
        dest="overrides",
        help=say("换一个参数值试算，可写多次"),
    )
    command.add_argument("--unreadable", metavar="FILE", type=Path, help=say("读不了的行写到哪里（CSV）"))
    command.add_argument(
        "--memory", metavar="MB", type=int, default=MEMORY // 2**20, help=say("最多用多少内存")
    )
    command.add_argument("--seconds", metavar="N", type=float, default=SECONDS, help=say("最多用多长时间"))
    command.add_argument(
        "--no-doubts",
        action="store_false",
        dest="doubts",
        help=say("不查找重复或有误的信用代码、超出范围的数，快一些"),
    )
    command.add_argument("--json", action="store_true", help=say("输出JSON"))


# ── screen ──


def print_screening(arguments: argparse.Namespace) -> int:
    """Screen a register and print the funnel."""
    request = replace(
        request_of(arguments), out=arguments.out, reuse=arguments.reuse, engine=arguments.engine
    )
    with ProgressLine(quiet=arguments.json) as progress:
        result = run_screening(
            request, aside=aside_of(arguments), seconds=arguments.seconds, progress=progress.show
        )
    print(as_json(result) if arguments.json else _funnel(result))
    return OK


def request_of(arguments: argparse.Namespace) -> Request:
    """Return what the arguments ask for. Raises BadInput."""
    if arguments.memory < 128:
        raise BadInput(say("--memory 至少 128"))
    return Request(
        call=find_call(arguments.call),
        track=arguments.track,
        data=arguments.data,
        map=arguments.map,
        sheet=arguments.sheet,
        on=read_date(arguments.on, named="--on") if arguments.on else None,
        overrides=tuple(arguments.overrides),
        memory=arguments.memory * 2**20,
        seed=secrets.randbelow(2**31),
        doubts=arguments.doubts,
    )


def aside_of(arguments: argparse.Namespace) -> Path:
    """Beside the result, or here: a register may lie where nothing can be written."""
    if arguments.unreadable:
        return Path(arguments.unreadable)
    beside: Path = arguments.out or Path(arguments.data.name)
    return beside.with_suffix(UNREADABLE)


def as_json(result: Mapping[str, Any]) -> str:
    """Return a result as it is printed for a program."""
    return json.dumps(result, ensure_ascii=False, indent=2)


def _funnel(result: Mapping[str, Any]) -> str:
    verdicts, readable = result["verdicts"], result["rows"] - result["unreadable"]
    names = {"eligible": say("符合"), "ineligible": say("不符合"), "undetermined": say("尚不能判断")}
    head = [
        say("申报条件"),
        say("依据"),
        say("要求"),
        say("满足"),
        say("未满足"),
        say("尚不清楚"),
        say("只因它不符合"),
    ]
    rows = [_rule_row(each, result) for each in result["rules"]]
    return "\n".join(
        (
            *said_first(result),
            say(
                "{rows}行，读不了的{unreadable}行",
                rows=f"{result['rows']:,}",
                unreadable=f"{result['unreadable']:,}",
            ),
            "",
            table(rows, head) if rows else say("没有机器能判断的条件"),
            "",
            table(
                [[names[key], f"{verdicts[key]:,}", _share(verdicts[key], readable)] for key in names],
                [say("结论"), say("行数"), say("占比")],
            ),
            *origin(result),
        )
    )


def _rule_row(counted: Mapping[str, Any], result: Mapping[str, Any]) -> list[str]:
    told = result["details"][counted["rule"]]
    return [
        told["name"],
        counted["clause"] or say("主管部门"),
        {"mandatory": say("须"), "in_principle": say("原则上"), "preference": say("优先")}[told["strength"]],
        *(f"{counted[key]:,}" for key in ("met", "not_met", "unknown")),
        f"{told['alone']:,}" if told["strength"] == "mandatory" else "",
    ]


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:.2f} %" if of else ""


def said_first(result: Mapping[str, Any]) -> Iterator[str]:
    """What whoever reads the numbers has to know before them."""
    if result["missing"]:
        yield say(
            "名录里没有这些栏目，全部算尚不清楚：{fields}",
            fields=say("、").join(each["name"] for each in result["missing"]),
        )
    yield from result["warnings"]
    if result["missing"] or result["warnings"]:
        yield ""


def origin(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a result was made from, and which files it left."""
    made, files = result["made_from"], result["files"]
    yield ""
    yield say(
        "程序包 {call} {programme} · 数据 {data} · 核验日 {as_of} · 抽 {sample} 行逐一复核，全部一致",
        call=made["call"],
        programme=made["programme"][:12],
        data=made["data"]["sha256"][:12],
        as_of=made["as_of"] or say("无"),
        sample=made["sample"]["rows"],
    )
    if made["set"]:
        values = (f"{id} = {made['parameters'].get(id)}" for id in made["set"])
        yield say("试算的参数：{values}", values=say("；").join(values))
    if "out" in files:
        yield say("每行的结论写在 {file}", file=files["out"])
    if "unreadable" in files:
        yield say("读不了的行和原因写在 {file}", file=files["unreadable"])
