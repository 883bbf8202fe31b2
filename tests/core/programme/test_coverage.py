"""Every word of the notice is carried by something, and what is dropped is missed."""

import re
import tomllib
from dataclasses import replace

import pytest

from linxuan.inspection import inspect
from linxuan.programme.coverage import coverage, unbound
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_files, read_with_errors
from tests.core.programme.packages import CALL, CRAFT, DALIAN, GUILD, Files, changed, without

UNMISSED = {
    # The words of these are quoted by another element as well, which does the same for others.
    "track.project",
    "action.decline",
    "action.pass-over",
    # What the authority adds carries no demand, and the life goes on without it.
    "action.return-city",
    "action.not-designated",
    "standing.not-filed",
    "keep.drafts",
    "keep.objections",
    "keep.reads",
    # So are the papers that are made of what happened.
    *(
        f"paper.{id}"
        for id, paper in tomllib.loads(DALIAN[CALL].decode())["paper"].items()
        if paper.get("kind")
    ),
}
HEADERS = [
    f"{kind}.{id}"
    for kind, elements in tomllib.loads(DALIAN[CALL].decode()).items()
    if isinstance(elements, dict) and kind not in ("call", "question")
    for id in elements
]

PIECES = re.findall(r"^\[((?:score|title)\.[^\]]+)\]$", CRAFT[CALL].decode(), re.MULTILINE)


@pytest.fixture(scope="module")
def dalian() -> Call:
    return read_files(DALIAN, "dalian-2023")


def open_words(files: Files) -> list[str]:
    call, _ = read_with_errors(files, "dalian-2023")
    return [words for phrase in unbound(call) for words in phrase.unbound]


def test_no_demand_of_the_notice_is_unbound(dalian: Call) -> None:
    assert unbound(dalian) == ()


def test_every_clause_of_the_notice_is_looked_at(dalian: Call) -> None:
    notice = dalian.notices["main"]

    looked_at = {(phrase.address, phrase.sentence) for phrase in coverage(dalian)}

    sentences = {(one.address, n) for one in notice.walk() for n in range(1, len(one.sentences) + 1)}
    assert looked_at == sentences


def test_a_phrase_names_all_that_carry_it(dalian: Call) -> None:
    phrase = next(one for one in coverage(dalian) if one.phrase.startswith("没有违法行为"))

    assert phrase.place == "一(二)1#1"
    assert phrase.elements == ("rule.no-violation", "rule.not-under-investigation")


def test_half_a_phrase_stays_open() -> None:
    files = changed(CALL, '"一(二)1#1 或涉嫌违法正在接受审查的情况"', '"一(二)1#1 没有违法行为"')

    assert open_words(files) == ["或涉嫌违法正在接受审查的情况"]


def test_two_characters_may_be_left_over() -> None:
    assert open_words(changed(CALL, "或涉嫌违法正在接受审查的情况", "涉嫌违法正在接受审查的情况")) == []
    assert open_words(changed(CALL, "或涉嫌违法正在接受审查的情况", "或涉嫌违法正在接受审查的")) == []
    assert open_words(changed(CALL, "或涉嫌违法正在接受审查的情况", "涉嫌违法正在接受审查的")) == [
        "或",
        "情况",
    ]


@pytest.mark.parametrize("kind", ["question", "field"])
def test_asking_is_not_carrying(kind: str, dalian: Call) -> None:
    only = {"question": "questions", "field": "fields"}[kind]
    others = {name: {} for name in ("rules", "judgements", "tracks", "stages", "actions", "papers", "quotas")}

    emptied = replace(dalian, **others)

    assert getattr(emptied, only)
    assert "申报主体应在大连市行政区域内" in [phrase.phrase for phrase in unbound(emptied)]


def test_what_the_authority_adds_carries_nothing() -> None:
    files = changed(
        CALL,
        'cite  = "一(二)1#1 具有独立法人资格"',
        'source = "authority"\nwhy = "试"',
    )

    assert open_words(files) == ["具有独立法人资格"]


def test_a_quotation_carries_its_words_where_they_stand_first() -> None:
    files = changed(CALL, 'cite = "三(一)#1 基本合格"', 'cite = "三(一)#1 合格"')
    files = changed(CALL, "评估等次分为优秀、合格、基本合格", "评估等次分为优秀", files)

    assert open_words(files) == ["基本合格"]


def test_a_text_that_does_not_bind_demands_nothing() -> None:
    files = changed(CALL, "dated = 2028-01-01", "dated = 2028-01-01\nbinds = false", GUILD)
    call, _ = read_with_errors(files, "guild")

    assert {phrase.notice for phrase in coverage(call)} == {"main"}


def test_a_second_text_is_named_in_front() -> None:
    call = read_files(GUILD, "guild")

    assert "measure:第二条#1" in {phrase.place for phrase in coverage(call)}


@pytest.mark.parametrize("header", HEADERS)
def test_an_element_that_is_dropped_is_missed(header: str) -> None:
    found = inspect(without(CALL, header), "dalian-2023").errors

    assert bool(found) == (header not in UNMISSED)


@pytest.mark.parametrize("header", PIECES)
def test_a_piece_of_a_score_or_a_title_that_is_dropped_is_missed(header: str) -> None:
    assert inspect(without(CALL, header, CRAFT), "craft-2024").errors
