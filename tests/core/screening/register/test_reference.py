"""Whatever stands in a cell, it is read as the answers' reader reads it, or its row is unreadable."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linxuan.answers import read_answers
from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan.screening.register import open_register, raw_answers, without_bounds
from tests.core import build
from tests.core.screening.register.conftest import WANTED
from tests.core.screening.register.reading import expected, unreadable, values

DIGITS = st.text("0123456789", min_size=1, max_size=17)
NUMBERS = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["", "-", "+", "−"]), DIGITS),
    st.builds("{}.{}".format, DIGITS, st.text("0123456789", max_size=8)),
    st.integers(-(10**16), 10**16).map("{:,}".format),
    st.decimals(-(10**9), 10**9, places=2).map("{:,}万元".format),
    st.floats().map(repr),
    st.sampled_from(
        ["1e3", "٣", "１２３", "1 000", "1_000", "0x1", ".5", "5.", "1,23", "1,234,56", "", " ", "NaN", "-0"]
    ),
)
DATES = st.one_of(
    st.dates().map(str),
    st.builds("{}{}{}{}{}".format, st.integers(1890, 2210), st.sampled_from("-/.年"), st.integers(0, 13),
              st.sampled_from("-/.月"), st.integers(0, 32)),
    st.sampled_from(["2023年5月15日", "2023-02-29", "2020-02-29 ", "2020-02-29T00:00", "20200229", "1899-12-31"]),
)  # fmt: skip
WORDS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=45),
    st.text("甲乙, 　\t\"';；、|[]{}e\u0301é·﹒￥ﬁ½", max_size=8),
)
CODES = st.one_of(
    st.text("0123456789", min_size=3, max_size=7), st.text("０１２３４５６７８９", min_size=4, max_size=6),
    st.sampled_from(["990101", " 990101", "甲区", "C3484", "3484", "91210200MA0QCXXX0X", "91350100M000100Y43",
                     "91350100m000100y43", "9135 0100-M000100Y43"]),
)  # fmt: skip
CHOICES = st.one_of(
    st.lists(st.sampled_from(["a", "b", "功能c", "d", "x", "", " a "]), max_size=4).flatmap(
        lambda each: st.sampled_from(";；、|,").map(lambda sign: sign.join(each))
    ),
    st.sampled_from(
        ["[]", '["a"]', '["a", "a"]', "[1]", "[", "a b", '["a", null]', "active", "存 续", "closed", "Active"]
    ),
    st.sampled_from(["true", "TRUE", " True ", "是", "否", "有", "无", "yes", "0", "1", "ＴＲＵＥ"]),
)
TABLES = st.sampled_from([
    '{"2022": 1, "2021": "2.5"}', '{"2022年": "1,000"}', '{"2019": 1}', '{"2022": 1, "2022": 2}', "{", "[]", "{}",
    '[{"patent": "甲", "granted_on": "2020-1-2", "worth": 1.10}]', '[{"patent": "甲"}, {}]', '[{"x": 1}]', "[1]",
])  # fmt: skip
CELLS = st.one_of(NUMBERS, DATES, WORDS, CODES, CHOICES, TABLES)


def prepared(id: str, cell: str) -> Any:
    """What somebody would type as an answer who means this cell, for the kinds with an inside."""
    import json

    if id == "functions":
        if cell.strip().startswith("["):
            try:
                return json.loads(cell)
            except ValueError:
                return 0
        for sign in "；、|,":
            cell = cell.replace(sign, ";")
        return [each for each in cell.split(";") if each.strip()]
    if id == "patents" or (id == "income" and cell.lstrip().startswith(("{", "["))):
        try:
            found = json.loads(cell, object_pairs_hook=_once)
        except ValueError:
            return "not JSON"
        return found if cell.lstrip().startswith(("{", "[")) else cell
    return cell


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


@pytest.mark.parametrize("id", WANTED)
@given(cells=st.lists(CELLS, min_size=1, max_size=60))
@example(cells=["1,234,567.89", "123456789012345", "999999999999999.999999", "0.1234567"])
@settings(max_examples=8, deadline=None)
def test_a_column_of_anything(call: Call, id: str, cells: list[str]) -> None:
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        file = Path(folder) / "register.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, quoting=csv.QUOTE_ALL).writerows(
                [["n", id], *([n, each] for n, each in enumerate(cells))]
            )
        register = open_register(connection, file, call, build.TRACK, wanted=WANTED, scratch=Path(folder))
        found = values(connection, register)
        faults = {row for row, *_ in unreadable(connection, register)}
        again = raw_answers(connection, register, list(found))
    assert faults.isdisjoint(found)
    assert len(faults) + len(found) == register.rows == len(cells)
    for row, cell in enumerate(cells, start=1):
        wanted = None if not cell.strip() else expected(call, id, prepared(id, cell))
        if wanted is BadInput and id != "credit_code":
            assert row in faults, (cell, found.get(row))
            continue
        assert row in found, (cell, wanted)
        assert found[row].get(id) == (None if wanted is BadInput else wanted), cell
        reference = read_answers(without_bounds(call), build.TRACK, again[row], strict=False).values
        assert reference.get(id) == found[row].get(id), cell
