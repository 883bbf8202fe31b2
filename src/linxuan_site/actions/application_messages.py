"""What an applicant is told of a step that an office took, and what to do about it until when."""

from collections.abc import Sequence

from linxuan.programme.definition import Call
from linxuan.workflow import APPLICANT, due
from linxuan_site import clock, outbox
from linxuan_site.models import Application, Remark, Step
from linxuan_site.queries.cases import case_of
from linxuan_site.queries.contact_lines import contact_line
from linxuan_site.queries.remarks import label_of


def tell_the_applicant(call: Call, application: Application, step: Step, remarks: Sequence[Remark]) -> None:
    """Write what an office did to everybody of the applicant; of his own steps, and of a consent, he is not told."""
    if step.office == APPLICANT or step.details.get("agreed"):
        return
    stage = call.stages[step.target]
    back = stage.office == APPLICANT and not stage.end
    facts = {
        "number": application.number or "",
        "name": application.subject,
        "action": call.actions[step.action].name,
        "stage": stage.name,
        "back": back,
        "until": _until(call, application) if back else "",
        "opinion": step.opinion,
        "reason": step.reason,
        "remarks": [{"label": label_of(call, one.field), "text": one.text} for one in remarks],
        "contact": contact_line(call),
    }
    told = outbox.Told(
        "application.step",
        f"step:{step.pk}",
        facts,
        page=("application", application.pk),
        about=f"application:{application.pk}",
        by=step.actor,
    )
    outbox.announce(told, to=application.organisation)


def _until(call: Call, application: Application) -> str:
    """The last day on which it can be submitted again; '' where there is none, or it is past."""
    submits = next(
        (
            one.id
            for one in call.actions.values()
            if one.kind == "submit"
            and application.stage in one.from_stages
            and application.procedure in one.concerns
        ),
        None,
    )
    last = due(call, case_of(application), submits, on=clock.today()) if submits else None
    return last.day.isoformat() if last and last.day >= clock.today() else ""
