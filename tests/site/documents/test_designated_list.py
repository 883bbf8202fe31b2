"""The list of designated is made from the register: who has the title, in its order, and anew once that changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from linxuan.errors import Refused
from linxuan.programme.reading import package_files
from linxuan_site import clock
from linxuan_site.actions.calls import publish_files
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Designation, IssuedPaper
from linxuan_site.queries import calls
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.papers import paper_file
from linxuan_site.queries.verifying import verdict_of_number
from tests.site.documents.life import CALL, DISTRICT, officer
from tests.site.documents.reading import text_of
from tests.site.documents.test_notices import revoked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_a_list")]
ON = date(2023, 5, 12)
COHORT = 5
PAPER = """
[paper.designated-list]
kind   = "designated"
name   = "认定名单"
for    = ["enterprise", "platform", "city"]
from   = "city"
copies = 0
source = "authority"
why    = "试"
"""


@pytest.fixture
def with_a_list() -> Iterator[None]:
    """The real package with a list of designated among its papers."""
    calls._definition.cache_clear()
    files = package_files(Path(__file__).parents[3] / "programmes" / CALL)
    files["call.toml"] += PAPER.encode()
    publish_files(files, CALL)
    yield
    calls._definition.cache_clear()


def designated(name: str, number: int, track: str = "enterprise", cohort: int = COHORT) -> Designation:
    given = {"name": name, "credit_code": credit_code(number), "cohort": str(cohort), "track": track}
    document = "《关于公布第五批名单的通告》"
    with clock.on_day(ON):
        return enter_designation(
            definition_of(current_call(CALL)), {**given, "document": document, "in_charge": DISTRICT}
        )


def made(day: date = ON, reference: str = "") -> IssuedPaper:
    with clock.on_day(day):
        return issue_paper_about(
            CALL, "designated-list", COHORT, account=officer("city"), reference=reference
        )


def text(issued: IssuedPaper) -> str:
    with default_storage.open(issued.file) as file:
        return text_of(file.read())


def test_it_lists_who_has_the_title_of_the_cohort_by_track_and_nobody_else() -> None:
    designated("示例平台", 1, "platform")
    designated("示例企业", 2)
    designated("早年企业", 3, cohort=4)
    said = text(made(reference="大工信公告〔2023〕8号"))

    assert said.index("一、示范企业（1个）") < said.index("示例企业") < said.index("二、示范平台")
    assert said.index("二、示范平台") < said.index("示例平台")
    assert "共2个" in said
    assert "早年企业" not in said
    assert "《关于公布第五批名单的通告》" in said
    assert "大工信公告〔2023〕8号" in said


def test_it_stays_the_same_until_the_register_says_something_else() -> None:
    gone = designated("示例企业", 1)
    designated("示例另一企业", 2)
    first = made()
    assert made(date(2023, 5, 20)).pk == first.pk

    with clock.on_day(date(2023, 5, 20)):
        revoked(gone)
    second = made(date(2023, 5, 21))

    assert (second.number, second.revision) == (first.number, 2)
    assert "示例企业" not in text(second)
    assert verdict_of_number(str(first.number), str(first.said)[:16]).outcome == "superseded"


def test_only_the_authority_makes_it_and_everybody_may_have_it() -> None:
    with pytest.raises(Refused):
        made()
    designated("示例企业", 1)
    with clock.on_day(ON), pytest.raises(Refused):
        issue_paper_about(CALL, "designated-list", COHORT, account=officer("district", DISTRICT))

    assert paper_file(AnonymousUser(), made().pk) is not None


def test_the_page_of_the_office_offers_it(client: Client) -> None:
    designated("示例企业", 1)
    client.force_login(officer("city"))
    page = client.get(reverse("desk-papers", args=[CALL])).content.decode()

    assert reverse("paper-about", args=[CALL, "designated-list", COHORT]) in page
