"""A ban is shown where somebody looks at what is still missing, with its clause and its last day."""

import pytest

from linxuan_site.actions.drafts import start_application
from linxuan_site.models import Application, Ban
from tests.site.life.conftest import CALL, Life, On
from tests.site.life.test_bans import decided
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def banned(life: Life, on: On, draft: Application) -> None:
    """Let the ban of a decision be of the applicant of a draft."""
    ban = decided(life, on)
    ban.pk, ban.organisation = None, draft.organisation
    Ban.objects.bulk_create([ban])


@pytest.mark.parametrize("is_complete", [True, False])
def test_an_applicant_sees_on_its_draft_that_it_cannot_submit_and_until_when(
    visitor: Visitor, life: Life, on: On, is_complete: bool
) -> None:
    draft = life.draft(1) if is_complete else start_application(life.applicant(1), CALL, "enterprise")
    address, client = f"/applications/{draft.pk}/", visitor(life.applicant(1))
    free = read(client.get(address).content)
    banned(life, on, draft)
    with on("2023-06-01"):
        page = read(client.get(address).content)
    with on("2026-05-29"):
        over = read(client.get(address).content)

    assert "现在不能提交" not in free.text
    assert "到 2026年5月28日24:00为止不能申报" in page.text
    assert "三(一)" in page.text
    assert f"{address}act/submit/" not in [given.get("action") for _name, given in page.tags]
    assert "现在不能提交" not in over.text
