"""What an entity is told of a revocation by message: what happened, and what it can do until when."""

from linxuan.programme.definition import Call
from linxuan_site import outbox
from linxuan_site.models import Organisation, RevocationCase, RevocationStep
from linxuan_site.queries.register_lines import line_of

TOLD = ("notify", "extend", "revoke", "keep", "withdraw", "restore", "uphold", "annul")
"""Steps of an office that the entity is told of, once it was notified at all."""
ANSWERED = ("notified", "answered", "revoked")
"""Where it can still say something, until a day."""


def tell_the_entity(call: Call, case: RevocationCase, step: RevocationStep) -> None:
    """Write a message to the people of who has the title; it leaves after the commit."""
    if step.act not in TOLD or case.notified_on is None:
        return
    facts = {
        "title": case.designation.name,
        "programme": call.programme,
        "act": step.act,
        "reason": case.reason if step.act == "notify" else step.reason,
        "document": step.document,
        "state": step.state,
        "until": step.until.isoformat() if step.until and step.state in ANSWERED else "",
    }
    told = outbox.Told(
        "revocation.step",
        f"revocation:{step.pk}",
        facts,
        page=("entity-revocation", case.designation_id),
        about=f"case:{case.pk}",
        by=step.by,
    )
    outbox.announce(told, to=_whom(case))


def _whom(case: RevocationCase) -> Organisation:
    line = line_of(case.designation)
    return line.organisation if line else case.designation.organisation
