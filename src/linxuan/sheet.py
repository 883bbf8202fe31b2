"""Tables that people keep in a spreadsheet and save as CSV: read row by row, or refused by line."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from linxuan.errors import BadInput
from linxuan.language import say

MOST_BYTES = 8_000_000


def rows_of(raw: bytes, columns: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row that is not empty with its line, counted from 1, as cells by column.

    The bytes are CSV in UTF-8, with or without its mark, or GB18030; all `columns` must be there,
    others are left aside. Raises BadInput with one sentence that names the line of the first fault.
    """
    reader = csv.reader(io.StringIO(text_of(raw), newline=""), strict=True)
    try:
        head = _head(next(reader, []), columns)
        for cells in reader:
            if any(map(str.strip, cells)):
                yield reader.line_num, _row(head, reader.line_num, cells)
    except csv.Error:
        told = say("第{line}行：不是CSV，请检查引号", line=reader.line_num)
        raise BadInput(told) from None


def text_of(raw: bytes) -> str:
    """Return the text of a CSV file from its bytes. Raises BadInput for what cannot be one."""
    if len(raw) > MOST_BYTES:
        raise BadInput(say("文件超过8 MB，不像是一张这样的表"))
    if b"\0" in raw:
        raise BadInput(say("不是CSV文本，请另存为“CSV UTF-8”"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(say("既不是UTF-8也不是GB18030编码，请另存为“CSV UTF-8”"))


def _head(cells: list[str], columns: Sequence[str]) -> list[str]:
    head = [cell.strip().lower() for cell in cells]
    missing = [column for column in columns if column not in head]
    if missing:
        told = say(
            "第1行：缺少{missing}列；要有的列：{columns}",
            missing=say("、").join(missing),
            columns=say("、").join(columns),
        )
        raise BadInput(told)
    twice = [column for column in columns if head.count(column) > 1]
    if twice:
        raise BadInput(say("第1行：{column}列写了两次，请只留一列", column=twice[0]))
    return head


def _row(head: list[str], line: int, cells: list[str]) -> Mapping[str, str]:
    if len(cells) != len(head):
        told = say("第{line}行：有{count}格，表头有{wanted}格", line=line, count=len(cells), wanted=len(head))
        raise BadInput(told)
    return {column: cell.strip() for column, cell in zip(head, cells, strict=True)}
