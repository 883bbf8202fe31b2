"""Forms sent with nothing in them: what is wrong stands at the top, and leads to the field, which says it too."""

import pytest
from django.test import Client

from linxuan_site.models import Account
from tests.journeys.atlas import Atlas, Visit
from tests.journeys.crowd import crowd_of
from tests.journeys.stage import Stage
from tests.site.portal.reading import Page, read
from tests.support.routes import methods_of, routes

NOTHING_IS_ASKED = {
    "keeping",
    "round-ties",
    "section",
    "review-section",
    "self-check",
    "package-form",
    "compare",
    "review-remark",
    "copy",
    "file-original",
    "register-list",
    # Between two proofs: what is wrong there is told by tests/site/portal/test_second_factor.py.
    "second-factor",
    "factor-app",
    "factor-passkey",
    "factor-codes",
    "sign-in-passkey",
}
"""What may be saved unfinished, goes on to another page with what was chosen, or has a button only."""
FORMS = {str(one.name) for one in routes() if {"GET", "POST"} <= methods_of(one)} - NOTHING_IS_ASKED


@pytest.fixture
def visits(stage: Stage) -> list[Visit]:
    """Each form once, as the first who may open it."""
    first: dict[str, Visit] = {}
    for visit in Atlas(crowd_of(stage)).visits():
        if visit.route in FORMS:
            first.setdefault(visit.route, visit)
    return list(first.values())


def test_a_form_sent_empty_says_at_the_top_and_at_its_fields_what_is_missing(visits: list[Visit]) -> None:
    assert {one.route for one in visits} == FORMS
    wrong = {visit.route: found for visit in visits if (found := lacking(visit))}

    assert wrong == {}


def lacking(visit: Visit) -> list[str]:
    client = Client()
    if visit.username:
        client.force_login(Account.objects.get(username=visit.username))
    answer = client.post(visit.address)
    if answer.status_code not in (200, 422):
        return [f"answers {answer.status_code}"]
    page = read(answer.content)
    targets = [one.removeprefix("#") for one in page.links if one.startswith("#") and one != "#main"]
    faults = [] if "lx-errors" in classes(page) else ["no summary"]
    faults += [] if targets else ["no link to a field"]
    faults += [f"no {one}" for one in targets if one not in page.ids]
    faults += [] if "lx-fielderr" in classes(page) else ["no field says it"]
    return faults


def classes(page: Page) -> set[str]:
    return {one for _tag, given in page.tags for one in given.get("class", "").split()}
