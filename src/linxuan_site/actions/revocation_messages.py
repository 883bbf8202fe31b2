"""What an entity is told of a revocation by message: what happened, and what it can do until when."""

from django.utils.translation import gettext as _

from linxuan.programme.definition import Call
from linxuan.revocation.wording import act_name
from linxuan_site import outbox
from linxuan_site.models import Organisation, RevocationCase, RevocationStep
from linxuan_site.queries.register_lines import line_of

TOLD = ("notify", "extend", "revoke", "keep", "withdraw", "restore", "uphold", "annul")
"""Steps of an office that the entity is told of, once it was notified at all."""


def tell_the_entity(call: Call, case: RevocationCase, step: RevocationStep) -> None:
    """Write a message to the people of who has the title; it leaves after the commit."""
    if step.act not in TOLD or case.notified_on is None:
        return
    values = {"title": case.designation.name, "act": act_name(step.act), "programme": call.programme}
    parts = [
        _("%(programme)s，“%(title)s”的示范资格：%(act)s。") % values,
        case.reason if step.act == "notify" else step.reason,
        step.document and _("文件：%(document)s") % {"document": step.document},
        _what_next(step),
    ]
    payload = {
        "subject": _("示范资格：%(act)s（%(title)s）") % values,
        "text": "\n\n".join(part for part in parts if part),
    }
    outbox.announce(f"revocation.{step.act}", to=_whom(case), payload=payload)


def _whom(case: RevocationCase) -> Organisation:
    line = line_of(case.designation)
    return line.organisation if line else case.designation.organisation


def _what_next(step: RevocationStep) -> str:
    values = {"day": step.until.isoformat() if step.until else ""}
    if step.state in ("notified", "answered") and step.until:
        return _("有意见的，请在 %(day)s 24:00 以前登录，在“示范资格”里写明事实和理由，并附材料。") % values
    if step.state == "revoked" and step.until:
        return _("不服的，可以在 %(day)s 24:00 以前登录申诉。") % values
    return ""
