from decimal import Decimal

import pytest

from linxuan.programme.definition import Call, LimitCase
from linxuan.selection import Entry, Line, shortlist
from tests.core.build import action, call, expression, quota, table, track

NOMINATE = action("nominate", "city", "city", "nominated", concerns=("enterprise", "platform"))
TRACKS = (track("enterprise"), track("platform", "sharing", "other"))


def selecting(*quotas: object, **parts: object) -> Call:
    return call(tracks=TRACKS, actions=(NOMINATE,), quotas=quotas, **parts)


def scored(*scores: int, track: str = "enterprise", category: str = "") -> list[Entry]:
    return [Entry(f"e{n}", track, category, Decimal(score)) for n, score in enumerate(scores, start=1)]


def only_line(definition: Call, entries: list[Entry]) -> Line:
    (line,) = shortlist(definition, entries)
    return line


def test_the_best_within_the_limit_are_nominated_and_the_rest_wait_in_order() -> None:
    line = only_line(selecting(quota("q", 2)), scored(70, 90, 80, 60))

    assert (line.nominated, line.tied, line.reserve) == (("e2", "e3"), (), ("e1", "e4"))


def test_equal_scores_across_the_line_are_all_tied_and_none_of_them_is_nominated() -> None:
    line = only_line(selecting(quota("q", 3)), scored(95, 90, 88, 88, 80))

    assert (line.nominated, line.tied, line.reserve) == (("e1", "e2"), ("e3", "e4"), ("e5",))


def test_equal_scores_that_all_fit_are_nominated() -> None:
    line = only_line(selecting(quota("q", 3)), scored(88, 95, 88, 80))

    assert (line.nominated, line.tied, line.reserve) == (("e2", "e1", "e3"), (), ("e4",))


def test_scores_that_are_written_differently_and_mean_the_same_are_equal() -> None:
    entries = [
        Entry("a", "enterprise", score=Decimal(88)),
        Entry("b", "enterprise", score=Decimal("88.00")),
    ]

    assert only_line(selecting(quota("q", 1)), entries).tied == ("a", "b")


def test_a_rank_that_a_person_gave_goes_before_the_score() -> None:
    entries = [*scored(95, 90, 88), Entry("last", "enterprise", score=Decimal(10), rank=1)]

    line = only_line(selecting(quota("q", 2)), entries)

    assert (line.nominated, line.reserve) == (("last", "e1"), ("e2", "e3"))


def test_a_rank_within_a_tie_settles_it_without_moving_anybody_else() -> None:
    entries = [*scored(95, 90, 88), Entry("chosen", "enterprise", score=Decimal(88), rank=3)]

    line = only_line(selecting(quota("q", 3)), entries)

    assert (line.nominated, line.tied, line.reserve) == (("e1", "e2", "chosen"), (), ("e3",))


def test_one_rank_given_twice_is_a_tie() -> None:
    entries = [Entry("a", "enterprise", rank=1), Entry("b", "enterprise", rank=1)]

    assert only_line(selecting(quota("q", 1)), entries).tied == ("a", "b")


def test_who_has_neither_score_nor_rank_is_named_and_in_no_order() -> None:
    line = only_line(selecting(quota("q", 3)), [*scored(90), Entry("new", "enterprise")])

    assert (line.nominated, line.unplaced) == (("e1",), ("new",))


def test_a_quota_without_places_nominates_nobody_and_ties_nobody() -> None:
    line = only_line(selecting(quota("q", 0)), scored(90, 90))

    assert (line.nominated, line.tied, line.reserve) == ((), (), ("e1", "e2"))


def test_lines_come_in_the_order_of_the_package_even_without_entries() -> None:
    definition = selecting(quota("b", 1, "platform/sharing"), quota("a", 3, "enterprise"))

    lines = shortlist(definition, [])

    assert [(line.quota, line.track, line.category) for line in lines] == [
        ("b", "platform", "sharing"),
        ("a", "enterprise", ""),
    ]


def test_a_line_over_all_categories_has_no_category_and_one_over_tracks_no_track() -> None:
    definition = selecting(quota("all", 2, "platform"), quota("total", 3, "enterprise", "platform"))
    entries = [
        Entry("p1", "platform", "sharing", Decimal(9)),
        Entry("p2", "platform", "other", Decimal(8)),
        Entry("e1", "enterprise", "", Decimal(7)),
    ]

    lines = shortlist(definition, entries)

    assert [(line.track, line.category, line.nominated) for line in lines] == [
        ("platform", None, ("p1", "p2")),
        (None, None, ("p1", "p2", "e1")),
    ]


def test_a_quota_for_each_district_has_a_line_for_each_that_an_entry_carries() -> None:
    definition = selecting(quota("q", 1, per=("recommender",)))
    entries = [
        Entry("a", "enterprise", score=Decimal(9), keys={"recommender": "north"}),
        Entry("b", "enterprise", score=Decimal(8), keys={"recommender": "north"}),
        Entry("c", "enterprise", score=Decimal(7), keys={"recommender": "south"}),
        Entry("stray", "enterprise", score=Decimal(6)),
    ]

    lines = shortlist(definition, entries)

    assert [(line.key, line.nominated, line.reserve) for line in lines] == [
        ("north", ("a",), ("b",)),
        ("south", ("c",), ()),
    ]


def test_places_can_stand_in_a_list() -> None:
    places = table("places", north={"limit": "2"}, south={"limit": "0"})
    definition = selecting(quota("q", None, list="places", per=("recommender",)), lists=(places,))
    entries = [
        Entry(f"{key}{n}", "enterprise", score=Decimal(n), keys={"recommender": key})
        for key in ("north", "south", "nowhere")
        for n in (1, 2)
    ]

    lines = {line.key: (line.limit, line.nominated) for line in shortlist(definition, entries)}

    assert lines == {"north": (2, ("north2", "north1")), "south": (0, ()), "nowhere": (0, ())}


def test_the_first_limit_that_applies_wins_and_what_is_open_takes_the_least() -> None:
    island = LimitCase(expression("region_kind = 'island'"), 1)
    definition = selecting(quota("q", 3, limits=(island,), per=("recommender",)))

    def limit(**keys: str) -> int:
        return only_line(
            definition, [Entry("a", "enterprise", score=Decimal(1), keys={"recommender": "n", **keys})]
        ).limit

    assert (limit(region_kind="island"), limit(region_kind="valley"), limit()) == (1, 3, 1)


def test_those_outside_the_quota_are_on_no_line() -> None:
    definition = selecting(quota("q", 1, not_counted=expression("mode = 'exempt'")))
    exempt = Entry("x", "enterprise", score=Decimal(99), keys={"mode": "exempt"})

    assert only_line(definition, [exempt, *scored(90)]).nominated == ("e1",)


@pytest.mark.parametrize(("at", "quotas"), [(None, ["city"]), ("recommend", ["district"])])
def test_without_an_action_the_lines_are_those_of_nominating(at: str | None, quotas: list[str]) -> None:
    recommend = action("recommend", "district", "district", "city")
    definition = call(
        tracks=TRACKS,
        actions=(NOMINATE, recommend),
        quotas=(quota("district", 5, at="recommend"), quota("city", 3)),
    )

    assert [line.quota for line in shortlist(definition, [], at)] == quotas


def test_ranks_decide_among_themselves_whatever_the_scores() -> None:
    entries = [
        Entry("a", "enterprise", score=Decimal(99), rank=3),
        Entry("b", "enterprise", score=Decimal(1), rank=1),
        Entry("c", "enterprise", score=Decimal(50), rank=2),
    ]

    line = only_line(selecting(quota("q", 2)), entries)

    assert (line.nominated, line.reserve) == (("b", "c"), ("a",))
