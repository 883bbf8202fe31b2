"""Who helps an applicant to fill in, and who could."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.workflow import APPLICANT
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, Help, Office
from linxuan_site.queries.calls import office_name

SUBMITS = ("submit", "lodge")


def open_help(application: Application) -> Help | None:
    """Return the help that goes on; None if nobody helps."""
    return next(iter(_open(application.pk)), None)


@kept_read
def _open(application: int) -> "QuerySet[Help]":
    rows = Help.objects.filter(application=application, ended_at=None).select_related("started_by")
    return rows.order_by("pk")[:1]


def helps_of(application: Application) -> list[Help]:
    """Return every help with an application, newest first."""
    return list(application.helps.select_related("started_by", "ended_by").order_by("-pk"))


def helper_name(call: Call, one: Help) -> str:
    """Return the name of the office that helps."""
    return office_name(call, one.office, one.office_key)


def possible_helpers(call: Call, application: Application) -> Sequence[Office]:
    """Return the offices that an applicant may ask: those to whose desk its application goes, and lie in charge."""
    actions = lookup.actions_from(call, application.procedure, application.stage)
    targets = {call.stages[one.to].office for one in actions if one.kind in SUBMITS and one.to}
    acting = {office for one in actions if one.kind in SUBMITS for office in one.by if office != APPLICANT}
    rows = _offices(application.published_call.authority, targets | acting)
    return [one for one in rows if one.key in ("", application.offices.get(one.kind))]


@kept_read
def _offices(authority: str, kinds: Collection[str]) -> "QuerySet[Office]":
    return Office.objects.filter(authority=authority, kind__in=kinds).order_by("pk")
