"""Quotas: how many places, for whom, counted apart by what."""

from linxuan.language import say
from linxuan.programme.concern import read_concern, read_shared
from linxuan.programme.definition import LimitCase, Quota, Strength
from linxuan.programme.entry import Entry
from linxuan.programme.origin import read_cites

STRENGTHS: tuple[Strength, ...] = ("mandatory", "in_principle")
COUNTED_APART = ("recommender", "recommender_kind", "track", "category")


def read_quota(entry: Entry) -> Quota:
    """How many an action may take. It is for the procedures of that action unless `for` says otherwise."""
    quota = Quota(
        **read_shared(entry, pairs_as_condition=False),
        at=entry.reference("at", "action", wanted=True),
        limit=entry.whole("limit"),
        limits=tuple(_limit_case(case) for case in entry.tables("limits")),
        list=entry.reference("list", "list"),
        total=entry.whole("total"),
        per=entry.references("per", "field", also=COUNTED_APART),
        exactly=entry.yes_no("exactly", False),
        strength=entry.word("strength", STRENGTHS, "mandatory"),
        not_counted=entry.expression("not_counted"),
        categories=read_concern(entry).pairs,
    )
    if not any(entry.has(key) for key in ("limit", "limits", "list")):
        entry.fault("", say("没有说明几个名额"), say("写 limit、limits 或 list"))
    if entry.has("list") and (entry.has("limit") or entry.has("limits")):
        entry.fault("list", say("名额写在名单里，就不再写 limit 和 limits"))
    if entry.has("total") and not entry.has("list"):
        entry.fault("total", say("total 是名单（list）里各行名额的合计"), say("没有名单就用 limit"))
    return quota


def _limit_case(entry: Entry) -> LimitCase:
    when = entry.expression("when", wanted=True)
    limit = entry.whole("limit", wanted=True)
    return LimitCase(when or entry.parsed("when", "TRUE"), limit or 0, read_cites(entry))
