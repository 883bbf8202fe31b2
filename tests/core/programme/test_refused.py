"""What the format can say and this version does not carry out is refused by name."""

import pytest

from tests.core.programme.packages import CALL, added, changed, errors


@pytest.mark.parametrize(
    ("element", "place", "word"),
    [
        ("[sample.tenth]\nstage = \"city\"\nshare = \"0.10\"", "sample.tenth", "抽查（sample）"),
    ],
)  # fmt: skip
def test_a_kind_that_is_not_carried_out(element: str, place: str, word: str) -> None:
    found = [error for error in errors(added(CALL, element)) if error.place == place]

    assert [f"{word}：本版本还不能执行" in error.problem for error in found] == [True]


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("track.enterprise.renews", 'form       = "enterprise"', 'form       = "enterprise"\nrenews = "medal"'),
        ("round.evaluation-2023.every", "year    = 2023", 'every   = "month"'),
    ],
)  # fmt: skip
def test_a_key_or_word_that_is_not_carried_out(place: str, old: str, new: str) -> None:
    found = {error.place: error for error in errors(changed(CALL, old, new))}

    assert "本版本还不能执行" in found[place].problem


@pytest.mark.parametrize("expression", ["group_has_title('medal')", "NOT group_has_title('medal')"])
def test_an_expression_that_is_not_carried_out(expression: str) -> None:
    found = errors(changed(CALL, 'holds = "finances_sound"', f'holds = "{expression}"'))

    assert [error.place for error in found] == ["rule.finances-sound.holds"]
    assert "还不能用" in found[0].problem


@pytest.mark.parametrize("need", ["score:craft", "sample:tenth"])
def test_a_need_that_is_not_carried_out(need: str) -> None:
    found = errors(changed(CALL, 'needs = ["complete"]', f'needs = ["complete", "{need}"]'))

    assert [(error.place, "还不能执行" in error.problem) for error in found] == [
        ("action.submit.needs", True)
    ]
