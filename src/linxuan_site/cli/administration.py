"""Administration by command: the first administrator, and the working days."""

import argparse
from pathlib import Path

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.table_file import table_lines
from linxuan_site.cli import OK
from linxuan_site.cli.passwords import typed_password
from linxuan_site.cli.table import table
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `administrator`, `reset-second-factor`, `password-link`, `holidays import` and `holidays show`."""
    administrator = commands.add_parser("administrator", help=say("开一个系统管理员账号；密码从标准输入读"))
    administrator.add_argument("username", metavar="USERNAME")
    administrator.add_argument("--name", required=True)
    administrator.add_argument("--email", default="")
    administrator.set_defaults(handler=add_administrator)
    resetting = commands.add_parser(
        "reset-second-factor", help=say("重置一个人的第二重验证：最后一位系统管理员丢了手机时用")
    )
    resetting.add_argument("username", metavar="USERNAME")
    resetting.add_argument("--why", required=True, help=say("理由，记入办理记录"))
    resetting.set_defaults(handler=reset_factor)
    linking = commands.add_parser(
        "password-link", help=say("给一个人开设新密码的链接：最后一位系统管理员忘了密码时用")
    )
    linking.add_argument("username", metavar="USERNAME")
    linking.add_argument("--why", required=True, help=say("理由，记入办理记录"))
    linking.set_defaults(handler=link_password)
    holidays = commands.add_parser("holidays", help=say("工作日：导入放假安排，看一年的安排"))
    acts = holidays.add_subparsers(required=True, metavar="import|show")
    importing = acts.add_parser("import", help=say("导入放假安排表（CSV 或 xlsx）"))
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--document", default="", help=say("依据的文件；表里写了的以表里的为准"))
    importing.add_argument(
        "--whole-year", action="store_true", help=say("表里没有写的日子，周一到周五上班，周末休息")
    )
    importing.set_defaults(handler=import_table)
    showing = acts.add_parser("show", help=say("一年里与星期不同的日子，和各天的依据"))
    showing.add_argument("year", type=int, metavar="YEAR")
    showing.set_defaults(handler=show_year)


def add_administrator(arguments: argparse.Namespace) -> int:
    """Create the account of an administrator."""
    ready()
    from linxuan_site.actions.administrators import create_administrator

    create_administrator(
        username=arguments.username,
        password=typed_password(),
        full_name=arguments.name,
        email=arguments.email,
        by=None,
    )
    print(say("已开系统管理员账号 {username}", username=arguments.username))
    return OK


def reset_factor(arguments: argparse.Namespace) -> int:
    """Take the second factor of a person away."""
    ready()
    from linxuan_site.actions.second_factors import reset_second_factor
    from linxuan_site.queries.people import account_named

    account = account_named(arguments.username)
    if account is None:
        raise BadInput(say("没有用户名“{username}”，或账号已停用", username=arguments.username))
    reset_second_factor(account.pk, why=arguments.why, by=None)
    print(say("已重置 {username} 的第二重验证，下次登录时重新设置", username=arguments.username))
    return OK


def link_password(arguments: argparse.Namespace) -> int:
    """Print the path of a page where a person chooses a new password."""
    ready()
    from django.urls import reverse

    from linxuan_site.actions.passwords import make_password_link
    from linxuan_site.queries.people import account_named

    account = account_named(arguments.username)
    if account is None:
        raise BadInput(say("没有用户名“{username}”，或账号已停用", username=arguments.username))
    path = make_password_link(
        account.pk,
        why=arguments.why,
        by=None,
        link=lambda uid, token: reverse("password-new", args=[uid, token]),
    )
    print(say("接在网站地址后面打开，24 小时内有效：{path}", path=path))
    return OK


def import_table(arguments: argparse.Namespace) -> int:
    """Import a table of working days, or say every fault of it."""
    from linxuan.holiday_table import filled_by_week, read_holiday_table

    found = read_holiday_table(table_lines(arguments.file))
    if found.faults:
        raise BadInput("\n".join(found.faults))
    rows = filled_by_week(found.rows) if arguments.whole_year else found.rows
    ready()
    from linxuan_site.actions.holidays import import_holidays

    kept = import_holidays(rows, document=arguments.document, by=None)
    print(say("已导入 {count} 天", count=kept))
    return OK


def show_year(arguments: argparse.Namespace) -> int:
    """Print the days of a year that are not as their day of the week, and where each is from."""
    from linxuan.working_days import days_of, is_weekend

    if not 1990 <= arguments.year < 2200:
        raise BadInput(say("{year} 不是可以查的年份", year=arguments.year))
    ready()
    from linxuan_site.queries.holidays import known_days

    days = known_days(days_of(arguments.year))
    known = [one for one in days if one.works is not None]
    if not known:
        print(say("{year} 年的放假安排尚不清楚", year=arguments.year))
        return OK
    special = [one for one in known if one.works is is_weekend(one.day)]
    rows = [
        (one.day.isoformat(), say("上班") if one.works else say("放假"), one.name, one.source)
        for one in special
    ]
    print(table(rows, (say("日期"), say("安排"), say("名称"), say("依据"))))
    working = sum(one.works is True for one in known)
    told = say(
        "上班 {working} 天，放假 {off} 天，尚不清楚 {unknown} 天",
        working=working,
        off=len(known) - working,
        unknown=len(days) - len(known),
    )
    print(told)
    return OK
