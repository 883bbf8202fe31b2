"""A summary table that comes back is compared with what the system holds now and with what was issued.

Nothing of it is kept, and nothing in the system is changed by it.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.storage import default_storage

from linxuan.errors import BadInput
from linxuan.language import CHINESE, say, speaking
from linxuan.programme.definition import Call, Paper
from linxuan.workbooks.comparing import KEYS, Compared, Held, compared, said_in
from linxuan.workbooks.filling import Number
from linxuan.workbooks.heads import Asked, Heads, heads_of
from linxuan.workbooks.reading import ReadBook, read_book
from linxuan_site.documents.columns import columns_of, exact_cells, name_of
from linxuan_site.documents.content import Cell
from linxuan_site.documents.table_order import NewRank, new_ranks
from linxuan_site.documents.tables import exact
from linxuan_site.models import Account, Application, IssuedPaper, Office
from linxuan_site.permissions import office_of
from linxuan_site.queries.papers import Listed, is_of_a_list, layout_of, listed_on, may_have_paper

AT_ONCE = 2
WAIT = 1.0
"""Seconds that another waits for its turn: longer, and the readers of other pages would wait with it."""
LEAST_CHECK = 16
_MARK = re.compile(r"编号\s*(\S{3,40}?)\s*第\s*(\d{1,6})\s*版\s*校验码\s*([0-9a-f ]{16,24})")
_room = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class ComparedTable:
    """What came of a table: which one it is, whose, of which issue, and what in it differs.

    `issued` is None where the table does not say of which issue it is; `newest` is the last issue of that paper.
    """

    paper: Paper
    office: Office
    issued: IssuedPaper | None
    newest: int | None
    compared: Compared
    order: tuple[NewRank, ...] = ()
    """What the table ranks otherwise than the reader's office, of what that may rank now."""


def compare_upload(account: Account, call: Call, chunks: Iterable[bytes]) -> ComparedTable:
    """Compare a table that was sent; it is deleted again, whatever comes of it. Raises `BadInput`."""
    with NamedTemporaryFile(prefix="linxuan-table-") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        return compare_table(account, call, Path(file.name))


def compare_table(account: Account, call: Call, path: Path) -> ComparedTable:
    """Compare a table of the account's office, or one that this office receives.

    Raises `BadInput` where the file cannot be read, is no such table, or is none that the account may see.
    """
    book = _read(path)
    issued = _issue_of(book, call.id)
    if issued and not may_have_paper(office_of(account), issued):
        raise BadInput(say("这是{office}的表，不由您的部门收", office=issued.office.name), field="file")
    paper, heads = _paper(account, call, book, issued)
    office = issued.office if issued else _office(account, call, paper, heads)
    asked = _asked(call, paper)
    with speaking(CHINESE):
        held = [_held(one, paper) for one in listed_on(call, paper, office)]
    before = _said(issued, asked) if issued else {}
    newest = _newest(issued) if issued else None
    order = tuple(new_ranks(account, call, paper, heads)) if office == account.office else ()
    return ComparedTable(paper, office, issued, newest, compared(heads, asked, held, before), order)


def _read(path: Path) -> ReadBook:
    if not _room.acquire(timeout=WAIT):
        raise BadInput(say("现在比对的人很多，请过一分钟再试"), field="file")
    try:
        return read_book(path)
    except BadInput as fault:
        raise BadInput(fault.problem, field="file") from fault
    finally:
        _room.release()


def _issue_of(book: ReadBook, call: str) -> IssuedPaper | None:
    """The issue that the table names, by its properties or in its words; the digest has to be that of the issue."""
    for number, revision, check in _marks(book):
        typed = "".join(check.split())
        if not revision.isdigit() or len(typed) < LEAST_CHECK:
            continue
        rows = IssuedPaper.objects.select_related("office").filter(call=call, number=number)
        found = rows.filter(revision=int(revision[:6]), said__startswith=typed).first()
        if found:
            return found
    return None


def _marks(book: ReadBook) -> Iterator[tuple[str, str, str]]:
    own = book.properties
    yield tuple(own.get(f"linxuan_{one}", "") for one in ("number", "revision", "digest"))  # type: ignore[misc]
    for sheet in book.sheets:
        for cells in (*sheet.rows[:40], *sheet.rows[-40:]):
            for cell in cells:
                if cell and (found := _MARK.search(cell.text)):
                    yield found[1], found[2], found[3]


def _paper(account: Account, call: Call, book: ReadBook, issued: IssuedPaper | None) -> tuple[Paper, Heads]:
    """Which table it is: as it says itself, else the one that has most of its headings."""
    kind = office_of(account).kind
    tables = [
        one for one in call.papers.values() if one.lists and is_of_a_list(one) and layout_of(one) == "table"
    ]
    if issued:
        tables = [one for one in tables if one.id == issued.paper]
    # An office's own tables come first: those that it receives may have the same headings.
    own = [one for one in tables if one.sender == kind]
    others = [one for one in tables if one.receiver == kind and one not in own]
    found = [(one, heads) for one in (*own, *others) if (heads := heads_of(book, _asked(call, one)))]
    if not found:
        names = say("、").join(f"“{one.name}”" for one in (*own, *others))
        problem = say("没有认出表头。能比对的是{names}，表头请保持原样", names=names) if names else ""
        raise BadInput(problem or say("您的部门没有要出具或接收的汇总表"), field="file")
    return max(found, key=lambda one: len(one[1].columns) - len(one[1].missing))


def _office(account: Account, call: Call, paper: Paper, heads: Heads) -> Office:
    """Whose table it is: the account's own, else that of the office that passed on most of its entries."""
    own = office_of(account)
    if paper.sender == own.kind:
        return own
    said = said_in(heads).values()
    numbers = {cells["number"] for cells in said if cells.get("number")}
    codes = {cells["credit_code"] for cells in said if cells.get("credit_code")}
    rows = Application.objects.filter(call=call.id, closed=False)
    found = rows.filter(number__in=numbers) | rows.filter(organisation__credit_code__in=codes)
    keys = [str(one.get(paper.sender, "")) for one in found.values_list("offices", flat=True)]
    if not keys:
        raise BadInput(say("表里没有系统认得的编号或信用代码，看不出是哪个部门的表"), field="file")
    key = max(sorted(set(keys)), key=keys.count)
    office = Office.objects.filter(authority=call.authority, kind=paper.sender, key=key).first()
    if office is None:
        raise BadInput(say("看不出是哪个部门的表"), field="file")
    return office


def _asked(call: Call, paper: Paper) -> list[Asked]:
    with speaking(CHINESE):
        columns = columns_of(call, paper.lists)
    return [
        Asked(id, column.head, column.kind, field.unit if field else "", field.name if field else column.head)
        for id, column in zip(paper.lists, columns, strict=True)
        for field in [call.fields.get(id)]
    ]


def _held(listed: Listed, paper: Paper) -> Held:
    application = listed.application
    cells = dict(zip(paper.lists, map(_value, exact_cells(listed, paper.lists)), strict=True))
    code = str(listed.case.answers.get("credit_code") or application.organisation.credit_code or "")
    known = {"number": application.number or "", "credit_code": code, "name": name_of(listed)}
    return Held(application.pk, {**{id: known[id] for id in KEYS}, **cells})


def _value(cell: Cell) -> str | Decimal:
    found = exact(cell)
    return Decimal(found.text) if isinstance(found, Number) else found


def _said(issued: IssuedPaper, asked: Sequence[Asked]) -> Mapping[str, Mapping[str, str]]:
    """What stood in the table when it was issued, read from the workbook that was kept."""
    with default_storage.open(issued.file) as kept, NamedTemporaryFile(prefix="linxuan-table-") as file:
        file.write(kept.read())
        file.flush()
        heads = heads_of(_read(Path(file.name)), asked)
    return said_in(heads) if heads else {}


def _newest(issued: IssuedPaper) -> int | None:
    rows = IssuedPaper.objects.filter(call=issued.call, paper=issued.paper, office=issued.office)
    return (
        rows.filter(revision__isnull=False).order_by("-revision").values_list("revision", flat=True).first()
    )


def as_data(found: ComparedTable) -> dict[str, object]:
    """Return what came of a table as JSON has it."""
    result = found.compared
    return {
        "paper": found.paper.id,
        "office": found.office.name,
        "number": found.issued.number if found.issued else None,
        "revision": found.issued.revision if found.issued else None,
        "newest_revision": found.newest,
        "sheet": result.sheet,
        "rows": result.rows,
        "differs": result.differs,
        "heads": list(result.heads),
        "cells": [vars(one) for one in result.wrong],
        "faults": [vars(one) for one in result.faults],
        "order": [vars(one) for one in found.order],
    }
