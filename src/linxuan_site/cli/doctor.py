"""`linxuan doctor`: what is wrong with this installation, and how to mend it."""

import argparse
import json
from dataclasses import asdict

from linxuan.language import say
from linxuan_site.cli.table import table
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `doctor`."""
    examining = commands.add_parser("doctor", help=say("检查这一套安装：哪里不对，怎么改"))
    examining.add_argument("only", nargs="*", metavar="CHECK", help=say("只查这几项；不写时都查"))
    examining.add_argument("--json", action="store_true", help=say("输出 JSON"))
    examining.set_defaults(handler=examine_installation)


def examine_installation(arguments: argparse.Namespace) -> int:
    """Print every finding; return 0 where all is well, 1 with warnings, 2 with faults."""
    ready()
    from linxuan_site.doctor import ORDER, examine, worst

    found = examine(arguments.only)
    if arguments.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        words = {"ok": say("好"), "warn": say("注意"), "fault": say("要改")}
        print(
            table([(words[one.state], one.subject, one.told) for one in found], ("", say("项"), say("情况")))
        )
        for one in found:
            if one.mend:
                print(f"\n{words[one.state]}　{one.subject}{say('：')}{one.told}\n    → {one.mend}")
    return ORDER.index(worst(found))
