"""Whatever is sent to the API, as whoever: what it answers is what its document says, and never a traceback.

Schemathesis makes calls of the document that fit it and that do not, a few of every operation for each role. Ids are
half of the time those of things that there are, so that what lies behind the first look-up is reached.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from linxuan_site.actions.tokens import issue_token
from tests.site.doors.scene import Scene, scene

__all__ = ["scene"]
# The library reads what is downloaded, and leaves it to Python to close the file.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
ROLES = ("nobody", "applicant", "district", "city", "administrator")
EXAMPLES = int(os.environ.get("LINXUAN_API_EXAMPLES", "1"))
"""How many calls of each operation are tried for each role and each sort; `./run check api` tries more."""
SEED = int(os.environ.get("LINXUAN_API_SEED", "1"))
HELD = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)


@pytest.fixture
def headers(scene: Scene, settings: Settings) -> dict[str, dict[str, str]]:
    """What each role sends to be known by."""
    settings.API_CALLS_A_MINUTE = 0
    found = {}
    for role in ROLES:
        person = scene.people[role]
        found[role] = {"Authorization": f"Bearer {issue_token(person, role)}"} if person else {}
    return found


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Let requests keep the connection of the test, as those of Django's own client do."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


def operations() -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    for result in schema.get_all_operations():
        yield result.ok()


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda one: one.value)
def test_every_operation_answers_whatever_is_sent_as_its_document_says(
    scene: Scene, headers: dict[str, dict[str, str]], mode: schemathesis.GenerationMode
) -> None:
    known = {key: str(value) for key, value in scene.arguments().items()}
    found: dict[str, str] = {}
    tried = 0
    for operation in operations():
        try:
            _try(operation, mode, known, headers)
            tried += 1
        except Unsatisfiable:
            continue  # whatever is sent to it fits
        except FailureGroup as group:
            found[operation.label] = "\n".join(str(one) for one in group.exceptions)[:1500]
        except Exception as fault:  # noqa: BLE001 - each is told with its operation
            found[operation.label] = f"{type(fault).__name__}: {fault}"[:1500]

    assert tried > 100
    assert found == {}, "\n\n".join(f"{name}: {fault}" for name, fault in found.items())


def _try(
    operation: Any,
    mode: schemathesis.GenerationMode,
    known: dict[str, str],
    headers: dict[str, dict[str, str]],
) -> None:
    @seed(SEED)
    @settings(
        max_examples=EXAMPLES * len(ROLES),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode), st.sampled_from(ROLES), st.booleans())
    def answered(case: Any, role: str, there_is: bool) -> None:
        if there_is:
            case.path_parameters = {
                name: known.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        with transaction.atomic():
            answer = case.call(headers=headers[role])
            transaction.set_rollback(True)
        case.validate_response(answer, checks=list(HELD))

    answered()
