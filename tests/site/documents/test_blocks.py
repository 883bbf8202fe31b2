from collections.abc import Mapping
from dataclasses import replace

from linxuan.answers import fields_of, read_answers
from linxuan.programme.definition import Call
from linxuan_site.documents.blocks import Filled, applicants_sections, typed_text
from linxuan_site.documents.content import Answer, Answers, Block, Group, Narrative, YearTable
from tests.support.workshop import FIELDS, GOOD, TRACK, call


def filled(call_: Call, raw: Mapping[str, object]) -> Filled:
    values = read_answers(call_, TRACK, raw, strict=False).values
    return Filled(call_, TRACK, values, typed_text(raw, values, fields_of(call_, TRACK)))


def blocks(raw: Mapping[str, object] = GOOD, call_: Call | None = None) -> tuple[Block, ...]:
    return applicants_sections(filled(call_ or call(), raw))[0].blocks


def answers(raw: Mapping[str, object] = GOOD) -> dict[str, Answer]:
    found = [one for block in blocks(raw) if isinstance(block, Answers) for one in block.answers]
    return {one.label: one for one in found}


def years(raw: Mapping[str, object] = GOOD) -> dict[str, tuple[str, ...]]:
    found = [one for block in blocks(raw) if isinstance(block, YearTable) for one in block.lines]
    return {one.label: one.amounts for one in found}


def ticked(answer: Answer) -> list[str]:
    return [box.label for box in answer.boxes if box.ticked]


def test_a_choice_is_drawn_with_all_its_boxes_and_the_chosen_one_ticked() -> None:
    assert [box.label for box in answers()["标签size"].boxes] == ["大", "小"]
    assert ticked(answers()["标签size"]) == ["大"]


def test_yes_and_no_are_boxes_of_which_none_is_ticked_while_the_answer_is_open() -> None:
    assert ticked(answers()["标签old"]) == ["是"]
    assert ticked(answers({**GOOD, "true": None})["标签true"]) == []


def test_an_option_whose_condition_is_false_is_not_offered_unless_it_was_chosen() -> None:
    wood = {**GOOD, "category": "wood"}
    assert ticked(answers(wood)["标签tools"]) == ["锯", "织机"]
    assert [box.label for box in answers({**wood, "tools": ["saw"]})["标签tools"].boxes] == ["锯"]


def test_more_options_than_fit_are_written_out() -> None:
    many = replace(call().tracks[TRACK], modes=tuple(f"第{one}种" for one in range(20)))
    shown = applicants_sections(filled(call(tracks={TRACK: many}), {**GOOD, "mode": "第7种"}))[0]
    found = [one for block in shown.blocks if isinstance(block, Answers) for one in block.answers]
    mode = next(one for one in found if one.label == "标签mode")
    assert mode.boxes == ()
    assert mode.text == "第7种"


def test_a_year_table_has_a_column_for_each_year_and_blanks_for_those_not_given() -> None:
    shown = years({**GOOD, "turnover": {"2020": "800", "2022": "1000.00"}})
    assert shown["标签turnover"] == ("800", "", "1,000.00")


def test_what_is_worked_out_of_year_tables_stands_under_each_year() -> None:
    assert years()["标签all_services"] == ("0", "0", "200.5")
    assert years()["标签service_share"] == ("0.00%", "0.00%", "20.05%")


def test_figures_over_the_same_years_share_one_table() -> None:
    tables = [block for block in blocks() if isinstance(block, YearTable)]
    assert len(tables[0].lines) == 3


def test_a_long_text_and_a_group_are_blocks_of_their_own() -> None:
    stories = [block for block in blocks() if isinstance(block, Narrative)]
    works = [block for block in blocks() if isinstance(block, Group)]
    assert stories == [Narrative("标签story", "一\n二")]
    assert works[0].heads == ("标签work", "标签made_on", "标签worth（万元）")
    assert works[0].rows == (("布", "", "1.5"), ("毯", "2020年2月29日", "2"))


def test_a_unit_stands_with_its_label() -> None:
    assert answers()["标签masters（人）"].text == "7"


def test_a_region_is_shown_by_its_name() -> None:
    assert answers()["标签place"].text == "东谷"


def test_what_could_not_be_read_is_printed_as_it_was_typed() -> None:
    assert answers({**GOOD, "founded_on": "建国初年"})["标签founded_on"].text == "建国初年"


def test_sections_of_offices_are_not_on_the_applicants_paper() -> None:
    assert [section.name for section in applicants_sections(filled(call(), GOOD))] == ["form", "extra"]


def test_a_field_that_only_offices_may_see_is_not_on_the_applicants_paper() -> None:
    hidden = {
        one.id: replace(one, visible="offices") if one.id in ("title", "worth") else one for one in FIELDS
    }
    shown = blocks(GOOD, call(fields=hidden))
    words = str(shown)
    assert "标签title" not in words
    assert "示例作坊" not in words
    assert "标签worth" not in words
    assert "标签work" in words


def test_a_field_whose_condition_is_false_is_left_out() -> None:
    assert "标签reason" in answers()
    assert "标签reason" not in answers({**GOOD, "old": False})
