"""What a decision brings beside the loss of the title: who may not apply, who may not recommend, until when."""

from datetime import date

import pytest

from linxuan.errors import Refused
from linxuan.programme.definition import Length, OfficeBan, StandingRule
from linxuan_site.actions.applications import refuse_banned
from linxuan_site.actions.revocations import take_step
from linxuan_site.models import Ban
from linxuan_site.queries.bans import ban_under, bans_of_applicant, bans_of_office
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import Life, On
from tests.site.life.test_revocations import AFTER, DECISION, Said, ceased


def decided(life: Life, on: On) -> Ban:
    """A decision by a rule that bans for three years, and its office for one."""
    case = ceased(life)
    take_step(case.pk, "notify", Said(), account=life.city)
    rule: StandingRule = definition_of(life.published).standings["ceased"]
    banned = {"ban": Length(3, "y"), "office_ban": OfficeBan("district", Length(1, "y"))}
    object.__setattr__(rule, "ban", banned["ban"])
    object.__setattr__(rule, "office_ban", banned["office_ban"])
    try:
        with on(AFTER):
            take_step(case.pk, "revoke", DECISION, account=life.city)
    finally:
        object.__setattr__(rule, "ban", None)
        object.__setattr__(rule, "office_ban", None)
    return Ban.objects.get(organisation__isnull=False)


def test_a_decision_bans_the_entity_and_the_office_that_recommended_it(life: Life, on: On) -> None:
    ban = decided(life, on)
    call = definition_of(life.published)

    assert (ban.from_day, ban.until_day, ban.clause) == (date(2023, 5, 29), date(2026, 5, 28), "三(一)")
    with on("2024-05-28"):
        assert ban_under(call, bans_of_office(life.district.office)) is not None
        assert ban_under(call, bans_of_office(life.other_district.office)) is None
    with on("2024-05-29"):
        assert ban_under(call, bans_of_office(life.district.office)) is None
    with on("2026-05-29"):
        assert ban_under(call, bans_of_applicant(ban.organisation)) is None


def test_who_is_banned_files_nothing_new_and_is_told_until_when_and_by_which_clause(
    life: Life, on: On
) -> None:
    draft = life.draft(1)
    ban = decided(life, on)
    draft.organisation = ban.organisation  # type: ignore[assignment]
    call = definition_of(life.published)
    with on("2023-06-01"), pytest.raises(Refused, match="2026-05-28") as refused:
        refuse_banned(call, draft, "submit", life.applicant(1))

    assert (refused.value.code, refused.value.clause) == ("ban", "三(一)")


def test_an_office_that_is_banned_recommends_nothing(life: Life, on: On) -> None:
    application = life.submitted(1)
    decided(life, on)

    with on("2023-05-29"), pytest.raises(Refused, match="不能推荐"):
        life.act(application, "recommend", life.district, opinion="同意推荐")


def test_a_ban_ends_with_its_decision(life: Life, on: On) -> None:
    ban = decided(life, on)
    with on("2023-06-01"):
        annulled = Said(reason="法院判决", document="判决1号")
        take_step(ban.step.case_id, "annul", annulled, account=life.city)

        assert ban_under(definition_of(life.published), bans_of_applicant(ban.organisation)) is None
