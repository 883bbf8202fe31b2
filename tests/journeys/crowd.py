"""A call in the middle of its life, with something on every page; and the pages of every role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.grades import record_grade, record_status
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of, officer_of
from linxuan_site.models import Account, Application, Designation, Office, PublishedCall, Screening
from linxuan_site.queries.screenings import folder_of
from tests.journeys.stage import DISTRICT, Stage
from tests.site.life.conftest import CALL, Life
from tests.site.screening.results import CURVE, RESULT

LITTLE = {"2020": "100", "2021": "100", "2022": "100"}
ENTITY = "entity-1"

OBJECTING = tuple(f"/calls/{CALL}/publicity/{one}/" for one in ("object", "objection"))


@dataclass
class Crowd:
    """Applications by where they stand, and two designated entities."""

    life: Life
    draft: Application
    submitted: Application
    resubmitted: Application
    returned: Application
    recommended: Application
    nominated: Application
    report: Application
    entity: Designation
    screenings: Sequence[Screening]

    def pages(self) -> Iterator[tuple[str, str]]:
        """User name ('' for nobody) and address of every page, those of a person one after another."""
        for address in (
            "/",
            f"/calls/{CALL}/",
            f"/calls/{CALL}/publicity/",
            f"/calls/{CALL}/results/",
            "/open-data/",
            *OBJECTING,
            "/register/",
            "/glossary/",
        ):
            yield "", address
        yield from (("", f"/calls/{CALL}/{page}/platform/") for page in ("guide", "self-check"))
        yield from (("", address) for address in ("/sign-in/", "/sign-up/", "/nowhere/"))
        yield from (("applicant-9", address) for address in self._form(self.draft))
        for one, username in ((self.returned, "applicant-7"), (self.nominated, "applicant-1")):
            yield username, f"/applications/{one.pk}/"
            yield username, f"/applications/{one.pk}/form/economics/"
        yield "applicant-1", "/desk/"
        yield from ((ENTITY, address) for address in ("/my/", f"/register/{self.entity.pk}/"))
        yield from ((f"district-{DISTRICT}", address) for address in self._district())
        yield from (("city", address) for address in self._city())

    def _form(self, application: Application) -> Iterator[str]:
        sections = ("identity", "mode", "economics", "measures", "advantage", "declarations", "files")
        yield "/my/"
        yield f"/applications/{application.pk}/"
        yield f"/applications/{application.pk}/print/"
        yield f"/applications/{application.pk}/copy/"
        yield from (f"/applications/{application.pk}/form/{one}/" for one in sections)

    def _district(self) -> Iterator[str]:
        yield "/desk/"
        yield f"/desk/{CALL}/summary/"
        for one in (
            self.draft,
            self.submitted,
            self.resubmitted,
            self.returned,
            self.recommended,
            self.report,
        ):
            yield f"/desk/applications/{one.pk}/"
        yield f"/desk/applications/{self.submitted.pk}/remarks/address/"
        yield f"/desk/applications/{self.submitted.pk}/section/district-review/"
        yield f"/desk/{CALL}/papers/"
        yield f"/evaluation/{CALL}/evaluation-2023/"

    def _city(self) -> Iterator[str]:
        yield "/desk/"
        yield f"/desk/applications/{self.recommended.pk}/"
        yield f"/desk/applications/{self.recommended.pk}/section/city-review/"
        yield f"/desk/{CALL}/papers/"
        yield f"/board/{CALL}/"
        yield from (f"/board/{CALL}/{line}/" for line in ("enterprise", "city-industrial-design"))
        own = f"/selection/{CALL}"
        yield from (f"{own}/{one}/" for one in ("list", "deadlines", "exports", "objections"))
        yield f"{own}/list/?stage=city&text=5"
        yield f"/board/{CALL}/publicity/preview/nominated/"
        yield f"{own}/compare/?chosen={self.recommended.pk}&chosen={self.nominated.pk}"
        yield f"/screening/{CALL}/"
        yield f"/screening/{CALL}/new/enterprise/?from={self.screenings[0].pk}"
        yield from (f"/screening/{CALL}/{one.pk}/" for one in self.screenings)
        yield f"/evaluation/{CALL}/evaluation-2023/"
        yield f"/register/{self.entity.pk}/"


def crowd_of(stage: Stage) -> Crowd:
    """Fill the call with applications at every stage."""
    stage.on("2023-05-12")
    life = _life()
    recommended = [life.recommended(number) for number in range(1, 6)]
    for application, score in zip(recommended, ("95", "90", "88", "88"), strict=False):
        place(application.pk, account=life.city, score=Decimal(score))
    for application in recommended[:2]:
        life.act(application, "nominate", life.city)
    open_publicity(CALL, "nominated", account=life.city)
    for paper in ("summary", "opinion"):
        issue_paper(CALL, paper, account=life.district)
    report, entity = _designated(stage, life)
    return Crowd(
        life=life,
        draft=life.draft(9),
        submitted=life.submitted(6, service_income_direct=LITTLE),
        resubmitted=_resubmitted(life),
        returned=_returned(life, 7),
        recommended=recommended[2],
        nominated=recommended[0],
        report=report,
        entity=entity,
        screenings=screenings_of(life.city, CALL),
    )


def screenings_of(account: Account, call: str) -> Sequence[Screening]:
    """A screening that is done, one at work, one that failed, one that nothing works on, a deleted one."""
    now = timezone.now()
    later = now + timedelta(days=1)
    states: Sequence[dict[str, Any]] = (
        {"state": "done", "finished_at": now, "result": RESULT, "curve": CURVE},
        {"state": "running", "worker": "1", "beat_at": later, "stage": "判断", "percent": 45},
        {"state": "failed", "finished_at": now, "fault": "名录读不了"},
        {"state": "running", "worker": "1", "beat_at": now - timedelta(days=1)},
        {"state": "done", "finished_at": now, "deleted_at": now, "deleted_by": account},
    )
    asked = [
        Screening.objects.create(
            published_call=PublishedCall.objects.get(),
            call=call,
            office=account.office,
            asked_by=account,
            asked_at=now,
            language="zh-hans",
            folder=f"folder-{number}",
            file_name=f"register-{number}.csv",
            file_size=100,
            file_digest="ab" * 32,
            track="enterprise",
            overrides={"service_share_min": "25%"},
            **state,
        )
        for number, state in enumerate(states)
    ]
    _give_files(asked[0])
    return asked


def _give_files(screening: Screening) -> None:
    folder = folder_of(screening)
    folder.mkdir(parents=True)
    for name in ("register.csv", "unreadable.csv"):
        (folder / name).write_text("row\n", "utf-8")
    screening.files = dict.fromkeys(("xlsx", "csv", "parquet", "unreadable", "curve"), "unreadable.csv")
    screening.save(update_fields=["files"])


def _life() -> Life:
    offices = {one.key: officer_of(one) for one in Office.objects.filter(key__in=(DISTRICT, "210202", ""))}
    return Life(PublishedCall.objects.get(), offices[DISTRICT], offices["210202"], offices[""])


def _returned(life: Life, number: int) -> Application:
    application = life.submitted(number)
    life.act(application, "return", life.district, opinion="第4页与申报书不一致，请核对。")
    application.refresh_from_db()
    return application


def _resubmitted(life: Life) -> Application:
    application = _returned(life, 8)
    account = life.applicant(8)
    save_answers(application.pk, {"address": "示例新址"}, account=account, version=application.version)
    life.act(application, "submit", account)
    return application


def _designated(stage: Stage, life: Life) -> tuple[Application, Designation]:
    row = {"cohort": "2", "track": "enterprise", "document": "认定文件（示例）", "in_charge": DISTRICT}
    entities = [
        enter_designation(stage.call, {**row, "name": f"示例主体{n}", "credit_code": credit_code(n)})
        for n in (401, 402)
    ]
    member_of("示例主体401", credit_code(401), ENTITY)
    low, entity = "basically_qualified", entities[0]
    record_grade(stage.call, entity, 2021, low, source="通报（示例）", account=life.city)
    day = stage.settings.BUSINESS_DAY
    record_status(
        stage.call, entities[1], "suspended", holds_from=day, source="查询（示例）", account=life.city
    )
    open_round(CALL, "evaluation-2023")
    return Application.objects.get(designation=entities[1]), entity
