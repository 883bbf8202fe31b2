"""`papers archive`: the forms of a call, laid out into an archive or a folder."""

import argparse
from pathlib import Path
from typing import Any

from linxuan.language import say
from linxuan.screening.confined import Progress
from linxuan_site.cli import OK
from linxuan_site.cli.progress import ProgressLine
from linxuan_site.startup import ready

SOME_FAILED = 1


def add_commands(acts: Any) -> None:
    """Add `papers archive`."""
    archiving = acts.add_parser(
        "archive", help=say("把本部门负责的申报书全部排成PDF，放进压缩包或文件夹；中断了再运行就接着做")
    )
    archiving.add_argument("call", metavar="CALL")
    archiving.add_argument("--as", dest="account", required=True, metavar="USERNAME")
    archiving.add_argument("--for", dest="absent", default="", metavar="USERNAME", help=say("代谁办理"))
    archiving.add_argument(
        "--out", type=Path, required=True, metavar="DIR|FILE", help=say("以 .zip 结尾是压缩包，否则是文件夹")
    )
    archiving.add_argument("--quiet", action="store_true", help=say("不显示进度"))
    archiving.set_defaults(handler=archive)


def archive(arguments: argparse.Namespace) -> int:
    """Lay out every form and say how many there are, and how many could not be laid out."""
    ready()
    from linxuan_site.actions.form_archive import archive_forms
    from linxuan_site.cli.acts import account_of

    account = account_of(arguments)
    with ProgressLine(quiet=arguments.quiet) as line:

        def shown(done: int, total: int) -> None:
            line.show(Progress(say("申报书 {done}/{total}", done=done, total=total), done / max(1, total)))

        made = archive_forms(arguments.call, arguments.out, account=account, progress=shown)
    print(say("已存 {count} 份申报书：{path}", count=made.done, path=arguments.out))
    if made.told:
        print(made.told)
    return SOME_FAILED if made.told else OK
