"""A list is held against the register: by code, by name, by old names; what is not sure is for a person, with why."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.designations.deciding import entries_of
from linxuan.designations.known import KnownEntity, KnownTitle
from linxuan.designations.matching import Match, counted, matched
from linxuan.designations.names import comparable
from linxuan.designations.tables import ListedTitle
from linxuan.errors import BadInput
from tests.core.designations.lists import CALL, again, code, listed

TITLE = KnownTitle(7, 1, "enterprise", document="虚发〔2019〕1号")
HELD = KnownEntity("1", "示例（集团）有限公司", code(1), ("示例总厂",), (TITLE,))
UNCODED = KnownEntity("2", "虚构重工有限公司", "", (), (replace(TITLE, key=8),))
KNOWN = (HELD, UNCODED)


def one(row: ListedTitle, known: Sequence[KnownEntity] = KNOWN) -> Match:
    return matched([row], known)[0]


def test_the_same_title_is_known_by_its_code() -> None:
    found = one(listed("示例(集团) 有限公司", credit_code=code(1)))

    assert (found.outcome, found.title) == ("same", TITLE)


def test_the_same_title_is_known_by_its_name_and_by_an_old_name() -> None:
    assert one(listed("示例〔集团〕有限公司")).outcome == "same"
    assert one(listed("示例 总厂")).outcome == "same"


def test_another_cohort_is_a_new_title_of_the_same_entity() -> None:
    found = one(listed("示例总厂", cohort=2))

    assert (found.outcome, found.entity, found.title) == ("new", HELD, None)


def test_who_is_not_known_is_new() -> None:
    found = one(listed("别家有限公司", credit_code=code(9)))

    assert (found.outcome, found.entity.is_new, found.entity.credit_code) == ("new", True, code(9))


def test_what_the_list_says_otherwise_is_a_change_and_what_it_leaves_out_is_none() -> None:
    found = one(listed("示例总厂", mode="总集成", document="虚发〔2019〕1号"))

    assert found.outcome == "changed"
    assert [(each.id, each.before, each.after) for each in found.changes] == [("mode", "", "总集成")]


def test_a_code_is_learned_for_an_entity_without_one() -> None:
    found = one(listed("虚构重工有限公司", credit_code=code(5)))

    assert [(each.id, each.after) for each in found.changes] == [("credit_code", code(5))]


@pytest.mark.parametrize(
    ("row", "doubt", "words"),
    [
        (
            listed("改名有限公司", credit_code=code(1)),
            "name",
            "信用代码相同，名录里的名称是“示例（集团）有限公司”",
        ),
        (listed("示例(集团)有限公司", credit_code=code(2)), "code", "名称相同，名录里的信用代码是"),
        (listed("示例集团股份有限公司"), "near", "名称与名录里的“示例（集团）有限公司”相近"),
        (listed("虚构重工", credit_code=code(3)), "near", "名称与名录里的“虚构重工有限公司”相近"),
        (listed("新名", old_names=("虚构重工有限公司",)), "old_name", "曾用名“虚构重工有限公司”在名录里有"),
    ],
)
def test_what_is_not_sure_is_for_a_person_with_the_reason(row: ListedTitle, doubt: str, words: str) -> None:
    found = one(row)

    assert (found.outcome, found.doubt) == ("doubtful", doubt)
    assert words in found.reason
    assert "leave_out" in found.choices


def test_two_of_one_name_can_only_be_told_apart_by_a_code() -> None:
    twin = replace(HELD, key="3", credit_code=code(3))

    found = one(listed("示例（集团）有限公司"), (HELD, twin))

    assert (found.doubt, found.choices) == ("several", ("leave_out",))


def test_a_name_near_to_one_with_another_code_is_no_doubt() -> None:
    assert one(listed("示例集团有限公司", credit_code=code(4))).outcome == "new"


def test_a_list_that_gives_the_old_name_beside_the_same_code_renames() -> None:
    found = one(listed("改名有限公司", credit_code=code(1), old_names=("示例（集团）有限公司",)))

    assert (found.outcome, found.choices[0]) == ("changed", "renamed")
    assert entries_of([found], {})[0].renamed


def test_a_line_that_stands_there_twice_counts_once() -> None:
    first, second = matched([listed("甲厂", "2"), listed("甲 厂", "3")], ())

    assert (first.outcome, second.outcome) == ("new", "repeated")
    assert "第2行重复" in second.reason


def test_two_lines_of_one_title_that_differ_are_for_a_person() -> None:
    found = matched([listed("甲厂", "2", mode="总集成"), listed("甲厂", "3")], ())

    assert {each.doubt for each in found} == {"twice"}
    with pytest.raises(BadInput, match="第2行和第3行是同一个称号"):
        entries_of(found, {"2": "take", "3": "take"})
    assert [each.row.place for each in entries_of(found, {"2": "take", "3": "leave_out"})] == ["2"]


def test_one_code_under_two_names_in_a_list_is_asked_about_at_the_older() -> None:
    rows = [listed("旧名厂", "2", credit_code=code(1)), listed("新名厂", "3", credit_code=code(1), cohort=3)]

    older, newer = matched(rows, ())

    assert (older.doubt, newer.outcome) == ("name", "new")
    assert older.entity == newer.entity
    assert entries_of([older, newer], {"2": "same"})[0].other_name


def test_one_name_with_two_codes_in_a_list_is_for_a_person() -> None:
    rows = [listed("甲厂", "2", credit_code=code(1)), listed("甲厂", "3", credit_code=code(2), cohort=2)]

    assert [each.doubt for each in matched(rows, ())] == ["code", "code"]


def test_two_codes_for_an_entity_without_one_are_for_a_person() -> None:
    rows = [
        listed("虚构重工有限公司", "2", credit_code=code(1)),
        listed("虚构重工有限公司", "3", credit_code=code(2), cohort=2),
    ]

    assert [each.doubt for each in matched(rows, (UNCODED,))] == ["code", "code"]


def test_near_names_of_one_cohort_of_a_list_are_two_entities() -> None:
    same = matched([listed("示例第一机床厂", "2"), listed("示例第二机床厂", "3")], ())
    other = matched([listed("示例第一机床厂", "2"), listed("示例第二机床厂", "3", cohort=2)], ())

    assert counted(same)["new"] == 2
    assert counted(other)["doubtful"] == 1


def test_nothing_is_entered_before_every_doubt_is_decided() -> None:
    found = [one(listed("改名有限公司", credit_code=code(1)))]

    with pytest.raises(BadInput, match="还有1行没有决定：第2行") as fault:
        entries_of(found, {})
    assert fault.value.field == "row-2"


@pytest.mark.parametrize(
    ("decision", "entered"),
    [("same", (False, False)), ("renamed", (False, True)), ("leave_out", None)],
)
def test_a_doubt_leads_to_what_is_decided(decision: str, entered: tuple[bool, bool] | None) -> None:
    found = [one(listed("改名有限公司", credit_code=code(1), cohort=4))]

    told = [(each.entity.is_new, each.renamed) for each in entries_of(found, {"2": decision})]

    assert told == ([] if entered is None else [entered])


def test_who_is_decided_to_be_another_is_entered_as_a_new_one() -> None:
    found = [one(listed("示例(集团)有限公司", credit_code=code(2)))]

    entry = entries_of(found, {"2": "new"})[0]

    assert (entry.entity.is_new, entry.entity.credit_code, entry.title) == (True, code(2), None)


@pytest.mark.parametrize("decisions", [{"2": "new"}, {"9": "same"}])
def test_a_decision_that_cannot_be_is_refused(decisions: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        entries_of([one(listed("改名有限公司", credit_code=code(1)))], decisions)


def test_changes_stand_unless_the_register_is_kept() -> None:
    found = [one(listed("示例总厂", mode="总集成"))]

    assert len(entries_of(found, {})) == 1
    assert entries_of(found, {"2": "same"}) == []


def test_another_state_in_the_list_is_told_and_not_entered() -> None:
    found = one(listed("示例总厂", state="revoked"))

    assert found.outcome == "same"
    assert "凭文件另行登记" in found.reason


NAMES = st.sampled_from(
    ["示例甲有限公司", "示例（甲）有限公司", "示例甲股份有限公司", "虚构重型机床厂", "虚构轻型机床厂", "乙"]
)
ROWS = st.builds(
    ListedTitle,
    place=st.just(""),
    name=NAMES,
    cohort=st.integers(1, 3),
    track=st.sampled_from(["enterprise", "city"]),
    document=st.just("一号"),
    credit_code=st.sampled_from(["", "", code(1), code(2), code(3)]),
    old_names=st.lists(NAMES, max_size=1).map(tuple),
    mode=st.sampled_from(["", "总集成"]),
)
ENTITIES = st.lists(
    st.tuples(NAMES, st.sampled_from(["", code(1), code(2)]), st.integers(1, 3)),
    max_size=4,
    unique_by=lambda one: one[1],
)


def known_of(entities: Sequence[tuple[str, str, int]]) -> list[KnownEntity]:
    return [
        KnownEntity(str(key), name, code, (), (KnownTitle(key, cohort, "enterprise", document="一号"),))
        for key, (name, code, cohort) in enumerate(entities)
    ]


def placed(rows: Sequence[ListedTitle]) -> list[ListedTitle]:
    return [replace(row, place=str(place)) for place, row in enumerate(rows, start=2)]


@given(st.lists(ROWS, max_size=7), ENTITIES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    rows: list[ListedTitle], entities: list[tuple[str, str, int]], shuffle: Random
) -> None:
    known, other = known_of(entities), list(rows)
    shuffle.shuffle(other)

    first, second = matched(placed(rows), known), matched(placed(other), known[::-1])

    assert sorted(map(repr, map(_without_repeats, first))) == sorted(map(repr, map(_without_repeats, second)))


def _without_repeats(match: Match) -> tuple[object, ...]:
    """Of rows that say the same one counts, whichever: of them all it is told alike."""
    return (
        replace(match.row, place="", name=comparable(match.row.name)),
        match.doubt,
        match.entity.key,
        match.title,
    )


@given(st.lists(ROWS, min_size=1, max_size=6))
def test_the_import_of_an_export_changes_nothing(rows: list[ListedTitle]) -> None:
    entered = [one for one in matched(placed(rows), ()) if one.outcome == "new"]
    known = _register_of(entered)
    exported = [
        replace(
            one.row, name=one.entity.name, credit_code=one.entity.credit_code, old_names=one.entity.old_names
        )
        for one in entered
    ]

    found = matched(again(CALL, placed(exported)).rows, known) if exported else ()

    assert {one.outcome for one in found} <= {"same"}


def _register_of(matches: Sequence[Match]) -> list[KnownEntity]:
    """The register as it stands after these rows were entered."""
    titles: dict[str, list[KnownTitle]] = {}
    for key, one in enumerate(matches):
        row = one.row
        title = KnownTitle(key, row.cohort, row.track, mode=row.mode, document=row.document)
        titles.setdefault(one.entity.key, []).append(title)
    entities = {one.entity.key: one.entity for one in matches}
    return [replace(entity, titles=tuple(titles[key])) for key, entity in entities.items()]
