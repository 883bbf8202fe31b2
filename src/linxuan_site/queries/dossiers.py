"""One application as its reader may see it: answers, findings, what may be done, what was done."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet

from linxuan.checking import Check, check
from linxuan.completeness import incomplete
from linxuan.language import current_language
from linxuan.programme.definition import Action, Call
from linxuan.programme.ready import once_per_call
from linxuan.rules.terms import Value
from linxuan.workflow import Actor, Case, Possibility, own_actions, possible_actions
from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, Attachment, Step
from linxuan_site.permissions import may_read_application, may_read_draft, may_see_field
from linxuan_site.queries.beside import hold_files, hold_placements, hold_steps
from linxuan_site.queries.calls import actor_of, definition_of
from linxuan_site.queries.cases import answers_read, case_of, kept_attachments, outline_of, with_days
from linxuan_site.queries.filed import filed_answers, filed_files, filed_values
from linxuan_site.queries.inspections import noted
from linxuan_site.queries.people import refusal_to_sign, signatories_to_ask
from linxuan_site.queries.places import Taken, all_places_taken, lines_before

Found = TypeVar("Found")
MOST_KEPT = 512
"""Of so many cases of a call it is kept what may be done, some kilobytes each."""


@dataclass(frozen=True)
class Dossier:
    """An application with everything that follows from it, for one reader.

    What follows is worked out when it is asked for, and once: a form that saves itself wants little of it.
    """

    account: Account
    application: Application
    call: Call

    @cached_property
    def kept_back(self) -> bool:
        """Whether the reader sees only what was filed: it lies with its applicant."""
        return not may_read_draft(self.account, self.application, self.call)

    @cached_property
    def answers(self) -> dict[str, Any]:
        """As typed, by field id, without what the reader may not see."""
        return {key: value for key, value in self._raw.items() if _visible(self.call, self.account, key)}

    @cached_property
    def said(self) -> str:
        """The answers as the text that is kept of them: of equal numbers it tells how each is written."""
        return json.dumps(self._raw, ensure_ascii=False)

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The answers that conditions see, as far as the reader may know them."""
        if self.kept_back:
            return filed_values(self.call, self.application, self._raw)
        return self._values

    @cached_property
    def files(self) -> tuple[Attachment, ...]:
        """Those that the reader may see, oldest first, with what was seen in each: there now, or as filed."""
        return tuple(noted(self.files_unseen, self.account))

    @cached_property
    def files_unseen(self) -> tuple[Attachment, ...]:
        """The same files before anybody asked what was seen in them."""
        hold_files(self.application)
        if self.kept_back:
            return tuple(filed_files(self.call, self.application, self.application.attachments.all()))
        return tuple(kept_attachments(self.application))

    @cached_property
    def check(self) -> Check:
        """Which conditions hold."""
        on = self.application.filed_on or clock.today()
        return check(self.call, self.application.procedure, self.values, on=on)

    @cached_property
    def missing(self) -> int:
        """How many places of the form are not filled in yet."""
        return len(incomplete(self.call, self.application.procedure, self._values))

    @cached_property
    def case(self) -> Case:
        """The snapshot for the workflow, with no more answers than the reader may see."""
        return replace(self._case, answers=self.values) if self.kept_back else self._case

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What was done, oldest first."""
        hold_steps(self.application)
        return tuple(self.application.steps.all())

    @cached_property
    def signatories(self) -> tuple[str, ...]:
        """Whom the reader has to ask to act for the organisation; empty where he may himself."""
        return signatories_to_ask(self.account)

    @cached_property
    def acts(self) -> tuple[Possibility, ...]:
        """What the reader may do now, each with what stands against it; that depends on all of it."""
        possible = acts_of(self.call, self.application, self._case, self.account)
        return _signed(possible, self.account, self.signatories)

    @cached_property
    def own_acts(self) -> tuple[Action, ...]:
        """The acts that are the reader's now, whatever stands against them: that asks for no steps, no papers."""
        return own_actions(self.call, self._outline, actor=actor_of(self.account), on=clock.today())

    @cached_property
    def submits(self) -> str:
        """The name of the act by which the reader submits it now; '' where that is not his, or not now."""
        return next((one.name for one in self.own_acts if one.kind == "submit"), "")

    @cached_property
    def dated(self) -> Case:
        """The snapshot as deadlines see it; the whole one where that was read already."""
        whole: Case | None = self.__dict__.get("_case")
        return whole or with_days(self.application, self._outline)

    @cached_property
    def _outline(self) -> Case:
        return outline_of(self.application, self._values)

    @cached_property
    def _raw(self) -> dict[str, Any]:
        kept = filed_answers(self.call, self.application) if self.kept_back else self.application.answers
        return dict(kept)

    @cached_property
    def _values(self) -> Mapping[str, Value]:
        hold_files(self.application)
        return answers_read(self.application).values

    @cached_property
    def _case(self) -> Case:
        hold_steps(self.application)
        hold_placements(self.application)
        return case_of(self.application, answers=self._values)


def dossier_of(account: Account, application_id: int) -> Dossier | None:
    """Return the dossier; None if there is none, or this account may not read it."""
    application = next(iter(_application(application_id)), None)
    if application is None or not may_read_application(account, application):
        return None
    return dossier_with(account, application)


def dossier_with(account: Account, application: Application) -> Dossier:
    """Return the dossier of an application that was read or written just now, for somebody who may read it."""
    if account.organisation_id == application.organisation_id:
        # Who it is has been read with what it files.
        account.organisation = application.organisation
    return Dossier(account, application, definition_of(application.published_call))


@kept_read
def _application(application: int) -> "QuerySet[Application]":
    rows = Application.objects.filter(pk=application)
    return rows.select_related("published_call", "organisation", "designation").defer("published_call__files")


def acts_of(call: Call, application: Application, case: Case, account: Account) -> tuple[Possibility, ...]:
    """Return the acts that the account's office has at this stage, each with what stands against it."""
    return _acts(call, case, actor_of(account), partial(all_places_taken, application.call))


def acts_with(call: Call, case: Case, actor: Actor, taken: Taken) -> tuple[Possibility, ...]:
    """Return the acts that an actor has at this stage; `taken` was read for many cases at once."""
    return _acts(call, case, actor, lambda: taken)


def _acts(call: Call, case: Case, actor: Actor, taken: Callable[[], Taken]) -> tuple[Possibility, ...]:
    kept = _looked_at_lately(call)
    same = kept.known(_Seen(case))
    counted = kept.lines(same)
    # Before an application gets to a quota nobody has to know how many places are taken.
    places = taken() if counted else Taken()
    before = tuple((quota, places[quota, key]) for quota, key in counted)
    return kept.acts(_Asked(same.case, actor, clock.today(), before, current_language()))


def follows(call: Call, case: Case, what: Callable[..., Found], *further: Hashable) -> Found:
    """Return `what(call, case, today, *further)`, which depends on these and the language alone; once for equal cases."""
    kept = _looked_at_lately(call)
    same = kept.known(_Seen(case))
    found: Found = kept.follows(what, _Dated(same.case, clock.today(), current_language(), further))
    return found


def known_case(call: Call, case: Case) -> Hashable:
    """Return what stands for a case in a key: equal for equal cases, and found equal at once for those seen lately."""
    return _looked_at_lately(call).known(_Seen(case))


@dataclass(frozen=True)
class _Seen:
    """A case, which is known again by all that it says."""

    case: Case

    def __hash__(self) -> int:
        return hash((self.case.procedure, self.case.stage, self.case.applicant, self.case.number))


@dataclass(frozen=True)
class _Asked(_Seen):
    """Everything that acts depend on: only of two that are equal the answer is the same."""

    actor: Actor
    on: date
    before: tuple[tuple[str, int], ...]
    language: str
    __hash__ = _Seen.__hash__


@dataclass(frozen=True)
class _Dated(_Seen):
    """Everything that what follows from a case on a day depends on."""

    on: date
    language: str
    further: tuple[Hashable, ...]
    __hash__ = _Seen.__hash__


class _LookedAt(NamedTuple):
    """What is kept of the cases of a call, each under all that it depends on."""

    known: Callable[[_Seen], _Seen]
    """An equal case that was looked at lately, with what conditions saw of it."""
    lines: Callable[[_Seen], tuple[tuple[str, str], ...]]
    """The quotas whose places matter to its acts (`lines_before`)."""
    acts: Callable[[_Asked], tuple[Possibility, ...]]
    follows: Callable[[Callable[..., Any], _Dated], Any]


@once_per_call
def _looked_at_lately(call: Call) -> _LookedAt:
    """Return what is kept of a call: a desk and an order show the same cases again; whatever changes makes another."""

    @lru_cache(maxsize=MOST_KEPT)
    def known(seen: _Seen) -> _Seen:
        return seen

    @lru_cache(maxsize=MOST_KEPT)
    def lines(seen: _Seen) -> tuple[tuple[str, str], ...]:
        return lines_before(call, seen.case)

    @lru_cache(maxsize=MOST_KEPT)
    def acts(asked: _Asked) -> tuple[Possibility, ...]:
        taken = dict(asked.before)
        return possible_actions(call, asked.case, actor=asked.actor, on=asked.on, taken=taken)

    # Of each case a desk wants two or three things.
    @lru_cache(maxsize=3 * MOST_KEPT)
    def follows(what: Callable[..., Any], dated: _Dated) -> Any:
        return what(call, dated.case, dated.on, *dated.further)

    return _LookedAt(known, lines, acts, follows)


def _signed(
    acts: tuple[Possibility, ...], account: Account, signatories: tuple[str, ...]
) -> tuple[Possibility, ...]:
    """Say of acts that nothing else stands against whether the account may do them for its organisation."""
    return tuple(
        one if one.refusal else replace(one, refusal=refusal_to_sign(account, one.action.name, signatories))
        for one in acts
    )


def _visible(call: Call, account: Account, field: str) -> bool:
    return field not in call.fields or may_see_field(account, call.fields[field].visible)
