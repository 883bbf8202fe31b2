"""What an action needs before it is done: the words of `needs` in the package, each with its check."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from linxuan.checking import Check, Finding, check
from linxuan.completeness import Missing, incomplete, missing_in_section
from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper
from linxuan.workflow.attempt import Attempt
from linxuan.workflow.case import APPLICANT, Case
from linxuan.workflow.offices import office_name
from linxuan.workflow.receiving import last_day_to_receive
from linxuan.workflow.wording import spoken


def unmet_needs(attempt: Attempt) -> Iterator[Refused]:
    """Yield a refusal for each thing that the action needs and that is not there, in the package's order."""
    for need in attempt.action.needs:
        word, _, argument = need.partition(":")
        yield from _NEEDS[word](attempt, argument)


def missing_record(attempt: Attempt) -> Iterator[Refused]:
    """Yield a refusal where an office records for another one without the document that says so."""
    if attempt.recorded_by:
        yield from _document(attempt, "")


def eligibility(call: Call, case: Case, on: date) -> Check:
    """Return the check that decides whether a case may go on: 至今 is the day of the act, not of the filing."""
    filed = {"filed_on": case.filed_on} if case.filed_on else {}
    return check(call, case.procedure, {**case.answers, **filed}, on=on)


def _complete(attempt: Attempt, _: str) -> Iterator[Refused]:
    """What the applicant fills in up to this stage; sections of later stages are not asked for yet."""
    call, case = attempt.call, attempt.case
    later = _later_sections(call, case)
    missing = tuple(gap for gap in incomplete(call, case.procedure, case.answers) if gap.section not in later)
    if missing:
        yield _incomplete(attempt, say("申报书"), missing, "need:complete")


def _later_sections(call: Call, case: Case) -> frozenset[str]:
    stages = [stage.id for stage in lookup.stages_of(call, case.procedure)]
    later = stages[stages.index(case.stage) + 1 :]
    sections = lookup.sections_of(call, case.procedure)
    return frozenset(one.id for one in sections if lookup.open_at(call, case.procedure, one) in later)


def _section(attempt: Attempt, section_id: str) -> Iterator[Refused]:
    for section in lookup.sections_of(attempt.call, attempt.case.procedure):
        if section.id == section_id and attempt.applies(section):
            missing = missing_in_section(attempt.call, attempt.case.procedure, section, attempt.case.answers)
            if missing:
                yield _incomplete(attempt, section.name, missing, f"need:section:{section_id}")


def _incomplete(attempt: Attempt, where: str, missing: tuple[Missing, ...], code: str) -> Refused:
    told = say(
        "“{where}”还有 {count} 项没有填好。先看“{label}”：{problem}。",
        where=where,
        count=len(missing),
        label=missing[0].label,
        problem=missing[0].problem,
    )
    return Refused(told, clause=attempt.action.clause, code=code, element=missing[0].field)


def _eligible(attempt: Attempt, _: str) -> Iterator[Refused]:
    findings = eligibility(attempt.call, attempt.case, attempt.on).findings
    for finding in findings:
        if finding.strength == "mandatory" and finding.outcome != "met":
            yield Refused(
                _blocking(finding), clause=finding.clause, code="need:eligible", element=finding.rule
            )
    for finding in _without_reason(attempt, findings):
        told = say(
            "“{rule}”是原则上的条件，这一件没有达到：{because}。请写明理由，由您判断。",
            rule=finding.name,
            because=_bare(finding),
        )
        yield Refused(told, clause=finding.clause, code="need:reason", element=finding.rule)


def _blocking(finding: Finding) -> str:
    if finding.outcome == "unknown":
        return say("“{rule}”：{because}。", rule=finding.name, because=_bare(finding))
    return say("“{rule}”不符合：{because}。", rule=finding.name, because=_bare(finding))


def _bare(finding: Finding) -> str:
    return finding.plain.rstrip("。.")


def _without_reason(attempt: Attempt, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Rules in principle that are not met and have no reason yet; the act's own reason serves a single one."""
    waiting = tuple(
        finding
        for finding in findings
        if (finding.strength, finding.outcome) == ("in_principle", "not_met")
        and not attempt.case.reasons.get(finding.rule, "").strip()
    )
    return () if len(waiting) == 1 and attempt.act.reason.strip() else waiting


def _opinion(attempt: Attempt, _: str) -> Iterator[Refused]:
    if not attempt.act.opinion.strip():
        yield _refused(attempt, say("请写明意见。"), "need:opinion")


def _reason(attempt: Attempt, _: str) -> Iterator[Refused]:
    if not attempt.act.reason.strip():
        yield _refused(attempt, say("请写明理由。"), "need:reason")


def _document(attempt: Attempt, _: str) -> Iterator[Refused]:
    if not attempt.act.document.strip():
        yield _refused(attempt, say("请写明依据的文件：名称、文号和日期。"), "need:document")


def _rank(attempt: Attempt, _: str) -> Iterator[Refused]:
    if attempt.office not in attempt.case.ranked:
        yield _refused(attempt, say("还没有排出这一件的名次或分值，请先排定。"), "need:rank")


def _publicity(attempt: Attempt, _: str) -> Iterator[Refused]:
    if not attempt.case.publicity_over:
        yield _refused(attempt, say("公示还没有结束，请在公示结束后办理。"), "need:publicity")


def _paper(attempt: Attempt, paper_id: str) -> Iterator[Refused]:
    for paper in _wanted(attempt, paper_id):
        if paper_id not in attempt.case.papers | attempt.case.issued:
            # An office that lodges brings its own paper with the act.
            brings = attempt.action.kind == "lodge" and paper.sender == attempt.office
            code = "need:papers" if brings else f"need:paper:{paper_id}"
            yield Refused(_paper_missing(attempt, paper), clause=paper.clause, code=code, element=paper_id)


def _received(attempt: Attempt, paper_id: str) -> Iterator[Refused]:
    for paper in _wanted(attempt, paper_id):
        if paper_id not in attempt.case.received:
            told = say("还没有登记收到纸质“{paper}”，请收到后先登记。", paper=paper.name)
            yield Refused(told, clause=paper.clause, code=f"need:received:{paper_id}", element=paper_id)
            continue
        last = last_day_to_receive(attempt.call, attempt.case, paper_id, on=attempt.on)
        if last is not None and (day := attempt.case.received[paper_id]) > last.day:
            told = say(
                "纸质“{paper}”{day}才收齐，已过{last} 24:00。要继续办理，请先给这一件延期。",
                paper=paper.name,
                day=spoken(day),
                last=spoken(last.day),
            )
            yield Refused(told, clause=last.deadline.clause, code="deadline", element=paper_id)


def _wanted(attempt: Attempt, paper_id: str) -> tuple[Paper, ...]:
    """The paper, if it is one of this case's; papers of other procedures are not wanted."""
    papers = lookup.papers_of(attempt.call, attempt.case.procedure)
    return tuple(paper for paper in papers if paper.id == paper_id and attempt.applies(paper))


def _paper_missing(attempt: Attempt, paper: Paper) -> str:
    if paper.sender == APPLICANT:
        return say("申报主体还没有交“{paper}”的盖章扫描件。", paper=paper.name)
    return say(
        "“{paper}”还没有做好，请{office}先做出这份材料。",
        paper=paper.name,
        office=office_name(attempt.call, paper.sender, attempt.case.recommender),
    )


def _refused(attempt: Attempt, told: str, code: str) -> Refused:
    return Refused(told, clause=attempt.action.clause, code=code)


_NEEDS: Mapping[str, Callable[[Attempt, str], Iterator[Refused]]] = {
    "complete": _complete,
    "eligible": _eligible,
    "opinion": _opinion,
    "reason": _reason,
    "document": _document,
    "rank": _rank,
    "publicity": _publicity,
    "section": _section,
    "paper": _paper,
    "received": _received,
}
