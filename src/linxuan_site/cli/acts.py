"""The life of an application by command: for a clerk at the server, and for scripts.

`--as` names the account in whose name the command acts; the record names it as well.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli.table import table_of_pages
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `file`, `act`, `place` and `applications`."""
    filing = commands.add_parser("file", help=say("开始一份申报，并填入答案文件"))
    filing.add_argument("call", metavar="CALL")
    filing.add_argument("answers", type=Path, metavar="ANSWERS.json")
    filing.add_argument("--track", required=True)
    acting_as(filing).set_defaults(handler=file_application)
    acting = commands.add_parser("act", help=say("办理：提交、推荐、入围……"))
    acting.add_argument("application", metavar="APPLICATION", help=say("申报号或编号"))
    acting.add_argument("action", metavar="ACTION")
    for name in ("opinion", "reason", "document", "grade"):
        acting.add_argument(f"--{name}", default="")
    acting.add_argument("--received-on", type=read_day)
    acting.add_argument("--restated-on", type=read_day)
    acting.add_argument("--copies", type=int)
    acting.add_argument("--paper", action="append", default=[], metavar="PAPER[=FILE]")
    acting.add_argument("--because", action="append", default=[], metavar="RULE=TEXT")
    acting_as(acting).set_defaults(handler=act)
    placing = commands.add_parser("place", help=say("给名次或分值"))
    placing.add_argument("application", metavar="APPLICATION")
    placing.add_argument("--rank", type=int)
    placing.add_argument("--score", type=_decimal)
    placing.add_argument("--reason", default="")
    acting_as(placing).set_defaults(handler=place)
    listing = commands.add_parser("applications", help=say("列出这个账号能看的申报"))
    listing.add_argument("--call", default="", metavar="CALL", help=say("只列这个项目的"))
    listing.add_argument("--json", action="store_true")
    acting_as(listing).set_defaults(handler=applications)


def acting_as(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let a command say in whose name it acts, and for whom that person stands in."""
    parser.add_argument("--as", dest="account", required=True, metavar="USERNAME")
    parser.add_argument("--for", dest="absent", default="", metavar="USERNAME", help=say("代谁办理"))
    return parser


def read_day(text: str) -> date:
    """Return a day that was typed; raises `BadInput` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(say("“{typed}”不是日期，应写成 年-月-日，如 2024-01-31", typed=text)) from fault


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as fault:
        raise BadInput(say("“{typed}”不是数字", typed=text)) from fault


def file_application(arguments: argparse.Namespace) -> int:
    """Begin an application and save the answers of a file."""
    ready()
    from linxuan_site.actions.drafts import save_answers, start_application

    account = account_of(arguments)
    answers = _json(arguments.answers)
    application = start_application(account, arguments.call, arguments.track)
    saved = save_answers(application.pk, answers, account=account, version=application.version)
    print(say("已开始填报，编号 {id}", id=application.pk))
    for field, problem in saved.problems.items():
        print(f"  {field}: {problem}")
    return 0


def act(arguments: argparse.Namespace) -> int:
    """Carry out one act."""
    ready()
    from linxuan.workflow import Act
    from linxuan_site.actions.applications import move_application
    from linxuan_site.actions.files import Upload

    papers = dict(part.partition("=")[::2] for part in arguments.paper)
    files = {paper: Upload(Path(path).name, _bytes(Path(path))) for paper, path in papers.items() if path}
    step = move_application(
        _application(arguments),
        Act(
            arguments.action,
            opinion=arguments.opinion,
            reason=arguments.reason,
            document=arguments.document,
            papers=tuple(paper for paper, path in papers.items() if not path),
            received_on=arguments.received_on,
            copies=arguments.copies,
            restated_on=arguments.restated_on,
        ),
        account=account_of(arguments),
        reasons=dict(part.partition("=")[::2] for part in arguments.because),
        files=files,
        grade=arguments.grade,
    )
    print(say("已办理，现在处于 {stage}", stage=step.target))
    return 0


def place(arguments: argparse.Namespace) -> int:
    """Give an application its rank or score."""
    ready()
    from linxuan_site.actions.placements import place as put

    account = account_of(arguments)
    row = put(
        _application(arguments),
        account=account,
        rank=arguments.rank,
        score=arguments.score,
        reason=arguments.reason,
    )
    print(say("已记录：名次 {rank}，分值 {score}", rank=row.rank or "—", score=row.score or "—"))
    return 0


def applications(arguments: argparse.Namespace) -> int:
    """List what the account may read, page after page as it is read."""
    ready()
    from linxuan_site.queries.readable import every_readable_page

    pages = (
        [(str(one.pk), one.number or "", one.procedure, one.category, one.subject, one.stage) for one in page]
        for page in every_readable_page(account_of(arguments), arguments.call)
    )
    heads = (say("编号"), say("申报号"), say("事项"), say("类"), say("申报主体"), say("环节"))
    for line in _as_json(pages) if arguments.json else table_of_pages(pages, heads):
        print(line)
    return 0


def _as_json(pages: Iterable[Sequence[Sequence[str]]]) -> Iterator[str]:
    """One JSON array, a line for each application."""
    heads = ("id", "number", "procedure", "category", "applicant", "stage")
    rows = (dict(zip(heads, row, strict=True)) for page in pages for row in page)
    start = "["
    for row in rows:
        yield start + json.dumps(row, ensure_ascii=False)
        start = ","
    yield "[]" if start == "[" else "]"


def account_of(arguments: argparse.Namespace) -> Any:
    """Return the account that `--as` names, standing in for whom `--for` names; raises `BadInput` without one."""
    from linxuan_site.actions.delegations import act_for
    from linxuan_site.queries.people import account_named

    account = account_named(arguments.account)
    if account is None:
        raise BadInput(say("没有“{name}”这个账号", name=arguments.account))
    act_for(account, arguments.absent)
    return account


def _application(arguments: argparse.Namespace) -> int:
    from linxuan_site.queries.readable import readable_named

    wanted = str(arguments.application)
    found = readable_named(account_of(arguments), wanted)
    if found is None:
        raise BadInput(say("没有“{wanted}”这一件，或这个账号不能查看", wanted=wanted))
    return int(found.pk)


def _json(path: Path) -> dict[str, Any]:
    try:
        answers = json.loads(_bytes(path), parse_float=str)
    except ValueError as fault:
        raise BadInput(say("{file} 不是 JSON 文件：{fault}", file=path, fault=fault)) from fault
    if not isinstance(answers, dict):
        raise BadInput(say("{file} 应是一个对象，以栏目编号为键", file=path))
    return answers


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BadInput(say("读不到文件 {file}：{fault}", file=path, fault=fault.strerror)) from fault
