"""What a history of grades leads to."""

from typing import Literal

from linxuan.language import say
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import LEADS_TO, OfficeBan, RevocationTerms, StandingRule
from linxuan.programme.entry import Entry
from linxuan.programme.origin import read_origin

GAPS: tuple[Literal["break", "ignore", "ask"], ...] = ("break", "ignore", "ask")
LOOKS_AT = ("grades", "lowest", "not_filed", "when")
AFTERWARDS = ("warn", "suspend", "ask", "revoke")
"""What may follow where something was not put right."""


def read_standing(entry: Entry) -> StandingRule:
    """What a history leads to: it looks at grades, at the last of a year, at silence, or at a condition."""
    _check_looks_at(entry)
    if not entry.has("leads_to"):
        entry.fault("", say("缺少“leads_to”"), say("写其中一个：{words}", words=say("、").join(LEADS_TO)))
    rule = StandingRule(
        **read_shared(entry, default=entry.known.rounds, has_when=False),
        grades=entry.references("grades", "grade"),
        lowest=entry.part("lowest"),
        not_filed=entry.yes_no("not_filed", False),
        condition=entry.expression("when"),
        consecutive=entry.whole("consecutive", least=1) or 1,
        gap=entry.word("gap", GAPS, "ask"),
        leads_to=entry.word("leads_to", LEADS_TO, "ask"),
        within=entry.length("within"),
        otherwise=entry.word("else", AFTERWARDS, ""),
        ban=entry.length("ban"),
        office_ban=_office_ban(entry),
        decided_by=entry.reference("decided_by", "office"),
        answer=entry.time("answer"),
        appeal=entry.time("appeal"),
    )
    _check_rectify(entry, rule)
    _check_bans(entry, rule)
    _check_times(entry, rule)
    return rule


def read_revocation(call: Entry) -> RevocationTerms:
    """What `[call.revocation]` says, with where it is from; nothing where it is not written."""
    table = call.table("revocation")
    if table is None:
        return RevocationTerms()
    origin = read_origin(table)
    terms = RevocationTerms(
        table.time("answer"), table.time("appeal"), origin.cites, origin.source, origin.why
    )
    if not (table.has("answer") or table.has("appeal")):
        hint = say('如 answer = "10wd"、appeal = "60d"')
        table.fault("", say("没有写 answer，也没有写 appeal"), hint)
    table.close()
    return terms


def _check_looks_at(entry: Entry) -> None:
    looks_at = [key for key in LOOKS_AT if entry.has(key)]
    if len(looks_at) != 1:
        words = say("、").join(LOOKS_AT)
        entry.fault("", say("要写 {words} 中的一个，现有{count}个", words=words, count=len(looks_at)))
    if "when" in looks_at and entry.has("consecutive"):
        hint = say("写 grades、lowest 或 not_filed，或去掉 consecutive")
        entry.fault("consecutive", say("一个条件只看现在，不数年"), hint)


def _office_ban(entry: Entry) -> OfficeBan | None:
    inside = entry.table("office_ban")
    if inside is None:
        return None
    office, length = inside.reference("office", "office", wanted=True), inside.length("length")
    if not inside.has("length"):
        inside.fault("", say("缺少“{key}”", key="length"), say('写多久，如 length = "1y"'))
    inside.close()
    return OfficeBan(office, length) if length else None


def _check_rectify(entry: Entry, rule: StandingRule) -> None:
    for key in ("within", "else"):
        if entry.has(key) and rule.leads_to != "rectify":
            hint = say('写 leads_to = "rectify"，或去掉 {key}', key=key)
            entry.fault(key, say("只有 rectify 用到 {key}", key=key), hint)
    if entry.has("within") and not entry.has("else"):
        hint = say("写其中一个：{words}", words=say("、").join(AFTERWARDS))
        entry.fault("within", say("写了 within 就要用 else 说明没有改好会怎样"), hint)


def _check_bans(entry: Entry, rule: StandingRule) -> None:
    for key in ("ban", "office_ban"):
        if entry.has(key) and "revoke" not in (rule.leads_to, rule.otherwise):
            hint = say('写 leads_to = "revoke"，或去掉 {key}', key=key)
            entry.fault(key, say("{key} 从取消的决定算起，这里不取消", key=key), hint)


def _check_times(entry: Entry, rule: StandingRule) -> None:
    for key in ("answer", "appeal"):
        if entry.has(key) and "revoke" not in (rule.leads_to, rule.otherwise):
            hint = say('写 leads_to = "revoke"，或去掉 {key}', key=key)
            entry.fault(key, say("{key} 是取消时的期限，这里不取消", key=key), hint)
