"""Every operation of the API, as every role: its guard holds, strangers find nothing, nobody meets a traceback."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client

from linxuan_site.api.doors import api
from linxuan_site.permissions import is_signed_in
from tests.site.doors.scene import ROLES, Scene, scene
from tests.site.doors.test_routes import signed_in, words_of
from tests.support.operations import Operation, document, operations
from tests.support.who_may import hold_column, mark

__all__ = ["scene"]
ALL = {one.name: one for one in operations()}
SCHEMAS = document()["components"]["schemas"]
STRANGERS = ("nobody", "stranger", "other_district", "ended_office", "administrator")
OF_ONE_APPLICATION = sorted(
    name for name, one in ALL.items() if "{application_id}" in one.path or "{screening_id}" in one.path
)


def asked(scene: Scene, client: Client, operation: Operation, *, keep: bool = False, **other: object) -> Any:
    """Send an operation its example, and take back whatever it did, or `keep` it and the answer open."""
    arguments = {**scene.arguments(), "year": 2030, **other}
    path = re.sub(r"{(\w+)}", lambda found: str(arguments[found[1]]), operation.path)
    body = None if operation.takes_files else operation.body(SCHEMAS)
    with transaction.atomic():
        answer = client.generic(
            operation.method.upper(),
            f"/api{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json" if body is not None else "multipart/form-data; boundary=x",
        )
        transaction.set_rollback(not keep)
    if answer.streaming and not keep:
        b"".join(answer)  # closes the file
    return answer


@pytest.mark.parametrize("role", ROLES)
def test_every_operation_answers_every_role_as_its_guard_and_the_table_say(scene: Scene, role: str) -> None:
    person, client = scene.people[role] or AnonymousUser(), signed_in(scene, role)
    met = {name: asked(scene, client, operation).status_code for name, operation in ALL.items()}

    wrong = {}
    for name, status in met.items():
        operation = ALL[name]
        if operation.public or (person.is_authenticated and operation.guard(person)):
            fits = status not in (401, 403, 405) and status < 500
        else:
            fits = status == (403 if person.is_authenticated else 401)
        if not fits:
            wrong[name] = status
    assert wrong == {}
    hold_column(
        "operations",
        role,
        {row_of(ALL[name]): mark(status) for name, status in met.items()},
        {row_of(one): words_of(one.guard) for one in ALL.values()},
    )


def row_of(operation: Operation) -> str:
    """What the table calls an operation."""
    return f"{operation.method.upper()} `{operation.path}`"


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_find_nothing_of_an_application_by_api(scene: Scene, role: str) -> None:
    client = signed_in(scene, role)
    # A form without its fields is refused before anything is looked up.
    nothing = (401, 403, 404, 422)
    found = {
        name: status
        for name in OF_ONE_APPLICATION
        if (status := asked(scene, client, ALL[name]).status_code) not in nothing
        or (status == 422 and not ALL[name].takes_files)
    }

    assert found == {}


@pytest.mark.parametrize("name", sorted(ALL))
def test_what_an_operation_takes_and_answers_is_described(name: str) -> None:
    operation = ALL[name]

    assert operation.described.get("description")
    if operation.guard is not is_signed_in and not operation.public:
        assert "403" in operation.described["responses"]
    if operation.described.get("requestBody") and not operation.takes_files:
        assert operation.body(SCHEMAS), "an example of the body is wanting: see schemas.example"


def test_a_number_beyond_every_row_finds_nothing(scene: Scene) -> None:
    found = {}
    clients = {role: signed_in(scene, role) for role in ("applicant", "city", "administrator")}
    for name, operation in ALL.items():
        for key in re.findall(r"{(\w+_id)}", operation.path)[-1:]:
            for role, client in clients.items():
                status = asked(scene, client, operation, **{key: 10**30}).status_code
                if status not in (403, 404, 422):
                    found[f"{name} as {role}"] = status

    assert found == {}


def test_the_guide_to_the_api_names_every_operation_and_no_other() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8").partition("## Operations")[2]
    told = {
        f"{method.lower()} {path}"
        for methods, path in re.findall(r"`((?:[A-Z]+`,? ?(?:and )?`?)*[A-Z]+) (/[^`]*)`", guide)
        for method in re.findall("[A-Z]+", methods)
    }

    assert told == set(ALL)


def test_no_two_schemas_of_the_api_share_a_name() -> None:
    by_name: dict[str, set[str]] = {}
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                for schema in _schemas_of(operation):
                    by_name.setdefault(schema.__name__, set()).add(schema.__module__)

    assert {name: modules for name, modules in by_name.items() if len(modules) > 1} == {}


def _schemas_of(operation: Any) -> set[type]:
    found: set[type] = set()
    waiting: list[Any] = [*operation.response_models.values(), *operation.models]
    while waiting:
        one = waiting.pop()
        waiting += get_args(one)
        if isinstance(one, type) and hasattr(one, "model_fields") and one not in found:
            found.add(one)
            waiting += [field.annotation for field in one.model_fields.values()]
    return {one for one in found if one.__module__.startswith("linxuan_site")}


def test_a_session_alone_changes_nothing_without_its_token_against_forgery(scene: Scene) -> None:
    person = scene.people["applicant"]
    assert person is not None
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    answer = client.put("/api/contact", {"contact_name": "甲", "phone": "010-12345678"}, "application/json")

    assert answer.status_code == 403
