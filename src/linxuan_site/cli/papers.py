"""Papers by command: is a print genuine, does a sealed scan fit, a paper made, and the keys that sign."""

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli import OK, archiving, comparing, paper_making, receiving, signatures
from linxuan_site.cli.table import table
from linxuan_site.startup import ready

if TYPE_CHECKING:
    from linxuan.papers import Verdict
    from linxuan.papers.scans import Examination
    from linxuan_site.queries.verifying import PageVerdict

NOT_GENUINE = DOUBTED = 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `papers verify|receive|make|archive|examine|signatures`, `papers compare` and `papers keys new|list|retire`."""
    papers = commands.add_parser("papers", help=say("纸质材料：核验一份打印件，管理签名密钥"))
    acts = papers.add_subparsers(
        required=True, metavar="verify|receive|examine|make|archive|signatures|compare|keys"
    )
    verifying = acts.add_parser(
        "verify", help=say("逐页核验 PDF、扫描件或照片；都是现行的一稿时退出码为 0，否则为 1")
    )
    verifying.add_argument("file", type=Path, metavar="FILE")
    verifying.add_argument("--json", action="store_true", help=say("输出 JSON，供程序读取"))
    verifying.set_defaults(handler=verify)
    examining = acts.add_parser(
        "examine",
        help=say(
            "核对盖章扫描件各页的二维码、次序和红章，并与打印件逐字对照；没有疑点时退出码为 0，否则为 1"
        ),
    )
    examining.add_argument("files", type=Path, nargs="+", metavar="FILE")
    examining.add_argument("--number", required=True, help=say("申报号"))
    examining.add_argument("--call", default="", help=say("哪一次遴选；申报号在几次遴选里都有时要写"))
    examining.add_argument("--json", action="store_true", help=say("输出 JSON，供程序读取"))
    examining.set_defaults(handler=examine)
    receiving.add_commands(acts)
    paper_making.add_commands(acts)
    archiving.add_commands(acts)
    signatures.add_commands(acts)
    comparing.add_commands(acts)
    keys = acts.add_parser("keys", help=say("签名密钥")).add_subparsers(
        required=True, metavar="new|list|retire"
    )
    keys.add_parser("new", help=say("换用新的密钥；以前打印的照样能核验")).set_defaults(handler=new)
    keys.add_parser("list", help=say("列出各个密钥")).set_defaults(handler=listed)
    retiring = keys.add_parser("retire", help=say("停用一个密钥，并删去本机的私钥"))
    retiring.add_argument("key", metavar="KEY")
    retiring.add_argument("--why", required=True, help=say("理由，记入办理记录"))
    retiring.add_argument("--revoke", action="store_true", help=say("私钥已泄露：以前用它打印的也不再算数"))
    retiring.set_defaults(handler=retire)


def verify(arguments: argparse.Namespace) -> int:
    """Print what to hold of each page of a file."""
    if not arguments.file.is_file():
        raise BadInput(say("没有文件“{file}”", file=arguments.file))
    ready()
    from linxuan_site.queries.verifying import verdicts_of_file

    pages = verdicts_of_file(arguments.file)
    if arguments.json:
        print(json.dumps([_as_data(one) for one in pages], ensure_ascii=False, indent=1))
    else:
        print(table([_row(one) for one in pages], (say("页"), say("结论"), say("印的是"))))
    genuine = all(one.verdict and one.verdict.outcome == "current" for one in pages)
    return OK if genuine else NOT_GENUINE


def _as_data(page: "PageVerdict") -> dict[str, object]:
    from linxuan_site.queries.verifying import as_data

    return {"file_page": page.page, **as_data(page.verdict)}


def _row(page: "PageVerdict") -> tuple[str, str, str]:
    from linxuan.papers.words import in_words

    return str(page.page), in_words(page.verdict), _print_of(page.verdict)


def _print_of(verdict: "Verdict | None") -> str:
    if verdict is None or verdict.claim is None or verdict.filed is None:
        return ""
    claim, filed = verdict.claim, verdict.filed
    return say(
        "{name} {number} 第{revision}稿 第{page}页 共{pages}页，{day}",
        name=filed.name,
        number=filed.number,
        revision=filed.revision,
        page=claim.page,
        pages=claim.pages,
        day=filed.filed_on.isoformat(),
    )


def examine(arguments: argparse.Namespace) -> int:
    """Print what is doubtful about the scan of an application's newest revision; nothing is kept of it."""
    for file in arguments.files:
        if not file.is_file():
            raise BadInput(say("没有文件“{file}”", file=file))
    ready()
    from linxuan_site.actions.scan_work import examine_files
    from linxuan_site.queries.submissions import newest_under

    submission = newest_under(arguments.number, arguments.call)
    with TemporaryDirectory() as folder:
        found = examine_files(arguments.files, submission, Path(folder))
    if arguments.json:
        print(json.dumps(_examination_as_data(found), ensure_ascii=False, indent=1))
    elif found.is_clear:
        print(_all_fits(found, submission.revision))
    else:
        names = [file.name for file in arguments.files]
        rows = [
            (names[one.file - 1] if one.file else "", str(one.page_of_file or ""), one.words)
            for one in found.doubts
        ]
        print(table(rows, (say("文件"), say("页"), say("疑点"))))
    return OK if found.is_clear else DOUBTED


def _all_fits(found: "Examination", revision: int) -> str:
    """That nothing is doubtful, and of how many pages the picture was not held beside the print."""
    count = len(found.pages)
    missed = sum(not one.compared for one in found.pages)
    if missed:
        return say(
            "{count} 页，都是第{revision}稿的，没有疑点；其中 {missed} 页扫得太粗，没有与打印件对照",
            count=count,
            revision=revision,
            missed=missed,
        )
    return say(
        "{count} 页，都是第{revision}稿的，没有疑点；与打印件没有看出不同", count=count, revision=revision
    )


def _examination_as_data(found: "Examination") -> dict[str, object]:
    from linxuan.papers.scans import as_plain

    plain = as_plain(found)
    return {**plain, "doubts": [{**one, "picture": None} for one in plain["doubts"]]}


def new(_arguments: argparse.Namespace) -> int:
    """Make a key that signs from now on."""
    ready()
    from linxuan_site.actions.paper_keys import make_key
    from linxuan_site.queries.paper_keys import private_file

    row = make_key()
    print(say("新的签名密钥：{key}。以后打印的都用它签名，以前打印的照样能核验", key=row.key_id))
    print(say("私钥在 {file}，只有本机能读，不在备份里；请另行妥善保存", file=private_file(row.key_id)))
    return OK


def listed(_arguments: argparse.Namespace) -> int:
    """Print the keys, the newest first."""
    ready()
    from linxuan_site.queries.paper_keys import paper_keys

    rows = paper_keys()
    if not rows:
        print(say("还没有签名密钥；第一次打印时自动生成，也可以运行 linxuan papers keys new"))
        return OK
    lines = [(one.key_id, f"{one.made_at:%Y-%m-%d}", _state(one), one.why) for one in rows]
    print(table(lines, (say("密钥"), say("生成日期"), say("状态"), say("理由"))))
    return OK


def _state(key: object) -> str:
    from linxuan_site.queries.paper_keys import state_of

    states = {
        "signing": say("签名"),
        "elsewhere": say("私钥不在本机，只用来核验"),
        "retired": say("已停用，只用来核验"),
        "revoked": say("已作废，用它打印的不再算数"),
    }
    return states[state_of(key)]  # type: ignore[arg-type]


def retire(arguments: argparse.Namespace) -> int:
    """Let a key sign nothing more."""
    ready()
    from linxuan_site.actions.paper_keys import retire_key

    row = retire_key(arguments.key, why=arguments.why, revoked=arguments.revoke)
    if row.revoked_on:
        print(say("已作废密钥 {key}：用它打印的，核验时都会说明不再算数", key=row.key_id))
    else:
        print(say("已停用密钥 {key}：以前打印的照样能核验", key=row.key_id))
    return OK
