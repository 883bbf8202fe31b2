"""A published call and the people of one life: an enterprise, its district, another district, the city."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.accounts import NewPerson, create_account
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.attachments import attach
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.drafts import save_answers, start_application
from linxuan_site.actions.files import Upload
from linxuan_site.actions.placements import place
from linxuan_site.demo.answers import filled_in
from linxuan_site.demo.people import PASSWORD, credit_code, member_of, officer_of
from linxuan_site.demo.replay import _file_slots
from linxuan_site.demo.story import read_story
from linxuan_site.models import Account, Application, Office, PublishedCall, Step
from linxuan_site.queries.calls import definition_of
from tests.core.attacks.paper_files import pdf

PACKAGE = Path(__file__).parents[3] / "programmes" / "dalian-2023"
CALL = "dalian-2023"
PDF = Upload("盖章扫描件.pdf", pdf(b"0 0 m 10 10 l S"))
On = Callable[[str], AbstractContextManager[None]]
REVIEW = {
    "review_findings": "材料齐全",
    "material_true": True,
    "credit_checked_on": "2023-05-08",
    "credit_result": "无不良记录",
    "recommendation_text": "同意推荐",
}


@dataclass
class Life:
    """The people of a life, and what they do with few words."""

    published: PublishedCall
    district: Account
    other_district: Account
    city: Account

    def applicant(self, number: int) -> Account:
        """Somebody of an organisation of their own."""
        return member_of(f"示例{number}号有限公司", credit_code(number), f"applicant-{number}")

    def colleague(self, account: Account, username: str, *, role: str = "editor", firm: str = "") -> Account:
        """Another person of the same organisation or office."""
        person = NewPerson(username, PASSWORD, f"同事{username}", f"{username}@example.com")
        if account.office is not None:
            return create_account(person, office=account.office)
        return create_account(person, organisation=account.organisation, role=role, firm=firm)

    def draft(self, number: int = 1, procedure: str = "enterprise", **answers: object) -> Application:
        """A complete draft in the district 210211."""
        account = self.applicant(number)
        call = definition_of(self.published)
        application = start_application(account, CALL, procedure)
        base = read_story(PACKAGE).base[procedure]
        given = {**application.answers, **base, "district": "210211", **answers}
        complete = filled_in(call, procedure, given, number)
        texts = {key: value for key, value in complete.items() if call.fields[key].kind != "file"}
        save_answers(application.pk, texts, account=account, version=application.version)
        for section in call.forms[procedure].sections.values():
            for field in section.fields if section.by == "applicant" else ():
                for slot, _field in _file_slots(call, field):
                    attach(application.pk, slot, PDF, account=account)
        application.refresh_from_db()
        return application

    def act(self, application: Application, action: str, by: Account, **more: object) -> Step:
        """Carry out an act; `paper` is what comes with it, `scan` its file where that matters."""
        paper, scan = more.pop("paper", ""), more.pop("scan", PDF)
        passing = {key: more.pop(key) for key in ("seen", "reasons", "grade") if key in more}
        files = {str(paper): scan} if paper else {}
        return move_application(
            application.pk,
            Act(action, **more),  # type: ignore[arg-type]
            account=by,
            files=files,  # type: ignore[arg-type]
            **passing,  # type: ignore[arg-type]
        )

    def submitted(self, number: int = 1, procedure: str = "enterprise", **answers: object) -> Application:
        """An application on the district's desk, its sealed scan handed in."""
        application = self.draft(number, procedure, **answers)
        self.act(application, "submit", self.applicant(number))
        self.act(application, "hand-in", self.applicant(number), paper="application")
        application.refresh_from_db()
        return application

    def recommended(self, number: int = 1, procedure: str = "enterprise", **answers: object) -> Application:
        """An application that the district recommended, received on paper by the city."""
        application = self.submitted(number, procedure, **answers)
        save_answers(application.pk, REVIEW, account=self.district, version=application.version)
        place(application.pk, account=self.district, rank=number)
        self.act(application, "recommend", self.district, opinion="同意推荐", reasons=self.reasons())
        self.act(
            application, "receive", self.city, papers=("application",), copies=3, received_on=clock.today()
        )
        application.refresh_from_db()
        return application

    def scored(self, *scores: str) -> list[Application]:
        """Recommended applications with scores; '' leaves one without."""
        applications = [self.recommended(number) for number, _score in enumerate(scores, start=1)]
        for application, score in zip(applications, scores, strict=True):
            if score:
                place(application.pk, account=self.city, score=Decimal(score))
        return applications

    def reasons(self) -> dict[str, str]:
        """A reason for every rule in principle."""
        rules = definition_of(self.published).rules.values()
        return {rule.id: "年底签约" for rule in rules if rule.strength == "in_principle"}


@pytest.fixture
def life(db: None) -> Life:
    """A published call and its officers, for a test."""
    return made_life()


def made_life() -> Life:
    """A published call and its officers."""
    published = publish_call(PACKAGE)
    offices = {
        office.key: officer_of(office) for office in Office.objects.filter(key__in=("210211", "210202", ""))
    }
    return Life(published, offices["210211"], offices["210202"], offices[""])


@pytest.fixture
def on() -> On:
    """Let the business clock stand at a day: `with on("2023-05-15"):`."""
    return lambda day: clock.on_day(date.fromisoformat(day))


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    """The twelfth of May, before the deadline, unless a test says otherwise."""
    with clock.on_day(date(2023, 5, 12)):
        yield
