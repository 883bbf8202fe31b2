"""The stage of a journey: the published call, the officers at their desks, the day on the clock."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pytest_django import Settings

from linxuan.answers import fields_of
from linxuan.programme.definition import Call
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.answers import filled_in
from linxuan_site.demo.people import colleague_of, credit_code, officer_of
from linxuan_site.demo.story import read_story
from linxuan_site.models import ApplicationCount, FilingCount, Office, RegisterCount
from linxuan_site.queries.calls import definition_of
from tests.journeys.people import Applicant, NewWindow, Officer
from tests.support.browser import ROOT

PACKAGE = ROOT / "programmes" / "dalian-2023"
DISTRICT = "210211"


@dataclass
class Stage:
    """What a journey starts from."""

    call: Call
    settings: Settings
    new_window: NewWindow

    def on(self, day: str) -> None:
        """Let the business clock stand at a day."""
        self.settings.BUSINESS_DAY = date.fromisoformat(day)

    def newcomer(self, name: str, number: int) -> Applicant:
        """Somebody who registers an organisation with a code of its own, in a window of his own."""
        person = Applicant(self.new_window(), name)
        person.signs_up(credit_code(number), f"applicant-{number}")
        return person

    def region(self, name: str, **wishes: Any) -> Applicant:
        """Somebody who registers a region: it has no code. `wishes` are those for the window."""
        person = Applicant(self.new_window(**wishes), name)
        person.signs_up("", "region")
        return person

    def officer(self, kind: str, key: str = "", **wishes: Any) -> Officer:
        """Somebody of an office, signed in, in a window of his own."""
        account = officer_of(Office.objects.get(kind=kind, key=key))
        person = Officer(self.new_window(**wishes))
        person.signs_in(account.username)
        return person

    def colleague(self, kind: str, key: str = "") -> Officer:
        """The second person of an office, signed in, in a window of his own."""
        account = colleague_of(Office.objects.get(kind=kind, key=key))
        person = Officer(self.new_window())
        person.signs_in(account.username)
        return person

    def designated(self, name: str, number: int) -> None:
        """An entity of the second cohort in the district."""
        row = {"name": name, "credit_code": credit_code(number), "cohort": "2", "track": "enterprise"}
        enter_designation(self.call, {**row, "document": "第2批认定文件（示例）", "in_charge": DISTRICT})

    def opens_round(self, round_id: str) -> None:
        """Everybody who must file finds a report waiting."""
        open_round(self.call.id, round_id)

    def answers(self, procedure: str, **more: Any) -> dict[str, Any]:
        """Complete synthetic answers, files included."""
        given = {**read_story(PACKAGE).base[procedure], "district": DISTRICT, **more}
        answers = filled_in(self.call, procedure, given, 7)
        fields = self.call.fields
        asked = fields_of(self.call, procedure)
        files = {one: f"{fields[one].name}.pdf" for one in asked if fields[one].kind == "file"}
        wanted = {one: name for one, name in files.items() if fields[one].required}
        return {**answers, **wanted}


@pytest.fixture
def stage(transactional_db: None, settings: Settings, new_window: NewWindow) -> Stage:
    """A published call on 28 April 2023, with nobody in it yet."""
    # Emptying the tables of the journey before lets triggers count that its applications and titles went.
    for counts in (ApplicationCount, FilingCount, RegisterCount):
        counts.objects.all().delete()
    call = definition_of(publish_call(PACKAGE))
    made = Stage(call, settings, new_window)
    made.on("2023-04-28")
    return made
