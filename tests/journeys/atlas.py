"""Every page of the site with an example of its address, and who opens it: the table that new pages enter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unittest.mock import patch

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.tokens import default_token_generator
from django.urls import URLPattern
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from linxuan.workflow import Act
from linxuan_site.actions import scan_work
from linxuan_site.actions.bulk import carry_on, confirm_bulk
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.files import Upload
from linxuan_site.actions.list_imports import receive_list
from linxuan_site.actions.lists import save_list
from linxuan_site.actions.objections import NewObjection, file_objection
from linxuan_site.actions.packages import receive_package
from linxuan_site.actions.people import Duty, invite
from linxuan_site.actions.proposals import propose_revocation
from linxuan_site.actions.revocations import Said, take_step
from linxuan_site.actions.second_factors import new_secret
from linxuan_site.actions.tokens import make_token
from linxuan_site.actions.webhooks import enter_webhook, ping
from linxuan_site.demo.people import administrator, credit_code
from linxuan_site.models import Account, Message, Objection, Office, Publicity
from linxuan_site.queries.calls import definition_of
from tests.journeys.crowd import ENTITY, Crowd
from tests.journeys.stage import DISTRICT
from tests.site.administration.packages import archive, changed
from tests.site.life.conftest import CALL, Life
from tests.site.scans.sealed import DOUBTED, Looks, blank_print
from tests.support.routes import address_of, guard_of, methods_of, routes

EDITOR = "editor-9"
PEOPLE = {
    "nobody": ("",),
    "applicant": ("applicant-9", "applicant-7", "applicant-1", ENTITY),
    "editor": (EDITOR,),
    "district": (f"district-{DISTRICT}",),
    "city": ("city",),
    "administrator": ("administrator",),
}
"""User names by role."""
NO_PAGES = {
    "api-viewer",
    "notice-file",
    "deadlines-file",
    "application-deadlines",
    "package-file",
    "package-paper",
    "register-csv",
    "register-feed",
    "register-json",
    "seeing-csv",
    "findings",
    "thread-file",
    "file",
    "form-pdf",
    "paper-file",
    "desk-summary-file",
    "list-csv",
    "list-xlsx",
    "register-rows-csv",
    "register-rows-xlsx",
    "export-status",
    "export-file",
    "objection-file",
    "revocation-file",
    "screening-example",
    "screening-status",
    "screening-file",
    "paper-about",
    "envelope-file",
    "receipt-pdf",
    "scan-status",
    "scan-picture",
    "sign-in-passkey",
    "factor-codes-file",
    "openid_connect_login",
    "openid_connect_callback",
    # Pages between the two proofs, or after a third one: test_second_factor.py and test_passkey.py look at them.
    "second-factor",
    "factor-new",
    "factor-app",
    "factor-passkey",
    "factor-codes",
}
"""What answers with a file, with a part of a page, or with the viewer that a package brings (`test_connections`)."""


@dataclass(frozen=True)
class Visit:
    """Somebody of a role opens an address of a route."""

    role: str
    username: str
    route: str
    address: str


class Atlas:
    """The crowd with what only some pages show, and an example for every argument of an address."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.known = {
            "call": CALL,
            "procedure": "enterprise",
            "round_id": "evaluation-2023",
            "year": 2023,
            "stage": "nominated",
            "designation_id": crowd.entity.pk,
            "office_id": crowd.life.district.office_id,
            "account_id": crowd.life.district.pk,
            **_made(crowd),
        }
        self.accounts = {one.username: one for one in Account.objects.all()}

    def addresses(self, route: URLPattern) -> Iterator[str]:
        """Examples of a route: those of the table, else the one that its arguments make."""
        table = self._table()
        for one in table.get(str(route.name), [{}]):
            more, query = ({}, one) if isinstance(one, str) else (one, "")
            given = {**self.known, **more}
            lacking = set(route.pattern.converters) - set(given)
            assert not lacking, f"{route.name} is new: give an example of its {lacking} in {__file__}"
            yield address_of(route, given) + query

    def visits(self) -> Iterator[Visit]:
        """Every page of every role whom its guard lets in; who may not see that one thing finds nothing."""
        for role, usernames in PEOPLE.items():
            for username in usernames:
                reader = self.accounts.get(username, AnonymousUser())
                for route in pages():
                    if guard_of(route)(reader):
                        yield from (
                            Visit(role, username, str(route.name), address)
                            for address in self.addresses(route)
                        )

    def _table(self) -> dict[str, Sequence[str | Mapping[str, object]]]:
        """Arguments of the routes that want an example of their own, or several; a text is a query."""
        crowd = self.crowd
        filed = [crowd.draft, crowd.submitted, crowd.resubmitted, crowd.returned, crowd.recommended]
        every = [{"application_id": one.pk} for one in (*filed, crowd.nominated, crowd.report)]
        form = ("identity", "mode", "economics", "measures", "advantage", "declarations", "files")
        return {
            "application": every,
            "review": every,
            "thread": every[:3],
            "package-review": ["?office=district", "?office=city"],
            "copy": [{"application_id": crowd.draft.pk}],
            "print": [{"application_id": one.pk} for one in (crowd.draft, crowd.resubmitted)],
            "readers": [{"application_id": one.pk} for one in (crowd.draft, crowd.resubmitted)],
            "changes": [{"application_id": one.pk} for one in (crowd.draft, crowd.resubmitted)],
            "section": [
                *({"application_id": crowd.draft.pk, "section": one} for one in form),
                {"application_id": crowd.returned.pk, "section": "economics"},
            ],
            "review-section": [
                {"application_id": crowd.submitted.pk, "section": "district-review"},
                {"application_id": crowd.recommended.pk, "section": "city-review"},
            ],
            "file-preview": [{"attachment_id": crowd.submitted.attachments.earliest("pk").pk}],
            "file-original": [{"attachment_id": crowd.submitted.attachments.earliest("pk").pk}],
            "scan": [
                {"application_id": crowd.submitted.pk, "examination_id": self.known["examination_id"]},
            ],
            "review-remark": [{"application_id": crowd.submitted.pk, "field": "address"}],
            "hand-on": [{"office_id": self.known["ended"]}],
            "order": [{"quota": one} for one in ("enterprise", "city-industrial-design")],
            "list": ["", "?stage=city&text=5"],
            "compare": [f"?chosen={crowd.recommended.pk}&chosen={crowd.nominated.pk}"],
            "screening": [{"screening_id": one.pk} for one in crowd.screenings],
            "guide": [{"procedure": one} for one in ("enterprise", "platform", "city")],
            "self-check": [{"procedure": one} for one in ("enterprise", "platform")],
            "invitation": [{"token": self.known["invitation"]}],
            "message": [{"message_id": one.pk} for one in Message.objects.order_by("pk")[:12]],
        }


def pages() -> Iterator[URLPattern]:
    """Every route that shows a page."""
    return (one for one in routes() if "GET" in methods_of(one) and one.name not in NO_PAGES)


def _made(crowd: Crowd) -> dict[str, object]:
    """Things that somebody made, each for the page that shows it: an argument by its name."""
    life = crowd.life
    applicant = life.applicant(9)
    editor = life.colleague(applicant, EDITOR)
    TOTP.activate(editor, new_secret())
    invited = invite(
        applicant.organisation,
        full_name="邀示例",
        email="invited@example.com",
        duty=Duty(role="editor"),
        by=applicant,
        link=lambda token: f"/invitations/{token}/",
    )
    extend_deadline(
        CALL,
        "delivery",
        date(2023, 5, 19),
        account=life.city,
        reason="系统检修",
        document="示例发〔2023〕1号",
    )
    save_list(CALL, "市里的", {"stage": "city"}, account=life.city)
    package = receive_package(
        "新版.zip",
        archive(changed(b"chars = 2000", b"chars = 1500", path="forms/fields.toml"), CALL),
        call=CALL,
        by=administrator(),
    )
    webhook = enter_webhook(url="https://erp.example.com/", topics=["application.moved"], by=applicant)
    ping(webhook.webhook.pk, by=applicant)
    make_token(name="申报系统", scopes=["read", "fill"], expires_on=None, by=applicant)
    return {
        "webhook_id": webhook.webhook.pk,
        "person_id": editor.pk,
        "invitation": invited.token,
        "objection_id": _objection().pk,
        "bulk_id": _bulk(crowd),
        "examination_id": _examined(crowd),
        "package_id": package.pk,
        "upload_id": _list(life),
        "case_id": _case(crowd),
        "ended": _ended(life),
        "uid": urlsafe_base64_encode(force_bytes(applicant.pk)),
        "token": default_token_generator.make_token(applicant),
    }


def _case(crowd: Crowd) -> int:
    """A revocation of which the entity was told, and to which it may answer."""
    city = crowd.life.city
    call = definition_of(crowd.life.published)
    case = propose_revocation(call, crowd.entity, reason="已停止经营（示例）", account=city)
    take_step(case.pk, "notify", Said(), account=city)
    return case.pk


def _list(life: Life) -> int:
    """A list of an earlier cohort with a row that is known under another name, and one that is new."""
    rows = f"名称,信用代码\n示例改名公司,{credit_code(9)}\n示例未知公司,\n".encode()
    whole = {"cohort": "3", "track": "enterprise", "document": "第3批认定文件（示例）"}
    return receive_list(CALL, "第三批.csv", rows, given=whole, by=life.city).pk


def _ended(life: Life) -> int:
    """An office that ended without a successor, to which somebody applied all the same."""
    office = Office.objects.get(kind="district", key="210204")
    office.valid_until = date(2023, 4, 30)
    office.save(update_fields=["valid_until"])
    life.draft(31, district=office.key)
    return office.pk


def _objection() -> Objection:
    wish = NewObjection(
        kind="person",
        name="举报示例人",
        contact="0411-8888 0000",
        entry=Publicity.objects.get().entries.earliest("pk").pk,
        text="服务收入与年报不符",
        key="one",
        statement=Upload("异议书.pdf", b"%PDF-1.7 statement"),
        evidence=[Upload("证据.pdf", b"%PDF-1.7 evidence")],
    )
    return file_objection(CALL, wish, sender="here")


def _bulk(crowd: Crowd) -> int:
    """An act on two that came to nothing: one is named already, one was not received in time to be asked."""
    seen = {one.pk: 1 for one in (crowd.recommended, crowd.nominated)}
    act = Act("nominate", reason="名额线上的并列由集体讨论决定。（示例）")
    bulk = confirm_bulk(CALL, act, seen, account=crowd.life.city, key="one")
    return carry_on(bulk.pk, account=crowd.life.city).pk


def _examined(crowd: Crowd) -> int:
    """The scans that were handed in are examined, with a doubt of each kind of picture and none."""
    looks = Looks()
    looks.says = DOUBTED
    with (
        patch.object(scan_work, "examine_scan", looks),
        patch.object(scan_work, "printed_form", blank_print),
    ):
        scan_work.work_on_scans()
    return crowd.submitted.scan_examinations.latest("pk").pk
