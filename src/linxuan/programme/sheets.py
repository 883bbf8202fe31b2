"""The lists of a package: comma-separated tables with a header line; the first column is the key."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping

from linxuan.language import say
from linxuan.programme.definition import Table
from linxuan.programme.faults import Faults, listed
from linxuan.programme.known import id_of


def read_sheet(file: str, text: str, faults: Faults) -> Table | None:
    """Return a list; None where it has no header. Faults name the line of the file."""
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        header = tuple(each.strip() for each in next(rows, []))
        if not _sound(file, header, faults):
            return None
        cells = ((rows.line_num, [each.strip() for each in row]) for row in rows)
        written = ((line, row) for line, row in cells if any(row))
        return Table(id_of(file), header, _rows(file, header, written, faults))
    except csv.Error as error:
        faults.add_at(
            file, rows.line_num, say("读不下去：{error}", error=str(error)), say("检查引号是否成对")
        )
        return None


def _sound(file: str, header: tuple[str, ...], faults: Faults) -> bool:
    if not any(header):
        faults.add_at(file, 1, say("没有表头"), say("第一行写各列的代号，第一列是主键，如 code,name"))
    elif not all(header):
        faults.add_at(file, 1, say("表头有一列没有名字"))
    elif len(set(header)) < len(header):
        twice = listed(each for each, count in Counter(header).items() if count > 1)
        faults.add_at(file, 1, say("表头有重名的列：{columns}", columns=twice))
    else:
        return True
    return False


def _rows(
    file: str, header: tuple[str, ...], rows: Iterable[tuple[int, list[str]]], faults: Faults
) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for line, cells in rows:
        if len(cells) != len(header):
            problem = say("这一行有{count}格，表头有{columns}列", count=len(cells), columns=len(header))
            faults.add_at(file, line, problem, say("逗号要对齐；内容里有逗号的放在双引号里"))
        elif not cells[0]:
            faults.add_at(file, line, say("第一列（主键）是空的"))
        elif cells[0] in found:
            faults.add_at(file, line, say("主键“{key}”写了两次", key=cells[0]))
        else:
            found[cells[0]] = dict(zip(header, cells, strict=True))
    if not found:
        faults.add_at(file, 1, say("名单里没有一行"), say("表头之下至少写一行"))
    return found
