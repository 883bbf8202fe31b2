"""What only shows when the elements of a package are held against each other and against the notice."""

import pytest

from linxuan.errors import DefinitionError
from tests.core.programme.packages import (
    CALL,
    FIELDS,
    GUILD,
    Files,
    added,
    changed,
    errors,
    line_of,
    only_error,
)


def at(place: str, files: Files) -> DefinitionError:
    """Return the error at a place."""
    found = [error for error in errors(files) if error.place == place]
    assert found, "\n".join(map(str, errors(files)))
    return found[0]


# ── stages and actions ──


def test_a_stage_that_leads_nowhere() -> None:
    files = added(CALL, '[stage.waiting]\nname = "等待"\noffice = "city"\nsource = "authority"\nwhy = "试"')
    files = added(CALL, '[action.wait]\nkind = "pass"\nby = "city"\nfrom = ["city"]\nto = "waiting"\n'
                        'source = "authority"\nwhy = "试"', files)  # fmt: skip

    error = at("stage.waiting", files)

    assert "没有出路" in error.problem
    assert error.line == line_of(files, CALL, "[stage.waiting]")


def test_a_stage_that_cannot_be_reached() -> None:
    files = added(CALL, '[stage.lost]\nend = true\nsource = "authority"\nwhy = "试"')

    assert "到不了" in at("stage.lost", files).problem


def test_a_second_start_is_named_with_the_first() -> None:
    start = '[stage.other-start]\noffice = "applicant"\nfor = ["city"]\nsource = "authority"\nwhy = "试"'
    files = added(CALL, f'{start}\n[action.go]\nkind = "pass"\nby = "applicant"\nfrom = ["other-start"]\nto = "city"\n'
                        'source = "authority"\nwhy = "试"')  # fmt: skip

    assert "起点已是“draft”" in at("stage.other-start", files).problem


def test_an_action_that_leads_a_track_where_it_has_no_stage_names_the_track() -> None:
    files = changed(
        CALL, 'from  = ["city"]\nto    = "draft"\nfor   = ["city"]', 'from  = ["city"]\nto    = "district"'
    )

    assert "“示范城市”没有环节“district”" in at("action.return-city.to", files).problem


def test_an_action_for_a_track_that_has_none_of_its_stages_names_the_track() -> None:
    files = changed(CALL, 'to    = "declined"\nneeds', 'to    = "declined"\nfor = ["city"]\nneeds')

    assert "“示范城市”没有这些环节" in at("action.decline.from", files).problem


def test_an_amendment_must_not_leave_a_stage_without_a_way_out() -> None:
    files = changed(
        CALL, 'kind  = "pass"\nname  = "上报"', 'kind  = "pass"\nname  = "上报"\nuntil = 2023-06-01'
    )
    files = changed(CALL, 'from  = ["city", "nominated"]', 'from  = ["city"]', files)
    files = changed(CALL, '"city", "nominated", "reported"]', '"city", "reported"]', files)

    found = [error.place for error in errors(files)]

    assert "stage.nominated" in found


def test_a_decline_that_leads_nowhere() -> None:
    files = changed(CALL, 'from  = ["reported"]\nto    = "declined"', 'from  = ["reported"]')

    assert "缺少“to”" in at("action.not-designated", files).problem


def test_an_action_whose_kind_cannot_be_told_from_its_id() -> None:
    files = changed(CALL, '[action.report]\nkind  = "pass"', "[action.report]")

    assert "哪一种办理" in at("action.report", files).problem


def test_publicity_is_needed_only_where_it_is_held() -> None:
    files = changed(CALL, 'needs = ["complete"]', 'needs = ["complete", "publicity"]')

    assert "没有公示" in at("action.submit.needs", files).problem


def test_a_field_that_is_shown_in_publicity_is_public() -> None:
    files = changed(CALL, '["name", "district", "track", "category"]', '["name", "credit_code"]')

    assert "不公开" in at("stage.nominated.publicity.shows", files).problem


def test_a_paper_that_nobody_receives_is_not_waited_for() -> None:
    files = changed(CALL, '"received:application", "received:application-city"]', '"received:summary"]')

    assert "永远满足不了" in at("action.nominate.needs", files).problem


# ── quotas ──


def test_a_quota_for_a_track_that_is_not_there() -> None:
    files = changed(CALL, 'for   = ["platform/sharing"]\nat', 'for   = ["plattform/sharing"]\nat')

    error = at("quota.platform-sharing.for", files)

    assert "plattform" in error.problem
    assert "platform" in error.hint


def test_a_quota_for_a_category_that_its_track_does_not_have() -> None:
    files = changed(CALL, 'for   = ["platform/sharing"]\nat', 'for   = ["platform/comprehensive"]\nat')

    assert "没有“comprehensive”这一类" in at("quota.platform-sharing.for", files).problem


def test_a_quota_for_a_closed_track() -> None:
    files = changed(CALL, 'for   = ["enterprise"]\nat', 'for   = ["project"]\nat')

    assert "关闭" in at("quota.enterprise.for", files).problem


def test_a_quota_without_places() -> None:
    files = changed(CALL, 'at    = "nominate"\nlimit = 3\n', 'at    = "nominate"\n')

    assert "没有说明几个名额" in at("quota.enterprise", files).problem


def test_a_quota_at_an_action_that_its_track_does_not_have() -> None:
    files = changed(CALL, 'for   = ["city/comprehensive"]\nat    = "nominate"', 'for   = ["city/comprehensive"]\nat    = "recommend"')  # fmt: skip

    assert "永远用不上" in at("quota.city-comprehensive.at", files).problem


def test_a_table_of_places_has_a_row_for_everybody() -> None:
    files = changed("lists/places.csv", "990201,1\n", "", GUILD)

    error = at("quota.table.list", files)

    assert "990201" in error.problem


def test_a_table_of_places_adds_up() -> None:
    assert (
        "合计4，应为5"
        in at("quota.table.total", changed("lists/places.csv", "990101,2", "990101,1", GUILD)).problem
    )


def test_a_table_of_places_has_whole_numbers() -> None:
    found = errors(changed("lists/places.csv", "990101,2", "990101,two", GUILD))

    assert [(error.file, "two" in error.problem) for error in found] == [("lists/places.csv", True)]


def test_a_quota_cannot_be_counted_apart_by_what_a_form_does_not_ask() -> None:
    files = changed(CALL, 'per      = ["craft"]', 'per      = ["id_number"]', GUILD)

    assert "“工坊奖”的申报书没有栏目“id_number”" in at("quota.each-craft.per", files).problem


# ── forms ──


def test_a_form_that_lists_an_unknown_field() -> None:
    files = changed("forms/enterprise.toml", 'fields = ["advantage"]', 'fields = ["advantages"]')

    error = next(error for error in errors(files) if error.file == "forms/enterprise.toml")

    assert (error.place, error.line) == (
        "section.advantage.fields",
        line_of(files, "forms/enterprise.toml", '["advantages"]'),
    )
    assert "advantage" in error.hint


def test_a_field_on_no_form() -> None:
    files = added(FIELDS, '[field.forgotten]\nlabel = "忘了"\nkind = "text"')

    assert "不在任何申报书上" in at("field.forgotten", files).problem


def test_conditions_that_circle_are_told_with_the_way_around() -> None:
    files = changed(FIELDS, "when  = \"mode = '其他服务型制造创新模式'\"", "when  = \"category = 'other'\"")
    files = changed(FIELDS, 'kind  = "category"', 'kind  = "category"\nwhen = "mode_other = \'甲\'"', files)

    problem = at("field.category", files).problem

    assert "category → mode_other → category" in problem


def test_a_computed_field_must_not_stand_on_itself() -> None:
    files = changed(
        FIELDS, 'value = "service_income_direct + service_income_indirect"', 'value = "service_income + 1"'
    )

    assert "service_income → service_income" in at("field.service_income", files).problem


def test_two_fields_with_one_label_in_a_section() -> None:
    files = changed(FIELDS, 'label = "联系电话"', 'label = "联系人"')

    assert any("同名的栏目：联系人" in error.problem for error in errors(files))


def test_a_key_that_a_kind_of_field_does_not_take() -> None:
    files = changed(FIELDS, '[field.address]\nlabel = "通讯地址"\nkind  = "text"', '[field.address]\nlabel = "通讯地址"\nkind  = "text"\nmin = "0"')  # fmt: skip

    assert "没有“min”这个键" in at("field.address.min", files).problem


def test_a_least_value_above_the_largest() -> None:
    files = changed(
        FIELDS,
        'kind  = "integer"\nunit  = "个"\nmin   = "0"',
        'kind  = "integer"\nunit  = "个"\nmin   = "9"\nmax = "3"',
    )

    assert "最小值大于最大值" in at("field.designated_entities.min", files).problem


@pytest.mark.parametrize("id", ["filed_on", "rank", "true", "not"])
def test_a_field_cannot_take_a_name_that_means_something_else(id: str) -> None:
    files = added(FIELDS, f'[field.{id}]\nlabel = "别名"\nkind = "text"')

    assert any("已有别的意思" in error.problem for error in errors(files))


def test_a_column_that_the_list_does_not_have() -> None:
    assert (
        "没有“sort”这一列"
        in at("field.place_kind.column", changed(FIELDS, 'column = "kind"', 'column = "sort"', GUILD)).problem
    )


def test_a_field_of_kind_mode_needs_modes() -> None:
    files = changed(CALL, "modes      = [", "mode_list  = [")

    places = [error.place for error in errors(files)]

    assert "track.enterprise" in places
    assert "track.enterprise.mode_list" in places


def test_what_makes_two_applicants_the_same_is_asked() -> None:
    assert (
        "没有栏目“credit_code”"
        in at("track.city.identified_by", changed(CALL, 'identified_by = "name"\n', "")).problem
    )


def test_who_is_in_charge_is_asked() -> None:
    files = changed("forms/platform.toml", '"credit_code", "district", ', '"credit_code", ')

    assert "“示范平台”由它办理" in at("office.district.field", files).problem


# ── expressions ──


def test_a_name_that_is_not_on_the_form_of_a_track_names_the_track() -> None:
    files = changed(CALL, '[rule.finances-sound]\nname  = "财务状况良好"\nfor   = ["enterprise", "platform"]',
                    '[rule.finances-sound]\nname  = "财务状况良好"\nfor   = ["enterprise", "city"]')  # fmt: skip

    assert "不在“示范城市”的申报书上" in at("rule.finances-sound.holds", files).problem


def test_a_choice_that_the_field_does_not_have() -> None:
    files = changed(CALL, "IN ('derived', 'third_party', 'asp')", "IN ('derived', 'third-party', 'asp')")

    error = at("rule.platform-origin.holds", files)

    assert "third-party" in error.problem
    assert "third_party" in error.hint


def test_a_comparison_of_two_types() -> None:
    files = changed(CALL, 'holds = "designated_entities >= $designated_entities_min"',
                    "holds = \"designated_entities >= DATE '2023-01-01' OR $designated_entities_min = 1\"")  # fmt: skip

    assert at("rule.designated-entities.holds", files).problem


@pytest.mark.parametrize(
    ("holds", "problem", "around", "hint"),
    [
        ("finances_sound AND staff < 0", "永远不成立", "staff ⟶< 0", "min、max"),
        ("finances_sound AND NOT finances_sound", "不能同时成立", "⟶finances_sound", "OR"),
        ("staff BETWEEN 50 AND 10", "下限大于上限", "staff ⟶BETWEEN", "小的写在前面"),
        ("share(service_income, operating_income) >= 30", "30是3,000 %", "⟶>= 30", "0.30"),
    ],
)
def test_what_can_never_hold_or_never_fail_is_told_with_its_place(
    holds: str, problem: str, around: str, hint: str
) -> None:
    files = changed(CALL, 'holds = "finances_sound"', f'holds = "{holds}"')

    error = only_error(files)

    assert (error.place, error.line) == ("rule.finances-sound.holds", line_of(files, CALL, holds))
    assert problem in error.problem
    assert around in error.problem
    assert hint in error.hint


def test_an_expression_that_is_not_yes_or_no() -> None:
    files = changed(CALL, 'holds = "finances_sound"', 'holds = "finances_sound AND staff"')

    assert at("rule.finances-sound.holds", files).problem


def test_an_expression_that_cannot_be_read_points_into_it() -> None:
    files = changed(CALL, 'holds = "finances_sound"', 'holds = "finances_sound =="')

    assert "⟶" in at("rule.finances-sound.holds", files).problem


def test_a_condition_of_a_value_is_checked_for_those_who_use_it() -> None:
    files = changed(
        CALL,
        "when = \"place_kind = 'island'\", value = 3",
        "when = \"began_in = 'island'\", value = 3",
        GUILD,
    )

    assert "began_in" in at("param.masters_min.values[1].when", files).problem


def test_a_parameter_that_nothing_uses() -> None:
    files = added(CALL, '[param.spare]\nkind = "integer"\nvalue = 1\nsource = "authority"\nwhy = "试"')

    assert only_error(files).place == "param.spare"


def test_a_faulty_expression_still_uses_its_parameters() -> None:
    files = changed(
        CALL,
        "add_years(platform_live_on, $platform_years_min) <=",
        "add_years(platform_live_on, $platform_years_min <=",
    )

    assert only_error(files).place == "rule.platform-years.holds"


# ── where it comes from ──


def test_a_clause_that_is_not_there() -> None:
    error = at("quota.enterprise.cite", changed(CALL, "一(二)2(1)#4 我市", "一(二)2(7)#4 我市"))

    assert "没有“一(二)2(7)”这一条" in error.problem


def test_words_that_are_not_in_the_sentence_show_the_nearest() -> None:
    error = at(
        "quota.enterprise.cite", changed(CALL, "一(二)2(1)#4 我市示范企业", "一(二)2(1)#3 我市示范企业")
    )

    assert "一(二)2(1)#4 我市示范企业不超过3个" in error.hint


def test_a_sentence_that_is_not_there_says_how_many_there_are() -> None:
    error = at("quota.enterprise.cite", changed(CALL, "一(二)2(1)#4 我市", "一(二)2(1)#9 我市"))

    assert "没有第9句，共4句" in error.problem


@pytest.mark.parametrize("written", ["我市示范企业不超过3个", "一(二)2(1) 我市示范企业", "一(二)2(1)#4"])
def test_what_is_no_citation_shows_how_one_is_written(written: str) -> None:
    error = at("quota.enterprise.cite", changed(CALL, "一(二)2(1)#4 我市示范企业不超过3个", written))

    assert "地址#第几句" in error.hint


def test_an_address_is_read_in_any_width() -> None:
    assert errors(changed(CALL, "一(二)2(1)#4 我市示范企业", "一（二）２（１）＃４　我市 示范 企业")) == ()


def test_a_second_text_has_to_be_there() -> None:
    error = at("quota.one-each.cite", changed(CALL, "measure:第二条#1", "measures:第二条#1", GUILD))

    assert "notice.measures" in error.problem
    assert "measure" in error.hint


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('cite  = "一(三)2#3 综合类示范城市不超过1个"', "", "没有说明出处"),
        ('cite  = "一(三)2#3 综合类示范城市不超过1个"', 'cite  = "一(三)2#3 综合类示范城市不超过1个"\nsource = "authority"',
         "同时写了"),
        ('cite  = "一(三)2#3 综合类示范城市不超过1个"', 'source = "authority"', "用 why"),
    ],
)  # fmt: skip
def test_every_element_says_where_it_comes_from_once(old: str, new: str, words: str) -> None:
    found = [
        error
        for error in errors(changed(CALL, old, new))
        if error.place.startswith("quota.city-comprehensive")
    ]

    assert any(words in error.problem for error in found)


# ── values stand in their words ──


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("quota.enterprise.limit", "limit = 3", "limit = 4"),
        ("param.service_share_min.value", 'value = "0.30"', 'value = "0.25"'),
        ("param.accident_free_since.value", "value = 2021-01-01", "value = 2020-01-01"),
        ("param.platform_years_min.value", "value = 2\n", "value = 3\n"),
        ("deadline.evaluation.day", "day     = 2023-05-05", "day     = 2023-05-06"),
        ("paper.application.copies", "copies = 3", "copies = 2"),
        ("standing.three-low.consecutive", "consecutive = 3", "consecutive = 2"),
    ],
)  # fmt: skip
def test_a_value_stands_in_the_words_it_is_taken_from(place: str, old: str, new: str) -> None:
    assert "不在引文" in at(place, changed(CALL, old, new)).problem


def test_a_reading_excuses_a_value_that_the_words_do_not_have() -> None:
    files = changed(CALL, "limit = 3\n", 'limit = 4\nreading = "试"\n')

    assert [error.place for error in errors(files)] == []


def test_a_value_with_words_of_its_own_is_held_against_these() -> None:
    files = changed(CALL, "value = 3, cite", "value = 4, cite", GUILD)

    assert "海岛工坊3人以上" in at("param.masters_min.values[1].value", files).problem


# ── judgements ──


def test_a_judgement_needs_its_section_to_be_written_by_then() -> None:
    files = changed(
        "forms/enterprise.toml",
        'by     = "district"\nstage  = "district"',
        'by     = "city"\nstage  = "reported"',
    )

    assert any("还没有人填" in error.problem for error in errors(files))


def test_a_judgement_in_a_section_of_another_track() -> None:
    files = changed(CALL, 'sections = ["city-policy"]', 'sections = ["advantage"]')

    assert "“示范城市”的申报书没有“advantage”这一节" in at("judgement.city.sections", files).problem


# ── lists and cases ──


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("210202,中山区,district,yes,,", "210202", 2, "表头有"),
        ("210203,西岗区", "210202,西岗区", 3, "写了两次"),
        ("210203,西岗区", ",西岗区", 3, "主键"),
        ("code,name,kind", "code,name,name", 1, "重名"),
    ],
)
def test_a_list_is_whole(old: str, new: str, line: int, words: str) -> None:
    error = errors(changed("lists/districts.csv", old, new))[0]

    assert (error.file, error.line) == ("lists/districts.csv", line)
    assert words in error.problem


@pytest.mark.parametrize(
    ("file", "place", "old", "new", "words"),
    [
        ("cases/city.toml", "case.comprehensive.finds", "designated-entities = \"met\" }\nabsent", "designated-entity = \"met\" }\nabsent", "designated-entity"),
        ("cases/city.toml", "case.comprehensive.verdikt", 'verdict = "eligible"', 'verdikt = "eligible"', "verdikt"),
        ("cases/orders.toml", "case.three-enterprises.ranking", '"88.5"', "88.5", "小数放在引号里"),
        ("cases/acts.toml", "case.late-submission", 'refused = "delivery"', "", "to（到哪个环节）或 refused"),
        ("cases/histories.toml", "case.liquidating.because", 'because  = "ceased"', 'because  = "fine"', "fine"),
    ],
)  # fmt: skip
def test_a_case_is_read_like_everything_else(file: str, place: str, old: str, new: str, words: str) -> None:
    error = at(place, changed(file, old, new))

    assert words in error.problem
    assert error.file == file
