"""A ranking is read as an office keeps it, or refused by the line that is wrong."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import BadInput
from linxuan.ranking import read_ranking
from linxuan.selection import Entry
from linxuan.sheet import MOST_BYTES
from tests.core.build import call, track

HEAD = "id,track,category,score\n"
CALL = call(
    tracks=(
        track("enterprise"),
        track("platform", "sharing", "other"),
        track("project", open=False),
    )
)


def read(text: str) -> tuple[Entry, ...]:
    return read_ranking(CALL, text.encode())


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as fault:
        read(text)
    return fault.value.problem


def test_a_ranking_is_read_row_by_row() -> None:
    assert read(HEAD + "e1,enterprise,,95\np1,platform,sharing,88.50\n") == (
        Entry("e1", "enterprise", "", Decimal(95)),
        Entry("p1", "platform", "sharing", Decimal("88.50")),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_a_spreadsheet_are_understood(encoding: str) -> None:
    text = HEAD + "示例企业甲,enterprise,,95\r\n"

    assert read_ranking(CALL, text.encode(encoding)) == (Entry("示例企业甲", "enterprise", "", Decimal(95)),)


def test_columns_may_stand_in_any_order_beside_others_and_rows_may_be_empty() -> None:
    text = "备注,Score, id ,category,track\n好,９５,e1,,enterprise\n,,,,\n\n,80,e2,,enterprise\n"

    assert [(one.id, one.score) for one in read(text)] == [("e1", 95), ("e2", 80)]


def test_a_table_with_a_head_alone_has_no_entries() -> None:
    assert read(HEAD) == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "id、track、category、score"),
        ("id,track,score\n", 1, "category"),
        ("id,track,category,score,score\n", 1, "score列写了两次"),
        (HEAD + "e1,enterprise,,95\ne1,enterprise,,90\n", 3, "“e1”在第2行已经有了"),
        (HEAD + ",enterprise,,95\n", 2, "没有写id"),
        (HEAD + "e1,enterprises,,95\n", 2, "track不能是“enterprises”，可以是：enterprise、platform"),
        (HEAD + "e1,project,,95\n", 2, "track不能是“project”"),
        (HEAD + "e1,platform,shared,95\n", 2, "category不能是“shared”，可以是：sharing、other"),
        (HEAD + "e1,platform,,95\n", 2, "category不能是“”，可以是：sharing、other"),
        (HEAD + "e1,enterprise,sharing,95\n", 2, "可以是：空着"),
        (HEAD + "e1,enterprise,,\n", 2, "score不能是“”"),
        (HEAD + "e1,enterprise,,high\n", 2, "score不能是“high”"),
        (HEAD + "e1,enterprise,,NaN\n", 2, "score不能是“NaN”"),
        (HEAD + "e1,enterprise,,1e9\n", 2, "score不能是“1e9”"),
        (HEAD + 'e1,enterprise,,"1,460"\n', 2, "score不能是“1,460”"),
        (HEAD + "e1,enterprise,,1,460\n", 2, "有5格，表头有4格"),
        (HEAD + "e1,enterprise,\n", 2, "有3格，表头有4格"),
        (HEAD + 'e1,"enterprise,,95\n', 2, "引号"),
        (HEAD + f"e1,{'长' * 99},,95\n", 2, "长…”"),
    ],
)
def test_the_first_fault_is_told_with_its_line(text: str, line: int, words: str) -> None:
    problem = refusal(text)

    assert problem.startswith(f"第{line}行：")
    assert words in problem


def test_what_is_no_table_is_refused() -> None:
    assert "CSV" in refusal("PK\0\0")
    with pytest.raises(BadInput, match="编码"):
        read_ranking(CALL, b"\xff\xff\xff")
    with pytest.raises(BadInput, match="8 MB"):
        read_ranking(CALL, b"x" * (MOST_BYTES + 1))


def complaint(raw: bytes) -> str | None:
    """What a reader complains of; None where it can read."""
    try:
        read_ranking(CALL, raw)
    except BadInput as fault:
        return fault.problem
    return None


@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(raw: bytes) -> None:
    assert complaint(raw) != ""


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=4))
def test_whatever_stands_in_a_table_is_read_or_refused_by_its_line(rows: list[tuple[str, ...]]) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([("id", "track", "category", "score"), *rows])

    problem = complaint(table.getvalue().encode())

    assert problem is None or problem.startswith("第")


def test_an_id_stays_as_it_was_written() -> None:
    assert [one.id for one in read(HEAD + "（甲）①,enterprise,,95\n")] == ["（甲）①"]
