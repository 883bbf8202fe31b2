"""A paper made by command, as its page makes it."""

import argparse
from pathlib import Path

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `make` and `specimens`."""
    making = commands.add_parser(
        "make", help=say("生成一份文书：回执、退回通知、公示、名单、证书、报告、决定")
    )
    making.add_argument("call", metavar="CALL")
    making.add_argument("paper", metavar="PAPER", help=say("程序包里 [paper.代号] 的代号"))
    making.add_argument(
        "subject",
        type=int,
        nargs="?",
        metavar="ID",
        help=say("申报、退回的那一步、公示或称号的编号；名单不写"),
    )
    making.add_argument("--as", dest="account", required=True, metavar="USERNAME")
    making.add_argument("--for", dest="absent", default="", metavar="USERNAME", help=say("代谁办理"))
    making.add_argument("--to", type=Path, metavar="FILE", help=say("存到这个文件；不写就用它自己的名字"))
    making.add_argument("--word", action="store_true", help=say("取可以继续编辑的Word稿，不带验证码"))
    making.add_argument("--reference", default="", metavar="TEXT", help=say("公文的发文字号"))
    making.set_defaults(handler=make)
    showing = commands.add_parser("specimens", help=say("把程序包各种文书的样张存成图片，供人查看"))
    showing.add_argument("call", metavar="CALL", help=say("程序包的文件夹或名称"))
    showing.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    showing.set_defaults(handler=specimens)


def make(arguments: argparse.Namespace) -> int:
    """Make a paper, or take the one that was made and still says the same, and write it to a file."""
    ready()
    from linxuan_site.actions.paper_about import issue_paper_about
    from linxuan_site.actions.papers import issue_paper
    from linxuan_site.cli.acts import account_of
    from linxuan_site.queries.papers import WORD, paper_file

    account = account_of(arguments)
    if arguments.subject is None:
        issued = issue_paper(arguments.call, arguments.paper, account=account, reference=arguments.reference)
    else:
        issued = issue_paper_about(
            arguments.call,
            arguments.paper,
            arguments.subject,
            account=account,
            word=arguments.word,
            reference=arguments.reference,
        )
    file = paper_file(account, issued.pk, WORD if arguments.word else "")
    if file is None:
        raise BadInput(say("这份文书没有Word稿") if arguments.word else say("这份文书不由您领取"))
    target = arguments.to or Path(file.name)
    target.write_bytes(file.content)
    print(say("已生成：{file}，编号 {number}", file=target, number=issued.number or say("没有")))
    return OK


def specimens(arguments: argparse.Namespace) -> int:
    """Write every page of the specimens of a package as a picture."""
    ready()
    from linxuan_site import clock
    from linxuan_site.cli.packages import call_named
    from linxuan_site.documents.previews import picture_of
    from linxuan_site.documents.specimens import is_table, specimen_file, specimens_of

    call = call_named(arguments.call)
    arguments.to.mkdir(parents=True, exist_ok=True)
    written = 0
    for one in specimens_of(call):
        if is_table(one):
            continue
        content, page, pages = specimen_file(call, one, clock.today()), 0, 1
        while page < pages:
            page += 1
            picture = picture_of(content, page)
            pages = picture.pages
            ending = picture.content_type.rpartition("/")[2]
            name = f"{one.paper.id}-{one.procedure}-{page:02d}.{ending}"
            (arguments.to / name).write_bytes(picture.content)
            written += 1
    print(say("已存 {count} 页图片：{folder}", count=written, folder=arguments.to))
    return OK
