"""An applicant fills in the form: what it types is kept, whatever it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linxuan_site.actions.drafts import save_answers, start_application
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Application
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import Page, read

PDF = b"%PDF-1.7 words"
AMOUNTS = {
    f"{field}.{year}": amount
    for field, amount in {"operating_income": "1,000.00", "service_income_direct": "300"}.items()
    for year in (2020, 2021, 2022)
}


@pytest.fixture
def draft(life: Life) -> Application:
    """An empty application of the enterprise track."""
    return start_application(life.applicant(1), CALL, "enterprise")


@pytest.fixture
def client(visitor: Visitor, life: Life) -> Client:
    """Its person."""
    return visitor(life.applicant(1))


def address(application: Application, section: str) -> str:
    return f"/applications/{application.pk}/form/{section}/"


def section(client: Client, application: Application, name: str) -> Page:
    answer = client.get(address(application, name))
    assert answer.status_code == 200
    return read(answer.content)


def kept(application: Application) -> dict[str, object]:
    application.refresh_from_db()
    return application.answers


def test_every_section_of_every_track_can_be_opened(visitor: Visitor, life: Life) -> None:
    for number, track in enumerate(("enterprise", "platform"), start=1):
        application = life.draft(number, track)
        client = visitor(life.applicant(number))
        page = read(client.get(f"/applications/{application.pk}/").content)
        sections = {one.partition("#")[0] for one in page.links if "/form/" in one}

        assert len(sections) >= 6
        assert {client.get(one).status_code for one in sections} == {200}


def test_a_section_is_saved_and_comes_back(client: Client, draft: Application) -> None:
    answer = client.post(address(draft, "economics"), {**AMOUNTS, "version": "1", "go": "next"})
    page = section(client, draft, "economics")

    assert answer["Location"] == address(draft, "measures")
    assert page.values["operating_income.2022"] == "1,000.00"
    assert "30.00%" in page.text


def test_what_lacks_to_a_share_is_said_as_an_amount(client: Client, draft: Application) -> None:
    low = {key: "200" if key.startswith("service") else value for key, value in AMOUNTS.items()}
    client.post(address(draft, "economics"), {**low, "version": "1"})

    page = section(client, draft, "economics")

    assert "还差 100.00 万元" in page.text
    assert "现在 20.00%，要求 30%" in " ".join(given.get("aria-label", "") for _tag, given in page.tags)


def test_every_kind_of_answer_comes_back(client: Client, draft: Application) -> None:
    given = {
        "district": "210211",
        "is_legal_person": "true",
        "registered_on": "2010-02-28",
        "size_class": "small",
    }

    client.post(address(draft, "identity"), {**given, "version": "1"})

    page = section(client, draft, "identity")
    assert {key: page.values[key] for key in given} == given
    assert kept(draft)["is_legal_person"] is True


@pytest.mark.parametrize(
    ("name", "field", "typed"),
    [
        ("economics", "operating_income.2022", "很多"),
        ("economics", "staff.2021", "12.5"),
        ("identity", "registered_on", "2010-02-30"),
        ("identity", "contact_email", "somebody"),
        ("identity", "industry_code", "C3442"),
    ],
)
def test_a_wrong_answer_stays_in_its_input_with_what_it_takes(
    client: Client, draft: Application, name: str, field: str, typed: str
) -> None:
    answer = client.post(address(draft, name), {field: typed, "version": "1", "go": "next"})
    page = read(answer.content)

    assert answer.status_code == 422
    assert page.values[field] == typed
    assert page.text.count("要填") + page.text.count("应为") + page.text.count("18") >= 2
    assert any(link.startswith("#id_") and link.removeprefix("#") in page.ids for link in page.links)
    assert section(client, draft, name).values[field] == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1.2亿", "12,000"), ("（３００）", "-300"), ("12345678元", "1,234.5678"), ("1234.50", "1,234.50")],
)
def test_an_amount_is_kept_as_it_was_typed_and_shown_as_it_was_read(
    client: Client, draft: Application, typed: str, shown: str
) -> None:
    given = {"net_profit.2022": typed, "net_profit.2021": "3万", "version": "1"}
    by_itself = client.post(address(draft, "economics"), given, headers={"HX-Request": "true"})

    assert {"data-of": "net_profit.2022", "value": shown} in [
        each for _tag, each in read(by_itself.content).tags
    ]
    page = section(client, draft, "economics")
    assert (page.values["net_profit.2022"], page.values["net_profit.2021"]) == (shown, "3万")
    assert "“3万”可能是3万元，也可能是30,000万元" in page.text
    client.post(address(draft, "economics"), {**given, "net_profit.2022": shown, "version": "2"})
    assert kept(draft)["net_profit"] == {"2022": typed, "2021": "3万"}


def test_an_answer_that_says_the_same_is_not_touched(client: Client, draft: Application) -> None:
    client.post(address(draft, "economics"), {**AMOUNTS, "version": "1"})
    version = Application.objects.get(pk=draft.pk).version

    client.post(address(draft, "economics"), {**AMOUNTS, "operating_income.2022": "1000", "version": "1"})

    assert Application.objects.get(pk=draft.pk).version == version


def test_nobody_files_in_the_name_of_another(client: Client, draft: Application) -> None:
    own = kept(draft)["credit_code"]

    answer = client.post(address(draft, "identity"), {"credit_code": credit_code(2), "version": "1"})

    assert answer.status_code == 409
    assert "现在不能改：统一社会信用代码" in read(answer.content).text
    assert kept(draft)["credit_code"] == own


def test_an_answer_given_by_its_label_or_in_wide_digits_counts(life: Life) -> None:
    account = life.applicant(1)
    draft = start_application(account, CALL, "platform")

    save_answers(draft.pk, {"category": "共享制造类", "district": "２１０２１１"}, account=account, version=1)

    draft.refresh_from_db()
    assert (draft.category, draft.in_charge) == ("sharing", "210211")


def test_an_answer_of_another_shape_breaks_nothing(life: Life) -> None:
    account = life.applicant(1)
    draft = start_application(account, CALL, "platform")

    saved = save_answers(draft.pk, {"category": ["sharing"], "district": {}}, account=account, version=1)

    assert set(saved.problems) == {"category", "district"}


def test_saving_by_itself_returns_what_follows(client: Client, draft: Application) -> None:
    answer = client.post(
        address(draft, "economics"), {**AMOUNTS, "version": "1"}, headers={"HX-Request": "true"}
    )
    page = read(answer.content)

    assert "已自动保存" in page.text
    assert {"saved", "version", "sections", "verify", "d_service_share.2022"} <= page.ids
    assert page.values["version"] == "2"
    assert page.count("h1") == 0


def test_a_field_whose_condition_is_false_is_marked_as_not_asked(client: Client, draft: Application) -> None:
    client.post(address(draft, "declarations"), {"has_major_accident": "false", "version": "1"})

    page = section(client, draft, "declarations")

    wrapper = next(given for _tag, given in page.tags if given.get("id") == "w_last_major_accident_on")
    assert "lx-off" in wrapper["class"]


class TestTwoPeopleAtOnce:
    def conflict(self, client: Client, draft: Application, **more: str) -> Page:
        client.post(address(draft, "advantage"), {"advantage": "先写的", "version": "1"})
        answer = client.post(address(draft, "advantage"), {"advantage": "后写的", "version": "1", **more})
        assert answer.status_code == 409
        return read(answer.content)

    def test_both_answers_are_shown_and_nothing_is_saved(self, client: Client, draft: Application) -> None:
        page = self.conflict(client, draft)

        assert page.values["advantage"] == "后写的"
        assert "保留对方填的：先写的" in page.text
        assert kept(draft)["advantage"] == "先写的"

    @pytest.mark.parametrize(("choice", "wins"), [("mine", "后写的"), ("theirs", "先写的")])
    def test_the_chosen_one_stands(self, client: Client, draft: Application, choice: str, wins: str) -> None:
        page = self.conflict(client, draft)
        again = {"advantage": "后写的", "version": page.values["version"], "conflict": "advantage"}

        answer = client.post(address(draft, "advantage"), {**again, "choose.advantage": choice})

        assert answer.status_code == 302
        assert kept(draft)["advantage"] == wins

    def test_without_a_choice_the_question_stays(self, client: Client, draft: Application) -> None:
        page = self.conflict(client, draft)
        again = {"advantage": "后写的", "version": page.values["version"], "conflict": "advantage"}

        answer = client.post(address(draft, "advantage"), again)

        assert answer.status_code == 409
        assert read(answer.content).values["advantage"] == "后写的"
        assert kept(draft)["advantage"] == "先写的"

    def test_by_itself_the_question_comes_back_as_a_part(self, client: Client, draft: Application) -> None:
        client.post(address(draft, "advantage"), {"advantage": "先写的", "version": "1"})

        answer = client.post(
            address(draft, "advantage"),
            {"advantage": "后写的", "version": "1"},
            headers={"HX-Request": "true"},
        )

        assert "别人刚刚也改了" in answer.content.decode()
        assert kept(draft)["advantage"] == "先写的"

    def test_by_itself_the_choice_of_the_other_brings_what_he_wrote(
        self, client: Client, draft: Application
    ) -> None:
        page = self.conflict(client, draft)
        given = {"advantage": "后写的", "version": page.values["version"], "conflict": "advantage"}

        answer = client.post(
            address(draft, "advantage"),
            {**given, "choose.advantage": "theirs"},
            headers={"HX-Request": "true"},
        )

        fresh = read(answer.content)
        assert fresh.values["advantage"] == "先写的"
        assert "w_advantage" in fresh.ids


class TestRows:
    @pytest.fixture
    def draft(self, life: Life) -> Application:
        return start_application(life.applicant(1), CALL, "platform")

    def test_rows_are_saved_with_their_files(self, client: Client, draft: Application) -> None:
        file = SimpleUploadedFile("证明.pdf", PDF)
        given = {
            "functions_evidence.0.function_text": "在线发布",
            "functions_evidence.1.function_text": "订单匹配",
            "upload.functions_evidence.1.function_file": file,
            "version": "1",
        }

        client.post(address(draft, "platform"), given)

        page = section(client, draft, "platform")
        assert kept(draft)["functions_evidence"] == [
            {"function_text": "在线发布"},
            {"function_text": "订单匹配", "function_file": "证明.pdf"},
        ]
        assert page.values["functions_evidence.1.function_file"] == "证明.pdf"
        assert any(link.startswith("/files/") for link in page.links)

    def test_a_row_is_added_and_another_taken_away(self, client: Client, draft: Application) -> None:
        rows = {f"functions_evidence.{n}.function_text": f"功能{n}" for n in range(2)}

        more = client.post(
            address(draft, "platform"), {**rows, "version": "1", "go": "more.functions_evidence"}
        )
        page = read(client.get(more["Location"]).content)
        assert "functions_evidence.2.function_text" in page.values | dict.fromkeys(
            given.get("name", "") for _tag, given in page.tags
        )

        client.post(address(draft, "platform"), {**rows, "version": "2", "remove": "functions_evidence.0"})
        assert kept(draft)["functions_evidence"] == [{"function_text": "功能1"}]

    def test_a_file_that_is_none_keeps_the_row_and_says_why(self, client: Client, draft: Application) -> None:
        given = {
            "functions_evidence.0.function_text": "在线发布",
            "upload.functions_evidence.0.function_file": SimpleUploadedFile("证明.pdf", b"no"),
            "version": "1",
        }

        answer = client.post(address(draft, "platform"), given)

        assert answer.status_code == 422
        assert "“证明.pdf”的内容不是 PDF 文件" in answer.content.decode()
        assert kept(draft)["functions_evidence"] == [{"function_text": "在线发布"}]


@pytest.mark.parametrize(
    "given",
    [
        {"version": "x"},
        {"version": "99999999999999999999"},
        {},
        {"remove": "file.1", "go": "more.nothing"},
        {"functions_evidence.999999.function_text": "x", "operating_income.1999": "3"},
        {"conflict": "nothing", "choose.nothing": "mine"},
        {"is_legal_person": "maybe", "district": "\x00"},
    ],
)
def test_a_form_that_no_page_sent_breaks_nothing(
    client: Client, draft: Application, given: dict[str, str]
) -> None:
    for name in ("identity", "economics"):
        answer = client.post(address(draft, name), given, follow=True)
        assert answer.status_code in (200, 422)
