"""Lists of designated entities for tests: a small call, codes, and sheets made of texts."""

from collections.abc import Sequence

from linxuan.credit_code import check_character
from linxuan.designations.tables import ListedTitle, ReadList, read_list, written_cells, written_heads
from linxuan.programme.definition import Call, Table
from linxuan.workbooks.reading import ReadBook, ReadCell, ReadSheet
from tests.core import build

ROWS = {"p1": {"code": "p1", "name": "东谷"}, "p2": {"code": "p2", "name": "西岭"}}
CALL = build.call(
    tracks=[
        build.track("enterprise", modes=("总集成", "供应链管理")),
        build.track("city", "general", "design"),
    ],
    offices=[build.office("district", each="places", field="place")],
    fields=[build.field("place")],
    lists={"places": Table("places", ("code", "name"), ROWS)},
)


def code(number: int) -> str:
    body = f"91210200MA{number:07d}"
    return body + check_character(body)


def listed(name: str, place: str = "2", **more: object) -> ListedTitle:
    known: dict[str, object] = {"cohort": 1, "track": "enterprise", "document": "虚发〔2019〕1号"}
    return ListedTitle(place=place, name=name, **{**known, **more})  # type: ignore[arg-type]


def book(*lines: Sequence[str], name: str = "", more: Sequence[ReadSheet] = ()) -> ReadBook:
    return ReadBook([sheet(*lines, name=name), *more], {}, {})


def sheet(*lines: Sequence[str], name: str = "") -> ReadSheet:
    rows = [[ReadCell(text) if text else None for text in cells] for cells in lines]
    return ReadSheet(name, rows)


def again(call: Call, rows: Sequence[ListedTitle]) -> ReadList:
    """What is read of rows that were written."""
    return read_list(call, book(written_heads(), *written_cells(call, rows)))
