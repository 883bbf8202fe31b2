"""What an applicant and the offices in charge write to each other about an application."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.writing_about import LONGEST, write_about
from linxuan_site.models import Account, Application, Message, ThreadEntry
from tests.site.life.conftest import Life
from tests.site.messages.test_message_pages import visitor

__all__ = ["visitor"]
Visitor = Callable[[Account], Client]


@pytest.fixture
def application(life: Life) -> Application:
    """One that lies at the district."""
    return life.submitted(1)


def told() -> list[tuple[str, str]]:
    """Who was told of an entry, oldest first, and of whose words."""
    rows = Message.objects.filter(topic="thread.written").order_by("pk")
    return [(one.account.username if one.account else one.address, one.facts["text"]) for one in rows]


def test_both_sides_write_and_the_other_side_is_told(
    visitor: Visitor, life: Life, application: Application
) -> None:
    address = f"/applications/{application.pk}/thread/"
    asked = visitor(life.applicant(1)).post(address, {"text": "营业执照可以交复印件吗？"})
    answered = visitor(life.district).post(address, {"text": "可以，请加盖公章。"})

    assert (asked.status_code, answered.status_code) == (302, 302)
    assert told() == [
        (life.district.username, "营业执照可以交复印件吗？"),
        (life.applicant(1).username, "可以，请加盖公章。"),
    ]
    page = visitor(life.applicant(1)).get(address).content.decode()
    assert page.index("营业执照可以交复印件吗？") < page.index("可以，请加盖公章。")
    assert f"对方已读：{life.district.full_name}" in page


def test_who_wrote_is_named_with_the_firm_of_an_agent(
    visitor: Visitor, life: Life, application: Application
) -> None:
    agent = life.colleague(life.applicant(1), "agent", role="editor", firm="示例代办公司")
    write_about(application.pk, "我来问一下", account=agent)

    page = visitor(life.district).get(f"/applications/{application.pk}/thread/").content.decode()

    assert "同事agent（代办，示例代办公司）" in page


def test_only_who_may_read_the_application_reads_and_writes(
    visitor: Visitor, life: Life, application: Application
) -> None:
    address = f"/applications/{application.pk}/thread/"
    for stranger in (life.applicant(2), life.other_district):
        assert visitor(stranger).get(address).status_code == 404
        assert visitor(stranger).post(address, {"text": "x"}).status_code == 404
        assert visitor(stranger).get(f"/api{address[:-1]}").status_code == 404
        with pytest.raises(Refused):
            write_about(application.pk, "x", account=stranger)
    assert not ThreadEntry.objects.exists()


def test_what_was_sent_twice_stands_there_once(life: Life, application: Application) -> None:
    applicant = life.applicant(1)
    for words in ("请问何时初审？", "请问何时初审？", "再问一句"):
        write_about(application.pk, words, account=applicant)
    write_about(application.pk, "再问一句", account=life.district)

    assert [one.text for one in application.thread.order_by("position")] == [
        "请问何时初审？",
        "再问一句",
        "再问一句",
    ]


def test_an_entry_is_never_changed(life: Life, application: Application) -> None:
    write_about(application.pk, "原话", account=life.district)

    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        ThreadEntry.objects.update(text="改过的话")


@pytest.mark.parametrize("text", ["", "  ", "字" * (LONGEST + 1)])
def test_what_says_nothing_or_too_much_is_told_at_its_field_and_nothing_typed_is_lost(
    visitor: Visitor, life: Life, application: Application, text: str
) -> None:
    answer = visitor(life.applicant(1)).post(f"/applications/{application.pk}/thread/", {"text": text})

    assert answer.status_code == 422
    assert text in answer.content.decode()
    with pytest.raises(BadInput):
        write_about(application.pk, text, account=life.applicant(1))


def test_a_file_comes_with_an_entry_and_is_no_file_of_the_application(
    visitor: Visitor, life: Life, application: Application
) -> None:
    before = application.attachments.count()
    pdf = SimpleUploadedFile("说明.pdf", b"%PDF-1.7 note")
    visitor(life.applicant(1)).post(
        f"/applications/{application.pk}/thread/", {"text": "见附件", "file": pdf}
    )
    file = ThreadEntry.objects.get().file

    got = visitor(life.district).get(f"/thread/files/{file.pk}/")
    assert got.status_code == 200
    assert got["Content-Disposition"].startswith("attachment")
    assert visitor(life.other_district).get(f"/thread/files/{file.pk}/").status_code == 404
    assert application.attachments.count() == before


def test_of_a_draft_the_office_to_which_it_would_go_is_told(life: Life) -> None:
    write_about(life.draft(1).pk, "还没交，先问一句", account=life.applicant(1))

    assert [who for who, _text in told()] == [life.district.username]


def test_a_page_asks_as_much_for_many_entries_as_for_one(
    visitor: Visitor, life: Life, application: Application
) -> None:
    browser, address = visitor(life.district), f"/applications/{application.pk}/thread/"
    write_about(application.pk, "一", account=life.applicant(1))
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    for number in range(29):
        write_about(application.pk, f"第{number}句", account=life.district)
    browser.get(address)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)

    assert len(many) == len(one)


def test_the_same_is_done_by_api(visitor: Visitor, life: Life, application: Application) -> None:
    address = f"/api/applications/{application.pk}/thread"

    written = visitor(life.applicant(1)).post(address, {"text": "请问何时现场核查？"})
    (entry,) = visitor(life.district).get(address).json()

    assert written.status_code == 201
    assert (entry["text"], entry["own"], entry["office"]) == ("请问何时现场核查？", False, "")
    assert visitor(life.applicant(1)).get(address).json()[0]["read_by"] == [life.district.full_name]
