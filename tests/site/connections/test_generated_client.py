"""A client that is generated from the served document files an application over HTTP; an office's client acts on it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from http import HTTPStatus
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import requests
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from linxuan.programme.definition import Call
from linxuan_site.actions.tokens import make_token
from linxuan_site.demo.answers import filled_in
from linxuan_site.demo.replay import _file_slots
from linxuan_site.demo.story import read_story
from linxuan_site.models import Account, Application
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, PACKAGE, PDF, REVIEW, Life

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "linxuan_client"
Does = Callable[..., Any]


@pytest.fixture
def served(live_server: LiveServer, settings: Settings) -> str:
    """The address of the site; its threads have the day of the life, too."""
    settings.BUSINESS_DAY = date(2023, 5, 12)
    return str(live_server)


@pytest.fixture
def generated(served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Generate a client from the document as it is served, and let it be imported."""
    document, wishes = tmp_path / "openapi.json", tmp_path / "wishes.yml"
    document.write_bytes(requests.get(f"{served}/api/openapi.json", timeout=60).content)
    wishes.write_text("post_hooks: []\n", "utf-8")
    program = Path(sys.executable).with_name("openapi-python-client")
    given = ["--path", document, "--output-path", tmp_path / NAME, "--meta", "none", "--config", wishes]
    done = subprocess.run(
        [program, "generate", *given], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # What it leaves out are kinds of files: these are read from the answer as they are.
    left_out = [line for line in done.stdout.splitlines() if "Cannot parse" in line]
    assert [line for line in left_out if "Unsupported content_type */*" not in line] == []
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in [one for one in sys.modules if one.partition(".")[0] == NAME]:
        del sys.modules[name]


def does(client: Any) -> Does:
    """Return what calls an operation by its tag and id and returns what it answers; anything but a success fails."""

    def call(tag: str, operation: str, *given: Any, **more: Any) -> Any:
        module = import_module(f"{NAME}.api.{tag}.{operation}")
        answer = module.sync_detailed(*given, client=client, **more)
        assert answer.status_code < HTTPStatus.MULTIPLE_CHOICES, answer.content.decode()
        return answer

    return call


@pytest.fixture
def client_of(served: str, generated: None) -> Iterator[Callable[..., Does]]:
    """Return what makes a client with a token of somebody's place, for some scopes."""
    with ExitStack() as stack:

        def made(account: Account, *scopes: str) -> Does:
            token = make_token(name="系统", scopes=scopes, expires_on=None, by=account).token
            client = import_module(NAME).AuthenticatedClient(base_url=served, token=token, timeout=60)
            return does(stack.enter_context(client))

        yield made


def model(name: str, **values: Any) -> Any:
    return getattr(import_module(f"{NAME}.models"), name).from_dict(values)


def file() -> Any:
    return import_module(f"{NAME}.types").File(BytesIO(PDF.content), PDF.name, "application/pdf")


def answers_for(call: Call, application: Application) -> dict[str, Any]:
    base = read_story(PACKAGE).base["enterprise"]
    given = {**application.answers, **base, "district": "210211"}
    complete = filled_in(call, "enterprise", given, 1)
    return {key: value for key, value in complete.items() if call.fields[key].kind != "file"}


def test_a_generated_client_files_and_an_offices_client_returns_and_recommends(
    life: Life, client_of: Callable[..., Does]
) -> None:
    applicant = client_of(life.applicant(1), "read", "fill", "act", "papers")
    key = filed(applicant, life)
    district = client_of(life.district, "read", "fill", "act")

    seen = district("applications", "applications_application", key).parsed
    assert {one.action for one in seen.acts} >= {"return", "recommend"}
    act(district, key, "return", seen=seen.steps_seen, opinion="请核对营业收入")
    assert (
        applicant("applications", "applications_application", key).parsed.steps[-1].opinion
        == "请核对营业收入"
    )
    act(applicant, key, "submit")
    hand_in(applicant, key)
    version = district("applications", "applications_application", key).parsed.version
    save(district, key, version, REVIEW)
    district("applications", "applications_give_place", key, body=model("PlaceIn", rank=1))
    done = act(district, key, "recommend", opinion="同意推荐", reasons=life.reasons())

    assert done.target == "city"
    steps = applicant("applications", "applications_application", key).parsed.steps
    assert {one.token_name for one in steps} == {"系统"}
    assert [one.action for one in steps] == ["submit", "hand-in", "return", "submit", "hand-in", "recommend"]


def filed(applicant: Does, life: Life) -> int:
    """Begin, fill in, upload, check, submit and hand in an application; return its key."""
    begun = applicant("applications", "applications_begin", CALL, body=model("Begin", procedure="enterprise"))
    key: int = begun.parsed.id
    call = definition_of(life.published)
    save(applicant, key, begun.parsed.version, answers_for(call, Application.objects.get(pk=key)))
    for section in call.forms["enterprise"].sections.values():
        for field in section.fields if section.by == "applicant" else ():
            for slot, _field in _file_slots(call, field):
                body = import_module(f"{NAME}.models").FilesAttachFileMultiPartBodyParams(file=file())
                applicant("applications", "files_attach_file", key, slot, body=body)
    whole = applicant("applications", "applications_application", key).parsed
    assert whole.verdict != "ineligible"
    assert whole.findings
    act(applicant, key, "submit")
    hand_in(applicant, key)
    number = applicant("applications", "applications_application", key).parsed.number
    made = applicant("offices", "papers_issue_about", CALL, "receipt", key).parsed
    receipt = applicant("offices", "papers_file", made.id).content
    assert receipt.startswith(b"%PDF")
    assert Application.objects.get(pk=key).number == number
    return key


def save(client: Does, key: int, version: int, answers: dict[str, Any]) -> None:
    saved = client(
        "applications", "applications_answers", key, body=model("Answers", version=version, answers=answers)
    )
    assert saved.parsed.problems.to_dict() == {}


def act(client: Does, key: int, action: str, **words: Any) -> Any:
    return client("applications", "applications_act", key, action, body=model("ActIn", **words)).parsed


def hand_in(client: Does, key: int) -> None:
    body = import_module(f"{NAME}.models").ApplicationsActWithScanMultiPartBodyParams(
        file=[file()], paper="application"
    )
    client("applications", "applications_act_with_scan", key, "hand-in", body=body)
