"""Every route, as every role: its guard holds, strangers find nothing, and nobody meets a traceback."""

from dataclasses import dataclass

import pytest
from django.test import Client

from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.registers import receive_register
from linxuan_site.actions.screenings import Wish, ask_screening
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Account, Application, Attachment, Designation, ScanExamination, Screening
from linxuan_site.permissions import anybody
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, Life
from tests.site.screening.results import CURVE, RESULT
from tests.support.routes import address_of, guard_of, methods_of, routes

ROLES = ("nobody", "applicant", "editor", "stranger", "district", "other_district", "city", "administrator")


@dataclass(frozen=True)
class Scene:
    """One application on the district's desk, one designated entity, and people of every role."""

    application: Application
    attachment: Attachment
    designation: Designation
    screening: Screening
    examination: ScanExamination
    people: dict[str, Account | None]

    def arguments(self) -> dict[str, object]:
        """A value for every argument that an address can have."""
        return {
            "application_id": self.application.pk,
            "attachment_id": self.attachment.pk,
            "designation_id": self.designation.pk,
            "screening_id": self.screening.pk,
            "which": "csv",
            "person_id": self.people["editor"].pk if self.people["editor"] else 0,
            "invitation_id": 1,
            "token": "nobody-has-this",
            "delegation_id": 1,
            "uid": "MQ",
            "issued_id": 1,
            "arrival_id": 1,
            "objection_id": 1,
            "list_id": 1,
            "bulk_id": 1,
            "export_id": 1,
            "examination_id": self.examination.pk,
            "doubt": 1,
            "case_id": 1,
            "record_id": 1,
            "order_id": 1,
            "act": "notify",
            "file_id": 1,
            "state": "accepted",
            "publicity_id": 1,
            "call": self.application.call,
            "procedure": "enterprise",
            "section": "identity",
            "action": "withdraw",
            "slot": "file_licence",
            "field": "address",
            "stage": "nominated",
            "quota": "enterprise",
            "paper": "summary",
            "deadline": "delivery",
            "round_id": "evaluation-2023",
            "year": 2023,
            "package_id": 1,
            "upload_id": 1,
            "office_id": 1,
            "account_id": 1,
            "subject_id": 1,
            "grade_id": 1,
            "table": "rounds",
        }


ALL = {str(route.name): route for route in routes()}
POSTS = {name for name, route in ALL.items() if "GET" not in methods_of(route)}


@pytest.fixture
def scene(life: Life) -> Scene:
    application = life.submitted(1)
    entity = {"name": "示例1号有限公司", "credit_code": credit_code(1), "cohort": "2", "track": "enterprise"}
    designation = enter_designation(
        definition_of(life.published), {**entity, "document": "认定文件", "in_charge": "210211"}
    )
    administrator = Account.objects.create(
        username="admin", full_name="管理员", is_administrator=True, created_at=application.started_at
    )
    people = {
        "nobody": None,
        "applicant": life.applicant(1),
        "editor": life.colleague(life.applicant(1), "editor"),
        "stranger": member_of("示例旁人有限公司", credit_code(77), "stranger"),
        "district": life.district,
        "other_district": life.other_district,
        "city": life.city,
        "administrator": administrator,
    }
    attachment = application.attachments.earliest("pk")
    examination = application.scan_examinations.get()
    return Scene(application, attachment, designation, screened(life), examination, people)


def screened(life: Life) -> Screening:
    """A screening of the city's that is done, with a file."""
    register = receive_register("名录.csv", [b"name\n"])
    screening = ask_screening(CALL, Wish(track="enterprise"), register, account=life.city)
    screening.state, screening.finished_at = "done", screening.asked_at
    screening.result, screening.curve, screening.files = RESULT, CURVE, {"csv": "register.csv"}
    screening.save()
    return screening


def answer(scene: Scene, role: str, name: str) -> int:
    client = Client(raise_request_exception=True)
    person = scene.people[role]
    if person is not None:
        client.force_login(person)
    path = address_of(ALL[name], scene.arguments())
    return (client.post(path) if name in POSTS else client.get(path)).status_code


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_route_carries_its_guard(name: str) -> None:
    assert callable(guard_of(ALL[name]))


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_every_role_as_its_guard_says(scene: Scene, role: str) -> None:
    from django.contrib.auth.models import AnonymousUser

    person = scene.people[role] or AnonymousUser()
    wrong = {}
    for name, route in ALL.items():
        status = answer(scene, role, name)
        if guard_of(route)(person):
            allowed = status < 500 and status != 403
        else:
            # Who is not signed in is led to sign in; a form's answer keeps what was typed.
            asked_to_sign_in = scene.people[role] is None and name not in POSTS
            allowed = status == (302 if asked_to_sign_in else 403)
        if not allowed:
            wrong[name] = status

    assert wrong == {}


STRANGERS = ("stranger", "other_district", "administrator")
OF_ONE_APPLICATION = sorted(
    name
    for name, route in ALL.items()
    if {"application_id", "attachment_id", "designation_id", "screening_id"} & set(route.pattern.converters)
    and guard_of(route) is not anybody
)


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_find_nothing_of_an_application_or_a_screening(scene: Scene, role: str) -> None:
    found = {
        name: status for name in OF_ONE_APPLICATION if (status := answer(scene, role, name)) not in (403, 404)
    }

    assert found == {}


def test_an_act_of_a_stranger_leaves_no_step(scene: Scene) -> None:
    before = scene.application.steps.count()

    for role in STRANGERS:
        answer(scene, role, "act")
        answer(scene, role, "review-act")

    assert scene.application.steps.count() == before
