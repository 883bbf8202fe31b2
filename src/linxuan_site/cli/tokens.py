"""Tokens of the API by command: made for a person or for where he works, listed, revoked."""

import argparse
from datetime import date

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli.acts import account_of, acting_as, read_day
from linxuan_site.cli.table import table
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `token`, `tokens` and `revoke-token`."""
    making = commands.add_parser("token", help=say("发一个接口令牌"))
    making.add_argument("name", metavar="NAME")
    making.add_argument(
        "--scope", action="append", default=[], metavar="SCOPE", help=say("范围，写了的是单位或部门的令牌")
    )
    making.add_argument("--until", type=read_day, metavar="DAY", help=say("最后一天，只用于单位或部门的令牌"))
    acting_as(making).set_defaults(handler=give_token)
    listing = commands.add_parser("tokens", help=say("列出单位或部门的令牌"))
    acting_as(listing).set_defaults(handler=list_tokens)
    revoking = commands.add_parser("revoke-token", help=say("撤销一个令牌"))
    revoking.add_argument("token", type=int, metavar="ID")
    acting_as(revoking).set_defaults(handler=revoke)


def give_token(arguments: argparse.Namespace) -> int:
    """Print a new token for the API: a person's own, or with scopes one of where he works."""
    ready()
    from linxuan_site.actions.tokens import issue_token, make_token

    account, until = account_of(arguments), arguments.until
    if arguments.scope:
        print(make_token(name=arguments.name, scopes=arguments.scope, expires_on=until, by=account).token)
        return 0
    if until is not None:
        raise BadInput(say("--until 只用于单位或部门的令牌，请同时写 --scope"))
    print(issue_token(account, arguments.name))
    return 0


def list_tokens(arguments: argparse.Namespace) -> int:
    """List the tokens that the account manages."""
    ready()
    from linxuan_site.queries.tokens import counts, tokens_seen_by

    rows = [
        (
            str(one.pk),
            one.name,
            str(one.organisation or one.office),
            f"{one.start}…",
            " ".join(one.scopes),
            _day(one.expires_on),
            say("可用") if counts(one) else say("不能用"),
        )
        for one in tokens_seen_by(account_of(arguments))
    ]
    heads = (say("编号"), say("名字"), say("单位"), say("开头"), say("范围"), say("最后一天"), say("状态"))
    print(table(rows, heads))
    return 0


def revoke(arguments: argparse.Namespace) -> int:
    """Revoke a token by its number in the list."""
    ready()
    from linxuan_site.actions.tokens import revoke_token
    from linxuan_site.queries.tokens import token_here

    account = account_of(arguments)
    if token_here(account, arguments.token) is None:
        raise BadInput(say("没有 {token} 号令牌，或不归您管", token=arguments.token))
    print(say("令牌“{name}”已撤销", name=revoke_token(arguments.token, by=account).name))
    return 0


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
