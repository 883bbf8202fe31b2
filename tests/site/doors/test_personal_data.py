"""Names, numbers and addresses of people: what hands them out keeps who took them, and strangers get none."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from linxuan_site import clock
from linxuan_site.actions.contacts import set_contact
from linxuan_site.actions.delegations import name_delegate
from linxuan_site.actions.reading import forget_reads
from linxuan_site.models import PersonalRead
from tests.site.doors.scene import CONTACT, OBJECTOR, Scene, scene
from tests.site.doors.test_operations import ALL as OPERATIONS
from tests.site.doors.test_operations import asked
from tests.site.doors.test_routes import ALL as ROUTES
from tests.site.doors.test_routes import METHODS, signed_in
from tests.support.routes import address_of

__all__ = ["scene"]
NAMES = (*CONTACT.values(), OBJECTOR)


@pytest.fixture
def named(scene: Scene) -> Scene:
    """The scene, where the contact person of the account is the one of the form."""
    applicant = scene.people["applicant"]
    assert applicant is not None
    person, phone, email = CONTACT.values()
    set_contact(applicant, full_name=person, phone=phone, email=email)
    return scene


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What another test wrote is gone from the database."""
    forget_reads()


@dataclass(frozen=True)
class HandedOut:
    """What a door answered with, and whether it was kept who was handed it."""

    door: str
    content: bytes
    kept: bool


def handed_out(scene: Scene, client: Client) -> Iterator[HandedOut]:
    """Yield what every page, every file and every read of the API answers with."""
    for name in ROUTES:
        if METHODS[name] == "GET":
            with transaction.atomic():
                yield from _answered(name, client.get(address_of(ROUTES[name], scene.arguments())))
                transaction.set_rollback(True)
    for name, operation in OPERATIONS.items():
        if operation.method == "get":
            with transaction.atomic():
                yield from _answered(name, asked(scene, client, operation, keep=True))
                transaction.set_rollback(True)


def _answered(door: str, answer: Any) -> Iterator[HandedOut]:
    content = b"".join(answer) if answer.streaming else answer.content
    if answer.status_code == 200:
        yield HandedOut(door, content, PersonalRead.objects.exists())


def holds(content: bytes) -> bool:
    """Tell whether an answer has the name, the number or the address of one of those people."""
    words = words_of(content)
    return any(one in words for one in NAMES)


def words_of(content: bytes) -> str:
    """The words of an answer: those of a PDF, of everything in an archive, else as they came."""
    if content.startswith(b"%PDF"):
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return ""  # a sample that is none
        return "".join(page.get_textpage().get_text_range() for page in document)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(words_of(archive.read(one)) for one in archive.namelist())
    text = content.decode("utf-8", "replace")
    return text.encode().decode("unicode_escape", "replace") if "\\u" in text else text


OF_OFFICES, STRANGERS = ("district", "city"), ("nobody", "stranger", "other_district", "administrator")


@pytest.mark.parametrize("role", OF_OFFICES)
def test_whatever_hands_an_office_the_name_of_somebody_keeps_who_was_handed_it(
    named: Scene, role: str
) -> None:
    found = list(handed_out(named, signed_in(named, role)))

    assert sum(holds(one.content) for one in found) > 5
    assert [one.door for one in found if holds(one.content) and not one.kept] == []


@pytest.mark.parametrize("role", STRANGERS)
def test_nobody_else_is_handed_the_name_of_a_person(named: Scene, role: str) -> None:
    found = handed_out(named, signed_in(named, role))

    assert [one.door for one in found if holds(one.content)] == []


def test_what_one_reads_of_oneself_is_not_kept(named: Scene) -> None:
    found = list(handed_out(named, signed_in(named, "applicant")))

    assert any(holds(one.content) for one in found)
    assert [one.door for one in found if one.kept] == []


def test_a_page_that_is_opened_again_is_kept_once_a_day_and_shown_to_the_applicant(
    named: Scene, django_capture_on_commit_callbacks: Any
) -> None:
    client, page = signed_in(named, "district"), f"/desk/applications/{named.application.pk}/"
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.get(page)

    row = PersonalRead.objects.get()
    assert (row.account, row.what, row.application) == (
        named.people["district"],
        "application",
        named.application,
    )
    told = signed_in(named, "applicant").get(f"/applications/{named.application.pk}/readers/")
    assert row.account.full_name in told.content.decode()


def test_a_delegate_is_kept_with_whom_he_stands_in_for(named: Scene) -> None:
    district = named.people["district"]
    assert district is not None
    colleague = named.life.colleague(district, "colleague")
    today = clock.today()
    delegation = name_delegate(district, delegate=colleague.pk, from_day=today, until_day=today)
    client = Client()
    client.force_login(colleague)
    client.post("/me/standing-in/", {"delegation": delegation.pk})

    client.get(f"/desk/applications/{named.application.pk}/")

    assert PersonalRead.objects.get().on_behalf_of == district


def test_the_database_refuses_to_change_who_read(named: Scene) -> None:
    signed_in(named, "district").get(f"/desk/applications/{named.application.pk}/")

    with pytest.raises(DatabaseError), transaction.atomic():
        PersonalRead.objects.update(subject="0")
