"""`linxuan outbox`: what was sent and what became of it; held back, released, sent once more."""

import argparse

from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.cli.table import table
from linxuan_site.startup import ready

STATES = ("waiting", "held", "sending", "sent", "perhaps", "given_up")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `outbox list`, `outbox hold`, `outbox release` and `outbox resend`."""
    outbox = commands.add_parser("outbox", help=say("发出的邮件和短信：查看、扣住、放行、再发"))
    acts = outbox.add_subparsers(required=True, metavar="list|hold|release|resend")
    listing = acts.add_parser("list", help=say("列出发出的消息，新的在前"))
    listing.add_argument("--state", choices=STATES, default="")
    listing.add_argument("--topic", default="")
    listing.set_defaults(handler=list_outbox)
    for name, words in (
        ("hold", say("扣住，不送出")),
        ("release", say("放行扣住的")),
        ("resend", say("再发一次")),
    ):
        act = acts.add_parser(name, help=words)
        which = act.add_mutually_exclusive_group(required=True)
        which.add_argument("id", type=int, nargs="?", metavar="ID")
        if name != "resend":
            which.add_argument("--topic", help=say("这一类的全部"))
        act.add_argument("--why", default="", help=say("理由，会记录下来"))
        act.set_defaults(handler=handle, act=name, topic=None)


def list_outbox(arguments: argparse.Namespace) -> int:
    """Print the newest rows of the outbox."""
    ready()
    from linxuan_site.queries.messages import outbox_of

    rows = [
        (str(one.pk), one.topic, one.recipient, one.state, str(one.attempts), one.fault)
        for one in outbox_of(None, state=arguments.state, topic=arguments.topic).rows
    ]
    columns = (say("编号"), say("类别"), say("收件人"), say("状态"), say("次数"), say("原因"))
    print(table(rows, columns) if rows else say("没有消息"))
    return OK


def handle(arguments: argparse.Namespace) -> int:
    """Hold, release or resend one message, or all of a topic."""
    ready()
    from linxuan_site.actions import holding_back

    if arguments.topic:
        of_topic = holding_back.hold_topic if arguments.act == "hold" else holding_back.release_topic
        count = of_topic(arguments.topic, account=None, why=arguments.why)
        print(say("办了 {count} 条", count=count))
        return OK
    acts = {"hold": holding_back.hold, "release": holding_back.release, "resend": holding_back.resend}
    acts[arguments.act](arguments.id, account=None, why=arguments.why)
    print(say("办了 {count} 条", count=1))
    return OK
