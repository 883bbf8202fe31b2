"""A section of a form as blocks on the page, and how far every section is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from linxuan.answers import DERIVED, display_answer
from linxuan.completeness import Missing, visible_fields
from linxuan.derive import shown_by_year, years_of
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Section
from linxuan_site.portal.applicant.controls import Control, Sheet


@dataclass(frozen=True)
class Block:
    """Controls that stand together: `fields`, `years` (one table), `group` or `files`."""

    kind: str
    controls: Sequence[Control]
    years: tuple[int, ...] = ()

    @property
    def unit(self) -> str:
        """The unit of a table, where it has only one."""
        units = {one.field.unit for one in self.controls if one.field.kind != "share"}
        return units.pop() if len(units) == 1 else ""

    @property
    def own_units(self) -> bool:
        """Whether each row says its unit."""
        return not self.unit


@dataclass(frozen=True)
class Progress:
    """How far a section is: what is wanted of it, and what of that is there."""

    section: Section
    done: int
    wanted: int

    @property
    def mark(self) -> str:
        """The shape that says it: `met`, `half`, `ring`."""
        if self.done >= self.wanted:
            return "met"
        return "half" if self.done else "ring"


def fields_shown(call: Call, procedure: str, section: Section) -> list[Field]:
    """Return the fields of a section that an applicant may see, whatever their condition."""
    fields = [call.fields[one] for one in section.fields]
    return [
        one for one in fields if one.visible != "offices" and (not one.concerns or procedure in one.concerns)
    ]


def blocks(sheet: Sheet, section: Section) -> list[Block]:
    """Return a section's controls as blocks, in the order of the form."""
    fields = fields_shown(sheet.call, sheet.procedure, section)
    runs = groupby(fields, key=lambda one: _shape(sheet.call, one))
    return [_block(sheet, kind, years, list(run)) for (kind, years, _own), run in runs]


def _shape(call: Call, one: Field) -> tuple[str, tuple[int, ...], str]:
    years = years_of(call, one)
    if years:
        return "years", years, ""
    if one.kind == "group":
        return "group", (), one.id
    return ("files" if one.kind == "file" else "fields"), (), ""


def _block(sheet: Sheet, kind: str, years: tuple[int, ...], fields: list[Field]) -> Block:
    controls = [sheet.control(one) for one in fields]
    if kind != "years":
        return Block(kind, controls)
    by_year = shown_by_year(sheet.call, sheet.procedure, sheet.values, years)

    def worked_out(one: Control) -> Control:
        id = one.field.id
        shown = [
            (year, display_answer(sheet.call, sheet.procedure, id, by_year[year].get(id))) for year in years
        ]
        return replace(one, derived_years=shown)

    return Block(kind, [worked_out(one) if one.field.kind in DERIVED else one for one in controls], years)


def progress(sheet: Sheet, missing: Sequence[Missing]) -> list[Progress]:
    """Return how far each section of the applicant is that concerns it now."""
    return list(_progress(sheet, missing))


def _progress(sheet: Sheet, missing: Sequence[Missing]) -> Iterator[Progress]:
    for section in lookup.sections_of(sheet.call, sheet.procedure, by="applicant"):
        visible = visible_fields(sheet.call, sheet.procedure, section, sheet.values)
        asked = [one for one in visible if one.kind not in DERIVED and one.visible != "offices"]
        if not visible:
            continue
        lacking = {one.field for one in missing if one.section == section.id} | set(sheet.problems)
        wanted = [one.id for one in asked if one.id in sheet.values or one.id in lacking]
        yield Progress(section, len([one for one in wanted if one not in lacking]), len(wanted))
