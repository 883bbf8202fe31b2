"""The rows of a review as its page draws them: answers, tables by year, conditions; each once for the same words."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from linxuan.programme.definition import Call, Field
from linxuan_site.portal.office.answers import Fact, Part, ShownSection
from linxuan_site.portal.office.checklist import Item
from linxuan_site.portal.office.differences import Difference
from linxuan_site.portal.office.remarks import Remarks
from linxuan_site.portal.templatetags.conditions import GapWords, words_of_gap
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.portal.templatetags.shown_answers import AnswerWords, words_of_answer
from linxuan_site.portal.templatetags.uploads import FileWords, words_of_file
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.remarks import ShownRemark

ANY = 0
"""Stands for an application in an address, where what is drawn is for any."""


class ChangeWords(NamedTuple):
    """What stood there in the submission before."""

    before: str
    unit: str


class FactWords(NamedTuple):
    """All that the page writes of one answer."""

    id: str
    name: str
    is_file: bool
    long: bool
    files: tuple[tuple[FileWords, datetime], ...]
    answer: AnswerWords | None
    change: ChangeWords | None
    remarks: SafeString
    """What was told and is to be told at it, and the way to tell something."""


class YearWords(NamedTuple):
    """One year of an answer. `change`: what stood there before; None if it did not change."""

    text: str
    change: ChangeWords | None


class LineWords(NamedTuple):
    """One answer of a table by year."""

    id: str
    name: str
    unit: str
    changed: bool
    years: tuple[YearWords, ...]
    remarks: SafeString
    """What was told and is to be told at it, and the way to tell something."""


class TableWords(NamedTuple):
    """All that the page writes of a table by year."""

    section: str
    unit: str
    years: tuple[int, ...]
    lines: tuple[LineWords, ...]


class EvidenceWords(NamedTuple):
    """An answer beside a condition."""

    name: str
    changed: bool
    answer: AnswerWords


class Named(NamedTuple):
    """A section to look at, or a clause with its words."""

    id: str
    name: str


class ItemWords(NamedTuple):
    """All that the page writes of one condition, its evidence and what was judged of it."""

    open: bool
    call: str
    id: str
    anchor: str
    name: str
    kind: str
    checked: bool
    """Whether a machine checks it."""
    cites: tuple[Named, ...]
    gap: GapWords | None
    plain: str
    reason: str
    reading: str
    facts: tuple[EvidenceWords, ...]
    sections: tuple[Named, ...]
    files: tuple[FileWords, ...]
    others: tuple[SafeString, ...]
    seen: int
    verdict: str
    stale: bool
    judged: str
    """The verdict of the office on an earlier submission, where it is stale."""
    revision: int
    remark: str


def drawn_parts(
    call: Call, application: Any, sections: Sequence[ShownSection], remarks: Remarks
) -> Mapping[str, Sequence[SafeString]]:
    """Return, by section, its parts as the page shows them: a list of answers, or a table."""
    rows = _Rows(call, application, remarks)
    return {one.section.id: [rows.part(one, part) for part in one.parts] for one in sections}


def drawn_items(call: Call, procedure: str, items: Sequence[Item], *, open_: bool) -> SafeString:
    """Return the rows of some conditions of a checklist; `open_`: the reader judges them now."""
    return SafeString("".join(_draw_item(_item(call, procedure, one, open_=open_)) for one in items))


def words_of_judgement(row: Any) -> Hashable:
    """Return all that a page writes of a judgement, and whose it is."""
    whose = (row.pk, row.office, row.office_key, row.condition)
    return *whose, row.verdict, row.remark, row.revision, row.judged_at, signed_name(row.judged_by, row)


def words_of_remarks(remarks: Remarks) -> Hashable:
    """Return all that a page writes at fields of what is to be told and was told there."""
    sent = tuple((field, _drawn_remarks(told)) for field, told in sorted(remarks.sent_at.items()))
    return remarks.open, tuple((field, one.text) for field, one in sorted(remarks.drafts.items())), sent


def _drawn_remarks(sent: Sequence[ShownRemark]) -> tuple[SafeString, ...]:
    return tuple(render_to_string("office/sent_remark.html", {"one": one}) for one in sent)


class _Rows:
    def __init__(self, call: Call, application: Any, remarks: Remarks) -> None:
        self.call, self.application, self.remarks = call, application, remarks

    def part(self, shown: ShownSection, part: Part) -> SafeString:
        if part.years:
            return _draw_table(self._table(shown, part))
        return _draw_facts(tuple(self._fact(one) for one in part.facts))

    def _fact(self, fact: Fact) -> FactWords:
        is_file = fact.field.kind == "file"
        return FactWords(
            id=fact.field.id,
            name=fact.field.name,
            is_file=is_file,
            long=fact.long,
            files=tuple((words_of_file(one), one.uploaded_at) for one in fact.files if is_file),
            answer=None if is_file else self._answer(fact),
            change=_change(fact.change),
            remarks=self._remarks(fact.field),
        )

    def _answer(self, fact: Fact) -> AnswerWords:
        return words_of_answer(self.call, self.application.procedure, fact.field, fact.value, fact.files)

    def _table(self, shown: ShownSection, part: Part) -> TableWords:
        return TableWords(
            shown.section.name,
            part.unit,
            part.years,
            tuple(self._line(one, part.years) for one in part.facts),
        )

    def _line(self, fact: Fact, years: Sequence[int]) -> LineWords:
        changed = fact.years_changed
        return LineWords(
            fact.field.id,
            fact.field.name,
            fact.field.unit,
            bool(changed),
            tuple(YearWords(fact.by_year.get(one, ""), _change(changed.get(one))) for one in years),
            self._remarks(fact.field),
        )

    def _remarks(self, field: Field) -> SafeString:
        draft, sent = self.remarks.drafts.get(field.id), self.remarks.sent_at.get(field.id, ())
        open_ = field.id in self.remarks.fields
        if not (draft or sent):
            return _way_to_remark(self.application.pk, field.id, field.name) if open_ else SafeString()
        words = {"sent": _drawn_remarks(sent), "open": open_, "draft": draft}
        page = {"remarks": words, "id": field.id, "name": field.name, "application": self.application.pk}
        return render_to_string("office/field_remarks.html", page)


def _way_to_remark(application: int, field: str, name: str) -> SafeString:
    """The way to the first remark at a field: drawn once for all applications, each with an address of its own."""
    own, any_ = (reverse("review-remark", args=[one, field]) for one in (application, ANY))
    return SafeString(_draw_way(field, name).replace(any_, own))


def _change(change: Difference | None) -> ChangeWords | None:
    return ChangeWords(change.before, change.unit) if change else None


def _item(call: Call, procedure: str, item: Item, *, open_: bool) -> ItemWords:
    found, judgement = item.finding, item.judgement
    return ItemWords(
        open=open_,
        call=call.id,
        id=item.id,
        anchor=item.anchor,
        name=item.element.name,
        kind=item.kind,
        checked=found is not None,
        cites=tuple(Named(one.address, one.words) for one in item.element.cites),
        gap=words_of_gap(item.gap),
        plain=found.plain if found and found.facts else "",
        reason=item.reason,
        reading=getattr(item.element, "reading", ""),
        facts=tuple(
            EvidenceWords(
                one.field.name,
                bool(one.changes),
                words_of_answer(call, procedure, one.field, one.value, one.files),
            )
            for one in item.facts
        ),
        sections=tuple(Named(one.id, one.name) for one in item.sections),
        files=tuple(words_of_file(one) for one in item.files),
        others=tuple(render_to_string("office/review_held.html", {"one": one}) for one in item.others),
        seen=item.seen,
        verdict=item.verdict,
        stale=item.stale,
        judged=judgement.verdict if item.stale else "",
        revision=judgement.revision if item.stale else 0,
        remark=item.remark,
    )


def _of_way(field: str, name: str) -> dict[str, object]:
    return {"application": ANY, "slot": field, "name": name, "draft": None}


def _of_facts(facts: tuple[FactWords, ...]) -> dict[str, object]:
    return {"facts": facts}


def _of_table(table: TableWords) -> dict[str, object]:
    return {"table": table}


def _of_item(item: ItemWords) -> dict[str, object]:
    return {"item": item}


_draw_way = drawn("office/remark_at.html", _of_way)
_draw_facts = drawn("office/review_facts.html", _of_facts)
_draw_table = drawn("office/review_years.html", _of_table)
_draw_item = drawn("office/review_item.html", _of_item)
