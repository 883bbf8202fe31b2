"""What happens: stages, actions, deadlines, quotas and papers."""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from linxuan.language import say
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import (
    NOTHING,
    Action,
    Deadline,
    EarlierDay,
    Paper,
    PaperKind,
    PublicityTerms,
    Stage,
)
from linxuan.programme.elements.brought import LAYOUTS, template_of, word_of, workbook_of
from linxuan.programme.entry import Entry
from linxuan.programme.faults import suggestion
from linxuan.programme.known import APPLICANT

KINDS = [
    "enter",
    "submit",
    "hand_in",
    "receive",
    "lodge",
    "pass",
    "assess",
    "recommend",
    "nominate",
    "designate",
    "return",
    "decline",
    "remove",
    "veto",
    "withdraw",
    "grade",
]
WITH_PAPERS = ("hand_in", "receive")
LEADING_AWAY = ("return", "decline", "remove", "veto", "withdraw")
"""Kinds that make no sense where the case stays."""
NEEDS = ("complete", "eligible", "opinion", "reason", "rank", "document", "publicity")
NEEDED = {"section": "section", "paper": "paper", "received": "paper"}
SEALS = ("unit", "office", "government", "legal_representative", "cover", "edge", "hand")
ALSO = ("electronic", "disc")
COLUMNS = ("rank", "track", "category", "number", "recommender", "remark")
PAPER_KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
OF_A_ROUND = ("evaluation", "round_report")
"""Kinds of papers that are made in an evaluation round only."""
SIGNED = ("unit_seal", "hand")
UNITS: tuple[Literal["working_days", "calendar_days"], ...] = ("working_days", "calendar_days")
FIRST_DAYS: tuple[Literal["counted", "not_counted"], ...] = ("counted", "not_counted")
FILED_ON: tuple[Literal["kept", "restated"], ...] = ("kept", "restated")


def read_stage(entry: Entry) -> Stage:
    """Where a case lies, and on whose desk."""
    stage = Stage(
        **read_shared(entry, default=entry.known.open_tracks),
        office=entry.reference("office", "office", also=(APPLICANT,)),
        end=entry.yes_no("end", False),
        publicity=_publicity(entry),
    )
    if stage.end and stage.office:
        entry.fault("office", say("终点不在任何部门手里"), say("去掉 office，或去掉 end"))
    if not stage.end and not entry.has("office"):
        entry.fault("", say("缺少“office”"), say("写由谁办理；是终点就写 end = true"))
    return stage


def _publicity(entry: Entry) -> PublicityTerms | None:
    table = entry.table("publicity")
    if table is None:
        return None
    terms = PublicityTerms(
        days=table.whole("days", least=1, wanted=True) or 1,
        unit=table.word("unit", UNITS, "working_days"),
        first_day=table.word("first_day", FIRST_DAYS, "counted"),
        shows=table.references("shows", "field", also=("track", "category")),
        objections=_objections(table),
    )
    table.close()
    return terms


def _objections(publicity: Entry) -> Mapping[str, object]:
    table = publicity.table("objections")
    if table is None:
        return NOTHING
    found = {
        "named": table.yes_no("named", False),
        "written": table.yes_no("written", False),
        "signed": table.words("signed", SIGNED),
    }
    table.close()
    return found


def read_action(entry: Entry) -> Action:
    """A row of the table of transitions. Without `to` the case stays where it is."""
    kind = _action_kind(entry)
    papers = entry.references("papers", "paper")
    if papers and kind not in WITH_PAPERS:
        entry.fault("papers", say("只有 {kinds} 有 papers", kinds=say("、").join(WITH_PAPERS)))
    if not papers and kind in WITH_PAPERS:
        entry.fault("", say("{kind} 缺少“papers”", kind=kind), say("写交的或收的是哪些材料"))
    if kind in LEADING_AWAY and not entry.has("to"):
        entry.fault("", say("{kind} 缺少“to”", kind=kind), say("写通向哪个环节"))
    if entry.has("filed_on") and kind != "return":
        entry.fault("filed_on", say("只有退回（return）有 filed_on"))
    return Action(
        **read_shared(entry),
        kind=kind,
        by=entry.references("by", "office", wanted=True, also=(APPLICANT,)),
        jointly=entry.references("jointly", "office"),
        from_stages=entry.references("from", "stage", wanted=True),
        to=entry.reference("to", "stage"),
        needs=tuple(_needs(entry)),
        papers=papers,
        filed_on=entry.word("filed_on", FILED_ON, "kept"),
    )


def _action_kind(entry: Entry) -> str:
    own = entry.id.replace("-", "_")
    if not entry.has("kind") and own not in KINDS:
        entry.fault("", say("不知道“{id}”是哪一种办理", id=entry.id), say('加上 kind，如 kind = "pass"'))
    return entry.word("kind", tuple(KINDS), own if own in KINDS else "pass")


def _needs(entry: Entry) -> Iterator[str]:
    for need in entry.texts("needs"):
        word, colon, id = need.partition(":")
        if colon and word in NEEDED:
            entry.check_reference("needs", id, NEEDED[word])
        elif word in ("score", "sample") and colon:
            entry.fault(
                "needs", say("“{need}”：本版本还不能执行", need=need), say("先由人判断，写成 judgement")
            )
            continue
        elif need not in NEEDS:
            known = (*NEEDS, *(f"{each}:…" for each in NEEDED))
            entry.fault("needs", say("不认得“{need}”", need=need), suggestion(need, known))
            continue
        yield need


def read_deadline(entry: Entry) -> Deadline:
    """The days outside which actions are impossible. It concerns whoever its actions concern."""
    days = entry.days("days") if entry.has("days") else tuple(filter(None, [entry.day("day")]))
    entry.ask("day")
    if entry.has("day") == entry.has("days"):
        entry.fault(
            "", say("要写 day 或 days 中的一个"), say("分批的写 days = [日期, …]；没有截止日就不写 deadline")
        )
    if list(days) != sorted(set(days)):
        entry.fault("days", say("各批的日期要由早到晚，不重复"))
    opens = entry.day("opens")
    if opens and days and opens > days[0]:
        entry.fault("opens", say("开始的日子晚于截止日"), say("opens 不晚于 {day}", day=days[0]))
    actions = entry.references("actions", "action", wanted=True)
    return Deadline(
        **read_shared(entry),
        days=days,
        opens=opens,
        actions=actions,
        earlier=_earlier(entry, actions),
        reminders=entry.times("reminders") if entry.has("reminders") else None,
    )


def _earlier(entry: Entry, actions: tuple[str, ...]) -> EarlierDay | None:
    table = entry.table("earlier")
    if table is None:
        return None
    earlier = EarlierDay(
        by=table.reference("by", "office", wanted=True),
        actions=table.references("actions", "action", wanted=True),
        list=table.reference("list", "list"),
    )
    for action in earlier.actions:
        if action not in actions:
            table.fault(
                "actions", say("“{id}”不在这个截止日的 actions 里", id=action), suggestion(action, actions)
            )
    table.close()
    return earlier


def read_paper(entry: Entry) -> Paper:
    """A paper that somebody makes and somebody gets, with copies and seals."""
    copies = entry.whole("copies")
    paper = Paper(
        **read_shared(entry, default=entry.known.open_tracks),
        kind=entry.word("kind", ("", *PAPER_KINDS), ""),
        annex=entry.text("annex"),
        sender=entry.reference("from", "office", wanted=True, also=(APPLICANT,)),
        receiver=entry.reference("to", "office", also=(APPLICANT,)),
        copies=1 if copies is None else copies,
        also=entry.words("also", ALSO),
        seals=entry.words("seals", SEALS),
        sealed_by=entry.references("sealed_by", "office", also=(APPLICANT,)),
        number=entry.yes_no("number", False),
        lists=entry.references("lists", "field", also=COLUMNS),
        template=template_of(entry),
        workbook=workbook_of(entry),
        word=word_of(entry),
    )
    if paper.kind:
        _check_kind(entry, paper)
    return paper


def _check_kind(entry: Entry, paper: Paper) -> None:
    """What is made of something that happened is an office's, and no form or table."""
    if paper.sender == APPLICANT:
        entry.fault("from", say("{kind} 由部门出具", kind=paper.kind), say("写出具的部门"))
    if paper.template in LAYOUTS:
        entry.fault(
            "template", say("{kind} 有自己的版式", kind=paper.kind), say("去掉 template，或写自己的模板")
        )
    if paper.lists and paper.kind != "nominated":
        entry.fault("lists", say("只有 nominated 有 lists"))
    if paper.kind == "round_report" and len(paper.concerns) != 1:
        entry.fault("for", say("一份工作报告只写一轮"), say("写 for = [评估评价的代号]，每一轮各写一份"))
    if paper.kind in OF_A_ROUND and not set(paper.concerns) <= set(entry.known.rounds):
        entry.fault("for", say("{kind} 只用于评估评价", kind=paper.kind), say("写 for = [评估评价的代号]"))
