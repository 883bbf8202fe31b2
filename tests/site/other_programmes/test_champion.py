"""Another notice, published and run from the first draft to the register without a change to the code."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from linxuan_site import clock
from linxuan_site.actions.grades import record_grade
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.cli import main
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Application, IssuedPaper, Publicity
from tests.site.other_programmes.conftest import CALL, PACKAGE, Province, look, scan


def test_the_package_is_sound_and_its_cases_come_true(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "check", str(PACKAGE)]) == 0
    assert main(["call", "coverage", str(PACKAGE)]) == 0
    assert "没有错误" in capsys.readouterr().out


def test_the_public_pages_show_the_notice_and_its_amendment(province: Province) -> None:
    for address in ("/", f"/calls/{CALL}/", f"/calls/{CALL}/publicity/", "/register/", "/glossary/"):
        look(Client(), address)
    page = look(Client(), f"/calls/{CALL}/")
    assert "第二条" in page.text
    assert "补充通知" in page.text


def test_every_page_of_every_track_opens_for_its_applicant(province: Province) -> None:
    for number, procedure in enumerate(("enterprise", "product"), start=1):
        client = province.enterprise(number)
        application = province.start(client, procedure)
        province.fill(client, application, product_name="泵")
        look(client, "/my/")
        look(client, f"/applications/{application.pk}/")
        assert client.get(f"/applications/{application.pk}/findings/").status_code == 200


def test_an_application_passes_a_first_check_before_its_form_is_open(province: Province) -> None:
    client = province.enterprise(1)
    application = province.start(client, "enterprise")
    closed = look(client, f"/applications/{application.pk}/form/figures/")
    assert "income.2019" not in closed.values
    province.fill(client, application)
    province.apply(client, application, "present")
    province.act(province.office("county", "990101"), application, "admit")
    assert application.stage == "draft"
    assert "income.2019" in look(client, f"/applications/{application.pk}/form/figures/").values


def test_an_application_goes_from_county_to_city_to_province(province: Province) -> None:
    application = province.submitted(1)
    assert application.stage == "county-review"
    assert application.offices == {"county": "990101", "city": "9901"}
    county, city = province.office("county", "990101"), province.office("city", "9901")
    province.visit(county, application)
    province.apply(province.enterprise(1), application, "hand-in", **{"paper.application": scan()})
    province.act(county, application, "receive", papers="application", received_on="2022-05-12", copies="2")
    province.act(county, application, "recommend", opinion="同意推荐")
    assert application.stage == "city-review"
    _recommend_from_city(province, application, county, city)
    assert application.stage == "province-review"
    assert look(city, "/desk/")
    assert province.office("city", "9902").get(f"/desk/applications/{application.pk}/").status_code == 404


def _recommend_from_city(province: Province, application: Application, county: Client, city: Client) -> None:
    issued = county.post(f"/desk/{CALL}/papers/county-summary/", follow=True)
    assert issued.status_code == 200
    paper = IssuedPaper.objects.latest("pk")
    assert county.get(f"/papers/{paper.pk}/").status_code == 200
    assert city.get(f"/papers/{paper.pk}/").status_code == 200
    assert province.office("county", "990102").get(f"/papers/{paper.pk}/").status_code == 404
    city.post(f"/desk/applications/{application.pk}/place/", {"rank": "1"})
    province.act(city, application, "city-recommend", opinion="同意推荐")
    city.post(f"/desk/{CALL}/papers/city-letter/", follow=True)


def _at_province(
    province: Province, number: int, procedure: str = "enterprise", **answers: str
) -> Application:
    application = province.recommended(number, procedure, **answers)
    county = province.office("county", application.in_charge)
    city = province.office("city", application.offices["city"])
    _recommend_from_city(province, application, county, city)
    assert application.stage == "province-review"
    return application


def test_a_product_is_selected_published_and_designated_by_its_own_name(province: Province) -> None:
    application = _at_province(province, 1, "product", product_name="高压柱塞泵")
    officer, ecology = province.office("province"), province.office("ecology")
    province.act(officer, application, "nominate")
    assert application.stage == "province-review"
    province.act(ecology, application, "nominate")
    province.act(officer, application, "nominate")
    assert application.stage == "selected"
    officer.post(f"/board/{CALL}/publicity/open/selected/", follow=True)
    publicity = Publicity.objects.get()
    assert (publicity.opens_on, publicity.closes_on) == (date(2022, 5, 12), date(2022, 5, 19))
    assert "高压柱塞泵" in look(Client(), f"/calls/{CALL}/publicity/").text
    with clock.on_day(date(2022, 5, 20)):
        officer.post(f"/board/{CALL}/publicity/{publicity.pk}/close/", {"sure": "1"}, follow=True)
        province.act(officer, application, "designate", document="云制造强省〔2022〕1号")
        assert "高压柱塞泵" in look(Client(), "/register/").text
    assert application.stage == "designated"
    assert "高压柱塞泵" not in look(Client(), "/register/").text  # eight days before it was


def test_several_products_of_one_enterprise_are_filed_and_designated_side_by_side(province: Province) -> None:
    first = province.submitted(1, "product", product_name="泵")
    second = province.submitted(1, "product", product_name="阀")
    third = province.submitted(1, "product", product_name="缸")
    stages = [Application.objects.get(pk=one.pk).stage for one in (first, second, third)]
    assert stages == ["county-review", "county-review", "draft"]


def test_two_products_of_one_name_are_refused_in_words(province: Province) -> None:
    client = province.enterprise(1)
    province.fill(client, province.start(client, "product"), product_name="泵")
    again = province.start(client, "product")
    address = f"/applications/{again.pk}/form/basic/"
    page = look(client, address)
    answer = client.post(address, {**page.values, "product_name": "泵", "county": "990101"})
    assert answer.status_code == 422
    assert "已经申报过“泵”" in answer.content.decode()


def test_quotas_of_each_county_and_city_have_a_line_of_their_own(province: Province) -> None:
    province.submitted(1)
    province.submitted(2, county="990102")
    _at_province(province, 3, county="990201")
    officer = province.office("province")
    board = look(officer, f"/board/{CALL}/")
    for place in ("青石区", "白水县", "红山区", "南岭市"):
        assert place in board.text
    for link in {one for one in board.links if one.startswith(f"/board/{CALL}/")}:
        look(officer, link)


def test_beyond_a_countys_number_a_reason_is_asked_for_and_recorded(province: Province) -> None:
    province.recommended(1)
    second = province.recommended(2)
    assert second.stage == "county-review"
    province.act(
        province.office("county", "990101"), second, "recommend", opinion="同意推荐", reason="填补空白"
    )
    assert second.stage == "city-review"


def test_a_return_asks_for_the_filing_date_anew(province: Province) -> None:
    application = province.submitted(1)
    province.act(province.office("county", "990101"), application, "return", opinion="补正")
    assert application.stage == "draft"
    with clock.on_day(date(2022, 7, 2)):
        province.apply(province.enterprise(1), application, "submit", restated_on="2022-07-02")
    assert (application.stage, application.filed_on) == ("county-review", date(2022, 7, 2))
    page = look(province.office("county", "990101"), f"/desk/applications/{application.pk}/")
    assert "调整后" in page.text


def test_a_county_government_files_at_any_time_under_its_name(province: Province) -> None:
    client = province.region("白水县人民政府")
    with clock.on_day(date(2022, 12, 1)):
        look(client, "/my/")
        application = province.start(client, "cluster")
        province.fill(client, application)
        look(client, f"/applications/{application.pk}/")
        province.apply(client, application, "submit-cluster")
        assert application.stage == "province-review"
        province.act(province.office("ecology"), application, "nominate")
        province.act(province.office("province"), application, "nominate")
    assert application.stage == "selected"


def test_the_province_can_forbid_at_any_level(province: Province) -> None:
    application = province.submitted(1)
    province.act(province.office("province"), application, "veto", opinion="弄虚作假")
    assert (application.stage, application.closed) == ("declined", True)


def test_what_was_filed_comes_as_a_document(province: Province) -> None:
    application = province.submitted(1, "product", product_name="泵")
    form = province.enterprise(1).get(f"/applications/{application.pk}/form.pdf")
    assert form.status_code == 200
    assert form.content.startswith(b"%PDF")


def test_a_yearly_round_has_grades_of_its_own(province: Province) -> None:
    row = {
        "name": "示例老冠军有限公司",
        "credit_code": credit_code(900),
        "cohort": "5",
        "track": "enterprise",
    }
    entity = enter_designation(province.call, {**row, "document": "文件", "in_charge": "990201"})
    assert entity.offices == {"county": "990201", "city": "9902"}
    assert open_round(CALL, "yearly-2022") == 1
    report = Application.objects.get(designation=entity)
    client = province.of(
        entity.organisation.accounts.create(
            username="old", full_name="示例", role="signatory", created_at=clock.now()
        )
    )
    province.fill(client, report, operating_status="active", year_text="平稳")
    province.apply(client, report, "report")
    assert report.stage == "to-be-graded"
    officer = province.office("province")
    for year, grade in ((2021, "c"), (2022, "c")):
        record_grade(province.call, entity, year, grade, source="文件", account=None)
    province.act(officer, report, "grade", document="评价结果〔2022〕3号", grade="c")
    assert report.stage == "graded"
    look(officer, f"/evaluation/{CALL}/yearly-2022/")
    page = look(officer, f"/register/{entity.pk}/")
    assert "差" in page.text
    look(province.office("city", "9902"), f"/register/{entity.pk}/")
    look(province.office("county", "990201"), f"/evaluation/{CALL}/yearly-2022/")


def test_an_enterprise_may_hold_titles_for_several_products(province: Province, tmp_path: Path) -> None:
    table = tmp_path / "holders.csv"
    head = "name,credit_code,cohort,track,category,mode,in_charge,document,item"
    row = f"示例900号有限公司,{credit_code(900)},6,product,machine,,990101,云工信〔2021〕9号"
    table.write_text(f"{head}\n{row},泵\n{row},阀\n", encoding="utf-8")
    assert main(["register", "import", CALL, str(table)]) == 0
    assert open_round(CALL, "yearly-2022") == 2
    page = look(Client(), "/register/").text
    assert "泵（示例900号有限公司）" in page
    assert "阀（示例900号有限公司）" in page


def test_a_ranking_table_is_cut_at_every_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "ranking.csv"
    rows = [
        "id,track,category,score",
        "p1,product,machine,90",
        "p2,product,machine,80",
        "p3,product,machine,80",
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    assert main(["shortlist", str(PACKAGE), str(table), "--json"]) == 0
    machines = [one for one in json.loads(capsys.readouterr().out) if one["category"] == "machine"]
    assert [(one["nominated"], one["tied"]) for one in machines] == [(["p1"], ["p2", "p3"])]
