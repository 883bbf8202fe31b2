"""Erasing what was kept long enough: looked at before, confirmed by the authority, whole, and written down."""

from collections import Counter
from collections.abc import Callable, Mapping

from django.db import models, transaction
from django.db.models import ForeignObjectRel, ProtectedError, QuerySet
from django.utils import timezone

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.models import Account, Application, Erasure, Objection, PersonalRead
from linxuan_site.permissions import erases
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.keeping import Due, digest_of_due, due_for_erasing


@transaction.atomic
def erase_due(call: Call, *, seen: str, account: Account | None) -> list[Erasure]:
    """Erase what a preview of the digest `seen` showed and return what went; None is a command at the server.

    What another row of the record still needs stays, and is due again. Files are not looked at here: those that no
    row names are taken away by their own command. Raises `Refused` for who may not, and where something else is due
    by now: then nothing is erased.
    """
    if account is not None:
        refuse_stand_in_over(account)
        if not erases(account, call.authority):
            raise Refused(say("保存期满的内容由{authority}清除", authority=call.authority), code="office")
    due = due_for_erasing(call)
    if digest_of_due(due) != seen:
        raise Refused(say("预览以后有了变动，什么也没有清除。请重新预览，核对后再清除"), code="overtaken")
    return [erased for one in due if (erased := _erased(call, one, account)) is not None]


def _erased(call: Call, due: Due, account: Account | None) -> Erasure | None:
    try:
        with transaction.atomic():
            rows = _ERASERS[due.rule.what](due.subject)
    except ProtectedError:
        return None
    return Erasure.objects.create(
        call=call.id,
        rule=due.rule.id,
        what=due.rule.what,
        subject=due.subject,
        rows=rows,
        last_on=due.last_on,
        erased_on=clock.today(),
        by=account,
        at=timezone.now(),
        **(signature(account) if account else {}),
    )


def _draft(subject: str) -> dict[str, int]:
    return _with_all_of_its_own(Application.objects.filter(pk=int(subject)))


def _objection(subject: str) -> dict[str, int]:
    return _with_all_of_its_own(Objection.objects.filter(pk=int(subject)))


def _reads_of_a_day(subject: str) -> dict[str, int]:
    count, _by_table = PersonalRead.objects.filter(day=subject).delete()
    return {PersonalRead._meta.model_name or "": count}


def _with_all_of_its_own(things: "QuerySet[models.Model]") -> dict[str, int]:
    """Delete things with the rows that speak of them alone; what others need still protects them."""
    gone: Counter[str] = Counter()
    for relation in things.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not None:
            own = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": things})
            gone[relation.related_model._meta.model_name or ""] += own.delete()[0]
    gone[things.model._meta.model_name or ""] += things.delete()[0]
    return {table: count for table, count in sorted(gone.items()) if count}


_ERASERS: Mapping[str, Callable[[str], dict[str, int]]] = {
    "drafts": _draft,
    "objections": _objection,
    "reads": _reads_of_a_day,
}
