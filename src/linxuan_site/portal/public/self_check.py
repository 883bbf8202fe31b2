"""The self-check: anybody fills in what he likes of what the conditions of a track look at, and sees what holds.

Nothing of it is kept: there is no account, no application, no session. The controls and the list of conditions are
those of the applicant's form, so that both say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from linxuan.answers import DERIVED, read_answers
from linxuan.checking import Check, check
from linxuan.derive import record_of, shown_values
from linxuan.explaining import fields_asked
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Section, Track
from linxuan.rules.terms import Value
from linxuan_site.actions.drafts import problems_of
from linxuan_site.portal.answering import Fault, input_id
from linxuan_site.portal.applicant.controls import Sheet
from linxuan_site.portal.applicant.sections import Block, blocks, fields_shown
from linxuan_site.portal.applicant.typed import typed_answers
from linxuan_site.portal.gaps import Gap, gaps
from linxuan_site.portal.public.notice_page import filing_due
from linxuan_site.portal.templatetags.conditions import tally

MOST_NEXT = 5
"""So many fields are named as the ones to fill in next."""


@dataclass(frozen=True)
class Dossier:
    """What the templates of the form ask a dossier for."""

    call: Call
    check: Check


@dataclass(frozen=True)
class Next:
    """A field that would settle most: where it is, and the conditions that wait for it."""

    label: str
    href: str
    rules: Sequence[str]


@dataclass(frozen=True)
class SelfCheck:
    """What was typed, for the templates that show a form of an applicant."""

    call: Call
    track: Track
    raw: Mapping[str, Any]
    today: date
    blank_rows: Mapping[str, int]

    @property
    def remarks_at(self) -> Mapping[str, Any]:
        """What an office remarked: nobody has seen this."""
        return {}

    @property
    def traced(self) -> frozenset[str]:
        """The fields that have a record of changes: nothing is kept here."""
        return frozenset()

    @cached_property
    def sections(self) -> list[Section]:
        """The sections of the form, with those fields alone that the conditions look at."""
        asked = fields_asked(self.call, self.track.id)
        own = lookup.sections_of(self.call, self.track.id, by="applicant")
        narrowed = [
            replace(one, fields=tuple(each for each in one.fields if self._is_asked(each, asked)))
            for one in own
        ]
        return [one for one in narrowed if fields_shown(self.call, self.track.id, one)]

    def _is_asked(self, field: str, asked: frozenset[str]) -> bool:
        return field in asked and self.call.fields[field].kind not in (*DERIVED, "file")

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """What could be read of it."""
        return dict(read_answers(self.call, self.track.id, dict(self.raw), strict=False).values)

    @cached_property
    def problems(self) -> dict[str, str]:
        """What could not be read, by field."""
        return problems_of(self.call, self.track.id, self.raw)

    @cached_property
    def sheet(self) -> Sheet:
        """The form with what was typed."""
        return Sheet(
            call=self.call,
            procedure=self.track.id,
            raw=self.raw,
            values=self.values,
            shown=shown_values(self.call, self.track.id, self.values),
            record=record_of(self.call, self.track.id, self.values, on=self.today),
            problems=self.problems,
            files={},
            blank_rows=self.blank_rows,
        )

    @cached_property
    def parts(self) -> list[tuple[Section, list[Block]]]:
        """The sections with their controls."""
        return [(one, blocks(self.sheet, one)) for one in self.sections]

    @property
    def blocks(self) -> list[Block]:
        """The controls of all sections."""
        return [block for _section, own in self.parts for block in own]

    @cached_property
    def dossier(self) -> Dossier:
        """The call and what its conditions say of what was typed."""
        return Dossier(self.call, check(self.call, self.track.id, self.values, on=self.today))

    @property
    def tally(self) -> dict[str, int]:
        """How many conditions there are of each mark."""
        return tally(self.dossier.check.findings)

    @cached_property
    def links(self) -> dict[str, tuple[str, str]]:
        """Label and address of the input of every field on the page."""
        fields = self.call.fields
        return {
            one: (fields[one].name, f"#{self.input_of(one)}")
            for section in self.sections
            for one in section.fields
        }

    def input_of(self, field: str) -> str:
        """Return the id of the input of a field."""
        years = self.call.fields[field].years
        return input_id(f"{field}.{years[0]}" if years else field)

    @cached_property
    def gaps_to_bounds(self) -> dict[str, Gap]:
        """What is lacking to each share, by rule."""
        return gaps(self.call, self.track.id, self.sheet.record)

    @property
    def next(self) -> list[Next]:
        """The missing fields that would settle most, the one that settles most first."""
        awaited = [one for one in self.dossier.check.missing if one.field in self.links]
        return [
            Next(*self.links[one.field], [self.call.rules[rule].name for rule in one.rules])
            for one in awaited[:MOST_NEXT]
        ]

    @property
    def faults(self) -> list[Fault]:
        """What could not be read, each with its input."""
        return [
            Fault(
                say("{label}：{value}", label=self.call.fields[field].name, value=problem),
                target=self.input_of(field),
                code="input",
            )
            for field, problem in self.problems.items()
        ]


def self_check(call: Call, track: Track, given: QueryDict, today: date) -> SelfCheck:
    """Return the check of what was typed; a button may ask for one more row of a group, or for one less."""
    removed = f"{given['remove']}." if given.get("remove") else ""
    kept = given.copy()
    for name in [one for one in given if removed and one.startswith(removed)]:
        del kept[name]
    go = given.get("go", "")
    more = {go.removeprefix("more."): 1} if go.startswith("more.") else {}
    empty = SelfCheck(call, track, {}, today, more)
    fields = [one for section in empty.sections for one in fields_shown(call, track.id, section)]
    typed = typed_answers(call, track.id, fields, kept, {})
    answers = {key: value for key, value in typed.items() if value is not None}
    return replace(empty, raw=answers)


def self_check_page(found: SelfCheck) -> dict[str, object]:
    """Return what the page of the self-check shows."""
    return {
        "call": found.call,
        "track": found.track,
        "filing": found,
        "due": filing_due(found.call, found.track.id, found.today),
        "judged": lookup.judgements_of(found.call, found.track.id),
        "others": [one for one in lookup.open_tracks(found.call) if one.id != found.track.id],
        "without_files": True,
        "begun": bool(found.raw),
        "more": bool(found.blank_rows),
    }
