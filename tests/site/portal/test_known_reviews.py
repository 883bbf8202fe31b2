"""A review that is known by what it says shows at every moment what it would show if nothing were known."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from linxuan_site import clock
from linxuan_site.actions.attachments import attach
from linxuan_site.actions.credit import Found, record_credit_check
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.files import Upload
from linxuan_site.actions.helping import end_help, start_help
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.placements import place
from linxuan_site.actions.remarks import note_remark
from linxuan_site.models import Account, Application
from linxuan_site.portal.office import review_drawn, review_page
from tests.core.attacks.paper_files import pdf
from tests.site.life.conftest import CALL, PDF, REVIEW, Life
from tests.site.life.test_judging import ADVANTAGE, SHARE, resubmitted
from tests.site.portal.conftest import Visitor
from tests.site.portal.test_review_pages import MORE

OTHER = Upload(PDF.name, pdf(b"0 0 m 20 20 l S"))
ONCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|value="[\d-]+T[\d:]+"')
"""What is another one in each answer: the token, and the minute in which a look-up is entered."""


def looks(clients: dict[str, Client], application: Application) -> dict[str, str]:
    """The page as each reader sees it."""
    found = {}
    for who, client in clients.items():
        answer = client.get(f"/desk/applications/{application.pk}/")
        assert answer.status_code in (200, 404)
        found[who] = ONCE.sub("", answer.content.decode()) if answer.status_code == 200 else ""
    return found


def anew(clients: dict[str, Client], application: Application) -> dict[str, str]:
    """The page as each reader would see it if nothing of it had been worked out before."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (review_page, review_drawn):
            patch.setattr(module, "known", lambda _call, _what, _said, make: make())
        return looks(clients, application)


def in_english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def readers(visitor: Visitor, life: Life) -> dict[str, Client]:
    return {
        "district": visitor(life.district),
        "other district": visitor(life.other_district),
        "city": visitor(life.city),
        "district, in English": in_english(visitor(life.district)),
        "city, in English": in_english(visitor(life.city)),
    }


def saved(life: Life, one: Application, by: Account | None = None, **answers: Any) -> None:
    version = Application.objects.get(pk=one.pk).version
    save_answers(one.pk, answers, account=by or life.district, version=version)


CHANGES: dict[str, Callable[[Life, Application], object]] = {
    "doubted": lambda life, one: judge(one.pk, [Judged(SHARE, "doubted", "请附合同")], account=life.district),
    "confirmed": lambda life, one: judge(
        one.pk, [Judged(SHARE, "confirmed"), Judged(ADVANTAGE, "refused")], account=life.district
    ),
    "noted": lambda life, one: note_remark(one.pk, "address", "门牌号不符", account=life.district),
    "noted otherwise": lambda life, one: note_remark(one.pk, "address", "与执照不符", account=life.district),
    "looked up": lambda life, one: record_credit_check(
        one.pk, Found("信用中国", clock.now(), clear=True), account=life.district
    ),
    "own section": lambda life, one: saved(life, one, review_findings="材料齐全"),
    "placed": lambda life, one: place(one.pk, account=life.district, rank=3),
    "earlier day": lambda life, _: set_earlier_day(
        CALL, "delivery", date(2023, 5, 14), account=life.district
    ),
    "put off": lambda life, _: extend_deadline(
        CALL, "delivery", date(2023, 5, 20), account=life.city, reason="雨", document="文"
    ),
    "filed again": lambda life, one: resubmitted(life, one, address="示例新址", service_income_indirect=MORE),
    "sent back": lambda life, one: life.act(one, "return", life.district, opinion="再改"),
    "help": lambda life, one: start_help(one.pk, account=life.district, reason="单位来电"),
    "helped": lambda life, one: saved(life, one, address="示例新新址"),
    "file": lambda life, one: attach(one.pk, "file_other", PDF, account=life.applicant(1)),
    "file of the same name": lambda life, one: attach(one.pk, "file_other", OTHER, account=life.applicant(1)),
    "help ended": lambda life, one: end_help(one.pk, account=life.district),
    "filed a third time": lambda life, one: life.act(one, "submit", life.applicant(1)),
    "scan": lambda life, one: life.act(one, "hand-in", life.applicant(1), paper="application"),
    "findings": lambda life, one: saved(life, one, None, **REVIEW),
    "recommended": lambda life, one: life.act(
        one, "recommend", life.district, opinion="同意推荐", reasons=life.reasons()
    ),
    "judged by the city": lambda life, one: judge(
        one.pk, [Judged("rule:legal-person", "confirmed")], account=life.city
    ),
    "on paper": lambda life, one: life.act(
        one, "receive", life.city, papers=("application",), copies=3, received_on=clock.today()
    ),
    "listed": lambda life, _: issue_paper(CALL, "summary", account=life.district),
}


def test_after_each_change_every_reader_sees_what_stands_there_now(
    readers: dict[str, Client], life: Life
) -> None:
    # Beside one that says the same, and is another application.
    application, twin = (life.submitted(number, address="示例旧址") for number in (1, 2))
    before, unseen = looks(readers, application), []

    for name, change in CHANGES.items():
        change(life, application)
        application.refresh_from_db()

        now = looks(readers, application)

        assert now == anew(readers, application), name
        assert now == looks(readers, application), name
        unseen += [name] if now == before else []
        assert looks(readers, twin) == anew(readers, twin), name
        before = now
    # A day of its own is for drafts.
    assert unseen == ["earlier day"]
    with clock.on_day(date(2023, 6, 20)):
        assert before != looks(readers, application) == anew(readers, application)


def test_a_number_that_is_written_otherwise_is_shown_as_it_is_written_now(
    readers: dict[str, Client], life: Life
) -> None:
    # Of a draft, so that no other submission tells the two apart: they are equal but for how they are written.
    draft = life.draft(1, service_income_indirect={"2020": "1.5", "2021": "2", "2022": "3"})
    start_help(draft.pk, account=life.district, reason="单位来电")
    first = looks(readers, draft)

    saved(life, draft, service_income_indirect={"2020": "1.50", "2021": "2", "2022": "3"})

    now = looks(readers, draft)
    assert now == anew(readers, draft)
    assert "1.50" not in first["district"]
    assert "1.50" in now["district"]


def test_what_one_reader_may_see_is_not_shown_to_the_next(readers: dict[str, Client], life: Life) -> None:
    application = life.draft(1, address="示例旧址")
    first = looks(readers, application)
    start_help(application.pk, account=life.district, reason="单位来电")

    helped = looks(readers, application)

    assert "示例旧址" not in "".join(first.values())
    assert "示例旧址" in helped["district"]
    assert "示例旧址" not in helped["city"]
    assert helped == anew(readers, application)
