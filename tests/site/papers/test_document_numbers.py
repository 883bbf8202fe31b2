"""A letter bears the document number that its office gives it: printed, recorded, and never another document's."""

from io import BytesIO

import docx
import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.papers import issue_paper
from linxuan_site.models import DocumentNumber, IssuedPaper
from linxuan_site.queries.papers import WORD, paper_file
from linxuan_site.queries.verifying import verdict_of_number
from tests.site.documents.life import CALL, DISTRICT, OTHER_DISTRICT, nominated, officer, recommended
from tests.site.documents.reading import text_of
from tests.site.documents.test_notices import NAME, ON, published_names, returned
from tests.site.doors.conftest import Caller

pytestmark = pytest.mark.django_db
NUMBER = "金工信函〔2023〕12号"


def issued(reference: str = NUMBER, key: str = DISTRICT) -> IssuedPaper:
    return issue_paper(CALL, "opinion", account=officer("district", key), reference=reference)


def text(paper: IssuedPaper) -> str:
    with default_storage.open(paper.file) as file:
        return text_of(file.read())


def test_it_stands_on_the_letter_and_in_its_word_file() -> None:
    recommended("示例公司", 1)
    paper = issued("金工信函[2023]12号")
    word = paper_file(officer("district", DISTRICT), paper.pk, WORD)

    assert NUMBER in text(paper)
    assert word is not None
    assert NUMBER in [one.text for one in docx.Document(BytesIO(word.content)).paragraphs]
    assert verdict_of_number(str(paper.number), str(paper.said)[:16]).outcome == "current"


def test_a_letter_without_one_leaves_room_and_says_what_it_said_before() -> None:
    recommended("示例公司", 1)
    paper = issued("")

    assert "〕号" in text(paper)
    assert not DocumentNumber.objects.exists()


def test_a_later_issue_of_the_same_document_bears_it_too() -> None:
    recommended("示例公司", 1)
    issued()
    again = issued("")
    typed = issued(NUMBER)

    assert NUMBER in text(again)
    assert [one.first for one in DocumentNumber.objects.order_by("pk")] == [True, False, False]
    assert typed.revision == 3


def test_no_other_document_may_have_it_ever() -> None:
    recommended("示例公司", 1)
    recommended("别处公司", 1, district=OTHER_DISTRICT)
    issued()
    issued("金工信函〔2023〕13号")

    for reference in (NUMBER, "金工信函〔2023〕13号"):
        with pytest.raises(Refused, match="已经是“推荐意见"):
            issued(reference, OTHER_DISTRICT)
    assert IssuedPaper.objects.filter(office__key=OTHER_DISTRICT).count() == 0


def test_the_database_itself_keeps_it() -> None:
    recommended("示例公司", 1)
    row = issued().document_number

    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        DocumentNumber.objects.filter(pk=row.pk).update(text="别的〔2023〕1号")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentNumber.objects.create(issued=issued(""), authority=row.authority, text=NUMBER, first=True)


def test_what_is_none_is_told_and_nothing_is_made() -> None:
    recommended("示例公司", 1)
    with pytest.raises(BadInput, match="发文字号要写成"):
        issued("12号")
    assert not IssuedPaper.objects.exists()


def test_a_paper_of_one_thing_bears_it_and_stays_the_same_when_asked_for_again() -> None:
    publicity = published_names(nominated(NAME, "92.4"))
    with clock.on_day(ON):
        first = issue_paper_about(CALL, "announcement", publicity.pk, account=officer("city"))
        second = issue_paper_about(
            CALL, "announcement", publicity.pk, account=officer("city"), reference="大工信公告〔2023〕3号"
        )
        third = issue_paper_about(CALL, "announcement", publicity.pk, account=officer("city"))

    assert "大工信公告〔2023〕3号" in text(second)
    assert (first.revision, second.revision) == (1, 2)
    assert third.pk == second.pk


def test_a_return_is_told_once_and_keeps_its_number() -> None:
    step, account = returned(), officer("district", DISTRICT)
    with clock.on_day(ON):
        first = issue_paper_about(CALL, "return-notice", step.pk, account=account, reference=NUMBER)
        assert issue_paper_about(CALL, "return-notice", step.pk, account=account).pk == first.pk
        assert (
            issue_paper_about(CALL, "return-notice", step.pk, account=account, reference=NUMBER).pk
            == first.pk
        )
        with pytest.raises(Refused, match="不能再改"):
            issue_paper_about(
                CALL, "return-notice", step.pk, account=account, reference="金工信函〔2023〕13号"
            )


def test_only_its_office_numbers_a_paper() -> None:
    step = returned()
    with clock.on_day(ON), pytest.raises(Refused):
        issue_paper_about(
            CALL,
            "return-notice",
            step.pk,
            account=step.application.organisation.accounts.get(),
            reference=NUMBER,
        )


def test_the_page_asks_for_it_keeps_what_was_typed_and_shows_the_last_one(client: Client) -> None:
    recommended("示例公司", 1)
    client.force_login(officer("district", DISTRICT))
    address, page = reverse("issue-paper", args=[CALL, "opinion"]), reverse("desk-papers", args=[CALL])

    wrong = client.post(address, {"reference": "12号"})
    right = client.post(address, {"reference": "金工信函[2023]12号"})
    shown = client.get(page).content.decode()

    assert wrong.status_code == 422
    assert 'value="12号"' in wrong.content.decode()
    assert "发文字号要写成" in wrong.content.decode()
    assert right.status_code == 302
    assert NUMBER in shown


def test_the_api_takes_and_tells_it() -> None:
    recommended("示例公司", 1)
    made = (
        Caller(officer("district", DISTRICT)).post(f"/calls/{CALL}/papers/opinion?reference={NUMBER}").json()
    )

    assert made["reference"] == NUMBER
