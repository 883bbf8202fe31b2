"""Titles in a package: who holds one is looked up in its list, known by what the track asks for."""

from datetime import date

import pytest

from linxuan.checking import check
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_files
from linxuan.rules.parse import parse
from linxuan.rules.terms import Value
from tests.core.programme.packages import CALL, CRAFT, GUILD, Files, added, changed, errors

AUTHORITY = 'source = "authority"\nwhy = "试"'
MEDAL = f'[title.medal]\nlist = "medals"\n{AUTHORITY}\n'


def guild(text: str) -> Files:
    """Return the guild's package with a title and something else."""
    return {**added(CALL, MEDAL + text, GUILD), "lists/medals.csv": "id\n甲\n91990300MA00000158\n".encode()}


def rule(holds: str, tracks: str = '["workshop"]') -> str:
    return f'[rule.extra]\nfor = {tracks}\nholds = "{holds}"\n{AUTHORITY}'


def extra(call: Call, track: str, **answers: Value) -> str:
    """Return what the extra rule finds."""
    found = check(call, track, answers, on=date(2030, 3, 10)).findings
    return next(each.outcome for each in found if each.rule == "extra")


def test_a_title_is_asked_of_what_the_track_knows_its_applicants_by() -> None:
    call = read_files(guild(rule("has_title('medal')", '["workshop", "craftsman"]')), "guild")

    assert extra(call, "workshop", credit_code="91990300MA00000158") == "met"
    assert extra(call, "workshop", credit_code="91990300MA00000233") == "not_met"
    assert extra(call, "craftsman", id_number="甲") == "met"
    assert extra(call, "craftsman", id_number="乙") == "not_met"


def test_who_is_not_known_may_hold_a_title() -> None:
    call = read_files(guild(rule("has_title('medal')")), "guild")

    assert extra(call, "workshop") == "unknown"


def test_a_title_of_a_sound_package_is_looked_up_like_any_list() -> None:
    call = read_files(CRAFT, "craft-2024")

    exception = call.rules["masters"].exceptions[0].when
    assert exception.text == "has_title('city-studio')"
    assert exception.term == parse(
        "in_list(credit_code, 'city_studios') OR in_list(credit_code, 'national_bases')"
    )
    quota = call.quotas["county"].not_counted
    assert quota
    assert quota.term == parse("in_list(credit_code, 'national_bases')")


def test_outside_rules_tracks_that_know_applicants_differently_are_told_apart() -> None:
    text = changed(CALL, 'not_counted = "heritage"', "not_counted = \"has_title('medal')\"", guild(""))
    text = changed(CALL, '[quota.each-county]\nfor         = ["workshop"]', "[quota.each-county]", text)
    text = changed(
        CALL,
        'limits      = [{ when = "place_kind = \'island\'", limit = 1, cite = "三#1 海岛每处1个" }]\n',
        "",
        text,
    )
    call = read_files(text, "guild")

    quota = call.quotas["each-county"].not_counted
    assert quota
    assert quota.term == parse(
        "track = 'workshop' AND in_list(credit_code, 'medals') OR track = 'craftsman' AND in_list(id_number, 'medals')"
    )


@pytest.mark.parametrize(
    ("text", "place", "problem", "hint"),
    [
        (rule("has_title('medals')"), "rule.extra.holds", "没有称号“medals”", "medal"),
        (rule("has_title(name)"), "rule.extra.holds", "称号的编号", "has_title('medal')"),
        (rule("has_title('medal') = 1"), "rule.extra.holds", "不能与整数比较", ""),
        (rule("group_has_title('medal')"), "rule.extra.holds", "还不能用", ""),
        ("", "title.medal", "没有表达式用到这个称号", "has_title('medal')"),
        (f'[title.more]\nlist = "medal"\n{AUTHORITY}', "title.more.list", "lists/medal.csv", "medals"),
        (f'[title.more]\n{AUTHORITY}', "title.more", "谁持有", "tracks"),
        (f'[title.more]\nlist = "medals"\ngives = ["medall"]\n{AUTHORITY}', "title.more.gives", "[title.medall]", "medal"),
        (f'[title.more]\nlist = "medals"\ngives = ["more"]\n{AUTHORITY}', "title.more.gives", "绕了一圈", ""),
        (f'[title.more]\nlist = "medals"\nvalid = "3y"\n{AUTHORITY}', "title.more.valid", "valid_from", "tracks"),
        (f'[title.more]\ntracks = ["workshopp"]\n{AUTHORITY}', "title.more.tracks", "[track.workshopp]", "workshop"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_title_is_told_at_its_place(
    text: str, place: str, problem: str, hint: str
) -> None:
    found = [error for error in errors(guild(text)) if error.place == place]

    assert any(problem in each.problem and hint in each.hint for each in found)


def test_a_title_that_only_gives_another_one_is_used() -> None:
    higher = f'[title.higher]\nlist = "medals"\ngives = ["medal"]\n{AUTHORITY}\n'

    assert errors(guild(higher + rule("has_title('medal')"))) == ()
