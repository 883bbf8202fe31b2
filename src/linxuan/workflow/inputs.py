"""What has to be typed or chosen with an act, and whether it can be: papers, days, copies."""

from collections.abc import Iterator
from datetime import date

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Action, Call, Paper
from linxuan.workflow.attempt import Attempt
from linxuan.workflow.case import Case
from linxuan.workflow.wording import spoken


def wrong_inputs(attempt: Attempt) -> Iterator[Refused]:
    """Yield a refusal for each input that the kind of action needs and that is missing or cannot be."""
    if attempt.action.kind in ("hand_in", "receive"):
        yield from _wrong_papers(attempt)
    if attempt.action.kind == "receive":
        yield from _wrong_receipt(attempt)
    if attempt.action.kind == "submit":
        yield from _wrong_filing_date(attempt)


def papers_of_action(call: Call, case: Case, action: Action) -> tuple[Paper, ...]:
    """Return the papers that an action hands in or receives for this case."""
    return tuple(paper for paper in lookup.papers_of(call, case.procedure) if paper.id in action.papers)


def filing_date(attempt: Attempt) -> date | None:
    """Return the filing date after the act: a first filing sets it, a later one keeps or restates it."""
    if attempt.action.kind == "submit":
        return attempt.act.restated_on or attempt.case.filed_on or attempt.on
    if attempt.action.kind == "lodge":
        return attempt.case.filed_on or attempt.on
    return attempt.case.filed_on


def _wrong_papers(attempt: Attempt) -> Iterator[Refused]:
    papers = {paper.id: paper for paper in papers_of_action(attempt.call, attempt.case, attempt.action)}
    names = say("、").join(f"“{paper.name}”" for paper in papers.values())
    if not attempt.act.papers:
        yield _refused(attempt, say("请选择材料：{names}。", names=names), "need:papers")
    for unknown in (paper for paper in attempt.act.papers if paper not in papers):
        told = say("“{paper}”不是这一步的材料，可以选：{names}。", paper=unknown, names=names)
        yield _refused(attempt, told, "papers", unknown)
    for paper in (papers[each] for each in attempt.act.papers if each in papers):
        if attempt.action.kind == "hand_in" and paper.id not in attempt.case.papers:
            told = say("请上传“{paper}”的盖章扫描件。", paper=paper.name)
            yield _refused(attempt, told, "need:papers", paper.id)
        if attempt.act.copies is not None and attempt.act.copies < paper.copies:
            yield _too_few(paper, attempt.act.copies)


def _too_few(paper: Paper, copies: int) -> Refused:
    told = say(
        "“{paper}”要 {wanted} 份，只收到 {copies} 份。请补齐后再登记。",
        paper=paper.name,
        wanted=paper.copies,
        copies=copies,
    )
    return Refused(told, clause=paper.clause, code="copies", element=paper.id)


def _wrong_receipt(attempt: Attempt) -> Iterator[Refused]:
    day, filed_on = attempt.act.received_on, attempt.case.filed_on
    if day is None:
        yield _refused(attempt, say("请填写收到纸质材料的日子。"), "need:received_on")
    elif day > attempt.on:
        told = say("{day}还没有到。请填写实际收到的日子。", day=spoken(day))
        yield _refused(attempt, told, "received_on")
    elif filed_on and day < filed_on:
        told = say(
            "{day}在申报日{filed_on}之前，请核对收到的日子。", day=spoken(day), filed_on=spoken(filed_on)
        )
        yield _refused(attempt, told, "received_on")


def _wrong_filing_date(attempt: Attempt) -> Iterator[Refused]:
    filed_on, restated = attempt.case.filed_on, attempt.act.restated_on
    if filed_on is None and restated not in (None, attempt.on):
        yield _refused(attempt, say("第一次提交，申报日就是提交的当天。"), "restated_on")
    elif filed_on and restated and not filed_on <= restated <= attempt.on:
        told = say("重新申报的日子应在{first}到{last}之间。", first=spoken(filed_on), last=spoken(attempt.on))
        yield _refused(attempt, told, "restated_on")
    elif filed_on and not restated and _must_restate(attempt):
        told = say("退回后再次提交，请写明申报日：原来是{filed_on}。", filed_on=spoken(filed_on))
        yield _refused(attempt, told, "need:restated_on")


def _must_restate(attempt: Attempt) -> bool:
    """Whether a return to this stage asks for the filing date anew."""
    return any(
        action.kind == "return" and action.to == attempt.case.stage and action.filed_on == "restated"
        for action in attempt.call.actions.values()
        if attempt.case.procedure in action.concerns
    )


def _refused(attempt: Attempt, told: str, code: str, element: str = "") -> Refused:
    return Refused(told, clause=attempt.action.clause, code=code, element=element)
