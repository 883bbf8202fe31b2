"""What a package has by id, known before its elements are read, so that a reference can be checked at once."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from linxuan.programme.documents import Documents
from linxuan.programme.template_files import is_layout, is_template

APPLICANT = "applicant"
CALL = "call.toml"
FIELDS = "forms/fields.toml"
IN_CALL = (
    *("notice", "statement", "question", "contact", "office", "track", "title"),
    *("param", "rule", "score", "judgement", "stage", "action", "deadline", "quota", "paper"),
    *("round", "grade", "standing", "keep"),
)
"""The kinds of elements of `call.toml`, in the order of the page."""
IN_EXPRESSIONS = ("field", "param", "score")
"""Kinds whose ids stand in expressions, so that they have no `-`."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ID = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True)
class Known:
    """The ids that a package declares, by kind.

    A kind is None where the file that declares it could not be read: nothing is then missing from it.
    `categories` has those of each track.
    """

    ids: Mapping[str, Collection[str] | None]
    open_tracks: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    closed_tracks: tuple[str, ...] = ()
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> Collection[str] | None:
        """Return the ids of a kind; None where they are not known."""
        return self.ids.get(kind, ())

    def lacks(self, kind: str, id: str) -> bool:
        """Tell whether the package certainly has no such element."""
        known = self.of(kind)
        return known is not None and id not in known

    @property
    def procedures(self) -> tuple[str, ...]:
        """The ids of all that one may file under, in order."""
        return (*self.open_tracks, *self.rounds)


def gather(documents: Documents, files: Iterable[str]) -> Known:
    """Return what a package declares; `files` are all its files, also those that could not be read."""
    call = documents.tables.get(CALL, {})
    tracks = _sound(call, "track")
    closed = tuple(id for id, track in tracks.items() if track.get("open") is False)
    forms = [file for file in files if is_form(file)]
    return Known(
        ids={
            **{kind: _declared(documents, [CALL], kind) for kind in IN_CALL},
            "field": _declared(documents, [FIELDS], "field"),
            "section": _declared(documents, forms, "section"),
            "form": tuple(map(id_of, forms)),
            "list": tuple(id_of(file) for file in files if is_list(file)),
            "template": tuple(file for file in files if is_template(file)),
            "layout": tuple(file for file in files if is_layout(file)),
        },
        open_tracks=tuple(id for id in tracks if id not in closed),
        rounds=tuple(_sound(call, "round")),
        closed_tracks=closed,
        categories={id: tuple(tables_of(track, "categories")) for id, track in tracks.items()},
    )


def _declared(documents: Documents, files: list[str], kind: str) -> tuple[str, ...] | None:
    if documents.broken.intersection(files):
        return None
    return tuple(id for file in files for id in tables_of(documents.tables.get(file), kind))


def _sound(table: object, kind: str) -> Mapping[str, Mapping[str, object]]:
    """The elements of a kind that can be read."""
    found = tables_of(table, kind)
    return {id: each for id, each in found.items() if is_id(kind, id) and isinstance(each, Mapping)}


def tables_of(table: object, key: str) -> Mapping[str, object]:
    """Return the table at a key of a table; an empty one where there is none."""
    found = table.get(key) if isinstance(table, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def is_id(kind: str, id: str) -> bool:
    """Tell whether an element of a kind may be called so."""
    return (_NAME if kind in IN_EXPRESSIONS else _ID).fullmatch(id) is not None


def is_form(file: str) -> bool:
    """Tell whether a file of a package is a form."""
    return file.startswith("forms/") and file.endswith(".toml") and file != FIELDS


def is_list(file: str) -> bool:
    """Tell whether a file of a package is a list."""
    return file.startswith("lists/") and file.endswith(".csv")


def id_of(file: str) -> str:
    """Return the id of a form or list: the name of its file."""
    return PurePosixPath(file).stem
