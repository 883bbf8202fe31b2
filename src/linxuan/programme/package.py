"""A package taken apart: its documents, the table of every element, and the ids that there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from linxuan.language import say
from linxuan.programme.arrays import by_id
from linxuan.programme.definition import Table
from linxuan.programme.documents import Documents, open_documents
from linxuan.programme.entry import Entry
from linxuan.programme.faults import Faults, Hopeless, Place, suggestion
from linxuan.programme.known import (
    CALL,
    FIELDS,
    IN_CALL,
    IN_EXPRESSIONS,
    Known,
    gather,
    id_of,
    is_form,
    is_id,
    is_list,
    tables_of,
)
from linxuan.programme.origin import FROM_FILE
from linxuan.programme.refused import KINDS as REFUSED
from linxuan.programme.refused import refuse_keys, refuse_kind
from linxuan.programme.sheets import read_sheet
from linxuan.programme.sizes import check_count

FORMAT = 1
_OF_CALL = ("name", "programme", "cohort", "authority", "reports_to", "reminders", "cite")
"""Keys of `[call]`: somebody who begins writes them on top of the file."""
_OF_FORM = ("name", "for", "when", "since", "until", "reading")
"""Keys on top of a form, beside where it comes from."""


@dataclass(frozen=True)
class Package:
    """What a package holds before it means anything. `sections` are by form, then by id."""

    documents: Documents
    faults: Faults
    known: Known
    entries: Mapping[str, Mapping[str, Entry]]
    forms: Mapping[str, Entry]
    sections: Mapping[str, Mapping[str, Entry]]
    lists: Mapping[str, Table]
    call: Entry | None

    def is_broken(self, file: str) -> bool:
        """Tell whether a file could not be read, so that nothing may be said to be missing from it."""
        return file in self.documents.broken


def open_package(files: Mapping[str, bytes], faults: Faults) -> Package:
    """Take a package apart. What cannot be read is told, and the rest is there all the same."""
    documents = _by_id(open_documents(files, faults), faults)
    known = gather(documents, files)
    opener = _Opener(documents, faults, known)
    forms = {id_of(file): file for file in documents.tables if is_form(file)}
    return Package(
        documents=documents,
        faults=faults,
        known=known,
        entries={**opener.of_call(), "field": opener.of_file(FIELDS, "field")},
        forms={id: opener.top(file) for id, file in forms.items()},
        sections={id: opener.of_file(file, "section") for id, file in forms.items()},
        lists=_lists(documents, faults),
        call=opener.call(),
    )


def _by_id(documents: Documents, faults: Faults) -> Documents:
    """The documents with what `call.toml` has in arrays put under its ids."""
    if CALL not in documents.tables:
        return documents
    call = by_id(CALL, documents.tables[CALL], faults)
    return replace(documents, tables={**documents.tables, CALL: call})


def _lists(documents: Documents, faults: Faults) -> Mapping[str, Table]:
    texts = ((file, text) for file, text in documents.texts.items() if is_list(file))
    sheets = (read_sheet(file, text, faults) for file, text in texts)
    return {sheet.id: sheet for sheet in sheets if sheet}


class _Opener:
    """Gives every element its `Entry`, and tells of tables that no package has."""

    def __init__(self, documents: Documents, faults: Faults, known: Known) -> None:
        self._documents = documents
        self._faults = faults
        self._known = known

    def call(self) -> Entry | None:
        table = tables_of(self._documents.tables.get(CALL), "call")
        if CALL in self._documents.tables and not table:
            self._faults.add_at(
                CALL, 1, say("缺少 [call]"), say("写上 name、programme、cohort、authority、cite")
            )
        return self._entry(CALL, ("call",), table) if table else None

    def of_call(self) -> Mapping[str, Mapping[str, Entry]]:
        """The elements of `call.toml` by kind, in the order of the file."""
        table = self._documents.tables.get(CALL)
        if table is None:
            if CALL not in self._documents.broken:
                self._faults.add_at(CALL, 0, say("程序包里没有 call.toml"), say("它写明这次遴选的各个部分"))
            return {kind: {} for kind in IN_CALL}
        self._check_top(CALL, table, ("call", *IN_CALL, *REFUSED), is_format_wanted=True)
        for kind in REFUSED:
            for entry in self._elements(CALL, kind, table).values():
                refuse_kind(entry, kind)
        return {kind: dict(self._elements(CALL, kind, table)) for kind in IN_CALL}

    def of_file(self, file: str, kind: str) -> Mapping[str, Entry]:
        """The elements of a file in `forms/`, each with what the file says once at its top."""
        table = self._documents.tables.get(file)
        if table is None:
            return {}
        own = () if kind == "field" else _OF_FORM
        self._check_top(file, table, (kind, *FROM_FILE, *own))
        inherited = {key: table[key] for key in FROM_FILE if key in table}
        return self._elements(file, kind, table, inherited)

    def top(self, file: str) -> Entry:
        """A form itself: what stands at the top of its file."""
        table = self._documents.tables[file]
        # A key that is none of these was told with the file.
        kept = {key: value for key, value in table.items() if key in (*FROM_FILE, *_OF_FORM)}
        return Entry(kept, Place(file), self._faults, self._known, id=id_of(file))

    def _check_top(
        self,
        file: str,
        table: Mapping[str, object],
        known: tuple[str, ...],
        *,
        is_format_wanted: bool = False,
    ) -> None:
        if table.get("format", None if is_format_wanted else FORMAT) != FORMAT:
            self._faults.add(Place(file, ("format",)), say("要写 format = 1"), say("放在文件最上面"))
        for key in table:
            if key not in (*known, "format"):
                problem = say("没有“{key}”这一类元素或这个键", key=key)
                hint = say("写在 [call] 下面") if file == CALL and key in _OF_CALL else suggestion(key, known)
                self._faults.add(Place(file, (key,)), problem, hint)

    def _elements(
        self,
        file: str,
        kind: str,
        table: Mapping[str, object],
        inherited: Mapping[str, object] | None = None,
    ) -> Mapping[str, Entry]:
        if kind in table and not isinstance(table[kind], Mapping):
            self._faults.add(Place(file, (kind,)), say("要写成 [{kind}.代号]", kind=kind))
        return dict(self._sound(file, kind, tables_of(table, kind), inherited))

    def _sound(
        self, file: str, kind: str, tables: Mapping[str, object], inherited: Mapping[str, object] | None
    ) -> Iterator[tuple[str, Entry]]:
        if problem := check_count(kind, len(tables)):
            self._faults.add(Place(file, (kind,)), problem)
            raise Hopeless
        for id, table in tables.items():
            place = Place(file, (kind, id))
            if not isinstance(table, Mapping):
                self._faults.add(place, say("要写成 [{kind}.代号]，下面是它的各个键", kind=kind))
            elif not is_id(kind, id):
                self._faults.add(place, say("“{id}”不能作代号", id=id), _id_hint(kind))
            else:
                entry = self._entry(file, place.path, table, inherited)
                refuse_keys(entry, kind)
                yield id, entry

    def _entry(
        self,
        file: str,
        path: tuple[str | int, ...],
        table: Mapping[str, object],
        inherited: Mapping[str, object] | None = None,
    ) -> Entry:
        return Entry(table, Place(file, path), self._faults, self._known, inherited)


def _id_hint(kind: str) -> str:
    if kind in IN_EXPRESSIONS:
        return say("用小写英文字母、数字和 _，字母开头")
    return say("用小写英文字母、数字、_ 和 -，字母开头")
