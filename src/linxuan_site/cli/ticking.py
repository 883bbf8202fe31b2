"""`linxuan tick`: what a timer does, once, or again and again."""

import argparse
import sys
import time

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.startup import ready

FAILED = 1
SHORTEST, LONGEST = 5, 24 * 3600


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `tick`."""
    ticking = commands.add_parser(
        "tick", help=say("办理到时候该办的事：送出消息、到期前提醒等；由定时器调用")
    )
    ticking.add_argument("--dry-run", action="store_true", help=say("只说现在会办什么，什么也不做"))
    ticking.add_argument(
        "--every", type=int, metavar="SECONDS", help=say("不停地办，每次之间等这么多秒，直到停止它")
    )
    ticking.set_defaults(handler=tick_by_command)


def tick_by_command(arguments: argparse.Namespace) -> int:
    """Do what is due, a line for each job; the exit code is 1 where one failed."""
    if arguments.every is not None and not SHORTEST <= arguments.every <= LONGEST:
        told = say("间隔应在 {least} 到 {most} 秒之间", least=SHORTEST, most=LONGEST)
        raise BadInput(told, field="every")
    ready()
    if arguments.dry_run:
        from linxuan_site.actions.ticking import what_is_due

        for one in what_is_due():
            print(f"{one.name}: {one.words}")
        return OK
    code = _once()
    while arguments.every is not None:
        from django.db import close_old_connections

        close_old_connections()
        time.sleep(arguments.every)
        code = _once()
    return code


def _once() -> int:
    from linxuan_site.actions.ticking import tick

    code = OK
    try:
        for one in tick():
            print(f"{one.name}: {one.words}", file=sys.stderr if one.failed else sys.stdout, flush=True)
            code = FAILED if one.failed else code
    except Refused as refusal:
        # The other one does what is due: nothing is wrong.
        print(refusal.reason, flush=True)
    return code
