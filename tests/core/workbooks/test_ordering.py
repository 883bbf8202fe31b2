"""The order of a table: by its column of ranks where that is whole, else by its rows; a law for every order."""

from hypothesis import given
from hypothesis import strategies as st

from linxuan.workbooks.comparing import Held
from linxuan.workbooks.heads import Heads
from linxuan.workbooks.ordering import Ordered, order_in
from linxuan.workbooks.reading import ReadCell, ReadSheet


def table(*rows: tuple[str, str]) -> Heads:
    cells = [[ReadCell(rank) if rank else None, ReadCell(name)] for rank, name in rows]
    return Heads(
        ReadSheet("表", [[ReadCell("排序"), ReadCell("名称")], *cells]), 1, {"rank": 1, "name": 2}, {}, (), ()
    )


def held(*names: str) -> list[Held]:
    return [Held(key, {"name": name}) for key, name in enumerate(names, start=1)]


def order(heads: Heads, *names: str) -> list[tuple[int, int]]:
    return [(one.key, one.rank) for one in order_in(heads, held(*names), lambda _key: "")]


def test_the_column_of_ranks_counts_where_every_row_has_one() -> None:
    assert order(table(("2", "甲"), ("1", "乙")), "甲", "乙") == [(1, 2), (2, 1)]


def test_rows_count_where_a_rank_is_missing_or_none() -> None:
    assert order(table(("2", "甲"), ("", "乙")), "甲", "乙") == [(1, 1), (2, 2)]
    assert order(table(("第一", "乙"), ("1", "甲")), "甲", "乙") == [(2, 1), (1, 2)]
    assert order(table(("1.5", "乙"), ("0", "甲")), "甲", "乙") == [(2, 1), (1, 2)]


def test_each_line_is_counted_by_itself_and_strangers_are_left_out() -> None:
    heads = table(("", "甲"), ("", "旁人"), ("", "丙"), ("", "乙"))
    found = order_in(heads, held("甲", "乙", "丙"), lambda key: key == 3)

    assert found == [Ordered(1, 1), Ordered(3, 1), Ordered(2, 2)]


def test_of_one_that_stands_there_twice_the_first_row_counts() -> None:
    assert order(table(("1", "甲"), ("2", "乙"), ("3", "甲")), "甲", "乙") == [(1, 1), (2, 2)]


@given(st.permutations(range(1, 9)))
def test_whatever_the_order_of_the_rows_the_ranks_are_those_typed(ranks: list[int]) -> None:
    names = [f"企业{number}" for number in ranks]
    rows = [(str(rank), name) for rank, name in zip(ranks, names, strict=True)]

    assert dict(order(table(*rows), *names)) == dict(enumerate(ranks, start=1))
