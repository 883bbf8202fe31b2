"""What is promised of functions, and what is done, are the same functions."""

from linxuan.rules.calls import CALLS
from linxuan.rules.functions import FUNCTIONS, GROWTH, NOT_YET, Wanted
from linxuan.rules.parse import TAKES_LIST, parse


def test_every_function_that_is_checked_is_also_done() -> None:
    assert FUNCTIONS.keys() == CALLS.keys()


def test_the_functions_are_those_of_the_package_format() -> None:
    assert set(FUNCTIONS) == {
        "share_at_least", "add_years", "add_months", "add_days", "in_list", "has_any", "has_all", "size",
        "starts_with", "industry_section", "latest", "total", "mean", "each_year", "count_where", "share",
        "growth", "mean_growth", "compound_growth_at_least",
    }  # fmt: skip


def test_the_parser_and_the_table_agree_on_where_lists_are_written() -> None:
    assert {each.name for each in FUNCTIONS.values() if Wanted.OPTIONS in each.wanted} == TAKES_LIST


def test_every_usage_reads_and_has_as_many_arguments_as_are_wanted() -> None:
    for function in FUNCTIONS.values():
        call = parse(function.usage)
        assert call.function == function.name
        assert len(call.arguments) == len(function.wanted)


def test_what_looks_at_growth_and_what_is_not_yet_there_are_told_apart() -> None:
    assert set(GROWTH) <= set(FUNCTIONS)
    assert not set(NOT_YET) & set(FUNCTIONS)
