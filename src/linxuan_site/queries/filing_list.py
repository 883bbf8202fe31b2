"""The filing list of a round: who is on it and since when, how far each report is, who was reminded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from linxuan.credit_code import normalised
from linxuan.designations.names import comparable
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.models import Account, FilingAddition, FilingList, RegisterLine, Reminder
from linxuan_site.queries.entities import EntityRow, some_of_round
from linxuan_site.queries.register_lines import lines_as_of
from linxuan_site.queries.round_rows import (
    EVERYBODY,
    Narrowed,
    PlaceFiling,
    due_lines,
    filing_by_district,
    page_of,
)

REPORT = "report"
"""The kind of a reminder of a report."""
MOST_FOUND = 20


@dataclass(frozen=True)
class Filer:
    """One on the filing list; `added` says why where it was put there later, `proposes_paper` whether its operating
    status is one for which the programme has a rule: then written material is proposed.
    """

    row: EntityRow
    added: FilingAddition | None
    reminded: Reminder | None
    """The newest reminder of the last 24 hours."""
    proposes_paper: bool


@dataclass(frozen=True)
class RoundFiling:
    """One page of a filing list as an account may see it, and all of it in numbers; `made` is None while there is none.

    `after` is the key after which the next page begins, None on the last.
    """

    made: FilingList | None
    places: Sequence[PlaceFiling]
    filers: Sequence[Filer]
    after: int | None


def filing_of(
    account: Account, call: Call, round_: Round, chosen: Narrowed = EVERYBODY, after: int = 0
) -> RoundFiling:
    """Return a page of the filing list of a round, in as many reads for many as for one."""
    made = FilingList.objects.select_related("made_by").filter(call=call.id, round=round_.id).first()
    if made is None:
        return RoundFiling(None, [], [], None)
    places = filing_by_district(call, due_lines(account, call, round_))
    keys, following = page_of(due_lines(account, call, round_, chosen), after)
    return RoundFiling(made, places, filers_of(call, round_, keys), following)


def filers_of(call: Call, round_: Round, titles: Collection[int]) -> list[Filer]:
    """Return some of those on the filing list of a round, by their titles."""
    rows = [one for one in some_of_round(call, round_, titles) if one.report is not None]
    reports = [one.report.pk for one in rows if one.report]
    additions = FilingAddition.objects.filter(report__in=reports).select_related("added_by", "on_behalf_of")
    added = {one.report_id: one for one in additions.order_by("pk")}
    reminded = _reminded(call.id, reports)
    keys = [row.report.pk if row.report else 0 for row in rows]
    return [
        Filer(row, added.get(key), reminded.get(key), _proposes_paper(call, row))
        for row, key in zip(rows, keys, strict=True)
    ]


def _proposes_paper(call: Call, row: EntityRow) -> bool:
    rule = call.standings.get(row.standing.rule)
    return row.filing == "open" and rule is not None and rule.condition is not None


def _reminded(call: str, reports: Sequence[int]) -> Mapping[int | None, Reminder]:
    lately = clock.now() - timedelta(days=1)
    rows = Reminder.objects.filter(call=call, kind=REPORT, sent_at__gt=lately, application__in=reports)
    return {one.application_id: one for one in rows.select_related("sent_by").order_by("pk")}


def addable(call: Call, round_: Round, words: str) -> list[RegisterLine]:
    """Return the titles of the register that are not on a filing list and have a name, or a code, like the words."""
    lines = lines_as_of().filter(programme=call.programme, authority=call.authority)
    lines = lines.exclude(designation__reports__call=call.id, designation__reports__procedure=round_.id)
    typed = words.strip()
    if not typed:
        return []
    named = Q(names__icontains=typed) | Q(name__icontains=typed) | Q(organisation__name__icontains=typed)
    found = lines.filter(named | Q(organisation__credit_code=normalised(typed)))
    rows = list(found.select_related("organisation").order_by("designation")[:MOST_FOUND])
    exact = [one for one in rows if comparable(one.name) == comparable(typed)]
    return exact if len(exact) == 1 else rows
