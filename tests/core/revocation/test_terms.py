"""The times of a revocation are the package's, with where they are from; who decides has no rows."""

import pytest

from linxuan.programme.definition import Length, WorkingDays
from linxuan.programme.differences import differences
from linxuan.programme.reading import read_files
from linxuan.revocation import terms_of
from tests.core.programme.packages import changed, errors

TIMES = """[call.revocation]
answer = "10wd"
appeal = "60d"
"""
OWN = ('leads_to    = "revoke"', 'leads_to    = "revoke"\nanswer      = "5wd"')


def test_every_revocation_has_the_times_of_the_call_and_a_rule_may_have_its_own() -> None:
    call = read_files(changed("call.toml", *OWN), "dalian-2023")

    assert terms_of(call, "").answer == terms_of(call, "ceased").answer == WorkingDays(10)
    assert terms_of(call, "three-low").answer == WorkingDays(5)
    assert {terms_of(call, rule).appeal for rule in ("", "ceased", "three-low")} == {Length(60, "d")}
    assert terms_of(call, "").clause == ""


def test_a_package_that_gives_no_times_leaves_the_last_day_to_people() -> None:
    before = read_files(changed("call.toml", "", ""), "dalian-2023")
    after = read_files(changed("call.toml", TIMES, '[call.revocation]\nappeal = "30d"\n'), "dalian-2023")

    assert terms_of(after, "ceased").lacks_day("notify")
    assert not terms_of(after, "ceased").lacks_day("revoke")
    (found,) = differences(before, after)
    assert (found.address, [one.key for one in found.keys]) == ("call", ["revocation"])


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (TIMES, "[call.revocation]\n", "call.revocation", "没有写 answer"),
        ('answer = "10wd"', 'answer = "ten"', "call.revocation.answer", "要写多久"),
        ('appeal = "60d"', 'appeals = "60d"', "call.revocation.appeals", "appeal"),
        (TIMES + 'source = "authority"\n', TIMES, "call.revocation", "出处"),
        (*OWN[:1], OWN[0] + '\ndecided_by  = "district"', "standing.three-low.decided_by", "按地区分设"),
    ],
)
def test_a_slip_of_the_terms_is_told_at_its_place_with_its_line(
    old: str, new: str, place: str, words: str
) -> None:
    found = {each.place: each for each in errors(changed("call.toml", old, new))}

    assert words in f"{found[place].problem} {found[place].hint}"
    assert found[place].line > 1
