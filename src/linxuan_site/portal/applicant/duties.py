"""Who still has to do what for an application: those who fill in, and those who act for the organisation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from linxuan.programme.definition import Section
from linxuan.workflow import Possibility
from linxuan_site.permissions import is_applicant, may_sign, rights_of
from linxuan_site.portal.applicant.pages import Filing
from linxuan_site.queries.people import Colleague, colleagues_in

OPEN = ("role", "need:complete")
"""What stands against an act that somebody can still do: another person signs, or the form is not complete."""


@dataclass(frozen=True)
class Duty:
    """What the people of one kind still have to do."""

    duty: str
    names: Sequence[str]
    mine: bool
    tasks: Sequence[str]


@dataclass(frozen=True)
class Turn:
    """What is missing in one section and in the whole form, and who submits it then, for one reader."""

    here: int
    whole: int
    action: str
    """The name of the act of submitting; '' where the form is not submitted now."""
    signs: bool
    helps: bool
    signatories: Sequence[str]

    @property
    def names(self) -> str:
        """The names of the signatories whom the reader asks."""
        return _("、").join(self.signatories)

    @property
    def elsewhere(self) -> int:
        """How much is missing in other sections."""
        return self.whole - self.here


def turn_of(filing: Filing, section: Section) -> Turn:
    """Return what is missing at a section, and whose turn it is afterwards."""
    account = filing.dossier.account
    return Turn(
        here=sum(one.section == section.id for one in filing.missing),
        whole=len(filing.missing),
        action=filing.dossier.submits,
        signs=may_sign(account),
        helps=not is_applicant(account),
        signatories=filing.dossier.signatories,
    )


def duties(filing: Filing) -> list[Duty]:
    """Return what everybody of the organisation still has to do; empty where that is one person, or nothing."""
    acts = [one for one in filing.dossier.acts if _is_open(one)]
    people = colleagues_in(filing.dossier.application.organisation_id)
    if not acts or len(people) < 2:
        return []
    me = rights_of(filing.dossier.account).pk
    somebody_fills_in = any(not one.signs for one in people)
    kinds = groupby(people, key=lambda one: (one.signs, one.duty))
    return [_duty(filing, acts, list(group), me, somebody_fills_in) for _key, group in kinds]


def _is_open(act: Possibility) -> bool:
    wanted = act.action.kind in ("submit", "hand_in")
    return wanted and (act.refusal is None or act.refusal.code in OPEN)


def _duty(
    filing: Filing, acts: Sequence[Possibility], people: Sequence[Colleague], me: int, others: bool
) -> Duty:
    signs = people[0].signs
    tasks = [] if signs and others else list(_to_fill_in(filing))
    tasks += _to_sign(filing, acts, others) if signs else []
    told = tasks or [_("没有要补的，等签署人办理")]
    return Duty(people[0].duty, [one.name for one in people], any(one.id == me for one in people), told)


def _to_fill_in(filing: Filing) -> Iterator[str]:
    if filing.fillable and filing.missing:
        yield _("填好还差的 %(count)s 处") % {"count": len(filing.missing)}
    if filing.remarks_left:
        yield _("改好退回意见里的 %(count)s 处") % {"count": filing.remarks_left}


def _to_sign(filing: Filing, acts: Sequence[Possibility], others: bool) -> list[str]:
    waits = filing.fillable and bool(filing.missing)
    text = _("填完后“%(action)s”（也可以一起填）") if waits and others else ""
    text = text or (_("填完后“%(action)s”") if waits else _("“%(action)s”"))
    return [text % {"action": one.action.name} for one in acts]
