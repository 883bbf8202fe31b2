"""What came on paper, by command: for a clerk at the server, and for a list that was kept elsewhere."""

import argparse
from datetime import datetime
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.startup import ready


def add_commands(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `papers receive`."""
    receiving = acts.add_parser("receive", help=say("收件：登记收到的纸质材料"))
    receiving.add_argument("call", metavar="CALL")
    receiving.add_argument("code", metavar="CODE", help=say("页上二维码的内容、编号或名称"))
    receiving.add_argument("--paper", action="append", default=[], metavar="PAPER=COPIES", required=True)
    receiving.add_argument("--seal", action="append", default=[], metavar="PAPER=SEAL")
    receiving.add_argument("--electronic", action="append", default=[], metavar="PAPER")
    receiving.add_argument("--at", type=_moment, metavar="YYYY-MM-DDTHH:MM", help=say("收到的时间，默认现在"))
    receiving.add_argument("--by-post", action="store_true")
    for name in ("brought-by", "unit", "phone", "note", "box", "place"):
        receiving.add_argument(f"--{name}", default="")
    receiving.add_argument("--as", dest="account", required=True, metavar="USERNAME")
    receiving.add_argument("--for", dest="absent", default="", metavar="USERNAME", help=say("代谁办理"))
    receiving.set_defaults(handler=receive)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(say("“{typed}”不是时间，应像 2024-01-31T10:12", typed=text)) from fault


def receive(arguments: argparse.Namespace) -> int:
    """Write down what came, and print what is there now."""
    ready()
    from linxuan_site.actions.delegations import act_for
    from linxuan_site.actions.receiving import receive_papers
    from linxuan_site.queries.paper_desk import desk_call, found_by
    from linxuan_site.queries.people import account_named

    account = account_named(arguments.account)
    if account is None:
        raise BadInput(say("没有“{name}”这个账号", name=arguments.account))
    act_for(account, arguments.absent)
    call = desk_call(account, arguments.call)
    if call is None:
        raise BadInput(say("“{call}”的纸质材料不送到这个账号的部门", call=arguments.call))
    found = found_by(account, call, arguments.code)
    if found.subject is None:
        names = say("、").join(str(one.application or one.name) for one in found.several)
        raise BadInput(found.fault or say("符合的有几个：{names}", names=names))
    subject = found.subject
    arrival = receive_papers(
        call.id,
        _counted(arguments, found),
        _handover(arguments),
        account=account,
        application=subject.application.pk if subject.application else None,
        sender=subject.sender.pk if subject.sender else None,
    )
    print(say("{name}：回执 {number}", name=subject.name, number=arrival.number))
    for line in (*arrival.said["now"], *arrival.said["wrong"]):
        print(f"  {line}")
    return 0


def _counted(arguments: argparse.Namespace, found: Any) -> list[Any]:
    from linxuan_site.actions.arrivals import Counted

    seals = [part.partition("=")[::2] for part in arguments.seal]
    counted = []
    for part in arguments.paper:
        paper, _, copies = part.partition("=")
        if not (copies.isascii() and copies.isdigit() and len(copies) < 10):
            raise BadInput(say("“{typed}”应像 application=3", typed=part))
        proved = found.proved and found.paper == paper
        counted.append(
            Counted(
                paper,
                int(copies),
                frozenset(seal for of, seal in seals if of == paper),
                paper in arguments.electronic,
                found.claim.revision if proved else None,
                proved,
            )
        )
    return counted


def _handover(arguments: argparse.Namespace) -> Any:
    from django.utils import timezone

    from linxuan_site import clock
    from linxuan_site.actions.arrivals import Handover

    at = arguments.at or clock.now()
    if timezone.is_naive(at):
        at = timezone.make_aware(at)
    names = ("brought_by", "unit", "phone", "by_post", "note", "box", "place")
    return Handover(at, **{name: getattr(arguments, name) for name in names})
