"""An act is rehearsed: carried out, looked at and taken back, so that what is told is what would be done."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from linxuan.workflow import Act
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.objections import handle_objection
from linxuan_site.models import Account, Application, Delivery, Extension, Objection, Place
from linxuan_site.outbox.words import words_of
from linxuan_site.queries.calls import definition_of


@dataclass(frozen=True)
class QuotaEffect:
    """The places of one quota, counted apart by `key`: taken now, and taken afterwards."""

    quota: str
    key: str
    before: int
    after: int


@dataclass(frozen=True)
class Message:
    """A message that would be sent, to everybody to whom it would be."""

    subject: str
    text: str
    recipients: Sequence[str]


@dataclass
class Effects:
    """What would follow, known once the rehearsal is over."""

    quotas: Sequence[QuotaEffect] = field(default=())
    messages: Sequence[Message] = field(default=())

    @property
    def told(self) -> list[str]:
        """The addresses that would get a message."""
        return sorted({address for one in self.messages for address in one.recipients})


@dataclass(frozen=True)
class RehearsedAct:
    """What an act would do to one application: the name of the stage to which it leads, and what follows."""

    target: str
    effects: Effects


@dataclass(frozen=True)
class RehearsedExtension:
    """What putting a deadline off would do: which row it would write, and what follows."""

    extension: Extension
    effects: Effects


@contextmanager
def taken_back(call: str) -> Iterator[Effects]:
    """Let what is done within be noted and taken back; nothing leaves the database."""
    effects = Effects()
    with transaction.atomic():
        before = _taken(call)
        last = Delivery.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        yield effects
        effects.quotas = _changed(before, _taken(call))
        effects.messages = _messages(
            Delivery.objects.select_related("message").filter(pk__gt=last).order_by("pk")
        )
        transaction.set_rollback(True)


def rehearse_act(
    application: Application,
    act: Act,
    *,
    account: Account,
    seen: int | None,
    reasons: Mapping[str, str],
    grade: str = "",
) -> RehearsedAct:
    """Return what an act on one application would do; raises what the act itself would."""
    call = definition_of(application.published_call)
    with taken_back(application.call) as effects:
        step = move_application(application.pk, act, account=account, seen=seen, reasons=reasons, grade=grade)
        target = call.stages[step.target].name
    return RehearsedAct(target, effects)


def rehearse_extension(call: str, *, account: Account, **given: Any) -> RehearsedExtension:
    """Return what putting a deadline off would do; `given` and what is raised are those of `extend_deadline`."""
    with taken_back(call) as effects:
        extension = extend_deadline(call, account=account, **given)
    return RehearsedExtension(extension, effects)


def rehearse_outcome(
    objection: Objection, state: str, *, account: Account, text: str, removal: str, seen: int | None
) -> Effects:
    """Return what an outcome of an objection would lead to; raises what handling it would."""
    with taken_back(objection.publicity.call) as effects:
        handle_objection(objection.pk, state, account=account, text=text, removal=removal, seen=seen)
    return effects


def _taken(call: str) -> dict[tuple[str, str], int]:
    taken: dict[tuple[str, str], int] = {}
    for quota, key in Place.objects.filter(call=call, released_by=None).values_list("quota", "key"):
        taken[quota, key] = taken.get((quota, key), 0) + 1
    return taken


def _changed(
    before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]
) -> list[QuotaEffect]:
    keys = sorted({key for key in {*before, *after} if before.get(key, 0) != after.get(key, 0)})
    return [QuotaEffect(*key, before.get(key, 0), after.get(key, 0)) for key in keys]


def _messages(entries: Any) -> list[Message]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in entries:
        words = words_of(one.message, get_language() or "")
        found.setdefault((words.subject, words.text), []).append(one.recipient)
    return [Message(subject, text, recipients) for (subject, text), recipients in found.items()]
