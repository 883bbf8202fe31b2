"""`linxuan clean-files`: files that no row names are taken away."""

import argparse

from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.startup import ready

A_DAY = 24 * 3600


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clean-files`."""
    cleaning = commands.add_parser(
        "clean-files", help=say("清理没有记录的文件：办到一半没有办成、或中途断电留下的")
    )
    cleaning.add_argument(
        "--days", type=int, default=7, metavar="N", help=say("只清理这么多天没有动过的，默认 7")
    )
    cleaning.add_argument("--dry-run", action="store_true", help=say("只说有几个，什么也不做"))
    cleaning.set_defaults(handler=clean)


def clean(arguments: argparse.Namespace) -> int:
    """Take them away, and say how many there were."""
    ready()
    from linxuan_site.actions.cleaning import clean_files

    count = clean_files(older=float(max(1, arguments.days) * A_DAY), only_count=arguments.dry_run)
    told = say("有 {count} 个文件没有记录", count=count) if arguments.dry_run else ""
    print(told or say("清理了 {count} 个没有记录的文件", count=count))
    return OK
