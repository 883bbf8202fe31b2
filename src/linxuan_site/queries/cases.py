"""An application as the core's snapshot, one by one or many at once."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from linxuan.answers import Answers, read_answers
from linxuan.derive import text_at
from linxuan.language import current_language
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.programme.ready import once_per_call
from linxuan.rules.terms import Value
from linxuan.workflow import Case
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import (
    Application,
    EarlierDay,
    Office,
    PublicityEntry,
    Step,
)
from linxuan_site.permissions import keys_of
from linxuan_site.queries.arrivals import received_on_paper
from linxuan_site.queries.beside import Beside, beside, nothing_beside
from linxuan_site.queries.calls import definition_for
from linxuan_site.queries.extensions import ByDeadline, PutOffDays, put_off_for, put_off_of
from linxuan_site.queries.listed import papers_listing
from linxuan_site.queries.succession import keys_taken_over

MOST_READ = 512
"""Of so many applications of a call the typed answers are kept, a few kilobytes each."""
PAPER_SLOT = "paper:"
CREDIT_SLOT = "credit:"
"""Proofs of what an office looked up: not for the applicant."""


EarlierDays: TypeAlias = Mapping[tuple[str, str, str, str], Mapping[str, date]]


@dataclass(frozen=True)
class Surroundings:
    """What rows beside applications say of them, read once for all: of which call, of whom, by id."""

    earlier_days: EarlierDays
    """By call, authority, kind and key of the office: the newest day that it set, by deadline."""
    issued: Mapping[int, frozenset[str]]
    publicity_over: frozenset[int]
    put_off: Mapping[int, ByDeadline]
    on_paper: Mapping[int, Mapping[str, date | None]]
    """What desks counted, by application and paper: the day when it was whole, None while something is wanting."""


def answers_of(application: Application) -> Answers:
    """Return the typed answers of an application; what cannot be read counts as unknown."""
    call = definition_for(application)
    return read_answers(call, application.procedure, with_life(application), strict=False)


def answers_read(application: Application) -> Answers:
    """Return the typed answers as `answers_of` does; those read lately are known by what they say.

    For desks and lists, which show the same few hundred again and again: they read the answers as text
    (`as_text`), of which nothing is taken apart that is known already.
    """
    said = vars(application).get("answers_said") or json.dumps(application.answers, ensure_ascii=False)
    life = tuple(_life(application).items())
    return _read_lately(definition_for(application))(application.procedure, current_language(), said, life)


@once_per_call
def _read_lately(call: Call) -> Callable[[str, str, str, tuple[tuple[str, str], ...]], Answers]:
    @lru_cache(maxsize=MOST_READ)
    def answers(procedure: str, _language: str, said: str, life: tuple[tuple[str, str], ...]) -> Answers:
        found = read_answers(call, procedure, {**json.loads(said), **dict(life)}, strict=False)
        return Answers(MappingProxyType(dict(found.values)), found.notes)

    return answers


def as_text() -> Cast:
    """Return what reads the answers of applications as the text that they are kept as (`answers_said=as_text()`)."""
    return Cast("answers", TextField())


def with_life(application: Application) -> dict[str, Any]:
    """Return the raw answers with what the organisation, the files and the filing date say."""
    return {**application.answers, **_life(application)}


def _life(application: Application) -> dict[str, str]:
    """What stands among the answers and was not typed."""
    # Papers and proofs are no answers, and a file in a row (`GROUP.COLUMN`) is named by its row.
    found: dict[str, str] = {
        one.slot: one.name
        for one in kept_attachments(application)
        if ":" not in one.slot and "." not in one.slot
    }
    if application.filed_on:
        found["filed_on"] = application.filed_on.isoformat()
    return found


def kept_attachments(application: Application) -> list[Any]:
    """Return the files that were not taken away, oldest first."""
    return [one for one in beside(application, "attachments") if one.removed_at is None]


def cases_of(applications: Sequence[Application], days: "DaysOfCall | None" = None) -> dict[int, Case]:
    """Return the snapshots of many applications by id, in as many reads as for one.

    Their steps, attachments and placements should have been prefetched; `days` are those of their call, if
    somebody looks at them besides.
    """
    around = surroundings_of(applications, days)
    return {one.pk: case_of(one, around) for one in applications}


def case_of(
    application: Application,
    around: Surroundings | None = None,
    *,
    answers: Mapping[str, Value] | None = None,
) -> Case:
    """Return the snapshot on which the workflow decides; `answers` if they were read already."""
    around = around or surroundings_of([application])
    steps = list(beside(application, "steps"))
    current = _since_last_submission(steps)
    return Case(
        procedure=application.procedure,
        stage=application.stage,
        applicant=application.organisation.identifier,
        recommender=application.in_charge,
        answers=answers_read(application).values if answers is None else answers,
        filed_on=application.filed_on,
        papers=_papers(current),
        received=_received(current, around.on_paper.get(application.pk, {})),
        issued=around.issued.get(application.pk, frozenset()),
        ranked=frozenset(one.office for one in beside(application, "placements")),
        reasons=_reasons(steps),
        agreed=frozenset(step.office for step in current if step.details.get("agreed")),
        publicity_over=application.pk in around.publicity_over,
        earlier_days=_days_set(application, around.earlier_days),
        put_off=around.put_off.get(application.pk, {}),
        number=application.number or "",
    )


def outline_of(application: Application, answers: Mapping[str, Value]) -> Case:
    """Return a snapshot without what happened: enough to say whose the acts at its stage are."""
    return Case(
        procedure=application.procedure,
        stage=application.stage,
        applicant=application.organisation.identifier,
        recommender=application.in_charge,
        answers=answers,
        filed_on=application.filed_on,
        number=application.number or "",
    )


def with_days(application: Application, outline: Case) -> Case:
    """Return an outline with the days that were set for it: all that deadlines look at, in two reads."""
    return replace(
        outline,
        earlier_days=_days_set(application, earlier_days_of({application.call})),
        put_off=put_off_for([application]).get(application.pk, {}),
    )


def _days_set(application: Application, earlier: EarlierDays) -> dict[str, date]:
    authority = definition_for(application).authority
    return {
        deadline: day
        for office, key in application.offices.items()
        for deadline, day in earlier.get((application.call, authority, office, key), {}).items()
    }


class DaysOfCall:
    """The days of one call that offices set, each kind read once, when somebody asks."""

    def __init__(self, call: str) -> None:
        self.call = call

    @cached_property
    def earlier(self) -> EarlierDays:
        """The newest earlier day by call, authority, kind and key of the office."""
        return earlier_days_of({self.call})

    @cached_property
    def later(self) -> PutOffDays:
        """Those that were put off, for all and for one."""
        return put_off_of(self.call)

    def put_off(self, applications: Sequence[Application]) -> dict[int, ByDeadline]:
        """Return the later days of applications of the call by id, those for everybody included."""
        return {one.pk: self.later.alone.get(one, self.later.for_all) for one in applications}


def surroundings_of(applications: Sequence[Application], days: DaysOfCall | None = None) -> Surroundings:
    """Read what stands beside applications: days that were set, papers that list them, publicities."""
    # What was never filed is on no list, was never published, and has no papers that could come.
    filed = [one for one in applications if one.number is not None]
    listed, published = _with(filed, "issued"), _with(filed, "publicity")
    brought, put_off = _with(filed, "arrivals"), _with(applications, "put_off")
    earlier = {one.call for one in _with(applications, "earlier_days")}
    return Surroundings(
        days.earlier if days else earlier_days_of(earlier) if earlier else {},
        papers_listing(listed) if listed else {},
        _publicity_over([one.pk for one in published]) if published else frozenset(),
        days.put_off(applications) if days else put_off_for(put_off) if put_off else {},
        received_on_paper(brought) if brought else {},
    )


def _with(applications: Sequence[Application], kind: Beside) -> list[Application]:
    """Those of which it is not known already that nothing of a kind lies beside them."""
    return [one for one in applications if not nothing_beside(one, kind)]


def offices_in_charge(call: Call, procedure: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return, by office with rows, the key of the row that an application's answers put in charge."""
    asked = {field for section in lookup.sections_of(call, procedure) for field in section.fields}
    with_rows = (office for office in call.offices.values() if office.each and office.field in asked)
    found = {office.id: text_at(call, office.field, answers)[:60] for office in with_rows}
    return {office: key for office, key in found.items() if key}


def first_in_charge(call: Call, offices: Mapping[str, str]) -> str:
    """Return the key of the office that an application comes to first; '' where none is in charge."""
    known = (key for office, key in offices.items() if key in call.lists[call.offices[office].each].rows)
    return next(known, next(iter(offices.values()), ""))


def answers_of_place(call: Call, key: str) -> dict[str, str]:
    """Return the answers that put the row `key` in charge, for somebody who fills in no form."""
    with_rows = [office for office in call.offices.values() if office.each]
    asking = [office for office in with_rows if call.fields[office.field].kind != "lookup"]
    own = [office for office in asking if key in call.lists[office.each].rows]
    return {office.field: key for office in own or asking[:1] if key}


def offices_of_place(call: Call, key: str) -> dict[str, str]:
    """Return, by office with rows, the key of the row in charge of who is at the place `key`."""
    answers = answers_of_place(call, key)
    found = {one.id: text_at(call, one.field, answers) for one in call.offices.values() if one.each}
    return {office: text for office, text in found.items() if text}


def within(rows: QuerySet[Application], office: Office) -> QuerySet[Application]:
    """Return the applications that an office is in charge of; all if it has no rows, none if it has ended."""
    keys = keys_of(office)
    if "" in keys:
        return rows
    return of_rows(rows, office.kind, keys) if keys else rows.none()


def of_rows(rows: QuerySet[Application], kind: str, keys: Collection[str]) -> QuerySet[Application]:
    """Return the applications that these rows of a kind of office are in charge of."""
    own_key = Cast(KeyTextTransform(kind, "offices"), TextField())
    return rows.annotate(own_key=own_key).filter(own_key__in=keys)


def received_papers(applications: Sequence[Application]) -> dict[int, set[str]]:
    """Return which papers of the current revision came, by application, in two reads."""
    ids = [one.pk for one in applications]
    received: dict[int, set[str]] = {}
    for application, kind, details in _submitted_and_received(ids):
        papers = received.setdefault(application, set())
        if kind == "submit":
            papers.clear()
        papers.update(json.loads(details).get("papers", ()) if kind == "receive" else ())
    for application, counted in received_on_paper(applications).items():
        papers = received.setdefault(application, set())
        papers -= set(counted)
        papers.update(paper for paper, day in counted.items() if day is not None)
    return received


def _since_last_submission(steps: list[Step]) -> list[Step]:
    filed = [number for number, step in enumerate(steps) if step.kind == "submit"]
    return steps[filed[-1] :] if filed else steps


def _papers(steps: list[Step]) -> frozenset[str]:
    """A scan counts by the act that handed it in, so that no upload goes round a deadline."""
    handed_in = (step for step in steps if step.kind in {"hand_in", "lodge"})
    return frozenset(paper for step in handed_in for paper in step.details.get("papers", ()))


def _received(steps: list[Step], counted: Mapping[str, date | None]) -> dict[str, date]:
    """What a desk counted is held to that; of what came before there were desks, the act says it."""
    said = {
        paper: date.fromisoformat(step.details["received_on"])
        for step in steps
        if step.kind == "receive"
        for paper in step.details.get("papers", ())
    }
    return {paper: day for paper, day in (said | dict(counted)).items() if day is not None}


def _reasons(steps: list[Step]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for step in steps:
        reasons |= step.details.get("reasons", {})
    return reasons


def earlier_days_of(calls: set[str]) -> dict[tuple[str, str, str, str], dict[str, date]]:
    """The newest day counts, by whoever has a row: its own office, or the one that took it over."""
    rows = _earlier_days(calls)
    days: dict[tuple[str, str, str, str], dict[str, date]] = {}
    taken_over = keys_taken_over() if rows else {}
    for row, office in ((row, row.office) for row in rows):
        for key in {office.key, *taken_over.get(office.pk, ())}:
            days.setdefault((row.call, office.authority, office.kind, key), {})[row.deadline] = row.day
    return days


def _publicity_over(applications: Sequence[int]) -> frozenset[int]:
    # Only the newest publicity counts: one that was opened again is not over.
    closed = dict(_publicities(applications))
    return frozenset(application for application, at in closed.items() if at is not None)


@kept_read
def _earlier_days(calls: Collection[str]) -> "QuerySet[EarlierDay]":
    return EarlierDay.objects.filter(call__in=calls).select_related("office").order_by("pk")


@kept_read
def _publicities(applications: Collection[int]) -> "QuerySet[PublicityEntry, tuple[int, datetime | None]]":
    entries = PublicityEntry.objects.filter(application__in=applications).order_by("pk")
    return entries.values_list("application", "publicity__closed_at")


@kept_read
def _submitted_and_received(
    applications: Collection[int],
) -> "QuerySet[Step, tuple[int, str, str]]":
    steps = Step.objects.filter(application__in=applications, kind__in=("submit", "receive"))
    # As text: of most steps the details are not looked at.
    steps = steps.annotate(said=Cast("details", TextField())).order_by("application", "position")
    return steps.values_list("application", "kind", "said")
