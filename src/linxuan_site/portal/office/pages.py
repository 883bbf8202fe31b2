"""What the desk's pages show, put together from the reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from linxuan.errors import Refused
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Deadline, Field, Section
from linxuan.workflow import Possibility
from linxuan_site import clock
from linxuan_site.permissions import may_see_field
from linxuan_site.portal.deadlines import banner
from linxuan_site.portal.office.forms import ActForm, EarlierDayForm, PlaceForm
from linxuan_site.portal.templatetags.course import TrackedStage
from linxuan_site.queries.calls import current_call, earlier_days
from linxuan_site.queries.cases import kept_attachments
from linxuan_site.queries.desk import Desk, kinds_recorded_by, newest_placement
from linxuan_site.queries.dossiers import Dossier

SILENT = {"submit", "enter"}


@dataclass(frozen=True)
class ActChoice:
    """An act with its form, and what stands against it."""

    possibility: Possibility
    form: ActForm

    @property
    def refusal(self) -> Refused | None:
        """What stands against the act; a scan that its own form takes does not."""
        refusal = self.possibility.refusal
        takes_scans = self.possibility.action.kind in {"hand_in", "lodge"}
        return None if refusal and takes_scans and refusal.code.startswith("need:paper:") else refusal

    @property
    def against(self) -> bool:
        """Tell whether the act goes against the applicant: its button is the quieter one."""
        return self.possibility.action.kind in {"return", "decline", "remove", "veto"}


@dataclass(frozen=True)
class ShownSection:
    """A section of the form with its answers, and its link if this office fills it now."""

    section: Section
    fields: Sequence[tuple[Field, Any]]
    open: bool


def desk_page(desk: Desk) -> dict[str, object]:
    """Return what the work list shows of one call."""
    deadlines = _deadlines(desk.call, list(desk.call.tracks))
    return {"desk": desk, "call": desk.call, "due": banner(deadlines, desk.call.id, clock.today())}


def review_page(
    account: Any,
    dossier: Dossier,
    form: ActForm | None = None,
    *,
    placing: PlaceForm | None = None,
    typed: HttpRequest | None = None,
) -> dict[str, object]:
    """Return what the page of one application shows; `form` is the act that was refused, as typed."""
    application, call = dossier.application, dossier.call
    in_charge = earlier_days(application.published_call, application.in_charge)
    return {
        "dossier": dossier,
        "application": application,
        "call": call,
        "procedure": lookup.procedure(call, application.procedure),
        "category": call.tracks[application.track].categories.get(application.category, ""),
        "stages": _stages(dossier),
        "sections": _sections(account, dossier),
        "files": kept_attachments(application),
        "received": sorted(dossier.case.received.items()),
        "judgements": [one for one in lookup.judgements_of(call, application.procedure) if application.stage in one.stages],
        "choices": _choices(dossier, form),
        "typed": _typed(typed),
        "placement": newest_placement(application, account.office.kind),
        "place_form": placing or PlaceForm(),
        "ranks": call.stages[application.stage].office == account.office.kind and not application.closed,
        "due": banner(
            _deadlines(call, [application.procedure]),
            call.id,
            clock.today(),
            earlier={key: row.day for key, row in in_charge.items()},
        ),
    }


def days_of(account: Any, call: Call, form: EarlierDayForm | None) -> list[dict[str, object]]:
    """Return the deadlines that the account's office may bring forward, with the day that it set."""
    kind, key = account.office.kind, account.office.key
    allowed = [one for one in call.deadlines.values() if one.earlier and one.earlier.by == kind]
    set_days = _set_days(call, key) if allowed else {}
    return [
        {"deadline": one, "set": set_days.get(one.id), "form": form or EarlierDayForm()} for one in allowed
    ]


def _set_days(call: Call, key: str) -> dict[str, Any]:
    return {deadline: row.day for deadline, row in earlier_days(current_call(call.id), key).items()}


def _deadlines(call: Call, procedures: Sequence[str]) -> list[Deadline]:
    return [one for one in call.deadlines.values() if set(one.concerns) & set(procedures)]


def _choices(dossier: Dossier, form: ActForm | None) -> list[ActChoice]:
    return [
        ActChoice(one, form if form and form.action.id == one.action.id else ActForm(dossier, one))
        for one in dossier.acts
        if one.action.kind not in SILENT
    ]


def _sections(account: Any, dossier: Dossier) -> list[ShownSection]:
    call, application = dossier.call, dossier.application
    kinds = kinds_recorded_by(call, account)
    first = lookup.first_stage(call, application.procedure).id
    return [
        ShownSection(
            section,
            [
                (call.fields[one], dossier.case.answers.get(one))
                for one in section.fields
                if may_see_field(account, call.fields[one].visible)
            ],
            open=section.by in kinds and application.stage == (section.stage or first),
        )
        for section in lookup.sections_of(call, application.procedure)
    ]


def _stages(dossier: Dossier) -> list[TrackedStage]:
    call, application = dossier.call, dossier.application
    stages = [one for one in lookup.stages_of(call, application.procedure) if not one.end or one.id == application.stage]
    places = {one.id: number for number, one in enumerate(stages)}
    now = places.get(application.stage, 0)
    return [
        TrackedStage(one.name, state="done" if places[one.id] < now else "now" if places[one.id] == now else "")
        for one in stages
    ]


def _typed(request: HttpRequest | None) -> list[str]:
    """What somebody typed into an act that is gone: shown, so that it can be copied."""
    if request is None:
        return []
    return [text for key, text in request.POST.items() if key not in ("csrfmiddlewaretoken", "seen") and text.strip()]
