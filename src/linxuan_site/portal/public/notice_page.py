"""What the page of a notice shows: its clauses with what follows from them, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from linxuan.notice.clauses import Clause, Notice
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Element, Judgement, Paper, Quota, Rule, Stage, Track
from linxuan_site.portal.deadlines import Due, days_key, due_of, dues_of
from linxuan_site.portal.typesetting import clause_label
from linxuan_site.queries.extensions import extensions_for_all, put_off_for_all

MOST_BANNERS = 3


@dataclass
class Margin:
    """What follows from one clause: the elements that cite it, by kind."""

    rules: list[Rule] = field(default_factory=list)
    quotas: list[tuple[int, str]] = field(default_factory=list)
    """Places and whom they are for."""
    papers: list[Paper] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    judged: bool = False


@dataclass(frozen=True)
class ShownClause:
    """A clause as it is printed: its anchor, its number, and what stands in the margin."""

    clause: Clause
    anchor: str
    label: str
    margin: Margin | None
    level: int
    """The level of its heading on the page."""


@dataclass(frozen=True)
class Guide:
    """What one track asks: conditions, papers, the way it goes, and by when."""

    track: Track
    rules: tuple[Rule, ...]
    judged: int
    papers: list[Paper]
    stages: list[Stage]
    due: Due | None

    @property
    def by_clause(self) -> list[tuple[str, list[Rule]]]:
        """The conditions, those of one clause together."""
        return [(clause, list(rules)) for clause, rules in groupby(self.rules, key=lambda one: one.clause)]


def notice_page(call: Call, today: date) -> dict[str, object]:
    """Return what the page of a call shows on a day; the long parts are made where the template has not kept them."""
    dues = sorted(dues_of(call.deadlines.values(), call.id, today), key=lambda one: one.day)
    return {
        "call": call,
        "notices": SimpleLazyObject(
            lambda: [(one, list(shown_clauses(call, one, today))) for one in call.notices.values()]
        ),
        "main": next(iter(call.notices.values())),
        "dues": (sorted(dues, key=lambda one: (one.days_left < 0, one.day)))[:MOST_BANNERS],
        "extensions": [(call.deadlines.get(one.deadline), one) for one in extensions_for_all(call.id)],
        "quotas": [(quota, places_for(call, quota)) for quota in call.quotas.values()],
        "guides": SimpleLazyObject(lambda: [guide(call, one, today) for one in lookup.open_tracks(call)]),
        "rounds": SimpleLazyObject(
            lambda: [(one, filing_due(call, one.id, today)) for one in lookup.evaluation_rounds(call)]
        ),
        "days_key": days_key(dues),
        "papers": [paper for paper in call.papers.values() if paper.annex],
        "contacts": list(call.contacts.values()),
        "questions": list(call.questions.values()),
    }


def shown_clauses(call: Call, notice: Notice, today: date) -> Iterator[ShownClause]:
    """Yield the clauses of a notice in the order of the text."""
    prefix = "" if notice.id == "main" else f"{notice.id}:"
    margins = _margins(call, notice.id, today)

    def walk(clause: Clause, parent: str) -> Iterator[ShownClause]:
        label = clause_label(clause.address, parent)
        margin = margins.get(clause.address)
        yield ShownClause(clause, prefix + clause.address, label, margin, min(clause.depth + 3, 6))
        for child in clause.children:
            yield from walk(child, clause.address)

    for clause in notice.clauses:
        yield from walk(clause, "")


def guide(call: Call, track: Track, today: date) -> Guide:
    """Return what a track asks."""
    return Guide(
        track=track,
        rules=lookup.rules_of(call, track.id),
        judged=len(lookup.judgements_of(call, track.id)),
        papers=[paper for paper in lookup.papers_of(call, track.id) if paper.sender == "applicant"],
        stages=[stage for stage in lookup.stages_of(call, track.id) if not stage.end],
        due=filing_due(call, track.id, today),
    )


def places_for(call: Call, quota: Quota) -> str:
    """Return whom the places of a quota are for: the track with its category, or the tracks."""
    if quota.categories:
        return _("、").join(_category(call, entry) for entry in quota.categories)
    return _("、").join(call.tracks[one].name for one in quota.concerns if one in call.tracks)


def _category(call: Call, entry: str) -> str:
    track, _slash, category = entry.partition("/")
    return f"{call.tracks[track].name} · {call.tracks[track].categories.get(category, category)}"


def filing_due(call: Call, procedure: str, today: date) -> Due | None:
    """Return by when an applicant must have filed."""
    filing = {
        one.id
        for one in lookup.actions_from(call, procedure, lookup.first_stage(call, procedure).id)
        if one.kind == "submit"
    }
    deadlines = [
        one for one in call.deadlines.values() if filing & set(one.actions) and procedure in one.concerns
    ]
    dues = dues_of(deadlines, call.id, today)
    return min(dues, key=lambda one: one.day, default=None)


def _margins(call: Call, notice: str, today: date) -> dict[str, Margin]:
    later = put_off_for_all(call.id)
    margins: dict[str, Margin] = {}
    for address, element in _bound(call, notice):
        margin = margins.setdefault(address, Margin())
        if isinstance(element, Rule):
            margin.rules.append(element)
        elif isinstance(element, Quota):
            margin.quotas += [(element.limit, places_for(call, element))] if element.limit is not None else []
        elif isinstance(element, Paper):
            margin.papers.append(element)
        elif isinstance(element, Judgement):
            margin.judged = True
        elif element in call.deadlines.values():
            margin.dues.append(due_of(call.deadlines[element.id], call.id, today, put_off=later))
        if element.reading and element.reading not in margin.readings:
            margin.readings.append(element.reading)
    return {address: margin for address, margin in margins.items() if margin != Margin()}


def _bound(call: Call, notice: str) -> Iterator[tuple[str, Element]]:
    """Yield what the machine or a person does because of a clause, once for each clause."""
    kinds = (
        call.rules,
        call.quotas,
        call.deadlines,
        call.papers,
        call.judgements,
        call.parameters,
        call.standings,
    )
    for elements in kinds:
        for element in elements.values():
            for address in dict.fromkeys(cite.address for cite in element.cites if cite.notice == notice):
                yield address, element
