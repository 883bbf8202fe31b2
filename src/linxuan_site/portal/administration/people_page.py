"""What the pages of the people show."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan_site.permissions import stands
from linxuan_site.portal.account.sign_in_words import shown
from linxuan_site.portal.administration.record_page import done
from linxuan_site.queries.accounts import accounts, all_offices, changes_of, records_of
from linxuan_site.queries.people import duty_name
from linxuan_site.queries.second_factors import has_factor
from linxuan_site.queries.sign_ins import sign_ins_of

ONLY: Mapping[str, Promise] = {
    "": _("全部"),
    "offices": _("部门的人"),
    "organisations": _("单位的人"),
    "administrators": _("系统管理员"),
    "stopped": _("已停用"),
}
_SIGN_INS_SHOWN = 20
_TYPED = ("username", "full_name", "email", "place", "organisation", "role", "firm", "why")
_JOINED: Mapping[str, Promise] = {
    "joined": _("加入"),
    "duty": _("改了职责"),
    "removed": _("停用"),
    "restored": _("恢复"),
}


def people_page(wanted: Mapping[str, str]) -> dict[str, object]:
    """Return one page of the people who were looked for."""
    after, only = wanted.get("after", ""), wanted.get("only", "")
    known = after.isascii() and after.isdigit() and len(after) < 19
    words = wanted.get("q", "")[:100]
    found = accounts(words, only=only, after=int(after) if known else 0)
    return {
        "rows": [(one, as_what(one)) for one in found.rows],
        "more": found.next,
        "q": words,
        "only": only,
        "kinds": ONLY.items(),
    }


def new_page(typed: Mapping[str, str]) -> dict[str, object]:
    """Return the form of a new account with what was typed."""
    return {"authorities": _offices(), "typed": _typed(typed)}


def person_page(account: Any, typed: Mapping[str, str]) -> dict[str, object]:
    """Return what the page of one person shows."""
    now = {
        "place": str(account.office_id or ("organisation" if account.organisation_id else "administrator")),
        "organisation": account.organisation.identifier if account.organisation else "",
        "role": account.role,
        "firm": account.firm,
        "is_office_administrator": account.is_office_administrator,
    }
    return {
        "person": account,
        "as_what": as_what(account),
        "authorities": _offices(),
        "typed": _typed(typed) if typed else {**_typed({}), **now},
        "done": done(records_of(account)),
        "has_factor": has_factor(account),
        "sign_ins": shown(sign_ins_of(account).rows[:_SIGN_INS_SHOWN]),
        "changes": [(one, _JOINED.get(one.kind, one.kind), duty_name(one)) for one in changes_of(account)],
    }


def as_what(account: Any) -> str | Promise:
    """Return as what somebody works, in a word."""
    if account.office_id or account.organisation_id:
        return duty_name(account)
    return _("系统管理员") if account.is_administrator else _("不属于哪里")


def _typed(typed: Mapping[str, str]) -> dict[str, object]:
    given: dict[str, object] = {name: typed.get(name, "") for name in _TYPED}
    return {**given, "is_office_administrator": "is_office_administrator" in typed}


def _offices() -> list[tuple[str, list[Any]]]:
    """The offices that stand, those of one authority together."""
    rows = [one for one in all_offices() if stands(one)]
    return [(name, list(group)) for name, group in groupby(rows, key=lambda one: one.authority)]
