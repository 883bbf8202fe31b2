"""One thing of each kind, and people of every role: the scene on which every door is tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest

from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.bulk import confirm_bulk
from linxuan_site.actions.delegations import name_delegate
from linxuan_site.actions.exports import ask_export
from linxuan_site.actions.files import Upload
from linxuan_site.actions.list_imports import receive_list
from linxuan_site.actions.lists import save_list
from linxuan_site.actions.objections import NewObjection, file_objection
from linxuan_site.actions.packages import receive_package
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.people import Duty, invite
from linxuan_site.actions.placements import place
from linxuan_site.actions.proposals import propose_revocation
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.registers import receive_register
from linxuan_site.actions.revocations import Said, take_step
from linxuan_site.actions.rounds import open_round
from linxuan_site.actions.screenings import Wish, ask_screening
from linxuan_site.actions.tokens import make_token
from linxuan_site.actions.webhooks import enter_webhook, ping
from linxuan_site.demo.people import credit_code, member_of, officer_of
from linxuan_site.models import (
    Account,
    Application,
    Designation,
    GradeRecord,
    Message,
    Objection,
    Office,
    Publicity,
    Screening,
)
from linxuan_site.queries.calls import definition_of
from tests.site.administration.packages import archive, changed
from tests.site.life.conftest import CALL, Life
from tests.site.screening.results import CURVE, RESULT

ROLES = (
    "nobody",
    "applicant",
    "editor",
    "agent",
    "stranger",
    "district",
    "other_district",
    "ended_office",
    "city",
    "administrator",
)
"""Nobody; a signatory, an editor and an agent of one applicant, a signatory of another; an officer of the district
in charge, of another one and of one that has ended; an officer of the city; who administers the site."""


CONTACT = {"contact_person": "甄联系", "contact_phone": "0411-55667788", "contact_email": "zhen@example.com"}
OBJECTOR = "举报示例人"
"""People whose names stand nowhere else: whom to ask about the applications, and who objects."""


@dataclass(frozen=True)
class Scene:
    """One thing of each kind, and people of every role; the things are those of the applicant and the district.

    `report` is what the applicant owes in the round of evaluation, as one who has a title.
    """

    life: Life
    application: Application
    report: Application
    designation: Designation
    people: Mapping[str, Account | None]
    made: Mapping[str, object]

    def arguments(self) -> dict[str, object]:
        """A value for every argument that an address can have."""
        return {
            "which": "csv",
            "token": "nobody-has-this",
            "handle": "nobody-has-this",
            "factor_id": 1,
            "provider_id": "office",
            "uid": "MQ",
            "doubt": 1,
            "record_id": 1,
            "order_id": 1,
            "act": "notify",
            "topic": "standing.proposed",
            "state": "accepted",
            "call": CALL,
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
            "subject_id": 1,
            "table": "rounds",
            **self.made,
        }


@pytest.fixture
def scene(life: Life) -> Scene:
    """The scene for a test."""
    return made_scene(life)


def made_scene(life: Life) -> Scene:
    """The twelfth of May: one application lies at the district, another is published, an entity has its title."""
    published = _published(life)
    application = life.submitted(1, **CONTACT)
    call = definition_of(life.published)
    entity = {"name": "示例1号有限公司", "credit_code": credit_code(1), "cohort": "2", "track": "enterprise"}
    designation = enter_designation(call, {**entity, "document": "认定文件", "in_charge": "210211"})
    open_round(CALL, "evaluation-2023")
    report = Application.objects.get(designation=designation)
    people, objection = _people(life), _objection()
    made = {
        "application_id": application.pk,
        "attachment_id": application.attachments.earliest("pk").pk,
        "designation_id": designation.pk,
        "examination_id": application.scan_examinations.get().pk,
        "arrival_id": published.arrivals.get().pk,
        "screening_id": screened(life).pk,
        **_of_offices(life, published, people),
        **_of_people(life, people),
        "case_id": _case(life, designation),
        **_messages(people),
        "grade_id": GradeRecord.objects.filter(designation=designation).earliest("pk").pk,
        "objection_id": objection.pk,
        "file_id": objection.files.earliest("pk").pk,
        "earlier_id": published.pk,
    }
    return Scene(life, application, report, designation, people, made)


def _people(life: Life) -> dict[str, Account | None]:
    applicant = life.applicant(1)
    return {
        "nobody": None,
        "applicant": applicant,
        "editor": life.colleague(applicant, "editor"),
        "agent": life.colleague(applicant, "agent", role="signatory", firm="示例代办有限公司"),
        "stranger": member_of("示例旁人有限公司", credit_code(77), "stranger"),
        "district": life.district,
        "other_district": life.other_district,
        "ended_office": _officer_of_an_ended_office(),
        "city": life.city,
        "administrator": Account.objects.create(
            username="admin", full_name="管理员", is_administrator=True, created_at=applicant.created_at
        ),
    }


def _officer_of_an_ended_office() -> Account:
    office = Office.objects.get(kind="district", key="210204")
    officer = officer_of(office)
    office.valid_until = clock.today().replace(day=1)
    office.save(update_fields=["valid_until"])
    return Account.objects.get(pk=officer.pk)


def _published(life: Life) -> Application:
    """An application that came on paper, was nominated and is published, so that somebody may object."""
    application = life.recommended(2, **CONTACT)
    place(application.pk, account=life.city, score=Decimal(95))
    life.act(application, "nominate", life.city)
    open_publicity(CALL, "nominated", account=life.city)
    application.refresh_from_db()
    return application


def _objection() -> Objection:
    publicity = Publicity.objects.get()
    wish = NewObjection(
        kind="person",
        name=OBJECTOR,
        contact="0411-8888 0000",
        entry=publicity.entries.earliest("pk").pk,
        text="服务收入与年报不符",
        key="one",
        statement=Upload("异议书.pdf", b"%PDF-1.7 statement"),
        evidence=[Upload("证据.pdf", b"%PDF-1.7 evidence")],
    )
    return file_objection(CALL, wish, sender="here")


def _messages(people: Mapping[str, Account | None]) -> dict[str, object]:
    """What the applicant was told last, and the row of the outbox that goes with it."""
    message = Message.objects.filter(account=people["applicant"]).latest("pk")
    return {"message_id": message.pk, "delivery_id": message.deliveries.get().pk}


def _case(life: Life, designation: Designation) -> int:
    """A revocation of which the entity was told."""
    call = definition_of(life.published)
    case = propose_revocation(call, designation, reason="已停止经营（示例）", account=life.city)
    take_step(case.pk, "notify", Said(), account=life.city)
    return case.pk


def _of_offices(
    life: Life, application: Application, people: Mapping[str, Account | None]
) -> dict[str, object]:
    """What the city, the district and an administrator made, by the argument that names it."""
    rows = f"名称,信用代码\n示例改名公司,{credit_code(9)}\n".encode()
    whole = {"cohort": "3", "track": "enterprise", "document": "第3批认定文件（示例）"}
    package = archive(changed(b"chars = 2000", b"chars = 1500", path="forms/fields.toml"), CALL)
    seen = {application.pk: application.steps.count()}
    act = Act("pass-over", opinion="材料不全（示例）")
    administrator = people["administrator"]
    assert administrator is not None
    return {
        "list_id": save_list(CALL, "市里的", {"stage": "city"}, account=life.city).pk,
        "upload_id": receive_list(CALL, "第三批.csv", rows, given=whole, by=life.city).pk,
        "package_id": receive_package("新版.zip", package, call=CALL, by=administrator).pk,
        "export_id": ask_export(CALL, account=life.city).pk,
        "issued_id": issue_paper(CALL, "summary", account=life.district).pk,
        "bulk_id": confirm_bulk(CALL, act, seen, account=life.city, key="one").pk,
        "publicity_id": Publicity.objects.get().pk,
    }


def _of_people(life: Life, people: Mapping[str, Account | None]) -> dict[str, object]:
    """What belongs to the applicant's people: an invitation, a delegation, who they are."""
    applicant, editor = people["applicant"], people["editor"]
    assert applicant is not None
    assert editor is not None
    assert applicant.organisation is not None
    invited = invite(
        applicant.organisation,
        full_name="邀示例",
        email="invited@example.com",
        duty=Duty(role="editor"),
        by=applicant,
        link=lambda token: f"/invitations/{token}/",
    )
    signatory = life.colleague(applicant, "signatory", role="signatory")
    delegation = name_delegate(
        applicant, delegate=signatory.pk, from_day=clock.today(), until_day=clock.today()
    )
    return {
        "person_id": editor.pk,
        "account_id": editor.pk,
        "office_id": life.district.office_id,
        "invitation_id": invited.invitation.pk,
        "delegation_id": delegation.pk,
        **_connected(applicant),
        "token_id": make_token(name="系统", scopes=["read"], expires_on=None, by=applicant).row.pk,
    }


def _connected(applicant: Account) -> dict[str, object]:
    """An address of the applicant's that is told of what happened, and a message to it."""
    made = enter_webhook(url="https://erp.example.com/", topics=["application.moved"], by=applicant)
    delivery = ping(made.webhook.pk, by=applicant)
    return {"webhook_id": made.webhook.pk, "delivery_id": delivery.pk, "wish": "ping"}


def screened(life: Life) -> Screening:
    """A screening of the city's that is done, with a file."""
    register = receive_register("名录.csv", [b"name\n"])
    screening = ask_screening(CALL, Wish(track="enterprise"), register, account=life.city)
    screening.state, screening.finished_at = "done", screening.asked_at
    screening.result, screening.curve, screening.files = RESULT, CURVE, {"csv": "register.csv"}
    screening.save()
    return screening
