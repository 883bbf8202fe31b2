"""`linxuan work-screenings`: the process that the site starts for its screenings."""

import argparse

from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `work-screenings`."""
    working = commands.add_parser(
        "work-screenings", help=say("运行网站上等着的筛查，做完为止（网站自己会启动它）")
    )
    working.set_defaults(handler=work)


def work(_arguments: argparse.Namespace) -> int:
    """Work on the screenings that wait, until none does."""
    ready()
    from linxuan_site.actions.screening_work import work_on_all

    print(say("运行了 {count} 次筛查", count=work_on_all()))
    return OK
