"""What was done by administrators, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linxuan_site.actions.administrators import ADMINISTRATOR, NO_ADMINISTRATOR, NOWHERE
from linxuan_site.portal.templatetags.days import day
from linxuan_site.queries.administration import newest_records, overview, records

ACTS: Mapping[str, Promise] = {
    "account.created": _("开账号"),
    "account.moved": _("调整部门或单位"),
    "account.administrator": _("系统管理员"),
    "account.stopped": _("停用账号"),
    "account.restored": _("恢复账号"),
    "account.factor_reset": _("重置第二重验证"),
    "account.password_link": _("开设新密码的链接"),
    "office.opened": _("开部门"),
    "office.renamed": _("部门改名"),
    "office.ended": _("部门结束"),
    "office.kept": _("撤回部门的结束"),
    "office.handed_on": _("部门的申报交给别的部门"),
    "programme.published": _("发布项目"),
    "programme.discarded": _("放弃上传的项目"),
    "holidays.imported": _("导入放假安排"),
    "message.held": _("扣住消息"),
    "message.released": _("放行消息"),
    "message.resent": _("再发消息"),
    "message.restored": _("扣住备份里等着送出的消息"),
    "message.topic_held": _("扣住一类消息"),
    "message.topic_released": _("放行一类消息"),
    "key.made": _("生成签名密钥"),
    "key.retired": _("停用签名密钥"),
    "key.revoked": _("作废签名密钥"),
    "token.made": _("制作令牌"),
    "token.revoked": _("撤销令牌"),
    "webhook.entered": _("登记推送地址"),
    "webhook.secret": _("更换推送密钥"),
    "webhook.enabled": _("重新开启推送"),
    "webhook.ended": _("停掉推送地址"),
}
WORDS: Mapping[str, Promise] = {
    ADMINISTRATOR: _("系统管理员"),
    NO_ADMINISTRATOR: _("不是系统管理员"),
    NOWHERE: _("系统管理"),
}
"""What the record keeps as a word of ours; names stay as they are."""


@dataclass(frozen=True)
class Done:
    """One row of the record with who acted, and the act, in words."""

    row: Any
    by: str | Promise
    act: str | Promise
    before: str = ""
    after: str = ""


def home_page() -> dict[str, object]:
    """Return what the first page of administration shows."""
    return {"there": overview(), "done": done(newest_records())}


def record_page(wanted: Mapping[str, str]) -> dict[str, object]:
    """Return one page of the record: the rows before the one that `before` names."""
    found = records(before=_number(wanted.get("before", "")), subject=wanted.get("subject", ""))
    return {"done": done(found.rows), "more": found.next, "subject": wanted.get("subject", "")}


def done(rows: Any) -> list[Done]:
    """Return rows of the record with their acts in words."""
    return [_done(row) for row in rows]


def _done(row: Any) -> Done:
    by = row.by_name if row.by_id else gettext("命令行")
    return Done(row, by, ACTS.get(row.act, row.act), _before(row.details), _after(row.details))


def _before(details: Mapping[str, Any]) -> str:
    if "was_until" in details:
        return gettext("到 %(day)s 为止") % {"day": _day(details["was_until"])}
    return _word(details.get("before", ""))


def _after(details: Mapping[str, Any]) -> str:
    if "from" in details:
        return gettext("从 %(day)s 起") % {"day": _day(details["from"])}
    if "until" in details:
        told = gettext("到 %(day)s 为止") % {"day": _day(details["until"])}
        successor = details.get("successor")
        return told + gettext("，由%(name)s接着办") % {"name": successor} if successor else told
    return _word(details.get("after", ""))


def _word(kept: object) -> str:
    return str(WORDS.get(str(kept), kept))


def _day(kept: str) -> str:
    return day(date.fromisoformat(kept))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
