"""A province selects its champions: a programme that shares nothing with Dalian's but the code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.accounts import register_organisation
from linxuan_site.actions.calls import publish_call
from linxuan_site.demo.people import credit_code, member_of, officer_of
from linxuan_site.models import Account, Application, Office
from linxuan_site.queries.calls import definition_of
from tests.site.portal.reading import Page, read

PACKAGE = Path(__file__).parents[2] / "programmes" / "champion-2022"
CALL = "champion-2022"
SOUND: Mapping[str, str] = {
    "county": "990101",
    "is_legal_person": "true",
    "telephone": "0999-1234567",
    "in_field_since": "2005-03-01",
    "is_emerging": "false",
    "is_dishonest": "false",
    "is_specialised": "true",
    **{f"income.{year}": str(10000 + 1000 * (year - 2019)) for year in (2019, 2020, 2021)},
    **{f"main_income.{year}": "9000" for year in (2019, 2020, 2021)},
    **{f"rd_spend.{year}": "600" for year in (2019, 2020, 2021)},
    **{
        f"patents.{row}.{key}": value
        for row in range(3)
        for key, value in {
            "patent_name": f"专利{row}",
            "patent_valid": "true",
            "patent_granted_on": "2020-05-01",
            "patent_owner": "own",
        }.items()
    },
    "true_statement": "true",
    "category": "machine",
    "product_sales": "300",
    "market_sales": "1000",
    "technology": "国内领先",
    "uses": "energy",
    "champions": "3",
    "chain": "配套完整",
}
"""What a sound applicant types, by the name of the input."""


@dataclass
class Province:
    """The people of the programme at their browsers."""

    call: Call
    clients: dict[int, Client] = field(default_factory=dict)

    def office(self, kind: str, key: str = "") -> Client:
        """The browser of an office's person."""
        return self.of(officer_of(Office.objects.get(kind=kind, key=key)))

    def enterprise(self, number: int) -> Client:
        """The browser of an enterprise."""
        return self.of(member_of(f"示例{number}号有限公司", credit_code(number), f"applicant-{number}"))

    def region(self, name: str) -> Client:
        """The browser of a county's government, which has no credit code here."""
        account = register_organisation(
            name=name, credit_code="", username=f"region-{name}", password="linxuan-demo", full_name="示例"
        )
        return self.of(account)

    def of(self, account: Account) -> Client:
        """The browser of an account."""
        client = self.clients.setdefault(account.pk, Client())
        client.force_login(account)
        return client

    def start(self, client: Client, procedure: str) -> Application:
        """Start an application."""
        answer = client.post(f"/my/{self.call.id}/{procedure}/", follow=True)
        assert answer.status_code == 200
        return Application.objects.filter(call=self.call.id, procedure=procedure).latest("pk")

    def fill(self, client: Client, application: Application, **answers: str) -> None:
        """Fill in every section that is open to the applicant now, and look at every other one."""
        application.refresh_from_db()
        for section in lookup.sections_of(self.call, application.procedure, by="applicant"):
            address = f"/applications/{application.pk}/form/{section.id}/"
            page = look(client, address)
            if lookup.open_at(self.call, application.procedure, section) == application.stage:
                typed = {**SOUND, **{key.replace("__", "."): value for key, value in answers.items()}}
                done = client.post(address, {**page.values, **_of_section(self.call, section.fields, typed)})
                assert done.status_code == 302, read(done.content).text

    def apply(self, client: Client, application: Application, action: str, **given: Any) -> Page:
        """Act as the applicant."""
        answer = client.post(f"/applications/{application.pk}/act/{action}/", given, follow=True)
        application.refresh_from_db()
        return read(answer.content)

    def act(self, client: Client, application: Application, action: str, **given: Any) -> Page:
        """Act as an office, from its review page."""
        look(client, "/desk/")
        look(client, f"/desk/applications/{application.pk}/")
        address = f"/desk/applications/{application.pk}/act/{action}/"
        typed = {key.replace("__", "."): one for key, one in given.items()}
        answer = client.post(address, {**typed, "sure": "1"}, follow=True)
        assert answer.status_code in (200, 409, 422), answer.status_code
        application.refresh_from_db()
        return read(answer.content)

    def submitted(self, number: int, procedure: str = "enterprise", **answers: str) -> Application:
        """An application that passed the first check and was submitted."""
        client = self.enterprise(number)
        application = self.start(client, procedure)
        self.fill(client, application, **answers)
        self.apply(client, application, "present")
        assert application.stage == "first-check"
        self.act(self.office("county", application.in_charge), application, "admit")
        self.fill(client, application, **answers)
        self.apply(client, application, "submit")
        application.refresh_from_db()
        return application

    def recommended(self, number: int, procedure: str = "enterprise", **answers: str) -> Application:
        """An application on the desk of its city."""
        application = self.submitted(number, procedure, **answers)
        county = self.office("county", application.in_charge)
        self.visit(county, application)
        self.act(county, application, "receive", papers="application", received_on="2022-05-12", copies="2")
        self.act(county, application, "recommend", opinion="同意推荐")
        return application

    def visit(self, county: Client, application: Application) -> None:
        """The county notes its visit."""
        address = f"/desk/applications/{application.pk}/section/site-visit/"
        page = look(county, address)
        given = {"visited_on": "2022-05-11", "visit_findings": "属实"}
        assert county.post(address, {**page.values, **given}).status_code == 302


def look(client: Client, address: str) -> Page:
    """Open a page, which has to be there, and read it."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    page = read(answer.content)
    assert page.count("h1") == 1
    return page


def scan(name: str = "扫描件.pdf") -> SimpleUploadedFile:
    """A sealed scan."""
    return SimpleUploadedFile(name, b"%PDF-1.7 sealed", "application/pdf")


def _of_section(call: Call, fields: tuple[str, ...], typed: Mapping[str, str]) -> dict[str, str]:
    names = {one for one in fields if call.fields[one].kind != "file"}
    return {key: value for key, value in typed.items() if key.partition(".")[0] in names}


@pytest.fixture
def province(db: None) -> Province:
    """The published programme."""
    return Province(definition_of(publish_call(PACKAGE)))


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    """The twelfth of May, in the first batch."""
    with clock.on_day(date(2022, 5, 12)):
        yield
