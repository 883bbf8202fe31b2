"""What a decision brings beside the loss of the title: bans, of the entity and of the office that recommended it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme.definition import Call, Length
from linxuan_site.models import Account, Application, Ban, Office, RevocationCase, RevocationStep
from linxuan_site.queries.bans import ban_under, bans_of_applicant, bans_of_office
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.register_lines import line_of


def ban_by(call: Call, case: RevocationCase, row: RevocationStep, account: Account) -> None:
    """Write the bans that the rule of a decision brings, from the day that it bears."""
    rule = call.standings.get(case.rule)
    begins = row.holds_from or row.day
    if rule is None:
        return
    if rule.ban is not None:
        line = line_of(case.designation)
        whom = line.organisation if line else case.designation.organisation
        _write(case, row, account, begins, rule.ban, organisation=whom)
    office = _recommending(case, rule.office_ban.office) if rule.office_ban else None
    if rule.office_ban is not None and office is not None:
        _write(case, row, account, begins, rule.office_ban.length, office=office)


def refuse_banned(call: Call, application: Application, action: str, account: Account) -> None:
    """Raise `Refused`, with the clause and the last day, for a banned applicant who files, and for a banned office
    that recommends.
    """
    if application.procedure in call.rounds or action not in call.actions:
        return
    kind = call.actions[action].kind
    if kind in ("submit", "lodge"):
        bans = bans_of_applicant(application.organisation)
        told = say("被取消示范资格后，到{day}为止不能再次申报。")
    elif kind == "recommend" and account.office is not None:
        bans = bans_of_office(account.office)
        told = say("推荐的单位被取消示范资格后，本部门到{day}为止不能推荐。")
    else:
        return
    ban = ban_under(call, bans)
    if ban is not None:
        raise Refused(told.format(day=ban.until_day.isoformat()), clause=ban.clause, code="ban")


def _recommending(case: RevocationCase, kind: str) -> Office | None:
    key = case.designation.offices.get(kind, "")
    return Office.objects.filter(authority=case.designation.authority, kind=kind, key=key).first()


def _write(
    case: RevocationCase, row: RevocationStep, account: Account, begins: date, length: Length, **whom: Any
) -> None:
    Ban.objects.create(
        step=row,
        programme=case.designation.programme,
        authority=case.designation.authority,
        from_day=begins,
        until_day=max(begins, length.after(begins) - timedelta(days=1)),
        clause=case.clause,
        recorded_at=timezone.now(),
        **whom,
        **signature(account),
    )
