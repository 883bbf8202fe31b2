"""`linxuan status import`: operating statuses of the designated by a file of a register."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.sheet import rows_of
from linxuan_site.cli.table import table
from linxuan_site.startup import ready

if TYPE_CHECKING:
    from linxuan.statuses import StatusMatch
    from linxuan_site.queries.statuses import StatusPreview

MOST_SHOWN = 500


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `status import`."""
    status = commands.add_parser("status", help=say("示范主体的经营状态"))
    acts = status.add_subparsers(required=True, metavar="ACT")
    importing = acts.add_parser("import", help=say("从登记机关的名单（CSV 或 xlsx）登记经营状态"))
    importing.add_argument("call", metavar="CALL")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true", help=say("只看会怎样，不登记"))
    importing.add_argument("--source", default="", metavar="SOURCE", help=say("这份文件从哪里来"))
    importing.add_argument(
        "--decide", type=Path, metavar="FILE", help=say("存疑的逐行决定：CSV，两列 line,decision")
    )
    importing.set_defaults(handler=import_file)


def import_file(arguments: argparse.Namespace) -> int:
    """Say what a file would record; record it where nothing is left to decide, else return 1."""
    content = _bytes(arguments.file)
    decisions = _decisions(arguments.decide) if arguments.decide else {}
    ready()
    from linxuan_site.actions.statuses import import_statuses, look_at_statuses

    name = arguments.file.name
    preview = look_at_statuses(arguments.call, name, content, account=None)
    _show(preview)
    if preview.faults:
        return 1
    if [one for one in preview.of("doubtful") if not decisions.get(one.row.line)]:
        print(say("存疑的行请逐行决定，写成两列 line,decision 的 CSV，用 --decide 交来；没有登记"))
        return 1
    if arguments.dry_run:
        print(say("只是预览，没有登记"))
        return 0
    done = import_statuses(
        arguments.call, name, content, source=arguments.source, decisions=decisions, account=None
    )
    told = say(
        "已登记 {recorded} 条经营状态，要由人判断的 {unjudged} 条，规则提出取消 {proposed} 件",
        recorded=done.recorded,
        unjudged=done.unjudged,
        proposed=done.proposed,
    )
    print(told)
    return 0


def _show(preview: "StatusPreview") -> None:
    for fault in preview.faults:
        print(fault)
    columns = [say("行"), say("名称"), say("原词"), say("会怎样"), say("说明")]
    shown = [one for one in preview.matches if one.outcome not in ("same", "strange")]
    if shown:
        print(table([_row(one) for one in shown[:MOST_SHOWN]], columns))
    told = say(
        "相同 {same} 行，不在名录里 {strange} 行",
        same=len(preview.of("same")),
        strange=len(preview.of("strange")),
    )
    print(told)


def _row(match: "StatusMatch") -> list[str]:
    words = {"recorded": say("登记"), "asked": say("登记，由人判断"), "doubtful": say("存疑")}
    name = match.entity.names[0] if match.entity else match.row.name
    why = match.why + say("：") + say("、").join(f"{one.key} {one.names[0]}" for one in match.candidates)
    return [str(match.row.line), name, match.row.word, words[match.outcome], why if match.candidates else ""]


def _decisions(path: Path) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for line, row in rows_of(_bytes(path), ("line", "decision")):
        if not (row["line"].isascii() and row["line"].isdecimal()):
            told = say("{file} 第 {line} 行：“{given}”不是行号", file=path.name, line=line, given=row["line"])
            raise BadInput(told, field="decide")
        found[int(row["line"])] = row["decision"]
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BadInput(say("读不到文件 {file}：{fault}", file=path, fault=fault.strerror)) from fault
