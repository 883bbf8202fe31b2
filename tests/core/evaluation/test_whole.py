"""A register and a table of grades, evaluated as a whole by the same core as one history."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import BadInput
from linxuan.evaluation import (
    Asked,
    Evaluated,
    Fault,
    evaluate_all,
    positions,
    read_grade_book,
    read_history,
    standing,
)
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_files
from tests.core.evaluation.centres import CALL
from tests.core.programme.packages import DALIAN

CITY = read_files(DALIAN, "dalian-2023")
LOW, GOOD = "basically_qualified", "qualified"


def evaluated(register: str, grades: str, as_of: int = 2025, call: Call = CITY) -> list[Evaluated | Fault]:
    book = read_grade_book(call, grades.splitlines(keepends=True))
    return [*book.faults, *evaluate_all(call, register.splitlines(keepends=True), book, Asked(as_of))]


def standings(register: str, grades: str, **more: object) -> dict[str, str]:
    found = evaluated(register, grades, **more)  # type: ignore[arg-type]
    return {each.standing.entity: each.standing.standing for each in found if isinstance(each, Evaluated)}


def faults(register: str, grades: str, call: Call = CITY) -> dict[tuple[str, int], str]:
    found = evaluated(register, grades, call=call)
    return {(each.table, each.line): each.problem for each in found if isinstance(each, Fault)}


def test_every_row_of_the_register_gets_its_standing_in_the_order_of_the_register() -> None:
    register = "entity,cohort,track,status\n甲,2,enterprise,active\n乙,3,示范平台,清算\n丙,1,,\n"
    grades = f"entity,year,grade,source\n甲,2023,{LOW},文\n甲,2024,基本合格,文\n甲,2025,{LOW},文\n丙,2025,{GOOD},文\n"
    found = evaluated(register, grades)

    assert [(each.standing.entity, each.standing.standing) for each in found if isinstance(each, Evaluated)] == [
        ("甲", "revoke"), ("乙", "revoke"), ("丙", "ask")
    ]  # fmt: skip
    assert [each.standing.rule for each in found if isinstance(each, Evaluated)] == [
        "three-low",
        "ceased",
        "ceased",
    ]
    assert [(each.line, each.cohort, each.track) for each in found if isinstance(each, Evaluated)] == [
        (2, 2, "enterprise"), (3, 3, "platform"), (4, 1, "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("register", "grades", "place", "words"),
    [
        ("甲,2,enterprise,active", "甲,20,qualified", ("grades", 2), "不是年份"),
        ("甲,2,enterprise,active", "甲,2025,good", ("grades", 2), "没有“good”这个等次"),
        ("甲,2,enterprise,active", "甲,2025", ("grades", 2), "有2格，表头有3格"),
        ("甲,2,enterprise,active", " ,2025,qualified", ("grades", 2), "哪一家"),
        ("甲,2,enterprise,active", "甲,2025,qualified\n甲,2025,excellent", ("grades", 3), "已有另一个等次"),
        ("甲,2,enterprise,active", "乙,2025,qualified", ("grades", 2), "名录里没有“乙”"),
        ("甲,second,enterprise,active", "甲,2025,qualified", ("register", 2), "不是整数"),
        ("甲,2,enterprize,active", "甲,2025,qualified", ("register", 2), "没有“enterprize”这个类别"),
        ("甲,2,enterprise,actve", "甲,2025,qualified", ("register", 2), "没有“actve”"),
        ("甲,2", "甲,2025,qualified", ("register", 2), "有2格，表头有4格"),
        (",2,enterprise,active", "甲,2025,qualified", ("register", 2), "哪一家"),
        ("甲,2,enterprise,active\n甲,3,enterprise,active", "甲,2025,qualified", ("register", 3), "在第2行已经有了"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_with_its_line_and_left_out(
    register: str, grades: str, place: tuple[str, int], words: str
) -> None:
    found = faults(f"entity,cohort,track,status\n{register}\n", f"entity,year,grade\n{grades}\n")

    assert words in found[place]


def test_who_has_a_wrong_row_among_its_grades_gets_no_standing_from_the_rest() -> None:
    register, grades = "entity,status\n甲,active\n", f"entity,year,grade\n甲,2024,{LOW}\n甲,2025,lo\n"

    assert standings(register, grades) == {}
    assert "有错行" in faults(register, grades)["register", 2]


def test_the_same_grade_twice_is_one_and_an_empty_one_says_nothing() -> None:
    grades = f"entity,year,grade\n甲,2025,{GOOD}\n甲,2025,合格\n甲,2024,\n"

    assert faults("entity,status\n甲,active\n", grades) == {}
    assert standings("entity,status\n甲,active\n", grades) == {"甲": "keep"}


@pytest.mark.parametrize("table", ["register", "grades"])
def test_a_table_without_its_columns_is_refused(table: str) -> None:
    register, grades = "entity\n甲\n", f"entity,year,grade\n甲,2025,{GOOD}\n"
    with pytest.raises(BadInput, match="缺少") as fault:
        evaluated(
            *(("firm\n甲\n", grades) if table == "register" else (register, "entity,grade\n甲,qualified\n"))
        )

    assert fault.value.field == table


def test_a_quote_that_is_not_closed_is_refused_with_its_line() -> None:
    with pytest.raises(BadInput, match="第3行：不是CSV"):
        read_grade_book(CITY, ["entity,year,grade\n", "甲,2025,qualified\n", '甲,"2024'])


def test_a_credit_code_or_a_name_may_tell_entities_apart() -> None:
    assert standings(
        "credit_code,name,status\nX1,甲,active\n", f"credit_code,year,grade\nX1,2025,{LOW}\n"
    ) == {"X1": "warn"}


def test_a_list_that_the_site_wrote_is_a_register() -> None:
    register = "名称,统一社会信用代码,批次,遴选类别,经营状态\n甲,X1,2,示范企业,存续\n"

    assert standings(register, "统一社会信用代码,年度,等次\nX1,2025,基本合格\n") == {"X1": "warn"}


def test_silence_gets_its_grade_where_the_programme_has_one() -> None:
    register, grades = "entity\n甲\n", "entity,year,grade\n甲,2025,not_filed\n"

    assert standings(register, grades, call=CALL) == {"甲": "revoke"}
    assert standings("entity,status\n甲,active\n", grades) == {"甲": "ask"}


def test_places_among_all_are_counted_over_the_whole_table() -> None:
    entities = [f"家{number:02}" for number in range(40)]
    register = "entity\n" + "".join(f"{each}\n" for each in entities)
    rows = [
        f"{each},{year},good,{70 + (number + shift) % 40}\n"
        for shift, year in ((0, 2021), (1, 2023), (2, 2025))
        for number, each in enumerate(entities)
    ]
    found = standings(register, "entity,year,grade,score\n" + "".join(rows), call=CALL)

    # 5 % of 40 are two: in 2021 the first two, then each year those before them.
    assert {entity: word for entity, word in found.items() if word != "keep"} == {}

    steady = [row.replace(row.split(",")[3], f"{70 + int(row[1:3])}\n") for row in rows]
    found = standings(register, "entity,year,grade,score\n" + "".join(steady), call=CALL)
    assert {entity for entity, word in found.items() if word == "suspend"} == {"家00", "家01"}


ROWS = st.lists(
    st.tuples(
        st.sampled_from("甲乙丙丁"),
        st.integers(2019, 2025),
        st.sampled_from(["excellent", "good", "basic", "failed"]),
        st.one_of(st.none(), st.integers(0, 3)),
    ),
    unique_by=lambda row: row[:2],
    min_size=1,
)


@given(ROWS, st.data())
def test_the_whole_says_of_each_what_is_said_of_its_history_alone(
    rows: list[tuple[str, int, str, int | None]], data: st.DataObject
) -> None:
    given_rows = data.draw(st.permutations(rows))
    table = [
        f"{entity},{year},{grade},{'' if score is None else score}\n"
        for entity, year, grade, score in given_rows
    ]
    entities = sorted({row[0] for row in rows})
    book = read_grade_book(CALL, ["entity,year,grade,score\n", *table])
    found = list(evaluate_all(CALL, ["entity\n", *(f"{each}\n" for each in entities)], book, Asked(2025)))

    for each in found:
        assert isinstance(each, Evaluated)
        entity = each.standing.entity
        history = {
            "entity": entity,
            "as_of": 2025,
            "grades": {year: grade for one, year, grade, _ in rows if one == entity},
            "positions": {
                year: {"worse": at.worse, "equal": at.equal, "of": at.of}
                for year, at in placed(rows, entity).items()
            },
        }
        assert each.standing == standing(CALL, read_history(CALL, history))


def placed(rows: list[tuple[str, int, str, int | None]], entity: str) -> dict[int, object]:
    places = {id: place for place, id in enumerate(CALL.grades)}
    found: dict[int, object] = {}
    for year in {row[1] for row in rows if row[0] == entity}:
        of_year = [row for row in rows if row[1] == year]
        at = positions(
            [(places[grade], None if score is None else Decimal(score)) for _, _, grade, score in of_year]
        )
        found[year] = next(position for row, position in zip(of_year, at, strict=True) if row[0] == entity)
    return found
