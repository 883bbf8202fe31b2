"""The filing list of a round: who is on it and since when, how far each report is, who was reminded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from linxuan.credit_code import normalised
from linxuan.designations.names import comparable
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.models import Account, FilingAddition, FilingList, RegisterLine, Reminder
from linxuan_site.queries.entities import EntityRow, entities_of
from linxuan_site.queries.register_lines import lines_as_of

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
class FilingPlace:
    """Those of one district, who has not filed first."""

    name: str
    filers: Sequence[Filer]

    def number(self, filing: str) -> int:
        """Return how many are so far: `filed`, `written` or `open`."""
        return sum(one.row.filing == filing for one in self.filers)


@dataclass(frozen=True)
class RoundFiling:
    """A filing list as an account may see it; `made` is None while there is none."""

    made: FilingList | None
    places: Sequence[FilingPlace]

    @property
    def filers(self) -> list[Filer]:
        """All of them."""
        return [one for place in self.places for one in place.filers]


def filing_of(account: Account, call: Call, round_: Round) -> RoundFiling:
    """Return the filing list of a round, by district, in as many reads for many as for one."""
    made = FilingList.objects.select_related("made_by").filter(call=call.id, round=round_.id).first()
    rows = [one for one in entities_of(account, call, round_) if one.report is not None] if made else []
    added = {
        one.report_id: one
        for one in FilingAddition.objects.filter(report__call=call.id, report__procedure=round_.id)
        .select_related("added_by", "on_behalf_of")
        .order_by("pk")
    }
    reminded = _reminded(call.id)
    groups: dict[str, list[Filer]] = {}
    for row in rows:
        key = row.report.pk if row.report else 0
        filer = Filer(row, added.get(key), reminded.get(key), _proposes_paper(call, row))
        groups.setdefault(row.in_charge, []).append(filer)
    order = ("open", "written", "filed")
    places = [
        FilingPlace(
            name, sorted(group, key=lambda one: (order.index(one.row.filing), one.row.designation.pk))
        )
        for name, group in groups.items()
    ]
    return RoundFiling(made, sorted(places, key=lambda one: (-one.number("open"), one.name)))


def _proposes_paper(call: Call, row: EntityRow) -> bool:
    rule = call.standings.get(row.standing.rule)
    return row.filing == "open" and rule is not None and rule.condition is not None


def _reminded(call: str) -> Mapping[int | None, Reminder]:
    rows = Reminder.objects.filter(call=call, kind=REPORT, sent_at__gt=clock.now() - timedelta(days=1))
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
