"""What happened at the door to an account, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "signed_in": _("登录"),
    "refused": _("没有登录成"),
    "slowed": _("试的次数太多，要等一会儿"),
    "signed_out": _("退出"),
    "ended": _("结束别处的登录"),
    "password_changed": _("改密码"),
    "password_reset": _("用邮件里的链接设新密码"),
    "factor_added": _("加一种第二重验证"),
    "factor_removed": _("移除一种第二重验证"),
    "factor_reset": _("第二重验证被重置"),
    "password_link": _("开了设新密码的链接"),
    "codes_made": _("生成新的备用码"),
    "sso_linked": _("与统一登录的账号相连"),
}
BY: Mapping[str, Promise] = {
    "password": _("密码"),
    "totp": _("验证码"),
    "recovery": _("备用码"),
    "passkey": _("通行密钥"),
    "sso": _("统一登录"),
    "invitation": _("邀请链接"),
    "sign-up": _("登记单位"),
}
WHY: Mapping[str, Promise] = {
    "password": _("密码不对"),
    "name": _("没有这个用户名"),
    "stopped": _("账号已停用"),
    "code": _("验证码不对"),
    "passkey": _("没有认出通行密钥"),
    "sso": _("统一登录没有成功"),
    "sso_unknown": _("统一登录的人在这里没有账号"),
    "sso_other": _("账号已与另一位统一登录的人相连"),
}


@dataclass(frozen=True)
class Line:
    """One record in words; `name` where it is shown whose it is."""

    row: Any
    event: str | Promise
    how: str
    why: str | Promise
    name: str
    wrong: bool


def shown(rows: Iterable[Any], *, with_names: bool = False) -> list[Line]:
    """Return records in words."""
    return [
        Line(
            row,
            EVENTS.get(row.event, row.event),
            by_what(row.how),
            WHY.get(row.why, row.why),
            _name(row) if with_names else "",
            row.event in ("refused", "slowed"),
        )
        for row in rows
    ]


def _name(row: Any) -> str:
    if row.account is not None:
        return f"{row.account.full_name} ({row.account.username})"
    return gettext("没有这个用户名（%(mark)s）") % {"mark": row.name_digest[:6]}


def by_what(how: str) -> str:
    """Return by what somebody proved who he is, in words: `password+totp` → 密码 + 验证码."""
    return " + ".join(str(BY.get(part, part)) for part in how.split("+") if part)


def number(text: str) -> int | None:
    """Return the key in an address; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
