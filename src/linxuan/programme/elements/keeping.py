"""How long what names people is kept."""

from linxuan.language import say
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import KEPT, KeepingRule, Length
from linxuan.programme.entry import Entry


def read_keeping(entry: Entry) -> KeepingRule:
    """What is erased, how long after its last change, its settlement, or its reading."""
    for key, hint in (
        ("what", say("写其中一个：{words}", words=say("、").join(KEPT))),
        ("length", say('写多久，如 length = "2y"')),
    ):
        if not entry.has(key):
            entry.fault("", say("缺少“{key}”", key=key), hint)
    return KeepingRule(
        **read_shared(entry, has_when=False),
        what=entry.word("what", KEPT, "drafts"),
        length=entry.length("length") or Length(1, "y"),
    )
