"""Every change of an answer leaves a row: who, when, which field, from what to what."""

from collections.abc import Mapping
from typing import Any

from linxuan.answers.changes import change_between
from linxuan_site import clock
from linxuan_site.models import Account, AnswerChange, Application, Attachment
from linxuan_site.queries.calls import actor_of
from linxuan_site.queries.delegations import signature

APPLICANT = "applicant"


def record_change(
    application: Application,
    earlier: Mapping[str, Any],
    *,
    account: Account,
    copied_from: Application | None = None,
) -> None:
    """Note what differs between the answers now and `earlier`, in the transaction that saved them."""
    now = application.answers
    compared = {key: change_between(earlier.get(key), now.get(key)) for key in {**earlier, **now}}
    _write(application, {key: change for key, change in compared.items() if change}, account, copied_from)


def record_file(
    application: Application,
    attachment: Attachment,
    *,
    account: Account,
    copied_from: Application | None = None,
    replaced: Attachment | None = None,
) -> None:
    """Note that a file came to an application that is locked, in the place of another or not, or went."""
    application.version += 1
    application.changed_at = clock.now()
    application.save(update_fields=["version", "changed_at"])
    name, gone = attachment.name, attachment.removed_at is not None
    was = name if gone else replaced.name if replaced else None
    change = {"was": was, "is": None if gone else name}
    _write(application, {attachment.slot: change}, account, copied_from)


def _write(
    application: Application, changes: Mapping[str, Any], account: Account, copied_from: Application | None
) -> None:
    if not changes:
        return
    office = actor_of(account).office
    AnswerChange.objects.create(
        application=application,
        version=application.version,
        changes=changes,
        changed_by=account,
        name=account.full_name,
        **signature(account),
        office="" if office == APPLICANT else office,
        copied_from=copied_from,
        at=clock.now(),
    )
