"""What the package format can say and this version does not carry out: refused by name, never passed over."""

from linxuan.language import say
from linxuan.programme.entry import Entry

KINDS = ("sample",)
"""Kinds of elements."""
KEYS = {"track": ("renews",), "item": ("self_score", "merge")}
WORDS = {("round", "every"): "month"}


def refuse_kind(entry: Entry, kind: str) -> None:
    """Note that an element of a kind that is not carried out stands in the package."""
    names = {"sample": say("抽查")}
    entry.fault("", say("{name}（{kind}）：本版本还不能执行", name=names[kind], kind=kind), _hint())


def refuse_keys(entry: Entry, kind: str) -> None:
    """Note the keys and words of an element that are not carried out."""
    for key in KEYS.get(kind, ()):
        if entry.has(key):
            entry.fault(key, say("“{key}”：本版本还不能执行", key=key), _hint())
        entry.ask(key)
    for (of, key), word in WORDS.items():
        if of == kind and entry.has(key) and entry.ask(key) == word:
            entry.fault(key, say("“{word}”：本版本还不能执行", word=word), _hint())


def refuse_scored_by(entry: Entry) -> None:
    """Note that an item of a score is scored by a person: their points are no rule."""
    for key in ("measure", "bands", "below", "best_of"):
        entry.ask(key)
    problem = say("“{word}”：本版本还不能执行", word=entry.text("by"))
    entry.fault("by", problem, say("人打的分不是规则：写成 judgement，总的分值由部门在综合评定时登记"))


def _hint() -> str:
    return say("先删去，由人判断的写成 judgement；通知要求的部分不会因此漏掉，核对会指出来")
