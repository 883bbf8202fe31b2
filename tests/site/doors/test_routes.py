"""Every route, as every role: its guard holds, strangers find nothing, and nobody meets a traceback."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client

from linxuan_site.permissions import anybody
from tests.site.doors.scene import ROLES, Scene, scene
from tests.support.routes import address_of, guard_of, methods_of, routes
from tests.support.who_may import hold_column, mark

__all__ = ["scene"]
ALL = {str(route.name): route for route in routes()}
METHODS = {name: "GET" if "GET" in methods_of(route) else "POST" for name, route in ALL.items()}


def answer(scene: Scene, client: Client, name: str) -> int:
    """Ask a route without a word, and take back whatever it did."""
    path = address_of(ALL[name], scene.arguments())
    cookies = client.cookies.copy()
    with transaction.atomic():
        answered = client.get(path) if METHODS[name] == "GET" else client.post(path)
        transaction.set_rollback(True)
    client.cookies = cookies  # signing out is taken back as well
    if answered.streaming:
        b"".join(answered)  # type: ignore[arg-type]  # closes the file
    return answered.status_code


def signed_in(scene: Scene, role: str) -> Client:
    client = Client(raise_request_exception=True)
    person = scene.people[role]
    if person is not None:
        client.force_login(person)
    return client


def row_of(name: str) -> str:
    """What the table calls a route: its method and its address."""
    return f"{METHODS[name]} `/{ALL[name].pattern}`"


def words_of(guard: object) -> str:
    """Whom a guard lets in, in its own words."""
    return str(guard.__doc__).partition("\n")[0].strip().rstrip(".")


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_route_carries_its_guard(name: str) -> None:
    assert callable(guard_of(ALL[name]))


@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_every_role_as_its_guard_and_the_table_say(scene: Scene, role: str) -> None:
    person, client = scene.people[role] or AnonymousUser(), signed_in(scene, role)
    met = {name: answer(scene, client, name) for name in ALL}

    wrong = {}
    for name, status in met.items():
        if guard_of(ALL[name])(person):
            allowed = status < 500 and status != 403
        else:
            # Who is not signed in is led to sign in; a form's answer keeps what was typed.
            asked_to_sign_in = scene.people[role] is None and METHODS[name] == "GET"
            allowed = status == (302 if asked_to_sign_in else 403)
            met[name] = 403
        if not allowed:
            wrong[name] = status
    assert wrong == {}
    hold_column(
        "pages",
        role,
        {row_of(name): mark(status) for name, status in met.items()},
        {row_of(name): words_of(guard_of(ALL[name])) for name in ALL},
    )


STRANGERS = ("stranger", "other_district", "ended_office", "administrator")
OF_ONE_APPLICATION = sorted(
    name
    for name, route in ALL.items()
    if {"application_id", "attachment_id", "designation_id", "screening_id"} & set(route.pattern.converters)
    and guard_of(route) is not anybody
)


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_find_nothing_of_an_application_or_a_screening(scene: Scene, role: str) -> None:
    client = signed_in(scene, role)
    found = {
        name: status
        for name in OF_ONE_APPLICATION
        if (status := answer(scene, client, name)) not in (403, 404)
    }

    assert found == {}


def test_an_act_of_a_stranger_leaves_no_step(scene: Scene) -> None:
    before = scene.application.steps.count()

    for role in STRANGERS:
        client = signed_in(scene, role)
        for name in ("act", "review-act"):
            client.post(address_of(ALL[name], scene.arguments()))

    assert scene.application.steps.count() == before
