"""The pages that are measured, by reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.portal.places import PACKAGE
from bench.portal.readers import NOBODY, reader
from bench.portal.seed import FIRST
from bench.portal.visits import Reader

CALL = PACKAGE.name


@dataclass(frozen=True)
class Page:
    """A page of a reader; `name` is its route."""

    name: str
    who: str
    reader: Reader
    address: str


def pages() -> list[Page]:
    """Return every page that is measured, with the addresses of applications in the middle of a list."""
    readers = {
        "nobody": NOBODY,
        "applicant": reader(_applicant()),
        "district": reader(_officer("district")),
        "city": reader(_officer("city")),
    }
    return [
        Page(name, who, readers[who], _address(name, values))
        for who, names in _wanted().items()
        for name, values in names.items()
    ]


def _wanted() -> Mapping[str, Mapping[str, tuple[object, ...]]]:
    own, filed = _draft_of(_applicant()), _filed()
    return {
        "nobody": {
            "home": (),
            "notice": (CALL,),
            "register": (),
            "publicity": (CALL,),
            "results": (CALL,),
            "guide": (CALL, "enterprise"),
            "self-check": (CALL, "enterprise"),
        },
        "applicant": {"my": (), "application": (own,), "section": (own, _first_section(own))},
        "district": {"desk": (), "review": (filed,), "desk-papers": (CALL,), "desk-summary": (CALL,)},
        "city": {
            "desk": (),
            "list": (CALL,),
            "board": (CALL,),
            "order": (CALL, _first_quota()),
            "review": (filed,),
        },
    }


def _address(name: str, values: tuple[object, ...]) -> str:
    from django.urls import reverse

    return reverse(name, args=values)


def _applicant() -> str:
    """Somebody with a draft begun."""
    from linxuan_site.models import Account

    drafts = Account.objects.filter(
        organisation__applications__number=None,
        organisation__applications__closed=False,
        organisation__applications__designation=None,
        organisation__applications__id__lt=FIRST,
    )
    return drafts.order_by("pk")[0].username


def _officer(kind: str) -> str:
    """Somebody of an office in charge of an application that waits for it."""
    from linxuan_site.models import Account, Application

    keys = Application.objects.filter(id__lt=FIRST, stage=_stage_of("district"), closed=False)
    wanted = keys.order_by("pk").values_list("in_charge", flat=True)[0] if kind == "district" else ""
    return Account.objects.filter(office__kind=kind, office__key=wanted).order_by("pk")[0].username


def _stage_of(office: str) -> str:
    from linxuan_site.queries.calls import current_call, definition_of

    call = definition_of(current_call(CALL))
    return next(one.id for one in call.stages.values() if one.office == office and not one.end)


def _draft_of(username: str) -> int:
    from linxuan_site.models import Account, Application

    organisation = Account.objects.get(username=username).organisation
    return Application.objects.filter(organisation=organisation, number=None).order_by("pk")[0].pk


def _filed() -> int:
    """An application that waits at its district."""
    from linxuan_site.models import Account, Application

    officer = Account.objects.get(username=_officer("district"))
    waiting = Application.objects.filter(stage=_stage_of("district"), in_charge=officer.office.key)  # type: ignore[union-attr]
    return waiting.filter(id__lt=FIRST).order_by("pk")[0].pk


def _first_section(application: int) -> str:
    from linxuan.programme import lookup
    from linxuan_site.models import Application
    from linxuan_site.queries.calls import definition_of

    found = Application.objects.get(pk=application)
    call = definition_of(found.published_call)
    own = lookup.sections_of(call, found.procedure, by="applicant")
    # The one with most fields: the heaviest of the form.
    return max(own, key=lambda one: len(one.fields)).id


def _first_quota() -> str:
    from linxuan_site.queries.calls import current_call, definition_of

    return next(iter(definition_of(current_call(CALL)).quotas))
