"""Which column of a list of designated entities is which: by its heading, in Chinese or English."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.workbooks.addresses import address
from linxuan.workbooks.heads import squeezed
from linxuan.workbooks.reading import ReadCell, ReadSheet

LAST_HEAD = 40
"""Headings stand in the first rows, below titles and notes."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "名称", "企业名称", "单位名称", "主体名称", "示范主体", "示范主体名称", "申报主体", "申报主体名称", "申报单位",
        "申报单位名称", "企业(单位)名称", "单位(企业)名称", "公司名称", "机构名称", "企业", "单位", "entity", "company",
        "organisation", "organization",
    ),
    "credit_code": (
        "统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "统一代码", "unified social credit code", "uscc",
    ),
    "old_names": ("曾用名", "曾用名称", "原名", "原名称", "更名前名称", "变更前名称", "old name", "former name", "former names"),
    "cohort": ("批次", "认定批次", "入选批次", "第几批", "batch"),
    "track": ("遴选类别", "申报类别", "示范类别", "认定类别", "类别"),
    "category": ("类", "类型", "子类", "小类"),
    "mode": ("模式",),
    "item": ("称号所属", "项目名称", "产品名称", "平台名称", "作品名称", "thing chosen"),
    "in_charge": (
        "所在区域", "所在地区", "所属地区", "所属区域", "所在地", "所属区县", "区县", "区市县", "地区", "区域", "district",
        "region",
    ),
    "document": ("认定文件", "公布文件", "发布文件", "文件", "文号", "依据"),
    "designated_on": ("认定日期", "公布日期", "发布日期", "发文日期", "认定时间", "公布时间", "日期", "date"),
    "state": ("称号状态", "状态", "standing"),
}  # fmt: skip
"""What the heading of each column may be; the id is one as well."""
PASSED_OVER = ("序号", "编号", "no", "no.", "number", "起于", "依据的文件", "since", "by document")
"""Headings of columns that are known and say nothing to be entered."""


@dataclass(frozen=True)
class ListHead:
    """Where the headings of a sheet stand: its row, and columns by id, all counted from 1."""

    row: int
    columns: Mapping[str, int]
    written: Mapping[str, str]
    """The headings as they are written, by id."""
    unknown: tuple[tuple[str, str], ...]
    """Headings that mean no column, with their addresses."""


def heading_of(id: str) -> str:
    """Return what a column is called in the lists that we write."""
    return {
        "name": say("名称"),
        "credit_code": say("统一社会信用代码"),
        "old_names": say("曾用名"),
        "cohort": say("批次"),
        "track": say("遴选类别"),
        "category": say("类"),
        "mode": say("模式"),
        "item": say("称号所属"),
        "in_charge": say("所在区域"),
        "document": say("认定文件"),
        "designated_on": say("认定日期"),
        "state": say("称号状态"),
    }[id]


def head_of(sheet: ReadSheet, call: Call) -> ListHead | None:
    """Return the headings of a sheet: the row with most of them; None where no row has that of the name."""
    words = _words(call)
    rows = [_matched(cells, words) for cells in sheet.rows[:LAST_HEAD]]
    with_name = [row for row, found in enumerate(rows) if "name" in found]
    if not with_name:
        return None
    best = max(with_name, key=lambda row: (len(rows[row]), -row))
    cells = sheet.rows[best]
    written = {id: text_at(cells, column) for id, column in rows[best].items()}
    unknown = tuple(_unknown(cells, best + 1, set(rows[best].values())))
    return ListHead(best + 1, rows[best], written, unknown)


def text_at(cells: Sequence[ReadCell | None], column: int) -> str:
    """Return the text of the cell in a column, counted from 1; '' where there is none."""
    cell = cells[column - 1] if column <= len(cells) else None
    return cell.text.strip() if cell else ""


def _words(call: Call) -> dict[str, str]:
    """The columns by what they may be called; the fields of the call add their own names."""
    words = {_plain(word): id for id, heads in COLUMNS.items() for word in (id, *heads, heading_of(id))}
    own = {"mode": "mode", "category": "category"}
    fields = {field.name: own[field.kind] for field in call.fields.values() if field.kind in own}
    fields |= {
        call.fields[track.item].name: "item" for track in call.tracks.values() if track.item in call.fields
    }
    return {**{_plain(word): id for word, id in fields.items()}, **words}


def _matched(cells: Sequence[ReadCell | None], words: Mapping[str, str]) -> dict[str, int]:
    """The columns of a row of headings by id; of two with the same one, the first."""
    found: dict[str, int] = {}
    for column, cell in enumerate(cells, start=1):
        id = words.get(_plain(cell.text)) if cell else None
        if id:
            found.setdefault(id, column)
    return found


def _unknown(cells: Sequence[ReadCell | None], row: int, known: set[int]) -> Iterator[tuple[str, str]]:
    passed_over = {_plain(word) for word in PASSED_OVER}
    for column, cell in enumerate(cells, start=1):
        if cell and column not in known and _plain(cell.text) not in passed_over:
            yield address(row, column), cell.text


def _plain(head: str) -> str:
    return squeezed(head).replace("_", "").replace("-", "").rstrip("*:")
