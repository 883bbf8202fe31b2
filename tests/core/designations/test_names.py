"""Names as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.designations.names import Near, comparable, nearly


@pytest.mark.parametrize(
    "written",
    [
        "示例（集团）有限公司",
        "示例(集团)有限公司",
        "示例〔集团〕有限公司",
        "示例【集团】有限公司",
        " 示例 （集团） 有限公司 ",
        "示例\u3000（集团）有限公司\ufeff",
    ],
)
def test_width_brackets_and_white_space_make_no_difference(written: str) -> None:
    assert comparable(written) == "示例(集团)有限公司"


def test_letters_are_compared_without_their_case_and_width() -> None:
    assert comparable("ＡＢＢ示例") == comparable("abb 示例")


def test_the_legal_form_stays_part_of_a_name() -> None:
    assert comparable("示例有限公司") != comparable("示例股份有限公司")


@given(st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


@given(st.text(alphabet="示例甲乙（）()〔〕 ABab·•—-有限公司"))
def test_names_of_such_signs_are_normalised_once_and_for_all(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例(集团)有限公司", "示例集团有限公司"),
        ("示例重工有限公司", "示例重工股份有限公司"),
        ("示例重工股份公司", "示例重工集团有限责任公司"),
        ("示例第一机床制造有限公司", "示例第一机床制有限公司"),
        ("示例第一机床制造厂", "示例第七机床制造厂"),
    ],
)
def test_names_that_one_sign_or_a_legal_form_tells_apart_are_near(one: str, other: str) -> None:
    assert nearly(one, other)
    assert nearly(other, one)
    assert Near([one]).to(other) == [one]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例甲有限公司", "示例乙有限公司"),
        ("示例第一机床制造厂", "示例第一造船制造厂"),
        ("公司", "有限公司"),
    ],
)
def test_other_names_are_not_near(one: str, other: str) -> None:
    assert not nearly(one, other)
    assert Near([one]).to(other) == []


@given(st.text("甲乙3", min_size=5, max_size=8), st.text("甲乙3", min_size=5, max_size=8))
def test_being_near_is_mutual(one: str, other: str) -> None:
    assert nearly(one, other) == nearly(other, one)


@given(
    st.lists(st.text(alphabet="甲乙丙丁戊(), ", min_size=1, max_size=9), max_size=6),
    st.text("甲乙丙丁戊()", max_size=9),
)
def test_what_is_found_by_shape_is_what_a_look_at_each_finds(names: list[str], name: str) -> None:
    folded, sought = [comparable(one) for one in names], comparable(name)

    assert Near(folded).to(sought) == sorted({one for one in folded if one != sought and nearly(one, sought)})


def test_names_of_a_series_are_no_slips_of_one_another() -> None:
    names = [f"示例{chr(0x4E00 + number)}机床制造厂" for number in range(60)]

    assert Near(names[:3]).to(names[0]) == names[1:3]
    assert Near(names).to(names[0]) == []


def test_names_as_long_as_no_name_cost_no_more_than_others() -> None:
    names = ["甲" * 190 + chr(0x4E00 + number) for number in range(5000)]
    near = Near(names)

    assert all(near.to(one) == [] for one in names)
