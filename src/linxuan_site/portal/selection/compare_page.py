"""What a comparison shows: conditions and answers as rows, one column an application, differences marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linxuan.answers import display_answer, fields_of
from linxuan.checking import Finding
from linxuan.derive import shown_by_year, shown_values, years_of
from linxuan.programme.definition import Field
from linxuan.rules.terms import Value
from linxuan_site.queries.dossiers import Dossier


@dataclass(frozen=True)
class Row:
    """One answer of all; `cells` are empty where it was not given or not asked."""

    label: str
    unit: str
    cells: Sequence[str]

    @property
    def differs(self) -> bool:
        """Whether not all say the same."""
        return len(set(self.cells)) > 1


@dataclass(frozen=True)
class Condition:
    """One rule of all, with how each stands."""

    rule: str
    clause: str
    findings: Sequence[Finding | None]

    @property
    def differs(self) -> bool:
        """Whether it does not stand alike with all."""
        return len({one.outcome if one else "" for one in self.findings}) > 1


def compare_page(dossiers: Sequence[Dossier]) -> dict[str, object]:
    """Return what a comparison shows of dossiers that the reader may read."""
    rows = list(_rows(dossiers))
    return {
        "dossiers": dossiers,
        "conditions": list(_conditions(dossiers)),
        "rows": rows,
        "differing": sum(one.differs for one in rows),
    }


def _conditions(dossiers: Sequence[Dossier]) -> Iterator[Condition]:
    found = [{one.rule: one for one in dossier.check.findings} for dossier in dossiers]
    for rule in dict.fromkeys(rule for one in found for rule in one):
        call = next(dossier.call for dossier, own in zip(dossiers, found, strict=True) if rule in own)
        yield Condition(call.rules[rule].name, call.rules[rule].clause, [one.get(rule) for one in found])


def _rows(dossiers: Sequence[Dossier]) -> Iterator[Row]:
    fields: dict[str, Field] = {}
    for dossier in dossiers:
        fields |= {
            key: value
            for key, value in fields_of(dossier.call, dossier.application.procedure).items()
            if key not in fields
        }
    values = [shown_values(one.call, one.application.procedure, one.case.answers) for one in dossiers]
    for field in fields.values():
        years = years_of(dossiers[0].call, field)
        if years:
            yield from _by_year(dossiers, field, years)
            continue
        cells = [_text(one, field, own.get(field.id)) for one, own in zip(dossiers, values, strict=True)]
        if any(cells):
            yield Row(field.name, field.unit, cells)


def _by_year(dossiers: Sequence[Dossier], field: Field, years: tuple[int, ...]) -> Iterator[Row]:
    tables = [shown_by_year(one.call, one.application.procedure, one.case.answers, years) for one in dossiers]
    for year in years:
        cells = [
            _text(one, field, _of_year(table[year].get(field.id)))
            for one, table in zip(dossiers, tables, strict=True)
        ]
        if any(cells):
            yield Row(f"{field.name} {year}", field.unit, cells)


def _of_year(value: Value | None) -> Value | None:
    # Seen as of one year, a table holds that year only.
    return value[max(value)] if isinstance(value, Mapping) and value else value


def _text(dossier: Dossier, field: Field, value: Value | None) -> str:
    asked = field.id in fields_of(dossier.call, dossier.application.procedure)
    if not asked or value is None:
        return ""
    return display_answer(dossier.call, dossier.application.procedure, field.id, value)
