"""Applications under the shipped programme, as far along as a paper needs them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from linxuan_site.actions.calls import publish_call
from linxuan_site.demo.people import credit_code, member_of, officer_of
from linxuan_site.models import (
    Account,
    Application,
    Attachment,
    Office,
    Placement,
    PublishedCall,
    Step,
    Submission,
)
from linxuan_site.queries.calls import definition_of

CALL = "dalian-2023"
DISTRICT, OTHER_DISTRICT = "210213", "210211"
DAY = datetime(2023, 5, 12, 8, tzinfo=UTC)
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "enterprise": {
        "district": DISTRICT,
        "is_legal_person": True,
        "operating_status": "active",
        "industry_code": "3484",
        "mode": "定制化服务",
        "operating_income": {"2020": "14850", "2021": "16240.5", "2022": "18600"},
        "service_income_direct": {"2020": "3604", "2021": "4310", "2022": "5120"},
        "service_income_indirect": {"2020": "540", "2021": "860", "2022": "1200"},
        "measure_strategy": "把服务写进战略。",
        "contact_person": "示例联系人",
        "has_violation": False,
        "review_findings": "只给部门看的初审情况",
        "truthful": True,
    },
    "platform": {"district": DISTRICT, "category": "sharing", "mode": "共享制造", "functions": ["matching"]},
    "city": {"category": "comprehensive", "designated_entities": 6},
    "evaluation-2023": {"district": DISTRICT, "operating_status": "liquidating"},
}


SUBMITS = {"city": "submit-city", "evaluation-2023": "file-report"}


def published() -> PublishedCall:
    found = PublishedCall.objects.filter(call=CALL).first()
    return found or publish_call(Path(__file__).parents[3] / "programmes" / CALL)


def officer(kind: str, key: str = "") -> Account:
    return officer_of(Office.objects.get(authority=published().authority, kind=kind, key=key))


def application(name: str, procedure: str = "enterprise", *, stage: str, **answers: Any) -> Application:
    """An application that was filed; its number follows how many there are."""
    call = published()
    place = Application.objects.count() + 1
    member = member_of(name, credit_code(place), f"member-{place}")
    given = {"name": name, **ANSWERS[procedure], **answers}
    return Application.objects.create(
        published_call=call,
        call=CALL,
        procedure=procedure,
        track=procedure if procedure in definition_of(call).tracks else "enterprise",
        category=given.get("category", ""),
        organisation=member.organisation,
        stage=stage,
        in_charge=given.get("district", ""),
        offices={"district": given["district"]} if "district" in given else {},
        answers=given,
        number=f"5-{procedure[:2].upper()}-{place:04d}",
        filed_on=DAY.date(),
        started_at=DAY,
        changed_at=DAY,
    )


def act(subject: Application, action: str, *, key: str = "", **words: Any) -> Step:
    """A step of an application, as the workflow would have written it."""
    terms = definition_of(subject.published_call).actions[action]
    return Step.objects.create(
        application=subject,
        position=subject.steps.count() + 1,
        action=action,
        kind=terms.kind,
        source=terms.from_stages[0],
        target=terms.to or subject.stage,
        office=terms.by[0],
        office_key=key,
        actor_name="示例",
        at=DAY,
        **words,
    )


def placed(subject: Application, office: str, *, rank: int | None = None, score: str = "") -> None:
    by = officer(office, subject.in_charge if office == "district" else "")
    value = Decimal(score) if score else None
    Placement.objects.create(
        application=subject, office=office, rank=rank, score=value, placed_by=by, placed_at=DAY
    )


def recommended(
    name: str, rank: int | None = None, procedure: str = "enterprise", **answers: Any
) -> Application:
    """An application that its district recommended."""
    subject = application(name, procedure, stage="city", **answers)
    act(subject, "recommend", key=subject.in_charge, opinion=f"同意推荐{name}。")
    if rank:
        placed(subject, "district", rank=rank)
    return subject


def nominated(name: str, score: str, procedure: str = "enterprise", **answers: Any) -> Application:
    """An application that the city nominated."""
    subject = application(name, procedure, stage="nominated", **answers)
    act(subject, "nominate")
    placed(subject, "city", score=score)
    return subject


def filed(subject: Application, **changed: Any) -> Submission:
    """A submission of what the application says now, with the changes."""
    act(subject, SUBMITS.get(subject.procedure, "submit"), key=subject.organisation.identifier)
    return Submission.objects.create(
        application=subject,
        published_call=subject.published_call,
        revision=subject.submissions.count() + 1,
        answers={**subject.answers, "filed_on": "2023-05-12", **changed},
        digest="0123456789abcdef" * 4,
        filed_on=DAY.date(),
        submitted_at=DAY,
    )


def attached(subject: Application, slot: str, name: str) -> Attachment:
    """A file that came before the next submission."""
    return Attachment.objects.create(
        application=subject,
        slot=slot,
        name=name,
        content_type="application/pdf",
        size=9_999,
        digest="feedbeef" * 8,
        revision=subject.submissions.count(),
        uploaded_by=subject.organisation.accounts.get(),
        uploaded_at=timezone.now(),
    )
