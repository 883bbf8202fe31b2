"""`papers compare`: what in a summary table that came back is not as the system has it."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.startup import ready

if TYPE_CHECKING:
    from linxuan_site.documents.compared_tables import ComparedTable

DIFFERS = 1


def add_commands(acts: Any) -> None:
    """Add `papers compare`."""
    comparing = acts.add_parser(
        "compare", help=say("逐格比对一份交回的汇总表；与系统一致时退出码为 0，否则为 1")
    )
    comparing.add_argument("file", type=Path, metavar="FILE")
    comparing.add_argument("call", metavar="CALL")
    comparing.add_argument("--as", dest="account", required=True, metavar="USERNAME")
    comparing.add_argument("--json", action="store_true", help=say("输出 JSON，供程序读取"))
    comparing.set_defaults(handler=compare)


def compare(arguments: argparse.Namespace) -> int:
    """Print what in a summary table is not as the system has it now."""
    if not arguments.file.is_file():
        raise BadInput(say("没有文件“{file}”", file=arguments.file))
    ready()
    from linxuan_site.documents.compared_tables import as_data, compare_table
    from linxuan_site.queries.calls import own_definition
    from linxuan_site.queries.people import account_named

    account = account_named(arguments.account)
    call = own_definition(account, arguments.call) if account and account.office else None
    if account is None or call is None:
        raise BadInput(say("没有项目“{call}”，或这个账号不是办理它的部门的", call=arguments.call))
    found = compare_table(account, call, arguments.file)
    if arguments.json:
        print(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_told(found)))
    return DIFFERS if found.compared.differs else OK


def _told(found: "ComparedTable") -> Iterator[str]:
    issue = found.issued
    yield f"{found.paper.name}（{found.office.name}）"
    if issue:
        yield say("编号 {number}，第{revision}版", number=issue.number, revision=issue.revision)
    result = found.compared
    yield from result.heads
    for fault in result.faults:
        yield f"{fault.address} {fault.name}：{fault.problem}".strip()
    for one in result.wrong:
        held = one.held or say("空")
        yield say(
            "{address} {name}“{head}”写的是“{there}”：{problem}；系统里是“{held}”",
            address=one.address,
            name=one.name,
            head=one.head,
            there=one.there,
            problem=one.problem,
            held=held,
        )
    if not result.differs:
        yield say("{rows}行，与系统现在的内容一致", rows=result.rows)
