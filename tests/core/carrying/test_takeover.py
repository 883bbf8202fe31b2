"""Answers of an earlier application for another: the same questions only, by id and by calendar year."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from linxuan.carrying import FiledFile, Filled, Takeover, answers_with, takeover
from linxuan.programme.definition import Call, Form, Option
from tests.support.workshop import FIELDS, SECTIONS, TRACK, call, field, section

SCAN = FiledFile("执照.pdf", "a" * 64)


def changed(**fields: Mapping[str, Any]) -> Call:
    """The call with some of its fields written anew, as in another year."""
    return call(fields={one.id: replace(one, **fields.get(one.id, {})) for one in FIELDS})


def between(
    earlier: Mapping[str, object],
    now: Mapping[str, object] | None = None,
    *,
    asked: Call | None = None,
    files: Mapping[str, Sequence[FiledFile]] | None = None,
    there: Mapping[str, Sequence[FiledFile]] | None = None,
    withheld: Mapping[str, str] | None = None,
) -> Takeover:
    form = Filled(asked or call(), TRACK, now or {}, there or {})
    return takeover(
        Filled(call(), TRACK, earlier, files or {}), form, opened=set(form.fields), withheld=withheld
    )


def keys(found: Takeover) -> list[str]:
    return [one.key for one in found.offers]


def test_an_answer_is_taken_as_it_was_typed() -> None:
    found = between({"title": "示例作坊", "masters": "1,234"})

    assert [(one.key, one.new, one.replaces) for one in found.offers] == [
        ("title", "示例作坊", False),
        ("masters", "1,234", False),
    ]


def test_what_stands_there_already_is_only_counted() -> None:
    found = between({"title": "示例作坊", "masters": "1,234"}, {"title": "示例作坊", "masters": 1234})

    assert (keys(found), found.same) == ([], 2)


def test_what_was_filled_in_otherwise_is_offered_as_something_that_it_replaces() -> None:
    (offer,) = between({"title": "旧名"}, {"title": "新名"}).offers

    assert (offer.old, offer.new, offer.replaces) == ("新名", "旧名", True)


def test_years_are_taken_by_the_calendar_and_not_by_their_place() -> None:
    later = changed(turnover={"years": (2021, 2022, 2023)})

    (offer,) = between({"turnover": {"2020": "8", "2021": "9", "2022": "10"}}, asked=later).offers

    assert (offer.new, offer.notes) == ({"2021": "9", "2022": "10"}, ("2023年要另填",))


def test_no_year_that_both_ask_for_is_told_as_such() -> None:
    later = changed(turnover={"years": (2023, 2024)})

    found = between({"turnover": {"2022": "10"}}, asked=later)

    assert (keys(found), found.left[0].why) == ([], "这一次问2023、2024年，那时没有填这些年")


def test_blank_years_are_filled_apart_from_those_that_would_be_replaced() -> None:
    now = {"turnover": {"2021": "7", "2022": "10.0"}}

    found = between({"turnover": {"2020": "8", "2021": "9", "2022": "10"}}, now)

    blank, over = found.offers
    assert (blank.key, blank.new, blank.replaces) == ("turnover", {"2020": "8"}, False)
    assert (over.key, over.new, over.replaces) == ("turnover:over", {"2021": "9"}, True)
    assert answers_with([blank]) == {"turnover": {"2020": "8", "2021": "7", "2022": "10.0"}}
    assert answers_with(found.offers) == {"turnover": {"2020": "8", "2021": "9", "2022": "10.0"}}


@pytest.mark.parametrize(
    ("id", "earlier", "other", "why"),
    [
        ("masters", "7", {"unit": "名"}, "单位不同：那时是人，这一次是名"),
        ("masters", "7", {"kind": "text", "unit": ""}, "这一次填的内容与那时不同"),
        ("turnover", {"2022": "7"}, {"years": ()}, "这一次不再按年填写"),
        ("size", "big", {"options": {"small": Option("小")}}, "这一次没有“大”这个选项"),
        ("size", "big", {"options": {"big": Option("小")}}, "这一次没有“大”这个选项"),
        ("tools", ["saw"], {"options": {"loom": Option("织机")}}, "这一次没有“锯”这个选项"),
        ("title", "示例作坊", {"chars": 2}, "最多2字，现在是4字"),
    ],
)
def test_what_the_other_form_asks_otherwise_is_left_with_the_reason(
    id: str, earlier: object, other: Mapping[str, Any], why: str
) -> None:
    found = between({id: earlier}, asked=changed(**{id: other}))

    assert (keys(found), [one.why for one in found.left]) == ([], [why])


def test_an_undertaking_is_given_anew() -> None:
    found = between({"true": True})

    assert (keys(found), found.left[0].why) == ([], "承诺要由您重新作出")


def test_what_the_caller_withholds_is_left_with_its_reason() -> None:
    found = between({"title": "示例作坊"}, withheld={"title": "另起名称"})

    assert (keys(found), found.left[0].why) == ([], "另起名称")


def test_an_answer_that_others_had_made_pointless_is_not_taken() -> None:
    assert keys(between({"old": False, "reason": "留下的字"})) == ["old"]


def test_a_changed_name_and_changed_options_are_told_beside_the_offer() -> None:
    later = changed(size={"name": "规模", "options": {"big": Option("大"), "huge": Option("特大")}})

    (offer,) = between({"size": "大"}, asked=later).offers

    assert offer.notes == ("那时的名称是“标签size”", "选项有变动")


def test_rows_come_without_the_columns_that_the_other_group_lacks() -> None:
    later = changed(works={"fields": ("work", "made_on")})

    (offer,) = between({"works": [{"work": "布", "worth": "1.5"}]}, asked=later).offers

    assert (offer.new, offer.notes) == ([{"work": "布"}], ("不含“标签worth”：这一次没有这一栏",))


def test_more_rows_than_the_other_group_holds_are_left() -> None:
    later = changed(works={"rows": (0, 1)})

    found = between({"works": [{"work": "布"}, {"work": "毯"}]}, asked=later)

    assert (keys(found), found.left[0].why) == ([], "最多1行")


def test_rows_bring_the_files_that_they_name() -> None:
    drawn = field("drawing", "file")
    forms = {**{one.id: one for one in FIELDS}, "drawing": drawn}
    forms["works"] = replace(forms["works"], fields=("work", "drawing"))
    form = call(fields=forms)
    rows = [{"work": "布", "drawing": "图.pdf"}, {"work": "毯", "drawing": "已删.pdf"}]
    files = {"works.drawing": [FiledFile("图.pdf", "b" * 64), FiledFile("别的.pdf", "c" * 64)]}

    found = takeover(Filled(form, TRACK, {"works": rows}, files), Filled(form, TRACK, {}), opened={"works"})

    (offer,) = found.offers
    assert offer.new == [{"work": "布", "drawing": "图.pdf"}, {"work": "毯"}]
    assert offer.files == (("works.drawing", FiledFile("图.pdf", "b" * 64)),)


def test_a_file_is_offered_once_and_joins_those_that_are_there() -> None:
    other = FiledFile("新执照.pdf", "b" * 64)

    empty = between({}, files={"licence": [SCAN]})
    beside = between({}, files={"licence": [SCAN]}, there={"licence": [other]})
    known = between({}, files={"licence": [SCAN]}, there={"licence": [SCAN]})

    assert [(one.files, one.replaces) for one in empty.offers] == [((("licence", SCAN),), False)]
    assert [one.replaces for one in beside.offers] == [True]
    assert (known.offers, known.same) == ((), 1)


def test_what_is_asked_no_more_and_what_is_new_are_named() -> None:
    ids = [one.id for one in FIELDS if one.id not in ("work", "made_on", "worth", "judged", "story")]
    main = Form(
        id="main", name="申请表", sections={"form": section("form", [*ids, "motto"]), "more": SECTIONS[1]}
    )
    fields = {**{one.id: one for one in FIELDS}, "motto": field("motto", "text")}

    found = between({"story": "一"}, asked=call(fields=fields, forms={"main": main}))

    assert [one.id for one in found.gone] == ["story"]
    assert [one.id for _section, one in found.fresh] == ["motto"]


def test_only_what_is_open_is_offered() -> None:
    form = Filled(call(), TRACK, {})

    found = takeover(Filled(call(), TRACK, {"title": "一", "story": "二"}), form, opened={"story"})

    assert keys(found) == ["story"]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"types": ("png",)}, "“执照.pdf”：这一次只收 PNG"),
        ({"mb": 1}, "“执照.pdf”超过 1 MB"),
    ],
)
def test_a_file_that_the_other_field_does_not_take_is_left(other: Mapping[str, Any], why: str) -> None:
    file = FiledFile("执照.pdf", "a" * 64, "pdf", 2**20 + 1)

    found = between({}, asked=changed(licence=other), files={"licence": [file]})

    assert (keys(found), found.left[0].why) == ([], why)


def test_of_more_files_than_the_other_field_takes_the_last_ones_come() -> None:
    files = [FiledFile(f"{number}.pdf", str(number) * 64, "pdf", 9) for number in range(3)]

    (offer,) = between({}, asked=changed(licence={"most": 2}), files={"licence": files}).offers

    assert [file.name for _slot, file in offer.files] == ["1.pdf", "2.pdf"]
    assert offer.notes == ("最多2个文件，带入最近的2个",)
