"""What the pages of revocations show: a case with its course, what is next and by when; the lists of cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan.lengths import in_words
from linxuan.programme.definition import Call
from linxuan.revocation.course import BEGUN
from linxuan.revocation.wording import act_name, state_name
from linxuan_site import clock
from linxuan_site.portal.revocation.forms import DoneForm, OrderForm, StepForm
from linxuan_site.queries.entities import EntityRow
from linxuan_site.queries.revocations import CaseView

MARKS = {
    "proposed": "ring",
    "notified": "half",
    "answered": "soft",
    "silent": "soft",
    "revoked": "not",
    "final": "not",
    "kept": "met",
    "withdrawn": "met",
    "appealed": "soft",
    "upheld": "not",
    "restored": "met",
}
ENTERED = {"answer": _("录入收到的陈述申辩"), "appeal": _("录入收到的申诉")}
"""What the office does in place of the entity, when it came on paper."""
DANGEROUS = ("revoke", "uphold")
WARNINGS: Mapping[str, Promise] = {
    "notify": _("会生成告知书，并通知示范主体；从明天起计算陈述申辩的期限。"),
    "revoke": _("会写进公开的名录，生成决定书，并通知示范主体；从明天起计算申诉的期限。"),
    "restore": _("会写进公开的名录：称号恢复；并通知示范主体。"),
    "annul": _("会写进公开的名录：称号恢复。只在法院或别的部门撤销了原决定时用。"),
    "withdraw": _("撤回后不能再办；同样的事实不会再自动提出。"),
    "keep": _("称号保留；同样的事实不会再自动提出。"),
    "uphold": _("维持取消，通知示范主体。"),
}
NEXT: Mapping[str, Promise] = {
    "proposed": _("下一步：告知示范主体拟取消的事实和理由，听取意见；或者撤回。"),
    "notified": _("下一步：等示范主体陈述申辩。期限届满以前，没有答复不能决定。"),
    "answered": _("下一步：看它的陈述申辩，决定取消或不予取消。"),
    "silent": _("下一步：期限已过，没有答复，可以决定了。"),
    "revoked": _("下一步：示范主体可以申诉；期限届满没有申诉，这一件办结。"),
    "appealed": _("下一步：复核申诉，恢复或维持取消。"),
}
NEXT_OF_ENTITY: Mapping[str, Promise] = {
    "notified": _("您可以陈述申辩：写明事实和理由，并附材料。作出决定以前，称号仍然有效。"),
    "answered": _("陈述申辩已经收到。期限届满以前还可以补充；等主管部门决定。"),
    "silent": _("陈述申辩的期限已过，等主管部门决定。"),
    "revoked": _("不服的，可以申诉：写明事实和理由，并附材料。"),
    "appealed": _("申诉已经收到，等主管部门复核。"),
}


@dataclass(frozen=True)
class ShownStep:
    """A step that was taken, with its words."""

    step: Any
    """Its row of the record."""
    act: str
    mark: str


@dataclass(frozen=True)
class ShownAct:
    """A step that may be taken, with its form."""

    act: str
    name: Promise | str
    form: StepForm
    warning: Promise | str
    dangerous: bool
    open: bool
    has_files: bool


def case_page(view: CaseView, refused: StepForm | None = None) -> dict[str, object]:
    """Return what the page of a case shows; `refused` is the form that was not taken."""
    entity = view.party == "entity"
    own = NEXT_OF_ENTITY if entity else NEXT
    return {
        "view": view,
        "call": view.call,
        "case": view.case,
        "state": state_name(view.state),
        "mark": MARKS[view.state],
        "next": own.get(view.state, ""),
        "steps": [ShownStep(one, act_name(one.act), MARKS[one.state]) for one in view.steps],
        "acts": [_shown(view, act, refused) for act in sorted(view.acts, key=_rank)],
        "entity": entity,
        "begun": view.state in BEGUN,
        "answer": in_words(view.terms.answer) if view.terms.answer else "",
        "appeal": in_words(view.terms.appeal) if view.terms.appeal else "",
        "decides": _decides(view),
        "bans": [ban for step in view.steps for ban in step.bans.all()],
    }


def rows_of(views: Sequence[CaseView]) -> list[dict[str, object]]:
    """Return the rows of a list of cases."""
    return [{"view": one, "state": state_name(one.state), "mark": MARKS[one.state]} for one in views]


def list_page(
    call: Call | None, views: Sequence[CaseView], show: str, after: int | None
) -> dict[str, object]:
    """Return what the list of the authority's cases shows."""
    return {"call": call, "rows": rows_of(views), "show": show, "after": after, "today": clock.today()}


def _shown(view: CaseView, act: str, refused: StepForm | None) -> ShownAct:
    is_refused = refused is not None and refused.act == act
    form = refused
    if form is None or not is_refused:
        lacks_day = view.terms.lacks_day(act)
        form = StepForm(act, view.party, initial=_initial(act), lacks_day=lacks_day)
    only = len(view.acts) == 1 or (view.party == "entity" and act in ("answer", "appeal"))
    return ShownAct(
        act,
        ENTERED.get(act, act_name(act)) if view.party != "entity" else act_name(act),
        form,
        "" if view.party == "entity" else WARNINGS.get(act, ""),
        act in DANGEROUS,
        is_refused or (refused is None and only),
        "attached" in form.fields,
    )


def _rank(act: str) -> bool:
    """What leads on stands first, what only puts off or ends it afterwards."""
    return act in ("withdraw", "extend", "annul")


def _initial(act: str) -> dict[str, date]:
    return {"decided_on": clock.today()} if act in ("revoke", "restore", "annul") else {}


def _decides(view: CaseView) -> str:
    """Who decides: the office that the rule names, else the authority."""
    office = view.call.offices.get(view.terms.decided_by)
    return office.name if office else view.call.authority


@dataclass(frozen=True)
class ShownOrder:
    """What an entity has to put right, as it stands today."""

    order: Any
    done: Any
    days_left: int | None

    @property
    def is_late(self) -> bool:
        """Whether it was not put right in time, or not yet although the time is over."""
        until = self.order.until
        return until is not None and (self.done.done_on > until if self.done else clock.today() > until)


def orders_page(row: EntityRow, refused: OrderForm | DoneForm | None) -> dict[str, object]:
    """Return what the page of an entity shows of what it has to put right; `refused` is the form that was not taken."""
    rows = sorted(row.designation.rectify_orders.all(), key=lambda one: one.pk)
    return {
        "rows": [_order(one) for one in rows],
        "wanted": row.standing.standing == "rectify" and row.standing.until is None,
        "form": refused if isinstance(refused, OrderForm) else OrderForm(),
        "done_form": refused
        if isinstance(refused, DoneForm)
        else DoneForm(initial={"done_on": clock.today()}),
        "refused": isinstance(refused, OrderForm),
        "done_refused": isinstance(refused, DoneForm),
    }


def _order(order: Any) -> ShownOrder:
    left = (order.until - clock.today()).days if order.until else None
    return ShownOrder(order, getattr(order, "done", None), left)
