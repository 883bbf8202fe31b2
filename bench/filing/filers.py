"""Who files: people of organisations of their own, each with a draft that is complete and waits to be submitted.

A draft has the answers and the files of one that was filed in the demonstration, under the name of its own
organisation: no two of them say the same, so that nothing is known for one that was worked out for another. Nothing
else is made up: what follows (saves, steps, submissions) comes of what the filers do.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.filing.places import TRACK
from bench.portal.readers import reader
from bench.portal.seed import FIRST
from bench.portal.visits import Reader

if TYPE_CHECKING:  # models are imported when the site is ready
    from linxuan_site.models import Account, Application


@dataclass(frozen=True)
class Filer:
    """Somebody who may submit a draft."""

    reader: Reader
    application: int


def filers(count: int, serial: str) -> list[Filer]:
    """Make people with drafts; `serial` tells those of one time from those of another."""
    return [_filer(f"{serial}-{number}") for number in range(count)]


def _filer(name: str) -> Filer:
    from django.db import transaction
    from django.utils import timezone

    from linxuan_site.models import Account, Application, Organisation

    now = timezone.now()
    with transaction.atomic():
        organisation = Organisation.objects.create(
            identifier=name, name=f"示例{name}有限公司", created_at=now
        )
        account = Account.objects.create(
            username=name, full_name="示例", role="signatory", organisation=organisation, created_at=now
        )
        model = model_of_drafts()
        draft = Application.objects.create(
            **{one: getattr(model, one) for one in COPIED},
            answers={**model.answers, "name": organisation.name},
            stage=_first_stage(model),
            organisation=organisation,
            started_by=account,
            started_at=now,
            changed_at=now,
        )
        _copy_files(model, draft, account)
    return Filer(reader(name), draft.pk)


COPIED = (
    "published_call_id",
    "call",
    "procedure",
    "track",
    "category",
    "in_charge",
    "offices",
)


def model_of_drafts() -> "Application":
    """Return the application of the demonstration that every draft is like: the first that got to the city."""
    from linxuan_site.models import Application

    filed = Application.objects.filter(procedure=TRACK, designation=None, id__lt=FIRST, stage="city")
    return filed.exclude(number=None).order_by("pk")[0]


def _first_stage(model: "Application") -> str:
    from linxuan.programme import lookup
    from linxuan_site.queries.calls import definition_of

    return lookup.first_stage(definition_of(model.published_call), model.procedure).id


def _copy_files(model: "Application", draft: "Application", account: "Account") -> None:
    from linxuan_site.models import Attachment

    kept = ("slot", "name", "content_type", "size", "digest", "uploaded_at")
    own = model.attachments.filter(removed_at=None).exclude(slot__startswith="paper:")
    Attachment.objects.bulk_create(
        Attachment(application=draft, uploaded_by=account, **{one: getattr(file, one) for one in kept})
        for file in own
    )
