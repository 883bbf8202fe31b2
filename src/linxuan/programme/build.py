"""From the tables of a package to its call: every element built by its own reader."""

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypedDict, TypeVar

from linxuan.programme.definition import Call, Citation, Form, Length, RevocationTerms, WorkingDays
from linxuan.programme.elements import (
    demands,
    forms,
    keeping,
    people,
    quotas,
    rounds,
    scores,
    standings,
    steps,
    text,
)
from linxuan.programme.entry import Entry
from linxuan.programme.faults import Place
from linxuan.programme.known import FIELDS
from linxuan.programme.notices import read_text
from linxuan.programme.origin import FROM_FILE, read_origin
from linxuan.programme.package import Package
from linxuan.programme.template_files import is_layout, is_template

Made = TypeVar("Made")


class _Head(TypedDict):
    """What `[call]` says."""

    name: str
    programme: str
    cohort: int
    authority: str
    reports_to: str
    reminders: tuple[Length | WorkingDays, ...]
    cites: tuple[Citation, ...]
    revocation: RevocationTerms


def build(package: Package, id: str, files: Mapping[str, bytes]) -> Call:
    """Build the call of a package. With faults it is only good for finding more of them."""
    entries = package.entries
    _check_fields_file(package)
    return Call(
        id=id,
        digest=digest(files),
        **_head(package),
        notices=_present(_each(entries["notice"], lambda entry: read_text(entry, package.documents.texts))),
        statements=_each(entries["statement"], text.read_statement),
        questions=_each(entries["question"], text.read_question),
        contacts=_each(entries["contact"], text.read_contact),
        offices=_each(entries["office"], people.read_office),
        tracks=_each(entries["track"], people.read_track),
        fields=_each(entries["field"], forms.read_field),
        forms=MappingProxyType({form: _form(package, form) for form in package.forms}),
        parameters=_each(entries["param"], demands.read_parameter),
        rules=_each(entries["rule"], demands.read_rule),
        judgements=_each(entries["judgement"], demands.read_judgement),
        stages=_each(entries["stage"], steps.read_stage),
        actions=_each(entries["action"], steps.read_action),
        deadlines=_each(entries["deadline"], steps.read_deadline),
        quotas=_each(entries["quota"], quotas.read_quota),
        papers=_each(entries["paper"], steps.read_paper),
        rounds=_each(entries["round"], rounds.read_round),
        grades=_each(entries["grade"], rounds.read_grade),
        standings=_each(entries["standing"], standings.read_standing),
        lists=MappingProxyType(dict(package.lists)),
        keeping=_each(entries["keep"], keeping.read_keeping),
        titles=_each(entries["title"], people.read_title),
        scores=_each(entries["score"], scores.read_score),
        cases=MappingProxyType(_cases(package)),
        templates=MappingProxyType(_templates(package)),
        layouts=MappingProxyType({file: files[file] for file in sorted(files) if is_layout(file)}),
    )


def digest(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the files of a package: their paths, lengths and contents, in order."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(f"{file}\n{len(files[file])}\n".encode())
        total.update(files[file])
    return total.hexdigest()


def _each(entries: Mapping[str, Entry], read: Callable[[Entry], Made]) -> Mapping[str, Made]:
    made: dict[str, Made] = {}
    for id, entry in entries.items():
        made[id] = read(entry)
        entry.close()
    return MappingProxyType(made)


def _present(made: Mapping[str, Made | None]) -> Mapping[str, Made]:
    return MappingProxyType({id: each for id, each in made.items() if each is not None})


def _head(package: Package) -> _Head:
    entry = package.call
    if entry is None:
        return _Head(
            name="",
            programme="",
            cohort=0,
            authority="",
            reports_to="",
            reminders=(),
            cites=(),
            revocation=RevocationTerms(),
        )
    head = _Head(
        name=entry.text("name", wanted=True),
        programme=entry.text("programme", wanted=True),
        cohort=entry.whole("cohort", wanted=True) or 0,
        authority=entry.text("authority", wanted=True),
        reports_to=entry.text("reports_to"),
        reminders=entry.times("reminders"),
        cites=read_origin(entry).cites,
        revocation=standings.read_revocation(entry),
    )
    entry.close()
    return head


def _form(package: Package, form: str) -> Form:
    top = package.forms[form]
    made = forms.read_form(top, package.sections[form])
    for section in package.sections[form].values():
        section.close()
    top.close()
    return made


def _check_fields_file(package: Package) -> None:
    """The origin that the catalogue gives once for all its fields has to be sound itself."""
    table = package.documents.tables.get(FIELDS, {})
    top = Entry(
        {key: table[key] for key in FROM_FILE if key in table},
        Place(FIELDS),
        package.faults,
        package.known,
        id="fields",
    )
    read_origin(top, wanted=False)


def _cases(package: Package) -> dict[str, Mapping[str, object]]:
    tables = package.documents.tables
    return {file: table for file, table in tables.items() if file.startswith("cases/")}


def _templates(package: Package) -> dict[str, str]:
    return {file: text for file, text in package.documents.texts.items() if is_template(file)}
