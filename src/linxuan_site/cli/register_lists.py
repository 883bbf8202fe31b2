"""Lists of earlier cohorts into the register by command, and the register out as a list."""

import argparse
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from linxuan.answers.dates import read_date
from linxuan.designations.deciding import entries_of
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.sheet import rows_of
from linxuan_site.cli.table import table
from linxuan_site.startup import ready

if TYPE_CHECKING:
    from linxuan_site.queries.list_imports import ListPreview

GIVEN = ("cohort", "track", "document", "designated_on")
MOST_SHOWN = 500


def add_commands(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import` and `export` to `register`."""
    importing = acts.add_parser("import", help=say("把以前批次的名单（CSV 或 xlsx）登记进名录"))
    importing.add_argument("call", metavar="CALL")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true", help=say("只看会怎样，不登记"))
    importing.add_argument(
        "--decide", type=Path, metavar="FILE", help=say("逐行的决定：CSV，两列 line,decision")
    )
    importing.add_argument("--since", metavar="DAY", default="", help=say("更名、迁移从哪一天起；不写是今天"))
    for name in GIVEN:
        words = say("表里没有这一列时，为整张表写明")
        importing.add_argument(f"--{name.replace('_', '-')}", default="", metavar=name.upper(), help=words)
    importing.set_defaults(handler=import_list)
    exporting = acts.add_parser("export", help=say("把名录写成能再导入的名单"))
    exporting.add_argument("call", metavar="CALL")
    exporting.add_argument("file", type=Path, metavar="FILE.xlsx|.csv")
    exporting.add_argument("--as-of", metavar="DAY", default="", help=say("哪一天的名录；不写是今天"))
    exporting.set_defaults(handler=export_list)


def import_list(arguments: argparse.Namespace) -> int:
    """Say what a list would do to the register; enter it where nothing is left to decide, else return 1."""
    content = _bytes(arguments.file)
    since = read_date(arguments.since, named="--since") if arguments.since else None
    decisions = _decisions(arguments.decide) if arguments.decide else {}
    given = {name: getattr(arguments, name) for name in GIVEN}
    ready()
    from linxuan_site.actions.list_imports import enter_list, keep_decisions, receive_list
    from linxuan_site.queries.calls import current_call, definition_of
    from linxuan_site.queries.list_imports import preview_of_file, undecided

    preview = preview_of_file(definition_of(current_call(arguments.call)), arguments.file, given)
    _show(preview, decisions)
    if undecided(preview.matches, decisions):
        print(say("存疑的行请逐行决定，写成两列 line,decision 的 CSV，用 --decide 交来；没有登记"))
        return 1
    if arguments.dry_run or not entries_of(preview.matches, decisions):
        print(say("只是预览，没有登记") if arguments.dry_run else say("与名录相同，没有要登记的"))
        return 0
    upload = receive_list(arguments.call, arguments.file.name, content, given=given, by=None)
    keep_decisions(upload.pk, decisions, by=None)
    done = enter_list(upload.pk, seen=preview.seen, since=since, by=None)
    told = say(
        "已登记：新登记 {entered} 个称号，更名 {renamed} 家，更正 {corrected} 个",
        entered=done.entered,
        renamed=done.renamed,
        corrected=done.corrected,
    )
    print(told)
    return 0


def export_list(arguments: argparse.Namespace) -> int:
    """Write the register of a day as a list."""
    day = read_date(arguments.as_of, named="--as-of") if arguments.as_of else None
    ending = arguments.file.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise BadInput(say("文件名要以 .csv 或 .xlsx 结尾：{file}", file=arguments.file))
    ready()
    from linxuan_site.documents.register_file import register_csv, register_xlsx
    from linxuan_site.queries.calls import current_call, definition_of

    call = definition_of(current_call(arguments.call))
    lines = (one.encode() for one in register_csv(call, day))
    _write(arguments.file, lines if ending == ".csv" else register_xlsx(call, day))
    print(say("已写到 {file}", file=arguments.file))
    return 0


def _show(preview: "ListPreview", decisions: Mapping[str, str]) -> None:
    """Print the counts, and the rows that are not plain; raises `BadInput` where cells are wrong."""
    for remark in preview.remarks:
        print(remark)
    if preview.faults:
        print("\n".join(str(one) for one in preview.faults[:MOST_SHOWN]))
        raise BadInput(say("表里有{count}格不对，请改好后重新导入", count=len(preview.faults)))
    words = {
        "new": say("新登记"),
        "changed": say("与名录不同"),
        "doubtful": say("存疑"),
        "same": say("名录里已有"),
        "repeated": say("表里重复"),
    }
    print("  ".join(f"{words[outcome]} {count}" for outcome, count in preview.counts.items()))
    rows = [one for one in preview.matches if one.outcome in ("doubtful", "changed")]
    told = [
        [
            one.row.place,
            one.row.name,
            one.reason or say("、").join(change.id for change in one.changes),
            " ".join(one.choices),
            decisions.get(one.row.place, "") or (one.choices[0] if one.outcome == "changed" else ""),
        ]
        for one in rows[:MOST_SHOWN]
    ]
    if told:
        print(table(told, (say("行"), say("名称"), say("原因"), say("可以决定为"), say("决定"))))


def _decisions(path: Path) -> dict[str, str]:
    rows = rows_of(_bytes(path), ("line", "decision"))
    return {row["line"]: row["decision"] for _number, row in rows if row["decision"]}


def _write(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            file.writelines(parts)
        Path(file.name).replace(path)
    except OSError as fault:
        raise BadInput(say("写不了文件 {file}：{fault}", file=path, fault=fault.strerror)) from fault


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BadInput(say("读不到文件 {file}：{fault}", file=path, fault=fault.strerror)) from fault
