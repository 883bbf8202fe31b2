"""Tables for a terminal: a Chinese character takes two columns."""

from hypothesis import given
from hypothesis import strategies as st

from linxuan_site.cli.table import table, width


def test_columns_align_under_wide_characters() -> None:
    head, ruler, wide, narrow = table([["服务收入", "x"], ["ab", "y"]], ["条件", "结果"]).splitlines()
    assert [
        width(line[: line.rindex(end)]) for line, end in ((head, "结果"), (wide, "x"), (narrow, "y"))
    ] == [10] * 3
    assert ruler == "────────  ────"


def test_a_cell_with_lines_stays_on_one_line() -> None:
    assert table([["a\nb\x1b[31m"]], ["h"]).splitlines()[-1] == "a b[31m"


def test_a_combining_mark_takes_no_column() -> None:
    assert width("e\u0301") == 1


@given(st.lists(st.lists(st.text(), max_size=3), max_size=5))
def test_a_table_has_a_line_for_each_row_whatever_the_cells_hold(rows: list[list[str]]) -> None:
    assert len(table(rows, ["一", "二"]).split("\n")) == len(rows) + 2
