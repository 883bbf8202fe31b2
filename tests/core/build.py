"""Small calls written in code, for shapes that no package has: only what a test is about stands out."""

from collections.abc import Mapping, Sequence
from typing import Any

from linxuan.programme.definition import (
    Action,
    Call,
    Citation,
    Expression,
    Field,
    Form,
    Grade,
    Office,
    Quota,
    Rule,
    Section,
    Stage,
    StandingRule,
    Table,
    Track,
)
from linxuan.rules.parse import parse

TRACK = "enterprise"
TRACKS = (TRACK, "platform")


def call(**parts: Any) -> Call:
    """Return a call that has nothing but the given elements, each kind a sequence or a mapping by id."""
    kinds = [
        "notices", "statements", "questions", "contacts", "offices", "tracks", "fields", "forms", "parameters",
        "rules", "judgements", "stages", "actions", "deadlines", "quotas", "papers", "rounds", "grades",
        "standings", "lists",
    ]  # fmt: skip
    head = {"id": "invented", "name": "虚构的遴选", "programme": "虚构", "cohort": 1, "authority": "虚构局"}
    elements = {kind: _by_id(parts.get(kind, ())) for kind in kinds}
    return Call(**head, reports_to="", cites=(), digest="", **elements)


def _by_id(elements: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    return dict(elements) if isinstance(elements, Mapping) else {element.id: element for element in elements}


def expression(text: str) -> Expression:
    return Expression(text, parse(text))


def cite(address: str) -> tuple[Citation, ...]:
    return (Citation("main", address, 1, "原文"),)


def track(id: str = TRACK, *categories: str, **more: Any) -> Track:
    return Track(id=id, name=id, form="form", categories={one: one for one in categories}, **more)


def field(id: str, kind: str = "text", *, concerns: Sequence[str] = TRACKS, **more: Any) -> Field:
    return Field(id=id, name=id, kind=kind, concerns=tuple(concerns), **more)


def form(*sections: Section) -> Form:
    return Form(id="form", name="申报书", sections=_by_id(sections))


def section(id: str, *fields: str, concerns: Sequence[str] = TRACKS, **more: Any) -> Section:
    return Section(id=id, name=id, fields=fields, concerns=tuple(concerns), **more)


def office(id: str, **more: Any) -> Office:
    return Office(id=id, name=id, **more)


def stage(id: str, office: str = "", *, concerns: Sequence[str] = (TRACK,), **more: Any) -> Stage:
    return Stage(id=id, name=id, office=office, concerns=tuple(concerns), **more)


def action(
    id: str, by: str, start: str, to: str = "", *, concerns: Sequence[str] = (TRACK,), **more: Any
) -> Action:
    kind = more.pop("kind", id)
    return Action(
        id=id, name=id, kind=kind, by=(by,), from_stages=(start,), to=to, concerns=tuple(concerns), **more
    )


def quota(id: str, limit: int | None, *concerns: str, at: str = "nominate", **more: Any) -> Quota:
    """A quota for tracks, or for `track/category` entries."""
    categories = tuple(one for one in concerns if "/" in one)
    tracks = tuple(dict.fromkeys(one.partition("/")[0] for one in concerns or (TRACK,)))
    return Quota(id=id, name=id, at=at, limit=limit, concerns=tracks, categories=categories, **more)


def rule(id: str, holds: str, **more: Any) -> Rule:
    return Rule(id=id, name=id, holds=expression(holds), concerns=(TRACK,), **more)


def table(id: str, **rows: Mapping[str, str]) -> Table:
    columns = tuple(dict.fromkeys(("key", *(column for row in rows.values() for column in row))))
    return Table(id=id, columns=columns, rows=rows)


def grade(id: str, name: str) -> Grade:
    return Grade(id=id, name=name, cites=cite("三(一)"), concerns=("round",))


def standing_rule(id: str, leads_to: str, **more: Any) -> StandingRule:
    return StandingRule(id=id, name=id, leads_to=leads_to, concerns=("round",), **more)
