"""A file of operating statuses: its lines, what is wrong with them, and whom they are about."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_with_errors
from linxuan.statuses import (
    LEAVE_OUT,
    KnownEntity,
    StatusMatch,
    StatusRow,
    StatusTable,
    accepted,
    as_text,
    match_statuses,
    read_status_table,
)
from tests.core.programme.packages import DALIAN

TODAY = date(2023, 5, 12)
CODE, OTHER = "91210200MA0000001N", "91350211M000100Y46"
HEAD = "统一社会信用代码,企业名称,登记状态,日期,来源\n"


def dalian() -> Call:
    call = read_with_errors(DALIAN, "dalian-2023")[0]
    assert call is not None
    return call


CALL = dalian()
KNOWN = (
    KnownEntity("1", OTHER, ("示例机械有限公司", "示例机床厂")),
    KnownEntity("2", "", ("示例轴承制造有限公司",), "在业", date(2023, 1, 1)),
    KnownEntity("3", "", ("同名有限公司",)),
    KnownEntity("4", "", ("同名有限公司",)),
)


def read(text: str) -> StatusTable:
    return read_status_table(list(csv.reader(text.splitlines())), today=TODAY)


def matched(line: str) -> StatusMatch:
    table = read(HEAD + line)
    assert table.faults == ()
    (found,) = match_statuses(CALL, table.rows, KNOWN)
    return found


def test_a_line_is_read_with_its_word_as_it_stands() -> None:
    (row,) = read(
        HEAD + f"{OTHER},示例机械有限公司,吊销，未注销,2023年5月1日,公示系统\n".replace("，", "；")
    ).rows

    assert row == StatusRow(2, OTHER, "示例机械有限公司", "吊销；未注销", date(2023, 5, 1), "公示系统")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "空"),
        ("企业名称,日期\nx,2023-05-01\n", "缺少“经营状态”"),
        ("登记状态\n注销\n", "统一社会信用代码"),
        (HEAD, "没有企业"),
        (HEAD + ",,注销,,\n", "第2行：要写统一社会信用代码或名称"),
        (HEAD + "1234,,注销,,\n", "A2“统一社会信用代码”：“1234”不是"),
        (HEAD + ",x,,,\n", "C2“登记状态”：没有写经营状态"),
        (HEAD + "\n,x,注销,5月,\n", "D3“日期”：“5月”不是日期"),
        (HEAD + ",x,注销,2023-05-13,\n", "D2“日期”：2023-05-13还没有到"),
        (HEAD + f",{'长' * 201},注销,,\n", "最多200字"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, words: str) -> None:
    assert any(words in told for told in read(text).faults)


def test_lines_that_are_sound_are_read_beside_those_that_are_not() -> None:
    table = read(HEAD + ",a,注销,,\n,b,,,\n,c,清算,,\n")

    assert ([row.line for row in table.rows], len(table.faults)) == ([2, 4], 1)


ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["", CODE]), st.sampled_from(["甲,乙", '说"丙"', "丁"])),
    max_size=6,
)


@given(ROWS)
def test_what_is_brought_back_is_what_was_read(given_rows: list[tuple[int, str, str]]) -> None:
    rows, line = [], 1
    for gap, _code, name in given_rows:
        line += gap
        rows.append(StatusRow(line, "", name, "注销", TODAY, "来源"))

    assert read_status_table(list(csv.reader(as_text(rows).splitlines())), today=TODAY).rows == tuple(rows)


@pytest.mark.parametrize(
    ("line", "outcome", "key", "status"),
    [
        (f"{OTHER},,注销,2023-05-01,", "recorded", "1", "deregistered"),
        (f"{OTHER},示例机床厂,注销,2023-05-01,", "recorded", "1", "deregistered"),
        (",示例轴承制造有限公司 ,吊销,2023-05-01,", "recorded", "2", "licence_revoked"),
        (",示例轴承制造有限公司,迁出,2023-05-01,", "asked", "2", None),
        (",示例轴承制造有限公司,在业,2023-01-01,", "same", "2", "active"),
        (",别的有限公司,注销,2023-05-01,", "strange", None, "deregistered"),
    ],
)
def test_a_line_is_about_whom_its_code_or_its_name_says(
    line: str, outcome: str, key: str | None, status: str | None
) -> None:
    found = matched(line)

    assert (found.outcome, found.entity.key if found.entity else None, found.status) == (outcome, key, status)


@pytest.mark.parametrize(
    ("line", "keys", "words"),
    [
        (f"{OTHER},示例轴承制造有限公司,注销,,", ["1", "2"], "名称写的是"),
        (",同名有限公司,注销,,", ["3", "4"], "2家"),
        (",示例轴承制造股份有限公司,注销,,", ["2"], "相近"),
    ],
)
def test_a_doubtful_line_is_put_to_a_person(line: str, keys: list[str], words: str) -> None:
    found = matched(line)

    assert (found.outcome, [one.key for one in found.candidates]) == ("doubtful", keys)
    assert words in found.why
    with pytest.raises(BadInput, match="第2行"):
        list(accepted([found], {}))
    (chosen,) = accepted([found], {2: keys[-1]})
    assert chosen.entity is not None
    assert chosen.entity.key == keys[-1]
    assert list(accepted([found], {2: LEAVE_OUT})) == []
    with pytest.raises(BadInput, match="选一个"):
        list(accepted([found], {2: "99"}))


def test_two_words_for_one_day_ask_which_holds() -> None:
    rows = read(HEAD + f"{OTHER},,注销,2023-05-01,\n{OTHER},,在业,2023-05-01,\n").rows

    assert [one.outcome for one in match_statuses(CALL, rows, KNOWN)] == ["doubtful", "doubtful"]
