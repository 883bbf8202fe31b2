"""Papers of one thing are Word files too, for the office that made them and for nobody else."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from linxuan.errors import Refused
from linxuan_site import clock
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.papers import issue_paper
from linxuan_site.cli import main
from linxuan_site.models import Account, IssuedPaper
from linxuan_site.queries.papers import WORD, WORD_TYPE, paper_file
from tests.site.documents.life import CALL, DISTRICT, OTHER_DISTRICT, nominated, officer
from tests.site.documents.test_notices import (
    NAME,
    ON,
    designated,
    member,
    published_names,
    report,
    returned,
    revoked,
    submitted,
)

pytestmark = pytest.mark.django_db


def subjects(kind: str) -> tuple[int, Account]:
    """What a paper of a kind is about here, and who makes it."""
    city = officer("city")
    if kind == "receipt":
        return submitted().application_id, city
    if kind == "return-notice":
        return returned().pk, officer("district", DISTRICT)
    if kind == "announcement":
        return published_names(nominated(NAME, "92.4")).pk, city
    if kind == "certificate":
        return designated().pk, city
    if kind == "evaluation-report":
        return report().pk, city
    designation = designated()
    revoked(designation)
    return designation.pk, city


def made(kind: str, *, word: bool = True) -> IssuedPaper:
    subject, account = subjects(kind)
    with clock.on_day(ON):
        return issue_paper_about(CALL, kind, subject, account=account, word=word)


def opened(paper: IssuedPaper, reader: Account) -> Any:
    file = paper_file(reader, paper.pk, WORD)
    assert file is not None
    assert file.name.endswith(".docx")
    return docx.Document(BytesIO(file.content))


def words(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("receipt", "已于2023年5月12日"),
        ("return-notice", "数据与年报不一致，请核对。"),
        ("announcement", NAME),
        ("certificate", "被认定为"),
        ("evaluation-report", "合格"),
        ("revocation", "企业已经注销"),
    ],
)
def test_each_kind_says_in_word_what_its_pdf_says(kind: str, said: str) -> None:
    document = opened(made(kind), officer("city"))

    assert said in words(document)
    assert NAME in words(document)
    assert not document.inline_shapes


def test_a_list_of_nominated_is_a_word_file_as_soon_as_it_is_made() -> None:
    nominated(NAME, "92.4")
    issued = issue_paper(CALL, "nominated", account=officer("city"))

    assert NAME in words(opened(issued, officer("city")))


def test_it_is_kept_once_and_goes_on_saying_what_was_made() -> None:
    first = made("return-notice")
    account = officer("district", DISTRICT)
    with clock.on_day(ON):
        second = issue_paper_about(CALL, "return-notice", int(first.step_id or 0), account=account, word=True)

    assert first.pk == second.pk
    assert [one.layout for one in second.layouts.all()] == [WORD]


def test_nobody_else_may_have_it_though_he_may_have_the_paper() -> None:
    subject = submitted()
    whose = member(subject)
    with clock.on_day(ON):
        issued = issue_paper_about(
            CALL, "receipt", subject.application_id, account=officer("city"), word=True
        )
        with pytest.raises(Refused):
            issue_paper_about(CALL, "receipt", subject.application_id, account=whose, word=True)

    assert paper_file(whose, issued.pk) is not None
    assert paper_file(whose, issued.pk, WORD) is None
    assert paper_file(officer("district", OTHER_DISTRICT), issued.pk, WORD) is None


def test_what_everybody_may_have_is_not_for_everybody_to_edit(client: Client) -> None:
    issued = made("certificate")
    address = reverse("paper-file", args=[issued.pk])

    assert client.get(address).status_code == 200
    assert client.get(f"{address}?layout=word").status_code == 404


def test_what_the_record_says_otherwise_by_now_has_no_word_file() -> None:
    issued = made("return-notice", word=False)
    step = issued.step
    assert step is not None
    step.application.organisation.name = "另一个名字有限公司"
    step.application.organisation.save()

    with clock.on_day(ON), pytest.raises(Refused, match="内容变了"):
        issue_paper_about(CALL, "return-notice", step.pk, account=officer("district", DISTRICT), word=True)


def test_the_page_offers_it_to_the_office_and_the_button_hands_it_out(client: Client) -> None:
    step = returned()
    account = officer("district", DISTRICT)
    client.force_login(account)
    page = client.get(reverse("review", args=[step.application_id])).content.decode()
    answer = client.post(reverse("paper-about", args=[CALL, "return-notice", step.pk]), {"layout": WORD})

    assert 'name="layout" value="word"' in page
    assert (answer.status_code, answer["Content-Type"]) == (200, WORD_TYPE)


def test_its_applicant_is_offered_none(client: Client) -> None:
    step = returned()
    client.force_login(step.application.organisation.accounts.get())
    page = client.get(reverse("application", args=[step.application_id])).content.decode()

    assert reverse("paper-about", args=[CALL, "return-notice", step.pk]) in page
    assert 'value="word"' not in page


def test_a_command_and_the_api_make_it(client: Client, tmp_path: Path) -> None:
    step, target = returned(), tmp_path / "退回.docx"
    account = officer("district", DISTRICT)
    making = ["papers", "make", CALL, "return-notice", str(step.pk), "--as", account.username]
    client.force_login(account)
    with clock.on_day(ON):
        assert main([*making, "--word", "--to", str(target)]) == 0
        told = client.post(f"/api/calls/{CALL}/papers/return-notice/about/{step.pk}?word=true").json()

    assert "数据与年报不一致" in words(docx.Document(str(target)))
    assert told["layouts"] == [WORD]
