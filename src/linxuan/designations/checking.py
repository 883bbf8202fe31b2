"""Whether an event can be recorded of a title: what it lacks, and what does not fit what is on record."""

from collections.abc import Sequence
from dataclasses import replace

from linxuan.designations.events import CHANGES, JOINED, LEADS, Event, counting
from linxuan.designations.lines import as_of
from linxuan.designations.words import fact_name, kind_name, state_name
from linxuan.errors import BadInput, Refused
from linxuan.language import say


def check_event(events: Sequence[Event], event: Event) -> None:
    """Raise `BadInput` for an event that says too little or too much, `Refused` for one that does not fit.

    `events` are all that is on record of the title, in the order of their numbers.
    """
    _check_words(event)
    if event.corrects is not None:
        _check_correction(events, event)
    _check_order(events, event)
    remaining = [one for one in counting(events) if one.number != event.corrects]
    if event.kind != "designated":
        _check_day(remaining, event)
    _refuse_the_same(events, event)


def _refuse_the_same(events: Sequence[Event], event: Event) -> None:
    """What says the same as the event before it was sent twice."""
    if events:
        before = replace(events[-1], number=event.number, recorded_at=event.recorded_at)
        if replace(event, reason="") == replace(before, reason=""):
            raise Refused(say("这一条已经登记过了"), code="recorded")


def _check_words(event: Event) -> None:
    if not event.document.strip():
        raise BadInput(say("请写明依据的文件"), field="document")
    if event.holds_from is None and event.kind != "designated":
        raise BadInput(say("请写明从哪一天起"), field="holds_from")
    may = CHANGES.get(event.kind, frozenset())
    for key in event.changes:
        if key not in may:
            raise BadInput(
                say("“{kind}”不改变“{fact}”", kind=kind_name(event.kind), fact=fact_name(key)), field=key
            )
    if may and not any(event.changes.values()) and event.corrects is None:
        raise BadInput(say("请写明“{kind}”改变了什么", kind=kind_name(event.kind)), field=max(may))
    if (event.kind == "absorbed" or JOINED in event.changes) and event.other in ("", event.title):
        raise BadInput(say("请选择与它合并的另一个称号"), field="other")
    if "name" in event.changes and not event.changes["name"].strip():
        raise BadInput(say("请写明名称"), field="name")


def _check_correction(events: Sequence[Event], event: Event) -> None:
    replaced = next((one for one in counting(events) if one.number == event.corrects), None)
    if replaced is None:
        raise Refused(
            say("没有可更正的第{number}条变更，或它已经更正过了", number=event.corrects), code="corrects"
        )
    if (replaced.kind == "designated") != (event.kind == "designated"):
        raise Refused(say("认定本身只能由另一次认定更正"), code="corrects")


def _check_order(events: Sequence[Event], event: Event) -> None:
    if event.kind == "designated" and event.corrects is None and events:
        raise Refused(say("这个称号已经认定过了"), code="designated")
    if event.kind != "designated" and not events:
        raise Refused(say("这个称号还没有认定"), code="designated")
    if events and event.recorded_at <= events[-1].recorded_at:
        raise Refused(say("登记的时间不能早于已登记的变更"), code="recorded_at")


def _check_day(remaining: Sequence[Event], event: Event) -> None:
    day = event.holds_from
    line = as_of(remaining, day, event.recorded_at) if day else None
    if day is None or line is None:
        raise BadInput(say("日期不能早于认定的日期"), field="holds_from")
    fits = LEADS.get(event.kind)
    if fits is not None and line.state not in fits[0]:
        raise Refused(
            say(
                "这个称号在{day}的状态是“{state}”，不能登记“{kind}”",
                day=day.isoformat(),
                state=state_name(line.state),
                kind=kind_name(event.kind),
            ),
            code="state",
        )
