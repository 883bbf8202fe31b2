"""A name is found by its kept parts as by looking at every line; what was known earlier is counted as by every line."""

from datetime import date
from random import Random

import pytest
from django.db.models import Q

from linxuan_site.actions.designations import write_lines
from linxuan_site.models import Designation, RegisterLine, RegisterNamePart
from linxuan_site.queries import register_counts, register_names
from linxuan_site.queries.public_register import narrowed_register, register_page, whole_register
from linxuan_site.queries.register_counts import Wanted, counted_lines
from linxuan_site.queries.register_lines import lines_as_of
from linxuan_site.queries.register_names import lines_named
from tests.site.life.conftest import Life
from tests.site.portal.test_public_title import designated, recorded

NAMES = (
    "大连示例重工有限公司",
    "大连 Example 机械(集团)有限公司",
    "ＡＢＣ科技",
    "abc科技 100%_有限",
    "Straße ſtart İstanbul ﬁne",
    "名\\字",
    "𠮷野家有限公司",
    "九",
)
WORDS = (
    "大连",
    "大连示例重工有限公司",
    "EXAMPLE",
    "example 机械(集团)有限",
    "abc",
    "%",
    "_",
    "\\",
    "九",
    "𠮷",
    "𠮷野",
)
HARD = (
    "ß",
    "SS",
    "ss",
    "ſ",
    "S",
    "i",
    "İ",
    "ı",
    "FI",
    "ﬁ",
    "公司\n",
    "重工有限公司\n大连",
    "没有",
    "有限公司有限公司有限公司",
)


@pytest.fixture(autouse=True)
def begin_at_the_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in a register as small as these, where every line would be looked at."""
    monkeypatch.setattr(register_names, "SHARE", 1)


@pytest.fixture
def register(life: Life) -> list[Designation]:
    """Titles under awkward names, some renamed, one renamed wrongly and set right."""
    titles = [designated(life, number, name=name) for number, name in enumerate(NAMES, start=1)]
    recorded(life, titles[0], "renamed", "2020-01-01", changes={"name": "大连新名 Ltd"})
    recorded(life, titles[2], "renamed", "2020-01-01", changes={"name": "写错的名称"})
    recorded(life, titles[2], "renamed", "2020-01-01", changes={"name": "改正的名称"}, corrects=2)
    recorded(life, titles[1], "revoked", "2021-01-01")
    return titles


def moments() -> list[object]:
    return [None, *RegisterLine.objects.order_by("recorded_from").values_list("recorded_from", flat=True)]


def test_the_parts_find_what_looking_at_every_line_finds(register: list[Designation]) -> None:
    chance = Random(6)
    names = "\n".join(NAMES)
    cut = [names[place : place + chance.randrange(1, 15)] for place in range(0, len(names), 3)]
    for words in {*WORDS, *HARD, *(one.strip() for one in cut if one.strip())}:
        for known_at in moments():
            for day in (date(2019, 1, 1), date(2023, 5, 12)):
                lines = lines_as_of(day, known_at)  # type: ignore[arg-type]
                wanted = set(lines.filter(names__icontains=words).values_list("pk", flat=True))
                assert set(lines_named(lines, words).values_list("pk", flat=True)) == wanted, words


@pytest.mark.parametrize("limit", ["MOST", "SHARE"])
def test_where_many_have_the_words_every_line_is_looked_at(
    register: list[Designation], monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    named = lines_named(lines_as_of(), "公司")
    found = list(named.order_by("pk").values_list("pk", flat=True))
    assert "namepart" in str(named.query)

    # One title in all that there ever were: keys go on where a test before this one had rows.
    monkeypatch.setattr(register_names, limit, 1 if limit == "MOST" else register[-1].pk)

    assert "namepart" not in str(lines_named(lines_as_of(), "公司").query)
    assert "namepart" in str(lines_named(lines_as_of(), "野家").query)
    assert list(lines_named(lines_as_of(), "公司").order_by("pk").values_list("pk", flat=True)) == found
    assert len(found) > 1


@pytest.mark.parametrize("most", [100_000, 3, 0])
def test_what_was_known_earlier_is_counted_as_by_every_line(
    register: list[Designation], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(register_counts, "MOST_CHANGED", most)
    for known_at in moments()[1:]:
        for state in ("", "held", "revoked"):
            for day in (date(2019, 1, 1), date(2023, 5, 12)):
                wanted = Wanted(day=day, known_at=known_at, state=state)  # type: ignore[arg-type]
                register_counts._register.cache_clear()
                found = narrowed_register(whole_register(wanted), wanted)
                lines = lines_as_of(day, known_at).filter(Q(state=state) if state else Q())  # type: ignore[arg-type]
                slow = counted_lines(lines, found.calls)
                assert [vars_of(one) for one in found.alike] == [vars_of(one) for one in slow.alike]
                listed = [one.id for one in register_page(found, wanted).entries]
                assert sorted(listed) == sorted(lines.values_list("designation", flat=True))


def vars_of(alike: object) -> dict[str, object]:
    return dict(vars(alike))


def test_the_parts_of_a_name_are_kept_once_however_often_lines_are_written(
    register: list[Designation],
) -> None:
    kept = RegisterNamePart.objects.filter(designation=register[7])
    assert [bytes(one) for one in kept.values_list("part", flat=True)] == ["九".encode()]
    before = RegisterNamePart.objects.count()

    for one in register:
        write_lines(one)

    assert RegisterNamePart.objects.count() == before
