"""What is sent in a race: the example of the document, made to fit the scene on which races are run.

An example names a thing that is not there, a day to come, or a state that nobody saw; then nobody would ever win.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.races.ground import DAY

if TYPE_CHECKING:  # operations are imported when the site is ready
    from tests.support.operations import Operation

Arguments = Mapping[str, Any]
A_PDF = ("材料.pdf", b"%PDF-1.7 raced")
Fitted = Callable[[Arguments], Mapping[str, Any]]
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Form(dict[str, Any]):
    """The fields of a form; a file is its name and its bytes."""


def fitting_body(operation: "Operation", schemas: Mapping[str, Any], arguments: Arguments) -> Any:
    """Return what an operation takes, as JSON or as the fields of a form; None where it takes nothing."""
    fitted = FITTED[operation.name](arguments) if operation.name in FITTED else {}
    if operation.takes_files:
        return Form(fitted)
    body = _not_to_come(operation.body(dict(schemas)))
    return {**body, **fitted} if isinstance(body, dict) else body


def told_apart(name: str, arguments: Arguments) -> dict[str, object]:
    """Return the arguments that mean something else in this operation than in most."""
    if "{delivery_id}" in name:
        return _delivery(name)
    if name.endswith("/papers/{paper}/about/{subject_id}"):
        return {"paper": "revocation-proposal", "subject_id": arguments["case_id"]}
    if name.startswith("post /invitations/"):
        return {"token": arguments["invited"]}
    if "/order/" in name or name.endswith("/place"):
        return {"application_id": arguments["waiting_id"]}
    if "/attachments/" in name:
        return {"application_id": arguments["draft_id"], "attachment_id": arguments["draft_file_id"]}
    return {}


def _delivery(name: str) -> dict[str, object]:
    """A message of a webhook, or one of the outbox in the state that the operation ends."""
    from linxuan_site.models import Delivery, WebhookDelivery

    if name.startswith("post /webhooks/"):
        sent = WebhookDelivery.objects.earliest("pk")
        return {"delivery_id": sent.pk, "webhook_id": sent.webhook_id}
    state = {"hold": "waiting", "release": "held"}.get(name.rpartition("/")[2], "sent")
    row = Delivery.objects.filter(state=state).first()
    return {"delivery_id": row.pk} if row else {}


def possible_act(application: int) -> dict[str, object]:
    """Return all that an act may ask for, by somebody who saw the application as it is now."""
    return {
        "seen": _steps(application),
        "opinion": "同意（示例）",
        "reason": "并列取先（示例）",
        "document": "示例发〔2023〕1号",
        "papers": ["application"],
        "received_on": DAY,
        "copies": 3,
        "restated_on": DAY,
        "grade": "qualified",
        "reasons": {},
    }


def _not_to_come(example: Any) -> Any:
    """The same with no day after that of the scene."""
    if isinstance(example, dict):
        return {name: _not_to_come(value) for name, value in example.items()}
    if isinstance(example, list):
        return [_not_to_come(one) for one in example]
    return DAY if isinstance(example, str) and _A_DAY.fullmatch(example) and example > DAY else example


def _steps(application: int) -> int:
    from linxuan_site.models import Step

    return Step.objects.filter(application=application).count()


def _answers(arguments: Arguments) -> dict[str, Any]:
    from linxuan_site.models import Application

    return {"version": Application.objects.get(pk=arguments["application_id"]).version}


def _earlier(arguments: Arguments) -> dict[str, Any]:
    from linxuan_site.models import Application

    earlier = Application.objects.get(pk=arguments["earlier_id"]).version
    return {**_answers(arguments), "earlier_version": earlier, "take": ["address"]}


def _many(arguments: Arguments) -> dict[str, Any]:
    from linxuan.workflow import Act
    from linxuan_site.actions.bulk import rehearse
    from linxuan_site.actions.rehearsed import digest_of
    from linxuan_site.models import Account

    words: dict[str, Any] = {"opinion": "材料不全（示例）", "reason": "", "document": ""}
    words |= {"received_on": None, "copies": None}
    act, ids = Act("pass-over", **words), [arguments["waiting_id"]]
    city = Account.objects.get(pk=arguments["city_id"])
    rehearsal = rehearse(arguments["call"], act, ids, account=city)
    digest = digest_of(arguments["call"], act, rehearsal, account=city)
    return {"action": act.action, "applications": ids, "digest": digest, **words}


def _order(arguments: Arguments) -> dict[str, Any]:
    waiting = arguments["waiting_id"]
    return {"places": [{"application": waiting, "score": "91.50", "seen": 0}]}


def _erased(arguments: Arguments) -> dict[str, Any]:
    from linxuan_site.queries.calls import current_call, definition_of
    from linxuan_site.queries.keeping import digest_of_due, due_for_erasing

    return {"seen": digest_of_due(due_for_erasing(definition_of(current_call(arguments["call"]))))}


def _entered(arguments: Arguments) -> dict[str, Any]:
    from linxuan_site.actions.list_imports import preview_of_upload
    from linxuan_site.models import ListUpload
    from linxuan_site.queries.calls import current_call, definition_of

    call = definition_of(current_call(arguments["call"]))
    preview = preview_of_upload(call, ListUpload.objects.get(pk=arguments["upload_id"]))
    return {"decisions": {}, "seen": preview.seen}


def _published(arguments: Arguments) -> dict[str, Any]:
    from linxuan_site.models import UploadedPackage

    return {"digest": UploadedPackage.objects.get(pk=arguments["package_id"]).digest}


def _credit(_arguments: Arguments) -> dict[str, Any]:
    return {
        "source": "信用中国（示例）",
        "checked_at": f"{DAY}T09:00:00+08:00",
        "clear": "true",
        "proof": A_PDF,
    }


def _objection(arguments: Arguments) -> dict[str, Any]:
    from linxuan_site.models import Publicity

    entry = Publicity.objects.get(pk=arguments["publicity_id"]).entries.earliest("pk").pk
    said = {"kind": "person", "name": "又一人", "contact": "0411-8888 1111", "text": "服务收入与年报不符"}
    return {**said, "entry": entry, "statement": A_PDF, "evidence": A_PDF}


def _holidays(_arguments: Arguments) -> dict[str, Any]:
    return {"table": ("节假日.csv", "日期,休班\n2029-05-01,休\n".encode()), "document": "示例通知〔2028〕1号"}


def _statuses(_arguments: Arguments) -> dict[str, Any]:
    table = "名称,经营状态\n示例1号有限公司,注销\n"
    return {"file": ("状态.csv", table.encode()), "source": "示例查询", "decisions": "{}"}


def _checked(arguments: Arguments) -> dict[str, Any]:
    from linxuan_site.models import GradeRecord

    entered = GradeRecord.objects.filter(designation=arguments["designation_id"])
    return {"ids": [entered.latest("pk").pk], "step": "checked"}


def _of_the_entity(arguments: Arguments) -> dict[str, Any]:
    return {"document": "示例部评估通报〔2023〕2号", "text": "示例1号有限公司\t合格"}


FITTED: Mapping[str, Fitted] = {
    "patch /applications/{application_id}/answers": _answers,
    "post /applications/{application_id}/earlier/{earlier_id}": _earlier,
    "post /applications/{application_id}/acts/{action}": lambda own: possible_act(own["application_id"]),
    "post /applications/{application_id}/acts/{action}/preview": lambda own: possible_act(
        own["application_id"]
    ),
    "post /applications/{application_id}/help": lambda own: {"office": own["office_id"]},
    "post /calls/{call}/extensions": lambda _own: {"day": "2023-05-20", "deadline": "delivery"},
    "post /calls/{call}/bulk": _many,
    "post /calls/{call}/bulk/preview": _many,
    "put /calls/{call}/order/{quota}": _order,
    "post /calls/{call}/order/{quota}/move/{application_id}": lambda _own: {"seen": 0, "to": 1},
    "post /calls/{call}/keeping/erase": _erased,
    "post /calls/{call}/arrivals": lambda own: {"application": own["application_id"]},
    "post /objections/{objection_id}/steps": lambda _own: {"seen": 1, "state": "accepted", "removal": ""},
    "post /entities/{designation_id}/merger": lambda own: {
        "other": own["other_id"],
        "lives_on": own["designation_id"],
    },
    "post /register/lists/{upload_id}/enter": _entered,
    "post /calls/{call}/rounds/{round_id}/grades": _of_the_entity,
    "post /calls/{call}/rounds/{round_id}/grades/preview": _of_the_entity,
    "post /calls/{call}/rounds/{round_id}/grades/steps": _checked,
    "post /calls/{call}/rounds/{round_id}/list/additions": lambda own: {"entity": own["other_id"]},
    "post /calls/{call}/rounds/{round_id}/list/reminders": lambda own: {"reports": [own["report_id"]]},
    "post /calls/{call}/rounds/{round_id}/no-grades": lambda own: {"entities": [own["designation_id"]]},
    "patch /me": lambda _own: {"full_name": "改名示例", "email": ""},
    "post /me/delegations": lambda own: {"delegate": own["colleague_id"]},
    "post /administration/offices": lambda own: {"authority": own["authority"]},
    "post /administration/people": lambda own: {"office": own["office_id"]},
    "post /administration/people/{account_id}/move": lambda _own: {"organisation": "示例旁人有限公司"},
    "post /administration/packages/{package_id}/publish": _published,
    "post /applications/{application_id}/acts/{action}/scan": lambda _own: {
        "file": A_PDF,
        "paper": "application",
    },
    "post /applications/{application_id}/credit-checks": _credit,
    "post /applications/{application_id}/files/{field}": lambda _own: {"file": A_PDF},
    "post /applications/{application_id}/thread": lambda _own: {"text": "请看附件（示例）", "file": A_PDF},
    "post /calls/{call}/objections": _objection,
    "post /calls/{call}/objections/written": lambda own: {**_objection(own), "received_on": DAY},
    "post /calls/{call}/register/lists": lambda _own: {
        "file": ("名单.csv", "名称,信用代码\n示例又一家公司,\n".encode()),
        "cohort": "3",
        "track": "enterprise",
        "document": "第3批认定文件（示例）",
    },
    "post /calls/{call}/screenings": lambda _own: {"file": ("名录.csv", b"name\n"), "track": "enterprise"},
    "post /calls/{call}/statuses": _statuses,
    "post /calls/{call}/statuses/look": _statuses,
    "post /revocations/{case_id}/{act}": lambda _own: {
        "text": "情况属实（示例）",
        "received_on": DAY,
        "reason": "示例",
    },
    "post /verify/file": lambda _own: {"file": A_PDF},
    "post /administration/holidays": _holidays,
    "post /administration/holidays/preview": _holidays,
}
"""What of an example has to be otherwise, by operation; of a form with files, its fields."""
