"""`linxuan work-screenings`, `work-exports`, `work-scans`: the processes that the site starts beside itself."""

import argparse

from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `work-screenings`, `work-exports` and `work-scans`."""
    working = commands.add_parser(
        "work-screenings", help=say("运行网站上等着的筛查，做完为止（网站自己会启动它）")
    )
    working.set_defaults(handler=work)
    exporting = commands.add_parser(
        "work-exports", help=say("做网站上等着的导出，做完为止（网站自己会启动它）")
    )
    exporting.set_defaults(handler=export)
    examining = commands.add_parser(
        "work-scans", help=say("核对网站上等着的盖章扫描件，做完为止（网站自己会启动它）")
    )
    examining.set_defaults(handler=examine)


def work(_arguments: argparse.Namespace) -> int:
    """Work on the screenings that wait, until none does."""
    ready()
    from linxuan_site.actions.screening_work import work_on_all

    print(say("运行了 {count} 次筛查", count=work_on_all()))
    return OK


def export(_arguments: argparse.Namespace) -> int:
    """Work on the exports that wait, until none does."""
    ready()
    from linxuan_site.actions.export_work import work_on_exports

    print(say("做了 {count} 次导出", count=work_on_exports()))
    return OK


def examine(_arguments: argparse.Namespace) -> int:
    """Work on the scans that wait to be examined, until none does."""
    ready()
    from linxuan_site.actions.scan_work import work_on_scans

    print(say("核对了 {count} 份扫描件", count=work_on_scans()))
    return OK
