"""What the register said of a day, by command, and titles whose term is over."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice

from linxuan.designations import state_name
from linxuan.language import say
from linxuan_site.cli.table import table_of_pages
from linxuan_site.startup import ready

AT_ONCE = 200


def add_commands(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `as-of`, `expire` and `check` to `register`."""
    asking = acts.add_parser("as-of", help=say("名录对某一天的记载，可以只按当时已登记的"))
    asking.add_argument("call", metavar="CALL")
    asking.add_argument("day", metavar="DAY")
    asking.add_argument(
        "--known", metavar="MOMENT", default="", help=say("只按这时已登记的：2023-05-10 或 2023-05-10T16:00")
    )
    asking.add_argument("--json", action="store_true", help=say("输出JSON"))
    asking.set_defaults(handler=print_as_of)
    expiring = acts.add_parser("expire", help=say("登记有效期已满的称号到期"))
    expiring.add_argument("call", metavar="CALL")
    expiring.add_argument("--dry-run", action="store_true", help=say("只看会怎样，不登记"))
    expiring.set_defaults(handler=expire)
    checking = acts.add_parser("check", help=say("核对名录的每一行与登记的变更是否一致"))
    checking.add_argument("--mend", action="store_true", help=say("不一致的按登记的变更重新算出"))
    checking.set_defaults(handler=check)


def check(arguments: argparse.Namespace) -> int:
    """Say which titles have lines that do not agree with their events; 1 where there are any that stay so."""
    ready()
    from linxuan_site.actions.designations import mend_lines
    from linxuan_site.queries.register_lines import titles_whose_lines_differ

    if arguments.mend:
        print(say("重新算出 {count} 个称号的记载", count=mend_lines()))
        return 0
    found = list(titles_whose_lines_differ())
    for key in found:
        print(say("称号 {key}：名录的记载与登记的变更不一致", key=key))
    print(say("不一致的有 {count} 个", count=len(found)))
    return 1 if found else 0


def print_as_of(arguments: argparse.Namespace) -> int:
    """Print what the register says of every title of a programme on a day, row by row, whatever its length."""
    ready()
    from linxuan_site.queries.calls import current_call, definition_of
    from linxuan_site.queries.public_register import entries_of_programme
    from linxuan_site.queries.register_times import read_times

    times = read_times(arguments.day, arguments.known)
    entries = entries_of_programme(definition_of(current_call(arguments.call)), *times)
    if arguments.json:
        before = "[\n"
        for one in entries:
            print(before + json.dumps(asdict(one), ensure_ascii=False, default=str), end="")
            before = ",\n"
        print("\n]" if before == ",\n" else "[]")
        return 0
    head = [
        say("名称"),
        say("所在区域"),
        say("遴选类别"),
        say("批次"),
        say("称号状态"),
        say("起于"),
        say("依据的文件"),
    ]
    rows = (
        [
            one.name,
            one.region,
            one.track,
            str(one.cohort),
            state_name(one.state),
            str(one.since or ""),
            one.by,
        ]
        for one in entries
    )
    for line in table_of_pages(_pages(rows), head):
        print(line)
    return 0


def _pages(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while page := list(islice(rows, AT_ONCE)):
        yield page


def expire(arguments: argparse.Namespace) -> int:
    """Record what has expired, or say what would."""
    ready()
    from linxuan_site.actions.expiring import due_to_expire, expire_titles

    if arguments.dry_run:
        for line, end in due_to_expire(arguments.call):
            print(say("{name}：{day}到期", name=line.name, day=end.isoformat()))
        return 0
    print(say("登记了 {count} 个称号到期", count=expire_titles(arguments.call, account=None)))
    return 0
