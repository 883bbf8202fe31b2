"""The register of designated entities and its rounds by command, and the people of an office."""

import argparse

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli import register_lists, register_mergers, register_times
from linxuan_site.cli.passwords import typed_password
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `register`, `open-round` and `officer`."""
    register = commands.add_parser("register", help=say("示范主体名录"))
    acts = register.add_subparsers(required=True, metavar="ACT")
    register_lists.add_commands(acts)
    register_times.add_commands(acts)
    register_mergers.add_commands(acts)
    opening = commands.add_parser("open-round", help=say("开始一轮评估评价：给每家示范主体一份待填材料"))
    opening.add_argument("call", metavar="CALL")
    opening.add_argument("round", metavar="ROUND")
    opening.add_argument("--as-of", metavar="DAY", help=say("按哪一天的名录定名单，不写就是今天"))
    opening.set_defaults(handler=open_evaluation_round)
    officer = commands.add_parser("officer", help=say("给一个部门开一个账号；密码从标准输入读"))
    officer.add_argument("call", metavar="CALL")
    officer.add_argument("username", metavar="USERNAME")
    officer.add_argument("--office", required=True, metavar="OFFICE[:KEY]")
    officer.add_argument("--name", required=True)
    officer.add_argument("--email", default="")
    officer.set_defaults(handler=add_officer)


def open_evaluation_round(arguments: argparse.Namespace) -> int:
    """Make the filing list of a round from the register of a day, and open its reports."""
    ready()
    from linxuan_site.actions.rounds import open_round

    day = read_date(arguments.as_of, named="--as-of") if arguments.as_of else None
    opened = open_round(arguments.call, arguments.round, as_of=day)
    print(say("新开 {count} 份待填材料", count=opened))
    return 0


def add_officer(arguments: argparse.Namespace) -> int:
    """Create an account of an office."""
    ready()
    from linxuan_site.actions.accounts import create_officer
    from linxuan_site.queries.calls import current_call, offices_of

    kind, _colon, key = arguments.office.partition(":")
    offices = offices_of(current_call(arguments.call).authority)
    found = next((one for one in offices if (one.kind, one.key) == (kind, key)), None)
    if found is None:
        known = say("、").join(f"{one.kind}:{one.key}" if one.key else one.kind for one in offices)
        raise BadInput(say("没有“{office}”这个部门，可以是：{known}", office=arguments.office, known=known))
    create_officer(
        found,
        username=arguments.username,
        password=typed_password(),
        full_name=arguments.name,
        email=arguments.email,
    )
    print(say("已给{office}开了账号 {username}", office=found.name, username=arguments.username))
    return 0
