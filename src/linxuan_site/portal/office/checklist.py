"""The checklist of a review: each condition beside its evidence, with what the office holds of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from linxuan.checking import Finding
from linxuan.programme.definition import Call, Element, Field, Section
from linxuan.programme.ready import once_per_call
from linxuan.rules.walk import names_in
from linxuan_site.actions.judging import CONFIRMED, DOUBTED, REFUSED, Judged
from linxuan_site.portal.gaps import Gap
from linxuan_site.portal.office.answers import AnswerSheet, Fact, ShownSection
from linxuan_site.portal.templatetags.conditions import kind_of
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.reviewing import JUDGEMENT, RULE

VERDICTS = (CONFIRMED, DOUBTED, REFUSED)
PERSON = "person"
"""The mark of a condition that no machine checks."""
IN_ORDER = ("not", "soft", "unknown", PERSON, "met")


@dataclass(frozen=True)
class Elsewhere:
    """What another office holds of a condition."""

    office: str
    judgement: Any


@dataclass(frozen=True)
class Item:
    """A condition with its evidence, and what was judged of it."""

    id: str
    """`rule:ID` or `judgement:ID`."""
    element: Element
    kind: str
    finding: Finding | None
    gap: Gap | None
    reason: str
    """Why it was passed over in principle, where an office said so."""
    facts: Sequence[Fact]
    files: Sequence[Any]
    sections: Sequence[Section]
    """Where it is written, of what only a person can judge."""
    judgement: Any
    """The newest of the reader's office; None if there is none."""
    stale: bool
    """What it rests on changed since that judgement: it is to be looked at again."""
    others: Sequence[Elsewhere]

    @property
    def anchor(self) -> str:
        """The id of its row on the page."""
        return self.id.replace(":", "-")

    @property
    def seen(self) -> int:
        """The judgement that the page shows, as `Judged.seen` takes it."""
        return self.judgement.pk if self.judgement else 0

    @property
    def verdict(self) -> str:
        """What the office holds of it now; empty if it has not said."""
        return "" if self.judgement is None or self.stale else self.judgement.verdict

    @property
    def remark(self) -> str:
        """The words beside the verdict."""
        return "" if self.judgement is None else self.judgement.remark

    @property
    def settled(self) -> bool:
        """Whether nothing of it needs a person any more."""
        return self.verdict == CONFIRMED and self.kind in ("met", PERSON)


@dataclass(frozen=True)
class Checklist:
    """All conditions of one application, those that need a person first. `open`: the reader judges them now."""

    items: Sequence[Item]
    open: bool

    @cached_property
    def at_hand(self) -> list[Item]:
        """Those to look at; without judging, those that do not simply hold."""
        return [one for one in self.items if not self._folded(one)]

    @cached_property
    def settled(self) -> list[Item]:
        """Those that are folded."""
        return [one for one in self.items if self._folded(one)]

    def _folded(self, one: Item) -> bool:
        return one.settled if self.open else one.kind == "met"

    @property
    def confirmed(self) -> int:
        """How many the office holds to be true."""
        return self._count(CONFIRMED)

    @property
    def doubted(self) -> int:
        """How many it doubts."""
        return self._count(DOUBTED)

    @property
    def refused(self) -> int:
        """How many it does not accept."""
        return self._count(REFUSED)

    @property
    def waiting(self) -> int:
        """How many it has not judged."""
        return self._count("")

    def _count(self, verdict: str) -> int:
        return sum(one.verdict == verdict for one in self.items)


@dataclass(frozen=True)
class Material:
    """What a checklist is made from."""

    call: Call
    sheet: AnswerSheet
    sections: Sequence[ShownSection]
    findings: Sequence[Finding]
    judgements: Sequence[Element]
    """What only a person can judge here."""
    gaps: Mapping[str, Gap]
    reasons: Mapping[str, str]
    rows: Sequence[Any]
    """The judgements of all offices that count."""
    own: Mapping[str, Any]
    """Those of the reader's office, by condition."""
    changes: Mapping[int, frozenset[str]]
    """The fields that changed since each submission that was judged."""

    @cached_property
    def shown(self) -> frozenset[str]:
        """The fields whose answers the reader is shown."""
        facts = (fact for one in self.sections for part in one.parts for fact in part.facts)
        return frozenset(fact.field.id for fact in facts)


def checklist(material: Material, *, open_: bool) -> Checklist:
    """Return the checklist in the order of need."""
    items = [*_rules(material), *_judgements(material)]
    return Checklist(sorted(items, key=lambda one: IN_ORDER.index(one.kind)), open_)


def _rules(material: Material) -> Iterator[Item]:
    for finding in material.findings:
        rule = material.call.rules[finding.rule]
        names = names_in(rule.holds.term)
        yield _item(material, f"{RULE}{rule.id}", rule, kind_of(finding), finding=finding, names=names)


def _judgements(material: Material) -> Iterator[Item]:
    shown = {one.section.id: one.section for one in material.sections}
    for one in material.judgements:
        sections = [shown[id] for id in getattr(one, "sections", ()) if id in shown]
        yield _item(material, f"{JUDGEMENT}{one.id}", one, PERSON, sections=sections)


def _item(
    material: Material,
    id: str,
    element: Element,
    kind: str,
    *,
    finding: Finding | None = None,
    names: Sequence[str] = (),
    sections: Sequence[Section] = (),
) -> Item:
    facts = _facts(material, names)
    supporting = _supporting(material.call).get(element.id, ())
    rests_on = {*names, *supporting, *(field for section in sections for field in section.fields)}
    own = material.own.get(id)
    return Item(
        id=id,
        element=element,
        kind=kind,
        finding=finding,
        gap=material.gaps.get(element.id) if finding else None,
        reason=material.reasons.get(element.id, "") if finding else "",
        facts=facts,
        files=[file for slot in supporting for file in material.sheet.files.get(slot, ())],
        sections=sections,
        judgement=own,
        stale=own is not None and not rests_on.isdisjoint(material.changes.get(own.revision, ())),
        others=[
            Elsewhere(office_name(material.call, one.office, one.office_key), one)
            for one in material.rows
            if one.condition == id and one is not own
        ],
    )


def _facts(material: Material, names: Sequence[str]) -> list[Fact]:
    """The answers that a rule looks at, of those that the reader is shown."""
    return [material.sheet.fact(material.call.fields[one]) for one in names if one in material.shown]


@once_per_call
def _supporting(call: Call) -> Mapping[str, Sequence[str]]:
    """The slots of the files that are evidence, by rule or judgement: fields, or `GROUP.COLUMN`."""
    found: dict[str, list[str]] = {}
    for one in call.fields.values():
        for element in one.supports:
            found.setdefault(element, []).extend((one.id, *_in_groups(call.fields.values(), one.id)))
    return found


def _in_groups(fields: Any, column: str) -> Iterator[str]:
    group: Field
    for group in fields:
        if column in group.fields:
            yield f"{group.id}.{column}"


def posted_judgements(request: HttpRequest, items: Sequence[Item]) -> list[Judged]:
    """Return what was posted for conditions, without those that the officer left as he found them."""
    found = _posted(request, items)
    return [judged for one, judged in found if judged.verdict and _differs(one, judged)]


def standing_as_posted(request: HttpRequest, items: Sequence[Item]) -> list[Item]:
    """Return the conditions that stand as they were posted: written now, or with an answer that got lost."""
    return [one for one, judged in _posted(request, items) if judged.verdict and not _differs(one, judged)]


def _posted(request: HttpRequest, items: Sequence[Item]) -> list[tuple[Item, Judged]]:
    given = request.POST
    return [
        (
            one,
            Judged(
                one.id,
                given.get(f"verdict.{one.id}", ""),
                given.get(f"remark.{one.id}", "").strip(),
                _number(given.get(f"seen.{one.id}", "")),
            ),
        )
        for one in items
        if f"seen.{one.id}" in given
    ]


def _differs(item: Item, judged: Judged) -> bool:
    return (item.verdict, item.remark) != (judged.verdict, judged.remark)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
