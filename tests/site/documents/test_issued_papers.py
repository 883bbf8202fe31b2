from datetime import date

import pytest
from django.core.files.storage import default_storage

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.papers import issue_paper
from linxuan_site.models import IssuedPaper
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.listed import papers_listing
from linxuan_site.queries.papers import paper_file, papers_for
from tests.site.documents.life import (
    CALL,
    DISTRICT,
    OTHER_DISTRICT,
    act,
    application,
    nominated,
    officer,
    published,
    recommended,
)
from tests.site.documents.reading import rows_of, text_of

pytestmark = pytest.mark.django_db
FIRST_ROW = 3


def content(issued: IssuedPaper) -> bytes:
    with default_storage.open(issued.file) as file:
        return bytes(file.read())


def district_issues(paper: str, key: str = DISTRICT) -> IssuedPaper:
    with clock.on_day(date(2023, 5, 6)):
        return issue_paper(CALL, paper, account=officer("district", key))


def city_issues(paper: str) -> IssuedPaper:
    with clock.on_day(date(2023, 5, 23)):
        return issue_paper(CALL, paper, account=officer("city"))


def names(issued: IssuedPaper) -> list[str]:
    rows = rows_of(content(issued))
    place = rows[2].index("申报主体名称")
    return [row[place] for row in rows[FIRST_ROW:-2]]


def test_a_districts_table_lists_what_it_recommended_by_track_class_and_rank() -> None:
    recommended("示例平台", 1, "platform")
    recommended("示例乙", 2)
    recommended("示例甲", 1)
    recommended("示例丙")
    assert names(district_issues("summary")) == ["示例甲", "示例乙", "示例丙", "示例平台"]


def test_a_districts_table_has_the_figures_of_the_latest_year_as_numbers() -> None:
    recommended("示例甲", 1)
    rows = rows_of(content(district_issues("summary")))
    row = dict(zip(rows[2], rows[FIRST_ROW], strict=True))
    assert row["营业收入（2022年）"] == 18600.0
    assert row["服务收入"] == 6320.0
    assert row["服务收入占比"] == 0.3398
    assert row["所在区市县（先导区）"] == row["推荐单位"] == "金州区"
    assert row["遴选类别"] == "示范企业"
    assert row["所属行业（国民经济行业分类，四位）"] == "3484"


def test_a_remark_gives_the_reason_for_one_below_what_holds_in_principle() -> None:
    low = application("示例甲", stage="city", service_income_direct="10", service_income_indirect="0")
    reasons = {"service-income-share": "合同年底签订", "legal-person": "不相干"}
    act(low, "recommend", key=DISTRICT, details={"reasons": reasons})
    assert (
        rows_of(content(district_issues("summary")))[FIRST_ROW][-1] == "服务收入占营业收入比重：合同年底签订"
    )


@pytest.mark.parametrize("name", ["=1+1", "+示例", "@示例"])
def test_a_name_that_begins_like_a_formula_stays_a_name(name: str) -> None:
    recommended(name, 1)
    assert names(district_issues("summary")) == [name]


def test_what_was_handed_back_is_not_listed_until_it_is_recommended_again() -> None:
    kept, returned = recommended("示例甲", 1), recommended("示例乙", 2)
    act(returned, "hand-back", opinion="请核对")
    returned.stage = "district"
    returned.save()
    assert district_issues("summary").applications == [kept.pk]


def test_what_went_on_from_the_city_is_still_listed_and_what_is_at_an_end_is_not() -> None:
    on, ended = recommended("示例甲", 1), recommended("示例乙", 2)
    on.stage = "nominated"
    on.save()
    ended.stage, ended.closed = "withdrawn", True
    ended.save()
    assert district_issues("summary").applications == [on.pk]


def test_a_district_lists_only_its_own() -> None:
    recommended("示例甲", 1)
    other = recommended("示例乙", 1, district=OTHER_DISTRICT)
    assert district_issues("summary", OTHER_DISTRICT).applications == [other.pk]


def test_an_opinion_is_a_letter_to_the_city_with_basis_list_words_and_day() -> None:
    recommended("示例甲", 1)
    issued = district_issues("opinion")
    text = text_of(content(issued))
    assert issued.name.endswith(".pdf")
    for words in (
        "大连市工业和信息化局：",
        "根据《大连市工业和信息化局关于开展2023年服务型制造示范遴选和评估评价工作的通知》要求",
        "已完成区级初审",
        "现按顺序推荐1个申报主体",
        "示例甲：同意推荐示例甲。",
        "信用状况",
        "附件：服务型制造示范遴选申报汇总表",
        "2023年5月6日",
    ):
        assert words in text


def test_the_city_lists_what_it_nominated_in_the_order_of_its_scores() -> None:
    nominated("示例乙", "88.5")
    nominated("示例甲", "92.4")
    nominated("示例市", "70", "city")
    recommended("未入围", 1)
    assert names(city_issues("city-summary")) == ["示例甲", "示例乙", "示例市"]


def test_equal_scores_share_a_rank() -> None:
    nominated("示例甲", "90")
    nominated("示例乙", "90")
    nominated("示例丙", "80")
    rows = rows_of(content(city_issues("city-summary")))
    assert [row[0] for row in rows[FIRST_ROW:-2]] == [1.0, 1.0, 3.0]


def test_the_citys_letter_goes_to_the_ministry_and_rests_on_the_ministrys_notice() -> None:
    nominated("示例甲", "92.4")
    text = text_of(content(city_issues("city-letter")))
    assert "工业和信息化部：" in text
    assert (
        "《工业和信息化部办公厅关于开展2023年服务型制造示范遴选和评估评价工作的通知》（工信厅政法函〔2023〕42号）"
        in text
    )
    assert "已完成市级综合评定" in text


def test_written_material_lists_those_whose_report_the_district_lodged_with_their_reasons() -> None:
    report = application("示例主体", "evaluation-2023", stage="evaluation-filed")
    act(report, "lodge-report", key=DISTRICT, reason="企业正在清算")
    text = text_of(content(district_issues("written-material")))
    assert "示例主体：企业正在清算" in text
    assert "推荐" not in text


def test_a_paper_with_nothing_to_list_is_refused_and_says_what_comes_first() -> None:
    application("示例甲", stage="district")
    with pytest.raises(Refused, match="请先办理：推荐"):
        district_issues("summary")


def test_another_offices_paper_is_refused_and_says_whose_it_is() -> None:
    recommended("示例甲", 1)
    with pytest.raises(Refused, match="由大连市工业和信息化局出具") as refused:
        district_issues("city-summary")
    assert refused.value.code == "office"


def test_the_applicants_own_form_is_no_paper_of_an_office() -> None:
    recommended("示例甲", 1)
    with pytest.raises(Refused, match="由申报主体出具"):
        district_issues("application")


def test_an_applicant_cannot_make_an_offices_paper() -> None:
    account = recommended("示例甲", 1).organisation.accounts.get()
    with pytest.raises(Refused):
        issue_paper(CALL, "summary", account=account)


def test_an_unknown_paper_is_a_wrong_call() -> None:
    published()
    with pytest.raises(BadInput, match="没有“nothing”这份材料"):
        city_issues("nothing")


def test_a_paper_made_again_stands_beside_the_first_newest_first() -> None:
    recommended("示例甲", 1)
    first, second = district_issues("summary"), district_issues("summary")
    papers = {
        one.paper.id: one
        for one in papers_for(officer("district", DISTRICT), definition_of(current_call(CALL)))
    }
    assert list(papers) == ["summary", "opinion", "written-material"]
    assert [one.pk for one in papers["summary"].issued] == [second.pk, first.pk]
    assert (first.number, first.revision) == ("5-DOC-0001", 1)
    assert (second.number, second.revision) == ("5-DOC-0001", 2)
    assert first.said == second.said
    assert papers["summary"].layout == "table"
    assert papers["opinion"].layout == "letter"


def test_an_office_of_another_authority_makes_nothing_here() -> None:
    account = officer("district", DISTRICT)
    account.office.authority = "别的局"
    assert papers_for(account, definition_of(current_call(CALL))) == []


def test_a_papers_file_is_for_its_office_and_the_office_in_charge_of_it() -> None:
    member = recommended("示例甲", 1).organisation.accounts.get()
    issued = district_issues("summary")
    own, above = paper_file(officer("district", DISTRICT), issued.pk), paper_file(officer("city"), issued.pk)
    assert own == above
    assert own is not None
    assert own.content == content(issued)
    assert own.content_type.endswith("sheet")
    assert paper_file(officer("district", OTHER_DISTRICT), issued.pk) is None
    assert paper_file(member, issued.pk) is None
    assert paper_file(officer("city"), issued.pk + 1) is None


def test_a_district_does_not_read_the_citys_papers() -> None:
    nominated("示例甲", "92.4")
    issued = city_issues("city-letter")
    assert paper_file(officer("district", DISTRICT), issued.pk) is None


def test_the_papers_that_list_one_application_are_found_without_the_lists_of_the_others() -> None:
    mine, others, neither = (recommended(f"示例{one}", rank) for rank, one in enumerate("甲乙丙", 1))
    row = district_issues("opinion")
    assert papers_listing([mine]) == {mine.pk: {"opinion"}}
    # A key that begins or ends like another one is another one.
    near = [others.pk, int(f"1{mine.pk}"), int(f"{mine.pk}0")]
    for paper, listed in {"one": near, "two": [*near, mine.pk], "three": [mine.pk], "four": []}.items():
        row.pk, row.paper, row.applications, row.number = None, paper, listed, f"5-DOC-9{paper}"
        row.save(force_insert=True)

    together = papers_listing([mine, others, neither])

    assert papers_listing([mine]) == {mine.pk: {"opinion", "two", "three"}}
    assert papers_listing([others]) == {others.pk: {"opinion", "one", "two"}}
    assert papers_listing([neither]) == {neither.pk: {"opinion"}}
    assert {one.pk: together.get(one.pk) for one in (mine, others, neither)} == {
        mine.pk: {"opinion", "two", "three"},
        others.pk: {"opinion", "one", "two"},
        neither.pk: {"opinion"},
    }
